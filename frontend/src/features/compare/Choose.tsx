/** Which trace to compare with: what is usual for the same root, an id, or what a search finds. */
import { useAnswer } from "../../api/answers";
import { usePlace } from "../../api/place";
import type { Partner } from "../../api/types";
import { clock, day } from "../../lib/time";
import { count, durationNs, plural } from "../../lib/units";
import { Field } from "../../parts/Field";
import { ErrorState, SkeletonRows } from "../../parts/States";
import styles from "./compare.module.css";

type Props = {
  /** The trace on the other side. */
  other: string;
  query: string;
  onQuery: (query: string) => void;
  onChoose: (id: string) => void;
  /** What stands there already. */
  except: readonly string[];
};

const SHOWN = 40;
const ID = /^[0-9a-f]{32}$/i;
const WHY: Record<string, string> = { usual: "A usual one", slowest: "The slowest", failed: "The newest that failed" };

export function Choose({ other, query, onQuery, onChoose, except }: Props) {
  const typed = query.trim();
  return (
    <div className={styles.choose}>
      <Field
        label="Search traces, or paste an id"
        value={query}
        onChange={onQuery}
        autoFocus
        onEnter={() => ID.test(typed) && onChoose(typed.toLowerCase())}
      />
      {ID.test(typed) ? (
        <button type="button" className={styles.option} onClick={() => onChoose(typed.toLowerCase())}>
          <span className="t1">This id</span>
          <span className="mono t2">{typed}</span>
        </button>
      ) : (
        <>
          {typed === "" && ID.test(other) && <Suggested other={other} except={except} onChoose={onChoose} />}
          <Results query={typed} except={except} onChoose={onChoose} />
        </>
      )}
    </div>
  );
}

type ListProps = { except: readonly string[]; onChoose: (id: string) => void };

function Suggested({ other, except, onChoose }: ListProps & { other: string }) {
  const { data } = useAnswer("traces/partners", { trace_id: other }, { view: "~traces.partners", keep: false });
  const partners = data?.partners.filter(({ trace_id }) => !except.includes(trace_id)) ?? [];
  if (!data || partners.length === 0) return null;
  const of = data.clean > 0 ? `${plural(data.clean, "trace")} without errors` : plural(data.traces, "trace");
  return (
    <section aria-label="Suggested">
      <h3>
        Of the same root, {data.root_name}: {of}, median {durationNs(data.median_ns)}
      </h3>
      {partners.map((partner) => (
        <Option key={partner.why} row={partner} first={WHY[partner.why] ?? partner.why} onChoose={onChoose} />
      ))}
    </section>
  );
}

function Results({ query, except, onChoose }: ListProps & { query: string }) {
  const { range } = usePlace();
  const { data, problem, loading } = useAnswer(
    "traces/search",
    { query, ...range, sort: "newest", limit: SHOWN, offset: 0, columns: [] },
    { view: "traces.compare.search" },
  );
  const rows = data?.traces.filter(({ trace_id }) => !except.includes(trace_id)) ?? [];
  return (
    <section aria-label="Found" className={styles.found}>
      <h3>{query === "" ? "The newest" : data ? `${plural(data.rows, "trace")} found` : "Found"}</h3>
      {loading && <SkeletonRows rows={6} label="Searching traces" />}
      {problem && <ErrorState problem={problem} asked={query} />}
      {data && rows.length === 0 && !problem && <p className="t3 s12">No other trace in this range matches.</p>}
      {!problem &&
        rows.map((row) => (
          <Option key={row.trace_id} row={row} first={row.root_name || "root not stored"} onChoose={onChoose} />
        ))}
    </section>
  );
}

type Choice = Pick<Partner, "trace_id" | "start" | "duration_ns" | "spans" | "errors">;

function Option({ row, first, onChoose }: { row: Choice; first: string; onChoose: (id: string) => void }) {
  const { now } = usePlace();
  const today = Math.floor(row.start / 864e5) === Math.floor(now / 864e5);
  return (
    <button type="button" className={styles.option} onClick={() => onChoose(row.trace_id)}>
      <span className="t1 el">{first}</span>
      <span className="mono t2 nw">
        {today ? "" : `${day(row.start)} `}
        {clock(row.start, "ms")}
      </span>
      <span className="num t1">{durationNs(row.duration_ns)}</span>
      <span className="num t2">{plural(row.spans, "span")}</span>
      <span className={`num ${row.errors > 0 ? "err" : "t3"}`}>
        {row.errors > 0 ? `${count(row.errors)} failed` : "ok"}
      </span>
    </button>
  );
}
