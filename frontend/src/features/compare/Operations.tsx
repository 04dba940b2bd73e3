/** Every path of the two traces as a row of a tree: how many, how long, how long themselves, and what changed. */
import { useMemo } from "react";
import type { TwoTraces } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { count, durationNs, plural } from "../../lib/units";
import type { Change, View } from "../../lib/view";
import { Button } from "../../parts/Button";
import { Switch } from "../../parts/Choices";
import { type Column, FixedList } from "../../parts/FixedList";
import { IconChevronDown, IconChevronRight, IconCircleX } from "../../parts/icons";
import { PaneHead } from "../../parts/Panes";
import { EmptyState } from "../../parts/States";
import { useRowKeys } from "../search/rows";
import styles from "./compare.module.css";
import { alone, amountOf, changeOf, largestChange, onlyIn, type Row, reachOf, rowsOf, structureOf } from "./paths";
import { amountText, changeText, ratioText } from "./text";
import type { COMPARE, Measure, Sort } from "./view";

type Props = {
  answer: TwoTraces;
  view: View<typeof COMPARE>;
  change: Change<typeof COMPARE>;
  selected: string;
  onSelect: (key: string) => void;
};

const LABEL = "Operations of both traces";
const TITLES: Record<Measure, { amount: string; change: string }> = {
  self: { amount: "Self", change: "Self change" },
  critical: { amount: "Critical", change: "Critical change" },
  count: { amount: "Self", change: "Span change" },
};

export function Operations({ answer, view, change, selected, onSelect }: Props) {
  const { by, sort, differing } = view;
  const shut = useMemo(() => new Set(view.shut), [view.shut]);
  const rows = useMemo(() => rowsOf(answer, { by, sort, differing, shut }), [answer, by, sort, differing, shut]);
  const toggle = ({ path, open }: Row) => {
    if (open !== undefined) change({ shut: open ? [...shut, path.key] : [...shut].filter((key) => key !== path.key) });
  };
  useRowKeys(LABEL);
  useCommands([
    {
      id: "compare.differing",
      label: "Only what differs",
      group: "Compare",
      keys: "d",
      run: () => change({ differing: !differing }),
    },
  ]);
  const columns = columnsOf(answer, by, sort, (next) => change({ sort: next }), toggle);
  const unlisted = answer.paths_total - answer.paths.length;
  return (
    <>
      <PaneHead title="Operations">
        <span className="s12 t3 el">
          {structureOf(answer)}
          {unlisted > 0 && `; ${plural(unlisted, "path")} that changed least not listed`}
        </span>
        <span className="sp" />
        <Switch
          label="Only what differs"
          checked={differing}
          onChange={(next) => change({ differing: next })}
          title="d"
        />
      </PaneHead>
      <Alone answer={answer} selected={selected} onSelect={onSelect} />
      {rows.length === 0 ? (
        <EmptyState
          title="No path differs by more than 5 %"
          actions={<Button onClick={() => change({ differing: false })}>Show all {count(answer.paths.length)}</Button>}
        >
          Both traces did the same work in the same time.
        </EmptyState>
      ) : (
        <FixedList
          label={LABEL}
          rows={rows}
          rowKey={({ path }) => path.key}
          columns={columns}
          selected={selected}
          show={selected}
          onOpen={({ path }) => onSelect(path.key)}
          text={({ path }) => `${path.name} ${path.service}`}
          thing={({ path }) => ({
            title: `${path.name}, ${path.service}`,
            mark: { operation: path.name },
            search: { path: path.key },
          })}
          tree={{ level: ({ path }) => path.depth, open: ({ open }) => open, onToggle: toggle }}
        />
      )}
      <Whole answer={answer} columns={columns} by={by} />
    </>
  );
}

type AloneProps = Pick<Props, "answer" | "selected" | "onSelect">;

