/**
 * A live channel: server-sent events of one address, shared by everything on a page that listens to it.
 *
 * What comes is always the whole of today, so a channel that was lost needs nothing made up for: it is opened again and
 * begins with all there is. Meanwhile pages ask by themselves.
 */

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
    if (this.source || this.state.standing === "closed") return;
    addEventListener("online", this.anew);
    addEventListener("offline", this.drop);
    addEventListener("pagehide", this.leave);
    addEventListener("pageshow", this.back);
    this.open();
  }

  private end() {
    removeEventListener("online", this.anew);
    removeEventListener("offline", this.drop);
    removeEventListener("pagehide", this.leave);
    removeEventListener("pageshow", this.back);
    this.shut();
    this.last.clear();
    this.state = { standing: "opening", lost: null, why: null };
  }

  private open() {
    this.shut();
    if (typeof EventSource === "undefined") return this.lose();
    const source = new EventSource(this.address);
    this.source = source;
    for (const name of [...this.names, "closed"])
      source.addEventListener(name, (event) => this.take(name, JSON.parse((event as MessageEvent<string>).data)));
    source.onopen = () => this.awake();
    source.onerror = () => {
      this.lose();
      if (source.readyState === EventSource.CLOSED) this.later();
    };
    this.awake(false);
  }

  private take(name: string, told: unknown) {
    this.tries = 0;
    this.awake();
    if (name === "closed") {
      if (FOR_GOOD.has(String(told))) {
        this.shut();
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
  }

  private anew = () => {
    if (this.heard.size === 0 || this.state.standing === "closed") return;
    this.lose();
    this.open();
  };

  private lose = () => {
    if (this.state.lost === null && this.state.standing !== "closed")
      this.become({ standing: "lost", lost: Date.now(), why: null });
  };

  /** A connection of a network that is gone would only be found dead much later. */
  private drop = () => {
    this.shut();
    this.lose();
    this.later();
  };

  private leave = () => this.shut();

  /** A page that the browser had kept is shown again. */
  private back = ({ persisted }: PageTransitionEvent) => {
    if (persisted) this.anew();
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
