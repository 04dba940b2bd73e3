/** The state of the page: what is looked at, the answer about it, and what is open. */
import { useCallback, useMemo, useRef } from "react";
import { type Answer, paneName, useAnswer } from "../../api/answers";
import { useIsFirstRange, usePlace } from "../../api/place";
import { useIncident } from "../../api/surface";
import type { Call, Node, ServiceGraph, TracePath } from "../../api/types";
import type { Range } from "../../lib/time";
import { type Change, useView, type View } from "../../lib/view";
import { aroundTrace, type Overlay, overlaid } from "./overlay";
import { firstStretches, type Stretches } from "./stretches";
import { callName, type Opened, readOpened, SERVICES } from "./view";

export type Services = {
  view: View<typeof SERVICES>;
  change: Change<typeof SERVICES>;
  stretches: Stretches;
  /** What was recorded. */
  window: Range;
  answer: Answer<ServiceGraph>;
  /** The trace that is laid over the graph; null without one. */
  path: Answer<TracePath> | null;
  overlay: Overlay | null;
  opened: Opened;
  openNode: (id: string | null) => void;
  openCall: (caller: string, callee: string) => void;
  close: () => void;
};

export function useServices(): Services {
  const { start, now } = useIncident();
  const { range, text } = usePlace();
  const [view, change] = useView(SERVICES);
  const window = useMemo(() => ({ start, end: now }), [start, now]);
  const first = useMemo(() => firstStretches(range), [range]);
  const asked = useAnswer(
    "services/path",
    { trace_id: view.trace ?? "" },
    { view: "services.path", enabled: view.trace !== null, keep: false },
  );
  const path = view.trace === null ? null : asked;
  const stretches = useMemo(
    () => ({
      before: view.before ?? first.before,
      during: view.during ?? (path?.data ? aroundTrace(path.data) : first.during),
    }),
    [view.before, view.during, first, path?.data],
  );
  const isFirst = useIsFirstRange(text);
  const untouched =
    isFirst &&
    view.trace === null &&
    view.before === null &&
    view.during === null &&
    view.find === "" &&
    view.hide === "";
  const answer = useAnswer(
    "services/graph",
    {
      start: stretches.during.start,
      end: stretches.during.end,
      before_start: stretches.before.start,
      before_end: stretches.before.end,
      find: view.find,
      hide: view.hide,
    },
    // When the trace was is known once it is there.
    { view: paneName("services.graph", untouched), enabled: !path?.loading || view.during !== null },
  );
  // A filter that cannot be read takes nothing away: the graph of before stays, dimmed.
  const latest = useRef<ServiceGraph>(undefined);
  if (answer.data) latest.current = answer.data;
  const data = answer.data ?? (answer.problem?.kind === "invalid" ? latest.current : undefined);
  const both = useMemo(() => (data && path?.data ? overlaid(data, path.data) : null), [data, path?.data]);
  const opened = useMemo(() => readOpened(view.open), [view.open]);
  return {
    view,
    change,
    stretches,
    window,
    answer: { ...answer, data: both?.graph ?? data },
    path,
    overlay: both?.overlay ?? null,
    opened,
    openNode: useCallback((id) => change({ open: id }), [change]),
    openCall: useCallback((caller, callee) => change({ open: callName(caller, callee) }), [change]),
    close: useCallback(() => change({ open: null }), [change]),
  };
}

export type Thing = { title: string[]; of: Node | Call; callers: string[]; callees: string[]; kind: string };

/** What is open, found in the answer; null where it is not there any more. */
export function thingOf(graph: ServiceGraph | undefined, opened: Opened): Thing | null {
  if (!graph || !opened) return null;
  const node = (id: string) => graph.nodes.find((one) => one.id === id);
  const names = (id: string) => (node(id)?.hosts.length ? node(id)!.hosts : [id]);
  if ("node" in opened) {
    const found = node(opened.node);
    if (!found) return null;
    const ends = found.sends ? { callers: names(found.id), callees: [] } : { callers: [], callees: names(found.id) };
    return { title: [found.name], of: found, ...ends, kind: found.kind };
  }
  const { caller, callee } = opened;
  const found = graph.calls.find((one) => one.caller === caller && one.callee === callee);
  const to = node(callee);
  if (!found || !to) return null;
  const from = caller === "" ? OUTSIDE : (node(caller)?.name ?? caller);
  return { title: [from, to.name], of: found, callers: names(caller), callees: names(callee), kind: to.kind };
}

/** Who calls from where nothing was recorded. */
export const OUTSIDE = "outside";
