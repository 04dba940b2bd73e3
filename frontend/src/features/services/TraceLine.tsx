/** Which trace is laid over the graph, with the ways back to it and the end of it; and what of it is open. */
import { useNavigate } from "@tanstack/react-router";
import { useHop, usePlace } from "../../api/place";
import type { TracePath } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { clock, day } from "../../lib/time";
import { count, durationNs, plural } from "../../lib/units";
import { Button, buttonClass, IconButton } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { IconRoute, IconX } from "../../parts/icons";
import { Bone } from "../../parts/States";
import { Line } from "./Line";
import { type Overlay, shareOf, shareText } from "./overlay";
import styles from "./services.module.css";
import type { Services, Thing } from "./useServices";
import { callName } from "./view";

/** The picture in words: how far the trace goes. */
export const overlayText = ({ nodes, calls }: Overlay): string =>
  `one trace over it: ${plural(calls.size, "call")} between ${plural(nodes.size, "node")}`;

export function TraceLine({ services }: { services: Services }) {
  return services.path ? <Shown services={services} path={services.path} /> : null;
}

function Shown({ services, path }: { services: Services; path: NonNullable<Services["path"]> }) {
  const { view, change } = services;
  const { data, problem } = path;
  const id = view.trace ?? "";
  const hop = useHop();
  const navigate = useNavigate();
  const back = hop(`traces/${id}`);
  const end = () => change({ trace: null });
  // Behind the details, which the same key closes first.
  useCommands(
    [
      { id: "graph.trace.end", label: "End the trace on the graph", group: "Graph", keys: "Escape", run: end },
      {
        id: "graph.trace.open",
        label: "Open the trace",
        group: "Graph",
        run: () => void navigate({ to: back.to as never, search: back.search as never }),
      },
    ],
    "behind",
  );
  return (
    <section className={styles.trace} aria-label="The trace on the graph">
      <IconRoute />
      {problem ? (
        <>
          <span className="s12 err el" role="alert">
            {problem.message}
          </span>
          {problem.kind !== "not_found" && (
            <Button size={24} onClick={path.again}>
              Try again
            </Button>
          )}
        </>
      ) : data ? (
        <>
          <Named path={data} />
          <Go {...back} className={buttonClass} kind="link" size={24}>
            Open the trace
          </Go>
        </>
      ) : path.stopped ? (
        <Button size={24} onClick={path.again}>
          Ask again
        </Button>
      ) : (
        <span role="status" aria-label="Loading the trace">
          <Bone width={320} />
        </span>
      )}
      <span className="sp" />
      <IconButton label="End the trace on the graph" keys="Esc" size={24} onClick={end}>
        <IconX />
      </IconButton>
    </section>
  );
}

function Named({ path }: { path: TracePath }) {
  const { now } = usePlace();
  const today = Math.floor(path.start / 864e5) === Math.floor(now / 864e5);
  const when = `${today ? "" : `${day(path.start)} `}${clock(path.start, "ms")}`;
  return (
    <>
      <span className="s12 t1 el" title={`${path.root_service} ${path.root_name}`}>
        {path.root_service} <b>{path.root_name}</b>
      </span>
      <span className="s12 t2">
        {durationNs(path.duration_ns)} at <span className="mono">{when}</span>
      </span>
      <span className="s12 t2">
        {plural(path.spans, "span")}
        {path.errors > 0 && <span className="err">, {count(path.errors)} failed</span>}
      </span>
    </>
  );
}

export function TraceLegend() {
  return (
    <>
      <Line tone="text" width={2} text="critical path" />
      <Line tone="line-input" width={4} text="a call of the trace: how many, self time" />
      <Line tone="error" width={4} text="some failed" />
      <span className="t3 wide">%: of all self time; dashed: not in the stretch; faint: not in the trace</span>
    </>
  );
}

/** What the opened node or call is in the trace. */
export function InTrace({ overlay, thing }: { overlay: Overlay | null; thing: Thing }) {
  if (!overlay) return null;
  const { of } = thing;
  const part = "id" in of ? overlay.nodes.get(of.id) : overlay.calls.get(callName(of.caller, of.callee));
  if (!part) return <p className={`s12 t3 ${styles.notIn}`}>Not in the trace on the graph.</p>;
  const pairs = [
    ["calls" in part ? "Calls" : "Spans", count("calls" in part ? part.calls : part.spans)],
    ["Failed", count("calls" in part ? part.failed : part.errors)],
    ["Self time", `${durationNs(part.self_ns)}, ${shareText(shareOf(part, overlay.path))}`],
    ["Critical path", part.critical_ns > 0 ? durationNs(part.critical_ns) : "–"],
  ];
  return (
    <dl className={styles.inTrace} aria-label={`${thing.title.join(" to ")} in the trace`}>
      {pairs.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
