/**
 * One tab of a browser holds a live channel for all its tabs: a browser has six connections to a server that speaks
 * HTTP/1.1, and somebody with as many tabs open would have none left to ask with.
 *
 * Who has the lock of that name leads. It is given back when the tab is closed or breaks, and the next in line has it.
 * What the leader hears it tells the others over a broadcast channel. Without locks (a page that came over plain HTTP
 * from another machine) there are no turns, and each tab has a channel of its own.
 */

/** Between the tabs: what came over the channel, that it is lost or on its way, or that somebody new wants to know. */
export type Aired = { event: string; told: unknown } | { standing: "lost" | "opening" } | { hello: true };

const ANEW = "rounds: who is signed in changed";

export class Turns {
  leads = false;
  private readonly air: BroadcastChannel;
  private readonly changed: BroadcastChannel;
  private waiting = new AbortController();
  private release: () => void = () => undefined;
  private left = false;

  constructor(
    readonly name: string,
    private readonly on: { lead: () => void; follow: () => void; heard: (aired: Aired) => void; anew: () => void },
  ) {
    this.air = new BroadcastChannel(name);
    this.air.onmessage = ({ data }: MessageEvent<Aired>) => this.on.heard(data);
    this.changed = new BroadcastChannel(ANEW);
    this.changed.onmessage = () => this.leads && this.on.anew();
    this.wait({ signal: this.waiting.signal });
    this.tell({ hello: true });
  }

  tell(aired: Aired): void {
    if (!this.left) this.air.postMessage(aired);
  }

  /** A leader from whom nothing comes is no leader: its tab may be frozen. */
  take(): void {
    if (this.leads || this.left) return;
    this.waiting.abort();
    this.wait({ steal: true });
  }

  leave(): void {
    this.left = true;
    this.leads = false;
    this.waiting.abort();
    this.release();
    this.air.close();
    this.changed.close();
  }

  private wait(options: LockOptions): void {
    let had = false;
    void navigator.locks
      .request(this.name, options, () => {
        if (this.left) return undefined;
        had = true;
        this.leads = true;
        this.on.lead();
        return new Promise<void>((done) => {
          this.release = () => done();
        });
      })
      .catch(() => had && this.lost()); // one that is only waited for is given up by us alone
  }

  /** Another tab took it. */
  private lost(): void {
    if (this.left) return;
    this.leads = false;
    this.on.follow();
    this.waiting = new AbortController();
    this.wait({ signal: this.waiting.signal });
  }
}

export const haveTurns = () => typeof BroadcastChannel !== "undefined" && navigator.locks !== undefined;

/** Somebody signed in or out in this browser: what the channels told was for who it was before. */
export function announceAnother(): void {
  if (typeof BroadcastChannel === "undefined") return;
  const changed = new BroadcastChannel(ANEW);
  changed.postMessage(true);
  changed.close();
}
