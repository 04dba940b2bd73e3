import type { Durations } from "../../api/types";
import { HeatScale } from "../../charts/heat";
import { clock } from "../../lib/time";
import { count, durationNs } from "../../lib/units";
import { type Column, FixedList } from "../../parts/FixedList";
import styles from "./traces.module.css";

type Row = { at: number; total: number; failed: number; slowest: number; usual: number };

/** The same durations as the picture shows, by time: how many, how many failed, the middle one and the slowest. */
export function DurationTable({ data, unit }: { data: Durations; unit: string }) {
  const columns: Column<Row>[] = [
    { key: "at", title: "From", width: "100px", render: (row) => <span className="mono t1">{clock(row.at)}</span> },
    {
      key: "n",
      title: unit === "span" ? "Spans" : "Traces",
      width: "100px",
      align: "right",
      render: (row) => count(row.total),
    },
    {
      key: "e",
      title: "Failed",
      width: "100px",
      align: "right",
      render: (row) => <span className={row.failed ? "err" : "t3"}>{count(row.failed)}</span>,
    },
    { key: "p50", title: "Half are below", width: "120px", align: "right", render: (row) => durationNs(row.usual) },
    { key: "max", title: "All are below", width: "120px", align: "right", render: (row) => durationNs(row.slowest) },
  ];
  return (
    <div className={styles.table}>
      <FixedList
        label="Durations over time"
        rows={rowsOf(data)}
        rowKey={(row) => row.at}
        columns={columns}
        onOpen={() => {}}
      />
    </div>
  );
}

/** One row a step of time that has anything; durations are the upper ends of their cells. */
export function rowsOf(data: Durations): Row[] {
  const scale = new HeatScale(data, { left: 0, top: 0, width: 1, height: 1 });
  return Array.from({ length: data.columns }, (_, column) => {
    const counts = data.counts.slice(column * data.rows, (column + 1) * data.rows);
    const total = counts.reduce((a, b) => a + b, 0);
    let below = 0;
    const middle = counts.findIndex((one) => {
      below += one;
      return below * 2 >= total;
    });
    return {
      at: data.start + column * data.step_ms,
      total,
      failed: data.errors.slice(column * data.rows, (column + 1) * data.rows).reduce((a, b) => a + b, 0),
      usual: scale.edge(middle + 1),
      slowest: scale.edge(counts.findLastIndex((one) => one > 0) + 1),
    };
  }).filter(({ total }) => total > 0);
}
