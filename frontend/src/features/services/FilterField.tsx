/** What to find or to hide: `errors > 5%`, `rate < 0.5`, `p95 > 500ms`, `name ~ hooks`. */
import { useEffect, useState } from "react";
import type { Problem } from "../../api/client";
import { useCommands } from "../../lib/commands";
import { count as written } from "../../lib/units";
import { QueryField, type Suggested } from "../../parts/QueryField";
import styles from "./services.module.css";

type Props = {
  name: "Find" | "Hide";
  value: string;
  fault: Problem | null;
  /** How many nodes and calls it finds. */
  count: number | null;
  onSubmit: (value: string) => void;
};

const FIELDS: Record<string, string> = {
  errors: "share of failed calls, 5%",
  rate: "calls per second, 0.5",
  p95: "95th percentile, 500ms",
  p50: "median, 50ms",
  p99: "99th percentile, 2s",
  name: "service or host, name ~ hooks",
  kind: "service, database, cache, messaging, external",
  change: "new, gone, more_errors, more_calls, slower",
};
const EXAMPLES = { Find: "errors > 5%", Hide: "rate < 0.5" };

export function FilterField({ name, value, fault, count, onSubmit }: Props) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const id = `filter-${name.toLowerCase()}`;
  const unsent = draft.trim() !== value.trim();
  useCommands([
    {
      id: `services.${name.toLowerCase()}`,
      label: `${name} in the graph`,
      group: "Graph",
      keys: name === "Find" ? "/" : "x",
      run: () => document.querySelector<HTMLElement>(`#${id} .cm-content, #${id} input`)?.focus(),
    },
  ]);
  return (
    <div id={id} className={styles.filter} data-error={fault !== null} title={fault ? fault.message : FILTER_HELP}>
      <span className="s12 t2 b5">{name}</span>
      <QueryField
        bare
        label={name}
        language="search"
        value={value}
        onSubmit={(text) => onSubmit(text.trim())}
        onDraft={setDraft}
        suggest={suggest}
        fault={fault}
        placeholder={EXAMPLES[name]}
        submitOnBlur
        end={
          unsent ? (
            <span className="s11 t3 nw">Enter</span>
          ) : count !== null ? (
            <span className="s11 t2 nw" role="status" aria-label={`${written(count)} found`}>
              {written(count)}
            </span>
          ) : undefined
        }
      />
    </div>
  );
}

const FILTER_HELP = "Fields: rate, errors, p50, p95, p99, name, kind, change. Joined by and, or, not, parentheses.";

/** Fields that begin as what was typed. */
export async function suggest(text: string, cursor: number): Promise<Suggested[]> {
  const typed = /[\w]*$/.exec(text.slice(0, cursor))![0];
  const start = cursor - typed.length;
  if (/[<>=~:]\s*$/.test(text.slice(0, start))) return [];
  return Object.entries(FIELDS)
    .filter(([field]) => field.startsWith(typed.toLowerCase()) && field !== typed)
    .map(([field, detail]) => ({ text: field, kind: "field", detail, start, end: cursor }));
}
