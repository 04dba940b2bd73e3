import type { ReachedShown, StepShown } from "../../api/types";
import { useRemembered } from "../../lib/remember";
import { IconButton } from "../../parts/Button";
import { IconCheck, IconChevronDown, IconChevronRight, IconPlus, IconShieldCheck } from "../../parts/icons";
import { EmptyState } from "../../parts/States";
import { mmss } from "./clock";
import styles from "./cockpit.module.css";
import { useDeck } from "./deck";
import { ScenarioTabs } from "./ScenarioTabs";
import { Then } from "./Then";

/** The expected path: what was on screen, what was cited, and what the lead confirms. */
export function PathList() {
  const { desk, cockpit } = useDeck();
  const steps = desk?.steps ?? [];
  const required = steps.filter((step) => !step.bonus);
  const bonus = steps.filter((step) => step.bonus);
  const [all, setAll] = useRemembered("cockpit.bonus", window.innerHeight >= 840);
  const reached = required.filter(isReached).length;
  let no = 0;
  return (
    <section className={styles.path} aria-label="Expected path">
      <header className={styles.head}>
        <h2>Expected path</h2>
        <span className="s12 t3 nw">
          {reached} of {required.length}
        </span>
        <ScenarioTabs />
        <span className="sp" />
        <span className={styles.pathhead} aria-hidden="true" title="Times are of the scenario, without pauses">
          <span>exposed</span>
          <span>cited</span>
          <span>recognised</span>
        </span>
      </header>
      {steps.length === 0 && (
        <EmptyState title="Not prepared yet">
          Path, hints and questions stand here once the scenario is installed.
        </EmptyState>
      )}
      <ol className={styles.steps}>
        {required.map((step) => (
          <Step key={step.id} step={step} number={++no} />
        ))}
        {bonus.length > 0 && (
          <li>
            <button type="button" className={styles.more} aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? <IconChevronDown size={12} /> : <IconChevronRight size={12} />}
              {bonus.length} bonus steps, {bonus.filter(isReached).length} reached
            </button>
          </li>
        )}
        {all && bonus.map((step) => <Step key={step.id} step={step} number={null} />)}
      </ol>
      {desk && <Mitigation scenario={desk.number} at={desk.mitigated} enabled={cockpit.you.runs} />}
    </section>
  );
}

const isReached = ({ exposed, cited, recognised }: StepShown) => (exposed ?? cited ?? recognised) !== null;

function Step({ step, number }: { step: StepShown; number: number | null }) {
  const { cockpit, desk, press } = useDeck();
  const { runs } = cockpit.you;
  const running = cockpit.state === "live" || cockpit.state === "paused";
  const recognise = (recognised: boolean) =>
    void press("recognise", { scenario: desk!.number, step: step.id, recognised });
  const touched = step.exposed ?? step.cited ?? step.recognised;
  return (
    <li className={styles.step} data-touched={touched !== null} data-bonus={step.bonus}>
      <span className="s11 t3">{number ?? <IconPlus size={12} />}</span>
      <span
        className={styles.steptext}
        title={`${step.text}${step.stated ? ". Said, not shown: only you can confirm it." : ""}`}
      >
        {step.text}
      </span>
      <When reached={step.exposed} kind="exposed" />
      <When reached={step.cited} kind="cited" />
      <span className={styles.when}>
        {step.recognised && !(runs && running) ? (
          <Then
            time={step.recognised.time}
            figure={mmss(step.recognised.at)}
            address={step.recognised.address}
            what="Recognised"
          >
            <IconCheck size={12} />
          </Then>
        ) : step.recognised ? (
          <button
            type="button"
            className={styles.recognised}
            title="Recognised. Press to take it back"
            aria-label={`${step.text}: recognised at ${mmss(step.recognised.at)}. Take it back`}
            onClick={() => recognise(false)}
          >
            <IconCheck size={12} />
            {mmss(step.recognised.at)}
          </button>
        ) : runs ? (
          <IconButton
            label={`Recognised: ${step.text}`}
            size={24}
            disabled={!running || desk?.state === "waiting"}
            className={styles.tick}
            onClick={() => recognise(true)}
          >
            <IconCheck />
          </IconButton>
        ) : (
          <span className="t3">–</span>
        )}
      </span>
    </li>
  );
}

/** Its time, as a link to the very view where there is one. */
function When({ reached, kind }: { reached: ReachedShown | null; kind: "exposed" | "cited" }) {
  if (!reached) return <span className={`${styles.when} t3`}>–</span>;
  const seen = reached.seconds === null ? "" : `for ${Math.round(reached.seconds)} s`;
  return (
    <span className={styles.when}>
      <i className={styles.dot} data-kind={kind} data-unsure={reached.note !== "" || undefined} aria-hidden="true" />
      <Then
        time={reached.time}
        figure={mmss(reached.at)}
        address={reached.address}
        what={kind === "exposed" ? "On screen" : "Cited"}
        more={[seen, reached.note]}
      />
    </span>
  );
}

function Mitigation({ scenario, at, enabled }: { scenario: number; at: number | null; enabled: boolean }) {
  const { press, cockpit } = useDeck();
  const running = cockpit.state === "live" || cockpit.state === "paused";
  return (
    <div className={styles.mitigation}>
      <IconShieldCheck size={14} className={at === null ? "t3" : "okk"} />
      <span className="el">{at === null ? "No mitigation proposed yet" : `Mitigation proposed at ${mmss(at)}`}</span>
      <span className="sp" />
      {enabled && (
        <button
          type="button"
          className={styles.linkish}
          disabled={!running}
          onClick={() => void press("mitigated", { scenario, proposed: at === null })}
        >
          {at === null ? "Mitigation proposed" : "Take back"} <kbd className="kbd">m</kbd>
        </button>
      )}
    </div>
  );
}
