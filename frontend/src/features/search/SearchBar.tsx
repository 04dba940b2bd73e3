/** The bar over a search: range, what is searched, what it cost, and its link. The same over traces and logs. */
import { type ReactNode, useEffect, useState } from "react";
import { useSuggest } from "../../api/answers";
import type { Problem } from "../../api/client";
import { usePlace } from "../../api/place";
import { useIncident } from "../../api/surface";
import { useCommands } from "../../lib/commands";
import { Button } from "../../parts/Button";
import { CopyLink } from "../../parts/CopyLink";
import { ContextBar } from "../../parts/Panes";
import { SearchField } from "../../parts/QueryField";
import { TimeRangePicker } from "../../parts/TimeRangePicker";

type Props = {
  signal: "logs" | "traces";
  query: string;
  onQuery: (query: string) => void;
  problem: Problem | null;
  cost?: ReactNode;
};

export function SearchBar({ signal, query, onQuery, problem, cost }: Props) {
  const { start, now } = useIncident();
  const place = usePlace();
  const suggest = useSuggest(signal);
  const [draft, setDraft] = useState(query);
  useEffect(() => setDraft(query), [query]);
  const unsent = draft.trim() !== query.trim();
  useCommands(
    place.at === null
      ? []
      : [
          {
            id: "crosshair.clear",
            label: "Clear the crosshair",
            group: "Time",
            keys: "Escape",
            run: () => place.setAt(null),
          },
        ],
  );
  const fault = problem?.kind === "invalid" ? problem : null;
  return (
    <ContextBar>
      <TimeRangePicker
        text={place.text}
        range={place.range}
        now={now}
        window={{ start, end: now }}
        onChange={place.setRange}
        onBack={place.canGoBack ? place.back : undefined}
      />
      <SearchField
        label={`Search ${signal}`}
        value={query}
        onSubmit={onQuery}
        onDraft={setDraft}
        end={
          unsent && (
            <span className="s11 t3 nw" role="status">
              Enter to search
            </span>
          )
        }
        suggest={suggest}
        fault={fault}
        placeholder={EXAMPLES[signal]}
      />
      <Button kind={unsent ? "primary" : "default"} onClick={() => onQuery(draft)}>
        Search
      </Button>
      {cost}
      <CopyLink />
    </ContextBar>
  );
}

const EXAMPLES = {
  logs: 'For example level:error service:api -path:/health "exact phrase"',
  traces: "Spans to find the traces of, for example service:api status:error duration:>2s",
};
