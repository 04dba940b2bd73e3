/** A trace that is there: minimap, switches, the chosen picture, and the selected span beside it. */
import { useCallback, useMemo } from "react";
import type { Trace } from "../../api/types";
import { css } from "../../charts/colours";
import { count, plural } from "../../lib/units";
import { useView } from "../../lib/view";
import { Pane, PaneFoot, Panes } from "../../parts/Panes";
import { Note } from "../../parts/States";
import { Minimap } from "./Minimap";
import { type Colours, colouringOf, coloursOf, type TraceModel } from "./model";
import { OperationTable } from "./OperationTable";
import { Pictures } from "./Pictures";
import { SpanPane } from "./SpanPane";
import { TraceLines } from "./TraceLines";
import { TraceTools } from "./TraceTools";
import styles from "./trace.module.css";
import { useLens } from "./useLens";
import { useTraceCommands } from "./useTraceCommands";
import { useTraceState } from "./useTraceState";
import { TRACE } from "./view";

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
