/** Colours of what load is made of: a wait keeps its colour in every picture of the page. */

import { serviceColour } from "../../api/surface";
import type { By } from "./view";

/** Those that are met most often; what is not among them takes what is left, in the order of the load. */
const WAITS: Record<string, string> = {
  CPU: "c3",
  "IO:DataFileRead": "c5",
  "IO:WALSync": "c1",
  "LWLock:WALWrite": "c9",
  "Lock:transactionid": "c2",
  "Lock:tuple": "c4",
  "Lock:relation": "c6",
  "Client:ClientRead": "c10",
};
const TOKENS = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9"];

/** Tokens by key, for keys in the order of their load. */
export function waitColours(waits: readonly string[]): Map<string, string> {
  const colours = new Map<string, string>();
  const taken = new Set<string>();
  for (const wait of waits) {
    const own = WAITS[wait];
    if (own === undefined) continue;
    colours.set(wait, own);
    taken.add(own);
  }
  const left = TOKENS.filter((token) => !taken.has(token));
  for (const wait of waits) if (!colours.has(wait)) colours.set(wait, (wait && left.shift()) || "c10");
  return colours;
}

export function layerColours(by: By, keys: readonly string[], services: readonly string[]): Map<string, string> {
  if (by === "wait") return waitColours(keys);
  if (by === "application") return new Map(keys.map((key) => [key, serviceColour(services, key)]));
  return new Map(keys.map((key, place) => [key, key && place < 9 ? TOKENS[place]! : "c10"]));
}
