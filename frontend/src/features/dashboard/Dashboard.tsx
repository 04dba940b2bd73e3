import { useInterview } from "../../api/interviews";
import type { InterviewView, ScenarioCard } from "../../api/types";
import { LENSES } from "../../app/shell/tools";
import { plural } from "../../lib/units";
import { buttonClass } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { IconCircleDashed, IconClock, IconDatabase, IconLock, IconUsers, IconWorld } from "../../parts/icons";
import { ErrorState, SkeletonRows } from "../../parts/States";
import { Card, Page, pageStyles } from "../page/Page";
import styles from "./dashboard.module.css";
import { type Block, blocksOf, headline, localTime, minutesOf } from "./plan";

/** A candidate's start page: the agenda and the scenarios as symptoms. */
export function Dashboard() {
  const { data, problem, again } = useInterview();
  if (problem && !data)
    return (
      <Page>
        <ErrorState
          problem={problem}
          onAgain={again}
          title={problem.kind === "signed_out" ? "Open your link first" : undefined}
        />
      </Page>
    );
  if (!data)
    return (
      <Page>
        <div style={{ paddingTop: 24 }}>
          <SkeletonRows rows={9} height={40} label="Loading your interview" />
        </div>
      </Page>
    );
  return <Shown interview={data} />;
}

function Shown({ interview }: { interview: InterviewView }) {
  const { candidate, interviewer, scenarios } = interview;
  const starts = interview.starts ? new Date(interview.starts) : null;
  const blocks = blocksOf(interview.plan, starts);
  const first = scenarios.find(({ state }) => state === "ready")?.number;
  return (
    <Page title="Your interview" person={candidate}>
      <section className={styles.head} aria-label="Your interview">
        <h1 className={pageStyles.title}>{headline(starts, new Date())}</h1>
        <p className="t2 s14" style={{ marginTop: 4 }}>
          {sentence(starts, blocks, interviewer, scenarios.length)}
        </p>
        {blocks.length > 0 && <Plan blocks={blocks} />}
      </section>
      <div className={styles.cards} data-count={scenarios.length}>
        {scenarios.map((card) => (
          <Scenario
            key={card.number}
            card={card}
            block={blocks.find(({ scenario }) => scenario === card.number)}
            primary={card.number === first}
          />
        ))}
        {scenarios.length === 1 && <EverywhereKeys />}
      </div>
      <div className={styles.below} data-count={scenarios.length}>
        <Tools />
        {scenarios.length !== 1 && <EverywhereKeys />}
      </div>
      <Card label="How it goes" className={styles.rules}>
        <Rule Icon={IconWorld} what="Open book.">
          Search the web as you like; no AI assistants and no other people, please.
        </Rule>
        <Rule Icon={IconCircleDashed} what="You need not finish.">
          How you investigate matters more than how far you get.
        </Rule>
        <Rule Icon={IconDatabase} what="Synthetic data,">
          modelled on incidents that companies have published.
        </Rule>
      </Card>
    </Page>
  );
}

function Tools() {
  return (
    <Card title="What you work with" detail="in the browser, on recorded telemetry">
      {LENSES.map(({ tool, title, key, Icon, what }) => (
        <Tool key={tool} Icon={Icon} name={title} what={what} keys={`g ${key}`} />
      ))}
    </Card>
  );
}

function EverywhereKeys() {
  return (
    <Card title="Keys that work everywhere">
      <Key keys={["Ctrl", "K"]} what="commands, metrics, services" />
      <Key keys={["/"]} what="search" />
      <Key keys={["?"]} what="all keys of a page" />
    </Card>
  );
}

function sentence(starts: Date | null, blocks: Block[], interviewer: string, scenarios: number): string {
  const minutes = blocks.reduce((sum, block) => sum + block.minutes, 0);
  const end = starts && new Date(starts.getTime() + minutes * 60_000);
  const zone = starts
    ? Intl.DateTimeFormat("en-GB", { timeZoneName: "short" })
        .formatToParts(starts)
        .find(({ type }) => type === "timeZoneName")?.value
    : "";
  const when =
    starts && end ? `${localTime(starts)} – ${localTime(end)}, ${zone}` : minutes ? `About ${minutes} minutes` : "";
  const who = interviewer ? `with ${interviewer}` : "";
  const what = `You debug ${NUMBERS[scenarios] ?? scenarios} production ${scenarios === 1 ? "issue" : "issues"} in your browser; there is nothing to install.`;
  const lead = [when, who].filter(Boolean).join(", ");
  return lead ? `${lead.charAt(0).toUpperCase()}${lead.slice(1)}. ${what}` : what;
}

const NUMBERS = ["no", "one", "two", "three", "four", "five"];

function Plan({ blocks }: { blocks: Block[] }) {
  return (
    <ol
      className={styles.plan}
      style={{ gridTemplateColumns: blocks.map(({ minutes }) => `minmax(76px, ${minutes}fr)`).join(" ") }}
      aria-label="Agenda"
    >
      {blocks.map((block) => (
        <li key={`${block.title} ${block.scenario}`} className="el">
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
              {block.starts ? localTime(block.starts) : ""}
              {block.starts && block.scenario === null ? ", " : ""}
              {!block.starts || block.scenario === null ? `${block.minutes} min` : ""}
            </span>
          </div>
        </li>
      ))}
    </ol>
  );
}

function Scenario({ card, block, primary }: { card: ScenarioCard; block: Block | undefined; primary: boolean }) {
  const ready = card.state === "ready";
  return (
    <article className={styles.card} data-open={ready} aria-label={`Scenario ${card.number}`}>
      <div className="row s12 t3">
        <span>Scenario {card.number}</span>
        <span className="sp" />
        <State card={card} starts={block?.starts ?? null} />
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
        {ready && (
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

function State({ card, starts }: { card: ScenarioCard; starts: Date | null }) {
  if (card.state === "ready") return null;
  if (card.state === "locked")
    return (
      <span className="row g4">
        <IconLock />
        {starts ? `opens at ${localTime(starts)}` : "not open yet"}
      </span>
    );
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

function Tool({ Icon, name, what, keys }: { Icon: typeof IconLock; name: string; what: string; keys: string }) {
  return (
    <div className={styles.tool}>
      <Icon />
      <span className="b5">{name}</span>
      <span className="el t2">{what}</span>
      <span className="row g4">
        {keys.split(" ").map((key) => (
          <kbd key={key} className="kbd">
            {key}
          </kbd>
        ))}
      </span>
    </div>
  );
}

function Key({ keys, what }: { keys: string[]; what: string }) {
  return (
    <div className={styles.tool} style={{ gridTemplateColumns: "88px minmax(0, 1fr)" }}>
      <span className="row g4">
        {keys.map((key) => (
          <kbd key={key} className="kbd">
            {key}
          </kbd>
        ))}
      </span>
      <span className="el t2">{what}</span>
    </div>
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
