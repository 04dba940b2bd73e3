/** Names and texts from a heap, which are whatever the program held: written so that nothing in them acts on the page. */

// Controls, marks of direction, zero-width letters, halves of characters: seen as what they are, and never obeyed.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

const LONGEST = 240; // letters drawn of one name: a row shows fewer

/** A text as it can be shown in a row. */
export function shown(text: string, longest = LONGEST): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return cut.replace(UNSEEN, (letter) => NAMES[letter] ?? `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const NAMES: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** What an object is reached by, as code would write it: `.name`, `[3]`, `["two words"]`. V8 numbers its own too. */
export function edgeText(edge: string): string {
  return shown(/^\d+$/.test(edge) ? `[${edge}]` : edge, 120);
}

/** The id of "@4817331" or "4817331", as a person types it; null for anything else. */
export function typedId(text: string): number | null {
  const found = /^@\s*(\d{1,15})$/.exec(text.trim());
  return found ? Number(found[1]) : null;
}

/** `engine/handlers.js:24:20` as the file and line a row has room for. */
export function shortPlace(at: string): string {
  const [, path = at, line = ""] = /^(.*?)(?::(\d+))?(?::\d+)?$/.exec(at) ?? [];
  const parts = path.replace(/^file:\/\//, "").split("/");
  return `${parts.slice(-2).join("/")}${line ? `:${line}` : ""}`;
}
