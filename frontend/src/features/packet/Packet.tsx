/** The packet: what a committee reads of an interview, each part with the second it rests on. */

import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useRead } from "../../api/interviews";
import type { Packet as Content, PacketMoment, PacketScenario, PacketView } from "../../api/types";
import { KeySheet } from "../../app/shell/KeySheet";
import { OfflineBar } from "../../app/shell/OfflineBar";
import { useCommands } from "../../lib/commands";
import { useTitle } from "../../lib/useTitle";
import { useView } from "../../lib/view";
import { buttonClass } from "../../parts/Button";
import { Tabs } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import { IconAlertTriangle, IconLock, IconPlayerPlay } from "../../parts/icons";
import { HeadShape, SkipLink } from "../../parts/PageHead";
import { Pane, PaneHead, Panes } from "../../parts/Panes";
import { Bone, EmptyState, ErrorState } from "../../parts/States";
import { Beside } from "./Beside";
import { Dialogs, type Opened } from "./Dialogs";
import { Header } from "./Header";
import { Lane, Legend } from "./Lane";
import { clock } from "./lanes";
import { Discussion, Happened, Path, ReplaysContext, replayOf, Scores } from "./Parts";
import styles from "./packet.module.css";
import { beside, chosenOf, nearest, VIEW } from "./view";
import { agreement, fixed, LEVELS, met, points, sums } from "./words";

const ASKS = / Discuss before you decide\.$/; // which stands above them all, so that each has a line
/** More often than a look ends, so that a page which stays open is one look in the audit log. */
const ASKED_AGAIN = { open: 40_000, waiting: 15_000 };

export function Packet() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const address = `/api/v1/staff/interviews/${encodeURIComponent(id)}/packet`;
  const { data, problem, again } = useRead<PacketView>(address, (view) =>
    view?.state === "waiting" ? ASKED_AGAIN.waiting : ASKED_AGAIN.open,
  );
  useTitle("Packet", data?.candidate);
  if (problem && !(data && problem.kind === "offline")) return <Refused problem={problem} id={id} onAgain={again} />;
  if (!data) return <Shape />;
  return <Page id={id} view={data} onChanged={again} />;
}

function Page({ id, view, onChanged }: { id: string; view: PacketView; onChanged: () => void }) {
  const [dialog, setDialog] = useState<Opened>(null);
  const [keys, setKeys] = useState(false);
  useCommands([{ id: "keys", label: "All keys", group: "General", keys: "?", run: () => setKeys(true) }]);
  return (
    <div className={styles.app}>
      <SkipLink to="evidence" />
      <Header id={id} view={view} onOpen={setDialog} onKeys={() => setKeys(true)} />
      <OfflineBar />
      {view.packet ? <Whole packet={view.packet} replays={view.may_replay} /> : <Waiting id={id} view={view} />}
      <Dialogs id={id} view={view} opened={dialog} onClose={() => setDialog(null)} onChanged={onChanged} />
      {keys && <KeySheet onClose={() => setKeys(false)} />}
      <div className={styles.small}>
        <EmptyState title="Rounds needs 1280 × 720">
          Make the window larger, or zoom out with Ctrl and minus.
        </EmptyState>
      </div>
    </div>
  );
}

