/** Classes over all snapshots of a pod: how many, how large, and whether they grew from each to the next. */

import { useMemo } from "react";
import type { GrowthRow } from "../../api/types";
import { bytes, count, duration, plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { PaneFoot, PaneHead } from "../../parts/Panes";
import { summaryAsks } from "./asks";
import { Body } from "./Body";
import { Delta, GrowthBar } from "./Cells";
import { CompareTools } from "./CompareTools";
import { type Cells, HeapList } from "./HeapList";
import styles from "./heap.module.css";
import { toggled } from "./openness";
import { Spark } from "./Spark";
import type { Numbered } from "./snapshots";
import { headsOf, sortingOf } from "./sorting";
import { classNodes } from "./tree";
import type { Heap } from "./useHeap";
import { usePages } from "./usePages";
import { useTree } from "./useTree";

const SORTS = ["retained", "name", "count", "shallow"];
const COLUMNS = 5; // counts that have a column each; of more snapshots the first and the last

export function Growth({ heap }: { heap: Heap }) {
  const { view, change, pod, snapshot, selectThing, selectClass } = heap;
  const sorting = sortingOf(view, SORTS);
  const answer = usePages(
    "heap/growth",
    { pod: pod.pod, find: view.find, ...sorting },
    ({ rows, total }) => ({ rows: rows.length, total }),
    { view: "heap.growth" },
  );
  const rows = useMemo(() => answer.pages.flatMap((page) => page.rows), [answer.pages]);
  const tree = useTree(view.open, summaryAsks(snapshot.name, { keep: "all", since: "" }));
  const nodes = classNodes(rows, { ...tree, can: ({ fields }) => fields > 0, none: "No objects in this snapshot" });
  const head = headsOf(heap, sorting, SORTS);
  const [first] = answer.pages;
  const named = (first?.names ?? []).flatMap((name) => pod.snapshots.find((one) => one.name === name) ?? []);
  return (
    <>
      <PaneHead title="What grew">
        <span className="s12 t3 el">over all {pod.snapshots.length} snapshots</span>
        <span className="sp" />
        <CompareTools heap={heap} problem={answer.problem} />
      </PaneHead>
      <Body
        answer={answer}
        what="The growth"
        empty={
          rows.length === 0
            ? {
                title: "No classes are left",
                children: `Nothing matches “${view.find}”.`,
                actions: <Button onClick={() => change({ find: "" })}>All classes</Button>,
              }
            : null
        }
      >
        <HeapList
          label="Growth by class"
          main
          nodes={nodes}
          head={{ title: "Class", sort: head("name") }}
          cells={cellsOf(named, rows, head)}
          selected={view}
          onClass={(row) => selectClass(row.key)}
          onThing={({ thing }) => selectThing(thing, { cls: thing.class_key })}
          onToggle={(place) => change({ open: toggled(view.open, place) })}
          onEnd={answer.more}
          dimmed={answer.updating}
        />
      </Body>
      <PaneFoot>
        {first && (
          <span className="el">
            {plural(first.total, "class", "classes")} in {duration(first.took_ms)}; a class opens to its objects in{" "}
            {snapshot.number}
          </span>
        )}
      </PaneFoot>
    </>
  );
}

function cellsOf(
  named: readonly Numbered[],
  rows: readonly GrowthRow[],
  head: ReturnType<typeof headsOf>,
): Cells<GrowthRow>[] {
  const grown = (values: readonly number[]) => (values.at(-1) ?? 0) - (values[0] ?? 0);
  const largest = rows.reduce((most, row) => Math.max(most, Math.abs(grown(row.retained_bytes))), 0);
  const places = named.map((_, index) => index);
  const columns = places.length > COLUMNS ? [0, places.length - 1] : places;
  return [
    ...columns.map(
      (place, index): Cells<GrowthRow> => ({
        key: `count ${place}`,
        title: index === 0 ? `Objects in ${named[place]!.number}` : `in ${named[place]!.number}`,
        width: "76px",
        ...(index === columns.length - 1 ? { sort: head("count") } : {}),
        ofClass: (row) => <span className={index === 0 ? "" : "t1"}>{count(row.counts[place] ?? 0)}</span>,
      }),
    ),
    {
      key: "trend",
      title: "Objects",
      hint: `Objects in ${plural(named.length, "snapshot")}, from the first to the last`,
      width: "46px",
      left: true,
      ofClass: (row) => <Spark values={row.counts} grew={row.steady} />,
    },
    {
      key: "steady",
      title: "Steady",
      hint: "More objects in each snapshot than in the one before",
      width: "52px",
      left: true,
      ofClass: (row) =>
        row.steady && <Badge title="More objects in each snapshot than in the one before">steady</Badge>,
    },
    {
      key: "shallow",
      title: "Shallow change",
      hint: "How much more the objects of a class take themselves in the last snapshot than in the first",
      width: "92px",
      sort: head("shallow"),
      ofClass: (row) => <Delta value={grown(row.shallow_bytes)} write={bytes} />,
      ofThing: ({ thing }) => bytes(thing.shallow_bytes),
    },
    {
      key: "last",
      title: "Retained",
      hint: "What the objects of a class keep alive in the last snapshot",
      width: "76px",
      ofClass: (row) => <span className={styles.plain}>{bytes(row.retained_bytes.at(-1) ?? 0)}</span>,
      ofThing: ({ thing }) => bytes(thing.retained_bytes),
    },
    {
      key: "retained",
      title: "Retained change",
      hint: "How much more they keep alive in the last snapshot than in the first",
      width: "156px",
      sort: head("retained"),
      ofClass: (row) => <GrowthBar value={grown(row.retained_bytes)} largest={largest} />,
    },
  ];
}
