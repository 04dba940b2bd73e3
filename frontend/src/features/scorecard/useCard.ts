/**
 * One's own scorecard while it is written: what is on the page is what the hand wrote, and it is kept whenever that rests.
 *
 * One question at a time is on its way, each with the moment of the version it was written on. When another page kept
 * one since, nothing is written over: the person is asked which of both stays.
 */

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { asProblem } from "../../api/answers";
import { get, type Problem, put } from "../../api/client";
import { useRead } from "../../api/interviews";
import type { CardPage, Scorecard } from "../../api/types";
import { EMPTY, isSame } from "./card";

export type Keeping = "none" | "waiting" | "kept" | "failed" | "refused";

export type Writing = {
  page: CardPage | undefined;
  /** What nothing could be read for; a page that stands stays. */
  problem: Problem | null;
  again: () => void;
  card: Scorecard;
  /** `slow` for what is typed letter by letter. */
  set: (change: (card: Scorecard) => Scorecard, slow?: boolean) => void;
  keeping: Keeping;
  /** Why the last one was not kept. */
  refused: Problem | null;
  /** Kept elsewhere meanwhile, and not the same: the whole of it. */
  conflict: CardPage | null;
  settle: (which: "mine" | "theirs") => void;
  /** Everything kept that can be; false where something could not. */
  flush: () => Promise<boolean>;
  /** The page as an action left it. */
  take: (page: CardPage) => void;
};

const SOON = 250; // milliseconds after a choice
const PAUSE = 800; // without a letter
const AGAIN = 4000;

export const addressOf = (id: string) => `/api/v1/staff/interviews/${encodeURIComponent(id)}/card`;

export function useCard(id: string, enabled = true, address = addressOf(id)): Writing {
  const client = useQueryClient();
  const { data: page, problem, again } = useRead<CardPage>(address, comes, enabled);
  const [own, setOwn] = useState<Scorecard | null>(null);
  const [keeping, setKeeping] = useState<Keeping>("none");
  const [refused, setRefused] = useState<Problem | null>(null);
  const [conflict, setConflict] = useState<CardPage | null>(null);
  const keeper = useRef<Keeper>(null);
  keeper.current ??= new Keeper({
    send: (told) => put<CardPage>(address, told),
    ask: () => get<CardPage>(address),
    known: () => client.getQueryData<CardPage>([address]),
    take: (next) => client.setQueryData([address], next),
    own: setOwn,
    keeping: (standing, why) => {
      setKeeping(standing);
      setRefused(why ?? null);
    },
    conflict: setConflict,
  });
  const mine = keeper.current;
  const look = useRef(again);
  look.current = again;
  useEffect(() => mine.watch(() => look.current()), [mine]); // leaving it keeps what waits: not with every drawing
  const take = useCallback(
    (next: CardPage) => {
      mine.drop();
      void client.cancelQueries({ queryKey: [address] });
      client.setQueryData([address], next);
    },
    [mine, client, address],
  );
  return {
    page,
    problem: page ? null : problem,
    again,
    card: own ?? page?.card ?? EMPTY,
    set: useCallback((change, slow = false) => mine.change(change, slow), [mine]),
    keeping,
    refused,
    conflict,
    settle: useCallback((which) => mine.settle(which), [mine]),
    flush: useCallback(() => mine.flush(), [mine]),
    take,
  };
}

const EVERY = 15_000;

/** Who has handed in sees the others' cards as they come. */
function comes(page: CardPage | undefined): number | false {
  const waits = page?.standing === "submitted" && page.others.some(({ standing }) => standing !== "submitted");
  return waits ? EVERY : false;
}

type Hands = {
  send: (told: { card: Scorecard; since: number }) => Promise<CardPage>;
  ask: () => Promise<CardPage>;
  known: () => CardPage | undefined;
  take: (page: CardPage) => void;
  own: (card: Scorecard | null) => void;
  keeping: (standing: Keeping, why?: Problem) => void;
  conflict: (page: CardPage | null) => void;
};

/** What is not kept yet, and the way it goes. */
export class Keeper {
  private waiting: Scorecard | null = null;
  private running: Promise<boolean> | null = null;
  private conflict: CardPage | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly hands: Hands) {}

  /** While the page is there. What waits goes when it is left, and again when the network is back. */
  watch(look: () => void): () => void {
    const now = () => void this.flush();
    const hidden = () => document.visibilityState === "hidden" && now();
    const back = () => !this.waiting && look();
    const leaving = (event: BeforeUnloadEvent) => this.waiting && event.preventDefault();
    addEventListener("online", now);
    addEventListener("focus", back);
    addEventListener("beforeunload", leaving);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      removeEventListener("online", now);
      removeEventListener("focus", back);
      removeEventListener("beforeunload", leaving);
      document.removeEventListener("visibilitychange", hidden);
      now();
    };
  }

  change(change: (card: Scorecard) => Scorecard, slow: boolean): void {
    const before = this.waiting ?? this.hands.known()?.card;
    if (!before) return;
    this.waiting = change(before);
    this.hands.own(this.waiting);
    if (this.conflict) return; // somebody is asked first
    this.hands.keeping("waiting");
    this.later(slow ? PAUSE : SOON);
  }

  /** Forgets what waits: an action took it along. */
  drop(): void {
    clearTimeout(this.timer);
    this.waiting = null;
    this.conflict = null;
    this.hands.own(null);
    this.hands.conflict(null);
    this.hands.keeping("none");
  }

  settle(which: "mine" | "theirs"): void {
    const theirs = this.conflict;
    if (!theirs) return;
    this.conflict = null;
    this.hands.conflict(null);
    this.hands.take(theirs);
    if (which === "theirs") this.drop();
    else void this.flush();
  }

  /** All that waits, one after the other. */
  flush(): Promise<boolean> {
    clearTimeout(this.timer);
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async run(): Promise<boolean> {
    while (this.waiting && !this.conflict) if (!(await this.keep(this.waiting))) return false;
    return this.waiting === null;
  }

  private later(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), wait);
  }

  private async keep(card: Scorecard): Promise<boolean> {
    const since = this.hands.known()?.changed ?? 0;
    try {
      const page = await this.hands.send({ card, since });
      this.hands.take(page);
      if (this.waiting !== card) return true; // more was written meanwhile
      this.waiting = null;
      this.hands.own(null);
      this.hands.keeping("kept");
      return true;
    } catch (error) {
      const problem = asProblem(error);
      if (problem.kind === "conflict" && (await this.differs(card))) return false;
      const refused = ["invalid", "forbidden", "not_found", "conflict", "signed_out"].includes(problem.kind);
      this.hands.keeping(refused ? "refused" : "failed", problem);
      if (!refused) this.later(AGAIN);
      return false;
    }
  }

  /** Whether another page kept another card meanwhile; one that says the same is no conflict. */
  private async differs(card: Scorecard): Promise<boolean> {
    const theirs = await this.hands.ask().catch(() => null);
    if (!theirs) return false;
    if (theirs.standing === "submitted") {
      this.hands.take(theirs); // what is written stays on the page, for an amendment to bring in
      return false;
    }
    if (isSame(theirs.card, card)) {
      this.hands.take(theirs);
      if (this.waiting === card) this.drop();
      return true;
    }
    this.conflict = theirs;
    this.hands.conflict(theirs);
    this.hands.keeping("waiting");
    return true;
  }
}
