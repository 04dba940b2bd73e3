/** Trees in the pane of one object: what refers to it, and what it refers to. */

import type { Thing } from "../../api/types";
import { bytes } from "../../lib/units";
import { ErrorState, SkeletonRows } from "../../parts/States";
import { fieldAsks, retainerAsks } from "./asks";
import { Distance } from "./Cells";
import { type Cells, HeapList } from "./HeapList";
import type { HeldProps } from "./held";
import * as hints from "./hints";
import { toggled } from "./openness";
import { thingNodes } from "./tree";
import type { Heap } from "./useHeap";
import { type Asked, useTree } from "./useTree";

type Props = Pick<HeldProps, "target" | "step" | "onHold"> & { heap: Heap };

/** What refers to an object, nearest to the roots first; opened, what refers to that. */
export function RetainerTree(props: Props & { ignore: readonly number[] }) {
  const { target, ignore } = props;
  return (
    <Tree
      {...props}
      label="Retainers of this object"
      asks={retainerAsks(target.snapshot, target.id, ignore)}
      named="held"
      can={({ distance }) => distance !== 0}
      none="Nothing refers to it but what is ignored or weak"
      way={[target.id]}
    />
  );
}

export function FieldTree(props: Props) {
  const { target } = props;
  return (
    <Tree
      {...props}
      label="Fields of this object"
      asks={fieldAsks(target.snapshot, target.id)}
      named="inside"
      can={({ fields }) => fields > 0}
      none="It refers to nothing"
      way={[]}
    />
  );
}

type TreeProps = Props & {
  label: string;
  asks: (place: string) => readonly Asked[];
  named: "held" | "inside";
  can: (thing: Thing) => boolean;
  none: string;
  way: readonly number[];
};

function Tree({ heap, target, step, onHold, label, asks, named, can, none, way }: TreeProps) {
  const { view, change } = heap;
  const tree = useTree(view[named], asks, { top: true });
  const nodes = thingNodes({ ...tree, can, none }, way);
  const [top] = tree.branches.get("") ?? [];
  if (top && top.things.length === 0 && top.loading) return <SkeletonRows rows={10} height={22} label="Loading" />;
  if (top && top.things.length === 0 && top.problem) return <ErrorState problem={top.problem} onAgain={top.again} />;
  return (
    <HeapList
      label={label}
      height={32}
      nodes={nodes}
      head={{ title: "Object" }}
      cells={named === "held" ? [DISTANCE, RETAINED] : [RETAINED]}
      selected={{ cls: null, id: step === target.id ? null : step }}
      onThing={({ thing }) => onHold(thing)}
      onToggle={(place) => change({ [named]: toggled(view[named], place) })}
    />
  );
}

const RETAINED: Cells<never> = {
  key: "retained",
  title: "Retained",
  hint: hints.RETAINED,
  width: "64px",
  ofThing: ({ thing }) => bytes(thing.retained_bytes),
};
const DISTANCE: Cells<never> = {
  key: "distance",
  title: "Distance",
  hint: hints.DISTANCE,
  width: "50px",
  ofThing: ({ thing }) => <Distance value={thing.distance} />,
};
