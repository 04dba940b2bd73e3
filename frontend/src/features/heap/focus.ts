/** Where the keyboard goes on: into the list of the page, or the pane of the object that is chosen in it. */

/** To the path of the object, or whichever list its tab shows; where that is still to come, to the tab. */
export function focusPane(): void {
  const pane = document.querySelector('aside[aria-label="Retainers"]');
  const list = pane?.querySelector<HTMLElement>('[role="listbox"], [role="treegrid"]');
  (list ?? pane?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]'))?.focus();
}

/** To the first row of the list; where there is none, nowhere. */
export function focusFirstRow(): void {
  const list = document.querySelector<HTMLElement>('main [role$="grid"]');
  list?.focus();
  list?.dispatchEvent(new KeyboardEvent("keydown", { key: "Home", bubbles: true }));
}
