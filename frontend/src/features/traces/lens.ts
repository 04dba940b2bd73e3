/**
 * What all pictures of one trace share while a person moves: the stretch that is shown and the moment under the
 * pointer. It stands outside React, since it changes with every pointer event; the address follows when it rests.
 */
import { sameWindow, type Window, within } from "../../charts/window";

const REST = 250; // milliseconds

export class Lens {
  private listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private now: Window;
  private moment: number | null = null;
  /** Told when the stretch has rested; null for the whole. */
  onRest: (view: Window | null) => void = () => {};

  constructor(
    readonly whole: Window,
    view: Window | null,
  ) {
    this.now = view ? within(view, whole) : whole;
  }

  get view(): Window {
    return this.now;
  }

  get cross(): number | null {
    return this.moment;
  }

  show(view: Window): void {
    if (sameWindow(view, this.now)) return;
    this.now = view;
    this.tell();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.onRest(sameWindow(this.now, this.whole) ? null : this.now), REST);
  }

  /** As the address says: not told back to it. */
  follow(view: Window | null): void {
    const next = view ? within(view, this.whole) : this.whole;
    if (Math.abs(next.from - this.now.from) < 1 && Math.abs(next.to - this.now.to) < 1) return;
    clearTimeout(this.timer);
    this.now = next;
    this.tell();
  }

  point(moment: number | null): void {
    if (moment === this.moment) return;
    this.moment = moment;
    this.tell();
  }

  listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  stop(): void {
    clearTimeout(this.timer);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
