import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { put } from "../../api/client";
import type { DraftView } from "../../api/types";
import type { Draft } from "./draft";

export type Keeping = "none" | "waiting" | "kept" | "failed";

const PAUSE = 700; // milliseconds without a change before it is kept
const AGAIN = 4000;

/** Keeps the draft whenever the hand rests, once more after a failure, and when the pane closes. */
export function useDraft(id: string, first: Draft): { draft: Draft; set: (draft: Draft) => void; keeping: Keeping } {
  const [draft, setDraft] = useState(first);
  const [keeping, setKeeping] = useState<Keeping>("none");
  const waiting = useRef<Draft | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const client = useQueryClient();
  const address = `/api/v1/staff/interviews/${encodeURIComponent(id)}/draft`;
  const keep = useCallback(async () => {
    const content = waiting.current;
    if (!content) return;
    try {
      const kept = await put<DraftView>(address, { content });
      client.setQueryData([address], kept);
      if (waiting.current !== content) return;
      waiting.current = null;
      setKeeping("kept");
    } catch {
      setKeeping("failed");
      timer.current = setTimeout(() => void keep(), AGAIN);
    }
  }, [address, client]);
  const set = useCallback(
    (next: Draft) => {
      setDraft(next);
      waiting.current = next;
      setKeeping("waiting");
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void keep(), PAUSE);
    },
    [keep],
  );
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      void keep();
    },
    [keep],
  );
  return { draft, set, keeping };
}