function Whole({ packet, replays }: { packet: Content; replays: boolean }) {
  const [view, change] = useView(VIEW);
  const chosen = chosenOf(packet, view.scenario, view.at);
  const { scenario, moment } = chosen;
  const choose = (one: PacketScenario, at: PacketMoment | undefined) =>
    change({ scenario: one.number, at: at?.at ?? null, part: at ? "happened" : view.part });
  const go = (way: 1 | -1) => {
    const next = beside(packet, chosen, way);
    if (!next) return;
    change({ ...next, part: "happened" });
    requestAnimationFrame(() => document.querySelector("[data-on=true]")?.scrollIntoView?.({ block: "nearest" }));
  };
  useCommands([
    { id: "packet.next", label: "Next moment", group: "Packet", keys: "j", run: () => go(1) },
    { id: "packet.last", label: "Moment before", group: "Packet", keys: "k", run: () => go(-1) },
  ]);
  return (
    <ReplaysContext value={replays}>
      <Glance packet={packet} />
      <div className={styles.panes}>
        <Panes name="packet">
          <Pane label="Evidence" as="main">
            <PaneHead title="Evidence">
              <span className="s12 t3 el">minutes since each scenario opened</span>
              <span className="sp" />
              <Legend />
            </PaneHead>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, and holds nothing that takes the focus */}
            <section className={styles.lanes} aria-label="Scenarios" tabIndex={0}>
              {packet.scenarios.map((one) => (
                <Lane
                  key={one.number}
                  one={one}
                  timed={packet.about.level !== "junior"}
                  chosen={one === scenario ? moment : null}
                  onPick={(seconds) => choose(one, atSecond(one, seconds))}
                />
              ))}
            </section>
            {scenario && (
              <section className={styles.below} aria-label={`Of scenario ${scenario.number}`}>
                <div className={styles.belowHead}>
                  <h2>
                    {moment && view.part === "happened"
                      ? `Scenario ${scenario.number}, around ${clock(moment.seconds)}`
                      : `Scenario ${scenario.number}`}
                  </h2>
                  <Tabs
                    label="Of the scenario"
                    value={view.part}
                    tabs={[
                      { value: "happened", label: "What happened" },
                      { value: "scores", label: "Scores and hints" },
                      { value: "path", label: "Path" },
                      { value: "discussion", label: "Discussion" },
                    ]}
                    onChange={(part) => change({ part })}
                  />
                  <span className="sp" />
                  {moment && replays && (
                    <Go {...replayOf(packet.about.id, moment.at)} className={buttonClass} size={24}>
                      <IconPlayerPlay size={14} />
                      Replay from here
                    </Go>
                  )}
                </div>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and may hold no link */}
                <div role="tabpanel" aria-label="Of the scenario" tabIndex={0} className={`${styles.part} scroll`}>
                  {view.part === "happened" && (
                    <Happened
                      packet={packet}
                      one={scenario}
                      chosen={moment}
                      onChoose={(found) => choose(scenario, found)}
                    />
                  )}
                  {view.part === "scores" && <Scores packet={packet} one={scenario} />}
                  {view.part === "path" && <Path packet={packet} one={scenario} />}
                  {view.part === "discussion" && <Discussion one={scenario} />}
                </div>
              </section>
            )}
          </Pane>
          <Pane label="Criteria and raters" size="var(--beside)" least={344} most={640} as="aside">
            <Beside packet={packet} rater={view.rater} onRater={(rater) => change({ rater })} />
          </Pane>
        </Panes>
      </div>
      <Printed packet={packet} />
    </ReplaysContext>
  );
}

const atSecond = (one: PacketScenario, seconds: number): PacketMoment | undefined => {
  const [first] = one.moments;
  return first && nearest(one.moments, first.at + (seconds - first.seconds) * 1000);
};

