/** The tour as a list: what is behind and what is next. */

import { useAccessCommand } from "../../api/access";
import type { TutorialView } from "../../api/types";
import { LENSES } from "../../app/shell/tools";
import { Button, buttonClass } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { IconCircleCheck, IconCircleDashed, IconCircleDot } from "../../parts/icons";
import { Card } from "../page/Page";
import { nextStop, STOPS, stateOf, TUTORIAL } from "./stops";
import styles from "./tour.module.css";

export function TourCard({ tutorial, primary }: { tutorial: TutorialView; primary: boolean }) {
  const { send, busy } = useAccessCommand();
  const { stops, title, state } = tutorial;
  const next = nextStop(tutorial);
  const behind = STOPS.filter(({ stop }) => stateOf(stops, stop) !== "open").length;
  const ready = state === "ready" && tutorial.open;
  return (
    <section id="tour" className={styles.card} aria-label="Tour of the tools">
      <Card
        title="Try the tools on a tutorial incident"
        detail={
          <span className="row">
            {behind} of {STOPS.length}
            <span className={styles.track} aria-hidden="true">
              <i style={{ width: `${(behind / STOPS.length) * 100}%` }} />
            </span>
          </span>
        }
      >
        <ol>
          {STOPS.map(({ stop, title: name, what }) => {
            const Tool = LENSES.find(({ tool }) => tool === stop)!.Icon;
            const how = stateOf(stops, stop);
            const now = next?.stop === stop;
            const line = (
              <>
                {how === "done" ? (
                  <IconCircleCheck className="okk" />
                ) : now ? (
                  <IconCircleDot className="acc" />
                ) : (
                  <IconCircleDashed className="t3" />
                )}
                <span className="row g6">
                  <Tool className="t3" size={14} />
                  <span className={how === "open" && !now ? "t2" : "b5"}>{name}</span>
                </span>
                <span className="el t2">{what}</span>
                <span className="num s12 t3">{how === "open" ? "20 s" : how}</span>
              </>
            );
            return (
              <li key={stop}>
                {ready ? (
                  <Go to={`${TUTORIAL}/${stop}`} className={styles.stop} label={`${name}: ${what}`}>
                    {line}
                  </Go>
                ) : (
                  <span className={styles.stop}>{line}</span>
                )}
              </li>
            );
          })}
        </ol>
        <div className={styles.foot}>
          <span className="s12 t3">“{title}”, about 2 minutes. Nothing you do here is recorded or scored.</span>
          <span className="sp" />
          {behind > 0 && (
            <Button busy={busy} disabled={busy} onClick={() => void send("tour", { stop: "" })}>
              Start over
            </Button>
          )}
          {ready ? (
            <Go
              to={`${TUTORIAL}/${next?.stop ?? "briefing"}`}
              className={buttonClass}
              kind={primary && next ? "primary" : "default"}
              size={28}
            >
              {!next ? "Look around again" : behind > 0 ? `Go on with ${next.title}` : "Start the tour"}
            </Go>
          ) : (
            <span className="s12 t3">
              {!tutorial.open
                ? "closed while the interview runs"
                : state === "preparing"
                  ? `being prepared, ${Math.round(tutorial.progress * 100)} %`
                  : "cannot be prepared here"}
            </span>
          )}
        </div>
      </Card>
    </section>
  );
}
