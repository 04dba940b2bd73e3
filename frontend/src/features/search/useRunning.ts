/** All questions of one search together: whether some run, for how long, and how to stop them or ask them again. */
import { type Query, useIsFetching, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useSeconds } from "../../api/answers";

export type Running = { running: boolean; seconds: number; cancel: () => void; again: () => void };

export function useRunning(signal: "logs" | "traces"): Running {
  const client = useQueryClient();
  const filter = useMemo(
    () => ({ predicate: ({ queryKey }: Query) => String(queryKey[1]).startsWith(`${signal}/`) }),
    [signal],
  );
  const running = useIsFetching(filter) > 0;
  return {
    running,
    seconds: useSeconds(running),
    cancel: useCallback(() => void client.cancelQueries(filter), [client, filter]),
    again: useCallback(() => void client.refetchQueries({ ...filter, type: "active", stale: true }), [client, filter]),
  };
}
