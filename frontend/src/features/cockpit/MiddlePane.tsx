import type { TopicShown } from "../../api/types";
import { isOver } from "../../lib/finished";
import { iconClass } from "../../parts/Button";
import { Badge, Check, Switch } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import {
  IconCheck,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconExternalLink,
  IconFocus2,
  IconMinus,
  IconNotes,
} from "../../parts/icons";
import { EmptyState } from "../../parts/States";
import { followed } from "../follow/addresses";
import { FollowPane } from "../follow/FollowPane";
import { standing } from "../follow/standing";
import { asStaff, inWords } from "./addresses";
import { minutes, mmss } from "./clock";
import styles from "./cockpit.module.css";
import { useDeck } from "./deck";
import { Hidden } from "./Hidden";
import { ToolStrip } from "./ToolStrip";

export function MiddlePane() {
  const { view } = useDeck();
  return (
    <main id="content" tabIndex={-1} className={styles.middle} aria-label="The candidate's view">
      <FollowHead />
      {view.follow && <Followed />}
      <ToolStrip />
      <div className={styles.under}>
        <Notebook />
        <Discussion />
      </div>
    </main>
  );
}

function FollowHead() {
  const { address, addressAt, now, cockpit, view, change } = useDeck();
  const link = asStaff(address, cockpit.scenarios);
  const { fresh, text } = standing(cockpit, addressAt, now);
  return (
    <header className={styles.head}>
      <span className={styles.live} data-on={view.follow && fresh} aria-hidden="true" />
      <h2>{view.follow ? "Following" : "Not following"}</h2>
      <span className="s12 t2 el">{inWords(address)}</span>
      <span className="sp" />
      {text && (
        <span className="s12 t3 el" title={text}>
          {text}
        </span>
      )}
      <Switch
        label="Follow"
        title="Show the candidate's view (f)"
        checked={view.follow}
        onChange={(follow) => change({ follow })}
      />
      {link && (
        <Go
          to={link.to}
          search={link.search}
          className={iconClass}
          label="Open this view in a tab of your own"
          size={24}
          title="Open this view in a tab of your own"
          onClick={openInTab}
        >
          <IconExternalLink />
        </Go>
      )}
    </header>
  );
}

function openInTab(event: React.MouseEvent): void {
  event.preventDefault();
  window.open((event.currentTarget as HTMLAnchorElement).href, "_blank", "noopener");
}

function Followed() {
  const { id, address, addressAt, now, cockpit } = useDeck();
  if (!address)
    return (
      <div className={styles.nothing}>
        {isOver(cockpit.state) ? (
          <EmptyState title="Nothing to follow any more">What the candidate saw is in the replay.</EmptyState>
        ) : (
          <EmptyState title="Nothing to follow yet">
            The candidate's view stands here as soon as their page tells of it.
          </EmptyState>
        )}
      </div>
    );
  return (
    <div className={styles.followed} data-stale={!standing(cockpit, addressAt, now).fresh}>
      <FollowPane frame={followed(id)} address={address} label="The candidate's view, live" />
    </div>
  );
}

const STANDINGS: Record<string, { icon: React.ReactNode; label: string; tone?: "ok" | "accent" }> = {
  open: { icon: <IconCircleDashed size={14} />, label: "Open" },
  supported: { icon: <IconCircleCheck size={14} className="okk" />, label: "Supported", tone: "ok" },
  refuted: { icon: <IconCircleX size={14} />, label: "Ruled out" },
  cause: { icon: <IconFocus2 size={14} className="acc" />, label: "Root cause", tone: "accent" },
};

