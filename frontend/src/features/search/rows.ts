/** A list of rows and the rest of its page: keys that reach it from anywhere, and the row under the pointer. */
import type { PointerEvent } from "react";
import { type Command, useCommands } from "../../lib/commands";

/** `j` and `k` anywhere on the page go to the list, which has them itself once it is focused. */
export function useRowKeys(label: string, step?: (by: 1 | -1) => void): void {
  const command = (id: string, title: string, keys: string, by: 1 | -1): Command => ({
    id,
    label: title,
    group: "Rows",
    keys,
    run: () => (step ? step(by) : focusRows(label)),
  });
  useCommands([command("rows.next", "Next row", "j", 1), command("rows.previous", "Previous row", "k", -1)]);
}

/** Gives the list the focus: it outlines its first row, or the one where the keys were. */
export function focusRows(label: string): void {
  document.querySelector<HTMLElement>(`[role$="grid"][aria-label="${label}"]`)?.focus();
}

/** The place of the row under the pointer, -1 for none. Heads are the first row of a grid. */
export function rowUnder(event: PointerEvent): number {
  const row = (event.target as HTMLElement).closest("[role=row]");
  return row ? Number(row.getAttribute("aria-rowindex")) - 2 : -1;
}
