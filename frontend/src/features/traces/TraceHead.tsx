/** What a trace is, in one line of figures. */

import { useHop, usePlace } from "../../api/place";
import type { Trace } from "../../api/types";
import { clock, day, rangeLabel } from "../../lib/time";
import { count, durationNs, plural } from "../../lib/units";
import { useView, writeView } from "../../lib/view";
import { IconButton } from "../../parts/Button";
import { CopyLink, copyText } from "../../parts/CopyLink";
import { Go } from "../../parts/Go";
import { IconChevronRight, IconCopy } from "../../parts/icons";
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
      <nav aria-label="The way here">
        <Go {...hop("traces", writeView(FOUND_BY, found))}>Traces</Go>
        <IconChevronRight />
        <TraceId id={id} />
        <IconButton label="Copy the trace's id" size={24} onClick={() => void copyText(id)}>
          <IconCopy />
        </IconButton>
      </nav>
      <span className="vr" />
      {trace && model && <FiguresOf trace={trace} model={model} />}
      <span className="sp" />
      <CopyLink />
    </section>
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
