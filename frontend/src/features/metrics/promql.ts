/** PromQL as text: what an expression is about, and small changes that a click makes. The server does the real parsing. */

import { parseSpan } from "../../lib/time";

export type Matcher = { label: string; op: "=" | "!=" | "=~" | "!~"; value: string };

const WORDS = new Set(
  "by without on ignoring group_left group_right and or unless bool offset start end inf nan atan2".split(" "),
);

/** Names of the metrics in an expression, in order, each once. */
export function metricsIn(expression: string): string[] {
  const bare = blanked(expression);
  const found = bare.matchAll(/[A-Za-z_:][\w:.]*/g);
  const names = [...found].flatMap(({ 0: name, index }) => (isMetric(bare, name, index) ? [name] : []));
  return [...new Set(names)];
}

function isMetric(text: string, name: string, at: number): boolean {
  const before = text[at - 1] ?? " ";
  if (WORDS.has(name.toLowerCase()) || /[\w.]/.test(before)) return false;
  return !/^\s*\(/.test(text.slice(at + name.length)) && !/^\s*(?:by|without)\s*\(/.test(text.slice(at + name.length));
}

/** The expression with everything blanked that only looks like a metric's name: strings, braces, windows, label lists. */
function blanked(expression: string): string {
  const blank = (text: string) => " ".repeat(text.length);
  return expression
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, blank)
    .replace(/\{[^}]*\}/g, blank)
    .replace(/\[[^\]]*\]/g, blank)
    .replace(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/gi, blank);
}

/** Labels the outermost aggregation groups by. */
export function groupedBy(expression: string): string[] {
  const found = /\bby\s*\(([^)]*)\)/i.exec(expression);
  return found
    ? found[1]!.split(",").flatMap((label) => (label.trim() && label.trim() !== "le" ? [label.trim()] : []))
    : [];
}