function Notebook() {
  const { desk } = useDeck();
  const entries = desk?.notebook ?? [];
  const pins = desk?.pins ?? 0;
  return (
    <section aria-label="Candidate's notebook">
      <header className={styles.head}>
        <h2>Candidate’s notebook</h2>
        <span className="s12 t3">
          {entries.length === 0 && pins === 0
            ? "nothing yet"
            : `${many(entries.length, "entry", "entries")}, ${many(pins, "pin", "pins")}`}
        </span>
      </header>
      {entries.length > 0 && (
        <ul className={styles.book}>
          {entries.map((entry) => {
            const standing = STANDINGS[entry.standing] ?? STANDINGS.open!;
            const note = entry.kind === "note";
            return (
              <li key={entry.id}>
                {note ? <IconNotes size={14} /> : standing.icon}
                <span className={`el ${entry.standing === "refuted" ? "t2" : "t1"}`} title={entry.text}>
                  {entry.text}
                </span>
                <span className="sp" />
                <span className="t3 nw">
                  {entry.pins > 0 && `${many(entry.pins, "pin", "pins")}, `}
                  {mmss(entry.changed_at)}
                </span>
                {!note && <Badge tone={standing.tone}>{standing.label}</Badge>}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

const many = (value: number, one: string, more: string) => `${value} ${value === 1 ? one : more}`;

const TAGS: Record<string, string> = {
  rca: "cause",
  solution: "solution",
  tradeoff: "trade-offs",
  architecture: "architecture",
  prevention: "prevention",
  monitoring: "monitoring",
  organisation: "organisation",
};

function Discussion() {
  const { cockpit, desk, hidden } = useDeck();
  const phase = cockpit.phases.find(({ no }) => no === cockpit.clock.phase);
  const wrap = phase?.part === "wrap_up" && cockpit.state !== "ended";
  const topics = wrap ? cockpit.wrap_up : (desk?.topics ?? []);
  const scenario = wrap ? 0 : (desk?.number ?? 0);
  const talk = cockpit.phases.find((one) => one.scenario === desk?.number && one.part === "discussion");
  const core = topics.filter((topic) => topic.core).length;
  const said = wrap
    ? "the last questions"
    : desk?.state === "discussion"
      ? `now: ask ${core || "some"}, the rest by level`
      : desk
        ? `from ${mmss(desk.length)}${talk ? `, ${minutes(talk.length)}` : ""}: ask ${core || "some"}, the rest by level`
        : "";
  return (
    <section aria-label="Discussion">
      <header className={styles.head}>
        <h2>{wrap ? "Wrap-up" : "Discussion"}</h2>
        <span className="s12 t3 el">{said}</span>
      </header>
      {hidden && !wrap ? (
        <Hidden what="The questions" />
      ) : (
        <ul>
          {topics.map((topic) => (
            <Topic key={topic.place} topic={topic} scenario={scenario} over={desk?.state === "over" && !wrap} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Topic({ topic, scenario, over }: { topic: TopicShown; scenario: number; over: boolean }) {
  const { cockpit, press } = useDeck();
  const { runs } = cockpit.you;
  const discuss = (asked: boolean, mark: number | null) =>
    void press("discuss", { scenario, topic: topic.place, asked, mark });
  const tags = topic.tags.map((tag) => TAGS[tag] ?? tag).join(", ");
  return (
    <li className={styles.topic} data-asked={topic.asked}>
      {runs ? (
        <Check label={`Asked: ${topic.text}`} checked={topic.asked} onChange={(asked) => discuss(asked, null)} />
      ) : (
        <span role="img" aria-label={topic.asked ? "Asked" : "Not asked yet"}>
          {topic.asked ? <IconCheck size={14} /> : <IconMinus size={14} />}
        </span>
      )}
      <span className="t1 el" title={topic.text}>
        “{topic.text}” <span className="t3">{tags}</span>
      </span>
      {topic.core && !topic.asked && !over && <Badge>ask</Badge>}
      {!topic.asked && over && <Badge tone="line">not asked</Badge>}
      {(topic.asked || !over) && (
        <fieldset className={styles.marks} disabled={!runs}>
          <legend className="hidden-text">Quick mark: {topic.text}</legend>
          {[0, 1, 2, 3].map((mark) => (
            <button
              key={mark}
              type="button"
              aria-pressed={topic.mark === mark}
              aria-label={`Mark ${mark}`}
              onClick={() => discuss(true, topic.mark === mark ? null : mark)}
            >
              {mark}
            </button>
          ))}
        </fieldset>
      )}
    </li>
  );
}
