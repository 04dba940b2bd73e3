/** The traces found: one row each, a real link, sorted by a column, with the attributes one wants beside it. */
import { useNavigate } from "@tanstack/react-router";
import type { KeyboardEvent } from "react";
import type { Answer } from "../../api/answers";
import { useHop, usePlace } from "../../api/place";
import { serviceColour, useIncident } from "../../api/surface";
import type { TraceRow, Traces } from "../../api/types";
import { hover } from "../../charts/bus";
import { css } from "../../charts/colours";
import { useCommands } from "../../lib/commands";
import { clock, day, sameDay } from "../../lib/time";
import { count, durationNs, plural } from "../../lib/units";
import { type Change, useView, type View, writeView } from "../../lib/view";
import { Button, buttonClass } from "../../parts/Button";
import { copyText } from "../../parts/CopyLink";
import { type Column, FixedList } from "../../parts/FixedList";
import { Go } from "../../parts/Go";
import { IconCircleX, IconCopy } from "../../parts/icons";
import { PaneFoot, PaneHead } from "../../parts/Panes";
import { SkeletonRows } from "../../parts/States";
import type { SearchActions } from "../search/actions";
import { ColumnPicker } from "../search/ColumnPicker";
import { Nothing } from "../search/Nothing";
import { Refusal } from "../search/Refusal";
import { focusRows, rowUnder, useRowKeys } from "../search/rows";
import { Stopped } from "../search/Stopped";
import type { Stretch } from "../search/stretch";
import { ValueCell } from "../search/ValueCell";
import { type Columns, columnsToShow } from "./columns";
import styles from "./traces.module.css";
import { FOUND_BY, type SEARCH, type Sort } from "./view";

type Props = {
  answer: Answer<Traces>;
  stretch: Stretch;
  view: View<typeof SEARCH>;
  change: Change<typeof SEARCH>;
  columns: Columns;
  fields: readonly string[];
  onQuery: (query: string) => void;
  onAgain: () => void;
  onEnd: () => void;
};

export function TraceList(props: Props) {
  const { answer, change, fields, stretch, view, onEnd } = props;
  const { data } = answer;
  const open = useOpen();
  const mark = useMark(view, change);
  useRowKeys("Traces");
  useCommands([
    { id: "sort.longest", label: "Longest traces first", group: "Rows", run: () => change({ sort: "longest" }) },
    // The list has these keys itself, for the row that it outlines; from elsewhere they only lead there.
    ...SIDES.map((side) => ({
      id: `mark.${side}`,
      label: `Compare the outlined row as ${side.toUpperCase()}`,
      group: "Rows",
      keys: side,
      run: () => focusRows("Traces"),
    })),
  ]);
  const onKey = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, row: TraceRow | undefined) => {
    const side = SIDES.find((one) => one === key);
    if (!side || !row || ctrlKey || metaKey || altKey) return false;
    mark(side, row.trace_id);
    return true;
  };
  const listed = useListed(props);
  return (
    <>
      <PaneHead title="Traces">
        {data && (
          <span className="s12 t3 el" title={stretch.query.trim() && FILTERS_SPANS}>
            {count(data.total)}
            {stretch.query.trim() && " with a span that matches"}
          </span>
        )}
        <span className="sp" />
        <Button
          size={24}
          kind="quiet"
          icon={<IconCopy />}
          disabled={!data?.traces.length}
          title="Copy the listed traces as JSON"
          onClick={() => void copyText(JSON.stringify(data?.traces, null, 2))}
        >
          Copy JSON
        </Button>
        <ColumnPicker fields={fields} chosen={view.columns} onChange={(names) => change({ columns: names })} />
      </PaneHead>
      {answer.stopped && data && <Stopped old onAgain={props.onAgain} />}
      {!data?.traces.length && (
        <div className={styles.rest}>
          <Instead {...props} />
        </div>
      )}
      {data && data.traces.length > 0 && (
        <div
          className={styles.list}
          onPointerMove={(event) => hover(data.traces[rowUnder(event)]?.start ?? null)}
          onPointerLeave={() => hover(null)}
        >
          <FixedList
            label="Traces"
            rows={data.traces}
            rowKey={(row) => row.trace_id}
            answers={`${stretch.query} ${stretch.start} ${stretch.end} ${view.sort}`}
            columns={listed}
            onOpen={(row) => open(row)}
            onActive={(row) => hover(row ? row.start : null)}
            onKey={onKey}
            thing={({ trace_id, root_name, root_service, duration_ns }) => ({
              title: `${root_name}, ${root_service}`,
              value: durationNs(duration_ns),
              mark: { trace: trace_id },
            })}
            text={(row) =>
              `${row.trace_id} ${row.root_name} ${row.root_service} ${Object.values(row.values).join(" ")}`
            }
            onEnd={data.rows > data.traces.length ? onEnd : undefined}
            dimmed={answer.updating || answer.stopped}
          />
        </div>
      )}
      <Marked view={view} change={change} rows={data?.traces ?? NONE} />
      <Foot answer={answer} />
    </>
  );
}

