import { useParams } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useRead } from "../../api/interviews";
import type { MarkShown, ReplayView } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { plural } from "../../lib/units";
import { useTitle } from "../../lib/useTitle";
import { param, useView } from "../../lib/view";
import { Button, IconButton } from "../../parts/Button";
import { Badge, Segments, Switch, Tabs } from "../../parts/Choices";
import { CopyLink } from "../../parts/CopyLink";
import { Go } from "../../parts/Go";
import { IconChevronLeft, IconChevronRight, IconPlayerPause, IconPlayerPlay } from "../../parts/icons";
import { Mark } from "../../parts/Mark";
import { Bone, EmptyState, ErrorState } from "../../parts/States";
import { pageNamed } from "../follow/addresses";
import { FollowPane } from "../follow/FollowPane";
import { Facts } from "./Facts";
import styles from "./replay.module.css";
import { NAMES, Strip } from "./Strip";
import { notebookAt, ofScenario, passing, sceneAt, since, startOf, stepFrom, whyNone } from "./timeline";
import { useClock } from "./useClock";

const SPEEDS = ["1", "2", "4", "8"] as const;
const VIEW = {
  /** Seconds since it began. */
  t: param.number("replace"),
  /** The same as milliseconds since 1970, which a page has that knows of the moment alone. */
  at: param.number("replace"),
  speed: param.choice(SPEEDS),
  quiet: param.flag(),
  side: param.choice(["happened", "notebook", "facts"] as const),
  asked: param.flag(),
};

/** An interview afterwards, at any of its seconds: the candidate's view as it was, and what was known by then. */
export function Replay() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const { data, problem, again } = useRead<ReplayView>(`/api/v1/staff/interviews/${encodeURIComponent(id)}/replay`);
  useTitle("Replay", data?.candidate);
  if (problem) return <ErrorState problem={problem} onAgain={again} />;
  if (!data)
    return (
      <div role="status" aria-label="Loading the replay" className={styles.loading}>
        <Bone width={320} height={20} />
        <Bone height={420} />
        <Bone height={60} />
      </div>
    );
  return <Player id={id} view={data} />;
}

function Player({ id, view }: { id: string; view: ReplayView }) {
  const [state, change] = useView(VIEW);
  const whole = view.ended - view.began;
  const speed = Number(state.speed);
  const quiet = useMemo(() => view.quiet.map((one) => one.map((time) => time - view.began)), [view]);
  const pass = (moment: number) => (state.quiet ? passing(quiet, moment) : moment);
  const { at, set, runs, setRuns } = useClock(startOf(state.t, state.at, view), whole, speed, pass);
  const told = useRef(state.t);
  useEffect(() => {
    if (state.t !== told.current) set(startOf(state.t, state.at, view)); // somebody went back, or followed a link
    told.current = state.t;
  });
  const seek = useCallback(
    (moment: number) => {
      const second = Math.round(Math.max(0, Math.min(whole, moment)) / 1000);
      told.current = second;
      set(moment);
      change({ t: second, at: null });
    },
    [set, change, whole],
  );
  const toggle = () => {
    if (runs) seek(at);
    else if (at >= whole) seek(0);
    setRuns(!runs);
  };
  const now = view.began + at;
  const scene = sceneAt(view.scenes, now);
  const phase = view.phases.findLast((one) => one.since <= now);
  const within = ofScenario(view, now);
  const pause = view.pauses.find((one) => one.since <= now && now < one.until);
  const step = (way: 1 | -1) => seek(stepFrom(view.marks, now, way) - view.began);
  useCommands([
    { id: "replay.play", label: runs ? "Stop" : "Play", group: "Replay", keys: "Space", run: toggle },
    { id: "replay.next", label: "Next thing that happened", group: "Replay", keys: "j", run: () => step(1) },
    { id: "replay.last", label: "Last thing that happened", group: "Replay", keys: "k", run: () => step(-1) },
  ]);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Go to="/staff" className={styles.brand} label="Rounds: back to the start page">
          <Mark />
        </Go>
        <h1>Replay</h1>
        <span className="t2">{view.candidate}</span>
        {view.state !== "ended" && <Badge tone="warn">{view.state}</Badge>}
        <span className="sp" />
        <Go to={`/staff/interviews/${id}`}>Interview</Go>
        <Go to={`/staff/interviews/${id}/record`}>Record</Go>
        <CopyLink />
      </header>
      <main className={styles.main} id="content">
        <section aria-label="The candidate's view" className={styles.screen}>
          <div className={styles.caption}>
            <strong>{scene?.address ? pageNamed(scene.address) : "No view"}</strong>
            <span className="t3">
              {phase ? `${phase.title}, ${phase.part.replace("_", "-")}` : ""}
              {pause && (pause.away ? ", connection lost" : `, paused: ${pause.reason}`)}
            </span>
          </div>
          <div className={styles.frame} data-dim={!scene?.address}>
            <FollowPane id={id} address={scene?.address || null} label="The candidate's view at this moment" />
            {!scene?.address && (
              <p className={styles.none} role="status">
                {scene ? "What was shown here is erased." : whyNone(view, now)}
              </p>
            )}
          </div>
          <div className={styles.controls}>
            <IconButton label="Last thing that happened" keys="k" onClick={() => step(-1)}>
              <IconChevronLeft />
            </IconButton>
            <Button kind="primary" icon={runs ? <IconPlayerPause /> : <IconPlayerPlay />} onClick={toggle}>
              {runs ? "Stop" : "Play"}
            </Button>
            <IconButton label="Next thing that happened" keys="j" onClick={() => step(1)}>
              <IconChevronRight />
            </IconButton>
            <output className={styles.time} aria-label="Time">
              {since(at)} <span className="t3">of the interview’s {since(whole)}</span>
              {within && (
                <>
                  , {since(within.ms)} <span className="t3">of scenario {within.scenario}</span>
                </>
              )}
            </output>
            <span className="sp" />
            <Switch
              label={`Pass over ${plural(view.quiet.length, "quiet stretch", "quiet stretches")}`}
              title="Stretches of more than 20 seconds in which nothing new happened"
              checked={state.quiet}
              onChange={(on) => change({ quiet: on })}
            />
            <Segments
              label="Speed"
              value={state.speed}
              choices={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
              onChange={(value) => change({ speed: value })}
            />
          </div>
          <Strip view={view} at={at} onSeek={seek} />
        </section>
        <aside aria-label="What happened" className={styles.side}>
          <Tabs
            label="Beside the view"
            value={state.side}
            tabs={[
              { value: "happened", label: "What happened" },
              { value: "notebook", label: "Notebook then" },
              { value: "facts", label: "How they worked" },
            ]}
            onChange={(side) => change({ side })}
          />
          {state.side === "facts" && <Facts view={view} onSeek={seek} />}
          {state.side === "happened" && (
            <Happened view={view} now={now} asked={state.asked} onAsked={(on) => change({ asked: on })} onSeek={seek} />
          )}
          {state.side === "notebook" && (
            <Notebook view={view} scenario={phase?.scenario ?? scene?.scenario ?? null} now={now} />
          )}
        </aside>
      </main>
    </div>
  );
}

