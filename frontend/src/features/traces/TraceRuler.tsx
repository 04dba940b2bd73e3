/** Elapsed time over the bars, in step with what is shown. Dragging over it zooms. */
import { type PointerEvent, useEffect, useRef, useState } from "react";
import { elapsedLabel, elapsedStep, elapsedTicks } from "../../charts/duration-ticks";
import { WATERFALL_EDGE, waterfallX } from "../../charts/waterfall";
import { around, toMoment, widthOf, zoom } from "../../charts/window";
import { durationNs } from "../../lib/units";
import { useSize } from "../../lib/useSize";
import type { Lens } from "./lens";
import styles from "./trace.module.css";
import { useStretch } from "./useLens";
import { useWheel } from "./useWheel";

export function ticksOf(view: { from: number; to: number }, width: number): { ticks: number[]; step: number } {
  const most = Math.max(2, Math.floor(width / 84));
  return { ticks: elapsedTicks(view, most), step: elapsedStep(widthOf(view), most) };
}

export function TraceRuler({ lens }: { lens: Lens }) {
  const [holder, { width }] = useSize<HTMLDivElement>();
  const view = useStretch(lens);
  const { ticks, step } = ticksOf(view, width);
  const [drawn, setDrawn] = useState<[number, number] | null>(null);
  const momentAt = (x: number) => toMoment(lens.view, width - 2 * WATERFALL_EDGE, x - WATERFALL_EDGE);
  useWheel(holder, (event, x) => lens.show(zoom(lens.view, lens.whole, 1.0016 ** event.deltaY, momentAt(x))));
  const xOf = (event: PointerEvent) => event.clientX - event.currentTarget.getBoundingClientRect().left;
  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrawn([xOf(event), xOf(event)]);
    },
    onPointerMove: (event: PointerEvent) => {
      lens.point(momentAt(xOf(event)));
      if (drawn) setDrawn([drawn[0], xOf(event)]);
    },
    onPointerUp: () => {
      const far = drawn && Math.abs(drawn[1] - drawn[0]) > 4;
      if (far) lens.show(around(momentAt(drawn[0]), momentAt(drawn[1]), lens.whole));
      setDrawn(null);
    },
    onPointerCancel: () => setDrawn(null),
    onPointerLeave: () => lens.point(null),
    onDoubleClick: () => lens.show(lens.whole),
  };
  return (
    <div ref={holder} className={styles.ruler} title="Drag to zoom, double click for the whole trace" {...handlers}>
      {ticks.map((tick) => {
        const x = waterfallX(view, width, tick);
        return x > width - 34 ? null : (
          <span key={tick} style={{ left: Math.round(x) + 4 }}>
            {elapsedLabel(tick, step)}
          </span>
        );
      })}
      {drawn && (
        <i className={styles.drawn} style={{ left: Math.min(...drawn), width: Math.abs(drawn[1] - drawn[0]) }} />
      )}
      <CrossTag lens={lens} width={width} />
    </div>
  );
}

function CrossTag({ lens, width }: { lens: Lens; width: number }) {
  const tag = useRef<HTMLElement>(null);
  useEffect(() => {
    const draw = () => {
      const { cross, view } = lens;
      const inside = cross !== null && cross >= view.from && cross <= view.to && width > 0;
      if (!tag.current) return;
      tag.current.hidden = !inside;
      if (!inside) return;
      tag.current.textContent = `+${durationNs(cross)}`;
      tag.current.style.left = `${Math.max(26, Math.min(width - 26, waterfallX(view, width, cross)))}px`;
    };
    draw();
    return lens.listen(draw);
  }, [lens, width]);
  return <b ref={tag} hidden />;
}

/** The line under the pointer, through every picture of the trace. */
export function CrossLine({ lens, whole }: { lens: Lens; whole: boolean }) {
  const [holder, { width }] = useSize<HTMLDivElement>();
  const line = useRef<HTMLElement>(null);
  useEffect(() => {
    const draw = () => {
      const { cross, view } = lens;
      if (!line.current) return;
      line.current.hidden = cross === null || cross < view.from || cross > view.to;
      if (cross !== null) line.current.style.transform = `translateX(${Math.round(waterfallX(view, width, cross))}px)`;
    };
    draw();
    return lens.listen(draw);
  }, [lens, width]);
  return (
    <div ref={holder} className={styles.over} data-whole={whole} aria-hidden="true">
      <i ref={line} hidden />
    </div>
  );
}
