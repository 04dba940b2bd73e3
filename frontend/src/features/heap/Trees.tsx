/** The heap from its roots: by what refers to what, or by what keeps what alive. */

import { plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { PaneFoot, PaneHead } from "../../parts/Panes";
import { ErrorState, SkeletonRows } from "../../parts/States";
import { dominatedAsks, fieldAsks } from "./asks";
import { Distance, Size } from "./Cells";
import { FindField } from "./FindField";
import { type Cells, HeapList } from "./HeapList";
import { DISTANCE, RETAINED, SHALLOW } from "./hints";
import { toggled } from "./openness";
import { SnapshotChoice } from "./SnapshotChoice";
import { thingNodes } from "./tree";
import type { Heap } from "./useHeap";
import { type Asked, useTree } from "./useTree";

export function Containment({ heap }: { heap: Heap }) {
  return (
    <Rooted
      heap={heap}
      title="Containment"
      label="Objects from the roots"
      asks={fieldAsks(heap.snapshot.name)}
      named="tree"
      can={({ fields }) => fields > 0}
      none="It refers to nothing"
      said="Everything that can be reached, from the roots down"
    />
  );
}

export function Dominators({ heap }: { heap: Heap }) {
  return (
    <Rooted
      heap={heap}
      title="Dominators"
      label="Objects by what they keep alive"
      asks={dominatedAsks(heap.snapshot.name)}
      named="dom"
      can={({ retained_bytes, shallow_bytes }) => retained_bytes > shallow_bytes}
      none="It alone keeps nothing else alive"
      said="What would be freed with an object stands below it, largest first"
    />
  );
}

type Props = {
  heap: Heap;
  title: string;
  label: string;
  asks: (place: string) => readonly Asked[];
  /** The parameter that holds what is open. */
  named: "tree" | "dom";
  can: Parameters<typeof thingNodes>[0]["can"];
  none: string;
  said: string;
};

function Rooted({ heap, title, label, asks, named, can, none, said }: Props) {
  const { view, change, snapshot, selectThing } = heap;
  const tree = useTree(view[named], asks, { top: true });
  const nodes = thingNodes({ ...tree, can, none });
  const [top] = tree.branches.get("") ?? [];
  const bare = !top || top.things.length === 0;
  return (
    <>
      <PaneHead title={title}>
        <span className="s12 t3">of</span>
        <SnapshotChoice
          label="Snapshot"
          heap={heap}
          value={snapshot}
          tone="during"
          onChange={(name) => heap.choose({ snapshot: name })}
        />
        {view[named].length > 0 && (
          <Button size={24} kind="quiet" onClick={() => change({ [named]: [] })}>
            Close all
          </Button>
        )}
        <span className="sp" />
        <FindField
          label="Find an object"
          value=""
          onlyObjects
          onChange={() => undefined}
          onObject={(id) => selectThing({ id }, { cls: null })}
        />
      </PaneHead>
      {bare && top?.loading && <SkeletonRows rows={14} label={`Loading ${title.toLowerCase()}`} />}
      {bare && top?.problem && <ErrorState problem={top.problem} title="The roots did not come" onAgain={top.again} />}
      {!bare && (
        <HeapList
          label={label}
          main
          height={22}
          nodes={nodes}
          head={{ title: "Object" }}
          cells={cellsOf(snapshot.heap_bytes, named === "tree")}
          selected={{ cls: null, id: view.id }}
          onThing={({ thing }) => selectThing(thing, { cls: null })}
          onToggle={(place) => change({ [named]: toggled(view[named], place) })}
        />
      )}
      <PaneFoot>
        <span className="el">
          {said}
          {top && top.total > 0 && `; ${plural(top.total, "object")} at the top`}
        </span>
      </PaneFoot>
    </>
  );
}

function cellsOf(whole: number, distances: boolean): Cells<never>[] {
  return [
    ...(distances
      ? [
          {
            key: "distance",
            title: "Distance",
            hint: DISTANCE,
            width: "66px",
            ofThing: ({ thing }) => <Distance value={thing.distance} />,
          } satisfies Cells<never>,
        ]
      : []),
    {
      key: "shallow",
      title: "Shallow size",
      hint: SHALLOW,
      width: "116px",
      ofThing: ({ thing }) => <Size value={thing.shallow_bytes} of={whole} bar={false} />,
    },
    {
      key: "retained",
      title: distances ? "Retained size" : "Retained, share of the heap",
      hint: RETAINED,
      width: "196px",
      ofThing: ({ thing }) => <Size value={thing.retained_bytes} of={whole} />,
    },
  ];
}
