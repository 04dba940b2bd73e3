/** The run one is in, on the candidate's surface: who is where, hints by the clock, and going on. */

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { newCommand } from "../../api/access";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import { type Read, useRead } from "../../api/interviews";
import { DRILL, useInterviewLive, useOffset, useServerNow } from "../../api/live";
import type { DrillRoom } from "../../api/types";
import { isDrill } from "./kind";

const INTERVIEW = "/api/v1/candidate/interview";
const DOWN = 3_000; // milliseconds between two questions while the channel is down

/** The room, told by the interview's channel as anything in it changes. `now` is the server's clock. */
export function useDrill(): Read<DrillRoom> & { now: number } {
  const { data: live, channel } = useInterviewLive();
  const every = channel.standing === "open" || channel.standing === "closed" ? false : DOWN;
  const read = useRead<DrillRoom>(DRILL, () => every, isDrill(live));
  const offset = useOffset(read.data?.now);
  const now = useServerNow(offset, read.data?.state === "live");
  return { ...read, now };
}

export type DrillCommand = "begin" | "hint" | "next" | "finish";

type Doing = {
  /** Fails with what went wrong, for who shows that. */
  act: (what: DrillCommand, body?: object) => Promise<void>;
  send: (what: DrillCommand, body?: object) => Promise<void>;
  busy: boolean;
  problem: Problem | null;
};

export function useDrillCommand(): Doing {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const act = async (what: DrillCommand, body: object = {}) => {
    try {
      client.setQueryData([DRILL], await ask<DrillRoom>(`${DRILL}/${what}`, { ...body, command: newCommand() }));
    } finally {
      void client.invalidateQueries({ queryKey: [DRILL] });
      void client.invalidateQueries({ queryKey: [INTERVIEW] });
    }
  };
  const send = async (what: DrillCommand, body: object = {}) => {
    setBusy(true);
    setProblem(null);
    await act(what, body)
      .catch((error: unknown) => setProblem(asProblem(error)))
      .finally(() => setBusy(false));
  };
  return { act, send, busy, problem };
}
