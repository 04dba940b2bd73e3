/** Curves over time on one axis of values, drawn by uPlot; pointer, crosshair and marks come from TimeOverlay. */

import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Range } from "../lib/time";
import { useSize } from "../lib/useSize";
import { crosshair, dragging } from "./bus";
import styles from "./charts.module.css";
import { type Colours, useColours } from "./colours";
import { stepAt, timeScale } from "./scale";
import { TimeOverlay } from "./TimeOverlay";

export type PlotSeries = {
  key: string;
  values: readonly (number | null)[];
  /** A colour token. */
  colour: string;
  width?: number;
  /** Fill under the line: for one series, or the one that matters. */
  area?: boolean;
  opacity?: number;
  dash?: number[];
  /** No dot at the crosshair. */
  quiet?: boolean;
};

export type Diamond<T = unknown> = { at: number; value: number; colour: string; of: T };

export type Axis = { log: boolean; low: number; high: number; ticks: number[]; write: (value: number) => string };

type Props<T> = {
  /** What is seen, in words, with its finding. */
  label: string;
  height: number;
  range: Range;
  start: number;
  stepMs: number;
  points: number;
  series: readonly PlotSeries[];
  axis: Axis;
  /** Labels stand at the left, or at a moment. */
  limits?: { value: number; label: string; at?: number }[];
  /** Writes values beside the dots at the crosshair. */
  writeValue?: (value: number) => string;
  diamonds?: readonly Diamond<T>[];
  onDiamond?: (of: T) => void;
  diamondCard?: (of: T) => ReactNode;
  marks?: readonly number[];
  selection?: Range | null;
  baseline?: Range | null;
  cross?: boolean;
  onSelect?: (range: Range) => void;
  onPin?: (at: number | null) => void;
  onBack?: () => void;
};

/** Pixels of the axis of values, so that lanes and their ruler agree. */
export const PLOT_LEFT = 54; // room for "1.61 GB"
export const PLOT_RIGHT = 10;
const TOP = 8;
const BOTTOM = 6;

export function LinePlot<T>(props: Props<T>) {
  const { label, height, range, start, stepMs, points, series, axis, diamonds = [], onPin } = props;
  const [box, { width }] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLDivElement>(null);
  const colours = useColours();
  const scale = useMemo(() => timeScale(range, PLOT_LEFT, Math.max(1, width - PLOT_LEFT - PLOT_RIGHT)), [range, width]);
  const y = (value: number) => placeOf(value, axis, TOP, height - TOP - BOTTOM);
  useUPlot(canvas, props, colours, width);
  const near = (x: number, at: number) => diamonds.findLast((d) => Math.hypot(scale.x(d.at) - x, y(d.value) - at) < 9);
  const [card, setCard] = useState<Diamond<T> | null>(null);
  const keys = useChartKeys({ range, start, stepMs, onPin, onSelect: props.onSelect });
  return (
    <div
      ref={box}
      className={styles.plot}
      style={{ height }}
      role="img"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows move the crosshair over the picture
      tabIndex={0}
      onKeyDown={keys}
    >
      <div ref={canvas} aria-hidden="true" />
      {width > 0 && (
        <TimeOverlay
          {...props}
          scale={scale}
          top={TOP}
          height={height - TOP - BOTTOM}
          snap={(at) => start + Math.round((at - start) / stepMs) * stepMs}
          dots={(at) =>
            series.flatMap((curve) => {
              const value = curve.values[stepAt(at, start, stepMs, points)];
              return curve.quiet || value === null || value === undefined
                ? []
                : [{ y: y(value), colour: `var(--r-${curve.colour})`, text: props.writeValue?.(value) ?? "" }];
            })
          }
          onPointer={(x, at) => setCard(near(x, at) ?? null)}
          onHit={(x, at) => {
            const hit = near(x, at);
            if (hit) props.onDiamond?.(hit.of);
            return !!hit;
          }}
        />
      )}
      {card && props.diamondCard && (
        <div
          className={styles.card}
          style={{
            top: Math.max(4, Math.min(height - 76, y(card.value) - 20)),
            ...(scale.x(card.at) > width / 2
              ? { right: width - scale.x(card.at) + 12 }
              : { left: scale.x(card.at) + 12 }),
          }}
        >
          {props.diamondCard(card.of)}
        </div>
      )}
    </div>
  );
}

type Keys<T> = Pick<Props<T>, "range" | "start" | "stepMs" | "onPin" | "onSelect">;

