/** What the spans of the chosen path and those above them differ in, and how long each of the spans took. */
import { useAnswer } from "../../api/answers";
import { useHop } from "../../api/place";
import type { ComparedAttribute, SamePath, TwoTraces } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { count, durationNs, plural } from "../../lib/units";
import { Switch } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import { PaneHead } from "../../parts/Panes";
import { ErrorState, Note, SkeletonRows } from "../../parts/States";
import styles from "./compare.module.css";
import { SpanChart } from "./SpanChart";
import { ratioOf, valuesText } from "./text";

type Props = {
  answer: TwoTraces;
  path: string;
  same: boolean;
  onSame: (same: boolean) => void;
  onSelect: (key: string) => void;
};

export function AttributesPane({ answer, path, same, onSame, onSelect }: Props) {
  const question = { a: answer.a.trace_id, b: answer.b.trace_id, path };
  const { data, problem, loading, updating, again } = useAnswer("traces/compare/path", question, {
    view: "traces.compare.path",
  });
  useCommands([
    {
      id: "compare.same",
      label: "Show attributes that are the same",
      group: "Compare",
      keys: "e",
      run: () => onSame(!same),
    },
    { id: "compare.most", label: "What changed most", group: "Compare", keys: "m", run: () => onSelect(answer.most) },
  ]);
  return (
    <>
      <PaneHead title="Attributes">
        {data && (
          <span className="s12 t3 el" title={[...data.above, data.name].join(" › ")}>
            {data.name}
            {data.above.length > 0 && " and its parents"}
          </span>
        )}
      </PaneHead>
      {loading && <SkeletonRows rows={10} label="Loading attributes" />}
      {problem && <ErrorState problem={problem} onAgain={again} />}
      {data && (
        <>
          <div className={styles.attributes} aria-busy={updating || undefined}>
            <Found data={data} same={same} onSame={onSame} />
          </div>
          <SpansOf data={data} answer={answer} />
        </>
      )}
    </>
  );
}

function Found({ data, same, onSame }: { data: SamePath; same: boolean; onSame: (same: boolean) => void }) {
  const of = (found: string) => data.attributes.filter((one) => one.found === found);
  const [differing, alone, naming, equal] = [of("differs"), of("only"), of("identifies"), of("same")];
  const only = data.a.total === 0 ? "B" : "A";
  return (
    <section aria-label="Attributes of this path">
      <div className={styles.said}>
        <span className="t2">{plural(differing.length, "differs", "differ")}</span>
        <span className="t3">{plural(equal.length, "is the same", "are the same")}</span>
        <span className="sp" />
        <Switch label="Show same" checked={same} onChange={onSame} title="e" />
      </div>
      {data.looked_at < data.spans && (
        <Note>
          {count(data.looked_at)} of {count(data.spans)} spans were looked at, evenly spread.
        </Note>
      )}
      {differing.length === 0 && (
        <p className={styles.none}>
          {alone.length > 0
            ? `Only ${only} has this path, and the way to it is the same.`
            : "Nothing differs on this path but what names each span."}
        </p>
      )}
      <ul aria-label="What differs">
        {differing.map((one) => (
          <Attribute key={`${one.scope} ${one.name}`} one={one} own={data.name} />
        ))}
      </ul>
      {alone.length > 0 && (
        <>
          <h3 className={styles.sub}>Of spans that only {only} has</h3>
          <ul aria-label={`What only ${only} has`}>
            {alone.map((one) => (
              <li key={`${one.scope} ${one.name}`} className={styles.attribute}>
                <span className={styles.name}>{one.name}</span>
                <span className={`${styles.value} t2`}>{valuesText(only === "B" ? one.b : one.a)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {naming.length > 0 && (
        <details className={styles.naming}>
          <summary className={styles.sub}>{plural(naming.length, "differs", "differ")} in every trace</summary>
          <ul aria-label="What names each">
            {naming.map((one) => (
              <Attribute key={`${one.scope} ${one.name}`} one={one} own={data.name} quiet />
            ))}
          </ul>
        </details>
      )}
      {same && equal.length > 0 && (
        <>
          <h3 className={styles.sub}>The same in both</h3>
          <ul aria-label="What is the same">
            {equal.map((one) => (
              <li key={`${one.scope} ${one.name}`} className={styles.attribute}>
                <span className={styles.name}>{one.name}</span>
                <span className={`${styles.value} t2`}>{valuesText(one.b)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Attribute({ one, own, quiet }: { one: ComparedAttribute; own: string; quiet?: boolean }) {
  const where = one.operation === own ? (one.scope === "resource" ? "resource" : "") : `of ${one.operation}`;
  return (
    <li className={styles.attribute} data-quiet={quiet || undefined}>
      <span className={styles.name} title={one.name}>
        {one.name}
        {where && <span className="t3"> {where}</span>}
      </span>
      <span className={`${one.ratio === null ? "t3" : one.ratio > 1 ? styles.more : styles.less} s12`}>
        {quiet ? "" : ratioOf(one)}
      </span>
      {(["a", "b"] as const).map((side) => (
        <span key={side} className={styles.value} title={valuesText(one[side])}>
          <b data-side={side}>{side.toUpperCase()}</b>
          <span className={one[side].spans === 0 ? "t3 el" : "t1 el"}>{valuesText(one[side])}</span>
        </span>
      ))}
    </li>
  );
}

function SpansOf({ data, answer }: { data: SamePath; answer: TwoTraces }) {
  const hop = useHop();
  const many = data.a.total === data.b.total ? `all ${count(data.a.total)} spans of each` : undefined;
  const title = many ?? `${plural(data.a.total, "span")} of A, ${count(data.b.total)} of B`;
  return (
    <section className={styles.chart} aria-label={`Spans of ${data.name}`}>
      <h3 className="s12 b6 el" title={data.name}>
        {data.name}, {data.a.total === 1 && data.b.total === 1 ? "one span of each" : title}
      </h3>
      <SpanChart data={data} />
      <div className={styles.longest}>
        {(["a", "b"] as const).map((side) => {
          const at = longest(data[side].length_ns);
          if (at < 0) return null;
          const search = { span: data[side].span_id[at]! };
          return (
            <Go key={side} {...hop(`traces/${answer[side].trace_id}`, search)} className="acc s12">
              Longest of {side.toUpperCase()}, {durationNs(data[side].length_ns[at]!)}
            </Go>
          );
        })}
      </div>
    </section>
  );
}

const longest = (lengths: readonly number[]): number =>
  lengths.reduce((best, length, place) => (best < 0 || length > lengths[best]! ? place : best), -1);
