/** What a scorecard has to be gone through, in its order: each scenario's score, each criterion's ratings. */

export type Item = { kind: "scenario"; scenario: number } | { kind: "criterion"; criterion: string; scenario: number };

/** As it stands in an address: "1", "cause", "cause.3". */
export function written(item: Item): string {
  if (item.kind === "scenario") return String(item.scenario);
  return item.scenario ? `${item.criterion}.${item.scenario}` : item.criterion;
}

export function read(text: string | null): Item | null {
  const found = /^(?:(\d+)|([a-z_]+)(?:\.(\d+))?)$/.exec(text ?? "");
  if (!found) return null;
  if (found[1]) return { kind: "scenario", scenario: Number(found[1]) };
  return { kind: "criterion", criterion: found[2]!, scenario: Number(found[3] ?? 0) };
}

type Asked = {
  scenarios: readonly number[];
  criteria: readonly string[];
  /** Criteria that are rated once for all scenarios. */
  overall: ReadonlySet<string>;
};

/** The next or the last one; a criterion's in the same scenario. From nothing the first, and at the ends the same. */
export function beside(item: Item | null, way: 1 | -1, { scenarios, criteria, overall }: Asked): Item | null {
  const rows: string[] = [...scenarios.map(String), ...criteria];
  const column = item?.kind === "criterion" && item.scenario ? item.scenario : (scenarios[0] ?? 0);
  const here = item ? rows.indexOf(item.kind === "scenario" ? String(item.scenario) : item.criterion) : -1;
  const row = rows[here < 0 ? (way === 1 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, here + way))];
  if (row === undefined) return null;
  if (/^\d+$/.test(row)) return { kind: "scenario", scenario: Number(row) };
  return { kind: "criterion", criterion: row, scenario: overall.has(row) ? 0 : column };
}

/** To the cell on the left or right, within its criterion. */
export function across(item: Item, way: 1 | -1, scenarios: readonly number[]): Item {
  if (item.kind === "scenario" || item.scenario === 0) return item;
  const place = scenarios.indexOf(item.scenario) + way;
  return { ...item, scenario: scenarios[Math.max(0, Math.min(scenarios.length - 1, place))] ?? item.scenario };
}
