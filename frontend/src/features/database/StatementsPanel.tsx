/** The statements of the stretch beside what they did before: sorted, found, opened. */

import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { paneName, useAnswer } from "../../api/answers";
import { useHop } from "../../api/place";
import type { StatementRow, WaitShare } from "../../api/types";
import { css } from "../../charts/colours";
import { useCommands } from "../../lib/commands";
import { duration, plural, span } from "../../lib/units";
import { writeView } from "../../lib/view";
import { Button } from "../../parts/Button";
import { Segments } from "../../parts/Choices";
import { Field } from "../../parts/Field";
import { type Column, FixedList } from "../../parts/FixedList";
import { Go } from "../../parts/Go";
import { IconArrowRight } from "../../parts/icons";
import { PaneHead } from "../../parts/Panes";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { waitColours } from "./colours";
import styles from "./database.module.css";
import { Spark } from "./Spark";
import { stretchLabel } from "./stretches";
import { factor, rate, sessions } from "./text";
import type { DatabaseState } from "./useDatabase";
import { SORTS, type Sort, STRETCHES } from "./view";

const TITLES: Record<Sort, string> = {
  load: "Load",
  calls: "Calls",
  mean: "Mean time",
  rows: "Rows",
  change: "Change",
};

export function StatementsPanel({ state }: { state: DatabaseState }) {
  const { server, view, change, asked, whole, during, place } = state;
  const navigate = useNavigate();
  const hop = useHop();
  const answer = useAnswer(
    "database/statements",
    { database: server.name, ...asked, ...whole, sort: view.sort, find: view.find, limit: 100 },
    { view: paneName("database.statements", state.untouched && view.sort === "load" && view.find === "") },
  );
  const { data } = answer;
  useCommands([
    ...SORTS.map((sort) => ({
      id: `database.sort.${sort}`,
      label: `Statements by ${TITLES[sort].toLowerCase()}`,
      group: "Database",
      run: () => change({ sort }),
    })),
    {
      id: "database.find",
      label: "Find in statements",
      group: "Database",
      keys: "/",
      run: () => document.getElementById("statements")?.querySelector("input")?.focus(),
    },
  ]);
  const rows = data?.rows ?? [];
  const colours = useMemo(() => waitColours(waitsOf(data?.rows ?? [])), [data]);
  const most = Math.max(1e-9, ...rows.map((row) => row.during.load));
  const carried = { db: view.db ?? undefined };
  const columns = columnsOf(view.sort, (sort) => change({ sort }), {
    colours,
    most,
    span: span(place.range.end - place.range.start),
    address: (row) => hop(`database/${row.id}`, { ...carried, ...searchOf(state) }),
  });
  return (
    <section className={styles.statements} aria-label="Statements" id="statements">
      <PaneHead title="Statements">
        <span className="s12 t3 nw">
          by {TITLES[view.sort].toLowerCase()} in {stretchLabel(during, place.range)}
        </span>
        <span className="sp" />
        <div className={styles.find}>
          <Field
            label="Find in statements"
            value={view.find}
            size={24}
            onChange={(find) => change({ find })}
            end={<span className="s11 t3 nw">{data && view.find ? `${data.total}` : ""}</span>}
          />
        </div>
        <Segments
          label="Sort by"
          size={24}
          value={view.sort}
          choices={SORTS.map((sort) => ({ value: sort, label: TITLES[sort] }))}
          onChange={(sort) => change({ sort })}
        />
      </PaneHead>
      {answer.problem ? (
        <ErrorState problem={answer.problem} title="The statements did not come" onAgain={answer.again} />
      ) : !data ? (
        <SkeletonRows rows={6} label="Loading the statements" />
      ) : rows.length === 0 ? (
        <EmptyState
          title="No statement is left"
          actions={view.find ? <Button onClick={() => change({ find: "" })}>All statements</Button> : undefined}
        >
          {view.find ? `None of this database contains “${view.find}”.` : "None ran in the stretch or before it."}
        </EmptyState>
      ) : (
        <FixedList
          label="Statements"
          rows={rows}
          rowKey={(row) => row.id}
          columns={columns}
          selected={view.statement}
          show={view.statement}
          text={(row) => row.query}
          thing={({ id, query, during }) => ({
            title: query.replaceAll(/\s+/g, " ").slice(0, 200),
            value: `${duration(during.mean_ms)} mean`,
            mark: { statement: id },
            search: { statement: id },
          })}
          dimmed={answer.updating}
          onOpen={(row) => change({ statement: row.id, plan: null, against: null, node: null })}
          onKey={(event, row) => {
            if (event.key !== "o" || !row) return false;
            const { to, search } = hop(`database/${row.id}`, { ...carried, ...searchOf(state) });
            void navigate({ to: to as never, search: search as never });
            return true;
          }}
        />
      )}
      {data && rows.length < data.total && (
        <p className={styles.more}>{plural(data.total - rows.length, "statement")} more: narrow them by words.</p>
      )}
    </section>
  );
}

