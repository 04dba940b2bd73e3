/** A replay's clock with its keys, and what is there at its moment. The moment and the choices stand in the address. */

import { useCallback, useEffect, useMemo, useRef } from "react";
import type { ReplayView } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { param, useView } from "../../lib/view";
import { ofScenario, passing, sceneAt, startOf, stepFrom } from "./timeline";
import { useClock } from "./useClock";

export const SPEEDS = ["1", "2", "4", "8"] as const;
const VIEW = {
  /** Seconds since it began. */
  t: param.number("replace"),
  /** The same as milliseconds since 1970, which a page has that knows of the moment alone. */
  at: param.number("replace"),
  speed: param.choice(SPEEDS),
  quiet: param.flag(),
  side: param.choice(["happened", "notebook", "facts", "notes"] as const),
  asked: param.flag(),
};

export type Player = ReturnType<typeof usePlayer>;

export function usePlayer(view: ReplayView) {
  const [state, change] = useView(VIEW);
  const whole = view.ended - view.began;
  const speed = Number(state.speed);
  const quiet = useMemo(() => view.quiet.map((one) => one.map((time) => time - view.began)), [view]);
  const pass = (moment: number) => (state.quiet ? passing(quiet, moment) : moment);
  const { at, set, runs, setRuns } = useClock(startOf(state.t, state.at, view), whole, speed, pass);
  const told = useRef(state.t);
  useEffect(() => {
    if (state.t !== told.current) set(startOf(state.t, state.at, view)); // somebody went back, or followed a link
    told.current = state.t;
  });
  const seek = useCallback(
    (moment: number) => {
      const second = Math.round(Math.max(0, Math.min(whole, moment)) / 1000);
      told.current = second;
      set(moment);
      change({ t: second, at: null });
    },
    [set, change, whole],
  );
  const toggle = () => {
    if (runs) seek(at);
    else if (at >= whole) seek(0);
    setRuns(!runs);
  };
  const now = view.began + at;
  const step = (way: 1 | -1) => seek(stepFrom(view.marks, now, way) - view.began);
  useCommands([
    { id: "replay.play", label: runs ? "Stop" : "Play", group: "Replay", keys: "Space", run: toggle },
    { id: "replay.next", label: "Next thing that happened", group: "Replay", keys: "j", run: () => step(1) },
    { id: "replay.last", label: "Last thing that happened", group: "Replay", keys: "k", run: () => step(-1) },
  ]);
  return {
    state,
    change,
    at,
    now,
    whole,
    runs,
    seek,
    toggle,
    step,
    scene: sceneAt(view.scenes, now),
    phase: view.phases.findLast((one) => one.since <= now),
    within: ofScenario(view, now),
    pause: view.pauses.find((one) => one.since <= now && now < one.until),
  };
}
