import { Menu } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type RefObject, useEffect, useMemo, useRef } from "react";
import { useReading } from "../../api/answers";
import { useHop, usePlace } from "../../api/place";
import { useIncident } from "../../api/surface";
import type { Exemplar, Metric } from "../../api/types";
import { useCrosshair } from "../../charts/bus";
import { crowds, type Flag } from "../../charts/flags";
import { PLOT_LEFT, PLOT_RIGHT } from "../../charts/LinePlot";
import { Ruler } from "../../charts/Ruler";
import { clock, parseMoment, type Range, writeMoment } from "../../lib/time";
import { useSize } from "../../lib/useSize";
import type { Change, View } from "../../lib/view";
import { Button, IconButton } from "../../parts/Button";
import { IconArrowsSort, IconCheck } from "../../parts/icons";
import { EmptyState } from "../../parts/States";
import type { LaneCurves, Order } from "./curves";
import { splitOf } from "./expressions";
import { LaneTable } from "./LaneTable";
import { LaneView } from "./LaneView";
import { useBefore, useDiamonds, useDrawn } from "./laneData";
import type { Lane } from "./lanes";
import styles from "./metrics.module.css";
import { groupedBy, isOf, metricsIn } from "./promql";
import { SelectionBar } from "./SelectionBar";
import { aboutMemory, marksFor, marksOf, type SnapshotMark } from "./snapshotMarks";
import type { LaneAnswers } from "./useCurves";
import type { LaneActions } from "./useLanes";
import type { METRICS } from "./view";

type Props = {
  lanes: Lane[];
  curves: LaneAnswers;
  stepMs: number;
  actions: LaneActions;
  view: View<typeof METRICS>;
  onChange: Change<typeof METRICS>;
  flags: Flag[];
  metrics: readonly Metric[];
};

/** The ruler and the lanes under it. */
export function Lanes({ lanes, curves, stepMs, actions, view, onChange, flags, metrics }: Props) {
  const place = usePlace();
  const incident = useIncident();
  const hop = useHop();
  const navigate = useNavigate();
  const [box, { height }] = useSize<HTMLDivElement>();
  const roomy = Math.min(ROOMIEST, Math.floor((height - RULER) / lanes.length) - 1);
  const drawn = useDrawn(lanes, curves, incident);
  useAddedInView(box, lanes, drawn);
  const before = useBefore(lanes, drawn, place.range, stepMs, view.previous);
  const diamonds = useDiamonds(lanes, drawn, place.range, view.exemplars);
  const selection = useMemo(() => readSelection(view.sel, place.now), [view.sel, place.now]);
  const marks = useMemo(
    () =>
      crowds(flags, place.range)
        .apart.filter(({ sign }) => sign !== "alert" && sign !== "resolved")
        .map(({ at }) => at),
    [flags, place.range],
  );
  const snapshots = useSnapshots(lanes);
  const zoom = () => {
    if (!selection) return;
    place.zoom(selection);
    onChange({ sel: null }, "replace");
  };
  const openTrace = (exemplar: Exemplar) => {
    const { to, search } = hop(`traces/${exemplar.trace_id}`, { span: exemplar.span_id });
    void navigate({ to: to as never, search: search as never });
  };
  if (lanes.length === 0) return <NoLanes metrics={metrics.length} onFirst={actions.reset} />;
  return (
    <div className={styles.lanes}>
      <div className="scroll" ref={box}>
        <div className={styles.ruler}>
          <ValuesAt end={place.range.end} order={view.sort} onOrder={(sort) => onChange({ sort })} />
          <Ruler
            range={place.range}
            left={PLOT_LEFT}
            right={PLOT_RIGHT}
            flags={flags}
            onFlag={(flag) => place.setAt(flag.at)}
          />
        </div>
        {lanes.map((lane, index) =>
          view.table ? (
            <LaneTable
              key={keyOf(lane, index)}
              lane={lane}
              curves={drawn[index]!}
              order={view.sort}
              range={place.range}
              diamonds={diamonds[index]!}
            />
          ) : (
            <LaneView
              key={keyOf(lane, index)}
              lane={lane}
              index={index}
              curves={drawn[index]!}
              before={before[index]!}
              parts={curves[index]!.parts}
              diamonds={diamonds[index]!}
              actions={actions}
              range={place.range}
              roomy={roomy}
              selection={selection}
              marks={marks}
              cursor={view.cursor}
              order={view.sort}
              onSelect={(range) => onChange({ sel: writeSelection(range) }, selection ? "replace" : "push")}
              onPin={place.setAt}
              onBack={place.back}
              onExemplar={openTrace}
              snapshots={snapshots[index]!}
              split={splitFor(lane, metrics)}
            />
          ),
        )}
      </div>
      {selection && !view.table && (
        <SelectionBar selection={selection} now={place.now} onZoom={zoom} onClear={() => onChange({ sel: null })} />
      )}
    </div>
  );
}

