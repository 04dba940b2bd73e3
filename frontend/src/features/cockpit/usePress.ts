/** Pressing a button of the cockpit: a command with an id of its own, sent once more when the answer did not come. */

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, Problem } from "../../api/client";
import type { CockpitView } from "../../api/types";

export type Said = { id: number; text: string; tone?: "error"; undo?: () => void };
export type Press = (what: string, told?: Record<string, unknown>) => Promise<CockpitView | null>;

const AGAIN = 800; // milliseconds until an unanswered press is sent once more, under the same id

function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => (byte % 36).toString(36)).join("");
}

async function sent<T>(path: string, body: unknown): Promise<T> {
  try {
    return await ask<T>(path, body);
  } catch (error) {
    if (!(error instanceof Problem) || error.kind !== "offline") throw error;
    await new Promise((done) => setTimeout(done, AGAIN));
    return ask<T>(path, body);
  }
}

/** `press` gives the state afterwards, or null where it was refused; what was said of it stands in `toast`. */
export function usePress(id: string): {
  press: Press;
  toast: Said | null;
  say: (said: Omit<Said, "id"> | null) => void;
} {
  const client = useQueryClient();
  const [toast, setToast] = useState<Said | null>(null);
  const say = useCallback((said: Omit<Said, "id"> | null) => setToast(said && { ...said, id: Date.now() }), []);
  const press = useCallback<Press>(
    async (what, told = {}) => {
      const of = `/api/v1/staff/interviews/${encodeURIComponent(id)}`;
      try {
        const answer = await sent<CockpitView | undefined>(`${of}/${what}`, { ...told, command: newId() });
        if (answer) {
          await client.cancelQueries({ queryKey: [`${of}/cockpit`] }); // what is on its way is older
          client.setQueryData([`${of}/cockpit`], answer);
        } else await client.invalidateQueries({ queryKey: [`${of}/cockpit`] });
        return answer ?? client.getQueryData<CockpitView>([`${of}/cockpit`]) ?? null;
      } catch (error) {
        say({ text: asProblem(error).message, tone: "error" });
        void client.invalidateQueries({ queryKey: [`${of}/cockpit`] });
        return null;
      }
    },
    [client, id, say],
  );
  return { press, toast, say };
}
