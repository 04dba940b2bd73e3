/** What is compared with what, and how the comparison is shown. */

import type { Problem } from "../../api/client";
import { Segments, Switch } from "../../parts/Choices";
import { Sized } from "../../parts/Panes";
import { FindField } from "./FindField";
import { SnapshotChoice } from "./SnapshotChoice";
import type { Heap } from "./useHeap";

export function FromTo({ heap, base }: { heap: Heap; base: NonNullable<Heap["base"]> }) {
  const { snapshot, choose } = heap;
  const swapped = { base: snapshot.name, snapshot: base.name };
  return (
    <>
      <span className="s12 t3">from</span>
      <SnapshotChoice
        label="From"
        heap={heap}
        value={base}
        tone="before"
        onChange={(name) => choose(name === snapshot.name ? swapped : { base: name, snapshot: snapshot.name })}
      />
      <span className="s12 t3">to</span>
      <SnapshotChoice
        label="To"
        heap={heap}
        value={snapshot}
        tone="during"
        onChange={(name) => choose(name === base.name ? swapped : { base: base.name, snapshot: name })}
      />
    </>
  );
}

export function CompareTools({ heap, problem }: { heap: Heap; problem: Problem | null }) {
  const { view, change, pod } = heap;
  const two = view.over === "two";
  return (
    <>
      {pod.snapshots.length > 2 && (
        <Segments
          label="Over which snapshots"
          size={24}
          value={view.over}
          choices={[
            { value: "two", label: "Two" },
            { value: "all", label: `All ${pod.snapshots.length}` },
          ]}
          onChange={(over) => change({ over, sort: null, up: false, open: [] })}
        />
      )}
      {two && (
        <Segments
          label="Columns"
          size={24}
          value={view.columns}
          choices={[
            { value: "growth", label: "Growth" },
            { value: "changes", label: <Sized long="New and deleted" short="New" /> },
          ]}
          onChange={(columns) => change({ columns })}
        />
      )}
      <FindField
        label="Find a class"
        value={view.find}
        onChange={(find) => change({ find })}
        onObject={(id) => heap.selectThing({ id }, { cls: null })}
        problem={view.find ? problem : null}
      />
      {two && (
        <Switch
          label={<Sized long="New objects only" short="New only" />}
          checked={view.fresh}
          onChange={(fresh) => change({ fresh })}
        />
      )}
    </>
  );
}
