/** Whether the candidate's interview is over: from then on nobody is told what a page that stayed open shows. */

import { newFact } from "./fact";

const finished = newFact();

export const isFinished = finished.is;
export const whenFinished = finished.when;

let ran = false;

/** Whether this page was there before it was over: what it showed until then is still to be told. */
export const wasThere = () => ran;

export function finish(over: boolean): void {
  if (!over) ran = true;
  finished.set(over);
}

const OVER = new Set(["ended", "aborted", "cancelled", "missed"]);

/** Of the state of an interview: over, however it ended. */
export const isOver = (state: string | undefined): boolean => OVER.has(state ?? "");
