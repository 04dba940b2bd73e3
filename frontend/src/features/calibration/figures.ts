/** What a figure of agreement means, in words; every word goes by the interval, never by the dot alone. */

import type { AgreementView, HintingView, IntervalView, OfRaterView } from "../../api/types";

export const FEWEST = 10;

export type Band = { from: number; word: string };

/** Koo and Li 2016. */
export const ICC: readonly Band[] = [
  { from: 0, word: "poor" },
  { from: 0.5, word: "moderate" },
  { from: 0.75, word: "good" },
  { from: 0.9, word: "excellent" },
];
/** Krippendorff 2004. */
export const ALPHA: readonly Band[] = [
  { from: 0, word: "not reliable" },
  { from: 0.667, word: "tentative" },
  { from: 0.8, word: "reliable" },
];

export function bandOf(value: number, bands: readonly Band[]): string {
  return bands.findLast(({ from }) => value >= from)?.word ?? bands[0]?.word ?? "";
}

/** "good", or "moderate to excellent" where the interval reaches over an edge. */
export function words({ low, high }: IntervalView, bands: readonly Band[]): string {
  if (low === null || high === null) return "";
  const [from, to] = [bandOf(low, bands), bandOf(high, bands)];
  return from === to ? from : `${from} to ${to}`;
}

/** Why there is no figure; empty where there is one. */
export function missing({ value, n }: IntervalView, what = "targets"): string {
  if (value !== null) return "";
  return n < FEWEST
    ? `too few ${what} for a figure (${n} of ${FEWEST})`
    : "the ratings do not differ enough for a figure";
}

export const decimal = (value: number | null, places = 2) =>
  value === null
    ? "–"
    : value
        .toFixed(places)
        .replace(/^-(?=0\.?0*$)/, "")
        .replace("-", "−");
export const percent = (value: number | null) => (value === null ? "–" : `${decimal(value * 100, 0)} %`);
export const signed = (value: number, places = 2) =>
  value > 0 && value.toFixed(places) !== (0).toFixed(places) ? `+${value.toFixed(places)}` : decimal(value, places);

/** What to do about how far one rater alone can be trusted. */
export function ofOne({ single }: AgreementView): string {
  if (single.low === null || single.value === null) return "";
  if (single.low >= 0.75) return "One rater tells candidates apart well. Go on as you do.";
  if (single.low >= 0.5)
    return "Two raters are enough for most interviews; talk before the verdict where they are two points apart.";
  return "One rater alone decides too much. Keep at least two, and talk through the scenarios where you are furthest apart.";
}

export function ofAll({ average, raters }: AgreementView): string {
  if (average.low === null || average.value === null) return "";
  return average.low >= 0.75
    ? `The mean of all ${raters} can be relied on.`
    : `Even the mean of all ${raters} moves with who rates: settle what the anchors mean, as edge cases, before the next round.`;
}

/** Where nearly everybody gives the same, alpha has nothing to go by. */
export function ofAlpha({ alpha, ac2 }: AgreementView): string {
  if (alpha.value === null || alpha.low === null) return "";
  if (alpha.low >= 0.8) return "The four points mean the same to all of you.";
  if (alpha.value < 0.667 && ac2.value !== null && ac2.value >= 0.8)
    return "Nearly all scores of this round are alike, which makes this figure low whatever you do: read the next one.";
  return alpha.low >= 0.667
    ? "Good enough for a first reading. Look at the anchor where you differ most."
    : "The points are not used alike. Open the cases that split you as edge cases, and rule them.";
}

export function ofLeniency({ leniency, flagged }: OfRaterView, who: string): string {
  const { value } = leniency;
  if (value === null) return missing(leniency);
  const [more, verb] = [value > 0 ? "more" : "fewer", who === "You" ? "give" : "gives"];
  if (!flagged) return `${who} ${verb} no more and no fewer points than the others, as far as this can tell.`;
  return `${who} ${verb} ${Math.abs(value).toFixed(2)} points ${more} for the same work. Go through two of these cases with somebody whose scores lie in the middle.`;
}

export function ofSpread(value: number | null): string {
  if (value === null) return "–";
  if (value < 0.7) return "keeps to the middle";
  return value > 1.3 ? "uses the ends more" : "as the others";
}

const NOTHING = 0.005; // what is told as 0.00

/** Whether an interval says that there is something: it leaves nothing out. */
export function isClear({ value, low, high }: IntervalView): boolean {
  return value !== null && low !== null && high !== null && (low > 0 || high < 0) && Math.abs(value) >= NOTHING;
}

/** Beside that of all: some of it is that good work is good in more than one thing. */
export function ofHalo(halo: IntervalView, all: number | null): string {
  if (halo.value === null) return missing(halo, "ratings");
  const beside = all === null ? "" : `, of all ${decimal(all)}`;
  return `${halo.value >= 0.8 ? "criteria move nearly as one" : "criteria are told apart"}${beside}`;
}

/** Hints that are given as the ladder has them are at least eight of ten. */
const KEPT = 0.8;

export function keptOf({ kept }: HintingView): "" | "low" {
  return kept.value !== null && kept.high !== null && kept.high < KEPT ? "low" : "";
}

export function ofKept({ kept, early, moot, busy }: HintingView): string {
  const others = [
    early ? `${early} before ${early === 1 ? "its" : "their"} minute` : "",
    moot ? `${moot} not needed any more` : "",
    busy ? `${busy} into somebody's thinking` : "",
  ].filter(Boolean);
  if (others.length === 0)
    return kept.n === 1 ? "The one hint as the ladder has it." : `All ${kept.n} as the ladder has them.`;
  return `Of ${kept.n}: ${others.join(", ")}.`;
}

export function ofMore(more: IntervalView): string {
  if (more.value === null) return beside(more);
  if (!isClear(more)) return "as the others";
  return more.value > 0 ? "helps more for the same progress" : "helps less for the same progress";
}

export function ofBeyond(beyond: IntervalView): string {
  if (beyond.value === null) return beside(beyond);
  if (!isClear(beyond)) return "as the others, after as many hints";
  return `${beyond.value > 0 ? "more" : "fewer"} points than hints explain`;
}

/** Why there is no comparison with other leads. */
function beside(of: IntervalView): string {
  return of.n === 0 ? "nobody else led" : missing(of, "scenarios");
}

export function ofContrast(contrast: IntervalView): string {
  if (contrast.value === null) return missing(contrast, "interviews in a row");
  if (!isClear(contrast)) return "none to be seen";
  return contrast.value < 0 ? "judges against the one before" : "is carried along by the one before";
}

export function nth(number: number): string {
  const ends = ["th", "st", "nd", "rd"];
  const end = number % 100 > 10 && number % 100 < 14 ? "th" : (ends[number % 10] ?? "th");
  return `${number}${end}`;
}

export function ofDrift({ slope, since }: OfRaterView["drift"]): string {
  if (slope.value === null) return missing(slope);
  const from = since === null ? "" : `, since the ${nth(since + 1)} interview`;
  if (!isClear(slope)) return since === null ? "steady" : `a shift${from}`;
  return `${slope.value > 0 ? "more lenient" : "stricter"} by ${Math.abs(slope.value).toFixed(2)} an interview${from}`;
}
