/** Searching logs: how many lines by level over time, the lines, and one line whole. */
import { useCallback, useMemo, useState } from "react";
import { useAnswer } from "../../api/answers";
import { usePlace } from "../../api/place";
import { serviceColour, useIncident } from "../../api/surface";
import { css } from "../../charts/colours";
import { useView } from "../../lib/view";
import { Pane, Panes } from "../../parts/Panes";
import { QueryCost } from "../../parts/States";
import type { SearchActions } from "../search/actions";
import { FacetPane } from "../search/FacetPane";
import { useFields } from "../search/fields";
import { levelTokens } from "../search/line-pieces";
import { useRowKeys } from "../search/rows";
import { SearchBar } from "../search/SearchBar";
import { useRunning } from "../search/useRunning";
import { HistogramPanel } from "./HistogramPanel";
import { LineList } from "./LineList";
import { LinePane } from "./LinePane";
import { useLines } from "./useLines";
import { LOGS } from "./view";

export function Logs() {
  const { services } = useIncident();
  const { range } = usePlace();
  const [view, change] = useView(LOGS);
  const { q, line } = view;
  const stretch = useMemo(() => ({ query: q, ...range }), [q, range]);
  const asked = `${q} ${range.start} ${range.end}`;
  // A link to a line opens the list at it. The first search of the page is the linked one; another starts at the newest.
  const [linked] = useState({ asked, line });
  const answer = useLines(stretch, linked.asked === asked ? linked.line : null);
  const histogram = useAnswer("logs/histogram", { ...stretch, buckets: 60 }, { view: "logs.histogram" });
  const { fields } = useFields("logs", stretch);
  const search: SearchActions = {
    query: q,
    onQuery: useCallback((query: string) => change({ q: query.trim() }), [change]),
    onCountBy: (field) => change({ fields: field }),
    onColumn: (field) => change({ columns: [...view.columns.filter((one) => one !== field), field] }),
  };
  const colour = useCallback(
    (field: string, value: string) =>
      field === "service"
        ? css(serviceColour(services, value))
        : field === "level"
          ? css(levelTokens(value).token)
          : undefined,
    [services],
  );
  const open = useCallback((no: number | null) => change({ line: no }), [change]);
  const step = (by: 1 | -1) => {
    const at = answer.lines.findIndex(({ no }) => no === line);
    const next = answer.lines[at < 0 ? 0 : at + by];
    if (next) open(next.no);
  };
  const running = useRunning("logs");
  useRowKeys("Lines", line === null ? undefined : step);
  return (
    <>
      <SearchBar
        signal="logs"
        query={q}
        onQuery={search.onQuery}
        problem={answer.problem}
        cost={<QueryCost text="" updating={running.running} seconds={running.seconds} onCancel={running.cancel} />}
      />
      <Panes name="logs">
        <Pane label="Fields" as="aside" size="var(--r-facets)" least={180} most={420}>
          <FacetPane
            signal="logs"
            stretch={stretch}
            onQuery={search.onQuery}
            find={view.fields}
            onFind={(find) => change({ fields: find })}
            colour={colour}
          />
        </Pane>
        <Pane label="Lines over time" as="main">
          <HistogramPanel answer={histogram} lines={answer} range={range} view={view} change={change} search={search} />
          <LineList
            answer={answer}
            stretch={stretch}
            view={view}
            change={change}
            search={search}
            fields={fields}
            onOpen={open}
            onAgain={running.again}
          />
        </Pane>
        {line !== null && (
          <Pane label="Line" as="aside" size="var(--r-drawer)" least={320} most={720}>
            <LinePane
              no={line}
              view={view}
              change={change}
              search={search}
              onClose={() => open(null)}
              onOpen={open}
              onPrevious={() => step(-1)}
              onNext={() => step(1)}
            />
          </Pane>
        )}
      </Panes>
    </>
  );
}
