/** The scale of durations beside each other: logarithmic where they lie far apart, else from zero. */

export type Scale = { readonly ticks: readonly number[]; readonly share: (value: number) => number };

const FAR = 15;

export function scaleOf(values: readonly number[]): Scale {
  const some = values.filter((value) => value > 0);
  const high = some.reduce((most, value) => Math.max(most, value), 0) || 1;
  const low = some.reduce((least, value) => Math.min(least, value), high);
  if (high / low < FAR) {
    const top = stepAbove(high);
    return { ticks: [0, top / 2, top], share: (value) => value / top };
  }
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const every = Math.ceil((to - from) / 4);
  const ticks: number[] = [];
  for (let power = from; power <= to; power += every) ticks.push(10 ** power);
  return { ticks, share: (value) => (Math.log10(Math.max(value, 10 ** from)) - from) / (to - from) };
}

/** 1, 2 or 5 times a power of ten, at least the value. */
function stepAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value)!;
}

/** Places 0 to `last` to write under an axis: about five, evenly apart. */
export function niceTicks(last: number): number[] {
  const step = Math.max(1, Math.round(last / 4));
  const ticks: number[] = [];
  for (let at = 0; at < last - step / 2; at += step) ticks.push(at);
  return [...ticks, last];
}
