import { useSearch } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import { nextOf, useFreshStart } from "../../api/me";
import { PasswordField } from "../../parts/PasswordField";
import { TextField } from "../../parts/TextField";
import { Door } from "./Door";

/** The staff's way in. Afterwards one is where one wanted to be. */
export function SignIn() {
  const { next } = useSearch({ strict: false }) as { next?: string };
  const start = useFreshStart();
  const [mail, setMail] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const mailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const signIn = async () => {
    setMissing(!mail.trim() || !password);
    if (!mail.trim()) return mailField.current?.focus();
    if (!password) return passwordField.current?.focus();
    setBusy(true);
    setProblem(null);
    try {
      await ask("/api/v1/staff/sign-in", { mail, password });
      await start(nextOf(next));
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
      passwordField.current?.select();
    }
  };
  return (
    <Door
      title="Sign in"
      lead="Rounds, for those who run interviews or practise."
      button="Sign in"
      busy={busy}
      problem={problem}
      onSubmit={() => void signIn()}
      foot="No password yet, or forgotten? Whoever runs Rounds here makes you a link to set one. Candidates open the link of their invitation."
    >
      <TextField
        label="Mail address"
        type="email"
        autoComplete="username"
        value={mail}
        onChange={setMail}
        inputRef={mailField}
        autoFocus
        {...(missing && !mail.trim() ? { error: "The address you were added with." } : {})}
      />
      <PasswordField
        label="Password"
        kind="current-password"
        value={password}
        onChange={setPassword}
        inputRef={passwordField}
        {...(missing && !password ? { error: "Your password." } : {})}
      />
    </Door>
  );
}
