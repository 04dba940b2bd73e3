/** Texts that stand in the heap more than once. */

import { useMemo } from "react";
import type { Duplicate } from "../../api/types";
import { bytes, count, duration, plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { type Column, FixedList } from "../../parts/FixedList";
import { PaneFoot } from "../../parts/Panes";
import { useRowKeys } from "../search/rows";
import { Body } from "./Body";
import { FindField } from "./FindField";
import styles from "./heap.module.css";
import { shown } from "./text";
import type { Heap } from "./useHeap";
import { usePages } from "./usePages";

export function Duplicates({ heap }: { heap: Heap }) {
  const { view, change, snapshot, selectThing } = heap;
  const answer = usePages(
    "heap/duplicates",
    { snapshot: snapshot.name, find: view.find },
    ({ duplicates, total }) => ({ rows: duplicates.length, total }),
    { view: "heap.duplicates" },
  );
  const rows = useMemo(() => answer.pages.flatMap((page) => page.duplicates), [answer.pages]);
  useRowKeys("Duplicate strings");
  const [first] = answer.pages;
  return (
    <>
      <div className={styles.tools}>
        <FindField
          label="Find a text"
          value={view.find}
          onChange={(find) => change({ find })}
          problem={view.find ? answer.problem : null}
        />
      </div>
      <Body
        answer={answer}
        what="The strings"
        empty={
          rows.length === 0
            ? {
                title: view.find ? "No such text stands there twice" : "Every text stands there once",
                actions: view.find ? <Button onClick={() => change({ find: "" })}>All texts</Button> : undefined,
              }
            : null
        }
      >
        <FixedList
          label="Duplicate strings"
          rows={rows}
          rowKey={(row) => row.example}
          columns={COLUMNS}
          selected={view.id}
          onOpen={(row) => selectThing({ id: row.example }, { cls: null })}
          text={(row) => row.text}
          onEnd={answer.more}
          dimmed={answer.updating}
        />
      </Body>
      <PaneFoot>
        {first && (
          <span className="el">
            {plural(first.total, "text")} more than once, {bytes(first.wasted_bytes)} for all but one of each, in{" "}
            {duration(first.took_ms)}. V8 cuts texts at 1{"\u2009"}024 letters: longer ones may differ after
            {first.cut_bytes > 0
              ? `, and ${bytes(first.cut_bytes)} of it, which are of such texts, is the most it can be.`
              : "."}
          </span>
        )}
      </PaneFoot>
    </>
  );
}

const COLUMNS: Column<Duplicate>[] = [
  {
    key: "text",
    title: "Text",
    width: "minmax(0, 1fr)",
    render: (row) => (
      <span className="row g6">
        <bdi className={`mono el ${styles.text}`} title={shown(row.text, 1000)}>
          {row.text === "" ? '""' : shown(row.text)}
        </bdi>
        {row.cut && <span className="t3 s11 nw">cut</span>}
      </span>
    ),
  },
  {
    key: "count",
    title: "Times",
    width: "92px",
    align: "right",
    render: (row) => <span className="t1">{count(row.count)}</span>,
  },
  { key: "all", title: "All of them", width: "104px", align: "right", render: (row) => bytes(row.shallow_bytes) },
  {
    key: "wasted",
    title: "All but one",
    width: "104px",
    align: "right",
    render: (row) => <span className="t1">{bytes(row.wasted_bytes)}</span>,
  },
];
