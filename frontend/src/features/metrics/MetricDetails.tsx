import { useState } from "react";
import { useReading } from "../../api/answers";
import type { Label, Metric } from "../../api/types";
import { count, plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { DetailsPane, Figures } from "../../parts/DetailsPane";
import { Field } from "../../parts/Field";
import { ErrorState, SkeletonRows } from "../../parts/States";
import { ValueMenu } from "../../parts/ValueMenu";
import styles from "./metrics.module.css";

export type MetricActions = {
  show: () => void;
  only: (label: string, value: string) => void;
  without: (label: string, value: string) => void;
  groupBy: (label: string) => void;
};

type Props = { metric: Metric; shown: boolean; actions: MetricActions; onClose: () => void };

const VALUES = 8;

/** What a metric is, and its labels: a value narrows the query, a label splits it. */
export function MetricDetails({ metric, shown, actions, onClose }: Props) {
  const { data, problem, loading, again } = useReading("metrics/labels", { metric: metric.name }, { keep: false });
  const [find, setFind] = useState("");
  const labels = data?.labels.filter(
    ({ name, values }) => !find || name.includes(find) || values.some(({ value }) => value.includes(find)),
  );
  return (
    <DetailsPane title={<span className="mono">{metric.name}</span>} onClose={onClose}>
      <div className="scroll">
        <p className={styles.help}>{metric.help || "No description came with this metric."}</p>
        <Figures
          figures={[
            { label: "Type", value: metric.type },
            { label: "Unit", value: metric.unit || "–" },
            { label: "Series", value: count(metric.series) },
            { label: "Labels", value: count(metric.labels.length) },
          ]}
        />
        <div className="row" style={{ padding: "0 12px 10px" }}>
          <Field label="Find a label or value" size={24} value={find} onChange={setFind} />
          <span className="sp" />
          {!shown && (
            <Button size={24} kind="primary" onClick={actions.show}>
              Show as a lane
            </Button>
          )}
        </div>
        {problem && <ErrorState problem={problem} onAgain={again} />}
        {loading && <SkeletonRows rows={10} />}
        {labels?.map((label) => (
          <LabelValues key={label.name} label={label} find={find} actions={actions} />
        ))}
      </div>
    </DetailsPane>
  );
}

function LabelValues({ label, find, actions }: { label: Label; find: string; actions: MetricActions }) {
  const [all, setAll] = useState(false);
  const matching = label.values.filter(({ value }) => !find || label.name.includes(find) || value.includes(find));
  const shown = all ? matching : matching.slice(0, VALUES);
  return (
    <div role="group" aria-label={label.name} className={styles["label-values"]}>
      <header className={styles["label-head"]}>
        <span className="mono b5 el">{label.name}</span>
        <span className="s11 t3">{plural(label.distinct, "value")}</span>
        <span className="sp" />
        <Button
          size={24}
          kind="quiet"
          onClick={() => actions.groupBy(label.name)}
          aria-label={`Split by ${label.name}`}
        >
          Split by
        </Button>
      </header>
      <ul>
        {shown.map(({ value, series }) => (
          <li key={value}>
            <ValueMenu
              field={label.name}
              value={value}
              actions={{
                only: () => actions.only(label.name, value),
                without: () => actions.without(label.name, value),
                countBy: () => actions.groupBy(label.name),
              }}
            >
              <button type="button" className="el" title={value}>
                {value || "(empty)"}
              </button>
            </ValueMenu>
            <span className="sp" />
            <span className="s11 t3">{plural(series, "series", "series")}</span>
          </li>
        ))}
        {matching.length > shown.length && (
          <li>
            <button type="button" onClick={() => setAll(true)}>
              {count(matching.length - shown.length)} more
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}
