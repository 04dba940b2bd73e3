import { Menu } from "@mantine/core";
import { SchemeButton } from "../../app/shell/Header";
import { plural } from "../../lib/units";
import { Button, IconButton } from "../../parts/Button";
import { Switch } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import {
  IconAlertTriangle,
  IconDotsVertical,
  IconHelpCircle,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconScreenShare,
  IconUsers,
  IconVideo,
  IconWifi,
  IconWifiOff,
} from "../../parts/icons";
import { Mark } from "../../parts/Mark";
import { usePresent } from "../presenting/usePresent";
import { minutes, mmss, total } from "./clock";
import styles from "./cockpit.module.css";
import { useDeck } from "./deck";
import { nextStep } from "./steps";

const LEVELS: Record<string, string> = { junior: "Junior", mid: "Mid-level", senior: "Senior", staff: "Staff" };
const PARTS: Record<string, string> = {
  introduction: "introduction",
  work: "investigate",
  discussion: "discuss",
  wrap_up: "wrap-up",
};

export function CockpitHeader({ onKeys }: { onKeys: () => void }) {
  const { cockpit, desk } = useDeck();
  const phase = cockpit.phases.find(({ no }) => no === cockpit.clock.phase);
  const of = cockpit.scenarios.length;
  const caption = phase?.scenario
    ? `Scenario ${phase.scenario} of ${of}, ${PARTS[phase.part]}`
    : phase
      ? phase.title
      : (STATES[cockpit.state] ?? cockpit.state);
  const running = cockpit.scenarios.find(({ number }) => number === phase?.scenario);
  const title = phase
    ? (running?.title ?? `${plural(of, "scenario")}, ${minutes(total(cockpit.phases))}`)
    : (desk?.title ?? "");
  return (
    <header className={styles.header}>
      <Go to={`/staff/interviews/${cockpit.id}`} className={styles.brand} label="Rounds: back to the interview">
        <Mark />
      </Go>
      <div className={styles.who}>
        <div className={styles.two}>
          <span className="el">{[LEVELS[cockpit.level], cockpit.position].filter(Boolean).join(", ")}</span>
          <h1 className="el" title={cockpit.candidate_name}>
            {cockpit.candidate_name}
          </h1>
        </div>
      </div>
      <div className={styles.what}>
        <div className={styles.two}>
          <span className="el">{caption}</span>
          <span className="el" title={title}>
            {title}
          </span>
        </div>
      </div>
      <div className="sp" />
      <Candidate />
      <Others />
      <Controls onKeys={onKeys} />
    </header>
  );
}

const STATES: Record<string, string> = {
  scheduled: "Arranged, not invited yet",
  invited: "Invited",
  ready: "Ready",
  lobby: "In the lobby",
  ended: "Ended",
  cancelled: "Cancelled",
  missed: "The candidate did not come",
  aborted: "Aborted",
};

function Candidate() {
  const { cockpit, addressAt, now } = useDeck();
  const { away, requests } = cockpit.candidate;
  const asks = requests.at(-1);
  const running = ["live", "paused", "lobby"].includes(cockpit.state);
  const told =
    away !== null
      ? `gone for ${mmss(now - away)}`
      : asks
        ? `asks for ${ASKED[asks.what] ?? asks.what}`
        : addressAt !== null && running
          ? seen(Math.max(0, now - addressAt))
          : running
            ? "no page told yet"
            : "not here";
  const warn = away !== null || asks !== undefined;
  return (
    <div className={styles.clock} role="status" aria-label="Candidate" data-tone={warn ? "warn" : undefined}>
      {away !== null ? <IconWifiOff /> : asks ? <IconAlertTriangle /> : <IconWifi />}
      <div className={styles.two}>
        <span>Candidate</span>
        <span className="el" title={asks?.text || undefined}>
          {told}
        </span>
      </div>
    </div>
  );
}

const FRESH = 12_000; // a page tells of itself every five seconds

const seen = (ago: number) => (ago < FRESH ? "here, following" : `seen ${mmss(ago)} ago`);

const ASKED: Record<string, string> = { pause: "a pause", time: "more time", help: "help" };

function Others() {
  const { cockpit } = useDeck();
  const [first, ...rest] = cockpit.others;
  if (!first) return null;
  const all = cockpit.others.map(({ name, role }) => `${name}, ${role}`).join("; ");
  return (
    <div className={`${styles.clock} wide`} title={all}>
      <IconUsers />
      <div className={styles.two}>
        <span>With you</span>
        <span className="el">
          {first.name} <span className={styles.light}>{rest.length ? `and ${rest.length} more` : first.role}</span>
        </span>
      </div>
    </div>
  );
}

