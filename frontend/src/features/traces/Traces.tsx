/** Searching traces: what is searched, how long it took over time, and the traces found. */
import { useCallback, useMemo, useState } from "react";
import { useAnswer } from "../../api/answers";
import { usePlace } from "../../api/place";
import { serviceColour, useIncident } from "../../api/surface";
import { css } from "../../charts/colours";
import { plural } from "../../lib/units";
import { useView } from "../../lib/view";
import { Pane, Panes } from "../../parts/Panes";
import { QueryCost } from "../../parts/States";
import { FacetPane } from "../search/FacetPane";
import { useFields } from "../search/fields";
import { SearchBar } from "../search/SearchBar";
import { useRunning } from "../search/useRunning";
import { columnsToAsk } from "./columns";
import { DurationPanel } from "./DurationPanel";
import { TraceList } from "./TraceList";
import { SEARCH } from "./view";

const FIRST_PAGE = 200;
const MOST = 1000;

export function Traces() {
  const { services } = useIncident();
  const { range } = usePlace();
  const [view, change] = useView(SEARCH);
  const { q, sort } = view;
  const stretch = useMemo(() => ({ query: q, ...range }), [q, range]);
  const onQuery = useCallback((query: string) => change({ q: query.trim(), box: null }), [change]);
  const { fields, settled } = useFields("traces", stretch);
  const columns = columnsToAsk(view.columns, fields);
  const [more, setMore] = useState("");
  const limit = more === `${q} ${sort}` ? MOST : FIRST_PAGE;
  const asking = settled || columns.chosen;
  const answer = useAnswer(
    "traces/search",
    { ...stretch, sort, limit, columns: columns.asked },
    { view: "traces.search", enabled: asking },
  );
  const colour = useCallback(
    (field: string, value: string) => (field === "service" ? css(serviceColour(services, value)) : undefined),
    [services],
  );
  const { data } = answer;
  const running = useRunning("traces");
  return (
    <>
      <SearchBar
        signal="traces"
        query={q}
        onQuery={onQuery}
        problem={answer.problem}
        cost={
          <QueryCost
            text={data ? `${plural(data.total, "trace")}, ${Math.round(data.took_ms)} ms` : ""}
            updating={running.running}
            seconds={running.seconds}
            onCancel={running.cancel}
          />
        }
      />
      <Panes name="traces">
        <Pane label="Fields" as="aside" size="var(--r-facets)" least={180} most={420}>
          <FacetPane
            signal="traces"
            stretch={stretch}
            onQuery={onQuery}
            find={view.fields}
            onFind={(find) => change({ fields: find })}
            colour={colour}
          />
        </Pane>
        <Pane label="Durations and traces" as="main">
          <DurationPanel
            stretch={stretch}
            view={view}
            change={change}
            stored={{ rows: data?.rows, total: data?.total }}
          />
          <TraceList
            answer={asking ? answer : { ...answer, updating: true }}
            stretch={stretch}
            view={view}
            change={change}
            columns={columns}
            fields={fields}
            onQuery={onQuery}
            onAgain={running.again}
            onEnd={() => setMore(`${q} ${sort}`)}
          />
        </Pane>
      </Panes>
    </>
  );
}
