import { Menu } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useAnswers } from "../../api/answers";
import { useHop, usePlace } from "../../api/place";
import { useIncident } from "../../api/surface";
import type { Exemplar, Exemplars, Metric } from "../../api/types";
import { useCrosshair } from "../../charts/bus";
import type { Flag } from "../../charts/flags";
import { type Diamond, PLOT_LEFT, PLOT_RIGHT, type PlotSeries } from "../../charts/LinePlot";
import { Ruler } from "../../charts/Ruler";
import { clock, parseMoment, type Range, writeMoment } from "../../lib/time";
import { useSize } from "../../lib/useSize";
import type { Change, View } from "../../lib/view";
import { Button, IconButton } from "../../parts/Button";
import { IconArrowsSort, IconCheck } from "../../parts/icons";
import { EmptyState } from "../../parts/States";
import { curveKey, curvesOf, type LaneCurves, type Order } from "./curves";
import { splitOf } from "./expressions";
import { LaneTable } from "./LaneTable";
import { LaneView } from "./LaneView";
import type { Lane } from "./lanes";
import styles from "./metrics.module.css";
import { groupedBy, isOf, metricsIn, quantileOf } from "./promql";
import { SelectionBar } from "./SelectionBar";
import { type LaneAnswers, useCurves } from "./useCurves";
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
  const { services } = useIncident();
  const hop = useHop();
  const navigate = useNavigate();
  const [box, { height }] = useSize<HTMLDivElement>();
  const roomy = Math.min(ROOMIEST, Math.floor((height - RULER) / lanes.length) - 1);
  const drawn = useDrawn(lanes, curves, services);
  const before = useBefore(lanes, drawn, place.range, stepMs, view.previous);
  const diamonds = useDiamonds(lanes, drawn, place.range, view.exemplars);
  const selection = useMemo(() => readSelection(view.sel, place.now), [view.sel, place.now]);
  const marks = useMemo(
    () => flags.filter(({ sign }) => sign !== "alert" && sign !== "resolved").map(({ at }) => at),
    [flags],
  );
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
              onSelect={(range) => onChange({ sel: writeSelection(range) })}
              onPin={place.setAt}
              onBack={place.back}
              onExemplar={openTrace}
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

const RULER = 44;
const ROOMIEST = 320; // higher than this, a curve only looks steeper

const keyOf = (lane: Lane, index: number) => `${lane.expressions[0]} ${index}`;

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

/** What each lane draws; made again only for the lanes whose answers changed. */
function useDrawn(lanes: Lane[], answers: LaneAnswers, services: readonly string[]): LaneCurves[] {
  const parts = answers.flatMap((lane) => lane.parts.map(({ data }) => data));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers are what the parts hold
  return useMemo(
    () =>
      lanes.map((lane, index) =>
        curvesOf(
          lane,
          answers[index]!.parts.map(({ data }) => data),
          services,
        ),
      ),
    [lanes, services, ...padded(parts)],
  );
}

/** React wants the same number of dependencies each time. */
function padded<T>(parts: T[]): (T | null)[] {
  return Array.from({ length: 64 }, (_, index) => parts[index] ?? null);
}

/** The curves one range earlier, dashed and faint, each in the colour of its curve. */
function useBefore(lanes: Lane[], drawn: LaneCurves[], range: Range, stepMs: number, on: boolean): PlotSeries[][] {
  const length = Math.round((range.end - range.start) / stepMs) * stepMs;
  const earlier = useMemo(() => ({ start: range.start - length, end: range.end - length }), [range, length]);
  const { byLane } = useCurves(on ? lanes : NONE, earlier, stepMs, "metrics-before", on);
  const parts = byLane.flatMap((lane) => lane.parts.map(({ data }) => data));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers are what the parts hold
  return useMemo(
    () =>
      lanes.map((lane, index) =>
        (byLane[index]?.parts ?? []).flatMap(({ data }, query) =>
          (data?.series ?? []).flatMap(({ labels, values }) => {
            const key = curveKey(query, labels);
            const now = drawn[index]!.drawn.find((curve) => curve.key === key);
            if (!now || (lane.only.length > 0 && !lane.only.includes(key))) return [];
            return [
              {
                key: `before ${key}`,
                values,
                colour: now.colour,
                opacity: 0.5,
                dash: [3, 3],
                width: 1.25,
                quiet: true,
              },
            ];
          }),
        ),
      ),
    [lanes, drawn, on, ...padded(parts)],
  );
}

const NONE: Lane[] = [];
const EXEMPLARS = 200;

/** Exemplars of the lanes that show durations: the highest of each stretch, so that they never cover each other. */
function useDiamonds(lanes: Lane[], drawn: LaneCurves[], range: Range, on: boolean): Diamond<Exemplar>[][] {
  const asked = useMemo(
    () =>
      lanes.flatMap((lane, index) =>
        lane.expressions
          .slice(0, 1)
          .flatMap((expression) => (quantileOf(expression) === null ? [] : [{ index, expression }])),
      ),
    [lanes],
  );
  const bodies = asked.map(({ expression }) => ({ expression, start: range.start, end: range.end, limit: EXEMPLARS }));
  const names = asked.map(({ index, expression }) => `${index} ${expression}`);
  const { parts } = useAnswers("metrics/exemplars", bodies, { view: "exemplars", names, enabled: on });
  const answers = parts.map(({ data }) => data);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers are what the parts hold
  return useMemo(
    () =>
      lanes.map((lane, index) => {
        const answer = on ? answers[asked.findIndex((one) => one.index === index)] : undefined;
        return answer ? diamondsOf(answer, lane, drawn[index]!, range) : [];
      }),
    [lanes, drawn, on, range, ...padded(answers)],
  );
}

const APART = 36; // stretches a range is divided into

function diamondsOf(answer: Exemplars, lane: Lane, { drawn }: LaneCurves, range: Range): Diamond<Exemplar>[] {
  const highest = new Map<number, Diamond<Exemplar>>();
  for (const exemplar of answer.exemplars) {
    const curve = drawn.find(
      ({ query, labels }) =>
        query === 0 &&
        Object.entries(labels).every(([name, value]) => name === "le" || exemplar.labels[name] === value),
    );
    if (!curve || (lane.only.length > 0 && !lane.only.includes(curve.key))) continue;
    const stretch = Math.floor(((exemplar.time - range.start) / (range.end - range.start)) * APART);
    const other = highest.get(stretch);
    if (!other || other.value < exemplar.value)
      highest.set(stretch, { at: exemplar.time, value: exemplar.value, colour: curve.colour, of: exemplar });
  }
  return [...highest.values()];
}
