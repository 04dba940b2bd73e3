import { type ChangeEvent, type FormEvent, useId, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask } from "../../api/client";
import { useRead } from "../../api/interviews";
import type { PacketChecked, PacketReader, PacketReaders, PacketView } from "../../api/types";
import { newCommand } from "../../lib/command";
import { Button } from "../../parts/Button";
import { Segments } from "../../parts/Choices";
import { Dialog } from "../../parts/Dialog";
import { Refused } from "../../parts/Refused";
import { SelectField } from "../../parts/SelectField";
import { Bone, ErrorState, type Fault } from "../../parts/States";
import { copyOf } from "./copy";
import styles from "./packet.module.css";
import { day, moment, ROLES } from "./words";

export type Opened = "readers" | "verify" | "decide" | null;
type Props = { id: string; view: PacketView; opened: Opened; onClose: () => void; onChanged: () => void };

export function Dialogs({ id, view, opened, onClose, onChanged }: Props) {
  const of = `/api/v1/staff/interviews/${encodeURIComponent(id)}`;
  if (opened === "readers") return <Readers of={of} onClose={onClose} />;
  if (opened === "verify") return <Verify of={of} view={view} onClose={onClose} />;
  if (opened === "decide") return <Decide of={of} onClose={onClose} onChanged={onChanged} />;
  return null;
}

