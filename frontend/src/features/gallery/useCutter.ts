/** Marking a stretch of a replay and cutting a clip of it. The range stands in the address. */

import { useEffect, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import { useRead } from "../../api/interviews";
import type { ClipsOfReplay, NewClip, ReplayView } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { param, useView } from "../../lib/view";
import type { Player } from "../replay/usePlayer";
import { around, type End, judged, moved, type Range } from "./cutting";

const VIEW = {
  clip: param.flag(),
  from: param.number("replace"),
  until: param.number("replace"),
};

export type Cutter = ReturnType<typeof useCutter>;

export function useCutter(id: string, view: ReplayView, player: Player) {
  const address = `/api/v1/staff/interviews/${encodeURIComponent(id)}/clips`;
  const [{ clip: open, from, until }, change] = useView(VIEW);
  const { data, problem, again } = useRead<ClipsOfReplay>(address, () => false, open);
  const [watches, setWatches] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState("");
  const whole = Math.floor(player.whole / 1000);
  const at = Math.round(player.at / 1000);
  const first = data?.may ? around(data.scenarios, view.began, at) : { from: at, until: at };
  const marked = from !== null && until !== null && until > from;
  const range: Range = marked ? { from, until } : first;
  const ready = open && !!data?.may;
  useEffect(() => {
    if (ready && !marked) change(first);
  });
  const move = (end: End, to: number) => {
    setWatches(false);
    change(moved(range, end, to, whole));
  };
  const { runs, toggle, seek } = player;
  useEffect(() => {
    if (!watches) return;
    if (!runs) setWatches(false);
    else if (player.at >= range.until * 1000) {
      toggle();
      setWatches(false);
    }
  });
  const watch = () => {
    seek(range.from * 1000);
    if (!runs) toggle();
    setWatches(true);
  };
  const cut = async (words: Pick<NewClip, "title" | "text" | "step">, scenario: number) => {
    setBusy(true);
    setRefused(null);
    setMade("");
    const moment = (second: number) => view.began + second * 1000;
    try {
      const known = new Set(data?.clips.map((one) => one.id));
      const now = await ask<ClipsOfReplay>(address, {
        scenario,
        since: moment(range.from),
        until: moment(range.until),
        ...words,
      });
      setMade(now.clips.find((one) => !known.has(one.id))?.id ?? "");
      again();
      return true;
    } catch (error) {
      setRefused(asProblem(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const toggleOpen = () => change(open ? { clip: false, from: null, until: null } : { clip: true });
  useCommands([
    { id: "clip.open", label: open ? "Leave the clip" : "Clip this", group: "Replay", keys: "c", run: toggleOpen },
    ...(ready
      ? [
          { id: "clip.from", label: "The clip starts here", group: "Replay", keys: "i", run: () => move("from", at) },
          { id: "clip.until", label: "The clip ends here", group: "Replay", keys: "o", run: () => move("until", at) },
        ]
      : []),
  ]);
  return {
    open,
    ready,
    data,
    problem,
    again,
    range,
    whole,
    at,
    busy,
    refused,
    made,
    move,
    watch,
    cut,
    toggle: toggleOpen,
    ...(data ? judged(range, view.began, data) : { scenario: undefined, wrong: "" }),
  };
}
