/** Where in the replay a second of an interview is: pages that speak of seconds say so once, for all that links to them. */

import { createContext, useContext } from "react";

export type At = { scenario: number; seconds: number };
export type Moments = {
  /** Of the interview. */
  id: string;
  /** Milliseconds since 1970; null where it is not known, or was never. */
  at: (second: At) => number | null;
};

export const MomentsContext = createContext<Moments | null>(null);

export function useMoments(): Moments {
  const moments = useContext(MomentsContext);
  if (!moments) throw new Error("A second of an interview stands outside of its page.");
  return moments;
}
