/** Runs the access check: everything at once, since each waits for something else. */

import { useCallback, useEffect, useRef, useState } from "react";
import { useAccessCommand } from "../../api/access";
import type { Problem } from "../../api/client";
import * as judge from "./judge";
import { BEATS, beats, drawing, keeps, roundTrips, zoomLevel } from "./measure";

export type Found = Partial<Record<judge.CheckName, judge.Verdict>>;

export type Checking = {
  /** So far, while it runs; what is kept is the page's from then on. */
  found: Found;
  running: boolean;
  problem: Problem | null;
  run: (canvas: HTMLElement) => void;
};

export function useAccessCheck(): Checking {
  const { send, problem } = useAccessCommand();
  const [found, setFound] = useState<Found>({});
  const [running, setRunning] = useState(false);
  const pressed = useRef(false);
  const latest = useRef<Found>({});
  const tell = useCallback(
    (all: Found) =>
      send("checks", { checks: Object.fromEntries(Object.entries(all).map(([name, one]) => [name, one])) }),
    [send],
  );
  const run = useCallback(
    (canvas: HTMLElement) => {
      if (running) return;
      const all: Found = {};
      latest.current = all;
      const say = (name: judge.CheckName, verdict: judge.Verdict) => {
        all[name] = verdict;
        setFound({ ...all });
      };
      setFound({});
      setRunning(true);
      say("browser", judge.browser(navigator.userAgent));
      const most = { width: window.screen.availWidth, height: window.screen.availHeight };
      say("screen", judge.screen(innerWidth, innerHeight, most));
      say("zoom", judge.zoom(zoomLevel(), innerWidth));
      say("storage", judge.storage(navigator.cookieEnabled, keeps()));
      say("charts", judge.charts(drawing(canvas)));
      const trips = roundTrips().then(({ took, asked, offset }) => {
        say("connection", judge.connection(took, asked));
        say("clock", took.length > 0 ? judge.clock(offset) : { word: "bad", text: "it could not be compared" });
      });
      const channel = beats().then((arrived) => say("live", judge.live(arrived, BEATS.asked, BEATS.apart)));
      void Promise.all([trips, channel])
        .then(() => say("keyboard", judge.keyboard(pressed.current)))
        .then(() => tell(all))
        .finally(() => setRunning(false));
    },
    [running, tell],
  );
  useEffect(() => {
    const look = () => {
      const late = !pressed.current && latest.current.keyboard?.word === "fair";
      pressed.current = true;
      if (!late) return;
      latest.current = { ...latest.current, keyboard: judge.keyboard(true) };
      setFound(latest.current);
      void tell(latest.current);
    };
    window.addEventListener("keydown", look);
    return () => window.removeEventListener("keydown", look);
  }, [tell]);
  return { found, running, problem, run };
}
