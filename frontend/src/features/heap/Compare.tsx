/** What changed between two snapshots of one process, or over all of them. */

import { useMemo } from "react";
import { paneName, useAnswers } from "../../api/answers";
import type { Change, Comparison } from "../../api/types";
import { bytes, count, duration, plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { PaneFoot, PaneHead, Sized } from "../../parts/Panes";
import { Note } from "../../parts/States";
import { compareAsks, objectsAsk } from "./asks";
import { Body } from "./Body";
import { Delta, GrowthBar } from "./Cells";
import { CompareTools, FromTo } from "./CompareTools";
import { Growth } from "./Growth";
import { type Cells, HeapList } from "./HeapList";
import styles from "./heap.module.css";
import { keyText, textKey, toggled } from "./openness";
import { Spark } from "./Spark";
import { headsOf, sortingOf } from "./sorting";
import { classNodes } from "./tree";
import type { Heap } from "./useHeap";
import { usePages } from "./usePages";
import { useTree } from "./useTree";

export const COMPARE_SORTS = [
  "retained_delta",
  "name",
  "new",
  "deleted",
  "delta",
  "allocated",
  "freed",
  "delta_bytes",
  "shallow_delta",
  "retained",
];

export function Compare({ heap }: { heap: Heap }) {
  if (!heap.base) return null;
  return heap.view.over === "all" ? <Growth heap={heap} /> : <Two heap={heap} base={heap.base} />;
}

type Row = Change & { counts: readonly number[] };

function Two({ heap, base }: { heap: Heap; base: NonNullable<Heap["base"]> }) {
  const { view, change, snapshot, selectThing, selectClass } = heap;
  const sorting = sortingOf(view, COMPARE_SORTS);
  const two = { base: base.name, snapshot: snapshot.name };
  const answer = usePages("heap/compare", { ...two, find: view.find, ...sorting }, sizeOf, {
    view: paneName("heap.compare", heap.untouched),
  });
  const rows = useMemo(() => rowsOf(answer.pages, view.fresh), [answer.pages, view.fresh]);
  const same = useMemo(() => sameOf(rows), [rows]);
  const tree = useTree(view.open, compareAsks(two, view.fresh, new Set(same.keys())));
  const nodes = classNodes(rows, {
    ...tree,
    can: ({ fields }) => fields > 0,
    none: "No objects are new or deleted",
    said: (place) => same.get(textKey(place)) ?? null,
  });
  const before = useBefore(
    base.name,
    [...same.keys()].filter((key) => tree.open.has(keyText(key))),
  );
  const head = headsOf(heap, sorting, COMPARE_SORTS);
  const [first] = answer.pages;
  return (
    <>
      <PaneHead title={<Sized long="What changed" short="Changes" />}>
        <FromTo heap={heap} base={base} />
        <span className="sp" />
        <CompareTools heap={heap} problem={answer.problem} />
      </PaneHead>
      {first?.warning && <Note tone="warn">{first.warning}</Note>}
      <Body
        answer={answer}
        what="The comparison"
        empty={rows.length === 0 ? unchanged(view.find, () => change({ find: "", fresh: false })) : null}
      >
        <HeapList
          label="Changes by class"
          main
          nodes={nodes}
          head={{ title: "Class", sort: head("name") }}
          cells={
            view.columns === "growth"
              ? growthCells(base.number, snapshot.number, heap.pod.snapshots.length, rows, head, before)
              : changeCells(head, view.fresh)
          }
          selected={view}
          onClass={(row) => selectClass(row.key)}
          onThing={({ thing, mark, place }) =>
            selectThing(thing, { cls: thing.class_key, deleted: mark === "deleted" || /\.-/.test(place) })
          }
          onToggle={(place) => change({ open: toggled(view.open, place) })}
          onEnd={answer.more}
          dimmed={answer.updating}
        />
      </Body>
      <PaneFoot>
        {first && (
          <span className="el">
            {view.fresh
              ? `${count(rows.length)} of ${plural(first.total, "class", "classes")} that changed have new objects: `
              : `${plural(first.total, "class", "classes")} changed: `}
            {plural(first.new, "new object")}, {bytes(first.allocated_bytes)}
            {!view.fresh && `; ${count(first.deleted)} deleted, ${bytes(first.freed_bytes)}`}; compared in{" "}
            {duration(first.took_ms)}
          </span>
        )}
      </PaneFoot>
    </>
  );
}

const sizeOf = ({ rows, total }: Comparison) => ({ rows: rows.length, total });

function rowsOf(pages: readonly Comparison[], fresh: boolean): Row[] {
  return pages
    .flatMap(({ rows, trend }) => rows.map((row, index): Row => ({ ...row, counts: trend[index] ?? [] })))
    .filter((row) => !fresh || row.new > 0);
}

/** Classes of which every object is in both snapshots, and what is said of these. */
function sameOf(rows: readonly Row[]): Map<string, string> {
  const moved = (by: number) => (by > 0 ? "hold more than" : by < 0 ? "hold less than" : "hold as much as");
  return new Map(
    rows.flatMap((row) =>
      row.new === 0 && row.deleted === 0
        ? [[row.key, `None is new or deleted; these ${moved(row.retained_delta)} before`] as const]
        : [],
    ),
  );
}

/** What objects of these classes kept alive in the base, as far as the first of each tell. */
function useBefore(base: string, keys: readonly string[]): ReadonlyMap<number, number> {
  const { parts } = useAnswers(
    "heap/objects",
    keys.map((key) => ({ ...objectsAsk(base, key), limit: 100, offset: 0 })),
    { view: "~heap.before", names: [...keys] },
  );
  return new Map(parts.flatMap(({ data }) => data?.things.map((one) => [one.id, one.retained_bytes] as const) ?? []));
}

type Heads = ReturnType<typeof headsOf>;

/** "1, 2, 3", or "1 – 9". */
export const trendTitle = (snapshots: number): string =>
  snapshots <= 3 ? Array.from({ length: snapshots }, (_, index) => index + 1).join(", ") : `1 – ${snapshots}`;

const blank = <span className="t3" />;

/** As people read growth: both counts, both sizes, and by how much. */
function growthCells(
  from: number,
  to: number,
  snapshots: number,
  rows: readonly Row[],
  head: Heads,
  before: ReadonlyMap<number, number>,
): Cells<Row>[] {
  const largest = rows.reduce((most, row) => Math.max(most, Math.abs(row.retained_delta)), 0);
  const most = rows.reduce((highest, row) => Math.max(highest, row.delta), 0);
  const many = (row: Row) => row.delta > most * 0.02;
  return [
    {
      key: "before",
      title: <span className={styles.before}>Objects in {from}</span>,
      width: "76px",
      ofClass: (row) => count(row.count_before),
    },
    {
      key: "after",
      title: <span className={styles.during}>in {to}</span>,
      width: "68px",
      ofClass: (row) => <span className="t1">{count(row.count_after)}</span>,
    },
    {
      key: "delta",
      title: "Change",
      width: "78px",
      sort: head("delta"),
      ofClass: (row) => <Delta value={row.delta} big={many(row)} />,
    },
    {
      key: "trend",
      title: "Objects",
      hint: `Objects in snapshots ${trendTitle(snapshots)}`,
      width: "46px",
      left: true,
      ofClass: (row) => <Spark values={row.counts} grew={(row.counts.at(-1) ?? 0) > (row.counts[0] ?? 0) * 1.05} />,
    },
    {
      key: "shallow",
      title: "Shallow change",
      hint: "How much more the objects of a class take themselves, without what they keep alive",
      width: "88px",
      sort: head("shallow_delta"),
      ofClass: (row) =>
        row.shallow_delta === 0 ? <span className="t3">0</span> : <Delta value={row.shallow_delta} write={bytes} />,
      ofThing: ({ thing }) => bytes(thing.shallow_bytes),
    },
    {
      key: "retained_before",
      title: <span className={styles.before}>Retained in {from}</span>,
      width: "82px",
      ofClass: (row) => bytes(row.retained_before),
      ofThing: ({ thing, mark }) => {
        const held = mark === "deleted" ? thing.retained_bytes : mark === "" ? before.get(thing.id) : undefined;
        return held === undefined ? blank : bytes(held);
      },
    },
    {
      key: "retained",
      title: <span className={styles.during}>in {to}</span>,
      width: "72px",
      sort: head("retained"),
      ofClass: (row) => <span className="t1">{bytes(row.retained_after)}</span>,
      ofThing: ({ thing, mark }) => (mark === "deleted" ? blank : bytes(thing.retained_bytes)),
    },
    {
      key: "retained_delta",
      title: "Retained change",
      width: "156px",
      sort: head("retained_delta"),
      hint: "How much more the objects of a class keep alive: what would be freed with them",
      ofClass: (row) => <GrowthBar value={row.retained_delta} largest={largest} />,
      ofThing: ({ thing, mark }) => {
        const held = mark === "" ? before.get(thing.id) : undefined;
        return held === undefined ? null : <Delta value={thing.retained_bytes - held} write={bytes} />;
      },
    },
  ];
}

/** DevTools' own columns. */
function changeCells(head: Heads, fresh: boolean): Cells<Row>[] {
  const cells: Cells<Row>[] = [
    { key: "new", title: "# New", width: "82px", sort: head("new"), ofClass: (row) => count(row.new) },
    { key: "deleted", title: "# Deleted", width: "82px", sort: head("deleted"), ofClass: (row) => count(row.deleted) },
    {
      key: "delta",
      title: "# Delta",
      width: "92px",
      sort: head("delta"),
      ofClass: (row) => <Delta value={row.delta} big={row.delta > 0} />,
    },
    {
      key: "allocated",
      title: "Alloc. size",
      width: "92px",
      sort: head("allocated"),
      ofClass: (row) => bytes(row.allocated_bytes),
      ofThing: ({ thing, mark }) => (mark === "new" ? bytes(thing.shallow_bytes) : null),
    },
    {
      key: "freed",
      title: "Freed size",
      width: "92px",
      sort: head("freed"),
      ofClass: (row) => bytes(row.freed_bytes),
      ofThing: ({ thing, mark }) => (mark === "deleted" ? bytes(thing.shallow_bytes) : null),
    },
    {
      key: "delta_bytes",
      title: "Size delta",
      width: "104px",
      sort: head("delta_bytes"),
      ofClass: (row) => <Delta value={row.delta_bytes} write={bytes} big={row.delta_bytes > 0} />,
    },
  ];
  return fresh ? cells.filter(({ key }) => key !== "deleted" && key !== "freed") : cells;
}

function unchanged(find: string, clear: () => void) {
  return {
    title: find ? "No class that changed is called that" : "Nothing changed between these two",
    children: find
      ? `No class matching “${find}” has new or deleted objects.`
      : "Every object of one is in the other. Choose two snapshots further apart.",
    actions: find ? <Button onClick={clear}>All classes</Button> : undefined,
  };
}
