/** The menu of a value, and the ways on from a line or a span, as every details pane offers them. */
import { createElement } from "react";
import type { Hop } from "../../api/place";
import type { Related } from "../../api/types";
import type { Onward } from "../../parts/DetailsPane";
import { IconChartLine, IconDatabase, IconFilter, IconListTree, IconLogs } from "../../parts/icons";
import type { ValueActions } from "../../parts/ValueMenu";
import { lane, writeLane } from "../metrics/lanes";
import { onlyValue, withLimit, withoutValue } from "./clauses";

export type SearchActions = {
  query: string;
  onQuery: (query: string) => void;
  onCountBy: (field: string) => void;
  onColumn?: (field: string) => void;
};

export function valueActions(search: SearchActions, field: string, value: string | number | boolean): ValueActions {
  const { query, onQuery, onCountBy, onColumn } = search;
  return {
    only: () => onQuery(onlyValue(query, field, value)),
    without: () => onQuery(withoutValue(query, field, value)),
    moreThan: () => onQuery(withLimit(query, field, ">", value)),
    lessThan: () => onQuery(withLimit(query, field, "<", value)),
    countBy: () => onCountBy(field),
    ...(onColumn ? { addColumn: () => onColumn(field) } : {}),
  };
}

const ICONS: Record<string, typeof IconLogs> = {
  trace: IconListTree,
  traces: IconFilter,
  logs: IconLogs,
  metrics: IconChartLine,
  statement: IconDatabase,
};

type HopTo = (
  tool: "logs" | "traces" | "metrics" | `traces/${string}` | `database/${string}`,
  search?: Record<string, string | string[] | undefined>,
) => Hop;

/** Each way on carries the range; metrics also the moment, so that the crosshair stands where one came from. */
export function onwardOf(related: readonly Related[], hop: HopTo, at: number): Onward[] {
  const moment = { at: String(Math.round(at)) };
  return related.map(({ kind, title, detail, query, trace_id, span_id }) => {
    const target =
      kind === "trace"
        ? hop(`traces/${trace_id}`, { span: span_id || undefined })
        : kind === "metrics"
          ? hop("metrics", { q: [writeLane(lane([query], { auto: true }))], ...moment })
          : kind === "statement"
            ? hop(`database/${query}`, moment)
            : hop(kind === "logs" ? "logs" : "traces", { q: query, ...moment });
    return {
      key: `${kind} ${query} ${trace_id}`,
      icon: createElement(ICONS[kind] ?? IconFilter),
      title,
      detail: detail.replace(/(\d),(?=\d{3})/g, "$1\u2009"),
      ...target,
    };
  });
}