type HappenedProps = {
  view: ReplayView;
  now: number;
  asked: boolean;
  onAsked: (on: boolean) => void;
  onSeek: (at: number) => void;
};

function Happened({ view, now, asked, onAsked, onSeek }: HappenedProps) {
  const shown = view.marks.filter(({ kind }) => asked || kind !== "question");
  const current = shown.findLastIndex((mark) => mark.at <= now + 500);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect must not give back.
    list.current?.children[current]?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <div role="tabpanel" aria-label="What happened" className={styles.panel}>
      <div className={styles.filter}>
        <span className="s12 t3">Times are of the interview</span>
        <span className="sp" />
        <Switch label="Each question" checked={asked} onChange={onAsked} />
      </div>
      {shown.length === 0 && (
        <EmptyState title="Nothing happened yet">Questions are shown with the switch above.</EmptyState>
      )}
      <ul ref={list} className="scroll">
        {shown.map((mark, place) => (
          <li key={`${mark.at} ${mark.kind} ${mark.no}`}>
            <button
              type="button"
              aria-current={place === current}
              className={styles.happened}
              onClick={() => onSeek(mark.at - view.began)}
            >
              <time className="num t3" title={told(ofScenario(view, mark.at))}>
                {since(mark.at - view.began)}
              </time>
              <span>
                <span className={styles.kind} data-kind={mark.kind}>
                  {NAMES[mark.kind] ?? mark.kind}
                </span>{" "}
                <Said mark={mark} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

const told = (of: ReturnType<typeof ofScenario>) => (of ? `${since(of.ms)} of scenario ${of.scenario}` : undefined);

function Said({ mark }: { mark: MarkShown }) {
  return (
    <>
      {mark.text}
      {mark.detail && <span className="t3"> {mark.detail}</span>}
    </>
  );
}

const STANDINGS: Record<string, string> = {
  open: "Open",
  supported: "Supported",
  refuted: "Ruled out",
  cause: "Root cause",
};

function Notebook({ view, scenario, now }: { view: ReplayView; scenario: number | null; now: number }) {
  const entries = notebookAt(view, scenario, now);
  return (
    <div role="tabpanel" aria-label="Notebook then" className={styles.panel}>
      {entries.length === 0 && (
        <EmptyState title="Nothing written yet">At this moment the notebook was empty.</EmptyState>
      )}
      <ul className="scroll">
        {entries.map((entry) => (
          <li key={entry.id} className={styles.entry} data-standing={entry.standing}>
            <div className="row">
              <strong className="sp">{entry.text}</strong>
              {entry.kind === "hypothesis" && <Badge>{STANDINGS[entry.standing] ?? entry.standing}</Badge>}
            </div>
            {entry.pins.map((pin) => (
              <p key={`${pin.at} ${pin.address}`} className="t3">
                {pin.against ? "− " : "+ "}
                {pin.line || pin.title} <span className="num">{pin.value}</span>
              </p>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
