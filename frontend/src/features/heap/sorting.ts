/** Sorting by a column: what the address says, what a click on a head asks for. */

import type { Column } from "../../parts/FixedList";
import type { Heap } from "./useHeap";

export type Sorting = { sort: string; descending: boolean };

/** The order of a view: what the address asks for where the view has it, else its own first. */
export function sortingOf({ sort, up }: { sort: string | null; up: boolean }, names: readonly string[]): Sorting {
  const known = sort !== null && names.includes(sort);
  const name = known ? sort : names[0]!;
  return { sort: name, descending: !up };
}

/** Heads of a table: a click sorts by it, largest first (names from A), and again the other way round. */
export function headsOf({ view, change }: Pick<Heap, "view" | "change">, now: Sorting, names: readonly string[]) {
  return (name: string): NonNullable<Column<never>["sort"]> => {
    const mine = now.sort === name;
    const up = mine ? !view.up : name === "name";
    return {
      state: mine ? (now.descending ? "descending" : "ascending") : "none",
      onSort: () => change({ sort: name === names[0] ? null : name, up }),
    };
  };
}
