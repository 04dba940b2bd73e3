/** What of a browser is good, fair or bad for an interview, and what to do about it. Pure: numbers in, words out. */

export type Word = "good" | "fair" | "bad";
export type Verdict = { word: Word; text: string };
export type CheckName =
  | "browser"
  | "connection"
  | "live"
  | "screen"
  | "zoom"
  | "clock"
  | "storage"
  | "charts"
  | "keyboard";

/** In the order in which they are shown, with their names for people. */
export const CHECKS: { name: CheckName; title: string }[] = [
  { name: "browser", title: "Browser" },
  { name: "connection", title: "Connection" },
  { name: "live", title: "Live channel" },
  { name: "screen", title: "Screen" },
  { name: "zoom", title: "Zoom" },
  { name: "clock", title: "Clock" },
  { name: "storage", title: "Storage" },
  { name: "charts", title: "Charts" },
  { name: "keyboard", title: "Keyboard" },
];

/** What to do where it is not good. */
export const ADVICE: Record<CheckName, string> = {
  browser: "Use a current Chrome, Edge, Firefox or Safari on a computer.",
  connection: "Use a cable or another network, and end downloads and other calls.",
  live: "Something between you and us holds messages back. Turn off a VPN or proxy, or use another network.",
  screen: "Make the window larger, or use a screen of at least 1280 × 720.",
  zoom: "Set the zoom of this page to 100 % with Ctrl and 0.",
  clock: "Let your computer set its clock from the network.",
  storage: "Allow this site to keep cookies and data; a private window may not.",
  charts: "Close other programs, or turn on hardware acceleration in the browser's settings.",
  keyboard: "Press any letter. All of it works with a mouse too.",
};

const good = (text: string): Verdict => ({ word: "good", text });
const fair = (text: string): Verdict => ({ word: "fair", text });
const bad = (text: string): Verdict => ({ word: "bad", text });

const OLDEST: Record<string, number> = { Chrome: 111, Edge: 111, Firefox: 114, Safari: 16.4 };

/** The browser and its version, as its own name for itself tells. */
export function browserOf(agent: string): { name: string; version: number; mobile: boolean } {
  const mobile = /Mobi|Android|iPhone|iPad/.test(agent);
  for (const [name, form] of [
    ["Edge", /Edg\/(\d+)/],
    ["Firefox", /Firefox\/(\d+)/],
    ["Chrome", /(?:Chrome|Chromium)\/(\d+)/],
    ["Safari", /Version\/(\d+(?:\.\d+)?).*Safari/],
  ] as const) {
    const found = form.exec(agent);
    if (found) return { name, version: Number(found[1]), mobile };
  }
  return { name: "", version: 0, mobile };
}

export function browser(agent: string): Verdict {
  const { name, version, mobile } = browserOf(agent);
  if (!name) return fair("not one that Rounds is tried with");
  const told = `${name} ${version}`;
  if (version < OLDEST[name]!) return bad(`${told}, at least ${OLDEST[name]} is needed`);
  return mobile ? fair(`${told} on a phone or tablet`) : good(told);
}

/** The value below which that share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** From several round trips, milliseconds. One of those asked for that did not come back is lost. */
export function connection(trips: readonly number[], asked: number): Verdict {
  if (trips.length === 0) return bad("nothing came back");
  const middle = Math.round(quantile(trips, 0.5));
  const slow = Math.round(quantile(trips, 0.95));
  const lost = asked - trips.length;
  const told = `${middle} ms there and back, p95 ${slow} ms`;
  if (lost > 0) return bad(`${told}, ${lost} of ${asked} lost`);
  if (slow <= 250) return good(told);
  return slow <= 800 ? fair(told) : bad(told);
}

/** When the beats of a channel arrived, milliseconds since it was opened, and how far apart they were sent. */
export function live(beats: readonly number[], asked: number, apart: number): Verdict {
  if (beats.length === 0) return bad("nothing came through");
  const seconds = Math.max(1, Math.round(beats.at(-1)! / 1000));
  if (beats.length < asked) return bad(`${asked - beats.length} of ${asked} messages lost`);
  const gaps = beats.slice(1).map((at, index) => at - beats[index]!);
  const held = Math.max(0, ...gaps) - apart;
  const lumped = gaps.length > 1 && gaps.filter((gap) => gap < apart / 10).length > gaps.length / 2;
  if (lumped || held > 2_000) return bad("messages are held back and come together");
  if (held > 500) return fair(`open for ${seconds} s, messages up to ${(held / 1000).toFixed(1)} s late`);
  return good(`open for ${seconds} s, nothing lost`);
}

/** Of the window, with what the whole screen could hold. */
export function screen(width: number, height: number, most: { width: number; height: number }): Verdict {
  const told = `${width} × ${height}`;
  if (width >= 1280 && height >= 720) return good(`${told}, at least 1280 × 720`);
  if (width >= 1280 && height >= 640) return fair(`${told}, 1280 × 720 shows more`);
  if (most.width >= 1280 && most.height >= 720) return fair(`the window is ${told}, 1280 × 720 is needed`);
  return bad(`${told}, 1280 × 720 is needed`);
}

/** 1 is 100 %. */
export function zoom(level: number, width: number): Verdict {
  const percent = Math.round(level * 100);
  if (Math.abs(percent - 100) <= 2) return good("100 %");
  return width >= 1280 ? fair(`${percent} % works, 100 % shows more`) : bad(`${percent} %, 100 % is needed here`);
}

/** How far the browser's clock is from ours, milliseconds. */
export function clock(offset: number): Verdict {
  const seconds = Math.abs(offset) / 1000;
  const told = seconds < 100 ? `${seconds.toFixed(1)} s from ours` : `${Math.round(seconds / 60)} min from ours`;
  if (seconds <= 2) return good(told);
  return seconds <= 50 ? fair(told) : bad(told);
}

export function storage(cookies: boolean, kept: boolean): Verdict {
  if (!cookies) return bad("cookies are off");
  return kept ? good("cookies and page data are kept") : fair("page data is not kept");
}

/** How long a chart of the usual size took to draw, milliseconds; null where it could not be drawn. */
export function charts(took: number | null): Verdict {
  if (took === null) return bad("no chart could be drawn");
  const told = `sample drawn in ${Math.max(1, Math.round(took))} ms`;
  if (took <= 250) return good(told);
  return took <= 1_000 ? fair(told) : bad(told);
}

export function keyboard(pressed: boolean): Verdict {
  return pressed ? good("keys arrive") : fair("no key was pressed yet");
}
