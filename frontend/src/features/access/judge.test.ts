import { expect, test } from "vitest";
import { browser, charts, clock, connection, keyboard, live, quantile, screen, storage, zoom } from "./judge";

const CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36";
const LARGE = { width: 1920, height: 1080 };
const SMALL = { width: 1024, height: 768 };

test.each([
  [CHROME, "good", "Chrome 148"],
  [`${CHROME} Edg/148.0.0.0`, "good", "Edge 148"],
  [
    "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15",
    "good",
    "Safari 17.4",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "good", "Firefox 128"],
  [CHROME.replace("148", "90"), "bad", "Chrome 90, at least 111 is needed"],
  [`${CHROME} Mobile`, "fair", "Chrome 148 on a phone or tablet"],
  ["curl/8", "fair", "not one that Rounds is tried with"],
])("browser %s", (agent, word, text) => expect(browser(agent)).toEqual({ word, text }));

test("a connection is judged by its slow round trips, and by what is lost", () => {
  expect(connection([40, 41, 42, 43], 4)).toEqual({ word: "good", text: "41 ms there and back, p95 43 ms" });
  expect(connection([40, 40, 40, 600], 4).word).toBe("fair");
  expect(connection([40, 40, 40, 2000], 4).word).toBe("bad");
  expect(connection([40, 41], 4)).toEqual({ word: "bad", text: "40 ms there and back, p95 41 ms, 2 of 4 lost" });
  expect(connection([], 4).word).toBe("bad");
});

test("a quantile is one of the values", () => {
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([5], 0.95)).toBe(5);
});

test("a live channel is good when every message came in its time", () => {
  const steady = [0, 500, 1000, 1500, 2000];
  expect(live(steady, 5, 500)).toEqual({ word: "good", text: "open for 2 s, nothing lost" });
  expect(live([0, 500, 1000, 2700, 3200], 5, 500).word).toBe("fair");
  expect(live([2000, 2001, 2002, 2003, 2004], 5, 500).text).toContain("come together");
  expect(live(steady.slice(0, 3), 5, 500)).toEqual({ word: "bad", text: "2 of 5 messages lost" });
  expect(live([], 5, 500).word).toBe("bad");
});

test("a window may be made larger where the screen is large enough", () => {
  expect(screen(1440, 900, LARGE).word).toBe("good");
  expect(screen(1366, 660, SMALL).word).toBe("fair");
  expect(screen(1100, 900, LARGE).word).toBe("fair");
  expect(screen(1000, 700, SMALL).word).toBe("bad");
});

test("zoom matters where it leaves too little", () => {
  expect(zoom(1, 1440)).toEqual({ word: "good", text: "100 %" });
  expect(zoom(1.25, 1440)).toEqual({ word: "fair", text: "125 % works, 100 % shows more" });
  expect(zoom(1.5, 960).word).toBe("bad");
});

test("a clock that is off by a minute would date what is seen wrongly", () => {
  expect(clock(-210)).toEqual({ word: "good", text: "0.2 s from ours" });
  expect(clock(20_000).word).toBe("fair");
  expect(clock(180_000)).toEqual({ word: "bad", text: "3 min from ours" });
});

test("storage, charts and keys", () => {
  expect(storage(true, true).word).toBe("good");
  expect(storage(true, false).word).toBe("fair");
  expect(storage(false, true).word).toBe("bad");
  expect(charts(38)).toEqual({ word: "good", text: "sample drawn in 38 ms" });
  expect(charts(700).word).toBe("fair");
  expect(charts(null).word).toBe("bad");
  expect(keyboard(true).word).toBe("good");
  expect(keyboard(false).word).toBe("fair");
});
