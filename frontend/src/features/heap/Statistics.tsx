/** What a heap consists of, as DevTools' pie, and what is largest in it. */

import type { ReactNode } from "react";
import { useAnswer } from "../../api/answers";
import type { HeapStatistics } from "../../api/types";
import { css } from "../../charts/colours";
import { bytes, count, duration } from "../../lib/units";
import { Button } from "../../parts/Button";
import { Segments } from "../../parts/Choices";
import { PaneFoot, PaneHead } from "../../parts/Panes";
import { Bone, EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { ClassName, Size, shareText, ThingName } from "./Cells";
import { Duplicates } from "./Duplicates";
import styles from "./heap.module.css";
import { SnapshotChoice } from "./SnapshotChoice";
import { arcPath, arcsOf, PARTS } from "./shares";
import type { Heap } from "./useHeap";

export function Statistics({ heap }: { heap: Heap }) {
  const { view, change, snapshot } = heap;
  return (
    <>
      <PaneHead title="Statistics">
        <span className="s12 t3">of</span>
        <SnapshotChoice
          label="Snapshot"
          heap={heap}
          value={snapshot}
          tone="during"
          onChange={(name) => heap.choose({ snapshot: name })}
        />
        <Segments
          label="What of it"
          size={24}
          value={view.part}
          choices={[
            { value: "shares", label: "Shares" },
            { value: "duplicates", label: "Duplicate strings" },
          ]}
          onChange={(part) => change({ part })}
        />
        <span className="sp" />
      </PaneHead>
      {view.part === "shares" ? <Shares heap={heap} /> : <Duplicates heap={heap} />}
    </>
  );
}

function Shares({ heap }: { heap: Heap }) {
  const answer = useAnswer("heap/statistics", { snapshot: heap.snapshot.name }, { view: "heap.statistics" });
  const { data } = answer;
  return (
    <>
      <div className={`scroll ${styles.statistics}`}>
        <section aria-label="Shares of the heap" className={styles.block}>
          <h3>By kind</h3>
          {answer.loading && <Bone height={180} />}
          {answer.problem && <ErrorState problem={answer.problem} onAgain={answer.again} />}
          {data && (
            <div className={`${styles.parts} ${answer.updating ? "dimmed" : ""}`}>
              <Ring data={data} />
              <Parts data={data} />
            </div>
          )}
        </section>
        <TopClasses heap={heap} />
        <TopObjects heap={heap} />
      </div>
      <PaneFoot>
        {data && (
          <span className="el">
            V8 heap {bytes(data.v8_bytes)}, native {bytes(data.native_bytes)}; counted in {duration(data.took_ms)}
          </span>
        )}
      </PaneFoot>
    </>
  );
}

const [SIZE, OUTER, INNER] = [168, 80, 52];

function Ring({ data }: { data: HeapStatistics }) {
  const shares = data.shares.filter((share) => share.bytes > 0);
  const arcs = arcsOf(shares.map((share) => share.bytes));
  const said = shares.map((share) => `${titleOf(share.name)} ${bytes(share.bytes)}`).join(", ");
  return (
    <svg width={SIZE} height={SIZE} viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={`Heap by kind: ${said}`}>
      {shares.map((share, index) => (
        <path
          key={share.name}
          d={arcPath(arcs[index]!, SIZE / 2, OUTER, INNER)}
          fill={colourOf(share.name)}
          className={styles.arc}
        >
          <title>{`${titleOf(share.name)}, ${bytes(share.bytes)}`}</title>
        </path>
      ))}
      <text x={SIZE / 2} y={SIZE / 2 - 2} className={styles.total}>
        {bytes(data.total_bytes)}
      </text>
      <text x={SIZE / 2} y={SIZE / 2 + 14} className={styles.caption}>
        in all
      </text>
    </svg>
  );
}

const titleOf = (name: string) => PARTS[name]?.title ?? name;
const colourOf = (name: string) => css(PARTS[name]?.colour ?? "c10");

function Parts({ data }: { data: HeapStatistics }) {
  return (
    <table className={`tbl ${styles.table}`} aria-label="Heap by kind">
      <Widths of={[68, 62]} />
      <thead>
        <tr>
          <th scope="col">Kind</th>
          <th scope="col" className="num">
            Size
          </th>
          <th scope="col" className="num">
            Share
          </th>
        </tr>
      </thead>
      <tbody>
        {data.shares.map((share) => (
          <tr key={share.name}>
            <td>
              <span className="row g6">
                <i className="dot" style={{ background: colourOf(share.name) }} />
                <span className="t1 el" title={titleOf(share.name)}>
                  {titleOf(share.name)}
                </span>
              </span>
            </td>
            <td className="num t1">{bytes(share.bytes)}</td>
            <td className="num">{shareText(data.total_bytes > 0 ? share.bytes / data.total_bytes : 0) || "0"}</td>
          </tr>
        ))}
        <tr>
          <td className="t1 b5">In all</td>
          <td className="num t1 b5">{bytes(data.total_bytes)}</td>
          <td className="num">100 %</td>
        </tr>
      </tbody>
    </table>
  );
}

/** The first column takes what these leave. */
function Widths({ of }: { of: number[] }) {
  return (
    <colgroup>
      <col />
      {of.map((width) => (
        <col key={width} style={{ width }} />
      ))}
    </colgroup>
  );
}

const TOP = 12;

function TopClasses({ heap }: { heap: Heap }) {
  const { snapshot, selectClass } = heap;
  const answer = useAnswer(
    "heap/summary",
    { snapshot: snapshot.name, sort: "shallow", descending: true, limit: TOP },
    { view: "heap.top.classes" },
  );
  return (
    <Top title="Classes with most of their own" answer={answer} empty={answer.data?.rows.length === 0}>
      <table className={`tbl ${styles.table}`} aria-label="Classes with most of their own">
        <Widths of={[76, 208]} />
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col" className="num">
              Objects
            </th>
            <th scope="col" className="num">
              Shallow size
            </th>
          </tr>
        </thead>
        <tbody>
          {answer.data?.rows.map((row) => (
            <tr key={row.key}>
              <td>
                <button type="button" className={styles["row-button"]} onClick={() => selectClass(row.key)}>
                  <ClassName name={row.name} at={row.at} />
                </button>
              </td>
              <td className="num">{count(row.count)}</td>
              <td className="num">
                <Size value={row.shallow_bytes} of={snapshot.heap_bytes} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Top>
  );
}

function TopObjects({ heap }: { heap: Heap }) {
  const { snapshot, selectThing, show } = heap;
  const answer = useAnswer(
    "heap/dominated",
    { snapshot: snapshot.name, id: null, limit: TOP },
    { view: "heap.top.objects" },
  );
  return (
    <Top
      title="Objects that keep most alive"
      answer={answer}
      empty={answer.data?.things.length === 0}
      more={
        <Button size={24} kind="link" onClick={() => show("dominators")}>
          All dominators
        </Button>
      }
    >
      <table className={`tbl ${styles.table}`} aria-label="Objects that keep most alive">
        <Widths of={[136]} />
        <thead>
          <tr>
            <th scope="col">Object</th>
            <th scope="col" className="num">
              Retained size
            </th>
          </tr>
        </thead>
        <tbody>
          {answer.data?.things.map((thing) => (
            <tr key={thing.id}>
              <td>
                <button
                  type="button"
                  className={styles["row-button"]}
                  onClick={() => selectThing(thing, { cls: null })}
                >
                  <ThingName thing={{ ...thing, edge: "" }} />
                </button>
              </td>
              <td className="num">
                <Size value={thing.retained_bytes} of={snapshot.heap_bytes} bar={false} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Top>
  );
}

type TopProps = {
  title: string;
  answer: { loading: boolean; problem: Parameters<typeof ErrorState>[0]["problem"] | null; again: () => void };
  empty: boolean | undefined;
  more?: ReactNode;
  children: ReactNode;
};

function Top({ title, answer, empty, more, children }: TopProps) {
  return (
    <section aria-label={title} className={styles.block}>
      <header className="row">
        <h3>{title}</h3>
        <span className="sp" />
        {more}
      </header>
      {answer.loading && <SkeletonRows rows={8} label={`Loading ${title.toLowerCase()}`} />}
      {answer.problem && <ErrorState problem={answer.problem} onAgain={answer.again} />}
      {empty && <EmptyState title="Nothing is there" />}
      {!answer.loading && !answer.problem && !empty && children}
    </section>
  );
}
