/**
 * Lanes as they stand in an address: `q=EXPRESSION; EXPRESSION; @log; @title=Request duration`, one parameter a lane.
 * A lane carries its own options, so that taking one away never changes another.
 */

export type Lane = {
  expressions: string[];
  title: string;
  log: boolean;
  /** Keys of the series that are shown; empty shows all. */
  only: string[];
  /** The legend is open. */
  all: boolean;
  /** How far its queries look follows the range: nobody typed it. */
  auto: boolean;
  /** Its expressions as the address has them, where they are asked otherwise for the range. */
  kept?: string[];
};

export function lane(expressions: string[], options: Partial<Lane> = {}): Lane {
  return { expressions, title: "", log: false, only: [], all: false, auto: false, ...options };
}

export function readLane(text: string): Lane {
  const parts = pieces(text);
  const options = parts.filter((part) => part.startsWith("@")).map((part) => part.slice(1));
  const named = (name: string) =>
    options.flatMap((option) => (option.startsWith(`${name}=`) ? [decoded(option.slice(name.length + 1))] : []));
  return {
    expressions: parts.filter((part) => !part.startsWith("@")),
    title: named("title")[0] ?? "",
    log: options.includes("log"),
    only: named("only"),
    all: options.includes("all"),
    auto: options.includes("auto"),
  };
}

export function writeLane({ expressions, title, log, only, all, auto }: Lane): string {
  const options = [
    ...(title ? [`@title=${encoded(title)}`] : []),
    ...(log ? ["@log"] : []),
    ...(all ? ["@all"] : []),
    ...(auto ? ["@auto"] : []),
    ...only.map((key) => `@only=${encoded(key)}`),
  ];
  return [...expressions, ...options].join("; ");
}

const encoded = (text: string) => text.replace(/[;%"]/g, encodeURIComponent);
const decoded = (text: string) => text.replace(/%(3B|25|22)/gi, decodeURIComponent);

/** Parts between semicolons that stand outside of quotes. */
function pieces(text: string): string[] {
  const found = text.match(/(?:"(?:[^"\\]|\\.)*"|[^;"]|")+/g) ?? [];
  return found.map((part) => part.trim()).filter(Boolean);
}

/** "A", "B", …, "Z", "AA": the letters of queries over all lanes. */
export function letter(index: number): string {
  return (index >= 26 ? letter(Math.floor(index / 26) - 1) : "") + String.fromCharCode(65 + (index % 26));
}

/** After a click on a series in the legend: alone, or all again; with Ctrl in or out of what is shown. */
export function isolated(only: string[], key: string, keys: string[], adding: boolean): string[] {
  if (!adding) return only.length === 1 && only[0] === key ? [] : [key];
  const shown = only.length === 0 ? keys : only;
  const next = shown.includes(key) ? shown.filter((other) => other !== key) : [...shown, key];
  return next.length === keys.length || next.length === 0 ? [] : next;
}
