/** What practice calls things. */

/** "Logs" of "logs". */
export function toolName(tool: string): string {
  return tool ? tool[0]!.toUpperCase() + tool.slice(1) : "";
}

/** "Thu 26 Nov, 10:49" by this browser's clock. */
export function day(moment: number): string {
  const date = new Date(moment);
  const told = date.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short" });
  const time = date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return `${told.replace(",", "")}, ${time}`;
}

/** "1.5", "2": a decimal where there is one. */
export function figure(value: number | null): string {
  if (value === null) return "–";
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

/** "Ana", "Ana and Ben", "Ana, Ben and Eva". */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
