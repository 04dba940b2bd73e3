/** What every part of the debrief's page stands on. */

import { useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import type { DebriefView } from "../../api/types";
import { newCommand } from "../../lib/command";
import { type Change, param, type View } from "../../lib/view";

export const ROOM = {
  /** The item of the agenda that is talked about. */
  item: param.text("", "replace"),
  levels: param.flag(),
};

export type Room = { id: string; debrief: DebriefView; view: View<typeof ROOM>; change: Change<typeof ROOM> };

export const RoomContext = createContext<Room | null>(null);

export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error("This part of the debrief stands outside of its page.");
  return room;
}

export type Doing = {
  busy: boolean;
  problem: Problem | null;
  send: (told: Record<string, unknown>) => Promise<boolean>;
};

/** Something that is done in the room: everybody in it is told by the server. */
export function useDo(what: string): Doing {
  const { id } = useRoom();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const of = `/api/v1/staff/interviews/${encodeURIComponent(id)}`;
  const send = useCallback(
    async (told: Record<string, unknown>) => {
      setBusy(true);
      setProblem(null);
      try {
        const next = await ask<DebriefView>(`${of}/${what}`, { ...told, command: newCommand() });
        await client.cancelQueries({ queryKey: [`${of}/debrief`] }); // what is on its way is older
        client.setQueryData([`${of}/debrief`], next);
        return true;
      } catch (error) {
        setProblem(asProblem(error));
        return false;
      } finally {
        setBusy(false);
      }
    },
    [client, of, what],
  );
  return { busy, problem, send };
}
