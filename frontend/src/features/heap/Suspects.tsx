/** What holds more than its share, and why it is named: for those who may know. */

import { useRef } from "react";
import { useAnswer } from "../../api/answers";
import { useSurface } from "../../api/surface";
import { bytes, count, percent, plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { PaneHead } from "../../parts/Panes";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { useRowKeys } from "../search/rows";
import { FromTo } from "./CompareTools";
import styles from "./heap.module.css";
import { SnapshotChoice } from "./SnapshotChoice";
import { shown } from "./text";
import type { Heap } from "./useHeap";
import { Way } from "./Way";

export function Suspects({ heap }: { heap: Heap }) {
  const { snapshot, base, selectThing } = heap;
  const { who } = useSurface();
  const list = useRef<HTMLOListElement>(null);
  const step = (by: 1 | -1) => {
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const now = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[now < 0 ? 0 : Math.max(0, Math.min(buttons.length - 1, now + by))]?.focus();
  };
  const answer = useAnswer(
    "heap/suspects",
    { snapshot: snapshot.name, base: base?.name ?? "" },
    { view: "heap.suspects" },
  );
  const { data } = answer;
  useRowKeys("Suspects", step);
  return (
    <>
      <PaneHead title="Suspects">
        {base ? (
          <FromTo heap={heap} base={base} />
        ) : (
          <SnapshotChoice
            label="Snapshot"
            heap={heap}
            value={snapshot}
            tone="during"
            onChange={(name) => heap.choose({ snapshot: name })}
          />
        )}
        <span className="sp" />
        {who === "staff" && <span className="s12 t3">not shown to candidates, unless the scenario allows it</span>}
      </PaneHead>
      {answer.loading && <SkeletonRows rows={10} label="Loading the suspects" />}
      {answer.problem && <ErrorState problem={answer.problem} onAgain={answer.again} />}
      {data?.suspects.length === 0 && (
        <EmptyState title="Nothing holds more than its share">
          No object, and no group of objects held in one way, stands out in this snapshot.
        </EmptyState>
      )}
      {data && data.suspects.length > 0 && (
        <ol className={`scroll ${styles.suspects} ${answer.updating ? "dimmed" : ""}`} aria-label="Suspects" ref={list}>
          {data.suspects.map((suspect, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one object may be named twice, for two reasons
            <li key={`${suspect.id} ${index}`}>
              <header className="row">
                <bdi className="mono t1 b5 el">{shown(suspect.name)}</bdi>
                {suspect.where && (
                  <span className="t3 s11 el" title="Where they accumulate">
                    in <bdi className="mono">{shown(suspect.where, 80)}</bdi>
                  </span>
                )}
                <span className="sp" />
                <span className="t1 b5 nw">{bytes(suspect.retained_bytes)}</span>
                <span className="t3 nw">{percent(Math.round(suspect.share * 1000) / 1000)} of the heap</span>
                <Button size={24} onClick={() => selectThing(suspect, { cls: null })}>
                  Show it
                </Button>
              </header>
              <p className="t2">{shown(suspect.reason, 1000)}</p>
              {suspect.at && (
                <p className="s12 t3">
                  Held by what is written at <bdi className="mono">{shown(suspect.at, 120)}</bdi>
                </p>
              )}
              {suspect.count > 0 && (
                <p className="s12 t3" title={count(suspect.count)}>
                  {plural(suspect.count, "object")} held there
                </p>
              )}
              <Way path={suspect.path} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