/** What one of the traces does and the other does not stands above everything, however short it is. */
function Alone({ answer, selected, onSelect }: AloneProps) {
  const { paths, both } = answer;
  const found = useMemo(() => alone(paths), [paths]);
  if (both === 0 || found.a.length + found.b.length === 0) return null;
  return (
    <div className={styles.alone}>
      {(["a", "b"] as const).map((side) => {
        const title = `only in ${side.toUpperCase()} (${count(found[side].length)})`;
        return found[side].length === 0 ? null : (
          <section key={side} aria-label={title}>
            <h3 className={styles.only} data-side={side}>
              {title}
            </h3>
            <ul>
              {found[side].map((place) => {
                const path = paths[place]!;
                const part = path[side];
                return (
                  <li key={path.key}>
                    <button type="button" aria-pressed={path.key === selected} onClick={() => onSelect(path.key)}>
                      <span className="t1 b5 el" title={`${path.name}, ${path.service}`}>
                        {path.name}
                      </span>
                      <span className="t3 s12 el">
                        {path.service}
                        {path.parent >= 0 && `, in ${paths[path.parent]!.name}`}
                      </span>
                      <span className="sp" />
                      <span className="t2 s12 nw">
                        {plural(part.spans, "span")}, {durationNs(part.total_ns)}
                      </span>
                    </button>
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function columnsOf(
  answer: TwoTraces,
  by: Measure,
  sort: Sort,
  onSort: (sort: Sort) => void,
  onToggle: (row: Row) => void,
): Column<Row>[] {
  const most = largestChange(answer.paths, by);
  const titles = TITLES[by];
  const sorted = (name: Sort, state: "ascending" | "descending" = "descending") => ({
    state: sort === name ? state : ("none" as const),
    onSort: () => onSort(name),
  });
  const figure = (
    key: string,
    title: string,
    width: string,
    render: Column<Row>["render"],
    order?: Column<Row>["sort"],
  ): Column<Row> => ({ key, title, width, align: "right", render, ...(order ? { sort: order } : {}) });
  const own = (side: "a" | "b", row: Row) =>
    row.path[side].spans === 0 ? (
      <span className="t3">–</span>
    ) : by === "count" ? (
      durationNs(row.path[side].self_ns)
    ) : (
      amountText(amountOf(row.path[side], by), by)
    );
  return [
    {
      key: "path",
      title: "Path",
      width: "minmax(150px, 1fr)",
      sort: sorted("path", "ascending"),
      render: (row) => <PathCell row={row} onToggle={() => onToggle(row)} />,
    },
    figure("spans-a", "Spans A", "48px", ({ path }) => count(path.a.spans), sorted("spans")),
    figure("spans-b", "B", "34px", ({ path }) => <span className="t1">{count(path.b.spans)}</span>),
    figure("total-a", "Total A", "62px", ({ path }) => total(path.a), sorted("total")),
    figure("total-b", "B", "66px", ({ path }) => <span className="t1">{total(path.b)}</span>),
    figure("own-a", `${titles.amount} A`, "62px", (row) => own("a", row)),
    figure("own-b", "B", "66px", (row) => <span className="t1">{own("b", row)}</span>),
    {
      key: "bar",
      title: "less, more (log)",
      width: "minmax(48px, 0.45fr)",
      render: ({ path }) => <Bar change={changeOf(path, by)} most={most} />,
    },
    figure(
      "change",
      titles.change,
      "96px",
      (row) => <Changed value={changeOf(row.path, by)} most={most} by={by} />,
      sorted("change"),
    ),
    figure("ratio", "Ratio", "66px", ({ path }) => {
      const only = onlyIn(path);
      const [a, b] = [amountOf(path.a, by), amountOf(path.b, by)];
      return only ? `only ${only.toUpperCase()}` : a === b ? "same" : a === 0 || b === 0 ? "–" : ratioText(a, b);
    }),
  ];
}

const total = ({ total_ns, extent_ns, spans }: TwoTraces["paths"][number]["a"]) =>
  spans === 0 ? (
    <span className="t3">–</span>
  ) : spans > 1 && extent_ns < total_ns ? (
    <span title={`at the same time: ${durationNs(extent_ns)} from the first to the last`}>{durationNs(total_ns)}</span>
  ) : (
    durationNs(total_ns)
  );

function PathCell({ row: { path, open }, onToggle }: { row: Row; onToggle: () => void }) {
  const only = onlyIn(path);
  const failed = path.a.errors !== path.b.errors;
  return (
    <span className={styles.path} style={{ paddingLeft: Math.min(path.depth, 12) * 14 }}>
      {open === undefined ? (
        <i />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          aria-label={open ? `Shut ${path.name}` : `Open ${path.name}`}
          onClick={onToggle}
        >
          {open ? <IconChevronDown /> : <IconChevronRight />}
        </button>
      )}
      <span className="t1 el" title={`${path.name}, ${path.service}`}>
        {path.name}
      </span>
      {only && (
        <span className={styles.only} data-side={only}>
          only {only.toUpperCase()}
        </span>
      )}
      {failed && (
        <span className={`err ${styles.failed}`} title={`Failed spans: A ${path.a.errors}, B ${path.b.errors}`}>
          <IconCircleX />
          {count(path.a.errors)} → {count(path.b.errors)}
          <span className="hidden-text"> failed</span>
        </span>
      )}
    </span>
  );
}

function Bar({ change, most }: { change: number; most: number }) {
  const width = `${reachOf(change, most) * 50}%`;
  return (
    <span className={styles.change} aria-hidden="true">
      <b />
      {change !== 0 && (
        <i data-more={change > 0} style={change > 0 ? { left: "50%", width } : { right: "50%", width }} />
      )}
    </span>
  );
}

const SAID = 0.002; // of the largest change: what is less is quiet

function Changed({ value, most, by }: { value: number; most: number; by: Measure }) {
  const quiet = Math.abs(value) < SAID * most || value === 0;
  return <span className={quiet ? "t3" : value > 0 ? styles.more : styles.less}>{changeText(value, by)}</span>;
}

/** The sum under the rows. */
function Whole({ answer, columns, by }: { answer: TwoTraces; columns: Column<Row>[]; by: Measure }) {
  const { a, b } = answer;
  const counted = by === "count";
  const value = counted ? b.spans - a.spans : b.duration_ns - a.duration_ns;
  const cells = [
    count(a.spans),
    count(b.spans),
    durationNs(a.duration_ns),
    durationNs(b.duration_ns),
    "",
    "",
    "",
    changeText(value, by),
    counted ? ratioText(a.spans, b.spans) : ratioText(a.duration_ns, b.duration_ns),
  ];
  return (
    <div className={styles.whole} style={{ gridTemplateColumns: columns.map(({ width }) => width).join(" ") }}>
      <span className="t1 b5">Whole trace</span>
      {cells.map((cell, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cells of a row
        <span key={place} className={place === 7 && value !== 0 ? (value > 0 ? styles.more : styles.less) : undefined}>
          {cell}
        </span>
      ))}
    </div>
  );
}
