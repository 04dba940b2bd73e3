/** Counts over time as stacked bars: a click on a bar or a drag over several looks closer. */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { clock, type Range } from "../lib/time";
import { amount, count } from "../lib/units";
import { useSize } from "../lib/useSize";
import {
  type BarsPicture,
  barAt,
  barCount,
  barTicks,
  type Layer,
  momentOf,
  paintBars,
  sums,
  topOf,
  wholeBars,
} from "./bars";
import styles from "./bars.module.css";
import { crosshair } from "./bus";
import { prepare } from "./canvas";
import charts from "./charts.module.css";
import { css, useColours } from "./colours";
import { FlagRow } from "./FlagRow";
import { crowds, type Flag } from "./flags";
import { timeScale } from "./scale";
import { TimeAxis } from "./TimeAxis";
import { TimeOverlay } from "./TimeOverlay";

const LEFT = 48;
const RIGHT = 12;
const BOTTOM = 20;

type Props = {
  label: string;
  /** "line", "span": what is counted. */
  unit: string;
  height: number;
  range: Range;
  start: number;
  stepMs: number;
  layers: readonly Layer[];
  flags: readonly Flag[];
  onFlag: (flag: Flag) => void;
  onSelect: (range: Range) => void;
  onPin: (at: number) => void;
  dimmed?: boolean;
};

export function Bars({
  label,
  unit,
  height,
  range,
  start,
  stepMs,
  layers,
  flags,
  onFlag,
  onSelect,
  onPin,
  dimmed,
}: Props) {
  const [holder, { width }] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const colours = useColours();
  const flagged = flags.some(({ at }) => at >= range.start && at <= range.end);
  const top = flagged ? 22 : 8;
  const picture = useMemo<BarsPicture>(() => {
    const frame = { left: LEFT, top, width: Math.max(1, width - LEFT - RIGHT), height: height - top - BOTTOM };
    return { start, stepMs, layers, range, frame };
  }, [start, stepMs, layers, range, width, height, top]);
  const ticks = barTicks(topOf(picture));
  const yOf = (value: number) => top + picture.frame.height * (1 - value / topOf(picture));
  useEffect(() => {
    const context = canvas.current && width > 0 ? prepare(canvas.current, width, height) : null;
    if (context) paintBars(context, picture, colours);
  }, [picture, colours, width, height]);
  const [pointed, setPointed] = useState(-1);
  const scale = timeScale(range, LEFT, picture.frame.width);
  const keys = (event: KeyboardEvent) => {
    const way = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (way === 0 && event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    const at = crosshair().at ?? range.end - 1;
    if (way === 0) onSelect(wholeBars(picture, at, at));
    else onPin(Math.max(range.start, Math.min(range.end - 1, at + way * stepMs * (event.shiftKey ? 10 : 1))));
  };
  return (
    <div ref={holder} className={`${styles.bars} ${dimmed ? "dimmed" : ""}`} style={{ height }}>
      <div
        role="img"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows move the crosshair over the picture, Enter looks closer
        tabIndex={0}
        className={styles.picture}
        onKeyDown={keys}
      >
        {ticks.map((tick) => (
          <span key={tick}>
            <i className={styles.grid} style={{ left: LEFT, right: RIGHT, top: Math.round(yOf(tick)) }} />
            <span className={styles.value} style={{ top: yOf(tick) }}>
              {amount(tick)}
            </span>
          </span>
        ))}
        <canvas ref={canvas} style={{ width, height }} />
        <TimeAxis scale={scale} top={height - 19} />
        {width > 0 && (
          <TimeOverlay
            scale={scale}
            top={top}
            height={picture.frame.height}
            marks={crowds(flags, range).apart.map(({ at }) => at)}
            onSelect={({ start: from, end }) => onSelect(wholeBars(picture, from, end))}
            onHit={(x) => {
              const at = momentOf(picture, x);
              if (barAt(picture, at) < 0) return false;
              onSelect(wholeBars(picture, at, at));
              return true;
            }}
            onPointer={(x) => setPointed(x < LEFT ? -1 : barAt(picture, momentOf(picture, x)))}
          />
        )}
      </div>
      {flagged && width > 0 && <FlagRow flags={flags} scale={scale} width={width} onFlag={onFlag} />}
      {pointed >= 0 && pointed < barCount(picture) && (
        <Card picture={picture} place={pointed} unit={unit} width={width} />
      )}
    </div>
  );
}

function Card({ picture, place, unit, width }: { picture: BarsPicture; place: number; unit: string; width: number }) {
  const from = picture.start + place * picture.stepMs;
  const x =
    picture.frame.left +
    ((from - picture.range.start) / (picture.range.end - picture.range.start)) * picture.frame.width;
  const total = sums(picture)[place]!;
  const fine = picture.stepMs < 1000 ? "ms" : "seconds";
  return (
    <div className={charts.card} style={{ top: 6, ...(x > width / 2 ? { right: width - x + 14 } : { left: x + 24 }) }}>
      <div className="t1 b5">
        {count(total)} {total === 1 ? unit : `${unit}s`}
      </div>
      <div>
        {clock(from, fine)} – {clock(from + picture.stepMs, fine)}
      </div>
      {picture.layers.toReversed().map(({ name, token, counts }) =>
        counts[place] ? (
          <div key={name} className="row g6">
            <i className="dot" style={{ background: css(token) }} />
            {name} <span className="t1">{count(counts[place])}</span>
          </div>
        ) : null,
      )}
    </div>
  );
}
