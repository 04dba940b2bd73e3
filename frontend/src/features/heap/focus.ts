/**
 * From the list into the pane of the object that is chosen in it: to its path, or whichever list its tab shows; where
 * that is still to come, to the tab.
 */
export function focusPane(): void {
  const pane = document.querySelector('aside[aria-label="Retainers"]');
  const list = pane?.querySelector<HTMLElement>('[role="listbox"], [role="treegrid"]');
  (list ?? pane?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]'))?.focus();
}