function Controls({ onKeys }: { onKeys: () => void }) {
  const deck = useDeck();
  const { cockpit, press, ask, hidden, change } = deck;
  const { runs } = cockpit.you;
  const live = cockpit.state === "live" || cockpit.state === "paused";
  const paused = cockpit.state === "paused";
  const next = nextStep(cockpit);
  const present = usePresent(deck);
  return (
    <div className={styles.controls}>
      <Switch
        label={
          <>
            <span className="hidden-text">Shared screen</span>
            <span className="wide" aria-hidden="true">
              Shared screen
            </span>
          </>
        }
        title="Others see this screen: hide the path, hints, solution, notes and rubric"
        checked={hidden}
        onChange={(on) => (runs ? void press("sharing", { on }) : change({ shared: on }))}
      />
      {runs && live && (
        <Button
          icon={<IconScreenShare />}
          on={present.on}
          disabled={!present.possible}
          title={present.on ? "Take it off the candidate's screen (p)" : "Show the candidate a page of yours (p)"}
          onClick={present.toggle}
        >
          {present.on ? "Stop showing" : "Present"}
        </Button>
      )}
      {runs && live && (
        <Button
          icon={paused ? <IconPlayerPlay /> : <IconPlayerPause />}
          kind={paused ? "primary" : "default"}
          onClick={() => (paused ? void press("commands/resume") : ask({ kind: "pause" }))}
        >
          {paused ? "Go on" : "Pause"}
        </Button>
      )}
      {runs && next && (
        <Button
          icon={<IconPlayerSkipForward />}
          kind={next.kind === "admit" ? "primary" : "default"}
          onClick={() => (next.kind === "end" ? ask({ kind: "end" }) : void press(`commands/${next.kind}`, next.told))}
          title={next.title}
        >
          {next.label}
        </Button>
      )}
      {runs && cockpit.kind === "rehearsal" && (
        <Button title="Delete this rehearsal, whatever state it is in" onClick={() => ask({ kind: "rehearsal" })}>
          End rehearsal
        </Button>
      )}
      <More onKeys={onKeys} />
    </div>
  );
}

/** What is done once an hour, or hopefully never. */
function More({ onKeys }: { onKeys: () => void }) {
  const { cockpit, press, ask, change, desk } = useDeck();
  const { you, state, call, candidate, others } = cockpit;
  const live = state === "live" || state === "paused";
  const lead = you.runs;
  // In a discussion it is the next scenario that time runs out for: it can be left out before anybody sees it.
  const open = (one: { state: string }) => one.state === "waiting" || one.state === "work";
  const leavable = desk && open(desk) ? desk : cockpit.scenarios.find(({ state }) => state === "waiting");
  return (
    <>
      {/^https?:/.test(call) && (
        <a
          className={styles.call}
          href={call}
          target="_blank"
          rel="noreferrer"
          title={`The video call: ${call}`}
          aria-label="The video call"
        >
          <IconVideo />
        </a>
      )}
      <SchemeButton />
      <IconButton label="Keys and help" keys="?" onClick={onKeys}>
        <IconHelpCircle />
      </IconButton>
      <Menu position="bottom-end" width={248}>
        <Menu.Target>
          <IconButton label="More">
            <IconDotsVertical />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown aria-label="More">
          {lead && candidate.waiting && (
            <Menu.Item onClick={() => ask({ kind: "browser", browser: candidate.waiting })}>
              Let another browser in…
            </Menu.Item>
          )}
          {lead && live && <Menu.Item onClick={() => ask({ kind: "extend" })}>Add minutes…</Menu.Item>}
          {lead && live && leavable && (
            <Menu.Item onClick={() => ask({ kind: "skip", scenario: leavable.number })}>
              Leave scenario {leavable.number} out…
            </Menu.Item>
          )}
          {lead && live && cockpit.phases.length > 0 && (
            <Menu.Item onClick={() => ask({ kind: "phase" })}>Go to a phase…</Menu.Item>
          )}
          {lead && others.some(({ role }) => role === "panel" || role === "lead") && (
            <Menu.Item onClick={() => ask({ kind: "hand" })}>Hand the lead on…</Menu.Item>
          )}
          {lead && state === "lobby" && (
            <Menu.Item onClick={() => ask({ kind: "missed" })}>The candidate did not come…</Menu.Item>
          )}
          {lead && ["scheduled", "invited", "ready"].includes(state) && (
            <Menu.Item onClick={() => ask({ kind: "missed" })}>The candidate did not come…</Menu.Item>
          )}
          {lead && state === "aborted" && (
            <Menu.Item onClick={() => void press("commands/reopen")}>Take it up again</Menu.Item>
          )}
          {lead && live && <Menu.Item onClick={() => ask({ kind: "end" })}>End the interview…</Menu.Item>}
          {lead && live && <Menu.Item onClick={() => ask({ kind: "abort" })}>Abort for a technical failure…</Menu.Item>}
          <Menu.Divider />
          <Menu.Item onClick={() => change({ drawer: "solution" })}>Solution document (s)</Menu.Item>
          <Menu.Item onClick={() => change({ drawer: "rubric" })}>Rubric (c)</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
