/** The pieces of the dashboard: the agenda, the scenarios as symptoms, what holds in the interview. */

import type { ReactNode } from "react";
import type { InterviewView, ScenarioCard } from "../../api/types";
import { LENSES } from "../../app/shell/tools";
import { plural } from "../../lib/units";
import { buttonClass } from "../../parts/Button";
import { Go } from "../../parts/Go";
import {
  IconCircleCheck,
  IconCircleDashed,
  IconClock,
  IconDatabase,
  IconLock,
  IconUsers,
  IconVideo,
  IconWorld,
} from "../../parts/icons";
import { Card, pageStyles } from "../page/Page";
import styles from "./dashboard.module.css";
import { type Block, blocksOf, knownZone, localTime, minutesOf } from "./plan";

/** The interview's start, zone and blocks, as its candidate has them. */
export function times(interview: InterviewView): { starts: Date | null; zone: string | undefined; blocks: Block[] } {
  const starts = interview.starts ? new Date(interview.starts) : null;
  return { starts, zone: knownZone(interview.zone ?? ""), blocks: blocksOf(interview.plan, starts) };
}

type HeadProps = { title: string; children: ReactNode; actions?: ReactNode; below?: ReactNode };

export function Head({ title, children, actions, below }: HeadProps) {
  return (
    <div className={styles.headline}>
      <div>
        <h1 className={pageStyles.title}>{title}</h1>
        <p className="t2 s14" style={{ marginTop: 4 }}>
          {children}
        </p>
        {below}
      </div>
      {actions && <div className={`row ${styles.actions}`}>{actions}</div>}
    </div>
  );
}

