import { useRead } from "../../api/interviews";
import type { IncidentRow, Preparation } from "../../api/types";
import { LENSES } from "../../app/shell/tools";
import { Badge } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { Card, pageStyles } from "../page/Page";
import { Recordings } from "./Recordings";
import { StaffPage } from "./StaffPage";
import styles from "./staff.module.css";

/** Installed incidents with their tools, and recordings on their way to becoming one. */
export function Incidents() {
  const incidents = useRead<IncidentRow[]>("/api/v1/staff/incidents", (rows) =>
    rows?.some(({ state }) => state === "preparing") ? 1500 : false,
  );
  return (
    <StaffPage title="Incidents">
      <div className={styles.grid}>
        <h1 className={pageStyles.title}>Incidents</h1>
        <Card
          title="Incidents"
          detail="every installed one, with all its tools; what you ask here is in no candidate's record"
        >
          {incidents.problem && !incidents.data && <ErrorState problem={incidents.problem} onAgain={incidents.again} />}
          {!incidents.data && !incidents.problem && <SkeletonRows rows={4} height={32} />}
          {incidents.data && <Rows rows={incidents.data} />}
        </Card>
        {!incidents.problem && (
          <Recordings incidents={incidents.data?.map(({ name }) => name) ?? []} onSealed={incidents.again} />
        )}
      </div>
    </StaffPage>
  );
}

function Rows({ rows }: { rows: IncidentRow[] }) {
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
