/** Durations over time on a logarithmic scale, as cells or as single points, and a box drawn on them. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { clock } from "../lib/time";
import { count, durationNs, percent, plural } from "../lib/units";
import { useSize } from "../lib/useSize";
import { crosshair, hover, listen } from "./bus";
import { prepare } from "./canvas";
import charts from "./charts.module.css";
import { useColours } from "./colours";
import { FlagRow } from "./FlagRow";
import type { Flag } from "./flags";
import { beside, boxBetween, cellAt, endsOf, type HeatBox, type HeatGrid, HeatScale, paintHeat, pointAt } from "./heat";
import styles from "./heatmap.module.css";
import { timeScale } from "./scale";
import { TimeAxis } from "./TimeAxis";

const LEFT = 48;
const RIGHT = 14;
const TOP = 10;
const FLAGGED = 24;
const BOTTOM = 22;
const DRAG = 4;

type Props = {
  label: string;
  grid: HeatGrid;
  height: number;
  /** What is counted: "span", "trace". */
  unit: string;
  flags: readonly Flag[];
  onFlag: (flag: Flag) => void;
  box: HeatBox | null;
  onBox: (box: HeatBox | null) => void;
  onPoint: (place: number) => void;
  onPin: (at: number) => void;
  onBack: () => void;
  dimmed?: boolean;
  /** What can be done with the box. */
  children?: ReactNode;
};

export function Heatmap(props: Props) {
  const { label, grid, height, flags, onFlag, box, onBox, dimmed, children } = props;
  const [holder, { width }] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const marks = flags.filter(({ at }) => at >= grid.start && at <= grid.start + grid.columns * grid.step_ms);
  const top = marks.length > 0 ? FLAGGED : TOP;
  const colours = useColours();
  const scale = useMemo(() => {
    const frame = { left: LEFT, top, width: Math.max(1, width - LEFT - RIGHT), height: height - top - BOTTOM };
    return new HeatScale(grid, frame);
  }, [grid, width, height, top]);
  useEffect(() => {
    const context = canvas.current && width > 0 ? prepare(canvas.current, width, height) : null;
    if (context) paintHeat(context, scale, colours);
  }, [scale, width, height, colours]);
  const pointer = usePointer(props, scale);
  const shown = pointer.drawn ?? box;
  const times = timeScale({ start: grid.start, end: scale.end }, LEFT, scale.frame.width);
  return (
    <div ref={holder} className={styles.frame} style={{ height }}>
      <div
        className={`${styles.heat} ${dimmed ? "dimmed" : ""}`}
        role="img"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows move the box over the picture
        tabIndex={0}
        onKeyDown={(event) => moved(event, scale, box, onBox)}
        {...pointer.handlers}
      >
        {(endsOf(grid).most > 0 ? scale.ticks() : []).map((tick) => (
          <span key={tick} aria-hidden="true">
            <i
              className={styles.grid}
              style={{ left: LEFT, width: scale.frame.width, top: Math.round(scale.y(tick)) }}
            />
            <span className={styles.value} style={{ top: scale.y(tick) }}>
              {durationNs(tick).replace(/\.0+(?= )|(?<=\.\d+?)0+(?= )| 00 [sm]$/, "")}
            </span>
          </span>
        ))}
        <canvas ref={canvas} style={{ width, height }} />
        {marks.map(({ at, title }) => (
          <i
            key={`${at} ${title}`}
            className={styles.mark}
            style={{ left: Math.round(scale.x(at)), top, height: scale.frame.height }}
          />
        ))}
        <Cross scale={scale} />
        {shown && <BoxFrame box={shown} scale={scale} />}
        <TimeAxis scale={times} top={height - 20} />
        {pointer.at && !shown && <Card {...props} scale={scale} at={pointer.at} width={width} />}
      </div>
      {marks.length > 0 && width > 0 && <FlagRow flags={flags} scale={times} width={width} onFlag={onFlag} />}
      {box && !pointer.drawn && children && (
        <Bar box={box} scale={scale}>
          {children}
        </Bar>
      )}
    </div>
  );
}

/** What can be done with the box, beside it. */
function Bar({ box, scale, children }: { box: HeatBox; scale: HeatScale; children: ReactNode }) {
  const [bar, { width, height }] = useSize<HTMLDivElement>();
  return (
    <div
      ref={bar}
      className={styles.bar}
      style={beside(box, scale, width, height)}
      role="group"
      aria-label="What to do with the box"
    >
      {children}
    </div>
  );
}

