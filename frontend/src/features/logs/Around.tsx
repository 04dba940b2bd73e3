/** The lines just before and after one line, of its service or with whatever else in common. */
import { useEffect, useRef } from "react";
import { useAnswer } from "../../api/answers";
import type { LineDetails } from "../../api/types";
import { clock } from "../../lib/time";
import { plural } from "../../lib/units";
import type { Change, View } from "../../lib/view";
import { Segments } from "../../parts/Choices";
import { EmptyState, ErrorState, Note, SkeletonRows } from "../../parts/States";
import { Level, LineText } from "../search/LineText";
import styles from "./logs.module.css";
import { type LOGS, REACHES, type Reach } from "./view";

const TITLES: Record<Reach, string> = {
  "100": "100 ms",
  "1000": "1 s",
  "5000": "5 s",
  "30000": "30 s",
  "60000": "1 min",
};
const MOST = 400;

type Props = { data: LineDetails; view: View<typeof LOGS>; change: Change<typeof LOGS>; onOpen: (no: number) => void };

export function Around({ data, view, change, onOpen }: Props) {
  const { line } = data;
  const offered = sharedFields(data);
  // "any" stands for nothing in common, since an empty parameter means the usual: the same service.
  const same = view.same.length === 0 ? ["service"] : view.same.filter((name) => name !== "any");
  const answer = useAnswer(
    "logs/around",
    { no: line.no, within_ms: Number(view.reach), same, limit: MOST },
    { view: "logs.around" },
  );
  const toggle = (name: string) => {
    const next = same.includes(name) ? same.filter((one) => one !== name) : [...same, name];
    change({ same: next.length === 0 ? ["any"] : next.length === 1 && next[0] === "service" ? [] : next });
  };
  const here = useRef<HTMLLIElement>(null);
  const loaded = answer.data?.lines.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the line is brought to the middle of each new answer
  useEffect(() => {
    here.current?.scrollIntoView({ block: "center" });
  }, [line.no, loaded]);
  return (
    <>
      <div className={styles.controls}>
        <div className={styles.ladder}>
          <span className="t3">Within</span>
          <Segments
            label="Lines around"
            size={24}
            value={view.reach}
            choices={REACHES.map((value) => ({ value, label: TITLES[value] }))}
            onChange={(reach) => change({ reach })}
          />
        </div>
        <div className={styles.same} role="group" aria-label="In common with this line">
          <span className="t3">Same</span>
          {offered.map((name) => (
            <button key={name} type="button" aria-pressed={same.includes(name)} onClick={() => toggle(name)}>
              {name}
            </button>
          ))}
        </div>
      </div>
      {answer.loading && <SkeletonRows rows={8} height={22} label="Loading lines around" />}
      {answer.problem && <ErrorState problem={answer.problem} onAgain={answer.again} />}
      {answer.data && answer.data.rows > answer.data.lines.length && (
        <Note tone="warn">
          The {plural(answer.data.lines.length, "nearest line", "nearest lines")} of {plural(answer.data.rows, "line")}.
        </Note>
      )}
      {answer.data && answer.data.lines.length <= 1 && <EmptyState title="No other line is this near" />}
      <ol className={`${styles.around} ${answer.updating ? "dimmed" : ""}`} aria-label="Lines around this line">
        {(answer.data?.lines ?? []).map((near) => (
          <li key={near.no} ref={near.no === line.no ? here : undefined} data-here={near.no === line.no}>
            <button type="button" onClick={() => onOpen(near.no)} title={`${clock(near.time, "ms")} ${near.body}`}>
              <time>{near.no === line.no ? "this" : apart(near.time - line.time)}</time>
              <Level level={near.level} />
              <span className="el">
                <LineText line={near} />
              </span>
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

/** What one usually narrows by, as far as this line has it. */
function sharedFields({ line, resource }: LineDetails): string[] {
  const own = ["service", "level"];
  if (line.trace_id) own.push("trace");
  const of = ["k8s.pod.name", "service.instance.id", "host.name"].filter((name) => resource[name] !== undefined);
  return [
    ...own,
    ...of,
    ...Object.keys(line.fields)
      .filter((name) => /id$/i.test(name))
      .slice(0, 5),
  ];
}

/** "+1.20 s", "−38 ms". */
export function apart(ms: number): string {
  const size = Math.abs(ms);
  const text = size < 1000 ? `${Math.round(size)} ms` : `${(size / 1000).toFixed(size < 10_000 ? 2 : 1)} s`;
  return ms === 0 ? "0 ms" : `${ms < 0 ? "−" : "+"}${text}`;
}
