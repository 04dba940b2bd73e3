import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, get, type Problem } from "../../api/client";
import { announceAnother } from "../../api/turns";
import type { LinkView, SessionView } from "../../api/types";
import { Button } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { ErrorState } from "../../parts/States";
import { Card, Page, pageStyles } from "../page/Page";

export function CandidateJoin() {
  return (
    <Join
      session="/api/v1/candidate/session"
      next="/interview"
      title="Your interview"
      bound
      button="Open my interview"
      missing="This address lacks the key of your invitation. Open the link from your invitation again, whole."
    >
      This browser will be yours for the interview: you can close the page and come back to it. Nothing is installed,
      and nothing starts before you press the button.
    </Join>
  );
}

export function StaffJoin() {
  return (
    <Join
      session="/api/v1/staff/session"
      next="/staff"
      title="Rounds for interviewers"
      button="Open Rounds"
      missing="This address lacks its key. Open the interviewer's link again, whole."
    >
      This browser will see interviews, incidents and recordings. A candidate's link can be open in another tab of the
      same browser.
    </Join>
  );
}

type Props = {
  session: string;
  next: string;
  title: string;
  button: string;
  missing: string;
  /** The link belongs to the first browser that opens it; another waits to be let in. */
  bound?: boolean;
  children: string;
};

const LOOKS = 2000;

/** What this link would do to a browser in which somebody of the staff is signed in; null where nobody is. */
async function asStaff(token: string): Promise<LinkView | null> {
  return ask<LinkView>("/api/v1/staff/link", { token }).catch(() => null);
}

async function waits(session: string): Promise<boolean> {
  return (await get<SessionView | undefined>(session))?.browser === "waiting";
}

/** One button. Its press binds this browser; the key leaves the address at once and is kept nowhere. */
function Join({ session, next, title, button, missing, bound, children }: Props) {
  const navigate = useNavigate();
  const [token] = useState(() => location.hash.slice(1));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [waiting, setWaiting] = useState(false);
  const [theirs, setTheirs] = useState<LinkView | null>(null);
  useEffect(() => {
    if (location.hash) void navigate({ to: ".", hash: "", replace: true });
  }, [navigate]);
  const enter = () => navigate({ to: next as never, replace: true });
  useEffect(() => {
    if (!waiting) return;
    const later = setInterval(() => {
      void waits(session)
        .then((still) => (still ? undefined : enter()))
        .catch((error: unknown) => setProblem(asProblem(error)));
    }, LOOKS);
    return () => clearInterval(later);
  });
  const open = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const link = bound ? await asStaff(token) : null;
      if (link?.binds) return setTheirs(link);
      await ask(session, { token });
      announceAnother();
      sessionStorage.clear(); // what was asked in this tab before was somebody else's
      if (bound && (await waits(session))) setWaiting(true);
      else await enter();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <Page title={title}>
      <div style={{ maxWidth: 560, margin: "14vh auto 0" }}>
        <Card label={title}>
          <div style={{ padding: "24px 24px 20px", display: "grid", gap: 12, justifyItems: "start" }}>
            <h1 className={pageStyles.title}>{theirs ? "A candidate’s link" : title}</h1>
            {theirs ? (
              <Theirs link={theirs} />
            ) : waiting ? (
              <p className="t2 s14" role="status">
                Another browser has this interview. Your interviewer was told that you are here, and can let you in;
                this page then goes on by itself.
              </p>
            ) : token ? (
              <>
                <p className="t2 s14">{children}</p>
                <Button
                  kind="primary"
                  size={32}
                  busy={busy}
                  disabled={busy}
                  onClick={() => void open()}
                  style={{ marginTop: 4 }}
                >
                  {button}
                </Button>
              </>
            ) : (
              <>
                <p className="t2 s14">{missing}</p>
                <p className="t2">
                  If this browser was here before, you can <Go to={next}>go on where you were</Go>.
                </p>
              </>
            )}
          </div>
          {problem && (
            <div style={{ borderTop: "1px solid var(--r-line)" }}>
              <ErrorState problem={problem} title={FAILED[problem.kind] ?? "The link did not open"} />
            </div>
          )}
        </Card>
      </div>
    </Page>
  );
}

/** Nobody of the staff takes a candidate's place by opening their link to see whether it works. */
function Theirs({ link: { interview, candidate } }: { link: LinkView }) {
  return (
    <>
      <p className="t2 s14" role="status">
        You are signed in here as one of the staff, and this is {candidate ? `${candidate}'s` : "a candidate's"} link.
        It was not opened: it belongs to the first browser that opens it, and that would have been yours.
      </p>
      <p className="t2">
        To see what a candidate sees, rehearse the hour from the preparation page. If you are the candidate on a shared
        computer, open the link in a browser of your own, or sign out here first.
      </p>
      <Go to={interview ? `/staff/interviews/${interview}` : "/staff"}>
        {interview ? "Go to the interview" : "Go to the start page"}
      </Go>
    </>
  );
}

const FAILED: Record<string, string> = {
  offline: "Rounds cannot be reached",
  forbidden: "This link does not open anything",
  signed_out: "This link does not open anything",
  invalid: "This link is not whole",
  not_found: "This link does not open anything",
};
