/** What a person does on the page of one trace, as changes of the address and of the lens. */
import { useCallback, useEffect, useMemo, useRef } from "react";
import { around, bring, pan, sameWindow, widthOf, zoom } from "../../charts/window";
import type { Change, View } from "../../lib/view";
import { findSpans, nextMatch } from "./find";
import type { Lens } from "./lens";
import type { TraceModel } from "./model";
import { openness, revealed, type Shape, stepLevel, toggle, toggleFold, toggleSubtree } from "./openness";
import { layRows, reveal, rowOf } from "./rows";
import type { TRACE } from "./view";

export function useTraceState(model: TraceModel, lens: Lens, view: View<typeof TRACE>, change: Change<typeof TRACE>) {
  const { spans, folds } = model;
  const { level, turned, spread } = view;
  const shape = useMemo<Shape>(() => ({ level, turned, spread }), [level, turned, spread]);
  const open = useMemo(() => openness(spans, shape), [spans, shape]);
  const rows = useMemo(() => layRows(spans, folds, open), [spans, folds, open]);
  const found = useMemo(() => findSpans(spans, view.find), [spans, view.find]);
  const lit = useMemo(() => (view.find.trim() === "" ? null : litOf(spans.count, found)), [spans, view.find, found]);
  const selected = model.places.get(view.span ?? "") ?? -1;
  const active = selected < 0 ? -1 : rowOf(spans, folds, rows, selected);

  const shaped = (next: Shape) => change({ level: next.level, turned: next.turned, spread: next.spread });
  useRevealed(() => {
    const own = active >= 0 && rows.span[active] === selected;
    if (selected < 0 || own) return;
    shaped(revealed(spans, shape, open, reveal(spans, folds, open, selected)));
  });

  const select = useCallback(
    (span: number) => {
      lens.show(bring(lens.view, lens.whole, spans.begin[span]!, spans.end[span]!));
      change({ span: spans.id[span]! });
    },
    [lens, spans, change],
  );
  const fitTo = (from: number, to: number) => {
    const closer = around(from, to, lens.whole, 0.03);
    lens.show(sameWindow(lens.view, closer) ? lens.whole : closer);
  };
  return {
    rows,
    collapsed: open.collapsed,
    found,
    lit,
    selected,
    active,
    levels: level === null ? "all" : `${level + 1}`,
    select,
    step: (by: 1 | -1) => {
      const near = active + by;
      // The row of a spread fold stands for its first member, which has a row of its own: pass over it.
      const row = rows.span[near] === selected ? near + by : near;
      if (rows.count > 0) select(rows.span[Math.max(0, Math.min(rows.count - 1, row))]!);
    },
    match: (by: 1 | -1) => {
      const span = nextMatch(found, selected, by);
      if (span < 0) return;
      const next = revealed(spans, shape, open, reveal(spans, folds, open, span));
      lens.show(bring(lens.view, lens.whole, spans.begin[span]!, spans.end[span]!));
      change({ span: spans.id[span]!, level: next.level, turned: next.turned, spread: next.spread });
    },
    toggleRow: (row: number, whole: boolean) => {
      const span = rows.span[row]!;
      if (rows.fold[row]! >= 0) shaped(toggleFold(shape, span));
      else shaped(whole ? toggleSubtree(spans, shape, span) : toggle(shape, span));
    },
    level: (by: 1 | -1) => shaped(stepLevel(spans, shape, by)),
    fitRow: (row: number) => {
      const span = rows.span[row];
      if (span === undefined) return;
      const fold = folds.all[rows.fold[row]!];
      fitTo(fold?.begin ?? spans.begin[span]!, fold?.end ?? spans.end[span]!);
    },
    fit: () => (selected < 0 ? lens.show(lens.whole) : fitTo(spans.begin[selected]!, spans.end[selected]!)),
    zoomBy: (factor: number) => {
      const middle = selected < 0 ? lens.cross : (spans.begin[selected]! + spans.end[selected]!) / 2;
      const centre = (lens.view.from + lens.view.to) / 2;
      const seen = middle !== null && middle >= lens.view.from && middle <= lens.view.to;
      lens.show(zoom(lens.view, lens.whole, factor, lens.cross ?? (seen ? middle : centre)));
    },
    panBy: (share: number) => lens.show(pan(lens.view, lens.whole, widthOf(lens.view) * share)),
  };
}

/** A link to a span opens what hides it, once: what a person closes later stays closed. */
function useRevealed(open: () => void): void {
  const first = useRef(true);
  useEffect(() => {
    if (first.current) open();
    first.current = false;
  });
}

function litOf(count: number, found: Int32Array): Uint8Array {
  const lit = new Uint8Array(count);
  for (const span of found) lit[span] = 1;
  return lit;
}

export type TraceState = ReturnType<typeof useTraceState>;
