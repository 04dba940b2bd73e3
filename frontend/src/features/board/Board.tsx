import { Navigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { asProblem } from "../../api/answers";
import type { Problem } from "../../api/client";
import { useRead } from "../../api/interviews";
import { useMe } from "../../api/me";
import type { BoardRow, BoardView } from "../../api/types";
import { count } from "../../lib/units";
import { param, useView } from "../../lib/view";
import { here } from "../../lib/zones";
import { Button, buttonClass } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { Field } from "../../parts/Field";
import { Go } from "../../parts/Go";
import { IconDownload, IconPlus } from "../../parts/icons";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { Card, pageStyles } from "../page/Page";
import { StaffPage } from "../staff/StaffPage";
import styles from "./board.module.css";
import { city, post, prepared, SHOWN, type Shown, standing, ways, when } from "./told";

const ADDRESS = "/api/v1/staff/board";
const EVERY = 5000;
const SCHEMA = {
  show: param.choice(SHOWN.map(({ value }) => value) as readonly Shown[]),
  find: param.text("", "replace"),
};

/** Every interview somebody has business with. Who is here to practise alone has none, and is led to their runs. */
export function Board() {
  const { data: me } = useMe();
  if (me && !me.rights.includes("list") && me.rights.includes("practise"))
    return <Navigate to={"/staff/practice" as never} replace />;
  return <Interviews />;
}

/** What is ready, what is not, and what has to be done about it. */
function Interviews() {
  const [view, change] = useView(SCHEMA);
  const [typed, setTyped] = useState(view.find);
  useEffect(() => setTyped(view.find), [view.find]);
  const search = new URLSearchParams({ show: view.show, find: view.find }).toString();
  const { data, problem, again } = useRead<BoardView>(`${ADDRESS}?${search}`, () => EVERY);
  const { data: me } = useMe();
  const arranges = me?.rights.includes("arrange_new") ?? false;
  return (
    <StaffPage title="Interviews">
      <div className={styles.grid}>
        <div className="row">
          <h1 className={pageStyles.title}>Interviews</h1>
          <span className="sp" />
          <Export search={search} disabled={!data?.rows.length} />
          {arranges && (
            <Go to="/staff/interviews/new" className={buttonClass} kind="primary" size={28}>
              <IconPlus />
              New interview
            </Go>
          )}
        </div>
        <Card label="Interviews">
          <div className={styles.bar}>
            <Shows value={view.show} counts={data?.counts} onChange={(show) => change({ show })} />
            <span className="sp" />
            <form
              className={styles.find}
              onSubmit={(event) => {
                event.preventDefault();
                change({ find: typed.trim() });
              }}
            >
              <Field
                label="Find by candidate, position or lead"
                placeholder="Candidate, position, lead"
                value={typed}
                onChange={(value) => {
                  setTyped(value);
                  if (!value) change({ find: "" });
                }}
                onEnter={() => change({ find: typed.trim() })}
              />
            </form>
          </div>
          {problem && !data && <ErrorState problem={problem} onAgain={again} />}
          {!data && !problem && <SkeletonRows rows={6} height={44} />}
          {data?.rows.length === 0 && (
            <Nothing view={view} arranges={arranges} onAll={() => change({ show: "all", find: "" })} />
          )}
          {data && data.rows.length > 0 && <Rows rows={data.rows} />}
        </Card>
      </div>
    </StaffPage>
  );
}

function Shows({
  value,
  counts,
  onChange,
}: {
  value: Shown;
  counts: Record<string, number> | undefined;
  onChange: (value: Shown) => void;
}) {
  const there = SHOWN.filter((one) => one.value === "all" || one.value === value || counts?.[one.value]);
  return (
    <div role="group" aria-label="Show" className={styles.shows}>
      {there.map((one) => (
        <Button key={one.value} kind="quiet" size={24} on={one.value === value} onClick={() => onChange(one.value)}>
          {one.label}
          {counts && <span className="t3">{count(counts[one.value] ?? 0)}</span>}
        </Button>
      ))}
    </div>
  );
}

function Nothing({
  view,
  arranges,
  onAll,
}: {
  view: { show: Shown; find: string };
  arranges: boolean;
  onAll: () => void;
}) {
  if (view.show !== "all" || view.find)
    return (
      <EmptyState title="No interview is like this" actions={<Button onClick={onAll}>Show all</Button>}>
        {view.find ? `Nothing is found by “${view.find}”.` : `None is called “${view.show}” just now.`}
      </EmptyState>
    );
  return (
    <EmptyState
      title="No interviews yet"
      actions={
        arranges && (
          <Go to="/staff/interviews/new" className={buttonClass} size={28}>
            New interview
          </Go>
        )
      }
    >
      {arranges
        ? "Arrange one: with whom, when, and over which scenarios. The candidate is invited once you say so."
        : "Those you have a place in are listed here."}
    </EmptyState>
  );
}

function Rows({ rows }: { rows: BoardRow[] }) {
  const zone = here();
  return (
    <table className={`tbl r32 ${styles.rows}`} aria-label="Interviews">
      <thead>
        <tr>
          <th scope="col" style={{ width: 128 }}>
            State
          </th>
          <th scope="col" style={{ width: 196 }} title={`By your clock (${zone}), then by the candidate's`}>
            When, {city(zone)} time
          </th>
          <th scope="col">Candidate</th>
          <th scope="col" style={{ width: "15%" }}>
            Lead
          </th>
          <th scope="col" style={{ width: 96 }}>
            Scenarios
          </th>
          <th scope="col" style={{ width: 104 }}>
            Mail
          </th>
          <th scope="col" style={{ width: 312 }}>
            Open
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Told {...standing(row)} />
            </td>
            <td>
              <When row={row} zone={zone} />
            </td>
            <td title={row.candidate}>
              <Go to={`/staff/interviews/${row.id}`} className="b5">
                {row.candidate}
              </Go>
              <div className="s12 t3 el">{about(row)}</div>
            </td>
            <td title={row.lead}>{row.lead || "–"}</td>
            <td>
              <Told {...prepared(row)} />
            </td>
            <td>
              <Told {...post(row, zone)} />
            </td>
            <td>
              <Ways row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function about({ position, level, kind, minutes }: BoardRow): string {
  return [position, kind === "practice" ? "practice" : level, `${minutes} min`].filter(Boolean).join(", ");
}

function When({ row, zone }: { row: BoardRow; zone: string }) {
  const { own, theirs } = when(row, zone);
  return (
    <>
      <span className={row.starts ? "t1" : "t3"}>{own}</span>
      {row.today && <span className="t3"> today</span>}
      {theirs && <div className="s12 t3">{theirs}</div>}
    </>
  );
}

function Ways({ row }: { row: BoardRow }) {
  const of = (word: string) => `${word} of ${row.candidate}`;
  const at = `/staff/interviews/${row.id}`;
  const live = row.kind === "live";
  const over = row.standing === "over";
  const may = (right: string) => row.rights.includes(right);
  const judged = live && row.state === "ended" ? ways({ card: row.card, may }) : [];
  return (
    <span className="row g12">
      {judged.map(({ page, word }) => (
        <Go key={page} to={`${at}/${page}`} label={of(word)}>
          {word}
        </Go>
      ))}
      {live && !over && may("prepare") && (
        <Go to={`${at}/prepare`} label={of("Preparation")}>
          Prepare
        </Go>
      )}
      {live && !over && may("follow") && (
        <Go to={`${at}/cockpit`} label={of("Cockpit")}>
          Cockpit
        </Go>
      )}
      {(row.questions > 0 || over || !live) && may("record") && (
        <Go to={`${at}/record`} label={of("Record")}>
          Record
        </Go>
      )}
      {live && over && may("record") && (
        <Go to={`${at}/replay`} label={of("Replay")}>
          Replay
        </Go>
      )}
    </span>
  );
}

function Told({ tone, text, title }: { tone: Parameters<typeof Badge>[0]["tone"]; text: string; title?: string }) {
  return tone ? (
    <Badge tone={tone} {...(title ? { title } : {})}>
      {text}
    </Badge>
  ) : (
    <span title={title}>{text}</span>
  );
}

/** The rows as they are shown, for a spreadsheet. */
function Export({ search, disabled }: { search: string; disabled: boolean }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const href = `${ADDRESS}/csv?${search}&zone=${encodeURIComponent(here())}`;
  const save = async () => {
    setProblem(null);
    try {
      const answer = await fetch(href, { credentials: "same-origin" });
      if (!answer.ok) throw new Error("The table could not be read. Try again in a moment.");
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await answer.blob());
      link.download = "interviews.csv";
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <>
      {problem && (
        <span role="alert" className="err">
          {problem.message}
        </span>
      )}
      <Button kind="quiet" icon={<IconDownload />} disabled={disabled} onClick={() => void save()}>
        CSV
      </Button>
    </>
  );
}