function Glance({ packet }: { packet: Content }) {
  const { result } = packet;
  const level = result.levels.find(({ chosen }) => chosen);
  return (
    <section className={styles.glance} aria-label="Result">
      <Figure name="Result" value={points(result.outcome)}>
        of {points(result.of)}, ± {fixed(result.sem, 1)}
        {result.prior ? (
          <span title="The error is a prior until this installation has data of its own">, prior</span>
        ) : (
          <span title="The error is of so many scenarios that several raters of this installation scored in calibration">
            , n = {result.targets}
          </span>
        )}
      </Figure>
      <Figure name="By the guide" value={result.word}>
        {result.borderline && "borderline"}
      </Figure>
      <Figure name="Process" value={fixed(result.process?.points ?? null)}>
        {result.process && `of 3, ${fixed(result.process.percent, 0)} %`}
      </Figure>
      {level && (
        <Figure name={`For ${LEVELS[level.level] ?? level.title}`} value={met(level)} title={level.unmet.join("; ")}>
          {level.unmet.join("; ")}
        </Figure>
      )}
      <Figure name="Raters" value={sums(packet)}>
        {agreement(packet)}
      </Figure>
      <span className="sp" />
      {result.warnings.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, and holds nothing that takes the focus
        <section className={styles.warnings} aria-label="Before you decide" tabIndex={0}>
          <h2>Before you decide</h2>
          <ul>
            {result.warnings.map((warning) => (
              <li key={warning}>
                <IconAlertTriangle size={14} />
                <span>{warning.replace(ASKS, "")}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}

type FigureProps = { name: string; value: string; title?: string; children?: React.ReactNode };

function Figure({ name, value, title, children }: FigureProps) {
  return (
    <div className={styles.figure} title={title}>
      <span>{name}</span>
      <p>
        {value} <small>{children}</small>
      </p>
    </div>
  );
}

/** On paper everything of every scenario; on screen one part of one. */
function Printed({ packet }: { packet: Content }) {
  return (
    <div className={styles.printed}>
      {packet.scenarios.map((one) => (
        <section key={one.number}>
          <h2>
            Scenario {one.number}: {one.title}
          </h2>
          <Scores packet={packet} one={one} />
          <Path packet={packet} one={one} />
          <Discussion one={one} />
          <Happened packet={packet} one={one} chosen={null} />
        </section>
      ))}
    </div>
  );
}

function Waiting({ id, view }: { id: string; view: PacketView }) {
  return (
    <main className={styles.waiting} id="content" tabIndex={-1}>
      <section className={styles.card}>
        <h2>
          <IconLock size={16} />
          The packet is not open yet
        </h2>
        <p role="status">{view.why}</p>
        {view.missing.length > 0 && (
          <ul aria-label="Scorecards that are missing">
            {view.missing.map(({ name, standing }) => (
              <li key={name}>
                <span>{name}</span>
                <span className={standing === "late" ? "wrn" : "t3"}>{standing}</span>
              </li>
            ))}
          </ul>
        )}
        <div className="row g6">
          {view.why.startsWith("Hand in") && (
            <Go to={`/staff/interviews/${id}/scorecard`} className={buttonClass} kind="primary">
              Your scorecard
            </Go>
          )}
          <Go to={`/staff/interviews/${id}`} className={buttonClass}>
            The interview
          </Go>
        </div>
      </section>
    </main>
  );
}

type RefusedProps = { problem: { kind: string; message: string }; id: string; onAgain: () => void };

function Refused({ problem, id, onAgain }: RefusedProps) {
  if (problem.kind !== "forbidden" && problem.kind !== "conflict")
    return (
      <div className={styles.alone}>
        <ErrorState problem={problem} onAgain={onAgain} />
      </div>
    );
  return (
    <main className={styles.alone}>
      <section className={styles.card}>
        <h1>
          <IconLock size={16} />
          {problem.kind === "forbidden" ? "This packet is not open to you" : "There is no packet"}
        </h1>
        <p role="status">{problem.message}</p>
        {problem.kind === "forbidden" && <p className="t3">Who arranged the interview can share it with you.</p>}
        <div className="row g6">
          <Go to="/staff" className={buttonClass}>
            Your interviews
          </Go>
          <Go to={`/staff/interviews/${id}`} className={buttonClass}>
            The interview
          </Go>
        </div>
      </section>
    </main>
  );
}

function Shape() {
  return (
    <div className={styles.app} role="status" aria-label="Loading the packet">
      <HeadShape />
      <div className={styles.shape}>
        <Bone height={56} />
        <Bone height={420} />
      </div>
    </div>
  );
}
