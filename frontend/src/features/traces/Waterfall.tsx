/**
 * The waterfall: a tree on the left that is real elements, so that it can be read and walked by anyone, and bars on
 * the right that are painted. Both scroll as one: the canvas lies in the scrolled content and is painted a little
 * further than can be seen, so that it moves with the rows and never a frame behind them.
 */
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  useCallback,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { prepare } from "../../charts/canvas";
import { useColours } from "../../charts/colours";
import { paintWaterfall, WATERFALL_EDGE, WATERFALL_ROW } from "../../charts/waterfall";
import { pan, toMoment, widthOf, zoom } from "../../charts/window";
import { useSize } from "../../lib/useSize";
import { movement } from "../../parts/FixedList";
import type { Lens } from "./lens";
import { ticksOf } from "./TraceRuler";
import { TreeRow } from "./TreeRow";
import styles from "./trace.module.css";
import { usePainting } from "./useLens";
import { useWheel } from "./useWheel";
import { barOf, isClosed, type Shown, type TreeActs } from "./waterfall-bars";

type Props = TreeActs & { shown: Shown; lens: Lens; active: number; label: string; showPath: boolean };

const AHEAD = 8; // rows painted beyond what is seen, above and below

export function Waterfall({ shown, lens, active, label, showPath, ...acts }: Props) {
  const { rows } = shown;
  const id = useId();
  const [scroller, size] = useSize<HTMLDivElement>();
  const [plot, { width }] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const strip = useRef<HTMLElement>(null);
  const ink = useColours();
  const [first, setFirst] = useState(0);
  const seen = Math.ceil(size.height / WATERFALL_ROW) + 1;
  const from = Math.max(0, Math.min(first, rows.count - 1) - AHEAD);
  const to = Math.min(rows.count, first + seen + AHEAD);
  const scrolled = useCallback(() => {
    const top = Math.floor((scroller.current?.scrollTop ?? 0) / WATERFALL_ROW);
    // Rows are drawn anew when half of those ahead are used up, not for each that passes.
    setFirst((before) => (Math.abs(top - before) >= AHEAD / 2 || top === 0 ? top : before));
  }, [scroller]);
  // Lines of time go down to the end, also below the last row.
  const painted = Math.max((to - from) * WATERFALL_ROW, size.height);
  usePainting(lens, () => {
    const context = canvas.current && width > 0 ? prepare(canvas.current, width, painted) : null;
    if (!context) return;
    const { view } = lens;
    const bar = (row: number) => barOf(shown, row);
    const { ticks } = ticksOf(view, width);
    const rowsOf = { first: from, count: to - from, bar };
    paintWaterfall(context, { view, width, height: painted, ...rowsOf, ticks, colours: ink, showPath });
  });
  useBrought(scroller, active, size.height);
  const momentAt = (x: number) => toMoment(lens.view, width - 2 * WATERFALL_EDGE, x - WATERFALL_EDGE);
  useWheel(scroller, (event, x) => {
    const over = x - (size.width - width);
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey)
      lens.show(zoom(lens.view, lens.whole, 1.0025 ** event.deltaY, momentAt(Math.max(0, over))));
    else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      lens.show(pan(lens.view, lens.whole, (sideways / width) * widthOf(lens.view)));
    } else return false;
    return true;
  });
  const keys = useKeys(shown, active, Math.max(1, seen - 2), acts);
  const visible = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
  return (
    <div ref={scroller} className={styles.waterfall} onScroll={scrolled}>
      <div className={styles.content} style={{ height: Math.max(rows.count * WATERFALL_ROW, size.height) }}>
        <i ref={strip} className={styles.strip} hidden />
        <div
          role="tree"
          aria-label={label}
          tabIndex={0}
          aria-activedescendant={active >= from && active < to ? `${id}-${active}` : undefined}
          className={styles.tree}
          onKeyDown={keys}
        >
          {visible.map((row) => (
            <TreeRow key={row} id={`${id}-${row}`} row={row} shown={shown} active={row === active} acts={acts} />
          ))}
        </div>
        <Plot
          plot={plot}
          lens={lens}
          momentAt={momentAt}
          onRow={(row) => rows.count > row && acts.onSelect(rows.span[row]!)}
          onFit={acts.onFit}
          onHover={(row) => {
            if (!strip.current) return;
            strip.current.hidden = row < 0 || row >= rows.count || row === active;
            strip.current.style.transform = `translateY(${row * WATERFALL_ROW}px)`;
          }}
        >
          <canvas
            ref={canvas}
            role="img"
            aria-label={`Bars of ${label}`}
            style={{ top: from * WATERFALL_ROW, width, height: painted }}
          />
        </Plot>
      </div>
    </div>
  );
}

