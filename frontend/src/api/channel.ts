/**
 * A live channel: server-sent events of one address, shared by everything on a page that listens to it, and by all tabs
 * of a browser.
 *
 * What comes is always the whole of today, so a channel that was lost needs nothing made up for: it is opened again and
 * begins with all there is. Meanwhile pages ask by themselves.
 */

import { type Aired, haveTurns, Turns } from "./turns";

export type Standing = "opening" | "open" | "lost" | "closed";
export type Heard = (name: string, told: unknown) => void;
export type ChannelState = {
  standing: Standing;
  /** Since when it is lost, by this browser's clock. */
  lost: number | null;
  /** Why the server closed it for good: "signed_out" or "over". */
  why: string | null;
};

const SILENT = 45_000; // milliseconds: the server tells everything every 30 s; a connection that is still after that is dead
const AGAIN = [1000, 2000, 4000, 8000, 15_000];
const FOR_GOOD = new Set(["signed_out", "over"]);

export class Channel {
  state: ChannelState = { standing: "opening", lost: null, why: null };
  private source: EventSource | null = null;
  /** Whose turn it is to hold it; null where every tab holds its own. */
  private turns: Turns | null = null;
  private running = false;
  private heard = new Set<Heard>();
  /** What came last of each name, for who listens later. */
  private last = new Map<string, unknown>();
  private watching = new Set<() => void>();
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly address: string,
    readonly names: readonly string[],
  ) {}

  listen(heard: Heard): () => void {
    this.heard.add(heard);
    for (const [name, told] of this.last) heard(name, told);
    if (this.heard.size === 1) this.begin();
    return () => {
      this.heard.delete(heard);
      // A page that is left for the next one of the same interview keeps its channel.
      setTimeout(() => this.heard.size === 0 && this.end(), 1000);
    };
  }

  watch = (watching: () => void): (() => void) => {
    this.watching.add(watching);
    return () => this.watching.delete(watching);
  };

  private begin() {
    if (this.running || this.state.standing === "closed") return;
    this.running = true;
    addEventListener("online", this.online);
    addEventListener("offline", this.drop);
    addEventListener("pagehide", this.leave);
    addEventListener("pageshow", this.back);
    this.join();
  }

  private join() {
    if (!haveTurns()) return this.open();
    this.awake(false);
    this.turns = new Turns(`rounds: ${this.address}`, {
      lead: () => this.open(),
      follow: () => this.shut(),
      heard: this.hears,
      anew: this.anew,
    });
  }

  private end() {
    this.running = false;
    removeEventListener("online", this.online);
    removeEventListener("offline", this.drop);
    removeEventListener("pagehide", this.leave);
    removeEventListener("pageshow", this.back);
    this.leave();
    this.last.clear();
    this.state = { standing: "opening", lost: null, why: null };
  }

  private open() {
    this.shut();
    if (typeof EventSource === "undefined") return this.lose();
    const source = new EventSource(this.address);
    this.source = source;
    this.tellStanding();
    for (const name of [...this.names, "closed"])
      source.addEventListener(name, (event) => this.take(name, JSON.parse((event as MessageEvent<string>).data)));
    source.onopen = () => this.awake();
    source.onerror = () => {
      this.lose();
      if (source.readyState === EventSource.CLOSED) this.later();
    };
    this.awake(false);
  }

  /** What another tab says: its leader what came, one that follows that it is new. */
  private hears = (aired: Aired) => {
    if (this.turns?.leads) {
      if ("hello" in aired) this.retell();
    } else if ("event" in aired) this.take(aired.event, aired.told);
    else if ("standing" in aired) {
      this.awake();
      if (aired.standing === "lost") this.lose();
    }
  };

  private retell() {
    for (const [event, told] of this.last) this.turns?.tell({ event, told });
    this.tellStanding();
  }

  /** That somebody sees to it. */
  private tellStanding() {
    if (this.turns?.leads && this.state.standing !== "open")
      this.turns.tell({ standing: this.state.lost === null ? "opening" : "lost" });
  }

  private take(name: string, told: unknown) {
    if (this.turns?.leads) this.turns.tell({ event: name, told });
    this.tries = 0;
    this.awake();
    if (name === "closed") {
      if (FOR_GOOD.has(String(told))) {
        this.leave(); // who signs in next has the turn at once
        this.become({ standing: "closed", lost: null, why: String(told) });
      }
      return;
    }
    this.become({ standing: "open", lost: null, why: null });
    this.last.set(name, told);
    for (const heard of [...this.heard]) heard(name, told);
  }

  /** Something may come now; if nothing does for too long, the connection is dead without a word. */
  private awake(opened = true) {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.anew, opened ? SILENT : SILENT / 3);
  }

  private later() {
    clearTimeout(this.timer);
    const wait = AGAIN[Math.min(this.tries++, AGAIN.length - 1)]!;
    this.timer = setTimeout(this.anew, wait);
    this.tellStanding();
  }

  private anew = () => {
    if (this.heard.size === 0 || this.state.standing === "closed") return;
    this.lose();
    if (this.turns && !this.turns.leads) {
      this.awake(false);
      this.turns.take();
    } else this.open();
  };

  private online = () => {
    if (this.turns && !this.turns.leads) this.turns.tell({ hello: true });
    else this.anew();
  };

  private lose = () => {
    if (this.state.lost === null && this.state.standing !== "closed")
      this.become({ standing: "lost", lost: Date.now(), why: null });
  };

  /** A connection of a network that is gone would only be found dead much later. */
  private drop = () => {
    this.lose();
    if (this.turns && !this.turns.leads) return;
    this.shut();
    this.later();
  };

  private leave = () => {
    this.turns?.leave();
    this.turns = null;
    this.shut();
  };

  /** A page that the browser had kept is shown again. */
  private back = ({ persisted }: PageTransitionEvent) => {
    if (!persisted || this.state.standing === "closed") return;
    this.lose();
    this.join();
  };

  private shut() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }

  private become(state: ChannelState) {
    if (state.standing === this.state.standing && state.why === this.state.why) return;
    this.state = state;
    for (const watching of [...this.watching]) watching();
  }
}

const channels = new Map<string, Channel>();

/** The channel of an address: one for the whole page. */
export function channelOf(address: string, names: readonly string[]): Channel {
  const known = channels.get(address) ?? new Channel(address, names);
  channels.set(address, known);
  return known;
}
