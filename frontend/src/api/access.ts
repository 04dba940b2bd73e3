/** What surrounds a candidate's scenarios: the access check, consents, the tour, questions people ask, the end. */

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { asProblem } from "./answers";
import { ask, type Problem } from "./client";
import { type Read, useRead } from "./interviews";
import type { AccessView } from "./types";

export const ACCESS = "/api/v1/candidate/access";
const INTERVIEW = "/api/v1/candidate/interview";
const SOON = 3_000;

export function useAccess(enabled = true): Read<AccessView> {
  return useRead<AccessView>(ACCESS, (data) => (data?.tutorial?.state === "preparing" ? SOON : false), enabled);
}

/** A new one for each press of a button: sent again, it changes nothing. */
export function newCommand(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

type Doing = { send: (what: string, body: object) => Promise<boolean>; busy: boolean; problem: Problem | null };

/** Sends a command; what is answered is all that is shown from then on. */
export function useAccessCommand(): Doing {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = useCallback(
    async (what: string, body: object) => {
      setBusy(true);
      setProblem(null);
      try {
        const answer = await ask<AccessView>(`${ACCESS}/${what}`, { ...body, command: newCommand() });
        client.setQueryData([ACCESS], answer);
        void client.invalidateQueries({ queryKey: [INTERVIEW] });
        return true;
      } catch (error) {
        setProblem(asProblem(error));
        return false;
      } finally {
        setBusy(false);
      }
    },
    [client],
  );
  return { send, busy, problem };
}
