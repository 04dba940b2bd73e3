/** A tree of the heap in rows of one height: classes, their objects, and what these lead to. */

import { type ReactNode, useState } from "react";
import { plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { type Column, FixedList } from "../../parts/FixedList";
import { useRowKeys } from "../search/rows";
import { Branching, ClassName, ThingName } from "./Cells";
import { focusPane } from "./focus";
import styles from "./heap.module.css";
import { shown } from "./text";
import { thingOf } from "./thing";
import type { Node, ThingNode } from "./tree";

export type Cells<C> = {
  key: string;
  title: ReactNode;
  width: string;
  /** Left out, the column has nothing to say of that kind of row. */
  ofClass?: (row: C) => ReactNode;
  ofThing?: (node: ThingNode) => ReactNode;
  sort?: Column<Node<C>>["sort"];
  left?: boolean;
  /** What the head means. */
  hint?: string;
};

type Props<C> = {
  label: string;
  nodes: readonly Node<C>[];
  /** The first column. */
  head: { title: ReactNode; sort?: Column<Node<C>>["sort"] };
  cells: Cells<C>[];
  selected: { cls: string | null; id: number | null };
  onClass?: (row: C) => void;
  onThing: (node: ThingNode) => void;
  onToggle: (place: string) => void;
  onEnd?: () => void;
  dimmed?: boolean;
  /** At 32 the file of an object has a line of its own. */
  height?: 22 | 26 | 32;
  /** Reached by j and k from anywhere on the page. */
  main?: boolean;
};

export function HeapList<C extends { key: string; name: string; at: string }>(props: Props<C>) {
  const { label, nodes, head, cells, onToggle } = props;
  const [clicked, setClicked] = useState<string | null>(null);
  const selected = selectedPlace(nodes, props.selected, clicked);
  const toggle = (node: Node<C>) => {
    if ((node.kind === "class" || node.kind === "thing") && node.can) onToggle(node.place);
  };
  // An object's name takes the columns that say something of classes only: its id and file have room.
  const ofClasses = cells.findIndex(({ ofThing }) => ofThing);
  const bare = ofClasses < 0 ? cells.length : ofClasses;
  const columns: Column<Node<C>>[] = [
    {
      key: "name",
      title: head.title,
      width: "minmax(120px, 1fr)",
      ...(head.sort ? { sort: head.sort } : {}),
      span: ({ kind }) => (kind === "class" ? 1 : kind === "thing" ? 1 + bare : 1 + cells.length),
      render: (node) => <NameCell node={node} stacked={props.height === 32} onToggle={() => toggle(node)} />,
    },
    ...cells.map(
      ({ key, title, width, ofClass, ofThing, sort, left, hint }): Column<Node<C>> => ({
        key,
        title,
        width,
        ...(left ? {} : { align: "right" as const }),
        ...(sort ? { sort } : {}),
        ...(hint ? { hint } : {}),
        render: (node) =>
          node.kind === "class" ? ofClass?.(node.row) : node.kind === "thing" ? ofThing?.(node) : null,
      }),
    ),
  ];
  return (
    <>
      {props.main && <MainKeys label={label} />}
      <FixedList
        label={label}
        rows={nodes}
        rowKey={placeOf}
        height={props.height ?? 26}
        columns={columns}
        selected={selected}
        show={selected}
        onOpen={(node) => {
          // Once more on what is chosen already goes one step further, to what holds it.
          if (node.place === selected && props.main) return focusPane();
          setClicked(node.place);
          if (node.kind === "class") (props.onClass ?? (() => onToggle(node.place)))(node.row);
          else if (node.kind === "thing") props.onThing(node);
          else node.run?.();
        }}
        text={textOf}
        thing={thingOf}
        onEnd={props.onEnd}
        dimmed={props.dimmed}
        tree={{ level: ({ level }) => level, open: openOf, onToggle: toggle }}
      />
    </>
  );
}

function MainKeys({ label }: { label: string }) {
  useRowKeys(label);
  return null;
}

const placeOf = ({ place }: { place: string }) => place;
const openOf = <C,>(node: Node<C>) =>
  (node.kind === "class" || node.kind === "thing") && node.can ? node.open : undefined;

/** The row that stands for what is selected: the one that was clicked, else the first of the object, else its class. */
export function selectedPlace<C extends { key: string }>(
  nodes: readonly Node<C>[],
  { cls, id }: { cls: string | null; id: number | null },
  clicked: string | null = null,
): string | null {
  const things = id === null ? [] : nodes.filter((node) => node.kind === "thing" && node.thing.id === id);
  const thing = things.find(({ place }) => place === clicked) ?? things[0];
  const own = thing ?? (cls === null ? undefined : nodes.find((node) => node.kind === "class" && node.row.key === cls));
  return own?.place ?? null;
}

function textOf<C extends { name: string; at: string }>(node: Node<C>): string {
  if (node.kind === "class") return `${node.row.name} ${node.row.at}`;
  return node.kind === "thing" ? `${node.thing.edge} ${node.thing.name} @${node.thing.id} ${node.thing.at}` : "";
}

type NameProps<C> = { node: Node<C>; stacked: boolean; onToggle: () => void };

function NameCell<C extends { name: string; at: string }>({ node, stacked, onToggle }: NameProps<C>) {
  if (node.kind === "class")
    return (
      <Branching level={0} open={node.open} label={shown(node.row.name, 80)} onToggle={onToggle}>
        <ClassName name={node.row.name} at={node.row.at} />
      </Branching>
    );
  if (node.kind === "thing")
    return (
      <Branching
        level={node.level}
        open={openOf(node)}
        label={`${shown(node.thing.name, 80)} @${node.thing.id}`}
        onToggle={onToggle}
      >
        <ThingName thing={node.thing} mark={node.mark} again={node.again} stacked={stacked} />
      </Branching>
    );
  return (
    <Branching level={node.level} open={undefined} label="" onToggle={onToggle}>
      {node.kind === "more" ? (
        <Button size={24} kind="link" tabIndex={-1} className={styles.button} onClick={node.run}>
          {`Show more, ${plural(node.left, `${node.what ? `${node.what} ` : ""}object`)} left`}
        </Button>
      ) : (
        <span className={`s12 ${node.problem ? "err" : "t3"} el`}>
          {node.text}
          {node.run && (
            <Button size={24} kind="link" tabIndex={-1} className={styles.button} onClick={node.run}>
              Try again
            </Button>
          )}
        </span>
      )}
    </Branching>
  );
}
