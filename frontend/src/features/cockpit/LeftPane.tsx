import { Button } from "../../parts/Button";
import { Check } from "../../parts/Choices";
import {
  IconAlertTriangle,
  IconCheck,
  IconCircle,
  IconMinus,
  IconPlus,
  IconPointFilled,
  IconX,
} from "../../parts/icons";
import { Note } from "../../parts/States";
import { Asked } from "./Asked";
import { agenda, minutes, mmss, pace } from "./clock";
import styles from "./cockpit.module.css";
import { useDeck } from "./deck";
import { Ring } from "./Ring";

export function LeftPane() {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <aside className={styles.left} aria-label="Clock and script" tabIndex={0}>
      <Clock />
      <Asked />
      <Phases />
      <Say />
      <Watch />
      <Prompts />
      <Suggested />
    </aside>
  );
}

function Clock() {
  const { cockpit, clock, now } = useDeck();
  const { wrap_up, wrap_up_keeps } = cockpit.clock;
  const keeps = Math.max(60_000, wrap_up_keeps - (clock.drift - cockpit.clock.drift));
  const begun = cockpit.clock.phase !== null;
  const behind = clock.drift >= 5000;
  if (!begun) return <Before />;
  return (
    <section className={styles.clockbox} aria-label="Clock" data-paused={cockpit.state === "paused" || undefined}>
      <Ring share={clock.share} text={mmss(clock.elapsed)} />
      <div className={styles.figures}>
        <p>
          <b>{mmss(Math.abs(clock.left))}</b> <span className="t3">{clock.left < 0 ? "over" : "left"}</span>
        </p>
        {cockpit.pause ? (
          <p className="s12 row g6 wrn" title={cockpit.pause.reason}>
            <IconAlertTriangle size={14} />{" "}
            <span className="el">
              paused {mmss(now - cockpit.pause.since)}: {cockpit.pause.reason}
            </span>
          </p>
        ) : (
          <p className={`s12 row g6 ${behind ? "wrn" : "t2"}`}>
            {behind && <IconAlertTriangle size={14} />} {pace(clock.drift)}
          </p>
        )}
        {wrap_up > 0 && (
          <p className="s11 t3 nw">
            wrap-up {keeps > wrap_up ? "grows to" : "keeps"} {mmss(keeps)}
            {keeps > wrap_up ? "" : ` of ${minutes(wrap_up).replace(" min", "")}`}
          </p>
        )}
      </div>
    </section>
  );
}

const BEFORE: Record<string, string> = {
  lobby: "The candidate waits in the lobby. The clock begins when you let them in.",
  ended: "The interview has ended. Your notes and the draft of your scorecard are kept.",
  missed: "The candidate did not come.",
  cancelled: "This interview was cancelled.",
  aborted: "Aborted for a technical failure. It can be taken up again.",
};

function Before() {
  const { cockpit, now, press } = useDeck();
  const { starts, state, kind, you } = cockpit;
  return (
    <section className={styles.sec} aria-label="Clock">
      {starts !== null && ["scheduled", "invited", "ready", "lobby"].includes(state) && (
        <p className={styles.figures}>
          <b>{mmss(Math.abs(starts - now))}</b>{" "}
          <span className="t3">{starts > now ? "until the start" : "past the start"}</span>
        </p>
      )}
      <Note>
        {kind === "practice"
          ? "This one is for practice: every scenario is open and no clock runs."
          : (BEFORE[state] ?? "The candidate has not come in yet. Path, hints and script are here to look at.")}
      </Note>
      {you.runs && state === "aborted" && (
        <div className="row" style={{ marginTop: 8 }}>
          <Button size={24} onClick={() => void press("commands/reopen")}>
            Take it up again
          </Button>
        </div>
      )}
    </section>
  );
}

