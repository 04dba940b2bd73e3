/** Seconds of an interview as people write them: "3:04", and "[1, 3:04]" in a text, where 0 is the interview itself. */

export type Second = { scenario: number; seconds: number };
export type Marked = Second & { start: number; end: number };

const MARK = /\[(\d{1,4}),[ \u00a0]?(\d{1,3}:[0-5]\d)\]/g;

/** "3:04", "62:10": minutes run on, as the marks in a text write them. */
export function written(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return "–";
  const whole = Math.max(0, Math.floor(seconds + 1e-6));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Seconds of "3:04" or "1:02:10"; null if it is no time. */
export function parsed(text: string): number | null {
  const found = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{2})$/.exec(text.trim());
  if (!found || Number(found[3]) > 59 || (found[1] && Number(found[2]) > 59)) return null;
  return (Number(found[1] ?? 0) * 60 + Number(found[2])) * 60 + Number(found[3]);
}

export function mark({ scenario, seconds }: Second): string {
  return `[${scenario}, ${written(seconds)}]`;
}

/** The seconds that a text points to, in their order. */
export function marksIn(text: string): Marked[] {
  return [...text.matchAll(MARK)].flatMap((found) => {
    const seconds = parsed(found[2]!);
    return seconds === null
      ? []
      : [{ scenario: Number(found[1]), seconds, start: found.index, end: found.index + found[0].length }];
  });
}

/** "3:04 says why" as a second and its words; without a time no second. */
export function typed(text: string): { seconds: number | null; words: string } {
  const found = /^\s*(\S+)(?:\s+(.*))?$/s.exec(text);
  const seconds = found ? parsed(found[1]!) : null;
  return seconds === null ? { seconds: null, words: text.trim() } : { seconds, words: (found![2] ?? "").trim() };
}

export type Paragraph = { no: number; characters: number; marks: Marked[] };

/** The paragraphs of a feedback: what stands between empty lines. Marks are no words, and do not count as characters. */
export function paragraphs(text: string): Paragraph[] {
  return text
    .replaceAll("\r\n", "\n")
    .split(/\n[ \t]*\n/)
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one, place) => ({
      no: place + 1,
      characters: one.replace(MARK, "").replace(/\s+/g, " ").trim().length,
      marks: marksIn(one),
    }));
}

export const LEAST_CHARACTERS = 200;

/** "298 characters, 2 citations", "161 of 200, no citation". */
export function counted({ characters, marks }: Paragraph): string {
  const length = characters >= LEAST_CHARACTERS ? `${characters} characters` : `${characters} of ${LEAST_CHARACTERS}`;
  return `${length}, ${marks.length ? `${marks.length} citation${marks.length === 1 ? "" : "s"}` : "no citation"}`;
}

/** A text with a mark where the cursor is, and where the cursor is then: a space before and after, where words are. */
export function withMark(text: string, cursor: number, second: Second): { text: string; cursor: number } {
  const before = text.slice(0, cursor);
  const after = text.slice(cursor);
  const written = `${before && !/[\s([]$/.test(before) ? " " : ""}${mark(second)}`;
  const space = after && !/^[\s.,;:!?)]/.test(after) ? " " : "";
  return { text: before + written + space + after, cursor: cursor + written.length + space.length };
}
