import type { Pinnable } from "../../lib/pinning";
import { bytes, count } from "../../lib/units";
import { shown } from "./text";
import type { Node } from "./tree";

type Row = { key: string; name: string; at: string };
type Counted = Partial<Record<"delta" | "count_before" | "count_after" | "count" | "retained_bytes", unknown>> & {
  counts?: number[];
};

/** A class or an object as it is pinned. */
export function thingOf<C extends Row>(node: Node<C>): Pinnable | undefined {
  if (node.kind === "class")
    return {
      title: shown(node.row.name, 120),
      value: figureOf(node.row as Counted),
      mark: { class: node.row.name },
      search: { cls: node.row.key },
    };
  if (node.kind !== "thing") return undefined;
  const { id, name, class_name, retained_bytes } = node.thing;
  return {
    title: `${shown(name, 120)} @${id}`,
    value: bytes(retained_bytes),
    mark: { object: String(id), class: class_name },
  };
}

/** What holds an object, which may stand for the class of that key. */
export function thingOfPane(id: number, key: string | null): Pinnable {
  const name = key === null ? `@${id}` : key.slice(key.indexOf(",") + 1);
  return { title: `What holds ${shown(name, 120)}`, mark: { object: String(id) } };
}

function figureOf({ delta, count_before, count_after, count: many, counts, retained_bytes }: Counted): string {
  if (typeof delta === "number")
    return `${count(Number(count_before))} to ${count(Number(count_after))}, ${delta > 0 ? "+" : ""}${count(delta)}`;
  if (counts?.length) return `${count(counts[0]!)} to ${count(counts.at(-1)!)}`;
  const kept = typeof retained_bytes === "number" ? `, ${bytes(retained_bytes)}` : "";
  return typeof many === "number" ? `${count(many)}${kept}` : "";
}