/** For each lane the heap snapshots to mark on it; asked for only where a lane is about memory. */
function useSnapshots(lanes: Lane[]): SnapshotMark[][] {
  const wanted = lanes.some(({ expressions }) => expressions.some(aboutMemory));
  const { data } = useReading("heap/snapshots", {}, { enabled: wanted });
  return useMemo(() => {
    const marks = marksOf(data?.snapshots ?? []);
    return lanes.map(({ expressions }) => marksFor(expressions, marks));
  }, [lanes, data]);
}

function NoLanes({ metrics, onFirst }: { metrics: number; onFirst: () => void }) {
  if (metrics === 0)
    return (
      <EmptyState title="No metrics were recorded">Traces and logs of this incident may still be there.</EmptyState>
    );
  return (
    <EmptyState title="No lanes yet" actions={<Button onClick={onFirst}>Show the first lanes</Button>}>
      Tick a metric on the left, or type a query above.
    </EmptyState>
  );
}

/** A lane that was added comes into view, and stays there until its curves have made it as high as it is. */
function useAddedInView(box: RefObject<HTMLElement | null>, lanes: Lane[], drawn: LaneCurves[]): void {
  const known = useRef(lanes);
  const added = useRef(-1);
  useEffect(() => {
    if (lanes.length !== known.current.length) {
      const before = new Set(known.current.map(({ expressions }) => String(expressions)));
      const place = lanes.findIndex(({ expressions }) => !before.has(String(expressions)));
      added.current = lanes.length > known.current.length ? place : -1;
    }
    known.current = lanes;
    box.current?.querySelectorAll(":scope > section")[added.current]?.scrollIntoView({ block: "nearest" });
    if (drawn[added.current]?.drawn.length) added.current = -1;
  }, [box, lanes, drawn]);
}

const RULER = 44;
const ROOMIEST = 320; // higher than this, a curve only looks steeper

const keyOf = (lane: Lane, index: number) => `${(lane.kept ?? lane.expressions)[0]} ${index}`;

type ValuesProps = { end: number; order: Order; onOrder: (order: Order) => void };

/** Over the legends: which moment their values are of, and their order. */
function ValuesAt({ end, order, onOrder }: ValuesProps) {
  const { at } = useCrosshair();
  return (
    <div>
      Values at <span className="t1 b5">{clock(at ?? end)}</span>
      <span className="sp" />
      <Menu position="bottom-start" width={220}>
        <Menu.Target>
          <IconButton label="Order of the legends" size={24}>
            <IconArrowsSort />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown aria-label="Order of the legends">
          {ORDERS.map(([value, label]) => (
            <Menu.Item
              key={value}
              leftSection={value === order ? <IconCheck /> : <span style={{ display: "block", width: 16 }} />}
              onClick={() => onOrder(value)}
            >
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

const ORDERS: [Order, string][] = [
  ["size", "By highest value"],
  ["now", "By value at the crosshair"],
  ["name", "By name"],
];

/** A label to split a lane by that is not split yet. */
function splitFor({ expressions }: Lane, metrics: readonly Metric[]): string | null {
  const [name = ""] = expressions.flatMap(metricsIn);
  const metric = metrics.find((one) => isOf(name, one.name));
  const split = metric ? splitOf(metric) : null;
  return split && !expressions.some((expression) => groupedBy(expression).includes(split)) ? split : null;
}

/** A brushed stretch in whole seconds, unless it is shorter than a few of them. */
function writeSelection({ start, end }: Range): string {
  const size = end - start > 10_000 ? 1000 : 1;
  return [start, end].map((at) => writeMoment(Math.round(at / size) * size)).join("~");
}

function readSelection(text: string | null, now: number): Range | null {
  const [from, to] = text?.split("~") ?? [];
  const start = from ? parseMoment(from, now) : null;
  const end = to ? parseMoment(to, now) : null;
  return start !== null && end !== null && end > start ? { start, end } : null;
}
