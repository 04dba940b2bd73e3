import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import { useRead } from "../../api/interviews";
import type { ArrangementView } from "../../api/types";
import { clock, here } from "../../lib/zones";
import { Button, buttonClass } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import { ErrorState, SkeletonRows } from "../../parts/States";
import { ways } from "../board/told";
import { Card, pageStyles } from "../page/Page";
import { Findings, readiness } from "../preparing/Findings";
import { Data } from "../rights/Data";
import { Status } from "../scorecard/Status";
import { StaffPage } from "../staff/StaffPage";
import styles from "./arranging.module.css";
import { LEVELS, ROLES, type SeatRole } from "./draft";
import { type Asks, Invitation } from "./Invitation";
import { Invite } from "./Invite";
import { Cancel, Reschedule } from "./Moving";
import { Sure } from "./Sure";
import { isBefore, spoken } from "./states";

type Open = "invite" | "reschedule" | "cancel" | Asks | null;

/** One interview: what was arranged, the invitation, what the candidate checked, and the ways to everything else. */
export function Overview() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const at = `/api/v1/staff/interviews/${encodeURIComponent(id)}`;
  const { data, problem, again } = useRead<ArrangementView>(`${at}/arrangement`, () => 3000);
  const [open, setOpen] = useState<Open>(null);
  const [failed, setFailed] = useState<Problem | null>(null);
  const run = (path: string, body: unknown = {}) => {
    setFailed(null);
    void ask(`${at}/${path}`, body)
      .catch((error: unknown) => setFailed(asProblem(error)))
      .finally(again);
  };
  const done = () => {
    setOpen(null);
    again();
  };
  if (!data)
    return (
      <StaffPage title="Interview">
        <div className={styles.grid}>
          <h1 className={pageStyles.title}>Interview</h1>
          <Card label="Interview">
            {problem ? <ErrorState problem={problem} onAgain={again} /> : <SkeletonRows rows={8} height={32} />}
          </Card>
        </div>
      </StaffPage>
    );
  return (
    <StaffPage title={`Interview with ${data.candidate}`}>
      <div className={styles.grid}>
        <Head one={data} onOpen={setOpen} />
        {failed && (
          <Card label="What did not work">
            <ErrorState problem={failed} />
          </Card>
        )}
        <div className={styles.wide}>
          <div className={styles.column}>
            <Arranged one={data} />
            <Scenarios one={data} />
          </div>
          <div className={styles.column}>
            {data.kind === "live" && data.state === "ended" && (
              <Status id={id} asks={data.rights.includes("arrange")} />
            )}
            {data.kind === "live" && (
              <Invitation one={data} onOpen={() => setOpen("invite")} onAsk={setOpen} onRun={run} />
            )}
            {data.kind === "live" && <Checked one={data} />}
            {data.kind === "live" && <Preflight one={data} onRun={() => run("preflight")} />}
            {data.rights.includes("export") && data.kind !== "rehearsal" && (
              <Data id={data.id} candidate={data.candidate} onErased={again} />
            )}
            <Happened one={data} />
          </div>
        </div>
      </div>
      {open === "invite" && <Invite one={data} onClose={done} />}
      {open === "reschedule" && <Reschedule one={data} onClose={() => setOpen(null)} onDone={done} />}
      {open !== null && typeof open === "object" && (
        <Asked asks={open} one={data} onDo={(path) => ask(`${at}/${path}`, {})} onClose={done} />
      )}
      {open === "cancel" && <Cancel one={data} onClose={() => setOpen(null)} onDone={done} />}
    </StaffPage>
  );
}

const STOPPED = new Set(["missed", "aborted"]); // and to be taken up again at another time

type AskedProps = {
  asks: Asks;
  one: ArrangementView;
  onDo: (path: string) => Promise<unknown>;
  onClose: () => void;
};

function Asked({ asks, one, onDo, onClose }: AskedProps) {
  if (asks.kind === "withdraw")
    return (
      <Sure
        title="Withdraw the candidate's link"
        verb="Withdraw it"
        onDo={() => onDo("invitation/revoke")}
        onClose={onClose}
      >
        The link opens nothing any more, the browsers that came with it are signed out, and mails that wait are not
        sent. Nobody is told: {one.candidate} sees it when they open the link. The same link does not come back;
        inviting again makes a new one.
      </Sure>
    );
  return (
    <Sure
      title={`Let ${asks.name} in`}
      verb="Let it in"
      onDo={() => onDo(`browsers/${asks.browser}/admit`)}
      onClose={onClose}
    >
      The candidate goes on in this browser, and the one that has the interview now is signed out. Ask {one.candidate}
      {" whether it is theirs."}
    </Sure>
  );
}

