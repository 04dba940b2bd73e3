import { useCallback, useState } from "react";

/** Which of what the interviewer sent was put away in this tab. All of it stays in its list. */
export function useDismissed(interview: string): [ReadonlySet<number>, (numbers: number[]) => void] {
  const key = `rounds.put-away.${interview}`;
  const [dismissed, setDismissed] = useState<ReadonlySet<number>>(() => new Set(read(key)));
  const dismiss = useCallback(
    (numbers: number[]) =>
      setDismissed((before) => {
        const now = new Set([...before, ...numbers]);
        try {
          sessionStorage.setItem(key, JSON.stringify([...now]));
        } catch {
          // without a memory it comes back with the next page, and is put away again
        }
        return now;
      }),
    [key],
  );
  return [dismissed, dismiss];
}

function read(key: string): number[] {
  try {
    const told: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return Array.isArray(told) ? told.filter((one): one is number => typeof one === "number") : [];
  } catch {
    return [];
  }
}
