import { Menu } from "@mantine/core";
import { memo, useMemo, useState } from "react";
import type { Part } from "../../api/answers";
import type { Curves, Exemplar } from "../../api/types";
import { type Diamond, LinePlot, type PlotSeries } from "../../charts/LinePlot";
import { clock, type Range } from "../../lib/time";
import { amount, durationNs, measured, span } from "../../lib/units";
import { Button, IconButton } from "../../parts/Button";
import { IconArrowDown, IconArrowUp, IconCheck, IconDotsVertical, IconTrash } from "../../parts/icons";
import { Bone, Note } from "../../parts/States";
import { axisOf } from "./axis";
import type { Drawn, LaneCurves, Order } from "./curves";
import { captionOf, titleOf } from "./describe";
import { Legend } from "./Legend";
import type { Lane } from "./lanes";
import styles from "./metrics.module.css";
import { withGroup } from "./promql";
import type { LaneActions } from "./useLanes";

type Props = {
  lane: Lane;
  index: number;
  curves: LaneCurves;
  before: readonly PlotSeries[];
  parts: Part<Curves>[];
  diamonds: readonly Diamond<Exemplar>[];
  actions: LaneActions;
  range: Range;
  selection: Range | null;
  marks: readonly number[];
  cursor: "cross" | "values" | "off";
  order: Order;
  onSelect: (range: Range) => void;
  onPin: (at: number | null) => void;
  onBack: () => void;
  onExemplar: (exemplar: Exemplar) => void;
  /** A label that would leave few enough series, for a lane whose series are cut. */
  split: string | null;
};

const LEGEND = 3; // rows of a shut legend: what a lane's height holds

/** One lane: its title, legend with values at the crosshair, and the picture. */
export const LaneView = memo(function LaneView(props: Props) {
  const { lane, index, curves, parts, range, actions, cursor } = props;
  const [hovered, setHovered] = useState<string | null>(null);
  const rows = Math.min(lane.all ? curves.drawn.length + 1 : LEGEND + 1, Math.max(1, curves.drawn.length));
  const height = Math.max(86, 52 + rows * 17);
  const shown = useMemo(
    () => curves.drawn.filter(({ key }) => lane.only.length === 0 || lane.only.includes(key)),
    [curves, lane.only],
  );
  const series = useMemo(
    () => [...props.before, ...shown.map((curve) => plotted(curve, shown.length, hovered))],
    [shown, hovered, props.before],
  );
  const axis = useMemo(
    () =>
      axisOf(
        [...series.map(({ values }) => values), curves.limits.map(({ value }) => value)],
        curves.unit,
        lane.log,
        height,
      ),
    [series, curves, lane.log, height],
  );
  const title = lane.title || titleOf(lane.expressions);
  const problem = parts.find((part) => part.problem)?.problem;
  const warnings = [...new Set(parts.flatMap((part) => part.data?.warnings ?? []))];
  return (
    <section aria-label={title} className={styles.lane}>
      <div className={styles.label} style={{ maxHeight: Math.max(height, 260) }}>
        <h2 className="el" title={title}>
          {title}
        </h2>
        <div className="s11 t3 el" title={lane.expressions.join("\n")}>
          {captionOf(lane, curves.unit) || " "}
        </div>
        <div className={styles["lane-menu"]}>
          <LaneMenu title={title} lane={lane} index={index} actions={actions} />
        </div>
        <Legend
          lane={lane}
          curves={curves}
          order={props.order}
          most={LEGEND}
          onHover={setHovered}
          onAll={(all) => actions.change(index, { all }, "replace")}
          onIsolate={(key, adding) =>
            actions.isolate(
              index,
              key,
              curves.drawn.map((one) => one.key),
              adding,
            )
          }
        />
      </div>
      {problem && curves.drawn.length === 0 ? (
        <div className={styles.blank} style={{ height }} role="alert">
          <span className="el">{problem.message}</span>
        </div>
      ) : curves.drawn.length === 0 ? (
        <Blank loading={parts.some((part) => part.loading)} height={height} />
      ) : (
        <div className={parts.some((part) => part.updating) ? "dimmed" : undefined}>
          <LinePlot
            label={finding(title, shown, curves)}
            height={height}
            range={range}
            start={curves.start}
            stepMs={curves.stepMs}
            points={curves.points}
            series={series}
            axis={axis}
            limits={curves.limits}
            diamonds={props.diamonds}
            onDiamond={props.onExemplar}
            diamondCard={ExemplarCard}
            marks={props.marks}
            selection={props.selection}
            cross={cursor !== "off"}
            writeValue={cursor === "values" && shown.length <= 8 ? (value) => measured(value, curves.unit) : undefined}
            onSelect={props.onSelect}
            onPin={props.onPin}
            onBack={props.onBack}
          />
        </div>
      )}
      {(curves.cut || warnings.length > 0) && (
        <div className={styles.note}>
          <Note tone="warn">
            {[curves.cut, ...warnings].filter(Boolean).join(" ")}
            {curves.cut && props.split && (
              <Button
                size={24}
                kind="link"
                onClick={() =>
                  actions.change(index, { expressions: lane.expressions.map((one) => withGroup(one, props.split!)) })
                }
              >
                Split by {props.split}
              </Button>
            )}
          </Note>
        </div>
      )}
    </section>
  );
});