const FILTERS_SPANS =
  "A search filters spans and lists their traces: with -name:x a trace is listed for any other span that it has. " +
  "Fields that begin with trace. are of the whole trace, as in -trace.errors:>0 or trace.name:x.";

const SIDES = ["a", "b"] as const;

/** Loading, refused, stopped, or nothing found. */
function Instead({ answer, stretch, onQuery, onAgain }: Props) {
  const { data, problem } = answer;
  if (problem) return <Refusal problem={problem} query={stretch.query} onQuery={onQuery} onAgain={onAgain} />;
  // An empty answer to the search before says nothing of the one that runs.
  if (data && !answer.updating && !answer.stopped)
    return <Nothing signal="traces" stretch={stretch} onQuery={onQuery} />;
  if (answer.stopped) return data ? null : <Stopped old={false} onAgain={onAgain} />;
  return <SkeletonRows rows={12} label="Searching" />;
}

function Foot({ answer: { data } }: { answer: Answer<Traces> }) {
  return (
    <PaneFoot>
      {data && <span className="el">{said(data)}</span>}
      <span className="sp" />
      <span className={styles.keys} aria-hidden="true">
        <kbd className="kbd">j</kbd>
        <kbd className="kbd">k</kbd> move
        <kbd className="kbd">Enter</kbd> open
        <kbd className="kbd">a</kbd>
        <kbd className="kbd">b</kbd> compare
        <kbd className="kbd">/</kbd> search
      </span>
    </PaneFoot>
  );
}

function said({ traces, rows, total, took_ms }: Traces): string {
  const found = `${plural(total, "trace")} found in ${Math.round(took_ms)} ms`;
  const stored = total > rows ? `, ${count(rows)} of them stored` : "";
  const shown = traces.length < rows ? `; the first ${count(traces.length)} are listed` : "";
  return `${found}${stored}${shown}`;
}

type Marking = { view: View<typeof SEARCH>; change: Change<typeof SEARCH> };

/** Marks a trace as A or B of a comparison, or no longer. One trace is not both. */
function useMark(view: Marking["view"], change: Marking["change"]): (side: "a" | "b", id: string) => void {
  return (side, id) => {
    const other = side === "a" ? "b" : "a";
    change({ [side]: view[side] === id ? null : id, ...(view[other] === id ? { [other]: null } : {}) });
  };
}

/** What is marked so far, and the way to compare it. */
function Marked({ view: { a, b }, change, rows }: Marking & { rows: readonly TraceRow[] }) {
  const { now } = usePlace();
  const hop = useHop();
  const navigate = useNavigate();
  const target = hop("traces/compare", { a: a ?? "usual", b: b ?? "usual" });
  useCommands(
    a || b
      ? [
          {
            id: "traces.compare",
            label: a && b ? "Compare A with B" : "Compare with a usual one",
            group: "Rows",
            keys: "c",
            run: () => void navigate({ to: target.to as never, search: target.search as never }),
          },
        ]
      : [],
  );
  if (!a && !b) return null;
  return (
    <section className={styles.marked} aria-label="Traces to compare">
      {SIDES.map((side) => (
        <span key={side} className="row g6">
          <b data-side={side}>{side.toUpperCase()}</b>
          <span className="mono t2">{(side === "a" ? a : b)?.slice(0, 16) ?? "a usual one"}</span>
          <span className="s12 t3 nw">{whenAndHowLong(rows, side === "a" ? a : b, now)}</span>
        </span>
      ))}
      <span className="sp" />
      <Button size={24} kind="quiet" onClick={() => change({ a: null, b: null })}>
        Forget
      </Button>
      <Go {...target} className={buttonClass} kind="primary" size={24} title="c">
        Compare
      </Go>
    </section>
  );
}

const NONE: readonly TraceRow[] = [];

/** "18 May 06:55:44, 12.4 s" of a trace that is listed. */
function whenAndHowLong(rows: readonly TraceRow[], id: string | null, now: number): string {
  const row = rows.find(({ trace_id }) => trace_id === id);
  if (!row) return "";
  return `${sameDay(row.start, now) ? "" : `${day(row.start)} `}${clock(row.start)}, ${durationNs(row.duration_ns)}`;
}

function useOpen(): (row: TraceRow) => void {
  const navigate = useNavigate();
  const link = useLink();
  return (row) => {
    const { to, search } = link(row);
    void navigate({ to: to as never, search: search as never });
  };
}

