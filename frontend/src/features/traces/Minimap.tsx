/** The whole trace, small, with the stretch that is shown as a window one can move, size and draw anew. */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { prepare } from "../../charts/canvas";
import { useColours } from "../../charts/colours";
import { elapsedLabel, elapsedStep, elapsedTicks } from "../../charts/duration-ticks";
import { paintMinimap } from "../../charts/minimap";
import { around, pan, sameWindow, toMoment, toPixel, widthOf, zoom } from "../../charts/window";
import { durationNs } from "../../lib/units";
import { useSize } from "../../lib/useSize";
import type { Lens } from "./lens";
import type { Colours, TraceModel } from "./model";
import styles from "./trace.module.css";
import { useStretch } from "./useLens";
import { useWheel } from "./useWheel";

const HEIGHT = 38;
const HANDLE = 7;

type Props = { model: TraceModel; lens: Lens; colours: Colours };

export function Minimap({ model, lens, colours }: Props) {
  const [holder, { width }] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const ink = useColours();
  const { whole } = lens;
  // Once, and not for each move: what is outside of the window is dimmed by elements over it.
  useEffect(() => {
    const context = canvas.current && width > 0 ? prepare(canvas.current, width, HEIGHT) : null;
    if (!context) return;
    const series = (span: number) => colours.series[span]!;
    paintMinimap(context, { flame: model.flame, whole, width, height: HEIGHT, colours: ink, series });
  }, [model, whole, width, ink, colours]);
  const pointer = usePointer(lens, width);
  useWheel(holder, (event, x) =>
    lens.show(zoom(lens.view, whole, event.deltaY > 0 ? 1.2 : 1 / 1.2, toMoment(whole, width, x))),
  );
  const step = elapsedStep(widthOf(whole), Math.max(2, width / 110));
  return (
    <div ref={holder} className={styles.minimap} {...pointer.handlers}>
      <canvas
        ref={canvas}
        style={{ width, height: HEIGHT }}
        role="img"
        aria-label={`The whole trace, ${durationNs(whole.to)}`}
      />
      {width > 0 && <Frame lens={lens} width={width} />}
      <Cross lens={lens} width={width} />
      {pointer.drawn && (
        <div
          className={styles.drawn}
          style={{ left: Math.min(...pointer.drawn), width: Math.abs(pointer.drawn[1] - pointer.drawn[0]) }}
        />
      )}
      <div className={styles.elapsed} aria-hidden="true">
        {elapsedTicks(whole, Math.max(2, width / 110)).map((tick) => {
          const x = toPixel(whole, width, tick);
          return (
            <span
              key={tick}
              style={
                x < 24
                  ? { left: Math.max(2, x) }
                  : { left: x, transform: x > width - 24 ? "translateX(-100%)" : "translateX(-50%)" }
              }
            >
              {elapsedLabel(tick, step)}
            </span>
          );
        })}
      </div>
    </div>
  );
}

/** The moment under the pointer, wherever that is: over a bar, or over a line of the log. */
function Cross({ lens, width }: { lens: Lens; width: number }) {
  const line = useRef<HTMLElement>(null);
  useEffect(() => {
    const draw = () => {
      const { cross, whole } = lens;
      if (!line.current) return;
      line.current.hidden = cross === null;
      if (cross !== null) line.current.style.transform = `translateX(${Math.round(toPixel(whole, width, cross))}px)`;
    };
    draw();
    return lens.listen(draw);
  }, [lens, width]);
  return <i ref={line} className={styles.moment} hidden />;
}

/** The window, with an edge at each side that the arrow keys move. */
function Frame({ lens, width }: { lens: Lens; width: number }) {
  const view = useStretch(lens);
  const { whole } = lens;
  const left = toPixel(whole, width, view.from);
  const right = toPixel(whole, width, view.to);
  const keys = (edge: "from" | "to") => (event: KeyboardEvent) => {
    const way = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const by = (way * widthOf(whole) * (event.shiftKey ? 10 : 1)) / 200;
    lens.show(edge === "from" ? around(view.from + by, view.to, whole) : around(view.from, view.to + by, whole));
  };
  const slider = (edge: "from" | "to", label: string, x: number) => (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={whole.to}
      aria-valuenow={view[edge]}
      aria-valuetext={durationNs(view[edge])}
      className={styles.handle}
      style={{ left: x }}
      onKeyDown={keys(edge)}
    />
  );
  return (
    <>
      <div
        className={styles.window}
        data-whole={sameWindow(view, whole)}
        style={{ left, width: Math.max(2, right - left) }}
      />
      {slider("from", "Start of what is shown", left)}
      {slider("to", "End of what is shown", right)}
    </>
  );
}

type Held = { kind: "from" | "to" | "move" | "draw"; x: number };

function usePointer(lens: Lens, width: number) {
  const held = useRef<Held | null>(null);
  const [drawn, setDrawn] = useState<[number, number] | null>(null);
  const xOf = (event: PointerEvent) => event.clientX - event.currentTarget.getBoundingClientRect().left;
  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const x = xOf(event);
      held.current = { kind: grabbed(lens, width, x), x };
    },
    onPointerMove: (event: PointerEvent) => {
      const hold = held.current;
      if (!hold) return;
      const { whole, view } = lens;
      const x = Math.max(0, Math.min(width, xOf(event)));
      if (hold.kind === "draw") {
        setDrawn([hold.x, x]);
        return;
      }
      if (hold.kind === "move") lens.show(pan(view, whole, ((x - hold.x) / width) * widthOf(whole)));
      else if (hold.kind === "from") lens.show(around(toMoment(whole, width, x), view.to, whole));
      else lens.show(around(view.from, toMoment(whole, width, x), whole));
      hold.x = x;
    },
    onPointerUp: () => {
      if (drawn && Math.abs(drawn[1] - drawn[0]) > 3) {
        lens.show(around(toMoment(lens.whole, width, drawn[0]), toMoment(lens.whole, width, drawn[1]), lens.whole));
      }
      held.current = null;
      setDrawn(null);
    },
    onPointerCancel: () => {
      held.current = null;
      setDrawn(null);
    },
    onDoubleClick: () => lens.show(lens.whole),
  };
  return { drawn, handlers };
}

function grabbed({ view, whole }: Lens, width: number, x: number): Held["kind"] {
  const left = toPixel(whole, width, view.from);
  const right = toPixel(whole, width, view.to);
  const all = widthOf(view) >= widthOf(whole) * 0.999;
  if (all && x > HANDLE && x < width - HANDLE) return "draw";
  if (Math.abs(x - left) <= HANDLE && Math.abs(x - left) <= Math.abs(x - right)) return "from";
  if (Math.abs(x - right) <= HANDLE) return "to";
  return x > left && x < right ? "move" : "draw";
}
