/** Over the tools on the tutorial incident: what to do at this stop, whether it is done, and where it goes on. */

import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useAccess, useAccessCommand } from "../../api/access";
import type { Search } from "../../lib/view";
import { Button, buttonClass } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { IconCircleCheck, IconCircleDot } from "../../parts/icons";
import { nextStop, reached, STOPS, stateOf, stopAt, TUTORIAL } from "./stops";
import styles from "./tour.module.css";

export function TourBar() {
  const { data } = useAccess();
  const { pathname, search } = useLocation();
  const { send } = useAccessCommand();
  const told = useRef<string | null>(null);
  const tutorial = data?.tutorial;
  const here = stopAt(pathname.slice(TUTORIAL.length + 1).split("/")[0]!);
  const found = reached(pathname, search as Search);
  const fresh = found !== null && tutorial && stateOf(tutorial.stops, found) !== "done" ? found : null;
  useEffect(() => {
    if (fresh === null || told.current === fresh) return;
    told.current = fresh;
    void send("tour", { stop: fresh });
  }, [fresh, send]);
  if (!tutorial) return null;
  const state = here ? stateOf(tutorial.stops, here.stop) : "open";
  const next = nextStop(tutorial, here?.stop);
  const go = next && (
    <Go
      to={`${TUTORIAL}/${next.stop}`}
      className={buttonClass}
      kind={state === "open" && here ? "default" : "primary"}
      size={28}
    >
      {here ? `Go on with ${next.title}` : `Start with ${next.title}`}
    </Go>
  );
  return (
    <aside className={styles.bar} aria-label="Tour of the tools">
      {state === "done" ? <IconCircleCheck /> : <IconCircleDot />}
      <span className={styles.steps} aria-hidden="true">
        {STOPS.map(({ stop }) => (
          <i key={stop} data-state={stateOf(tutorial.stops, stop)} data-now={stop === here?.stop} />
        ))}
      </span>
      <p className="el" role="status">
        {here ? (
          <>
            <span className="b5">{state === "done" ? `${here.title}: done.` : `${here.what}.`}</span>{" "}
            <span className="t2">{state === "done" ? "" : here.how}</span>
          </>
        ) : (
          <span className="t2">
            A tutorial incident, to get to know the tools. Nothing you do here is recorded or scored.
          </span>
        )}
      </p>
      <span className="sp" />
      {here && state === "open" && (
        <>
          <Button kind="quiet" onClick={() => void send("tour", { stop: here.stop, skipped: true })}>
            Skip
          </Button>
          <Button onClick={() => void send("tour", { stop: here.stop })}>Done</Button>
        </>
      )}
      {go}
      <Go to="/interview" className={buttonClass} kind={next ? "quiet" : "primary"} size={28}>
        {next ? "Back" : "All done, back to your interview"}
      </Go>
    </aside>
  );
}
