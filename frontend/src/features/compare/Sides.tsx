/** What A and B are, side by side. */
import { useHop, usePlace } from "../../api/place";
import type { ComparedTrace, TwoTraces } from "../../api/types";
import { clock, day } from "../../lib/time";
import { count, durationNs, plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { Go } from "../../parts/Go";
import styles from "./compare.module.css";
import type { SideName } from "./view";

export function Letter({ side }: { side: SideName }) {
  return (
    <span className={styles.letter} data-side={side}>
      {side.toUpperCase()}
    </span>
  );
}

export function Sides({ answer, onChange }: { answer: TwoTraces; onChange: (side: SideName) => void }) {
  return (
    <div className={styles.sides}>
      {(["a", "b"] as const).map((side) => (
        <Side key={side} side={side} trace={answer[side]} onChange={() => onChange(side)} />
      ))}
    </div>
  );
}

function Side({ side, trace, onChange }: { side: SideName; trace: ComparedTrace; onChange: () => void }) {
  const hop = useHop();
  const { now } = usePlace();
  const today = Math.floor(trace.start / 864e5) === Math.floor(now / 864e5);
  const name = `Trace ${side.toUpperCase()}`;
  const figures: [string, string, string?][] = [
    ["Duration", durationNs(trace.duration_ns)],
    ["Spans", count(trace.spans)],
    ["Errors", count(trace.errors)],
    ["Services", count(trace.services)],
    ["Root", trace.root_name || "not stored", `${trace.root_service} ${trace.root_name}`],
  ];
  if (trace.sample_rate > 1) figures.splice(1, 0, ["Stands for", plural(trace.sample_rate, "trace")]);
  return (
    <section className={styles.side} aria-label={name}>
      <Letter side={side} />
      <div className="row">
        <Go {...hop(`traces/${trace.trace_id}`)} className="mono acc" title={trace.trace_id} label={`Open ${name}`}>
          {trace.trace_id.slice(0, 16)}
        </Go>
        <span className="t3 s12 nw el">
          {today ? "" : `${day(trace.start)} `}
          {clock(trace.start, "ms")}
        </span>
        <span className="sp" />
        <Button size={24} kind="quiet" onClick={onChange} title={side} aria-label={`Change ${side.toUpperCase()}`}>
          Change
        </Button>
      </div>
      <dl className={styles.figures}>
        {figures.map(([label, value, title]) => (
          <div key={label} title={title}>
            <dt>{label}</dt>
            <dd className={label === "Errors" && trace.errors > 0 ? "err" : undefined}>{value}</dd>
          </div>
        ))}
        {trace.orphans > 0 && (
          <div title="Spans whose parent is not stored stand as roots">
            <dt>Without parent</dt>
            <dd>{count(trace.orphans)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
