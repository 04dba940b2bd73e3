import { Menu } from "@mantine/core";
import { useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import { useRead } from "../../api/interviews";
import { useMe } from "../../api/me";
import type { PasswordLinkView, PersonAdded, PersonView } from "../../api/types";
import { DUTIES } from "../../lib/duties";
import { plural } from "../../lib/units";
import { Button, IconButton } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { IconDotsVertical, IconPlus } from "../../parts/icons";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { Card, Page, pageStyles } from "../page/Page";
import { dated } from "../staff/dated";
import { StaffPlaces } from "../staff/StaffPage";
import { CloseAccount } from "./CloseAccount";
import { type Given, LinkGiven } from "./LinkGiven";
import { PersonForm } from "./PersonForm";
import styles from "./people.module.css";

const PEOPLE = "/api/v1/staff/people";

type Open = { kind: "add" } | { kind: "change"; person: PersonView } | { kind: "close"; person: PersonView } | null;

/** The people of this installation: added, changed, closed, and their links to set a password. */
export function People() {
  const { data, problem, again } = useRead<PersonView[]>(PEOPLE);
  const { data: me } = useMe();
  const [open, setOpen] = useState<Open>(null);
  const [given, setGiven] = useState<Given | null>(null);
  const [failed, setFailed] = useState<Problem | null>(null);
  const run = async (action: () => Promise<void>) => {
    setFailed(null);
    await action().catch((error: unknown) => setFailed(asProblem(error)));
    again();
  };
  const link = (person: PersonView) =>
    run(async () =>
      setGiven({ person, link: await ask<PasswordLinkView>(`${PEOPLE}/${person.id}/password-link`, {}) }),
    );
  const reopen = (person: PersonView) => run(async () => void (await ask(`${PEOPLE}/${person.id}/reopen`, {})));
  const added = ({ person, link }: PersonAdded) => {
    setGiven({ person, link });
    setOpen(null);
    again();
  };
  const done = () => {
    setOpen(null);
    again();
  };
  return (
    <Page title="People" home="/staff" place={<StaffPlaces />}>
      <div className={styles.grid}>
        <div className="row">
          <h1 className={pageStyles.title}>People</h1>
          <span className="sp" />
          <Button kind="primary" icon={<IconPlus />} disabled={!data} onClick={() => setOpen({ kind: "add" })}>
            Add somebody
          </Button>
        </div>
        {given && <LinkGiven given={given} onClose={() => setGiven(null)} />}
        {failed && (
          <Card label="What did not work">
            <ErrorState problem={failed} />
          </Card>
        )}
        <Card title="Accounts" detail={data && plural(data.filter(({ active }) => active).length, "open account")}>
          {problem && !data && (
            <ErrorState
              problem={problem}
              onAgain={again}
              title={problem.kind === "forbidden" ? "This page is for admins" : undefined}
            />
          )}
          {!data && !problem && <SkeletonRows rows={5} height={40} />}
          {data?.length === 0 && (
            <EmptyState
              title="Nobody has an account yet"
              actions={<Button onClick={() => setOpen({ kind: "add" })}>Add somebody</Button>}
            >
              You came in by the link that Rounds prints when it is started. Whoever is added here signs in with a mail
              address and a password.
            </EmptyState>
          )}
          {data && data.length > 0 && (
            <Table
              rows={data}
              own={me?.id ?? ""}
              onChange={(person) => setOpen({ kind: "change", person })}
              onClose={(person) => setOpen({ kind: "close", person })}
              onLink={(person) => void link(person)}
              onReopen={(person) => void reopen(person)}
            />
          )}
        </Card>
      </div>
      {open?.kind === "add" && <PersonForm onClose={() => setOpen(null)} onAdded={added} onChanged={done} />}
      {open?.kind === "change" && (
        <PersonForm person={open.person} onClose={() => setOpen(null)} onAdded={added} onChanged={done} />
      )}
      {open?.kind === "close" && <CloseAccount person={open.person} onClose={() => setOpen(null)} onDone={done} />}
    </Page>
  );
}

type TableProps = {
  rows: PersonView[];
  own: string;
  onChange: (person: PersonView) => void;
  onClose: (person: PersonView) => void;
  onLink: (person: PersonView) => void;
  onReopen: (person: PersonView) => void;
};

function Table({ rows, own, ...actions }: TableProps) {
  return (
    <table className="tbl r32" aria-label="People">
      <thead>
        <tr>
          <th scope="col" style={{ width: "21%" }}>
            Name
          </th>
          <th scope="col" style={{ width: "23%" }}>
            Mail address
          </th>
          <th scope="col">Does</th>
          <th scope="col" style={{ width: 140 }}>
            Signs in
          </th>
          <th scope="col" style={{ width: 120 }}>
            Added
          </th>
          <th scope="col" style={{ width: 56 }}>
            <span className="hidden-text">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((person) => (
          <tr key={person.id} className={person.active ? undefined : styles.closed}>
            <td className="t1 b5" title={person.name}>
              {person.name}
              {person.id === own && <span className="t3"> (you)</span>}
            </td>
            <td title={person.mail}>{person.mail || "–"}</td>
            <td title={person.duties.map((duty) => DUTIES[duty].title).join(", ")}>
              <span className="row g4">
                {person.duties.map((duty) => (
                  <Badge key={duty} title={DUTIES[duty].does}>
                    {DUTIES[duty].title}
                  </Badge>
                ))}
              </span>
            </td>
            <td>{signsIn(person)}</td>
            <td>{dated(person.created)}</td>
            <td>
              <Actions person={person} own={own} {...actions} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function signsIn({ active, password }: PersonView) {
  if (!active) return <Badge tone="line">closed</Badge>;
  return password ? "with a password" : <span className="t3">no password yet</span>;
}

function Actions({
  person,
  own,
  onChange,
  onClose,
  onLink,
  onReopen,
}: { person: PersonView } & Omit<TableProps, "rows">) {
  return (
    <Menu position="bottom-end" width={232} withinPortal>
      <Menu.Target>
        <IconButton size={24} label={`Actions for ${person.name}`}>
          <IconDotsVertical />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown aria-label={`Actions for ${person.name}`}>
        {person.active && <Menu.Item onClick={() => onChange(person)}>Change…</Menu.Item>}
        {person.active && person.mail && <Menu.Item onClick={() => onLink(person)}>Link to set a password</Menu.Item>}
        {person.active && person.id !== own && (
          <Menu.Item onClick={() => onClose(person)}>Close the account…</Menu.Item>
        )}
        {!person.active && <Menu.Item onClick={() => onReopen(person)}>Open the account again</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
