/** What the heads of columns mean, in a sentence. */

export const DISTANCE = "Steps on the shortest path from the roots";
export const SHALLOW = "What an object takes itself, without what it refers to";
export const RETAINED = "What would be freed with it: itself, and all that it alone keeps alive";
