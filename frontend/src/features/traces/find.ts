/** Search within a trace: which spans match a text, and the one before and after the selected one. */
import { nameOf, type Spans, serviceOf } from "./spans";

/** Matching spans in order, or nothing when there is nothing to look for. Words must all match name, service or id. */
export function findSpans(spans: Spans, text: string): Int32Array {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return new Int32Array();
  const matches = memo(spans, words);
  const found: number[] = [];
  for (let i = 0; i < spans.count; i++) if (matches(i)) found.push(i);
  return Int32Array.from(found);
}

/** A trace repeats few operations very often, so each is compared once. */
function memo(spans: Spans, words: readonly string[]): (span: number) => boolean {
  const known = new Map<number, boolean>();
  return (span) => {
    const key = (spans.service[span]! * spans.texts.length + spans.name[span]!) * 2 + spans.error[span]!;
    let match = known.get(key);
    if (match === undefined) {
      const status = spans.error[span] ? "error" : "";
      const text = `${nameOf(spans, span)} ${serviceOf(spans, span)} ${status}`.toLowerCase();
      match = words.every((word) => text.includes(word));
      known.set(key, match);
    }
    return match || (words.length === 1 && spans.id[span] === words[0]);
  };
}

/** The match `step` further than the selected span, around the ends; from a span that is none, the nearest one. */
export function nextMatch(found: Int32Array, selected: number, step: 1 | -1): number {
  if (found.length === 0) return -1;
  const at = found.indexOf(selected);
  if (at >= 0) return found[(at + step + found.length) % found.length]!;
  const after = found.findIndex((span) => span > selected);
  const next = after < 0 ? 0 : after;
  return found[step > 0 ? next : (next - 1 + found.length) % found.length]!;
}