function Blank({ loading, height }: { loading: boolean; height: number }) {
  return (
    <div className={styles.blank} style={{ height }} role="status">
      {loading ? (
        <Bone height={height - 32} />
      ) : (
        <span>No values in this range. The query is read well; nothing matches it here.</span>
      )}
    </div>
  );
}

function plotted(curve: Drawn, count: number, hovered: string | null): PlotSeries {
  const faint = hovered !== null && hovered !== curve.key;
  return {
    key: curve.key,
    values: curve.values,
    colour: curve.colour,
    opacity: faint ? 0.2 : curve.opacity,
    area: count === 1 || (curve.error && curve.opacity === 1),
    quiet: count > 8 && hovered !== curve.key,
    ...(hovered === curve.key ? { width: 2 } : {}),
    ...(curve.dash ? { dash: curve.dash } : {}),
  };
}

/** What a person would see first: the curve that moved most, from where to where. */
function finding(title: string, shown: Drawn[], { unit }: LaneCurves): string {
  const moved = shown
    .map(({ name, values }) => ({
      name,
      first: values.find((value) => value !== null) ?? 0,
      last: values.findLast((value) => value !== null) ?? 0,
    }))
    .toSorted((a, b) => Math.abs(b.last - b.first) - Math.abs(a.last - a.first))[0];
  return moved ? `${title}, ${moved.name} from ${measured(moved.first, unit)} to ${measured(moved.last, unit)}` : title;
}

function ExemplarCard(exemplar: Exemplar) {
  return (
    <>
      <div className="t1 b5">
        {clock(exemplar.time, "ms")}, {amount(exemplar.value)} s
      </div>
      <div>{exemplar.root_name || "Trace not stored"}</div>
      <div className="row g6">
        {exemplar.duration_ns > 0 && <span>{durationNs(exemplar.duration_ns)}</span>}
        {exemplar.error && <span className="err">failed</span>}
        <span className="mono t3">{exemplar.trace_id.slice(0, 16)}</span>
      </div>
      <div className="t3">{exemplar.root_name ? "Click opens the trace" : ""}</div>
    </>
  );
}

function LaneMenu({ title, lane, index, actions }: { title: string; lane: Lane; index: number; actions: LaneActions }) {
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <IconButton label={`What to do with ${title}`} size={24}>
          <IconDotsVertical />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown aria-label={title}>
        <Menu.Item
          leftSection={lane.log ? <IconCheck /> : <span style={{ width: 16 }} />}
          onClick={() => actions.change(index, { log: !lane.log })}
        >
          Log scale
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowUp />} disabled={index === 0} onClick={() => actions.move(index, -1)}>
          Move up
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown />} onClick={() => actions.move(index, 1)}>
          Move down
        </Menu.Item>
        {lane.only.length > 0 && (
          <Menu.Item onClick={() => actions.change(index, { only: [] })}>Show all series</Menu.Item>
        )}
        <Menu.Item leftSection={<IconTrash />} onClick={() => actions.remove(index)}>
          Remove the lane
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Said where steps are wider than the window of a rate: what falls between is not seen. */
export function WindowNote({
  stepMs,
  windows,
  onWindow,
}: {
  stepMs: number;
  windows: number[];
  onWindow: (window: string) => void;
}) {
  const narrow = windows.filter((window) => window < stepMs);
  if (narrow.length === 0) return null;
  const size = span(stepMs)
    .replace(/\s*min/, "m")
    .replace(/\s+/g, "");
  return (
    <Note tone="warn">
      Points stand {span(stepMs)} apart and look {span(Math.min(...narrow))} back: what is shorter may fall between.{" "}
      <Button size={24} kind="link" onClick={() => onWindow(size)}>
        Look {span(stepMs)} back
      </Button>
    </Note>
  );
}