function Cross({ scale }: { scale: HeatScale }) {
  const line = useRef<HTMLElement>(null);
  useEffect(() => {
    const draw = () => {
      const { at } = crosshair();
      if (!line.current) return;
      line.current.hidden = at === null || at < scale.grid.start || at > scale.end;
      if (at !== null) line.current.style.transform = `translateX(${Math.round(scale.x(at))}px)`;
    };
    draw();
    return listen(draw);
  }, [scale]);
  return <i ref={line} className={styles.cross} style={{ top: scale.frame.top, height: scale.frame.height }} hidden />;
}

function BoxFrame({ box, scale }: { box: HeatBox; scale: HeatScale }) {
  const left = Math.max(LEFT, scale.x(box.from));
  const right = Math.min(LEFT + scale.frame.width, scale.x(box.to));
  const [top, bottom] = [scale.y(box.high), scale.y(box.low)];
  if (right <= left) return null;
  return (
    <div className={styles.box} style={{ left, top, width: right - left, height: Math.max(3, bottom - top) }}>
      {[
        { left: -4, top: -4 },
        { right: -4, top: -4 },
        { left: -4, bottom: -4 },
        { right: -4, bottom: -4 },
      ].map((corner) => (
        <i key={JSON.stringify(corner)} style={corner} />
      ))}
    </div>
  );
}

function Card({
  scale,
  at,
  width,
  unit,
  height,
}: Props & { scale: HeatScale; at: { x: number; y: number }; width: number }) {
  const { grid } = scale;
  const style = {
    top: Math.max(4, Math.min(height - 92, at.y - 30)),
    ...(at.x > width / 2 ? { right: width - at.x + 14 } : { left: at.x + 14 }),
  };
  if (grid.points.length > 0) {
    const point = grid.points[pointAt(scale, at.x, at.y)];
    if (!point) return null;
    return (
      <div className={charts.card} style={style}>
        <div className="t1 b5">{durationNs(point.duration_ns)}</div>
        <div>{clock(point.time, "ms")}</div>
        {point.error && <div className="err">failed</div>}
        <div className="t3">click opens it</div>
      </div>
    );
  }
  const cell = cellAt(scale, at.x, at.y);
  if (cell.count === 0) return null;
  return (
    <div className={charts.card} style={style}>
      <div className="t1 b5">{plural(cell.count, unit)}</div>
      <div>
        {durationNs(cell.low)} – {durationNs(cell.high)}, from {clock(cell.from)}
      </div>
      {cell.errors > 0 && (
        <div className="err">
          {count(cell.errors)} failed, {percent(cell.errors / cell.count)}
        </div>
      )}
      <div className="t3">{percent(cell.faster)} of all are this fast or faster</div>
    </div>
  );
}

function usePointer({ box, onBox, onPoint, onPin, onBack, grid }: Props, scale: HeatScale) {
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const [drawn, setDrawn] = useState<HeatBox | null>(null);
  const held = useRef<{ x: number; y: number } | null>(null);
  const place = (event: PointerEvent) => {
    const rect = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - rect.left, y: event.clientY - rect.top };
  };
  const handlers = {
    onPointerMove: (event: PointerEvent) => {
      const next = place(event);
      setAt(next);
      hover(scale.moment(next.x));
      const from = held.current;
      if (!from) return;
      if (drawn || Math.hypot(next.x - from.x, next.y - from.y) > DRAG) {
        setDrawn(boxBetween(scale, from.x, from.y, next.x, next.y));
      }
    },
    onPointerLeave: () => {
      setAt(null);
      if (!held.current) hover(null);
    },
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current = place(event);
    },
    onPointerUp: (event: PointerEvent) => {
      if (!held.current) return;
      held.current = null;
      if (drawn) onBox(drawn);
      else if (grid.points.length > 0) {
        const point = pointAt(scale, place(event).x, place(event).y);
        if (point >= 0) onPoint(point);
        else if (box) onBox(null);
      } else if (box) onBox(null);
      else onPin(scale.moment(place(event).x));
      setDrawn(null);
    },
    onPointerCancel: () => {
      held.current = null;
      setDrawn(null);
    },
    onDoubleClick: onBack,
  };
  return { at, drawn, handlers };
}

const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Arrows move the box by a cell, with Shift they move its end; without a box they draw one in the middle. */
function moved(
  event: KeyboardEvent,
  scale: HeatScale,
  box: HeatBox | null,
  onBox: (box: HeatBox | null) => void,
): void {
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  event.stopPropagation();
  const { grid, frame } = scale;
  const [x, y] = [frame.left + frame.width / 2, frame.top + frame.height / 2];
  if (!box) {
    onBox(boxBetween(scale, x, y, x + frame.width / 8, y + frame.height / 8));
    return;
  }
  const [right, up] = [step[0] * grid.step_ms, (scale.edge(1) / scale.edge(0)) ** step[1]];
  const start = event.shiftKey ? { from: box.from, low: box.low } : { from: box.from + right, low: box.low * up };
  onBox({ ...start, to: box.to + right, high: box.high * up });
}