export function quantileOf(expression: string): number | null {
  const found = /^\s*histogram_quantile\s*\(\s*([\d.]+)/.exec(expression);
  return found ? Number(found[1]) : null;
}

/** How many a second a quantile is of: the counts of the same histogram, narrowed and split as it is. */
export function howOften(expression: string): string | null {
  const found =
    /^\s*histogram_quantile\s*\([^,]+,\s*sum\s*by\s*\(([^)]*)\)\s*\(\s*(rate\(\s*[\w:.]+)_bucket\b(.*)\)\s*\)\s*$/.exec(
      expression,
    );
  const by = groupedBy(expression);
  return found && `sum ${by.length ? `by (${by.join(", ")}) ` : ""}(${found[2]}_count${found[3]})`;
}

/** The window of the first range, as written: "1m". */
export function windowOf(expression: string): string | null {
  return /\[\s*(\w+)/.exec(blankStrings(expression))?.[1] ?? null;
}

function blankStrings(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, (found) => " ".repeat(found.length));
}

/** How far back its rates look, milliseconds; 0 without a rate. */
export function rateWindow(expression: string): number {
  const found = blankStrings(expression).matchAll(/\b(?:rate|increase|delta|deriv)\s*\([^[]*\[\s*(\w+)/g);
  return Math.max(0, ...[...found].map(([, window]) => parseSpan(window!) ?? 0));
}

/** Where the selectors without a window are: a gauge's value at one moment. */
function bareSelectors(expression: string, isGauge: (metric: string) => boolean): [number, number][] {
  const text = blankStrings(expression);
  return selectors(expression).flatMap(({ name, end, braces }): [number, number][] => {
    const after = braces?.[1] ?? end;
    const plain = isGauge(name) && !/^\s*(\[|offset\b|@)/.test(text.slice(after));
    return plain ? [[end - name.length, after]] : [];
  });
}

/** Whether some gauge in it is looked at only at the moment of each point. */
export function looksAtMoments(expression: string, isGauge: (metric: string) => boolean): boolean {
  return bareSelectors(expression, isGauge).length > 0;
}

/** No window shorter than `window`, and of a gauge the highest in each: for points that stand so far apart. */
export function lookingBack(expression: string, window: string, isGauge: (metric: string) => boolean): string {
  const highest = bareSelectors(expression, isGauge).reduceRight(
    (text, [from, to]) => `${text.slice(0, from)}max_over_time(${text.slice(from, to)}[${window}])${text.slice(to)}`,
    expression,
  );
  const least = parseSpan(window) ?? 0;
  return highest.replace(/\[\s*(\w+)(\s*:\s*\w*)?\s*\]/g, (found, own: string, step: string | undefined) =>
    (parseSpan(own) ?? least) < least ? `[${window}${step ?? ""}]` : found,
  );
}

/** Matchers of the first selector of a metric (of any, without a name). */
export function matchersOf(expression: string, metric?: string): Matcher[] {
  const selector = selectors(expression).find(({ name }) => !metric || isOf(name, metric));
  return selector?.braces ? parseMatchers(expression.slice(selector.braces[0] + 1, selector.braces[1] - 1)) : [];
}

type Selector = { name: string; end: number; braces: [number, number] | null };

/** Where the selectors of an expression are: the end of each name, and its braces if it has some. */
function selectors(expression: string): Selector[] {
  const bare = blanked(expression);
  return [...bare.matchAll(/[A-Za-z_:][\w:.]*/g)].flatMap(({ 0: name, index }) => {
    if (!isMetric(bare, name, index)) return [];
    const end = index + name.length;
    return [{ name, end, braces: bracesAt(expression, end) }];
  });
}

function bracesAt(text: string, from: number): [number, number] | null {
  const open = from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
  if (text[open] !== "{") return null;
  let quoted = "";
  for (let at = open + 1; at < text.length; at++) {
    const letter = text[at]!;
    if (quoted && letter === "\\") at++;
    else if (quoted) quoted = letter === quoted ? "" : quoted;
    else if (letter === '"' || letter === "'") quoted = letter;
    else if (letter === "}") return [open, at + 1];
  }
  return null;
}

function parseMatchers(text: string): Matcher[] {
  return [...text.matchAll(/([A-Za-z_][\w.]*)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"/g)].map(([, label, op, value]) => ({
    label: label!,
    op: op as Matcher["op"],
    value: value!.replace(/\\(.)/g, "$1"),
  }));
}

export function writeMatchers(matchers: Matcher[]): string {
  if (matchers.length === 0) return "";
  return `{${matchers.map(({ label, op, value }) => `${label}${op}"${value.replace(/["\\]/g, "\\$&")}"`).join(", ")}}`;
}

/** Every selector of a metric with one more matcher; a matcher of the same label and operator gives way. */
export function withMatcher(expression: string, metric: string, added: Matcher): string {
  return rewritten(expression, metric, (matchers) => [
    ...matchers.filter(({ label, op }) => label !== added.label || (op !== added.op && added.op !== "=")),
    added,
  ]);
}

export function withoutMatcher(expression: string, metric: string, label: string): string {
  return rewritten(expression, metric, (matchers) => matchers.filter((matcher) => matcher.label !== label));
}

function rewritten(expression: string, metric: string, change: (matchers: Matcher[]) => Matcher[]): string {
  return selectors(expression)
    .filter(({ name }) => isOf(name, metric))
    .reduceRight((text, { end, braces }) => {
      const before = braces ? parseMatchers(text.slice(braces[0] + 1, braces[1] - 1)) : [];
      return text.slice(0, end) + writeMatchers(change(before)) + text.slice(braces?.[1] ?? end);
    }, expression);
}

/** Whether a selector's name is the metric's, or one of the series of a histogram. */
export function isOf(name: string, metric: string): boolean {
  return name === metric || [`${metric}_bucket`, `${metric}_sum`, `${metric}_count`].includes(name);
}

/** The outermost aggregation grouped by one label; without an aggregation, a sum of it. */
export function withGroup(expression: string, label: string): string {
  const found = /\bby\s*\(([^)]*)\)/i.exec(expression);
  if (found) {
    const le = /\ble\b/.test(found[1]!) ? "le, " : "";
    return `${expression.slice(0, found.index)}by (${le}${label})${expression.slice(found.index + found[0].length)}`;
  }
  const aggregation = /^\s*(sum|avg|max|min|count)\s*\(/.exec(expression);
  if (aggregation)
    return expression.replace(aggregation[1]!, `${aggregation[1]} by (${label}) `).replace(/\) {2,}/, ") ");
  return `sum by (${label}) (${expression.trim()})`;
}
