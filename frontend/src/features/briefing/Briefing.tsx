import { useBriefing } from "../../api/interviews";
import { firstRange, useHop } from "../../api/place";
import { useIncident } from "../../api/surface";
import type { Incident } from "../../api/types";
import { LENSES } from "../../app/shell/tools";
import { beforeNow, clock, day, rangeLabel } from "../../lib/time";
import { count, plural } from "../../lib/units";
import { Badge } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import { IconAlertTriangle, IconCheck, IconFlag } from "../../parts/icons";
import { Prose } from "../../parts/Prose";
import { ErrorState, SkeletonRows } from "../../parts/States";
import { Card } from "../page/Page";
import styles from "./briefing.module.css";

/** What a candidate is told: the symptom in the words of those who have it, and what is ringing. No hints. */
export function Briefing() {
  const { data, problem, again } = useBriefing();
  const incident = useIncident();
  if (problem) return <ErrorState problem={problem} onAgain={again} />;
  if (!data) return <SkeletonRows rows={10} height={40} label="Loading the briefing" />;
  return (
    <main id="content" className={styles.scroll} aria-label="Briefing">
      <div className={styles.grid}>
        <div style={{ display: "grid", gap: 16 }}>
          <Card label="Symptom">
            <div style={{ padding: "20px 16px", display: "grid", gap: 12 }}>
              <h2 className={styles.symptom}>{data.quote ? `“${data.quote}”` : data.title}</h2>
              {data.reporter && <p className="t3">{data.reporter}</p>}
              <Prose text={data.briefing || data.symptom || "Nobody has written a briefing for this incident."} />
            </div>
          </Card>
          {data.tickets.length > 0 && (
            <Card title="What users report" detail={plural(data.tickets.length, "report")}>
              <ul>
                {data.tickets.map((ticket) => (
                  <li key={`${ticket.time} ${ticket.author}`} className={styles.ticket}>
                    <span className="t3 s12" style={{ lineHeight: "21px" }}>
                      {day(ticket.time) === day(data.now) ? "" : `${day(ticket.time)} `}
                      {clock(ticket.time, "minutes")}
                      <br />
                      {beforeNow(ticket.time, data.now)}
                    </span>
                    <div>
                      <blockquote>{ticket.text}</blockquote>
                      <p className="s12 t3" style={{ marginTop: 4 }}>
                        {[ticket.author, ticket.plan && `${ticket.plan} plan`].filter(Boolean).join(", ")}
                      </p>
                    </div>
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </div>
        <div style={{ display: "grid", gap: 16 }}>
          <StartWith events={incident.events.length} />
          <Card title="Alerts" detail={`${clock(data.now)} UTC, the clock stands still`}>
            {data.alerts.length === 0 && <p style={{ padding: 16 }}>No alert is firing.</p>}
            <ul>
              {data.alerts.map((alert) => (
                <li key={`${alert.time} ${alert.title}`} className={styles.row}>
                  {alert.state === "resolved" ? (
                    <IconCheck />
                  ) : (
                    <IconAlertTriangle style={{ color: "var(--r-warn-text)" }} />
                  )}
                  <span>
                    {alert.title} <span className="t3">{alert.service}</span>
                  </span>
                  <span className="s12 t3 nw">
                    {alert.state === "resolved" && <Badge>resolved</Badge>} {beforeNow(alert.time, data.now)}
                  </span>
                </li>
              ))}
            </ul>
          </Card>
          <Recorded incident={incident} />
        </div>
      </div>
    </main>
  );
}

function StartWith({ events }: { events: number }) {
  const hop = useHop();
  const looked = firstRange(useIncident()).from === "now-1h" ? "the last hour" : "all of it";
  const links = [
    ...LENSES.map(({ tool, title, Icon, what, ranged }) => ({
      ...hop(tool),
      Icon,
      name: title,
      what: ranged ? looked : "snapshots of memory",
      title: what,
    })),
    {
      ...hop("metrics", { events: "1" }),
      Icon: IconFlag,
      name: "Events",
      what: plural(events, "deploy, change or alert", "deploys, changes and alerts"),
      title: "What was deployed, changed and alerted",
    },
  ];
  return (
    <Card title="Start with">
      <nav aria-label="Start with">
        {links.map(({ Icon, name, what, title, to, search }) => (
          <Go key={name} to={to} search={search} className={styles.row} title={title}>
            <Icon />
            <span className="b5">{name}</span>
            <span className="s12 t3">{what}</span>
          </Go>
        ))}
      </nav>
    </Card>
  );
}

function Recorded({ incident }: { incident: Incident }) {
  const { start, now, spans, log_lines, metric_series, services, shares } = incident;
  const facts: [string, string][] = [
    ["Window", `${windowLabel(start, now)} UTC`],
    ["Stored", whole(`${count(spans)} spans, ${count(log_lines)} log lines, ${count(metric_series)} series`)],
    ["Services", services.join(", ")],
    ...shares.map(({ signal, text }): [string, string] => [`Kept: ${signal}`, text]),
  ];
  return (
    <Card title="What is recorded">
      <dl className={styles.facts}>
        {facts.map(([name, text]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd className="t2">{text}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** "18 May, 12:53 – 14:53", or with both days: "10 May 06:56 – 18 May 06:56". */
function windowLabel(start: number, now: number): string {
  if (day(start) === day(now)) return `${day(now)}, ${rangeLabel({ start, end: now }, now)}`;
  return [start, now].map((at) => `${day(at)} ${clock(at, "minutes")}`).join(" – ");
}

/** Numbers stay on one line: their thin spaces become ones that do not break. */
function whole(text: string): string {
  return text.replaceAll("\u2009", "\u202f");
}
