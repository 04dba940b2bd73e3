/** Nothing matches: what was asked, what would match without one of its clauses, and one click to it. */
import { useAnswer } from "../../api/answers";
import { usePlace } from "../../api/place";
import { useIncident } from "../../api/surface";
import { topLevel } from "../../lib/search";
import { rangeLabel, writeRange } from "../../lib/time";
import { plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { EmptyState } from "../../parts/States";
import type { Stretch } from "./stretch";

type Props = { signal: "logs" | "traces"; stretch: Stretch; onQuery: (query: string) => void };

export function Nothing({ signal, stretch, onQuery }: Props) {
  const { start, now } = useIncident();
  const place = usePlace();
  const clauses = topLevel(stretch.query);
  const last = clauses.at(-1) ?? "";
  const rest = clauses.slice(0, -1).join(" ");
  const what = signal === "logs" ? "line" : "trace";
  const whole = { start, end: now };
  const without = useCount(signal, { ...stretch, query: rest }, last !== "");
  const wider = useCount(signal, { ...whole, query: stretch.query }, stretch.start > start || stretch.end < now);
  return (
    <EmptyState
      title={`No ${what}s match in ${rangeLabel(stretch, now)}`}
      actions={
        <>
          {last !== "" && (
            <Button onClick={() => onQuery(rest)}>
              Drop <span className="mono">{last}</span>
            </Button>
          )}
          {(wider ?? 0) > 0 && (
            <Button
              kind={last ? "quiet" : "default"}
              onClick={() => place.setRange({ from: writeRange(whole).from, to: "now" })}
            >
              Search the whole incident
            </Button>
          )}
        </>
      }
    >
      {last !== "" && without !== undefined && (
        <p>
          {without === 0 ? `None match without ` : `${plural(without, what)} match without `}
          <code className="mono">{last}</code>
          {without === 0 ? " either." : "."}
        </p>
      )}
      {wider !== undefined && (
        <p>
          {wider === 0 ? "Nor does any in the whole incident." : `${plural(wider, what)} match in the whole incident.`}
        </p>
      )}
    </EmptyState>
  );
}

function useCount(signal: "logs" | "traces", stretch: Stretch, enabled: boolean): number | undefined {
  const view = `${signal}.nothing.${stretch.query === "" ? "all" : "some"}.${Math.round(stretch.start)}`;
  return useAnswer(`${signal}/search`, { ...stretch, limit: 1 }, { view, enabled, keep: false }).data?.total;
}
