import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import { useFreshStart } from "../../api/me";
import type { WhoseView } from "../../api/types";
import { Go } from "../../parts/Go";
import { PasswordField } from "../../parts/PasswordField";
import { ErrorState, SkeletonRows } from "../../parts/States";
import { Card, Page } from "../page/Page";
import { Door } from "./Door";
import { faultsOf, HINT } from "./passwords";
import styles from "./signing.module.css";

const TITLE = "Set a password";

/** By a link that works once. Opening it changes nothing; the key leaves the address at once. */
export function SetPassword() {
  const navigate = useNavigate();
  const [token] = useState(() => location.hash.slice(1));
  const [whose, setWhose] = useState<WhoseView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    if (location.hash) void navigate({ to: ".", hash: "", replace: true });
  }, [navigate]);
  useEffect(() => {
    if (token)
      ask<WhoseView>("/api/v1/staff/password-link", { token }).then(setWhose, (error: unknown) =>
        setProblem(asProblem(error)),
      );
  }, [token]);
  if (whose) return <NewPassword token={token} whose={whose} />;
  return (
    <Page title={TITLE}>
      <div className={styles.door}>
        <Card label={TITLE}>
          {!token && (
            <ErrorState
              title="This address lacks its key"
              problem={{ kind: "signed_out", message: "Open the link you were given again, whole." }}
              actions={<Go to="/staff/sign-in">Sign in</Go>}
            />
          )}
          {token && problem && (
            <ErrorState
              title={problem.kind === "signed_out" ? "This link sets no password any more" : undefined}
              problem={problem}
              actions={<Go to="/staff/sign-in">Sign in</Go>}
            />
          )}
          {token && !problem && <SkeletonRows rows={4} height={32} />}
        </Card>
      </div>
    </Page>
  );
}

function NewPassword({ token, whose }: { token: string; whose: WhoseView }) {
  const start = useFreshStart();
  const [password, setPassword] = useState("");
  const [repeated, setRepeated] = useState("");
  const [faults, setFaults] = useState<ReturnType<typeof faultsOf>>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const set = async () => {
    const found = faultsOf(password, repeated);
    setFaults(found);
    if (found.password || found.repeated) return;
    setBusy(true);
    setProblem(null);
    try {
      await ask("/api/v1/staff/password", { token, password });
      await start("/staff");
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <Door
      title={TITLE}
      lead={
        <>
          For <b className="t1">{whose.name}</b>, {whose.mail}. It signs you in here, and out everywhere else.
        </>
      }
      button="Set the password"
      busy={busy}
      problem={problem}
      onSubmit={() => void set()}
    >
      <input type="hidden" autoComplete="username" value={whose.mail} readOnly />
      <PasswordField
        label="New password"
        kind="new-password"
        value={password}
        onChange={setPassword}
        hint={HINT}
        autoFocus
        {...(faults.password ? { error: faults.password } : {})}
      />
      <PasswordField
        label="The same again"
        kind="new-password"
        value={repeated}
        onChange={setRepeated}
        {...(faults.repeated ? { error: faults.repeated } : {})}
      />
    </Door>
  );
}
