import { useMemo } from "react";
import type { Exemplar } from "../../api/types";
import { type Diamond, LinePlot, type PlotSeries } from "../../charts/LinePlot";
import { clock, type Range } from "../../lib/time";
import { duration, durationNs, measured } from "../../lib/units";
import { axisOf } from "./axis";
import type { Drawn, LaneCurves } from "./curves";
import type { Lane } from "./lanes";

type Props = {
  lane: Lane;
  title: string;
  curves: LaneCurves;
  before: readonly PlotSeries[];
  diamonds: readonly Diamond<Exemplar>[];
  height: number;
  range: Range;
  selection: Range | null;
  marks: readonly number[];
  cursor: "cross" | "values" | "off";
  /** The curve whose name the pointer is on. */
  hovered: string | null;
  onSelect: (range: Range) => void;
  onPin: (at: number | null) => void;
  onBack: () => void;
  onExemplar: (exemplar: Exemplar) => void;
};

const WRITTEN = 8; // more values than these would cover each other

/** The curves of a lane. */
export function LanePicture({ lane, title, curves, before, height, hovered, cursor, ...rest }: Props) {
  const { drawn, limits, unit, start, stepMs, points } = curves;
  const shown = useMemo(
    () => drawn.filter(({ key }) => lane.only.length === 0 || lane.only.includes(key)),
    [drawn, lane.only],
  );
  const series = useMemo(() => {
    const lit = shown.some(({ key }) => key === hovered) ? hovered : null;
    return [...before, ...shown.map((curve) => plotted(curve, shown.length, lit))];
  }, [shown, hovered, before]);
  const axis = useMemo(
    () => axisOf([...series.map(({ values }) => values), limits.map(({ value }) => value)], unit, lane.log, height),
    [series, limits, unit, lane.log, height],
  );
  return (
    <LinePlot
      {...rest}
      label={finding(title, shown, unit)}
      height={height}
      start={start}
      stepMs={stepMs}
      points={points}
      series={series}
      axis={axis}
      limits={limits}
      onDiamond={rest.onExemplar}
      diamondCard={ExemplarCard}
      cross={cursor !== "off"}
      writeValue={cursor === "values" && shown.length <= WRITTEN ? (value) => measured(value, unit) : undefined}
    />
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
function finding(title: string, shown: Drawn[], unit: string): string {
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
        {clock(exemplar.time, "ms")}, {duration(exemplar.value * 1000)}
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
