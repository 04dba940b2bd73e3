import type { FactTold } from "../../api/types";

export type Fact = { name: string; meaning: string; values: { by: string; value: string }[] };

/** Each figure once, with everybody's value, in the order in which they are told. */
export function factsOf(told: readonly FactTold[]): Fact[] {
  const facts = new Map<string, Fact>();
  for (const { name, meaning, by, value } of told) {
    const fact = facts.get(name) ?? { name, meaning, values: [] };
    fact.values.push({ by, value });
    facts.set(name, fact);
  }
  return [...facts.values()];
}
