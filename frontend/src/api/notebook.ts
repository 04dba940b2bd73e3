/** The candidate's notebook of a scenario: as the server has it, with what this browser has yet to send. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useEffect, useMemo, useSyncExternalStore } from "react";
import { get } from "./client";
import { applied } from "./notebook-applied";
import { Box, type Letter, newId, type Outbox } from "./outbox";
import type { NewEntry, NewPin, NotebookView } from "./types";

export type EntryState = "open" | "supported" | "refuted" | "cause";
export type EntryKind = "hypothesis" | "note";
export type Pinning = Omit<NewPin, "command">;

export type Notebook = {
  /** Under which the browser keeps what belongs to it. */
  name: string;
  view: NotebookView;
  outbox: Outbox;
  /** When the server last had everything, by this browser's clock; null before that. */
  saved: number | null;
  /** Why nothing can be written now: "discussion", "paused", "closed"; empty where it can. */
  why: string;
  write: (entry: Omit<NewEntry, "command">) => void;
  judge: (entry: string, state: EntryState) => void;
  pin: (pin: Pinning) => void;
  unpin: (pin: string) => void;
  again: () => void;
  forget: () => void;
};

export const NotebookContext = createContext<Notebook | null>(null);

/** Of the scenario whose page this is; null where there is none, as for staff. */
export function useNotebook(): Notebook | null {
  return useContext(NotebookContext);
}

/** `owner` names the interview, so that nothing of one is ever sent to another; `phase` changes when the hour does. */
export function useNotebookOf(api: string, owner: string, phase: string): Notebook | null {
  const client = useQueryClient();
  const address = `${api}/notebook`;
  const query = useQuery<NotebookView>({
    queryKey: [address],
    queryFn: ({ signal }) => get<NotebookView>(address, { signal }),
    staleTime: 0,
    retry: true,
    retryDelay: (tries) => Math.min(8000, 1000 * 2 ** tries),
  });
  const box = useBox(address, owner, {
    onAnswer: (view: NotebookView) => client.setQueryData([address], view),
    mayWait: async () => {
      const view = await client.fetchQuery<NotebookView>({ queryKey: [address], staleTime: 0 }).catch(() => null);
      return view !== null && !view.open;
    },
  });
  const outbox = useSyncExternalStore(box.watch, box.get);
  useEffect(() => {
    void phase; // what may be written changes with it
    void client.invalidateQueries({ queryKey: [address] });
  }, [phase, client, address]);
  const open = query.data?.open ?? true;
  useEffect(() => {
    if (open) box.again();
  }, [open, box]);
  const send = useCallback(
    (what: string, body: Record<string, unknown>, about = "") =>
      box.add({ id: newId(), path: `${address}/${what}`, body, about }),
    [box, address],
  );
  const view = useMemo(() => applied(query.data ?? EMPTY, outbox.waiting), [query.data, outbox.waiting]);
  return useMemo(() => {
    if (!owner) return null;
    return {
      name: nameOf(owner, address),
      view,
      outbox,
      saved: outbox.waiting.length === 0 && query.dataUpdatedAt ? query.dataUpdatedAt : null,
      why: query.data?.why ?? "",
      write: (entry) => send("write", entry, `write ${entry.entry}`),
      judge: (entry, state) => send("judge", { entry, state }, `judge ${entry}`),
      pin: (pin) => send("pin", pin, `pin ${pin.pin}`),
      unpin: (pin) => send("unpin", { pin }),
      again: box.again,
      forget: box.forget,
    };
  }, [owner, view, outbox, query.data?.why, query.dataUpdatedAt, send, box, address]);
}

const EMPTY: NotebookView = { scenario: 0, title: "", open: true, why: "", entries: [], loose: [] };

type BoxOptions = { onAnswer: (view: NotebookView) => void; mayWait: () => Promise<boolean> };

function useBox(address: string, owner: string, options: BoxOptions): Box<NotebookView> {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a box lives as long as its address; what it calls is stable
  const box = useMemo(() => new Box<NotebookView>({ name: nameOf(owner, address), ...options }), [address, owner]);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    addEventListener("online", box.again, { signal });
    addEventListener("focus", box.again, { signal });
    addEventListener("storage", ({ key }) => key === nameOf(owner, address) && box.look(), { signal });
    return () => {
      stop.abort();
      box.close();
    };
  }, [box, owner, address]);
  return box;
}

function nameOf(owner: string, address: string): string {
  return `rounds.notebook.${owner}.${address}`;
}

export type { Letter };
