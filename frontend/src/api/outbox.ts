/**
 * What is to be sent and must not be lost: kept by the browser until the server has it, sent in its order, once.
 *
 * A letter has an id, by which the server knows one that came before. Those that tell the same thing anew take the
 * place of the one that waits.
 */

import { ask, Problem } from "./client";

export type Letter = { id: string; path: string; body: Record<string, unknown>; about: string };
export type Outbox = {
  waiting: readonly Letter[];
  sending: boolean;
  /** Why what waits does not go out. */
  problem: Problem | null;
  /** What the server will never take, told once. */
  refused: { letter: Letter; problem: Problem } | null;
};

const AGAIN = [1000, 2000, 4000, 8000]; // milliseconds between tries
const LATER = new Set(["offline", "internal", "too_much", "cancelled"]);

/** The letters with another: it takes the place of the last if that tells of the same and is not on its way. */
export function joined(waiting: readonly Letter[], letter: Letter, onItsWay: string | null): Letter[] {
  const last = waiting.at(-1);
  const same = last && letter.about !== "" && last.about === letter.about && last.id !== onItsWay;
  return [...(same ? waiting.slice(0, -1) : waiting), letter];
}

export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => (byte % 36).toString(36)).join("");
}

type Options<Answer> = {
  name: string;
  onAnswer: (answer: Answer) => void;
  /** Whether a letter that met with a conflict may be taken later. */
  mayWait: (problem: Problem) => Promise<boolean>;
};

export class Box<Answer> {
  private state: Outbox;
  private listeners = new Set<() => void>();
  private onItsWay: string | null = null;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(private readonly options: Options<Answer>) {
    this.state = { waiting: readLetters(options.name), sending: false, problem: null, refused: null };
    if (this.state.waiting.length) this.later(0);
  }

  watch = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get = (): Outbox => this.state;

  /** Another tab of this browser may have changed what waits. */
  look = (): void => this.set({ waiting: readLetters(this.options.name) });

  add = (letter: Letter): void => {
    this.keep(joined(readLetters(this.options.name), letter, this.onItsWay));
    if (!this.state.problem) void this.send();
  };

  /** What waits is tried now. */
  again = (): void => {
    clearTimeout(this.timer);
    this.tries = 0;
    void this.send();
  };

  forget = (): void => this.set({ refused: null });

  close = (): void => {
    this.closed = true;
    clearTimeout(this.timer);
  };

  private send = async (): Promise<void> => {
    if (this.onItsWay !== null || this.closed) return;
    const [letter] = readLetters(this.options.name);
    if (!letter) return this.set({ waiting: [], sending: false, problem: null });
    this.onItsWay = letter.id;
    this.set({ sending: true });
    try {
      const answer = await ask<Answer>(letter.path, { ...letter.body, command: letter.id });
      this.options.onAnswer(answer);
      await new Promise((shown) => setTimeout(shown, 0)); // the answer is on the page before the letter leaves it
      this.done(letter);
    } catch (error) {
      if (!(await this.held(letter, error))) return;
    }
    void this.send();
  };

  /** True where the next may be sent. */
  private async held(letter: Letter, error: unknown): Promise<boolean> {
    const problem = error instanceof Problem ? error : new Problem({ kind: "offline", message: "It did not go out." });
    if (LATER.has(problem.kind)) {
      this.stay(problem);
      this.later(AGAIN[Math.min(this.tries++, AGAIN.length - 1)]!);
      return false;
    }
    if (problem.kind === "signed_out" || (problem.kind === "conflict" && (await this.options.mayWait(problem)))) {
      this.stay(problem);
      return false;
    }
    this.done(letter);
    this.set({ refused: { letter, problem } });
    return true;
  }

  private done(letter: Letter): void {
    this.onItsWay = null;
    this.tries = 0;
    this.keep(readLetters(this.options.name).filter(({ id }) => id !== letter.id));
    this.set({ sending: false, problem: null });
  }

  private stay(problem: Problem): void {
    this.onItsWay = null;
    this.set({ sending: false, problem });
  }

  private later(milliseconds: number): void {
    clearTimeout(this.timer);
    if (!this.closed) this.timer = setTimeout(() => void this.send(), milliseconds);
  }

  private keep(waiting: Letter[]): void {
    writeLetters(this.options.name, waiting);
    this.set({ waiting });
  }

  private set(part: Partial<Outbox>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }
}

const held = new Map<string, Letter[]>(); // where a browser keeps nothing, the page does

export function readLetters(name: string): Letter[] {
  try {
    const kept = localStorage.getItem(name);
    return kept === null ? (held.get(name) ?? []) : (JSON.parse(kept) as Letter[]);
  } catch {
    return held.get(name) ?? [];
  }
}

function writeLetters(name: string, letters: Letter[]): void {
  held.set(name, letters);
  try {
    localStorage.setItem(name, JSON.stringify(letters));
  } catch {
    // Storage is off or full: this page still has them.
  }
}