/** The stretches go along to a statement's own page. */
export const searchOf = ({ view: { sel, base } }: DatabaseState) => writeView(STRETCHES, { sel, base });

/** Waits of all statements, most load first. */
function waitsOf(rows: readonly StatementRow[]): string[] {
  const sums = new Map<string, number>();
  for (const { waits } of rows) for (const { name, load } of waits) sums.set(name, (sums.get(name) ?? 0) + load);
  return [...sums].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}

type Drawn = {
  colours: Map<string, string>;
  most: number;
  span: string;
  address: (row: StatementRow) => { to: string; search: Record<string, unknown> };
};

function columnsOf(
  sort: Sort,
  onSort: (sort: Sort) => void,
  { colours, most, span: length, address }: Drawn,
): Column<StatementRow>[] {
  const sorted = (by: Sort) => ({
    state: sort === by ? ("descending" as const) : ("none" as const),
    onSort: () => onSort(by),
  });
  return [
    {
      key: "query",
      title: "Statement",
      width: "minmax(160px, 1fr)",
      render: (row) => (
        <span className={styles.query}>
          <span className="el mono t1" title={row.query}>
            {row.query || "text not recorded"}
          </span>
          {row.query && (
            <Go
              {...address(row)}
              className={styles.open}
              label={`Open the statement ${row.query.slice(0, 60)}`}
              title="Its page (o)"
              tabIndex={-1}
            >
              <IconArrowRight />
            </Go>
          )}
        </span>
      ),
    },
    {
      key: "load",
      title: "Load",
      width: "148px",
      sort: sorted("load"),
      render: (row) => (
        <span className={styles.share}>
          <WaitBar waits={row.waits} width={(row.during.load / most) * 92} colours={colours} />
          <span className="t1">{sessions(row.during.load)}</span>
        </span>
      ),
    },
    {
      key: "spark",
      title: length,
      width: "84px",
      render: (row) => <Spark values={sparkOf(row, sort)} label={`${TITLES[sort]} over ${length}`} />,
    },
    ...(sort === "rows"
      ? [
          {
            key: "rb",
            title: "Rows/s before",
            width: "98px",
            align: "right" as const,
            render: (row: StatementRow) => rate(row.before.rows),
          },
          {
            key: "rd",
            title: "during",
            width: "72px",
            align: "right" as const,
            sort: sorted("rows"),
            render: (row: StatementRow) => <span className="t1">{rate(row.during.rows)}</span>,
          },
        ]
      : [
          {
            key: "cb",
            title: "Calls/s before",
            width: "98px",
            align: "right" as const,
            render: (row: StatementRow) => rate(row.before.calls),
          },
          {
            key: "cd",
            title: "during",
            width: "72px",
            align: "right" as const,
            sort: sorted("calls"),
            render: (row: StatementRow) => <span className="t1">{rate(row.during.calls)}</span>,
          },
        ]),
    { key: "mb", title: "Mean before", width: "94px", align: "right", render: (row) => duration(row.before.mean_ms) },
    {
      key: "md",
      title: "during",
      width: "80px",
      align: "right",
      sort: sorted("mean"),
      render: (row) => <span className="t1">{duration(row.during.mean_ms)}</span>,
    },
    {
      key: "change",
      title: "Change of mean",
      width: "118px",
      align: "right",
      sort: sorted("change"),
      render: (row) => {
        const { text, more } = factor(row.change);
        return <span className={more ? styles.increase : "t2"}>{text}</span>;
      },
    },
  ];
}

export function sparkOf(row: StatementRow, sort: Sort): readonly (number | null)[] {
  switch (sort) {
    case "calls":
      return row.sparks.calls;
    case "rows":
      return row.sparks.rows;
    case "mean":
    case "change":
      return row.sparks.mean_ms;
    default:
      return row.sparks.load;
  }
}

/** What a statement waits for, in the colours of the load. */
export function WaitBar({
  waits,
  width,
  colours,
}: {
  waits: readonly WaitShare[];
  width: number;
  colours: Map<string, string>;
}) {
  const sum = waits.reduce((all, { load }) => all + load, 0);
  const said = waits.map(({ name, load }) => `${name} ${sessions(load)}`).join(", ");
  if (sum === 0) return <span className={styles.waitbar} style={{ width: 3 }} />;
  return (
    <span className={styles.waitbar} style={{ width: Math.max(3, width) }} title={said}>
      {waits.map(({ name, load }) => (
        <i key={name} style={{ width: `${(load / sum) * 100}%`, background: css(colours.get(name) ?? "c10") }} />
      ))}
    </span>
  );
}
