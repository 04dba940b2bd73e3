import { useCallback, useMemo } from "react";
import type { Trace } from "../../api/shapes";
import { css } from "../../charts/colours";
import { useCommands } from "../../lib/commands";
import { count, durationNs, plural } from "../../lib/units";
import { useView } from "../../lib/view";
import { IconButton } from "../../parts/Button";
import { IconMinus, IconPlus } from "../../parts/icons";
import { Pane, PaneFoot, Panes } from "../../parts/Panes";
import { EmptyState, Note } from "../../parts/States";
import { FlameView } from "./FlameView";
import type { Lens } from "./lens";
import { Minimap } from "./Minimap";
import { type Colours, colouringOf, coloursOf, type TraceModel } from "./model";
import { OperationTable, TopOperations } from "./OperationTable";
import { findingOf } from "./operations";
import { SpanPane } from "./SpanPane";
import { lengthOf, nameOf } from "./spans";
import { TraceLines } from "./TraceLines";
import { CrossLine, TraceRuler } from "./TraceRuler";
import { TraceTools } from "./TraceTools";
import styles from "./trace.module.css";
import { useLens } from "./useLens";
import { useTraceState } from "./useTraceState";
import { TRACE } from "./view";
import { Waterfall } from "./Waterfall";

type Props = { trace: Trace; model: TraceModel; services: readonly string[] };

export function TraceBody({ trace, model, services }: Props) {
  const [view, change] = useView(TRACE);
  const lens = useLens(
    model,
    view.w,
    useCallback((w) => change({ w }), [change]),
  );
  const colouring = colouringOf(model, view.colour);
  const colours = useMemo(() => coloursOf(model, colouring, services), [model, colouring, services]);
  const state = useTraceState(model, lens, view, change);
  const { selected, found, lit, select } = state;
  useTraceCommands(model, lens, state, view.view === "table", change);
  const place = selected < 0 ? 0 : found.indexOf(selected) + 1;
  return (
    <Panes name="trace">
      <Pane label="Trace" as="main">
        <Minimap model={model} lens={lens} colours={colours} />
        <TraceTools
          view={view.view}
          onView={(next) => change({ view: next })}
          colour={colouring}
          onColour={(colour) => change({ colour })}
          path={view.path}
          onPath={(path) => change({ path })}
          logs={trace.logs}
          find={view.find}
          onFind={(find) => change({ find })}
          place={place}
          found={found.length}
          onMatch={state.match}
        />
        <Said trace={trace} />
        {view.view === "logs" ? (
          <TraceLines model={model} lens={lens} onSelect={select} selected={selected} />
        ) : view.view === "table" ? (
          <OperationTable
            model={model}
            colours={colours}
            find={view.find}
            onFind={(find) => change({ find })}
            sort={view.by}
            onSort={(by) => change({ by })}
            onOpen={({ name }) => change({ find: name, view: "waterfall" })}
          />
        ) : (
          <Pictures
            model={model}
            lens={lens}
            colours={colours}
            state={state}
            view={view}
            lit={lit}
            onFind={(find) => change({ find })}
          />
        )}
        <Legend colours={colours} path={view.path} />
      </Pane>
      {selected >= 0 && (
        <Pane label="Span" as="aside" size="var(--r-drawer)" least={320} most={640}>
          <SpanPane
            model={model}
            span={selected}
            colours={colours}
            tab={view.tab}
            onTab={(tab) => change({ tab })}
            onClose={() => change({ span: null })}
            onPrevious={() => state.step(-1)}
            onNext={() => state.step(1)}
          />
        </Pane>
      )}
    </Panes>
  );
}

type State = ReturnType<typeof useTraceState>;

type PicturesProps = {
  model: TraceModel;
  lens: Lens;
  colours: Colours;
  state: State;
  view: { view: string; path: boolean; find: string };
  lit: Uint8Array | null;
  onFind: (find: string) => void;
};

function Pictures({ model, lens, colours, state, view, lit, onFind }: PicturesProps) {
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

function Heads({ lens, state, whole }: { lens: Lens; state: State; whole: boolean }) {
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

/** What is missing of a trace, said where it is read. */
function Said({ trace }: { trace: Trace }) {
  if (trace.orphans === 0) return null;
  return (
    <Note tone="warn">
      {trace.orphans === 1
        ? "The parent of one span is not stored, so that span stands as a root."
        : `The parents of ${count(trace.orphans)} spans are not stored, so those spans stand as roots.`}
    </Note>
  );
}

function Legend({ colours, path }: { colours: Colours; path: boolean }) {
  const shown = colours.legend.slice(0, 7);
  const more = colours.legend.length - shown.length;
  return (
    <PaneFoot>
      <span className={styles.legend}>
        {path && (
          <span>
            <i className={styles.line} />
            critical path
          </span>
        )}
        {shown.map(({ series, name }) => (
          <span key={series} className="el">
            <i className="dot" style={{ background: css(`c${series + 1}`) }} />
            {name}
          </span>
        ))}
        {more > 0 && <span>{plural(more, "more", "more")}</span>}
      </span>
      <span className="sp" />
      <span className="row g6 wide" aria-hidden="true">
        <kbd className="kbd">w</kbd>
        <kbd className="kbd">a</kbd>
        <kbd className="kbd">s</kbd>
        <kbd className="kbd">d</kbd>
        move
        <kbd className="kbd">f</kbd>
        fit selection
      </span>
    </PaneFoot>
  );
}

function useTraceCommands(
  { spans }: TraceModel,
  lens: Lens,
  state: State,
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
