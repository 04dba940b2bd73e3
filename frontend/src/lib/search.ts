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

/** A clause for one value, quoted when it has to be: service:billing, body:"two words". */
export function clause(field: string, value: string | number | boolean, comparison: "" | ">" | "<" = ""): string {
  const text = String(value);
  const plain =
    typeof value !== "string" ||
    (/^[\w.@/+-]+$/.test(text) && !/^(?:OR|AND|NOT|TO)$/.test(text) && !text.startsWith("-"));
  return `${field}:${comparison}${plain ? text : `"${text.replace(/["\\]/g, "\\$&")}"`}`;
}

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
  const place = parts.findIndex((part) => part.startsWith(`${field}:`) && !/^[<>]/.test(part.slice(field.length + 1)));
  const written = clause(field, value).slice(field.length + 1);
  const before = place < 0 ? [] : valuesOf(parts[place]!.slice(field.length + 1));
  const after = before.includes(written) ? before.filter((one) => one !== written) : [...before, written];
  const text =
    after.length === 0 ? [] : after.length === 1 ? [`${field}:${after[0]}`] : [`${field}:(${after.join(" OR ")})`];
  if (place < 0) return [...parts, ...text].join(" ");
  return parts.toSpliced(place, 1, ...text).join(" ");
}

function valuesOf(text: string): string[] {
  return text.startsWith("(") && text.endsWith(")")
    ? topLevel(text.slice(1, -1)).filter((part) => part !== "OR")
    : [text];
}

/** Clauses of a search that stand beside each other, each with its parentheses whole. */
export function topLevel(query: string): string[] {
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
