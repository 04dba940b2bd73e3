/** Who of the staff looked at what, for admins: filtered by person, interview and kind, and as a table to take along. */

import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { asProblem } from "../../api/answers";
import { get } from "../../api/client";
import type { AccessRow, AuditView } from "../../api/types";
import { save } from "../../lib/save";
import { param, useView } from "../../lib/view";
import { here } from "../../lib/zones";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Go } from "../../parts/Go";
import { IconDownload } from "../../parts/icons";
import { SelectField } from "../../parts/SelectField";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { Card, pageStyles } from "../page/Page";
import { StaffPage } from "../staff/StaffPage";
import styles from "./audit.module.css";

const AUDIT = "/api/v1/staff/audit";
const SCHEMA = { person: param.text(), what: param.text(), interview: param.text("", "replace") };

export function Audit() {
  const [view, change] = useView(SCHEMA);
  const { rows, people, kinds, problem, more, fetchMore, again } = useAudit(view);
  const filtered = view.person || view.what || view.interview;
  return (
    <StaffPage title="Audit log">
      <div className={styles.grid}>
        <div className="row">
          <h1 className={pageStyles.title}>Audit log</h1>
          <span className="sp" />
          <Export search={searchOf(view)} disabled={!rows?.length} />
        </div>
        <Card label="Who looked at what">
          <div className={styles.bar}>
            <SelectField
              label="Person"
              bare
              value={view.person}
              choices={[
                { value: "", label: "Everybody" },
                ...Object.entries(people).map(([id, name]) => ({ value: id, label: name })),
              ]}
              onChange={(person) => change({ person })}
            />
            <SelectField
              label="What was done"
              bare
              value={view.what}
              choices={[
                { value: "", label: "Everything" },
                ...kinds.map((kind) => ({ value: kind, label: told(kind) })),
              ]}
              onChange={(what) => change({ what })}
            />
            <Interview value={view.interview} onChange={(interview) => change({ interview })} />
            <span className="sp" />
            {filtered && (
              <Button kind="quiet" onClick={() => change({ person: "", what: "", interview: "" })}>
                Show everything
              </Button>
            )}
          </div>
          {problem && !rows && (
            <ErrorState
              problem={problem}
              onAgain={again}
              title={problem.kind === "forbidden" ? "This page is for admins" : undefined}
            />
          )}
          {!rows && !problem && <SkeletonRows rows={10} height={32} />}
          {rows?.length === 0 && (
            <EmptyState title={filtered ? "Nobody looked at that" : "Nobody has looked at anything yet"}>
              Each look at an interview, its record, cards, packet or copy is written down, at most once a minute.
            </EmptyState>
          )}
          {rows && rows.length > 0 && <Table rows={rows} onFilter={change} />}
          {more && (
            <div className={styles.more}>
              <Button onClick={fetchMore}>Show older ones</Button>
            </div>
          )}
        </Card>
      </div>
    </StaffPage>
  );
}

type View = { person: string; what: string; interview: string };

const searchOf = (view: View) => new URLSearchParams(Object.entries(view).filter(([, value]) => value)).toString();

function useAudit(view: View) {
  const search = searchOf(view);
  const query = useInfiniteQuery({
    queryKey: [AUDIT, search],
    queryFn: ({ pageParam, signal }) => get<AuditView>(`${AUDIT}?${search}&before=${pageParam}`, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.more ? last.rows.at(-1)?.no : undefined),
    staleTime: 0,
  });
  const pages = query.data?.pages;
  return {
    rows: pages?.flatMap(({ rows }) => rows),
    people: pages?.[0]?.people ?? {},
    kinds: pages?.[0]?.kinds ?? [],
    problem: query.error ? asProblem(query.error) : null,
    more: query.hasNextPage,
    fetchMore: () => void query.fetchNextPage(),
    again: () => void query.refetch(),
  };
}

function Interview({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <form
      className={styles.find}
      onSubmit={(event) => {
        event.preventDefault();
        onChange(typed.trim());
      }}
    >
      <Field
        label="Interview, by its id"
        value={typed}
        onChange={(next) => {
          setTyped(next);
          if (!next) onChange("");
        }}
        onEnter={() => onChange(typed.trim())}
      />
    </form>
  );
}

/** "Arrangement" of arrangement: kinds are written as they are said. */
const told = (kind: string) => kind.charAt(0).toUpperCase() + kind.slice(1);

function Table({ rows, onFilter }: { rows: AccessRow[]; onFilter: (change: Partial<View>) => void }) {
  return (
    <table className="tbl r32" aria-label="Who looked at what">
      <thead>
        <tr>
          <th scope="col" style={{ width: 176 }}>
            Time ({here()})
          </th>
          <th scope="col" style={{ width: "20%" }}>
            Person
          </th>
          <th scope="col" style={{ width: "22%" }}>
            What
          </th>
          <th scope="col">Interview with</th>
          <th scope="col" style={{ width: 150 }}>
            Its id
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.no}>
            <td className={styles.time}>{stamp(one.time)}</td>
            <td title={one.person}>{one.name}</td>
            <td>
              {told(one.what)}
              {one.detail && <span className="t3"> {one.detail}</span>}
            </td>
            <td className="t1">
              {one.interview ? <Go to={`/staff/interviews/${one.interview}`}>{one.candidate || "–"}</Go> : "–"}
            </td>
            <td>
              {one.interview && (
                <button
                  type="button"
                  className={styles.id}
                  title="Show this interview alone"
                  onClick={() => onFilter({ interview: one.interview })}
                >
                  {one.interview}
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function stamp(at: number): string {
  const moment = new Date(at);
  const day = moment.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
  return `${day} ${moment.toLocaleTimeString("en-GB")}`;
}

function Export({ search, disabled }: { search: string; disabled: boolean }) {
  const [failed, setFailed] = useState("");
  const take = () => {
    setFailed("");
    save(`${AUDIT}/csv?${search}`, "audit.csv").catch((error: unknown) => setFailed(asProblem(error).message));
  };
  return (
    <>
      {failed && (
        <span role="alert" className="err">
          {failed}
        </span>
      )}
      <Button kind="quiet" icon={<IconDownload />} disabled={disabled} onClick={take}>
        CSV
      </Button>
    </>
  );
}
