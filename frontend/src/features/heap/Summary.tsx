/** What is in a snapshot, class by class, as DevTools' Summary: sorted, narrowed, opened to single objects. */

import { Menu } from "@mantine/core";
import { useMemo } from "react";
import { paneName } from "../../api/answers";
import type { ClassRow } from "../../api/types";
import { bytes, count, duration, plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { IconCheck, IconChevronDown, IconFilter } from "../../parts/icons";
import { PaneFoot, PaneHead } from "../../parts/Panes";
import { summaryAsks } from "./asks";
import { Body } from "./Body";
import { Distance, Size, shareText } from "./Cells";
import { FindField } from "./FindField";
import { type Cells, HeapList } from "./HeapList";
import styles from "./heap.module.css";
import { DISTANCE, RETAINED, SHALLOW } from "./hints";
import { toggled } from "./openness";
import { SnapshotChoice } from "./SnapshotChoice";
import { headsOf, sortingOf } from "./sorting";
import { classNodes } from "./tree";
import type { Heap } from "./useHeap";
import { usePages } from "./usePages";
import { useTree } from "./useTree";
import { KEEPS, type Keep } from "./view";

const SORTS = ["retained", "name", "count", "shallow", "distance"];

export function Summary({ heap }: { heap: Heap }) {
  const { view, change, snapshot, base, selectThing, selectClass } = heap;
  const sorting = sortingOf(view, SORTS);
  const kept = { keep: view.keep, since: view.keep === "new" ? (base?.name ?? "") : "" };
  const body = { snapshot: snapshot.name, find: view.find, ...kept, ...sorting };
  const answer = usePages("heap/summary", body, ({ rows, total }) => ({ rows: rows.length, total }), {
    view: paneName("heap.summary", heap.untouched),
  });
  const rows = useMemo(() => answer.pages.flatMap((page) => page.rows), [answer.pages]);
  const tree = useTree(view.open, summaryAsks(snapshot.name, kept));
  const nodes = classNodes(rows, { ...tree, can: ({ fields }) => fields > 0, none: "No objects" });
  const head = headsOf(heap, sorting, SORTS);
  const [first] = answer.pages;
  return (
    <>
      <PaneHead title="Summary">
        <span className="s12 t3">of</span>
        <SnapshotChoice
          label="Snapshot"
          heap={heap}
          value={snapshot}
          tone="during"
          onChange={(name) => heap.choose({ snapshot: name })}
        />
        <KeepMenu heap={heap} />
        <span className="sp" />
        <FindField
          label="Find a class"
          value={view.find}
          onChange={(find) => change({ find })}
          onObject={(id) => selectThing({ id }, { cls: null })}
          problem={view.find ? answer.problem : null}
        />
      </PaneHead>
      <Body
        answer={answer}
        what="The classes"
        empty={rows.length === 0 ? nothing(view.find, view.keep, () => change({ find: "", keep: "all" })) : null}
      >
        <HeapList
          label="Classes"
          main
          nodes={nodes}
          head={{ title: "Constructor", sort: head("name") }}
          cells={cellsOf(snapshot.heap_bytes, snapshot.objects, head)}
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
            {plural(first.total, "class", "classes")}, {plural(first.count, "object")}, {bytes(first.shallow_bytes)} in
            {` ${duration(first.took_ms)}`}
          </span>
        )}
      </PaneFoot>
    </>
  );
}

function cellsOf(whole: number, objects: number, head: ReturnType<typeof headsOf>): Cells<ClassRow>[] {
  return [
    {
      key: "count",
      title: "Objects",
      hint: "Those that have a size. What V8 wrote beside them are its groups of roots, and parts that count to their owners",
      width: "112px",
      sort: head("count"),
      ofClass: (row) => (
        <span className={styles.size}>
          <span className={styles.share}>{shareText(objects > 0 ? row.count / objects : 0)}</span>
          <span className="t1">{count(row.count)}</span>
        </span>
      ),
    },
    {
      key: "distance",
      title: "Distance",
      hint: DISTANCE,
      width: "66px",
      sort: head("distance"),
      ofClass: (row) => <Distance value={row.distance} />,
      ofThing: ({ thing }) => <Distance value={thing.distance} />,
    },
    {
      key: "shallow",
      title: "Shallow size",
      hint: SHALLOW,
      width: "132px",
      sort: head("shallow"),
      ofClass: (row) => <Size value={row.shallow_bytes} of={whole} bar={false} />,
      ofThing: ({ thing }) => <Size value={thing.shallow_bytes} of={whole} bar={false} />,
    },
    {
      key: "retained",
      title: "Retained size",
      hint: RETAINED,
      width: "196px",
      sort: head("retained"),
      ofClass: (row) => <Size value={row.retained_bytes} of={whole} />,
      ofThing: ({ thing }) => <Size value={thing.retained_bytes} of={whole} />,
    },
  ];
}

const TITLES: Record<Keep, string> = {
  all: "All objects",
  new: "New since",
  "duplicate strings": "Duplicate strings",
  detached: "Detached",
  "held by contexts": "Held by contexts",
  "held by event handlers": "Held by event handlers",
};

/** Which objects are looked at. */
function KeepMenu({ heap: { view, change, base, pod } }: { heap: Heap }) {
  const title = (keep: Keep) => (keep === "new" && base ? `New since ${base.number}` : TITLES[keep]);
  const choices = KEEPS.filter((keep) => keep !== "new" || pod.snapshots.length > 1);
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <Button size={24} icon={<IconFilter />} on={view.keep !== "all" || undefined}>
          {title(view.keep)}
          <IconChevronDown className={styles.down} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label="Which objects">
        {choices.map((keep) => (
          <Menu.Item
            key={keep}
            leftSection={keep === view.keep ? <IconCheck /> : <span className={styles.blank} />}
            onClick={() => change({ keep, open: [] })}
          >
            {title(keep)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function nothing(find: string, keep: string, clear: () => void) {
  const asked = [find && `“${find}”`, keep !== "all" && keep].filter(Boolean).join(" and ");
  return {
    title: "No classes are left",
    children: asked ? `Nothing of this snapshot matches ${asked}.` : "This snapshot has no objects.",
    actions: asked ? <Button onClick={clear}>All classes</Button> : undefined,
  };
}
