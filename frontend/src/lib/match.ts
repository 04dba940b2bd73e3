/** How well words find a text: every word must be in it; the earlier and the more whole, the better. */
export function score(text: string, find: string): number {
  const lower = text.toLowerCase();
  let total = 0;
  for (const word of find.toLowerCase().split(/\s+/).filter(Boolean)) {
    const at = lower.indexOf(word);
    if (at < 0) return 0;
    const starts = at === 0 || /[\s._/:-]/.test(lower[at - 1]!);
    total += (starts ? 3 : 1) + 1 / (1 + at) + word.length / lower.length;
  }
  return total || 1;
}
