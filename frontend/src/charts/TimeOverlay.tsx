/**
 * What lies over every chart of time: the shared crosshair, the selection, the baseline, marks of events; and the
 * pointer. Moving shows the crosshair in all charts, a click pins it, dragging selects, a double click goes back.
 */

import { type PointerEvent, type ReactNode, useEffect, useRef } from "react";
import type { Range } from "../lib/time";
import { crosshair, dragging, hover, listen } from "./bus";
import styles from "./charts.module.css";
import type { TimeScale } from "./scale";

/** A point of a curve at the crosshair; with a text, its value is written beside it. */
export type Dot = { y: number; colour: string; text?: string };

type Props = {
  scale: TimeScale;
  /** Where the plot is within the box, pixels. */
  top: number;
  height: number;
  marks?: readonly number[];
  selection?: Range | null;
  baseline?: Range | null;
  /** Dots to draw at a moment. */
  dots?: (at: number) => Dot[];
  /** Where the crosshair may stand: at the steps of a curve. */
  snap?: (at: number) => number;
  onSelect?: (range: Range) => void;
  onPin?: (at: number | null) => void;
  onBack?: () => void;
  /** Asked first on a click: true when something else took it. */
  onHit?: (x: number, y: number) => boolean;
  onPointer?: (x: number, y: number) => void;
  /** Off: no line, no dots. */
  cross?: boolean;
  children?: ReactNode;
};

const DRAG = 4; // pixels before a press is a drag

export function TimeOverlay(props: Props) {
  const { scale, top, height, marks = [], selection, baseline, cross = true, children } = props;
  const line = useRef<HTMLDivElement>(null);
  const drawn = useRef<HTMLDivElement>(null);
  const dots = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const draw = () => drawCross(latest.current, cross, line.current, drawn.current, dots.current);
    draw();
    return listen(draw);
  }, [cross]);
  useEffect(() => drawCross(latest.current, cross, line.current, drawn.current, dots.current));
  const stretch = (range: Range) => {
    const left = Math.max(scale.left, scale.x(range.start));
    const right = Math.min(scale.left + scale.width, scale.x(range.end));
    return { left, width: Math.max(0, right - left), top, height };
  };
  return (
    <div className={styles.over} {...usePointer(latest)}>
      {baseline && <div className={styles.baseline} style={stretch(baseline)} />}
      {selection && <div className={styles.selection} style={stretch(selection)} />}
      {marks.map((at) => (
        <div key={at} className={styles.mark} style={{ left: Math.round(scale.x(at)), top, height }} />
      ))}
      <div ref={drawn} className={styles.selection} style={{ top, height }} hidden />
      <div ref={line} className={styles.cross} style={{ top, height }} hidden />
      <div ref={dots} />
      {children}
    </div>
  );
}

function drawCross(
  { scale, dots }: Props,
  cross: boolean,
  line: HTMLElement | null,
  drawn: HTMLElement | null,
  holder: HTMLElement | null,
): void {
  if (!line || !drawn || !holder) return;
  const { at, drag } = crosshair();
  const inside = at !== null && at >= scale.range.start && at <= scale.range.end;
  line.hidden = !cross || !inside;
  if (inside) line.style.transform = `translateX(${Math.round(scale.x(at))}px)`;
  const x = inside ? scale.x(at) : 0;
  const before = x > scale.left + scale.width - 90;
  drawDots(holder, cross && inside ? readable(dots?.(at) ?? []) : [], x, before);
  drawn.hidden = drag === null;
  if (!drag) return;
  const [from, to] = [Math.min(...drag), Math.max(...drag)].map((moment) =>
    Math.max(scale.left, Math.min(scale.left + scale.width, scale.x(moment))),
  );
  drawn.style.left = `${from}px`;
  drawn.style.width = `${to! - from!}px`;
}

const LINE = 13; // pixels a value needs

/** Dots whose values would cover each other keep only the first of them, from the top. */
export function readable(dots: Dot[]): Dot[] {
  let last = Number.NEGATIVE_INFINITY;
  return dots
    .toSorted((a, b) => a.y - b.y)
    .map((dot) => {
      if (!dot.text || dot.y - last < LINE) return { ...dot, text: "" };
      last = dot.y;
      return dot;
    });
}

function drawDots(holder: HTMLElement, dots: Dot[], x: number, before: boolean): void {
  while (holder.children.length > dots.length) holder.lastElementChild!.remove();
  dots.forEach(({ y, colour, text = "" }, index) => {
    let dot = holder.children[index] as HTMLElement | undefined;
    if (!dot) {
      dot = document.createElement("i");
      dot.className = styles.dot!;
      dot.style.position = "absolute";
      holder.append(dot);
    }
    dot.style.transform = `translate(${x}px, ${y}px)`;
    dot.style.background = colour;
    dot.dataset.side = before ? "left" : "right";
    if (dot.dataset.text !== text) dot.dataset.text = text;
  });
}

function usePointer(latest: { current: Props }) {
  const held = useRef<{ x: number; moved: boolean } | null>(null);
  const moment = (event: PointerEvent) => {
    const { scale, snap } = latest.current;
    const { left } = event.currentTarget.getBoundingClientRect();
    const x = Math.max(scale.left, Math.min(scale.left + scale.width, event.clientX - left));
    return snap ? snap(scale.at(x)) : scale.at(x);
  };
  const exact = (x: number, box: DOMRect) => {
    const { scale } = latest.current;
    return scale.at(Math.max(scale.left, Math.min(scale.left + scale.width, x - box.left)));
  };
  return {
    onPointerMove: (event: PointerEvent) => {
      const box = event.currentTarget.getBoundingClientRect();
      hover(moment(event));
      latest.current.onPointer?.(event.clientX - box.left, event.clientY - box.top);
      if (!held.current || !latest.current.onSelect) return;
      held.current.moved ||= Math.abs(event.clientX - held.current.x) > DRAG;
      if (held.current.moved) dragging([exact(held.current.x, box), exact(event.clientX, box)]);
    },
    onPointerLeave: () => {
      if (held.current) return;
      hover(null);
      latest.current.onPointer?.(-1, -1);
    },
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0 || (event.target as HTMLElement).closest("button, a")) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current = { x: event.clientX, moved: false };
    },
    onPointerUp: (event: PointerEvent) => {
      const press = held.current;
      held.current = null;
      dragging(null);
      if (!press) return;
      const box = event.currentTarget.getBoundingClientRect();
      const ends = [exact(press.x, box), exact(event.clientX, box)].sort((a, b) => a - b);
      if (press.moved) latest.current.onSelect?.({ start: ends[0]!, end: ends[1]! });
      else if (!latest.current.onHit?.(event.clientX - box.left, event.clientY - box.top))
        latest.current.onPin?.(moment(event));
    },
    onPointerCancel: () => {
      held.current = null;
      dragging(null);
    },
    onDoubleClick: () => latest.current.onBack?.(),
  };
}
