import { useRead } from "../../api/interviews";
import type { IncidentRow, InterviewRow, Preparation } from "../../api/types";
import { LENSES } from "../../app/shell/tools";
import { plural } from "../../lib/units";
import { Badge } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { Card, Page, pageStyles } from "../page/Page";
import { dated } from "./dated";
import { Recordings } from "./Recordings";
import styles from "./staff.module.css";

/** For those who run interviews: interviews with their records, incidents with their tools, recordings. */
export function Staff() {
  const interviews = useRead<InterviewRow[]>("/api/v1/staff/interviews", preparing);
  const incidents = useRead<IncidentRow[]>("/api/v1/staff/incidents", (rows) =>
    rows?.some(({ state }) => state === "preparing") ? 1500 : false,
  );
  const problem = interviews.problem ?? incidents.problem;
  if (problem && !interviews.data)
    return (
      <Page>
        <ErrorState
          problem={problem}
          onAgain={interviews.again}
          title={problem.kind === "signed_out" ? "Open your link first" : undefined}
        />
      </Page>
    );
  return (
    <Page title="Interviews and incidents" place="Interviewers">
      <div className={styles.grid}>
        <h1 className={pageStyles.title}>Interviews and incidents</h1>
        <Card title="Interviews" detail={interviews.data && plural(interviews.data.length, "interview")}>
          {interviews.data ? <Interviews rows={interviews.data} /> : <SkeletonRows rows={3} height={32} />}
        </Card>
        <Card
          title="Incidents"
          detail="every installed one, with all its tools; what you ask here is in no candidate's record"
        >
          {incidents.data ? <Incidents rows={incidents.data} /> : <SkeletonRows rows={4} height={32} />}
        </Card>
        <Recordings incidents={incidents.data?.map(({ name }) => name) ?? []} onSealed={incidents.again} />
      </div>
    </Page>
  );
}

function preparing(rows: InterviewRow[] | undefined): number | false {
  return rows?.some(({ scenarios }) => scenarios.some(({ state }) => state === "preparing")) ? 1500 : false;
}

function Interviews({ rows }: { rows: InterviewRow[] }) {
  if (rows.length === 0)
    return (
      <EmptyState title="No interviews yet">
        The demo makes one; its links are printed where Rounds was started.
      </EmptyState>
    );
  return (
    <table className="tbl r32">
      <thead>
        <tr>
          <th scope="col" style={{ width: "16%" }}>
            Candidate
          </th>
          <th scope="col" style={{ width: "16%" }}>
            Interviewer
          </th>
          <th scope="col">Scenarios</th>
          <th scope="col" style={{ width: 160 }}>
            Created
          </th>
          <th scope="col" className="num" style={{ width: 120 }}>
            Questions
          </th>
          <th scope="col" style={{ width: 120 }}>
            <span className="hidden-text">Record</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, candidate, interviewer, scenarios, created, questions }) => (
          <tr key={id}>
            <td className="t1 b5">{candidate}</td>
            <td>{interviewer || "–"}</td>
            <td title={scenarios.map(({ title }) => title).join("\n")}>
              {scenarios.map(({ number, incident, title, state, progress }, index) => (
                <span key={number}>
                  {index > 0 && ", "}
                  {incident && state === "ready" ? (
                    <Go to={`/staff/incidents/${incident}/briefing`}>{title}</Go>
                  ) : (
                    `${title || `Scenario ${number}`} (${told(state, progress)})`
                  )}
                </span>
              ))}
            </td>
            <td>{dated(created)}</td>
            <td className="num">{questions}</td>
            <td>
              <Go to={`/staff/interviews/${id}`}>What was asked</Go>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Incidents({ rows }: { rows: IncidentRow[] }) {
  if (rows.length === 0)
    return (
      <EmptyState title="No incidents are installed">
        A scenario is installed with “rounds scenario install”, or by sealing a recording.
      </EmptyState>
    );
  return (
    <table className="tbl r32">
      <thead>
        <tr>
          <th scope="col">Title</th>
          <th scope="col" style={{ width: 220 }}>
            Name
          </th>
          <th scope="col" style={{ width: 220 }}>
            From
          </th>
          <th scope="col" style={{ width: 140 }}>
            State
          </th>
          <th scope="col" style={{ width: 360 }}>
            Open
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, title, scenario, version, state, progress }) => (
          <tr key={name}>
            <td className="t1 b5">{title}</td>
            <td className="mono">{name}</td>
            <td>{scenario ? `scenario ${scenario} ${version}` : "recording"}</td>
            <td>{state === "ready" ? <Badge tone="ok">ready</Badge> : <Badge>{told(state, progress)}</Badge>}</td>
            <td>
              {state === "ready" ? (
                <span className="row g12">
                  {LENSES.map((one) => (
                    <Go key={one.tool} to={`/staff/incidents/${name}/${one.tool}`} label={`${one.title} of ${title}`}>
                      {one.title}
                    </Go>
                  ))}
                </span>
              ) : (
                "–"
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function told(state: Preparation, progress: number): string {
  return state === "preparing" ? `preparing, ${Math.round(progress * 100)} %` : state;
}
