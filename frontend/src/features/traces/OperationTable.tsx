/** Spans summed by operation: a few beside the flame graph, or all of them as the table of a trace. */
import { css } from "../../charts/colours";
import { count, durationNs, percent } from "../../lib/units";
import { type Column, FixedList } from "../../parts/FixedList";
import { IconCircleX } from "../../parts/icons";
import type { Colours, TraceModel } from "./model";
import type { Operation } from "./operations";
import styles from "./trace.module.css";

type Props = {
  model: TraceModel;
  colours: Colours;
  /** The operation that is searched for, by its name. */
  find: string;
  onFind: (name: string) => void;
};

/** The ones with most time of their own, as many as there is room for. */
export function TopOperations({ model, colours, find, onFind }: Props) {
  const { operations, spans } = model;
  const whole = Math.max(
    1,
    operations.reduce((sum, { self }) => sum + self, 0),
  );
  return (
    <div className="scroll">
      <table className={`tbl ${styles.operations}`} aria-label="Self time by operation">
        <colgroup>
          <col />
          <col style={{ width: 44 }} />
          <col style={{ width: 66 }} />
          <col style={{ width: 60 }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Self time by operation</th>
            <th scope="col" className="num">
              Spans
            </th>
            <th scope="col" className="num">
              Self
            </th>
            <th scope="col" className="num">
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {operations.slice(0, 50).map((operation) => (
            <tr
              key={operation.key}
              data-on={find === operation.name}
              onClick={() => onFind(find === operation.name ? "" : operation.name)}
            >
              <td>
                <button type="button" className={styles.operation} title={`${operation.name}, ${operation.service}`}>
                  <i className="dot" style={{ background: css(`c${colours.series[operation.sample]! + 1}`) }} />
                  <span className="t1 el">{operation.name}</span>
                </button>
              </td>
              <td className="num">{count(operation.spans)}</td>
              <td className="num t1">{durationNs(operation.self)}</td>
              <td className="num">{percent(Math.round((operation.self / whole) * 1000) / 1000)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {spans.count === 0 && <p className="t3 s12">No spans.</p>}
    </div>
  );
}

const SORTS = {
  name: (a: Operation, b: Operation) => a.name.localeCompare(b.name),
  spans: (a: Operation, b: Operation) => b.spans - a.spans,
  errors: (a: Operation, b: Operation) => b.errors - a.errors,
  total: (a: Operation, b: Operation) => b.total - a.total,
  self: (a: Operation, b: Operation) => b.self - a.self,
  longest: (a: Operation, b: Operation) => b.longest - a.longest,
};
type SortKey = keyof typeof SORTS;

type TableProps = Props & { sort: string; onSort: (sort: string) => void; onOpen: (operation: Operation) => void };

export function OperationTable({ model, colours, sort, onSort, onOpen }: TableProps) {
  const key: SortKey = sort in SORTS ? (sort as SortKey) : "self";
  const rows = model.operations.toSorted(SORTS[key]);
  const whole = Math.max(
    1,
    model.operations.reduce((sum, { self }) => sum + self, 0),
  );
  const by = (name: SortKey) => ({
    state: key === name ? (name === "name" ? ("ascending" as const) : ("descending" as const)) : ("none" as const),
    onSort: () => onSort(name),
  });
  const figure = (name: SortKey, title: string, render: Column<Operation>["render"]): Column<Operation> => ({
    key: name,
    title,
    width: "84px",
    align: "right",
    sort: by(name),
    render,
  });
  const columns: Column<Operation>[] = [
    {
      key: "name",
      title: "Operation",
      width: "minmax(200px, 1fr)",
      sort: by("name"),
      render: (row) => (
        <span className={styles.operation}>
          <i className="dot" style={{ background: css(`c${colours.series[row.sample]! + 1}`) }} />
          <span className="t1 el">{row.name}</span>
          <span className="t3 s11 el">{row.service}</span>
        </span>
      ),
    },
    figure("spans", "Spans", (row) => count(row.spans)),
    figure("errors", "Failed", (row) =>
      row.errors > 0 ? (
        <span className="err row g4">
          <IconCircleX className={styles.failed} />
          {count(row.errors)}
        </span>
      ) : (
        <span className="t3">0</span>
      ),
    ),
    figure("total", "Total", (row) => durationNs(row.total)),
    figure("longest", "Longest", (row) => durationNs(row.longest)),
    figure("self", "Self", (row) => <span className="t1">{durationNs(row.self)}</span>),
    {
      key: "share",
      title: "Share of self time",
      width: "148px",
      align: "right",
      render: (row) => (
        <span className={styles.share}>
          <i aria-hidden="true">
            <i
              style={{ width: `${(row.self / whole) * 100}%`, background: css(`c${colours.series[row.sample]! + 1}`) }}
            />
          </i>
          {percent(Math.round((row.self / whole) * 1000) / 1000)}
        </span>
      ),
    },
  ];
  return (
    <FixedList
      label="Operations of this trace"
      rows={rows}
      rowKey={(row) => row.key}
      columns={columns}
      onOpen={onOpen}
      text={(row) => `${row.name} ${row.service}`}
    />
  );
}
