/** The latest traces with a span of the opened call. */
import { useAnswer } from "../../api/answers";
import { useHop } from "../../api/place";
import { clock, type Range } from "../../lib/time";
import { durationNs, plural } from "../../lib/units";
import { IconButton } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { IconCircleX, IconRoute } from "../../parts/icons";
import { Bone, ErrorState } from "../../parts/States";
import styles from "./services.module.css";

const SHOWN = 5;

/** `title` says what they are of; `status` is the attribute with a status code, if the spans have one. */
type Props = {
  title: string;
  query: string;
  during: Range;
  status: string;
  /** The trace that is laid over the graph. */
  trace: string | null;
  onTrace: (id: string | null) => void;
};

export function LatestTraces({ title, query, during, status, trace: over, onTrace }: Props) {
  const hop = useHop();
  const answer = useAnswer(
    "traces/search",
    { query, ...during, limit: SHOWN, columns: status ? [status] : [] },
    { view: "~services.traces" },
  );
  const { data } = answer;
  if (answer.problem)
    return <ErrorState problem={answer.problem} title="The traces did not come" onAgain={answer.again} />;
  const withStatus = data?.traces.some(({ values }) => values[status] !== undefined);
  return (
    <section className={styles.traces} aria-label={title}>
      <h3>
        <span className="s12 b6">{title}</span>{" "}
        {data && <span className="s12 t3">{plural(data.total, "trace")} during</span>}
      </h3>
      {!data && <Bone height={60} />}
      {data && data.traces.length > 0 && (
        <table className={`tbl ${answer.updating ? "dimmed" : ""}`}>
          <thead>
            <tr>
              <th scope="col" style={{ width: 108 }}>
                Time
              </th>
              <th scope="col">Root</th>
              <th scope="col" className="num" style={{ width: 72 }}>
                Duration
              </th>
              {withStatus && (
                <th scope="col" className="num" style={{ width: 64 }}>
                  Status
                </th>
              )}
              <th scope="col" style={{ width: 40 }}>
                <span className="hidden-text">On the graph</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.traces.map((trace) => (
              <tr key={trace.trace_id}>
                <td>
                  <Go
                    {...hop(`traces/${trace.trace_id}`, { span: trace.span_id || undefined, q: query })}
                    label={`Trace at ${clock(trace.start, "ms")}`}
                  >
                    <span className="mono">{clock(trace.start, "ms")}</span>
                  </Go>
                </td>
                <td title={`${trace.root_service} ${trace.root_name}`}>{trace.root_name}</td>
                <td className="num t1">{durationNs(trace.duration_ns)}</td>
                {withStatus && (
                  <td className="num">
                    <span className={trace.errors > 0 ? "err" : "t1"}>
                      {trace.errors > 0 && <IconCircleX className={styles.failed} />}
                      {String(trace.values[status] ?? "")}
                    </span>
                  </td>
                )}
                <td className={styles.onGraph}>
                  <IconButton
                    label={`Show the trace at ${clock(trace.start, "ms")} on the graph`}
                    size={24}
                    on={over === trace.trace_id}
                    onClick={() => onTrace(over === trace.trace_id ? null : trace.trace_id)}
                  >
                    <IconRoute />
                  </IconButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
