/**
 * What of a tree is open, as the address holds it: `KEY.12.34` opens three levels. A place in a tree is the keys that
 * lead to it, joined by dots; keys may hold anything, so their own dots are written otherwise.
 */

export const keyText = (key: string): string => key.replaceAll("~", "~0").replaceAll(".", "~1");
export const textKey = (text: string): string => text.replaceAll("~1", ".").replaceAll("~0", "~");

/** The keys that lead to a place. */
export const keysOf = (place: string): string[] => place.split(".").map(textKey);
export const below = (place: string, key: string): string => (place ? `${place}.${keyText(key)}` : keyText(key));

/** Every place that is open: those named, and all on the way to them. */
export function openPlaces(named: readonly string[]): Set<string> {
  const open = new Set<string>();
  for (const place of named) {
    for (let end = place.indexOf("."); end >= 0; end = place.indexOf(".", end + 1)) open.add(place.slice(0, end));
    open.add(place);
  }
  return open;
}

const MOST = 24; // places: more would not fit an address

/** What is named after a place was opened or shut. What is below a shut place is forgotten. */
export function toggled(named: readonly string[], place: string): string[] {
  const inside = (one: string) => one === place || one.startsWith(`${place}.`);
  if (!named.some(inside)) {
    const above = named.filter((one) => !place.startsWith(`${one}.`));
    return [...above, place].slice(-MOST);
  }
  const rest = named.filter((one) => !inside(one));
  const parent = place.slice(0, Math.max(0, place.lastIndexOf(".")));
  const kept = parent === "" || openPlaces(rest).has(parent);
  return kept ? rest : [...rest, parent];
}
