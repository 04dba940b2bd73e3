/** Who runs a statement, as the spans tell, and its slowest executions. */

import { useHop } from "../../api/place";
import { serviceColour, useIncident } from "../../api/surface";
import type { StatementDetails } from "../../api/types";
import { css } from "../../charts/colours";
import { clause } from "../../lib/search";
import { clock } from "../../lib/time";
import { count, duration } from "../../lib/units";
import { Go } from "../../parts/Go";
import styles from "./database.module.css";
import { factor, rate } from "./text";

export function CallersTable({ data }: { data: StatementDetails }) {
  const hop = useHop();
  const { services } = useIncident();
  return (
    <section className={styles.listed} aria-label="Calling services">
      <header className={styles.head}>
        <h2>Calling services</h2>
        <span className="s12 t3">from spans, during the stretch</span>
      </header>
      {data.callers.length === 0 ? (
        <p className={styles.nothing}>
          {data.text_field
            ? "No span of this stretch has the statement's text."
            : "Spans of this incident do not tell their statements."}
        </p>
      ) : (
        <div className={styles.scrolled}>
          <table className="tbl" aria-label="Calling services">
            <colgroup>
              <col />
              <col style={{ width: 92 }} />
              <col style={{ width: 72 }} />
              <col style={{ width: 90 }} />
              <col style={{ width: 72 }} />
              <col style={{ width: 72 }} />
              <col style={{ width: 62 }} />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">Service</th>
                <th scope="col" className="num">
                  Calls/s before
                </th>
                <th scope="col" className="num">
                  during
                </th>
                <th scope="col" className="num">
                  Mean before
                </th>
                <th scope="col" className="num">
                  during
                </th>
                <th scope="col" className="num">
                  p95
                </th>
                <th scope="col" className="num">
                  Errors
                </th>
              </tr>
            </thead>
            <tbody>
              {data.callers.map((one) => (
                <tr key={`${one.service} ${one.name}`}>
                  <td>
                    <Go
                      {...hop("traces", {
                        q: `${clause("service", one.service)} ${clause(data.text_field, data.query)}`,
                      })}
                      className={styles.caller}
                      title={`Traces of ${one.service} with this statement`}
                    >
                      <i className="dot" style={{ background: css(serviceColour(services, one.service)) }} />
                      {one.service} <span className="t3">{one.name}</span>
                    </Go>
                  </td>
                  <td className="num">{rate(one.calls_before)}</td>
                  <td className="num t1">{rate(one.calls)}</td>
                  <td className="num">{duration(one.mean_before_ms)}</td>
                  <td className="num t1">{duration(one.mean_ms)}</td>
                  <td className="num">{duration(one.p95_ms)}</td>
                  <td className={`num ${one.errors > 0 ? "err" : ""}`}>{count(one.errors)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

export function ExecutionsTable({ data }: { data: StatementDetails }) {
  const hop = useHop();
  const usual = data.before.mean_ms;
  return (
    <section className={`${styles.listed} ${styles.grows}`} aria-label="Slowest executions">
      <header className={styles.head}>
        <h2>Slowest executions</h2>
        <span className="s12 t3">of those that were looked at, during the stretch</span>
      </header>
      {data.slowest.length === 0 ? (
        <p className={styles.nothing}>No execution of this stretch was looked at.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keys
        <div className="scroll" role="region" aria-label="Slowest executions, scrolled" tabIndex={0}>
          <table className="tbl" aria-label="Slowest executions">
            <colgroup>
              <col style={{ width: 88 }} />
              <col style={{ width: 88 }} />
              <col style={{ width: 64 }} />
              <col />
              <col style={{ width: 160 }} />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col" className="num">
                  Took
                </th>
                <th scope="col" className="num">
                  of mean
                </th>
                <th scope="col">Parameters</th>
                <th scope="col">Trace</th>
              </tr>
            </thead>
            <tbody>
              {data.slowest.map((one) => (
                <tr key={`${one.time} ${one.span_id}`}>
                  <td>{clock(one.time)}</td>
                  <td className="num t1">{duration(one.duration_ms)}</td>
                  <td className="num t3">{factor(usual ? one.duration_ms / usual : null).text}</td>
                  <td className="mono" title={one.parameters}>
                    {one.parameters || "–"}
                  </td>
                  <td>
                    {one.trace_id ? (
                      <Go {...hop(`traces/${one.trace_id}`, { span: one.span_id || undefined })} className="mono">
                        {one.trace_id.slice(0, 16)}
                      </Go>
                    ) : (
                      "–"
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
