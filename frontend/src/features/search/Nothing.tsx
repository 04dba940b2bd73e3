/** Nothing matches: what was asked, what would match without one of its clauses, and one click to it. */
import { useAnswer, useAnswers } from "../../api/answers";
import { usePlace } from "../../api/place";
import { useIncident } from "../../api/surface";
import { topLevel } from "../../lib/search";
import { rangeLabel, writeRange } from "../../lib/time";
import { plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { EmptyState } from "../../parts/States";
import type { Stretch } from "./stretch";

type Props = { signal: "logs" | "traces"; stretch: Stretch; onQuery: (query: string) => void };

const MOST_TRIED = 5;

export function Nothing({ signal, stretch, onQuery }: Props) {
  const { start, now } = useIncident();
  const place = usePlace();
  const what = signal === "logs" ? "line" : "trace";
  const best = useBestWithout(signal, stretch);
  const whole = { start, end: now };
  const narrow = stretch.start > start || stretch.end < now;
  const wider = useAnswer(
    `${signal}/search`,
    { ...whole, query: stretch.query, limit: 1 },
    { view: `~${signal}.nothing.whole`, enabled: narrow, keep: false },
  ).data?.total;
  return (
    <EmptyState
      title={`No ${what}s match in ${rangeLabel(stretch, now)}`}
      actions={
        <>
          {best && (
            <Button onClick={() => onQuery(best.rest)}>
              Drop <span className="mono">{best.clause}</span>
            </Button>
          )}
          {wider !== undefined && wider > 0 && (
            <Button
              kind={best ? "quiet" : "default"}
              onClick={() => place.setRange({ from: writeRange(whole).from, to: "now" })}
            >
              Search the whole incident
            </Button>
          )}
          {!best && stretch.query !== "" && (
            <Button kind="quiet" onClick={() => onQuery("")}>
              Clear the search
            </Button>
          )}
        </>
      }
    >
      {best && (
        <p>
          {plural(best.total, what)} {best.total === 1 ? "matches" : "match"} without{" "}
          <code className="mono">{best.clause}</code>.
        </p>
      )}
      {wider !== undefined && (
        <p>
          {wider === 0
            ? "Nor does any in the whole incident."
            : `${plural(wider, what)} ${wider === 1 ? "matches" : "match"} in the whole incident.`}
        </p>
      )}
    </EmptyState>
  );
}

/** The clause without which most would match, if any does. */
function useBestWithout(signal: Props["signal"], stretch: Stretch) {
  const clauses = topLevel(stretch.query);
  const tried = clauses.slice(0, MOST_TRIED);
  const rests = tried.map((_, place) => clauses.toSpliced(place, 1).join(" "));
  const { parts } = useAnswers(
    `${signal}/search`,
    rests.map((query) => ({ ...stretch, query, limit: 1 })),
    { view: `~${signal}.nothing`, names: tried },
  );
  const totals = tried.map((clause, place) => ({ clause, rest: rests[place]!, total: parts[place]?.data?.total ?? 0 }));
  return totals.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total)[0];
}
