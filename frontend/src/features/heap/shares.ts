/** The parts of a heap as a ring. */

export type Arc = { from: number; to: number };

/** Where each part begins and ends, in turns of the ring; parts too small to see are left as thin as a line. */
export function arcsOf(values: readonly number[]): Arc[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  let at = 0;
  return values.map((value) => {
    const from = at;
    at += total > 0 ? value / total : 0;
    return { from, to: at };
  });
}

/** An arc of a ring as an SVG path: the whole turn is two halves, since an arc that ends where it begins is none. */
export function arcPath({ from, to }: Arc, centre: number, outer: number, inner: number): string {
  if (to - from >= 0.99999)
    return `${arcPath({ from: 0, to: 0.5 }, centre, outer, inner)}${arcPath({ from: 0.5, to: 1 - 1e-9 }, centre, outer, inner)}`;
  const point = (turn: number, radius: number) => {
    const angle = turn * 2 * Math.PI - Math.PI / 2;
    return `${(centre + radius * Math.cos(angle)).toFixed(2)} ${(centre + radius * Math.sin(angle)).toFixed(2)}`;
  };
  const large = to - from > 0.5 ? 1 : 0;
  return `M${point(from, outer)}A${outer} ${outer} 0 ${large} 1 ${point(to, outer)}L${point(to, inner)}A${inner} ${inner} 0 ${large} 0 ${point(from, inner)}Z`;
}

/** What DevTools calls the parts, and a colour of the series for each. */
export const PARTS: Record<string, { title: string; colour: string }> = {
  code: { title: "Code", colour: "c4" },
  strings: { title: "Strings", colour: "c3" },
  "js arrays": { title: "JS arrays", colour: "c1" },
  "typed arrays": { title: "Typed arrays", colour: "c6" },
  system: { title: "System objects", colour: "c2" },
  native: { title: "Native", colour: "c8" },
  other: { title: "Other JS objects", colour: "c5" },
};
