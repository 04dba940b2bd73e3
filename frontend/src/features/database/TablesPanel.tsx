/** Tables and indexes: what was read of them in the range, and how large they are. */

import { useMemo, useState } from "react";
import { useAnswer } from "../../api/answers";
import type { Relation } from "../../api/types";
import { amount, bytes, percent } from "../../lib/units";
import { type Column, FixedList } from "../../parts/FixedList";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import styles from "./database.module.css";
import { rate } from "./text";
import type { DatabaseState } from "./useDatabase";

type Key = "bytes" | "scans" | "rows_read" | "live_rows" | "dead_rows";

export function TablesPanel({ state }: { state: DatabaseState }) {
  const { server, place } = state;
  const { range } = place;
  const answer = useAnswer("database/relations", { database: server.name, ...range }, { view: "database.relations" });
  const [by, setBy] = useState<Key>("bytes");
  const rows = useMemo(() => [...(answer.data?.relations ?? [])].sort((a, b) => b[by] - a[by]), [answer.data, by]);
  if (answer.problem)
    return <ErrorState problem={answer.problem} title="The tables did not come" onAgain={answer.again} />;
  if (!answer.data) return <SkeletonRows rows={6} label="Loading the tables" />;
  if (rows.length === 0)
    return (
      <EmptyState title="No table was looked at">Statistics of tables were not recorded in this range.</EmptyState>
    );
  const seconds = Math.max(1, (range.end - range.start) / 1000);
  return (
    <FixedList
      label="Tables and indexes"
      rows={rows}
      rowKey={(row) => row.name}
      columns={columnsOf(by, setBy, seconds)}
      text={(row) => row.name}
      dimmed={answer.updating}
      onOpen={() => undefined}
    />
  );
}

function columnsOf(by: Key, onBy: (by: Key) => void, seconds: number): Column<Relation>[] {
  const sort = (key: Key) => ({
    state: by === key ? ("descending" as const) : ("none" as const),
    onSort: () => onBy(key),
  });
  return [
    {
      key: "name",
      title: "Name",
      width: "minmax(92px, 1fr)",
      render: (row) => (
        <span className={styles.share}>
          <span className="el mono t1" title={row.name}>
            {row.name}
          </span>
          {row.kind === "index" && <span className="s11 t3">index</span>}
        </span>
      ),
    },
    {
      key: "scans",
      title: "Scans/s",
      width: "58px",
      align: "right",
      sort: sort("scans"),
      render: (row) => rate(row.scans / seconds),
    },
    {
      key: "read",
      title: "Rows read/s",
      width: "80px",
      align: "right",
      sort: sort("rows_read"),
      render: (row) => rate(row.rows_read / seconds),
    },
    {
      key: "live",
      title: "Rows",
      width: "58px",
      align: "right",
      sort: sort("live_rows"),
      render: (row) => amount(row.live_rows),
    },
    {
      key: "dead",
      title: "Dead",
      width: "58px",
      align: "right",
      sort: sort("dead_rows"),
      render: (row) =>
        row.kind === "index" ? (
          ""
        ) : (
          <span title={`${percent(row.dead_rows / Math.max(1, row.live_rows + row.dead_rows))} of its rows`}>
            {amount(row.dead_rows)}
          </span>
        ),
    },
    {
      key: "bytes",
      title: "Size",
      width: "70px",
      align: "right",
      sort: sort("bytes"),
      render: (row) => <span className="t1">{bytes(row.bytes)}</span>,
    },
    {
      key: "grew",
      title: "Grew",
      width: "58px",
      align: "right",
      render: (row) =>
        row.bytes === row.bytes_before ? <span className="t3">same</span> : bytes(row.bytes - row.bytes_before),
    },
  ];
}
