/** The flame graph of what is shown: time to the right, callees below, concurrent calls in lanes of their own. */
import { type MouseEvent, type PointerEvent, type RefObject, useRef, useState } from "react";
import { prepare } from "../../charts/canvas";
import charts from "../../charts/charts.module.css";
import { useColours } from "../../charts/colours";
import { flameHeight, paintFlame, spanAt } from "../../charts/flame";
import { WATERFALL_EDGE } from "../../charts/waterfall";
import { around, pan, toMoment, widthOf, zoom } from "../../charts/window";
import { durationNs } from "../../lib/units";
import { useSize } from "../../lib/useSize";
import type { Lens } from "./lens";
import type { Colours, TraceModel } from "./model";
import { kindOf, lengthOf, nameOf, serviceOf } from "./spans";
import styles from "./trace.module.css";
import { usePainting } from "./useLens";
import { useWheel } from "./useWheel";

type Props = {
  model: TraceModel;
  lens: Lens;
  colours: Colours;
  lit: Uint8Array | null;
  selected: number;
  label: string;
  onSelect: (span: number) => void;
};

export function FlameView({ model, lens, colours, lit, selected, label, onSelect }: Props) {
  const [scroller, { width: outer, height }] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const ink = useColours();
  const hovered = useRef(-1);
  const width = Math.max(0, outer - 2 * WATERFALL_EDGE);
  const { spans, flame } = model;
  const paint = () => {
    const context = canvas.current && width > 0 ? prepare(canvas.current, width, height) : null;
    if (!context || !scroller.current) return;
    paintFlame(context, {
      flame,
      view: lens.view,
      top: scroller.current.scrollTop,
      width,
      height,
      colours: ink,
      series: (span) => colours.series[span]!,
      failed: (span) => spans.error[span] === 1,
      label: (span) => nameOf(spans, span),
      detail: (span) => durationNs(lengthOf(spans, span)),
      lit,
      selected,
      hovered: hovered.current,
    });
  };
  usePainting(lens, paint);
  useWheel(scroller, (event, x) => {
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      lens.show(pan(lens.view, lens.whole, (sideways / width) * widthOf(lens.view)));
    } else {
      lens.show(zoom(lens.view, lens.whole, 1.0016 ** event.deltaY, toMoment(lens.view, width, x - WATERFALL_EDGE)));
    }
  });
  const onHover = (span: number) => {
    if (span === hovered.current) return;
    hovered.current = span;
    paint();
  };
  const { card, handlers } = useFlamePointer({ model, lens, width, scroller, canvas, onSelect, onHover });
  return (
    <div className={styles.flame}>
      <div ref={scroller} className={styles["flame-scroll"]} onScroll={paint} {...handlers}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={label}
          style={{ width, height, left: WATERFALL_EDGE }}
          className={styles["flame-canvas"]}
        />
        <div style={{ height: Math.max(0, flameHeight(flame) - height) }} />
      </div>
      {card && <SpanCard model={model} {...card} width={width} height={height} />}
    </div>
  );
}

type Pointed = {
  model: TraceModel;
  lens: Lens;
  width: number;
  scroller: RefObject<HTMLDivElement | null>;
  canvas: RefObject<HTMLCanvasElement | null>;
  onSelect: (span: number) => void;
  onHover: (span: number) => void;
};

/** Moving points, dragging moves through time and depth, a click selects, a double click fits. */
function useFlamePointer({ model, lens, width, scroller, canvas, onSelect, onHover }: Pointed) {
  const [card, setCard] = useState<{ span: number; x: number; y: number } | null>(null);
  const held = useRef<{ x: number; y: number; moved: boolean } | null>(null);
  const { spans, flame } = model;
  const at = (event: MouseEvent) => {
    const box = canvas.current!.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    return { x, y, span: spanAt(flame, lens.view, width, scroller.current!.scrollTop, x, y) };
  };
  const drag = (event: PointerEvent, hold: NonNullable<typeof held.current>) => {
    hold.moved ||= Math.abs(event.clientX - hold.x) + Math.abs(event.clientY - hold.y) > 4;
    if (!hold.moved) return;
    lens.show(pan(lens.view, lens.whole, ((hold.x - event.clientX) / width) * widthOf(lens.view)));
    scroller.current!.scrollTop += hold.y - event.clientY;
    [hold.x, hold.y] = [event.clientX, event.clientY];
    setCard(null);
  };
  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      const onBar = event.clientX > canvas.current!.getBoundingClientRect().right + WATERFALL_EDGE;
      if (event.button !== 0 || onBar) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current = { x: event.clientX, y: event.clientY, moved: false };
    },
    onPointerMove: (event: PointerEvent) => {
      if (held.current) {
        drag(event, held.current);
        return;
      }
      const { x, y, span } = at(event);
      lens.point(toMoment(lens.view, width, x));
      setCard(span < 0 ? null : { span, x, y });
      onHover(span);
    },
    onPointerUp: (event: PointerEvent) => {
      const hold = held.current;
      held.current = null;
      const { span } = at(event);
      if (hold && !hold.moved && span >= 0) onSelect(span);
    },
    onPointerCancel: () => {
      held.current = null;
    },
    onPointerLeave: () => {
      lens.point(null);
      setCard(null);
      onHover(-1);
    },
    onDoubleClick: (event: MouseEvent) => {
      const { span } = at(event);
      lens.show(span < 0 ? lens.whole : around(spans.begin[span]!, spans.end[span]!, lens.whole, 0.02));
    },
  };
  return { card, handlers };
}

type CardProps = { model: TraceModel; span: number; x: number; y: number; width: number; height: number };

function SpanCard({ model: { spans }, span, x, y, width, height }: CardProps) {
  const place = {
    top: Math.min(y + 16, Math.max(4, height - 78)),
    ...(x > width / 2 ? { right: width - x + 20 } : { left: x + 20 }),
  };
  const length = lengthOf(spans, span);
  return (
    <div className={charts.card} style={place}>
      <div className="t1 b5 el">{nameOf(spans, span)}</div>
      <div>
        {serviceOf(spans, span)}, {kindOf(spans, span).toLowerCase()}
      </div>
      <div>
        <span className="t1">{durationNs(length)}</span>, self {durationNs(spans.self[span]!)}, at +
        {durationNs(spans.begin[span]!)}
      </div>
      {spans.error[span] === 1 && <div className="err">failed</div>}
    </div>
  );
}
