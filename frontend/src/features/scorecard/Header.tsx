import { useEffect, useState } from "react";
import type { Problem } from "../../api/client";
import { useOffset } from "../../api/live";
import { SchemeButton } from "../../app/shell/Header";
import { Button, buttonClass, IconButton } from "../../parts/Button";
import { Badge, Segments } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import { IconAlertTriangle, IconClock, IconHelpCircle, IconHistory } from "../../parts/icons";
import { PageHead } from "../../parts/PageHead";
import { dueIn } from "./due";
import { useSheet } from "./sheet";
import type { Keeping } from "./useCard";
import { clockOf, ROLES, when } from "./words";

type Props = {
  keeping: Keeping;
  refused: Problem | null;
  amending: boolean;
  onKeys: () => void;
  onSubmit: () => void;
  onAmend: () => void;
  onStop: () => void;
};

export function Header(props: Props) {
  const { id, round, page, view, change } = useSheet();
  const { interview, others } = page;
  const readable = others.filter(({ card }) => card).length;
  return (
    <PageHead
      back={
        round
          ? { to: "/staff/calibration", label: "calibration" }
          : { to: `/staff/interviews/${id}`, label: "the interview" }
      }
      kind={`${round ? `Calibration round ${round}` : "Scorecard"} of ${page.rater.name}`}
      about={[interview.candidate, interview.position]}
    >
      <span className="s12 t3 nw wide">{when(interview.starts, interview.ended)}</span>
      <Kind />
      <span className="sp" />
      <Kept {...props} />
      {readable > 0 && (
        <Segments
          label="Cards"
          value={view.view}
          choices={[
            { value: "own", label: "Yours" },
            { value: "beside", label: `Side by side, ${readable + 1}` },
          ]}
          onChange={(next) => change({ view: next })}
        />
      )}
      {page.standing === "submitted" && !round && (
        <Go to={`/staff/interviews/${id}/debrief`} className={buttonClass} size={28}>
          Debrief
        </Go>
      )}
      {page.standing === "submitted" && !page.rater.training && !round && (
        <Go to={`/staff/interviews/${id}/packet`} className={buttonClass} size={28}>
          Packet
        </Go>
      )}
      <Go to={`/staff/interviews/${id}/replay`} className={buttonClass} size={28}>
        <IconHistory />
        Replay
      </Go>
      <SchemeButton />
      <IconButton label="All keys" keys="?" onClick={props.onKeys}>
        <IconHelpCircle />
      </IconButton>
      <Acts {...props} />
    </PageHead>
  );
}

/** What kind of card it is, where that is not the usual one. */
function Kind() {
  const { rater, versions, others_open } = useSheet().page;
  const first = versions.find(({ version }) => version === 1);
  const informed = first ? first.after_seeing.length > 0 : others_open;
  if (rater.second) return <Badge tone="accent">second rating, {informed ? "others were read before" : "blind"}</Badge>;
  if (rater.training) return <Badge tone="accent">training</Badge>;
  return rater.role === "lead" ? null : <Badge tone="line">{ROLES[rater.role] ?? rater.role}</Badge>;
}

/** When it is due, and whether what was written is kept. */
function Kept({ keeping, refused }: Props) {
  const { page, closed, round } = useSheet();
  const now = useMinute(page.now);
  if (closed)
    return (
      <span className="s12 t3 nw">
        {round ? "handed in" : `version ${page.version}, submitted`} {clockOf(page.submitted)}
      </span>
    );
  const due = page.due === null || page.standing === "submitted" ? null : dueIn(page.due, now);
  return (
    <>
      {due &&
        (due.late ? (
          <Badge tone="warn">
            <IconAlertTriangle /> {due.text}
          </Badge>
        ) : (
          <span className="row g6 s12 t2 nw">
            <IconClock size={14} />
            {due.text}
          </span>
        ))}
      <span className={`s12 nw ${TONES[keeping] ?? "t3"}`} role="status" title={refused?.message}>
        {page.standing === "draft" && said(keeping, page.changed)}
      </span>
    </>
  );
}

const TONES: Partial<Record<Keeping, string>> = { failed: "wrn", refused: "wrn" };

function said(keeping: Keeping, changed: number | null): string {
  switch (keeping) {
    case "waiting":
      return "saving";
    case "failed":
      return "not saved, no connection";
    case "refused":
      return "not saved";
    default:
      return changed === null ? "" : `draft saved ${clockOf(changed)}`;
  }
}

/** The moment by the server's clock, again each quarter of a minute. */
function useMinute(told: number): number {
  const offset = useOffset(told);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return now + offset;
}

function Acts({ amending, onSubmit, onAmend, onStop }: Props) {
  const { page, closed, round } = useSheet();
  const missing = page.checks.filter(({ ok, needed }) => needed && !ok);
  if (closed) return round ? null : <Button onClick={onAmend}>Amend</Button>;
  const running = page.interview.ended === null;
  const why = running
    ? "The interview has not ended"
    : !amending && missing.length
      ? `Still missing: ${missing.map(({ text }) => text).join("; ")}`
      : undefined;
  return (
    <>
      {amending && (
        <Button kind="quiet" onClick={onStop}>
          Leave it as it is
        </Button>
      )}
      <Button kind="primary" disabled={why !== undefined} title={why} onClick={onSubmit}>
        {amending ? "Submit the change" : round ? "Hand in" : "Submit"}
      </Button>
    </>
  );
}
