import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { hover } from "../../charts/bus";
import type { Window } from "../../charts/window";
import { Lens } from "./lens";
import type { TraceModel } from "./model";

/** The lens of one trace, kept in step with the address and with the crosshair of all tools. */
export function useLens(model: TraceModel, view: Window | null, onRest: (view: Window | null) => void): Lens {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the address says later is followed, not made anew
  const lens = useMemo(() => new Lens({ from: 0, to: model.spans.total }, view), [model]);
  lens.onRest = onRest;
  useEffect(() => lens.follow(view), [lens, view]);
  useEffect(() => {
    const unlisten = lens.listen(() => hover(lens.cross === null ? null : model.start + lens.cross / 1e6));
    return () => {
      unlisten();
      lens.stop();
      hover(null);
    };
  }, [lens, model]);
  return lens;
}

/** The stretch that is shown, for what is drawn by React. */
export const useStretch = (lens: Lens): Window => useSyncExternalStore(lens.listen, () => lens.view);

/** Paints once a frame, whenever the lens moves or what is painted changes. */
export function usePainting(lens: Lens, paint: () => void): void {
  const latest = useRef(paint);
  latest.current = paint;
  useEffect(() => {
    let frame = 0;
    let shown: Window | null = null;
    const draw = () => {
      frame = 0;
      shown = lens.view;
      latest.current();
    };
    const unlisten = lens.listen(() => {
      if (!frame && lens.view !== shown) frame = requestAnimationFrame(draw);
    });
    return () => {
      unlisten();
      cancelAnimationFrame(frame);
    };
  }, [lens]);
  // What is painted changed with this rendering: before the browser shows it.
  useEffect(() => latest.current());
}
