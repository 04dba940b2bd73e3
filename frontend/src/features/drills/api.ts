/** What is done with runs: begun, gone into, deleted. */

import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem, remove } from "../../api/client";
import { announceAnother } from "../../api/turns";
import type { Begun } from "../../api/types";

export const DRILLS = "/api/v1/staff/drills";
export const addressOf = (id: string) => `${DRILLS}/${encodeURIComponent(id)}`;

export const deleteRun = (id: string): Promise<void> => remove(addressOf(id));

export type Wanted = { scenarios: string[]; seed: number | null; team: boolean; minutes: number };

type Entering = {
  begin: (wanted: Wanted, command: string) => Promise<void>;
  enter: (id: string) => Promise<void>;
  busy: boolean;
  problem: Problem | null;
};

/** Begins a run or goes into one: this browser then has its side, in the place of whichever it had before. */
export function useEnter(): Entering {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const go = async (asking: Promise<Begun>) => {
    setBusy(true);
    setProblem(null);
    try {
      const { link } = await asking;
      await ask("/api/v1/candidate/session", { token: link.slice(link.indexOf("#") + 1) });
      announceAnother();
      client.removeQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith("/api/v1/candidate/") });
      await navigate({ to: "/interview" as never });
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return {
    begin: (wanted, command) => go(ask<Begun>(DRILLS, { ...wanted, command })),
    enter: (id) => go(ask<Begun>(`${addressOf(id)}/join`, {})),
    busy,
    problem,
  };
}