/** `now` marks the block that runs. */
export function Plan({ blocks, zone, now }: { blocks: Block[]; zone: string | undefined; now?: number }) {
  return (
    <ol
      className={styles.plan}
      style={{ gridTemplateColumns: blocks.map(({ minutes }) => `minmax(5rem, ${minutes}fr)`).join(" ") }}
      aria-label="Agenda"
    >
      {blocks.map((block, place) => (
        <li
          key={`${block.title} ${block.scenario}`}
          className="el"
          data-now={place === now}
          aria-current={place === now ? "step" : undefined}
        >
          <div className={styles.bar} aria-hidden="true">
            {block.parts.map(({ minutes, work }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: parts of a block never move
              <i key={index} data-work={work} style={{ flex: minutes }} />
            ))}
          </div>
          <div className={styles.when}>
            <span className="b5">{block.title}</span>{" "}
            {block.starts && block.scenario !== null && <span className="t3">{block.minutes} min</span>}
            <br />
            <span className="t3">
              {block.starts ? localTime(block.starts, zone) : ""}
              {block.starts && block.scenario === null ? ", " : ""}
              {!block.starts || block.scenario === null ? `${block.minutes} min` : ""}
            </span>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** `running`: what opens when is the interviewer's to say, and the way to what is open stands above. */
export function Cards({ interview, running = false }: { interview: InterviewView; running?: boolean }) {
  const { blocks: planned, zone } = times(interview);
  const blocks = running ? planned.map((block) => ({ ...block, starts: null })) : planned;
  const { scenarios } = interview;
  const first = scenarios.find(({ state }) => state === "ready" || state === "open")?.number;
  return (
    <div className={styles.cards} data-count={scenarios.length}>
      {scenarios.map((card) => (
        <Scenario
          key={card.number}
          card={card}
          block={blocks.find(({ scenario }) => scenario === card.number)}
          zone={zone}
          primary={!running && card.number === first}
          skipped={interview.phases?.some((one) => one.scenario === card.number && one.state === "skipped") ?? false}
        />
      ))}
      {scenarios.length === 1 && <EverywhereKeys />}
    </div>
  );
}

type ScenarioProps = {
  card: ScenarioCard;
  block: Block | undefined;
  zone: string | undefined;
  primary: boolean;
  skipped: boolean;
};

function Scenario({ card, block, zone, primary, skipped }: ScenarioProps) {
  const open = card.state === "ready" || card.state === "open";
  return (
    <article
      className={styles.card}
      data-open={open}
      data-over={card.state === "closed"}
      aria-label={`Scenario ${card.number}`}
    >
      <div className="row s12 t3">
        <span>Scenario {card.number}</span>
        <span className="sp" />
        <Standing card={card} starts={block?.starts ?? null} zone={zone} skipped={skipped} />
      </div>
      <h2>{card.title || "Not prepared yet"}</h2>
      {card.quote ? (
        <p>
          “{card.quote}” <span className="t3">{card.reporter}</span>
        </p>
      ) : (
        card.symptom && <p>{card.symptom}</p>
      )}
      <div className="sp" />
      <div className={styles.facts}>
        {card.reports > 0 && (
          <span className="row g6">
            <IconUsers className="t3" />
            {plural(card.reports, "report")}
          </span>
        )}
        {block && (
          <span className="row g6">
            <IconClock className="t3" />
            {minutesOf(block)}
          </span>
        )}
        <span className="sp" />
        {open && (
          <Go
            to={`/interview/${card.number}/briefing`}
            className={`${buttonClass} ${styles.open}`}
            kind={primary ? "primary" : "default"}
            size={28}
            label={`Open scenario ${card.number}: ${card.title}`}
          >
            Open
          </Go>
        )}
      </div>
    </article>
  );
}

type StandingProps = { card: ScenarioCard; starts: Date | null; zone: string | undefined; skipped: boolean };

function Standing({ card, starts, zone, skipped }: StandingProps) {
  switch (card.state) {
    case "ready":
      return null;
    case "open":
      return (
        <span className="row g4 acc">
          <IconCircleDashed />
          open now
        </span>
      );
    case "closed":
      return (
        <span className="row g4">
          <IconCircleCheck />
          {skipped ? "left out" : "over"}
        </span>
      );
    case "locked":
      return (
        <span className="row g4">
          <IconLock />
          {starts ? `opens at ${localTime(starts, zone)}` : "not open yet"}
        </span>
      );
  }
  const percent = Math.round(card.progress * 100);
  return (
    <span className="row">
      being prepared
      <span
        className={styles.track}
        role="progressbar"
        aria-label={`Preparing scenario ${card.number}`}
        aria-valuenow={percent}
      >
        <i style={{ width: `${percent}%` }} />
      </span>
      {percent} %
    </span>
  );
}

export function Tools() {
  return (
    <Card title="What you work with" detail="in the browser, on recorded telemetry">
      {LENSES.map(({ tool, title, key, Icon, what }) => (
        <div key={tool} className={styles.tool}>
          <Icon />
          <span className="b5">{title}</span>
          <span className="el t2">{what}</span>
          <Keys keys={["g", key]} />
        </div>
      ))}
    </Card>
  );
}

export function EverywhereKeys() {
  return (
    <Card title="Keys that work everywhere">
      {(
        [
          [["Ctrl", "K"], "commands, metrics, services"],
          [["/"], "search"],
          [["?"], "all keys of a page"],
        ] as [string[], string][]
      ).map(([keys, what]) => (
        <div key={what} className={styles.tool} style={{ gridTemplateColumns: "88px minmax(0, 1fr)" }}>
          <Keys keys={keys} />
          <span className="el t2">{what}</span>
        </div>
      ))}
    </Card>
  );
}

function Keys({ keys }: { keys: string[] }) {
  return (
    <span className="row g4">
      {keys.map((key) => (
        <kbd key={key} className="kbd">
          {key}
        </kbd>
      ))}
    </span>
  );
}

type RulesProps = { policy: string; reality: string; children?: ReactNode };

export function Rules({ policy, reality, children }: RulesProps) {
  return (
    <Card label="How it goes" className={styles.rules}>
      <Rule Icon={IconWorld} what="What you may use.">
        {policy}
      </Rule>
      <Rule Icon={IconCircleDashed} what="You need not finish.">
        How you investigate matters more than how far you get.
      </Rule>
      <Rule Icon={IconDatabase} what="Where the data is from.">
        {reality}
      </Rule>
      {children}
    </Card>
  );
}

function Rule({ Icon, what, children }: { Icon: typeof IconLock; what: string; children: string }) {
  return (
    <div className={styles.rule}>
      <Icon />
      <p>
        <span className="t1 b5">{what}</span> {children}
      </p>
    </div>
  );
}

/** The video call's address, where there is one. */
export function Call({ address }: { address: string }) {
  if (!/^https?:\/\//.test(address)) return null;
  return (
    <a className={buttonClass} data-size={32} href={address} target="_blank" rel="noreferrer">
      <IconVideo />
      Open the video call
    </a>
  );
}
