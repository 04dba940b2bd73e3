/** Load over time as stacked areas, with a limit, the brushed stretch and what it is held against. */

import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { clock, type Range } from "../lib/time";
import { amount } from "../lib/units";
import { useSize } from "../lib/useSize";
import { type AreaLayer, type AreasPicture, paintAreas, stackedSums } from "./areas";
import styles from "./bars.module.css";
import { crosshair } from "./bus";
import { prepare } from "./canvas";
import charts from "./charts.module.css";
import { css, useColours } from "./colours";
import { FlagRow } from "./FlagRow";
import { crowds, type Flag } from "./flags";
import { timeScale, valueDomain, valueTicks } from "./scale";
import { TimeAxis } from "./TimeAxis";
import { TimeOverlay } from "./TimeOverlay";

const LEFT = 48;
const RIGHT = 12;
const BOTTOM = 20;

type Props = {
  label: string;
  height: number;
  range: Range;
  start: number;
  stepMs: number;
  points: number;
  /** From the bottom up. */
  layers: readonly AreaLayer[];
  write: (value: number) => string;
  limit?: { value: number; label: string };
  flags: readonly Flag[];
  selection: Range;
  baseline: Range;
  onFlag: (flag: Flag) => void;
  onSelect: (range: Range) => void;
  onPin: (at: number | null) => void;
  onBack?: () => void;
  dimmed?: boolean;
};

export function Areas(props: Props) {
  const { label, height, range, start, stepMs, points, layers, limit, flags, write, dimmed } = props;
  const [holder, { width }] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const colours = useColours();
  const flagged = flags.some(({ at }) => at >= range.start && at <= range.end);
  const top = flagged ? 22 : 8;
  const picture = useMemo<AreasPicture>(() => {
    const frame = { left: LEFT, top, width: Math.max(1, width - LEFT - RIGHT), height: height - top - BOTTOM };
    const [, high] = valueDomain([...stackedSums(layers, points), ...(limit ? [limit.value] : [])]);
    return { start, stepMs, points, layers, range, frame, high: Math.max(high, 0.1) };
  }, [start, stepMs, points, layers, range, width, height, top, limit]);
  useEffect(() => {
    const context = canvas.current && width > 0 ? prepare(canvas.current, width, height) : null;
    if (context) paintAreas(context, picture, colours);
  }, [picture, colours, width, height]);
  const [pointed, setPointed] = useState(-1);
  const scale = timeScale(range, LEFT, picture.frame.width);
  const yOf = (value: number) => top + picture.frame.height * (1 - value / picture.high);
  const place = (at: number) => Math.max(0, Math.min(points - 1, Math.floor((at - start) / stepMs)));
  const anchor = useRef<number | null>(null);
  const keys = (event: KeyboardEvent) => {
    const at = crosshair().at ?? range.end;
    const way = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (way !== 0)
      props.onPin(Math.max(range.start, Math.min(range.end, at + way * stepMs * (event.shiftKey ? 10 : 1))));
    else if (event.key === "Enter" && anchor.current === null) anchor.current = at;
    else if (event.key === "Enter") {
      const [from, to] = [Math.min(anchor.current!, at), Math.max(anchor.current!, at)];
      anchor.current = null;
      if (to > from) props.onSelect({ start: from, end: to });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={holder} className={`${styles.bars} ${dimmed ? "dimmed" : ""}`} style={{ height, borderBottom: 0 }}>
      <div
        role="img"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows move the crosshair, Enter begins and ends a stretch
        tabIndex={0}
        className={styles.picture}
        onKeyDown={keys}
      >
        {valueTicks(0, picture.high, 4).map((tick) => (
          <span key={tick}>
            <i className={styles.grid} style={{ left: LEFT, right: RIGHT, top: Math.round(yOf(tick)) }} />
            <span className={styles.value} style={{ top: yOf(tick) }}>
              {amount(tick)}
            </span>
          </span>
        ))}
        <canvas ref={canvas} style={{ width, height }} />
        {limit && (
          <>
            <i className={charts.limit} style={{ left: LEFT, right: RIGHT, top: Math.round(yOf(limit.value)) }} />
            <span className={charts.limited} style={{ left: LEFT + 8, top: Math.round(yOf(limit.value)) - 17 }}>
              {limit.label}
            </span>
          </>
        )}
        <TimeAxis scale={scale} top={height - 19} />
        {width > 0 && (
          <TimeOverlay
            scale={scale}
            top={top}
            height={picture.frame.height}
            marks={crowds(flags, range).apart.map(({ at }) => at)}
            selection={props.selection}
            baseline={props.baseline}
            onSelect={props.onSelect}
            onPin={props.onPin}
            onBack={props.onBack}
            onPointer={(x) => setPointed(x < LEFT ? -1 : place(scale.at(x)))}
          />
        )}
      </div>
      {flagged && width > 0 && <FlagRow flags={flags} scale={scale} width={width} onFlag={props.onFlag} />}
      {pointed >= 0 && <Card picture={picture} place={pointed} width={width} write={write} />}
    </div>
  );
}

function Card(props: { picture: AreasPicture; place: number; width: number; write: (value: number) => string }) {
  const { picture, place, width, write } = props;
  const from = picture.start + place * picture.stepMs;
  const x = timeScale(picture.range, LEFT, picture.frame.width).x(from);
  const shown = picture.layers.filter(({ values }) => (values[place] ?? 0) > 0).toReversed();
  return (
    <div className={charts.card} style={{ top: 6, ...(x > width / 2 ? { right: width - x + 14 } : { left: x + 24 }) }}>
      <div className="t1 b5">{write(stackedSums(picture.layers, picture.points)[place] ?? 0)} active sessions</div>
      <div>
        {clock(from)} – {clock(from + picture.stepMs)}
      </div>
      {shown.map(({ key, name, token, values }) => (
        <div key={key} className="row g6">
          <i className="dot" style={{ background: css(token) }} />
          <span className="el">{name}</span> <span className="t1">{write(values[place]!)}</span>
        </div>
      ))}
    </div>
  );
}