/** Arrows move the crosshair a step, with Shift ten. Enter begins a selection there, and Enter again ends it. */
function useChartKeys<T>({ range, start, stepMs, onPin, onSelect }: Keys<T>): (event: KeyboardEvent) => void {
  const anchor = useRef<number | null>(null);
  const mark = (at: number | null) => {
    anchor.current = at;
    if (at === null) dragging(null);
  };
  return (event) => {
    const at = crosshair().at ?? range.end;
    const step = { ArrowLeft: -stepMs, ArrowRight: stepMs }[event.key];
    if (step) {
      const next = start + Math.round((at + step * (event.shiftKey ? 10 : 1) - start) / stepMs) * stepMs;
      const inside = Math.max(range.start, Math.min(range.end, next));
      onPin?.(inside);
      if (anchor.current !== null) dragging([anchor.current, inside]);
    } else if (event.key === "Enter" && anchor.current === null) mark(at);
    else if (event.key === "Enter") {
      if (anchor.current !== at)
        onSelect?.({ start: Math.min(anchor.current!, at), end: Math.max(anchor.current!, at) });
      mark(null);
    } else if (event.key === "Escape" && anchor.current !== null) mark(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** The height of a value in the plot, pixels from the top of its box. */
export function placeOf(value: number, { log, low, high }: Axis, top: number, height: number): number {
  const share = log
    ? (Math.log10(Math.max(value, low)) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
    : (value - low) / (high - low);
  return top + height * (1 - Math.max(0, Math.min(1, share)));
}

function useUPlot<T>(host: { current: HTMLDivElement | null }, props: Props<T>, colours: Colours, width: number): void {
  const { height, range, start, stepMs, points, series, axis, limits, diamonds } = props;
  useEffect(() => {
    if (!host.current || width < 120) return;
    const times = Array.from({ length: points }, (_, index) => start + index * stepMs);
    const chart = new uPlot(
      {
        width,
        height,
        ms: 1,
        pxAlign: true,
        padding: [TOP, PLOT_RIGHT, BOTTOM, 0],
        cursor: { show: false },
        legend: { show: false },
        scales: {
          x: { time: false, auto: false, range: [range.start, range.end] },
          y: {
            auto: false,
            range: [axis.low, axis.high],
            ...(axis.log ? { distr: 3 as const, log: 10 as const } : {}),
          },
        },
        axes: [{ show: false }, valueAxis(axis, colours)],
        series: [{}, ...series.map((curve) => seriesOf(curve, series.length, colours))],
        hooks: { draw: [(plot) => drawOver(plot, { limits: limits ?? [], diamonds: diamonds ?? [], colours })] },
      },
      [
        times,
        ...series.map(({ values }) => values.map((value) => (value !== null && axis.log && value <= 0 ? null : value))),
      ] as uPlot.AlignedData,
      host.current,
    );
    return () => chart.destroy();
  }, [host, width, height, range, start, stepMs, points, series, axis, limits, diamonds, colours]);
}

function valueAxis(axis: Axis, colours: Colours): uPlot.Axis {
  return {
    size: PLOT_LEFT,
    gap: 6,
    font: `11px ${colours("font") || "sans-serif"}`,
    stroke: colours("text-3"),
    splits: () => axis.ticks,
    values: (_, splits) => splits.map(axis.write),
    filter: (_, splits) => splits,
    ticks: { show: false },
    border: { show: false },
    grid: { stroke: colours("line"), width: 1 },
  };
}

function seriesOf(curve: PlotSeries, count: number, colours: Colours): uPlot.Series {
  return {
    stroke: colours(curve.colour),
    width: curve.width ?? (count > 6 ? 1.25 : 1.5),
    alpha: curve.opacity ?? 1,
    points: { show: false },
    spanGaps: false,
    ...(curve.dash ? { dash: curve.dash } : {}),
    ...(curve.area ? { fill: faded(colours(curve.colour), 0.1) } : {}),
  };
}

/** A colour written #rrggbb with an opacity. */
export function faded(colour: string, opacity: number): string {
  const parts = /^#(..)(..)(..)$/.exec(colour);
  return parts
    ? `rgb(${parts
        .slice(1)
        .map((part) => Number.parseInt(part, 16))
        .join(" ")} / ${opacity * 100}%)`
    : colour;
}

type Over = { limits: NonNullable<Props<unknown>["limits"]>; diamonds: readonly Diamond[]; colours: Colours };

/** Base line, limits and exemplars, over the curves. */
function drawOver(plot: uPlot, { limits, diamonds, colours }: Over): void {
  const { ctx, bbox } = plot;
  const pixel = devicePixelRatio;
  ctx.save();
  ctx.lineWidth = pixel;
  ctx.strokeStyle = colours("line-2");
  stroke(ctx, bbox.left, bbox.top + bbox.height + pixel / 2, bbox.left + bbox.width);
  ctx.font = `${11 * pixel}px ${colours("font")}`;
  ctx.textAlign = "left"; // the axis before wrote to the left of its point
  ctx.textBaseline = "alphabetic";
  for (const { value, label, at } of limits) {
    const y = Math.round(plot.valToPos(value, "y", true)) + pixel / 2;
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.strokeStyle = colours("text-2");
    ctx.setLineDash([6 * pixel, 3 * pixel]);
    stroke(ctx, bbox.left, y, bbox.left + bbox.width);
    ctx.setLineDash([]);
    ctx.fillStyle = colours("text-2");
    ctx.fillText(label, (at === undefined ? bbox.left : plot.valToPos(at, "x", true)) + 8 * pixel, y - 4 * pixel);
  }
  for (const { at, value, colour } of diamonds) {
    const [x, y, size] = [plot.valToPos(at, "x", true), plot.valToPos(value, "y", true), 4.2 * pixel];
    if (y < bbox.top - size || y > bbox.top + bbox.height + size || x < bbox.left || x > bbox.left + bbox.width)
      continue;
    ctx.beginPath();
    ctx.moveTo(x, y - size);
    ctx.lineTo(x + size, y);
    ctx.lineTo(x, y + size);
    ctx.lineTo(x - size, y);
    ctx.closePath();
    ctx.fillStyle = colours("surface");
    ctx.strokeStyle = colours(colour);
    ctx.lineWidth = 1.3 * pixel;
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

function stroke(ctx: CanvasRenderingContext2D, from: number, y: number, to: number): void {
  ctx.beginPath();
  ctx.moveTo(from, y);
  ctx.lineTo(to, y);
  ctx.stroke();
}
