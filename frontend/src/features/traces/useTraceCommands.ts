import { useCommands } from "../../lib/commands";
import { durationNs } from "../../lib/units";
import type { Lens } from "./lens";
import type { TraceModel } from "./model";
import { lengthOf, nameOf } from "./spans";
import type { TraceState } from "./useTraceState";

/** The keys of a trace's page. */
export function useTraceCommands(
  { spans }: TraceModel,
  lens: Lens,
  state: TraceState,
  table: boolean,
  change: (change: { view: "table" | "both" }) => void,
): void {
  const { selected } = state;
  const trace = (id: string, label: string, keys: string, run: () => void) => ({
    id: `trace.${id}`,
    label,
    group: "Trace",
    keys,
    run,
  });
  useCommands([
    trace("in", "Zoom in", "w", () => state.zoomBy(1 / 1.5)),
    trace("out", "Zoom out", "s", () => state.zoomBy(1.5)),
    trace("left", "Earlier", "a", () => state.panBy(-0.2)),
    trace("right", "Later", "d", () => state.panBy(0.2)),
    trace(
      "fit",
      selected < 0 ? "Whole trace" : `Fit ${nameOf(spans, selected)}, ${durationNs(lengthOf(spans, selected))}`,
      "f",
      state.fit,
    ),
    trace("whole", "Whole trace", "z | 0", () => lens.show(lens.whole)),
    trace("next", "Next row", "j", () => state.step(1)),
    trace("previous", "Previous row", "k", () => state.step(-1)),
    trace("open", "Open one level", "]", () => state.level(1)),
    trace("close", "Close one level", "[", () => state.level(-1)),
    trace("table", "This trace as a table", "Alt+t", () => change({ view: table ? "both" : "table" })),
  ]);
}
