import { type ReactNode, useContext, useEffect, useState } from "react";
import { asProblem } from "../api/answers";
import type { Problem } from "../api/client";
import { IncidentContext } from "../api/surface";
import { Page } from "../features/page/Page";
import { Go } from "../parts/Go";
import { Bone, EmptyState, ErrorState } from "../parts/States";
import { isMissingPiece, mayRenew, renew } from "./renewal";

/** A page that broke: what can be said, and a way on. */
export function Failed({ error, reset }: { error: unknown; reset?: () => void }) {
  const { message, id } = asProblem(error);
  const missing = isMissingPiece(error);
  const [renewing, setRenewing] = useState(() => missing && mayRenew());
  useEffect(() => {
    if (renewing) void renew().then((done) => done || setRenewing(false));
  }, [renewing]);
  useEffect(() => {
    if (!missing) return;
    const back = () => location.reload(); // its piece comes with the network
    addEventListener("online", back);
    return () => removeEventListener("online", back);
  }, [missing]);
  const told = "This page could not be shown. Your other pages and what you asked are not affected.";
  if (renewing) return <Waiting />;
  if (missing && !navigator.onLine)
    return (
      <Framed>
        <EmptyState title="This page waits for the network">It comes by itself once this browser has one.</EmptyState>
      </Framed>
    );
  return (
    <Framed>
      <ErrorState
        problem={{ kind: "internal", message: told, id }}
        asked={`${location.pathname}${location.search}\n${message}`}
        onAgain={missing || !reset ? () => location.reload() : reset}
        actions={<Go to={home()}>Back to the start page</Go>}
      />
    </Framed>
  );
}

export function Missing() {
  return (
    <Framed>
      <EmptyState title="There is no page at this address" actions={<Go to={home()}>Go to the start page</Go>}>
        The address may be cut off, or the page is not open to you.
      </EmptyState>
    </Framed>
  );
}

/** Inside the shell of the tools there is a header already. */
function Framed({ children }: { children: ReactNode }) {
  const inShell = useContext(IncidentContext) !== null;
  return inShell ? children : <Page home={home()}>{children}</Page>;
}

/** An incident that cannot be opened: not signed in, not there, not ready. */
export function Unopened({ problem, onAgain }: { problem: Problem; onAgain: () => void }) {
  const back = <Go to={home()}>Back to the start page</Go>;
  const notYet = (
    <EmptyState title="This scenario is not open yet" actions={back}>
      {problem.message}
    </EmptyState>
  );
  const shown: Record<string, ReactNode> = {
    conflict: notYet,
    closed: notYet,
    signed_out: <ErrorState problem={problem} title="Open your link first" actions={back} />,
  };
  return (
    <Page home={home()}>
      {shown[problem.kind] ?? <ErrorState problem={problem} onAgain={onAgain} actions={back} />}
    </Page>
  );
}

/** The shape of a page that is on its way. */
export function Waiting() {
  return (
    <div role="status" aria-label="Loading the page" style={{ padding: 24, display: "grid", gap: 12 }}>
      <Bone width={240} height={18} />
      <Bone height={200} />
      <Bone width="60%" />
    </div>
  );
}

function home(): string {
  return location.pathname.startsWith("/staff") ? "/staff" : "/interview";
}
