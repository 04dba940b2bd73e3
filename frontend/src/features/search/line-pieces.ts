/** A log line as it is read in a row: its text, and its fields as `key=value` with the keys in the background. */
import type { Line } from "../../api/types";
import type { Value } from "./clauses";

export interface Piece {
  readonly text: string;
  readonly key: boolean;
}

/** What is longer is cut in a row; the whole line is in its details. */
export const LONGEST = 800;
const PAIR = /(?<=^|[\s{,(])[\w.@-]{1,64}=(?=\S)/g;

/** Fields the text already names are not said twice. */
export function linePieces(line: Pick<Line, "body" | "fields">, hidden: ReadonlySet<string> = new Set()): Piece[] {
  const body = oneLine(line.body).slice(0, LONGEST);
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of body.matchAll(PAIR)) {
    if (found.index > at) pieces.push({ text: body.slice(at, found.index), key: false });
    pieces.push({ text: found[0], key: true });
    at = found.index + found[0].length;
  }
  if (at < body.length) pieces.push({ text: body.slice(at), key: false });
  for (const [name, value] of tellingFirst(Object.entries(line.fields))) {
    if (hidden.has(name) || names(line.body, name)) continue;
    pieces.push({ text: ` ${name}=`, key: true }, { text: written(value), key: false });
  }
  return pieces;
}

/** Numbers first, which are short and tell lines apart; then texts; what only names something last. */
function tellingFirst(fields: [string, Value][]): [string, Value][] {
  const rank = ([name, value]: [string, Value]) => (isId(name) ? 2 : typeof value === "string" ? 1 : 0);
  return fields.toSorted((a, b) => rank(a) - rank(b));
}

const isId = (name: string) => /(^|[._])(id|uuid|key|token)$|[a-z]Id$/.test(name);

// Colours of a terminal, which some loggers write into their lines.
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they are made of
const TERMINAL = /\u001b\[[0-9;]*[A-Za-z]/g;

const oneLine = (text: string) => text.replace(TERMINAL, "").replace(/\s*[\r\n]+\s*/g, " · ");

const names = (body: string, field: string) => body.includes(`${field}=`) || body.includes(`"${field}"`);

function written(value: Value): string {
  const text = oneLine(String(value));
  const short = text.length > 120 ? `${text.slice(0, 119)}…` : text;
  return /\s/.test(short) ? `"${short}"` : short;
}

/** A line as it is read whole: JSON laid out, terminal colours gone. */
export function wholeText(body: string): string {
  const text = body.replace(TERMINAL, "");
  if (!/^\s*[{[]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // it only began like JSON
  }
}

/** The text of a row, for finding in a list. */
export const lineText = (line: Line): string =>
  `${line.level} ${line.service} ${linePieces(line)
    .map(({ text }) => text)
    .join("")}`;

const LEVELS: Record<string, { token: string; text: string }> = {
  fatal: { token: "error", text: "error-text" },
  error: { token: "error", text: "error-text" },
  warn: { token: "warn", text: "warn-text" },
  info: { token: "line-input", text: "text-2" },
  debug: { token: "line-2", text: "text-3" },
  trace: { token: "line-2", text: "text-3" },
};

/** The colour of a level as a mark, and as text. */
export const levelTokens = (level: string): { token: string; text: string } => LEVELS[level] ?? LEVELS.info!;

/** From the ground of a stack of bars up: the loudest on top. */
export const LEVELS_UP = ["trace", "debug", "info", "warn", "error", "fatal"];
