/** The search language as the interface needs it: colours while typing, and clauses added by a click. */

export type Token = {
  start: number;
  end: number;
  kind: "field" | "operator" | "text" | "number" | "value" | "word" | "join";
};

const PIECE =
  /(?<space>\s+)|(?<join>\b(?:OR|AND|NOT|TO)\b|[()[\]])|(?<field>-?[A-Za-z_@*][\w.@*/-]*(?=:))|(?<operator>:(?:>=|<=|>|<|=|~)?)|(?<text>"(?:[^"\\]|\\.)*"?)|(?<word>-?[^\s()[\]":]+(?::(?=\/\/)[^\s()]*)?)/gy;

/** Pieces of a search with what each is; the text between them is space. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  PIECE.lastIndex = 0;
  for (let piece = PIECE.exec(text); piece; piece = PIECE.exec(text)) {
    const kind = kindOf(piece.groups!, found.at(-1));
    if (kind) found.push({ start: piece.index, end: PIECE.lastIndex, kind });
    if (PIECE.lastIndex >= text.length) break;
  }
  return found;
}

function kindOf(groups: Record<string, string | undefined>, before: Token | undefined): Token["kind"] | null {
  if (groups.space !== undefined) return null;
  if (groups.join) return "join";
  if (groups.field) return "field";
  if (groups.operator) return "operator";
  if (groups.text) return "text";
  if (/^-?\d+(?:\.\d+)?[a-zA-Zµ%]*$/.test(groups.word!)) return "number";
  return before?.kind === "operator" ? "value" : "word";
}

/** A field as it must be typed. */
export const fieldName = (field: string): string => (/^[\w.@/$#][\w.@/$#-]*$/.test(field) ? field : quoted(field));

/** A value as it must be typed: in quotes when it would be read as something else. */
function valueText(text: string): string {
  const plain = /^[\w.:/@#$%&+,;'~^!?-][\w.:/@#$%&+,;'~^!?=-]*$/.test(text) && !/^(?:OR|AND|NOT|TO)$/.test(text);
  return plain ? text : quoted(text);
}

export const quoted = (text: string) => `"${text.replace(/["\\]/g, "\\$&")}"`;

/** A clause for one value: service:billing, body:"two words". */
export const clause = (field: string, value: string | number | boolean, comparison: "" | ">" | "<" = ""): string =>
  `${fieldName(field)}:${comparison}${valueText(String(value))}`;

/** The search with one more clause, once. The opposite clause goes. */
export function withClause(query: string, added: string): string {
  const opposite = added.startsWith("-") ? added.slice(1) : `-${added}`;
  const rest = withoutClause(query, opposite);
  return hasClause(rest, added) ? rest : `${rest} ${added}`.trim();
}

export function withoutClause(query: string, removed: string): string {
  const parts = topLevel(query);
  return parts.filter((part) => part !== removed).join(" ");
}

export function hasClause(query: string, clauseText: string): boolean {
  return topLevel(query).includes(clauseText);
}

/** A value put in or taken out of what a field may be: none, one as field:value, several as field:(a OR b). */
export function toggleValue(query: string, field: string, value: string | number | boolean): string {
  const parts = topLevel(query);
  const asks = `${fieldName(field)}:`;
  const written = clause(field, value).slice(asks.length);
  const rest = parts.filter((part) => part !== `-${asks}${written}`);
  const place = rest.findIndex((part) => part.startsWith(asks) && plainValues(part.slice(asks.length)));
  const before = place < 0 ? [] : valuesOf(rest[place]!.slice(asks.length));
  const after = before.includes(written) ? before.filter((one) => one !== written) : [...before, written];
  const text =
    after.length === 0 ? [] : after.length === 1 ? [`${asks}${after[0]}`] : [`${asks}(${after.join(" OR ")})`];
  if (place < 0) return [...rest, ...text].join(" ");
  return rest.toSpliced(place, 1, ...text).join(" ");
}

/** Not a comparison, a range or a pattern: what a ticked value can stand beside. */
const plainValues = (text: string) => !/^[<>[{]/.test(text) && !/\*/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, ""));

/** The values of `a`, or of `(a OR b)`, as they are typed. */
export function valuesOf(text: string): string[] {
  return text.startsWith("(") && text.endsWith(")")
    ? pieces(text.slice(1, -1)).filter((part) => part !== "OR")
    : [text];
}

/** Clauses of a search that all must hold, each with its parentheses whole; a search that is a choice is one clause. */
export function topLevel(query: string): string[] {
  const found = pieces(query);
  if (found.includes("OR")) return [`(${query.trim()})`];
  return found
    .filter((part) => part !== "AND")
    .flatMap((part, at, parts) => (part === "NOT" ? [] : parts[at - 1] === "NOT" ? [`NOT ${part}`] : [part]));
}

function pieces(query: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let part = "";
  for (let index = 0; index < query.length; index++) {
    const letter = query[index]!;
    if (quoted && letter === "\\") part += letter + (query[++index] ?? "");
    else if (letter === " " && depth === 0 && !quoted) {
      if (part) parts.push(part);
      part = "";
    } else {
      if (letter === '"') quoted = !quoted;
      if (!quoted && (letter === "(" || letter === "[")) depth++;
      if (!quoted && (letter === ")" || letter === "]")) depth = Math.max(0, depth - 1);
      part += letter;
    }
  }
  return part ? [...parts, part] : parts;
}