/** Something that is sent, with what came of it. */
function useSend<T>(address: string): {
  busy: boolean;
  problem: Fault | null;
  send: (told: Record<string, unknown>) => Promise<T | null>;
  fail: (problem: Fault | null) => void;
} {
  const [busy, setBusy] = useState(false);
  const [problem, fail] = useState<Fault | null>(null);
  const send = async (told: Record<string, unknown>) => {
    setBusy(true);
    fail(null);
    try {
      return await ask<T>(address, told);
    } catch (error) {
      fail(asProblem(error));
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, send, fail };
}

// Who reads it

function Readers({ of, onClose }: { of: string; onClose: () => void }) {
  const { data, problem, again } = useRead<PacketReaders>(`${of}/packet/readers`);
  const { busy, problem: refused, send } = useSend<PacketReaders>(`${of}/packet/share`);
  const share = async (person: string, until: string | null) => {
    if (await send({ person, until, command: newCommand() })) again();
  };
  const shares = !!data && (data.people.length > 0 || data.looks.length > 0);
  return (
    <Dialog title="Who reads this packet" size={640} onClose={onClose}>
      <div className={styles.dialog}>
        {problem && <ErrorState problem={problem} onAgain={again} />}
        {!data && !problem && <Bone height={80} />}
        {data && (
          <>
            <table className={styles.readers}>
              <thead>
                <tr>
                  <th scope="col">Person</th>
                  <th scope="col">Access</th>
                  <th scope="col">Last read</th>
                  {shares && (
                    <th scope="col">
                      <span className={styles.away}>What may be done</span>
                    </th>
                  )}
                </tr>
              </thead>
              <tbody>
                {data.readers.map((one) => (
                  <tr key={one.person}>
                    <th scope="row">
                      {one.name} <span className="t3">{ROLES[one.role] ?? one.role}</span>
                    </th>
                    <td className={one.open ? undefined : "t3"}>{accessOf(one)}</td>
                    <td className="t3">{one.last === null ? "not yet" : moment(one.last)}</td>
                    {shares && (
                      <td>
                        {one.role === "committee" && one.open && (
                          <Button size={24} kind="quiet" disabled={busy} onClick={() => void share(one.person, null)}>
                            Take back
                          </Button>
                        )}
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="s12 t3">
              There are no public links: everybody signs in. Each look and each copy is written down.
            </p>
            {shares && <Share data={data} busy={busy} onShare={share} />}
            <Refused problem={refused} />
            {data.looks.length > 0 && (
              <>
                <h3>Looks, copies and who was let in</h3>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, and holds nothing that takes the focus */}
                <ul className={`${styles.looks} scroll`} tabIndex={0}>
                  {data.looks.map((look, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: looks have no names
                    <li key={place}>
                      <span className="t3">{moment(look.at)}</span> {look.name}:{" "}
                      {DID[look.what] ?? look.what.replace("packet ", "")} <span className="t3">{look.detail}</span>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

function accessOf(one: PacketReader): string {
  if (!one.open) return one.until !== null ? `ended ${day(one.until)}` : "taken back";
  if (one.until !== null) return `until ${day(one.until)}`;
  return one.by === "rating" ? "asked for a second rating" : "by their place";
}

/** What somebody did, in the log of looks and copies. */
const DID: Record<string, string> = { "rater added": "asked for a second rating of" };

type ShareProps = { data: PacketReaders; busy: boolean; onShare: (person: string, until: string) => Promise<void> };

/** Fourteen days are usual. */
function Share({ data, busy, onShare }: ShareProps) {
  const committee = data.readers.filter(({ role }) => role === "committee");
  const people = [...data.people, ...committee.map(({ person, name }) => ({ id: person, name }))];
  const [person, setPerson] = useState(people[0]?.id ?? "");
  const [until, setUntil] = useState(() => new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (person && until) void onShare(person, `${until}T23:59:59Z`);
  };
  if (people.length === 0) return null;
  return (
    <form className={styles.share} onSubmit={submit}>
      <SelectField
        label="Share with"
        value={person}
        choices={people.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setPerson}
      />
      <DateField label="Until the end of (UTC)" value={until} onChange={setUntil} />
      <Button submit kind="primary" busy={busy}>
        Share
      </Button>
    </form>
  );
}

function DateField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className={styles.date}>
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </div>
  );
}

// A copy

function Verify({ of, view, onClose }: { of: string; view: PacketView; onClose: () => void }) {
  const { busy, problem, send, fail } = useSend<PacketChecked>(`${of}/packet/verify`);
  const [found, setFound] = useState<PacketChecked | null>(null);
  const id = useId();
  const check = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.currentTarget.files ?? [];
    if (!file) return;
    setFound(null);
    const copy = await copyOf(new Uint8Array(await file.arrayBuffer()));
    if (!copy) return fail({ message: "This is no packet of Rounds: there is no content in it." });
    setFound(await send(copy));
  };
  return (
    <Dialog title="Check a copy against the record" size={560} onClose={onClose}>
      <div className={styles.dialog}>
        <p>
          A copy holds its content and who took it. Rounds makes it again from both and compares every byte, and
          compares the content with the record’s.
        </p>
        <label htmlFor={id} className={styles.file}>
          <span>A packet, as HTML, PDF or JSON</span>
          <input
            id={id}
            type="file"
            accept=".html,.pdf,.json"
            disabled={busy}
            onChange={(event) => void check(event)}
          />
        </label>
        <Refused problem={problem} />
        {found && (
          <section
            role="status"
            className={styles.checked}
            data-good={found.current && found.whole !== false && found.logged !== false}
          >
            <p>
              <b>{found.said}</b>
            </p>
            {found.taker && (
              <p className="t3">
                Taken by {found.taker}, {moment(found.taken)}
              </p>
            )}
            {found.differences.length > 0 && (
              <>
                <h3>Where it is not as the record is now</h3>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, and holds nothing that takes the focus */}
                <ul className={`${styles.looks} scroll`} tabIndex={0}>
                  {found.differences.map((one) => (
                    <li key={one.where}>
                      <code>{one.where}</code>: here {one.here}, in the record {one.there}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </section>
        )}
        <p className={`s12 t3 ${styles.hash}`}>
          The record’s content now is version {view.version}, SHA-256 <code>{view.hash}</code>
        </p>
      </div>
    </Dialog>
  );
}

// What people decide

const OUTCOMES = [
  { value: "advance", label: "Advance" },
  { value: "decline", label: "Decline" },
  { value: "hold", label: "Hold" },
] as const;
type Outcome = (typeof OUTCOMES)[number]["value"] | "";

function Decide({ of, onClose, onChanged }: { of: string; onClose: () => void; onChanged: () => void }) {
  const { busy, problem, send } = useSend<unknown>(`${of}/decision`);
  const [outcome, setOutcome] = useState<Outcome>("");
  const [reason, setReason] = useState("");
  const id = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!outcome || !reason.trim()) return;
    if (await send({ outcome, reason: reason.trim(), command: newCommand() })) {
      onChanged();
      onClose();
    }
  };
  return (
    <Dialog title="Record the decision" size={520} onClose={onClose}>
      <form className={styles.dialog} onSubmit={submit}>
        <p>
          People decide; Rounds proposes nothing. From now on the packet names the candidate. A later decision takes
          this one’s place, and this one stays in the record.
        </p>
        <Segments<Outcome> label="What was decided" value={outcome} choices={OUTCOMES} onChange={setOutcome} />
        <label htmlFor={id} className="b5">
          Reason
        </label>
        <textarea
          id={id}
          rows={4}
          value={reason}
          maxLength={1000}
          placeholder="What the decision rests on"
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Refused problem={problem} />
        <div className="row g6">
          <Button submit kind="primary" busy={busy} disabled={!outcome || !reason.trim()}>
            Record the decision
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