function Head({ one, onOpen }: { one: ArrangementView; onOpen: (open: Open) => void }) {
  const at = `/staff/interviews/${one.id}`;
  const arranges = one.rights.includes("arrange") && one.kind === "live";
  const before = isBefore(one.state);
  return (
    <div className={styles.head}>
      <h1 className={pageStyles.title}>{one.candidate}</h1>
      <Badge {...spoken(one)} />
      <span className="sp" />
      {arranges && before && (
        <>
          <Go to={`${at}/change`} className={buttonClass} kind="default" size={28}>
            Change
          </Go>
          {one.invited ? (
            <Button onClick={() => onOpen("reschedule")}>Reschedule</Button>
          ) : (
            <Button kind="primary" disabled={!one.starts} onClick={() => onOpen("invite")}>
              Invite
            </Button>
          )}
          <Button kind="quiet" onClick={() => onOpen("cancel")}>
            Cancel the interview
          </Button>
        </>
      )}
      {arranges && STOPPED.has(one.state) && <Button onClick={() => onOpen("reschedule")}>Reschedule</Button>}
      {one.kind === "live" && one.rights.includes("prepare") && (
        <Go to={`${at}/prepare`} className={buttonClass} size={28}>
          Prepare
        </Go>
      )}
      {one.kind === "live" && one.rights.includes("follow") && (
        <Go to={`${at}/cockpit`} className={buttonClass} size={28}>
          Cockpit
        </Go>
      )}
      {one.kind === "live" &&
        one.state === "ended" &&
        ways({ card: "", may: (right) => one.rights.includes(right) }).map(({ page, word }) => (
          <Go key={page} to={`${at}/${page}`} className={buttonClass} size={28}>
            {word}
          </Go>
        ))}
      {one.rights.includes("record") && (one.kind !== "live" || !before) && (
        <>
          <Go to={`${at}/record`} className={buttonClass} size={28}>
            Record
          </Go>
          <Go to={`${at}/replay`} className={buttonClass} size={28}>
            Replay
          </Go>
        </>
      )}
    </div>
  );
}

function Arranged({ one }: { one: ArrangementView }) {
  const viewer = here();
  const { accommodations: given } = one;
  const differs = [
    given.time !== 1 && `${given.time} times the minutes`,
    given.hidden_timer && "no timer",
    given.high_contrast && "high contrast",
  ].filter(Boolean);
  return (
    <Card
      title="Arrangement"
      detail={one.is_fixed && one.kind === "live" ? "scenarios, plan and policy are fixed" : null}
    >
      <dl className={styles.facts}>
        <dt>When</dt>
        <dd>
          {one.starts ? (
            <>
              {clock(one.starts, one.zone)} in {one.zone}
              {viewer !== one.zone && <div className="t3">{`${clock(one.starts, viewer)} by your clock`}</div>}
            </>
          ) : (
            "no time yet"
          )}
        </dd>
        <dt>Position</dt>
        <dd>{one.position || "–"}</dd>
        <dt>Level</dt>
        <dd>{LEVELS.find(({ value }) => value === one.level)?.label}</dd>
        {one.mail && (
          <>
            <dt>Mail address</dt>
            <dd>{one.mail}</dd>
          </>
        )}
        <dt>Interviewers</dt>
        <dd>
          {one.seats.map(({ role, name, person, read }) => (
            <div key={person}>
              {name} <span className="t3">{ROLES[role as SeatRole]?.toLowerCase() ?? role}</span>
              {one.kind === "live" && role !== "committee" && (
                <span className="t3">{`, read ${Math.round((100 * read.length) / Math.max(1, one.scenarios.length))} %`}</span>
              )}
            </div>
          ))}
        </dd>
        <dt>Video call</dt>
        <dd>
          {one.call ? (
            <a href={one.call} target="_blank" rel="noreferrer">
              {one.call}
            </a>
          ) : (
            "–"
          )}
        </dd>
        <dt>Plan</dt>
        <dd>
          {one.plan || "of its own"}
          <div className="t3">{one.said.join(" ")}</div>
        </dd>
        <dt>Policy</dt>
        <dd>{one.policy_said}</dd>
        <dt>Accommodations</dt>
        <dd>
          {differs.length ? differs.join(", ") : "none"}
          {one.reason && <div className="t3">Reason, for you alone: {one.reason}</div>}
        </dd>
      </dl>
    </Card>
  );
}

