/** What a trace is, in one line of figures. */

import { useNavigate } from "@tanstack/react-router";
import { useHop, usePlace } from "../../api/place";
import type { Trace } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { clock, day, type Range, rangeLabel, writeRange } from "../../lib/time";
import { count, durationNs, plural } from "../../lib/units";
import { useView, writeView } from "../../lib/view";
import { buttonClass, IconButton } from "../../parts/Button";
import { CopyLink, copyText } from "../../parts/CopyLink";
import { Go } from "../../parts/Go";
import { IconChevronRight, IconCopy } from "../../parts/icons";
import { Sized } from "../../parts/Panes";
import type { TraceModel } from "./model";
import { servicesOf } from "./operations";
import { largestOnPath } from "./path";
import { failures } from "./spans";
import styles from "./trace.module.css";
import { FOUND_BY } from "./view";

export function TraceHead({ id, trace, model }: { id: string; trace: Trace | undefined; model: TraceModel | null }) {
  const hop = useHop();
  const [found] = useView(FOUND_BY);
  return (
    <section className={styles.bar} aria-label="This trace">
      <div className={styles.onBar}>
        <nav aria-label="The way here">
          <Go {...hop("traces", writeView(FOUND_BY, found))}>Traces</Go>
          <IconChevronRight />
          <TraceId id={id} />
          <IconButton label="Copy the trace's id" size={24} onClick={() => void copyText(id)}>
            <IconCopy />
          </IconButton>
        </nav>
        <span className={`vr ${styles.parting}`} />
        {trace && model && <FiguresOf trace={trace} model={model} />}
        <span className="sp" />
        {trace && <OnGraph trace={trace} />}
        <Comparing id={id} />
        <CopyLink />
      </div>
    </section>
  );
}

/** The way of this trace over the service graph, at its time. */
function OnGraph({ trace }: { trace: Trace }) {
  const hop = useHop();
  const navigate = useNavigate();
  const { range, now } = usePlace();
  const there = trace.start >= range.start && trace.start < range.end;
  const graph = hop("services", { trace: trace.trace_id, ...(there ? {} : writeRange(rangeWith(trace, now))) });
  useCommands([
    {
      id: "trace.graph",
      label: "Show on the graph",
      group: "Trace",
      keys: "v g",
      words: "services calls",
      run: () => void navigate({ to: graph.to as never, search: graph.search as never }),
    },
  ]);
  return (
    <Go
      {...graph}
      className={buttonClass}
      kind="default"
      size={24}
      label="Show on the graph"
      title="Its way over the service graph (v g)"
    >
      <Sized long="Show on the graph" short="Graph" />
    </Go>
  );
}

const [MINUTE, HALF_HOUR] = [60_000, 1_800_000];

/** A range with the trace in it, for one that lies outside of what is looked at. */
function rangeWith({ start, duration_ns }: Trace, now: number): Range {
  const end = start + duration_ns / 1e6 + HALF_HOUR;
  return {
    start: Math.floor((start - HALF_HOUR) / MINUTE) * MINUTE,
    end: Math.min(now, Math.ceil(end / MINUTE) * MINUTE),
  };
}

/** One click to a usual trace of the same root beside this one; the palette also offers to choose another. */
function Comparing({ id }: { id: string }) {
  const hop = useHop();
  const navigate = useNavigate();
  const usual = hop("traces/compare", { a: "usual", b: id });
  const open = ({ to, search }: typeof usual) => void navigate({ to: to as never, search: search as never });
  useCommands([
    { id: "trace.compare", label: "Compare with a usual one", group: "Trace", keys: "c", run: () => open(usual) },
    {
      id: "trace.compare.other",
      label: "Compare with another trace",
      group: "Trace",
      run: () => open(hop("traces/compare", { b: id })),
    },
  ]);
  return (
    <Go {...usual} className={buttonClass} kind="default" size={24} title="Beside a usual trace of the same root (c)">
      Compare
    </Go>
  );
}

/** The whole id where there is room for it, else its first half. */
function TraceId({ id }: { id: string }) {
  return (
    <span className={`mono t2 ${styles.id}`} title={id}>
      <span>{id}</span>
      <span>{id.length > 16 ? `${id.slice(0, 16)}…` : id}</span>
    </span>
  );
}

function FiguresOf({ trace, model }: { trace: Trace; model: TraceModel }) {
  const { now, range } = usePlace();
  const { spans, path } = model;
  const failed = failures(spans);
  const critical = largestOnPath(spans, path, 2).map(([name, ns]) => `${name} ${durationNs(ns)}`);
  const today = Math.floor(model.start / 864e5) === Math.floor(now / 864e5);
  const outside = model.start < range.start || model.start >= range.end;
  const figures: [string, string, string?][] = [
    [
      "Start",
      `${today ? "" : `${day(model.start)} `}${clock(model.start, "ms")}`,
      outside ? `outside ${rangeLabel(range, now)}` : undefined,
    ],
    ["Duration", durationNs(trace.duration_ns)],
    ["Spans", count(spans.count)],
    ["Services", count(servicesOf(spans).length)],
    ["Errors", count(failed)],
    ["Critical path", critical.join(", ")],
  ];
  if (trace.sample_rate > 1) figures.splice(2, 0, ["Stands for", plural(trace.sample_rate, "trace")]);
  return (
    <dl className={styles.figures}>
      {figures.map(([label, value, title]) => (
        <div key={label} title={title ?? (label === "Critical path" ? value : undefined)}>
          <dt>{label}</dt>
          <dd className={label === "Errors" && failed > 0 ? "err" : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
