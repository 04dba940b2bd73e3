/** Connection pools of the services, as their own metrics tell: in use, waited for, timed out. */

import { useAnswer } from "../../api/answers";
import { useHop } from "../../api/place";
import type { Pool } from "../../api/types";
import { amount } from "../../lib/units";
import { buttonClass } from "../../parts/Button";
import { type Column, FixedList } from "../../parts/FixedList";
import { Go } from "../../parts/Go";
import { IconChartLine } from "../../parts/icons";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import styles from "./database.module.css";
import { Spark } from "./Spark";
import type { DatabaseState } from "./useDatabase";

export function PoolsPanel({ state }: { state: DatabaseState }) {
  const { range } = state.place;
  const hop = useHop();
  const answer = useAnswer("database/pools", range, { view: "database.pools" });
  if (answer.problem)
    return <ErrorState problem={answer.problem} title="The pools did not come" onAgain={answer.again} />;
  if (!answer.data) return <SkeletonRows rows={4} label="Loading the pools" />;
  const { pools, without } = answer.data;
  if (pools.length === 0)
    return (
      <EmptyState
        title="No pool tells of its connections"
        actions={
          <Go {...hop("metrics")} className={buttonClass}>
            <IconChartLine /> Metrics
          </Go>
        }
      >
        No service of this incident has metrics named db_client_connections
        {without.length > 0 && `; at work were ${without.join(", ")}`}.
      </EmptyState>
    );
  return (
    <>
      <FixedList
        label="Connection pools"
        rows={pools}
        rowKey={(row) => row.service}
        columns={COLUMNS}
        dimmed={answer.updating}
        onOpen={() => undefined}
      />
      {without.length > 0 && <p className={styles.more}>No pool metrics: {without.join(", ")}</p>}
    </>
  );
}

const most = (values: readonly (number | null)[]) => Math.max(0, ...values.map((value) => value ?? 0));
const last = (values: readonly (number | null)[]) => values.findLast((value) => value !== null) ?? null;

const COLUMNS: Column<Pool>[] = [
  {
    key: "service",
    title: "Service",
    width: "minmax(84px, 1fr)",
    render: (row) => <span className="el t1">{row.service || "unnamed"}</span>,
  },
  { key: "pods", title: "Pods", width: "44px", align: "right", render: (row) => amount(row.pods) },
  {
    key: "used",
    title: "In use",
    width: "86px",
    align: "right",
    render: (row) => (
      <span>
        <span className="t1">{amount(last(row.used))}</span> <span className="t3">of {amount(row.size)}</span>
      </span>
    ),
  },
  {
    key: "used over",
    title: "over time",
    width: "74px",
    render: (row) => (
      <Spark values={row.used} label={`Connections of ${row.service} in use, at most ${amount(most(row.used))}`} />
    ),
  },
  {
    key: "pending",
    title: "Waiting",
    width: "60px",
    align: "right",
    render: (row) => <span className={most(row.pending) > 0 ? styles.increase : ""}>{amount(most(row.pending))}</span>,
  },
  {
    key: "pending over",
    title: "over time",
    width: "74px",
    render: (row) => (
      <Spark
        values={row.pending}
        label={`Waiting for a connection of ${row.service}, at most ${amount(most(row.pending))}`}
      />
    ),
  },
  {
    key: "timeouts",
    title: "Timeouts",
    width: "66px",
    align: "right",
    render: (row) => (
      <span className={row.timeouts > 0 ? styles.increase : ""}>{amount(Math.round(row.timeouts))}</span>
    ),
  },
];