function Scenarios({ one }: { one: ArrangementView }) {
  const looks = one.rights.includes("look");
  return (
    <Card title="Scenarios" detail="each in the variant of its seed">
      <ol className={styles.rows}>
        {one.scenarios.map(({ number, title, scenario, version, seed, state, progress, incident }) => (
          <li key={number}>
            <span className="t3 num">{number}</span>
            <span className="el" title={title || scenario}>
              {looks && incident ? (
                <Go to={`/staff/incidents/${incident}/briefing`}>{title || scenario}</Go>
              ) : (
                title || scenario
              )}
            </span>
            <span className="sp" />
            <span className="s12 t3 nw">
              {version}, variant {seed}
            </span>
            {state === "ready" && <Badge tone="ok">ready</Badge>}
            {state === "preparing" && (
              <Badge
                tone="line"
                title="Built and installed behind what people do"
              >{`${Math.round(progress * 100)} %`}</Badge>
            )}
            {state === "locked" && <Badge tone="warn">not prepared</Badge>}
          </li>
        ))}
      </ol>
    </Card>
  );
}

const COLOURS: Record<string, { tone: "ok" | "warn" | "error"; text: string }> = {
  green: { tone: "ok", text: "everything works" },
  amber: { tone: "warn", text: "works, with limits" },
  red: { tone: "error", text: "something does not work" },
};

/** What the candidate is asked to agree to, in a word. */
const CONSENTS: Record<string, string> = {
  policy: "how the interview is held",
  record: "the record",
  calibration: "use in calibration",
  training: "use in training",
};

function Checked({ one }: { one: ArrangementView }) {
  const told = one.access && COLOURS[one.access.colour];
  const consents = Object.entries(one.consents);
  return (
    <Card title="Access check" detail={one.access && `${clock(one.access.at, here())}`}>
      <div className={styles.body}>
        {told ? (
          <div className="row">
            <Badge tone={told.tone}>{told.text}</Badge>
          </div>
        ) : (
          <p className="t2">
            {one.state === "ended"
              ? "None is kept."
              : "Not done yet. The candidate does it on the page their link opens."}
          </p>
        )}
        {one.access && (
          <ul className={styles.list}>
            {Object.entries(one.access.checks)
              .filter(([, [word]]) => word !== "good")
              .map(([name, [word, said]]) => (
                <li key={name}>
                  <span className="b5">{name}</span>: {word}
                  {said && `, ${said}`}
                </li>
              ))}
          </ul>
        )}
        {consents.length > 0 && (
          <p className="t2">
            {consents
              .map(([name, given]) => `${CONSENTS[name] ?? name}: ${given ? "agreed" : "not agreed"}`)
              .join(", ")}
          </p>
        )}
      </div>
    </Card>
  );
}

function Preflight({ one, onRun }: { one: ArrangementView; onRun: () => void }) {
  const checks = one.rights.includes("arrange") && isBefore(one.state);
  if (!one.preflight && !checks) return null;
  const told = one.preflight && readiness(one.preflight.colour);
  const wrong = one.preflight?.findings.filter(({ colour }) => colour !== "green") ?? [];
  return (
    <Card title="Installation" detail={one.preflight && clock(one.preflight.time, here())}>
      <div className={styles.body}>
        <div className="row">
          {told ? (
            <Badge tone={told.tone}>
              {told.tone === "ok" ? "everything is ready" : told.tone === "warn" ? "ready, with limits" : told.text}
            </Badge>
          ) : (
            <span className="t2">It is checked 24 hours before the start.</span>
          )}
          <span className="sp" />
          {checks && (
            <Button kind="quiet" onClick={onRun}>
              Check now
            </Button>
          )}
        </div>
      </div>
      {wrong.length > 0 && <Findings findings={wrong} />}
    </Card>
  );
}

function Happened({ one }: { one: ArrangementView }) {
  if (one.happened.length === 0) return null;
  return (
    <Card title="What was done">
      <ul className={styles.rows}>
        {one.happened.map(({ time, what, who, reason }) => (
          <li key={`${time}${what}`}>
            <span>
              <span className="b5">{what}</span>
              {who && ` by ${who}`}
              {reason && <div className="t3">{reason}</div>}
            </span>
            <span className="sp" />
            <span className="s12 t3 nw">{clock(time, here())}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