type PlotProps = {
  plot: React.RefObject<HTMLDivElement | null>;
  lens: Lens;
  momentAt: (x: number) => number;
  onRow: (row: number) => void;
  onFit: (row: number) => void;
  onHover: (row: number) => void;
  children: ReactNode;
};

/** Where bars are: the pointer's moment, dragging moves through time, a click selects, a double click fits. */
function Plot({ plot, lens, momentAt, onRow, onFit, onHover, children }: PlotProps) {
  const held = useRef<{ x: number; moved: boolean } | null>(null);
  const place = (event: { clientX: number; clientY: number }) => {
    const box = plot.current!.getBoundingClientRect();
    return {
      x: event.clientX - box.left,
      row: Math.floor((event.clientY - box.top) / WATERFALL_ROW),
      width: box.width,
    };
  };
  const move = (event: PointerEvent) => {
    const { x, row, width } = place(event);
    lens.point(momentAt(x));
    onHover(row);
    const hold = held.current;
    if (!hold) return;
    hold.moved ||= Math.abs(event.clientX - hold.x) > 4;
    if (!hold.moved) return;
    lens.show(pan(lens.view, lens.whole, ((hold.x - event.clientX) / width) * widthOf(lens.view)));
    hold.x = event.clientX;
  };
  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current = { x: event.clientX, moved: false };
    },
    onPointerMove: move,
    onPointerUp: (event: PointerEvent) => {
      if (held.current && !held.current.moved) onRow(place(event).row);
      held.current = null;
    },
    onPointerCancel: () => {
      held.current = null;
    },
    onPointerLeave: () => {
      lens.point(null);
      onHover(-1);
    },
    onDoubleClick: (event: MouseEvent) => onFit(place(event).row),
  };
  return (
    <div ref={plot} className={styles.plot} {...handlers}>
      {children}
    </div>
  );
}

/** Scrolls as little as needed for the active row to be seen, when it became another one. */
function useBrought(scroller: React.RefObject<HTMLDivElement | null>, active: number, height: number): void {
  const known = useRef(-1);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || height === 0 || active < 0 || active === known.current) return;
    known.current = active;
    const top = active * WATERFALL_ROW;
    const above = element.scrollTop - top;
    const below = top + 2 * WATERFALL_ROW - element.scrollTop - height;
    // Far away it comes to the middle; near by it moves as one reads on.
    if (Math.max(above, below) > height / 2) element.scrollTop = top - height / 2;
    else if (above > 0) element.scrollTop = top - WATERFALL_ROW;
    else if (below > 0) element.scrollTop += below;
  }, [scroller, active, height]);
}

function useKeys(shown: Shown, active: number, page: number, { onSelect, onToggle, onFit }: TreeActs) {
  const { rows, collapsed, model } = shown;
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = movement(event.key, active, page, rows.count);
    const span = rows.span[active] ?? -1;
    if (target !== null) onSelect(rows.span[Math.max(0, Math.min(rows.count - 1, target))]!);
    else if (event.key === "ArrowRight" && isClosed(shown, active)) onToggle(active, false);
    else if (event.key === "ArrowLeft" && span >= 0) {
      const open = rows.fold[active]! < 0 && model.spans.descendants[span]! > 0 && !collapsed.has(span);
      if (open) onToggle(active, false);
      else if (model.spans.parent[span]! >= 0) onSelect(model.spans.parent[span]!);
    } else if (event.key === "Enter" && active >= 0) onFit(active);
    else if (event.key === " " && active >= 0) onToggle(active, false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
