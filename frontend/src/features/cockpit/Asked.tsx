import { Button } from "../../parts/Button";
import { IconAlertTriangle, IconWorld } from "../../parts/icons";
import { mmss } from "./clock";
import styles from "./cockpit.module.css";
import { useDeck } from "./deck";

const WORDS: Record<string, string> = { pause: "asks for a pause", time: "asks for more time", help: "asks for help" };

/** What waits for the lead: a request of the candidate's, or a browser that wants to come in. Said, never blinking. */
export function Asked() {
  const { cockpit, ask, now } = useDeck();
  const { requests, waiting } = cockpit.candidate;
  const { runs } = cockpit.you;
  if (requests.length === 0 && !waiting) return null;
  return (
    <section className={styles.sec} aria-label="The candidate asks" role="status">
      {requests.map(({ what, text, time }) => (
        <div key={what} className={styles.asked}>
          <IconAlertTriangle size={14} className="wrn" />
          <p>
            {cockpit.candidate_name} {WORDS[what] ?? what}{" "}
            <span className="t3">{mmss(Math.max(0, now - time))} ago</span>
            {text && <span className="t2"> “{text}”</span>}
          </p>
          {runs && what === "pause" && cockpit.state === "live" && (
            <Button size={24} onClick={() => ask({ kind: "pause" })}>
              Pause…
            </Button>
          )}
          {runs && what === "time" && (
            <Button size={24} onClick={() => ask({ kind: "extend" })}>
              Add…
            </Button>
          )}
        </div>
      ))}
      {waiting && (
        <div className={styles.asked}>
          <IconWorld size={14} className="wrn" />
          <p>The candidate's link was opened in another browser, which waits.</p>
          {runs && (
            <Button size={24} onClick={() => ask({ kind: "browser", browser: waiting })}>
              Let in…
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
