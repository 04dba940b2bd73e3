/** Above what the lead presents: whether the candidate sees it, and the way to begin and to stop. */

import { useRouter } from "@tanstack/react-router";
import { useContext, useEffect, useState } from "react";
import { asProblem } from "../../api/answers";
import { ask } from "../../api/client";
import type { ReportedShown } from "../../api/types";
import { newTeller } from "../../app/showing";
import { Button } from "../../parts/Button";
import { IconEye, IconEyeOff } from "../../parts/icons";
import { asCandidates } from "./addresses";
import { PresentedContext } from "./presented";
import styles from "./presenting.module.css";

export function PresentingBar({ id }: { id: string }) {
  const cockpit = useContext(PresentedContext);
  const of = `/api/v1/staff/interviews/${encodeURIComponent(id)}`;
  const on = cockpit?.presenting ?? false;
  const { refused, press, pressed } = usePresenting(of);
  const untold = useTelling(of, on);
  useStopAsItCloses(of, on);
  if (!cockpit) return null;
  const who = cockpit.candidate_name;
  return (
    <section className={styles.bar} data-on={on} aria-label="Presenting">
      {on ? <IconEye /> : <IconEyeOff />}
      <p role="status">
        <span className="b5">{on ? `${who} sees this page` : `${who} does not see this page`}</span>{" "}
        <span className="t2">
          {on
            ? "Nothing of it counts as found by them. Their own page is kept beneath."
            : "Shown, it covers theirs until you stop."}
        </span>
      </p>
      {(refused || untold) && (
        <p className="t2" role="alert">
          {refused || untold}
        </p>
      )}
      <span className="sp" />
      {cockpit.you.runs && (
        <Button kind={on ? "default" : "primary"} size={28} disabled={pressed} onClick={() => void press(!on)}>
          {on ? "Stop showing" : `Show ${who} this page`}
        </Button>
      )}
    </section>
  );
}

function usePresenting(of: string) {
  const [refused, setRefused] = useState("");
  const [pressed, setPressed] = useState(false);
  const press = async (on: boolean) => {
    setPressed(true);
    setRefused("");
    try {
      await ask(`${of}/commands/present`, { on, command: crypto.randomUUID() });
    } catch (error) {
      setRefused(asProblem(error).message);
    } finally {
      setPressed(false);
    }
  };
  return { refused, press, pressed };
}

/** Nobody's own page stays covered by one that is gone. */
function useStopAsItCloses(of: string, on: boolean): void {
  useEffect(() => {
    if (!on) return;
    const stop = () => {
      const told = JSON.stringify({ on: false, command: crypto.randomUUID() });
      navigator.sendBeacon?.(`${of}/commands/present`, new Blob([told], { type: "application/json" }));
    };
    window.addEventListener("pagehide", stop);
    return () => window.removeEventListener("pagehide", stop);
  }, [of, on]);
}

const AGAIN = 5000; // milliseconds: a candidate who comes back is shown it again

/** Tells each view of this page while it is presented; gives why the last one was not taken, if it was not. */
function useTelling(of: string, on: boolean): string {
  const router = useRouter();
  const [untold, setUntold] = useState("");
  useEffect(() => {
    if (!on) return setUntold("");
    const teller = newTeller(async (shown: ReportedShown) => {
      await ask(`${of}/live/view`, shown).catch((error) => {
        setUntold(asProblem(error).message);
        throw error;
      });
      setUntold("");
    });
    const look = () => teller.shows(asCandidates(location));
    look();
    const stop = router.subscribe("onResolved", look);
    const timer = setInterval(teller.again, AGAIN);
    return () => {
      teller.shows(null);
      stop();
      clearInterval(timer);
    };
  }, [of, on, router]);
  return untold;
}
