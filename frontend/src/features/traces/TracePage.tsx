/** One trace: where its time went, span by span. */
import { useParams } from "@tanstack/react-router";
import { type ComponentProps, useMemo } from "react";
import { useTrace } from "../../api/answers";
import type { Problem } from "../../api/client";
import { useHop } from "../../api/place";
import { useIncident } from "../../api/surface";
import { buttonClass } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { ErrorState, SkeletonRows } from "../../parts/States";
import { modelOf } from "./model";
import { TraceBody } from "./TraceBody";
import { TraceHead } from "./TraceHead";

export function TracePage() {
  const { traceId = "" } = useParams({ strict: false }) as { traceId?: string };
  const { services } = useIncident();
  const answer = useTrace(traceId);
  const { data } = answer;
  const model = useMemo(() => (data ? modelOf(data) : null), [data]);
  const hop = useHop();
  return (
    <>
      <TraceHead id={traceId} trace={data} model={model} />
      {answer.loading && (
        <main id="content">
          <SkeletonRows rows={18} height={22} label="Loading the trace" />
        </main>
      )}
      {answer.problem && (
        <main id="content">
          <ErrorState
            problem={explained(answer.problem, traceId)}
            onAgain={answer.again}
            actions={
              <Go {...hop("traces")} className={buttonClass}>
                Search traces
              </Go>
            }
          />
        </main>
      )}
      {data && model && <TraceBody key={model.id} trace={data} model={model} services={services} />}
    </>
  );
}

const DIGITS = 32;

/** Part of an id finds nothing: it says so, rather than that there is no such trace. */
function explained(problem: Problem, id: string): ComponentProps<typeof ErrorState>["problem"] {
  if (problem.kind !== "not_found" || id.length === DIGITS) return problem;
  const { kind, message } = problem;
  return { kind, message, suggestion: `A trace's id has ${DIGITS} digits; this one has ${id.length}.` };
}