/** A trace opens at its first matching span, in the range one searched. */
function useLink() {
  const hop = useHop();
  const [found] = useView(FOUND_BY);
  return ({ trace_id, span_id, matches, spans }: TraceRow) =>
    hop(`traces/${trace_id}`, {
      ...writeView(FOUND_BY, found),
      span: matches < spans && span_id ? span_id : undefined,
    });
}

function useListed({ answer, view, change, columns, stretch, onQuery }: Props): Column<TraceRow>[] {
  const { services, now } = useIncident();
  const link = useLink();
  const rows = answer.data?.traces ?? [];
  const dated = rows.some(({ start }) => !sameDay(start, now));
  const longest = Math.max(1, ...rows.map((row) => row.duration_ns));
  const search: SearchActions = {
    query: stretch.query,
    onQuery,
    onCountBy: (field) => change({ fields: field }),
    onColumn: (field) => change({ columns: [...view.columns.filter((one) => one !== field), field] }),
  };
  const mark = useMark(view, change);
  const sort = (first: Sort, second: Sort) => sorting(view.sort, first, second, (next) => change({ sort: next }));
  return [
    {
      key: "time",
      title: "Time",
      width: dated ? "148px" : "104px",
      sort: sort("newest", "oldest"),
      render: (row) => (
        <span className="mono t1">
          {dated ? `${day(row.start)} ` : ""}
          {clock(row.start, "ms")}
        </span>
      ),
    },
    {
      key: "root",
      title: "Root",
      width: "minmax(168px, 1fr)",
      render: (row) => (
        <span className={styles.root}>
          <i className="dot" style={{ background: css(serviceColour(services, row.root_service)) }} />
          <Go
            {...link(row)}
            className="t1 el"
            title={row.root_name}
            label={`Trace ${row.root_service} ${row.root_name}, ${durationNs(row.duration_ns)}`}
            tabIndex={-1}
          >
            {row.root_name || "root not stored"}
          </Go>
          <span className="t3 el s11" title={row.services.join(", ")}>
            {row.root_service}
          </span>
        </span>
      ),
    },
    {
      key: "duration",
      title: "Duration",
      width: "minmax(136px, 0.7fr)",
      sort: sort("longest", "shortest"),
      render: (row) => (
        <span className={styles.duration}>
          <span className="t1">{durationNs(row.duration_ns)}</span>
          <i aria-hidden="true">
            <i
              style={{
                width: `${Math.max(3, (row.duration_ns / longest) * 100)}%`,
                background: css(serviceColour(services, row.root_service)),
              }}
            />
          </i>
        </span>
      ),
    },
    {
      key: "spans",
      title: "Spans",
      width: "52px",
      align: "right",
      sort: sort("spans", "spans"),
      render: (row) => count(row.spans),
    },
    { key: "errors", title: "Status", width: "80px", sort: sort("errors", "errors"), render: status },
    ...columnsToShow(columns, rows).map(
      (name): Column<TraceRow> => ({
        key: name,
        title: (
          <span className="mono" title={name}>
            {name}
          </span>
        ),
        width: "minmax(96px, 0.8fr)",
        ...(rows.every(({ values }) => typeof (values[name] ?? 0) === "number") ? { align: "right" as const } : {}),
        render: (row) => <ValueCell field={name} value={row.values[name]} search={search} />,
      }),
    ),
    {
      key: "mark",
      title: <span className="hidden-text">Compare</span>,
      width: "44px",
      align: "right",
      render: (row) => (
        <span className={styles.marks}>
          {SIDES.map((side) => (
            <button
              key={side}
              type="button"
              tabIndex={-1}
              data-side={side}
              aria-pressed={view[side] === row.trace_id}
              aria-label={`${side.toUpperCase()} of a comparison`}
              title={`Compare as ${side.toUpperCase()} (${side})`}
              onClick={() => mark(side, row.trace_id)}
            >
              {side.toUpperCase()}
            </button>
          ))}
        </span>
      ),
    },
  ];
}

function status({ errors }: TraceRow) {
  if (errors === 0) return <span className="t3">ok</span>;
  return (
    <span className={`err ${styles.failed}`} title={`${plural(errors, "span")} failed`}>
      <IconCircleX />
      {count(errors)} failed
    </span>
  );
}

/** What a click on a head does: the one order, or the other when it is that already. */
function sorting(now: Sort, first: Sort, second: Sort, onSort: (sort: Sort) => void): Column<TraceRow>["sort"] {
  const state = now === first ? "descending" : now === second ? "ascending" : "none";
  return { state, onSort: () => onSort(now === first ? second : first) };
}
