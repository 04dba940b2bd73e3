/** A path as it is drawn: an object, what holds it, what holds that. Long ones keep their ends. */

export type PathRow = { step: number } | { hidden: number };

const WHOLE = 40; // steps that are drawn without folding
const [FRONT, BACK] = [24, 10];

/** The steps to draw: all, or the first and the last with a fold between them. */
export function pathRows(length: number, unfolded: boolean): PathRow[] {
  const all = Array.from({ length }, (_, step) => ({ step }));
  if (unfolded || length <= WHOLE) return all;
  return [...all.slice(0, FRONT), { hidden: length - FRONT - BACK }, ...all.slice(-BACK)];
}

/** What the edges on both sides are called: `[3] in` a list, `self in` a context. */
export const heldBy = (edge: string): string => (edge ? `${edge} in` : "held by");

/** Which steps of a path are in another too, so that only what differs stands out. */
export function shared(path: readonly { id: number }[], other: readonly { id: number }[]): boolean[] {
  const ids = new Set(other.map(({ id }) => id));
  return path.map(({ id }) => ids.has(id));
}

/** A step of a way as it is read from the object on: by what name what is above it is held, and in what. */
export type WayStep = { edge: string; text: string; kind: "class" | "gap" };

/** The steps of a way from the object to the root: the way itself goes from the root to the object. */
export function waySteps(path: readonly string[]): WayStep[] {
  const steps: WayStep[] = [];
  let edge = "";
  for (const part of wayParts(path).reverse()) {
    if (part.kind === "edge") edge = bare(part.text);
    else {
      steps.push({ edge, text: part.text, kind: part.kind });
      edge = "";
    }
  }
  return edge ? [...steps, { edge, text: "", kind: "gap" }] : steps;
}

/** The name alone, as paths have it: of `.name`, `->name`, `{name}`, `["two words"]`. */
const bare = (edge: string): string =>
  /^(?:\.|->)(.+)$/.exec(edge)?.[1] ?? /^(?:\{|\[")(.+?)(?:\}|"\])$/.exec(edge)?.[1] ?? edge;

export type WayPart = { text: string; kind: "class" | "edge" | "gap" };

/** Classes and the names between them in turn; where some were left out, what comes next says what it is. */
export function wayParts(path: readonly string[]): WayPart[] {
  const parts: WayPart[] = [];
  for (const text of path) {
    const before = parts.at(-1)?.kind;
    const looksLikeEdge = /^(?:[.[{]|->)/.test(text);
    const kind =
      text === "…"
        ? "gap"
        : before === "gap"
          ? looksLikeEdge
            ? "edge"
            : "class"
          : before === "class"
            ? "edge"
            : "class";
    parts.push({ text, kind });
  }
  return parts;
}