function Phases() {
  const { cockpit, clock } = useDeck();
  const icons = {
    past: <IconCheck size={14} />,
    now: <IconPointFilled size={14} />,
    coming: <IconCircle size={14} />,
    skipped: <IconX size={14} />,
  };
  return (
    <section className={styles.sec} aria-label="Phases">
      <ol>
        {agenda(cockpit.phases, clock.elapsed, cockpit.zone).map((line) => (
          <li
            key={line.key}
            className={styles.phase}
            data-state={line.state}
            aria-current={line.state === "now" ? "step" : undefined}
          >
            {icons[line.state as keyof typeof icons]}
            <span className="el">{line.title}</span>
            <span className="nw">{line.figure}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Head({ title, children }: { title: string; children?: React.ReactNode }) {
  return (
    <div className={styles.sechead}>
      <h2>{title}</h2>
      <span className="sp" />
      {children && <span className="s11 t3 el">{children}</span>}
    </div>
  );
}

function Say() {
  const { cockpit, press } = useDeck();
  const { runs } = cockpit.you;
  const phase = cockpit.clock.phase ?? (cockpit.state === "ended" ? (cockpit.phases.at(-1)?.no ?? 0) : 0);
  const lines = cockpit.script.filter((line) => line.phase === phase);
  if (lines.length === 0) return null;
  const said = lines.filter((line) => line.said).length;
  const tick = (line: (typeof lines)[number], ticked: boolean) =>
    line.topic === null
      ? void press("say", { line: line.id, said: ticked })
      : void press("discuss", { scenario: 0, topic: line.topic, asked: ticked });
  return (
    <section className={styles.sec} aria-label="Say">
      <Head title="Say">
        {said} of {lines.length}
      </Head>
      <ul>
        {lines.map((line) => (
          <li key={line.id}>
            {line.id === "walk.metrics" && <p className={styles.walk}>Walk through available tools (2 min)</p>}
            {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is inside Check */}
            <label className={styles.say} data-said={line.said} data-show={line.manner === "show"}>
              {runs ? (
                <Check label={line.text} checked={line.said} onChange={(ticked) => tick(line, ticked)} />
              ) : (
                <span aria-hidden="true">{line.said ? <IconCheck size={14} /> : <IconMinus size={14} />}</span>
              )}
              <span>{line.manner === "say" || line.manner === "ask" ? `“${line.text}”` : line.text}</span>
            </label>
          </li>
        ))}
      </ul>
    </section>
  );
}

const BRIEFLY: Record<string, string> = {
  "Do they start systematically or randomly click?": "Systematic or clicking",
  "Do they read the symptom description first?": "Reads the symptoms first",
  "What tool do they check first?": "First tool",
};

function Watch() {
  const { desk, cockpit, hidden } = useDeck();
  if (!desk || hidden || desk.watch.length === 0) return null;
  return (
    <section className={styles.sec} aria-label="Watch for">
      <Head title="Watch for">{cockpit.described ? "described, not scored" : "not described: other conditions"}</Head>
      <dl className={styles.watch}>
        {desk.watch.map(({ question, fact }) => (
          <div key={question} title={question}>
            <dt className="el">{BRIEFLY[question] ?? question}</dt>
            <dd>{fact || "–"}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Prompts() {
  const { cockpit, press } = useDeck();
  const enabled = cockpit.you.runs && (cockpit.state === "live" || cockpit.state === "paused");
  return (
    <section className={styles.sec} aria-label="Prompts">
      <Head title="Prompts">not hints</Head>
      <div className={styles.prompts}>
        {cockpit.prompts.map(({ id, text, count }) => (
          <Button
            key={id}
            size={24}
            disabled={!enabled}
            title="Count that you said it"
            onClick={() => void press("prompt", { phrase: id })}
          >
            <span className="el">“{text}”</span>
            <span className="sp" />
            {count > 0 && <span className="t3">{count}×</span>}
          </Button>
        ))}
      </div>
    </section>
  );
}

function Suggested() {
  const { cockpit, press, hidden } = useDeck();
  const [first, ...rest] = cockpit.scenarios.flatMap(({ suggested }) => suggested);
  if (hidden || !first) return null;
  const flag = cockpit.catalogue.find(({ id }) => id === first.flag);
  if (!flag) return null;
  const green = flag.colour === "green";
  return (
    <section className={styles.sec} aria-label="Suggested flag">
      <Head title="Suggested flag">{rest.length ? `and ${rest.length} more` : "only you see this"}</Head>
      <p className={styles.how}>
        <span className="t1">{flag.text}:</span> {first.how} <span className="t3">Scenario {first.scenario}.</span>
      </p>
      <div className="row g6">
        <Button
          size={24}
          disabled={!cockpit.you.notes}
          icon={green ? <IconPlus /> : <IconMinus />}
          onClick={() => void press("flag", { flag: first.flag, scenario: first.scenario, support: first.how })}
        >
          {green ? "Green flag" : "Red flag"}
        </Button>
        <Button
          size={24}
          kind="quiet"
          disabled={!cockpit.you.notes}
          onClick={() => void press("dismiss", { flag: first.flag, scenario: first.scenario })}
        >
          Dismiss
        </Button>
      </div>
    </section>
  );
}
