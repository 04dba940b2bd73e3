/** The line that is being written: saved on each pause under an id of its own, and found again by a page loaded anew. */

import { useCallback, useEffect, useRef, useState } from "react";
import type { EntryKind, Notebook } from "../../api/notebook";
import { newId } from "../../api/outbox";
import { recall, remember } from "../../lib/remember";

export const PAUSE = 900; // milliseconds without a key

type Kept = { id: string; kind: EntryKind; text: string; pins: boolean };

export type Draft = Kept & {
  set: (part: Partial<Omit<Kept, "id">>) => void;
  /** Writes it down for good and begins another; the id it has. */
  finish: () => string;
};

export function useDraft({ name, write }: Pick<Notebook, "name" | "write">): Draft {
  const place = `draft.${name}`;
  const [kept, setKept] = useState<Kept>(() => recall(place, null) ?? fresh("hypothesis", true));
  const saved = useRef(""); // what was last sent
  const keep = useCallback(
    (next: Kept) => {
      setKept(next);
      remember(place, next);
    },
    [place],
  );
  const save = useCallback(() => {
    const { id, kind, text } = kept;
    const now = `${kind} ${text.trim()}`;
    if (now === saved.current || (!text.trim() && saved.current === "")) return;
    saved.current = now;
    write({ entry: id, kind, text: text.trim() });
  }, [kept, write]);
  usePause(kept.text + kept.kind, save, kept.text !== "" || saved.current !== "");
  return {
    ...kept,
    set: (part) => keep({ ...kept, ...part }),
    finish: () => {
      save();
      saved.current = "";
      keep(fresh(kept.kind, kept.pins));
      return kept.id;
    },
  };
}

function fresh(kind: EntryKind, pins: boolean): Kept {
  return { id: newId(), kind, text: "", pins };
}

/** Calls `then` once the text has not changed for a pause, and at the end. */
export function usePause(text: string, then: () => void, wanted: boolean): void {
  const latest = useRef(then);
  latest.current = then;
  const waits = useRef(false);
  const began = useRef(text);
  useEffect(() => {
    if (text === began.current || !wanted) return;
    began.current = text;
    waits.current = true;
    const timer = setTimeout(() => {
      waits.current = false;
      latest.current();
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text, wanted]);
  useEffect(() => () => void (waits.current && latest.current()), []);
}
