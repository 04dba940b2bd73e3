/** The waterfall, the flame graph, or both over one axis of time. */
import { useMemo } from "react";
import { durationNs } from "../../lib/units";
import { IconButton } from "../../parts/Button";
import { IconMinus, IconPlus } from "../../parts/icons";
import { Pane, Panes } from "../../parts/Panes";
import { EmptyState } from "../../parts/States";
import { FlameView } from "./FlameView";
import type { Lens } from "./lens";
import type { Colours, TraceModel } from "./model";
import { TopOperations } from "./OperationTable";
import { findingOf } from "./operations";
import { CrossLine, TraceRuler } from "./TraceRuler";
import styles from "./trace.module.css";
import type { TraceState } from "./useTraceState";
import { Waterfall } from "./Waterfall";

type PicturesProps = {
  model: TraceModel;
  lens: Lens;
  colours: Colours;
  state: TraceState;
  view: { view: string; path: boolean; find: string };
  lit: Uint8Array | null;
  onFind: (find: string) => void;
};

export function Pictures({ model, lens, colours, state, view, lit, onFind }: PicturesProps) {
  const { selected, select, rows, collapsed, active } = state;
  const shown = useMemo(
    () => ({ model, rows, colours, collapsed, lit, selected }),
    [model, rows, colours, collapsed, lit, selected],
  );
  const finding = findingOf(model.spans, model.operations, durationNs);
  const flame = (
    <FlameView
      model={model}
      lens={lens}
      colours={colours}
      lit={lit}
      selected={selected}
      label={`Flame graph: ${finding}`}
      onSelect={select}
    />
  );
  const whole = view.view === "flame";
  const heads = <Heads lens={lens} state={state} whole={whole} />;
  const waterfall = (
    <Waterfall
      shown={shown}
      lens={lens}
      active={active}
      label={`Waterfall: ${finding}`}
      showPath={view.path}
      onSelect={select}
      onToggle={state.toggleRow}
      onFit={state.fitRow}
    />
  );
  if (model.spans.count === 0) return <EmptyState title="This trace has no spans" />;
  return (
    <div className={styles.pictures}>
      {whole && heads}
      {whole && (
        <div className={styles.top} data-whole="true">
          {flame}
        </div>
      )}
      {view.view === "both" && (
        <Panes name="trace.both" way="down">
          <Pane
            label="Flame graph"
            size={Math.max(96, Math.min(15 + model.flame.rows.length * 20, 220))}
            least={64}
            most={480}
          >
            <div className={styles.top}>
              <TopOperations model={model} colours={colours} find={view.find} onFind={onFind} />
              {flame}
            </div>
          </Pane>
          <Pane label="Waterfall">
            {heads}
            {waterfall}
          </Pane>
        </Panes>
      )}
      {view.view === "waterfall" && heads}
      {view.view === "waterfall" && waterfall}
      <CrossLine lens={lens} whole={whole} />
    </div>
  );
}

function Heads({ lens, state, whole }: { lens: Lens; state: TraceState; whole: boolean }) {
  return (
    <div className={styles.heads} data-whole={whole}>
      {!whole && (
        <div>
          <span>Span</span>
          <span className="sp" />
          <span className="t3">{state.levels}</span>
          <IconButton label="Open one level" keys="]" size={24} onClick={() => state.level(1)}>
            <IconPlus />
          </IconButton>
          <IconButton label="Close one level" keys="[" size={24} onClick={() => state.level(-1)}>
            <IconMinus />
          </IconButton>
        </div>
      )}
      <TraceRuler lens={lens} />
    </div>
  );
}
