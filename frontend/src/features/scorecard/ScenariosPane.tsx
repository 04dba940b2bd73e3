import type { KeyboardEvent } from "react";
import { useId } from "react";
import type { Anchor, CardScenario, Cited, Score, Solution } from "../../api/types";
import { Check, Segments } from "../../parts/Choices";
import { IconPlus, IconX } from "../../parts/icons";
import { PaneHead } from "../../parts/Panes";
import { Chip } from "./Chip";
import { scoreOf, withScore } from "./card";
import { Flags } from "./Flags";
import { Picker } from "./Picker";
import { about, Rulings } from "./Rulings";
import styles from "./scorecard.module.css";
import { written } from "./seconds";
import { openScenario, useSheet } from "./sheet";

const POINTS = [0, 1, 2, 3] as const;
const SOLUTIONS: { value: Solution; label: string; title: string }[] = [
  { value: "none", label: "None", title: "Nothing that would work" },
  { value: "working", label: "Working fix", title: "A fix that works" },
  {
    value: "comprehensive",
    label: "Comprehensive",
    title: "Mitigates now, fixes the cause, and prevents the next time",
  },
];

export function ScenariosPane() {
  const { page, round } = useSheet();
  return (
    <>
      <PaneHead title="Scenarios">
        <span className="s12 t3 el">0 to 3 each{!round && ", with at least one piece of evidence"}</span>
      </PaneHead>
      <div className="scroll">
        {page.scenarios.map((scenario) => (
          <OneScenario key={scenario.number} told={scenario} />
        ))}
        {!round && <Flags />}
      </div>
    </>
  );
}

function OneScenario({ told }: { told: CardScenario }) {
  const sheet = useSheet();
  const { card, view, change } = sheet;
  const score = scoreOf(card, told.number);
  const open = openScenario(sheet) === told.number;
  const title = useId();
  const choose = useScore(told.number);
  if (told.skipped)
    return (
      <section className={styles.scenario} aria-labelledby={title}>
        <div className="s11 t3">Scenario {told.number}</div>
        <h3 id={title} className="el">
          {told.title}
        </h3>
        <p className="s12 t3">Left out. It counts for nothing, and is not scored.</p>
      </section>
    );
  const hidden = view.facts === "rated" && score.points === null;
  return (
    <section className={styles.scenario} aria-labelledby={title} data-item={told.number}>
      <div className="row">
        <div className="sp">
          <div className="s11 t3">Scenario {told.number}</div>
          <h3 id={title} className="el" title={told.title}>
            {told.title}
          </h3>
        </div>
        <Points
          told={told}
          score={score}
          onChoose={(points) => {
            choose({ points });
            if (!open) change({ scenario: String(told.number) });
          }}
        />
      </div>
      {hidden ? (
        <p className={`s12 t3 ${styles.facts}`}>What the record shows comes once this is scored.</p>
      ) : (
        <Facts told={told} score={score} open={open} />
      )}
      {open ? (
        <Open told={told} score={score} />
      ) : (
        <Closed score={score} onOpen={() => change({ scenario: String(told.number) })} />
      )}
      {!sheet.round && <Citations told={told} score={score} />}
    </section>
  );
}

/** Changes the score of a scenario. */
function useScore(scenario: number): (change: Partial<Score>, slow?: boolean) => void {
  const { set } = useSheet();
  return (change, slow) => set((card) => withScore(card, scenario, change), slow);
}

type PointsProps = { told: CardScenario; score: Score; onChoose: (points: number | null) => void };

/** The four points as one row; arrow keys go through them, and the chosen one again takes it back. */
function Points({ told, score, onChoose }: PointsProps) {
  const value = score.points;
  const { closed, page } = useSheet();
  const name = useId();
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Backspace" || event.key === "Delete") onChoose(null);
  };
  return (
    <div role="radiogroup" aria-label={`Score of scenario ${told.number}`} className={styles.points}>
      {POINTS.map((points) => (
        <label
          key={points}
          title={anchorOf(page.anchors, points)}
          data-above={isAbove(told, score, points) || undefined}
        >
          <input
            type="radio"
            name={name}
            aria-label={`${points}: ${anchorOf(page.anchors, points)}`}
            checked={value === points}
            disabled={closed}
            onChange={() => onChoose(points)}
            onClick={() => value === points && onChoose(null)}
            onKeyDown={keys}
          />
          {points}
        </label>
      ))}
    </div>
  );
}

function anchorOf(anchors: readonly Anchor[], points: number): string {
  return anchors.find((one) => one.points === points)?.text ?? "";
}

/** Above what hints and solution speak for; while nothing is said of the cause nothing is above it. */
function isAbove({ ceiling }: CardScenario, score: Score, points: number): boolean {
  return isSaid(score) && points > ceiling.points;
}

function isSaid({ points, cause, explained }: Score): boolean {
  return points !== null || cause !== null || explained;
}

/** What the record shows of a scenario, and what the hints allow by it. */
function Facts({ told, score, open }: { told: CardScenario; score: Score; open: boolean }) {
  return (
    <div className={`row s12 t2 g16 ${styles.facts}`}>
      <Cause told={told} score={score} />
      <span className="nw" title={told.hints.map(hintLine).join("\n") || "No hint was given"}>
        hint load <b>{told.hint_load}</b>
      </span>
      {told.steps > 0 && (
        <span className="nw" title="Steps of the expected path that were seen, cited or recognised">
          path{" "}
          <b>
            {told.reached} of {told.steps}
          </b>
        </span>
      )}
      {isSaid(score) && (
        <span className="nw" title={told.ceiling.why}>
          {score.cause === null ? "without a cause up to " : open ? "hints allow up to " : "up to "}
          <b>{told.ceiling.hints}</b>
        </span>
      )}
    </div>
  );
}

function hintLine({ seconds, level, text, aloud, moot }: CardScenario["hints"][number]): string {
  const how = [aloud && "read aloud", moot && "not needed by then"].filter(Boolean).join(", ");
  return `${written(seconds)} level ${level}: ${text}${how ? ` (${how})` : ""}`;
}

/** When the cause was understood: by the rater's word, with what the record and the notes propose. */
function Cause({ told, score }: { told: CardScenario; score: Score }) {
  const { closed } = useSheet();
  const choose = useScore(told.number);
  const said = score.cause ?? null;
  if (closed)
    return (
      <span className="nw">
        cause at <b>{written(said)}</b>
      </span>
    );
  return (
    <span className={styles.cause}>
      <Picker
        label={
          said === null
            ? told.recognised === null
              ? "cause at –"
              : `cause at ${written(told.recognised)}?`
            : `cause at ${written(said)}`
        }
        what={`When the cause of scenario ${told.number} was understood`}
        scenario={told.number}
        first={CAUSES}
        className={styles.causebutton ?? ""}
        onPick={({ seconds }) => choose({ cause: seconds })}
      />
      {said === null && told.recognised !== null && (
        <button
          type="button"
          className={styles.take}
          title="By the record it was recognised then"
          onClick={() => choose({ cause: told.recognised })}
        >
          take it
        </button>
      )}
      {said !== null && (
        <button
          type="button"
          className={styles.remove}
          aria-label={`No cause of scenario ${told.number}: it was not understood`}
          title="It was not understood"
          onClick={() => choose({ cause: null })}
        >
          <IconX />
        </button>
      )}
    </span>
  );
}

const CAUSES = ["cause", "recognised", "hypothesis"] as const;

function Closed({ score, onOpen }: { score: Score; onOpen: () => void }) {
  const { page } = useSheet();
  return (
    <button type="button" className={styles.anchorline} onClick={onOpen}>
      {score.points === null ? <span className="t3">Not scored yet</span> : anchorOf(page.anchors, score.points)}
    </button>
  );
}

function Open({ told, score }: { told: CardScenario; score: Score }) {
  const { page, closed } = useSheet();
  const choose = useScore(told.number);
  const name = useId();
  return (
    <>
      <div className={styles.anchors} role="radiogroup" aria-label={`What the points of scenario ${told.number} mean`}>
        {page.anchors.map(({ points, text }) => (
          <label key={points} className={styles.anchor} data-on={score.points === points}>
            <input
              type="radio"
              name={name}
              checked={score.points === points}
              disabled={closed}
              onChange={() => choose({ points })}
            />
            <i />
            <b>{points}</b>
            <span>
              {text}
              {isAbove(told, score, points) && (
                <span className="t3"> more than hints and solution allow, needs a reason</span>
              )}
              <Rulings rulings={about(told.rulings, points)} />
            </span>
          </label>
        ))}
      </div>
      <div className={`row s12 ${styles.solution}`}>
        <span className="t2">Solution</span>
        <fieldset disabled={closed}>
          <Segments<Solution | "">
            label={`Solution of scenario ${told.number}`}
            size={24}
            value={score.solution ?? ""}
            choices={SOLUTIONS}
            onChange={(solution) => choose({ solution: solution || null })}
          />
        </fieldset>
        <span className="sp" />
        <fieldset disabled={closed} className="row g6">
          <Check
            label={`Scenario ${told.number}: understood after an explanation`}
            checked={score.explained}
            onChange={(explained) => choose({ explained })}
          />
          <span className="t2" title="The cause was understood after an explanation">
            after explanation
          </span>
        </fieldset>
      </div>
      <Rulings rulings={about(told.rulings, null)} />
      <Reason told={told} score={score} />
    </>
  );
}

/** Asked for where the points are above what the hints allow; kept visible while it says something. */
function Reason({ told, score }: { told: CardScenario; score: Score }) {
  const { closed } = useSheet();
  const choose = useScore(told.number);
  const id = useId();
  const above = score.points !== null && isAbove(told, score, score.points);
  if (!above && !score.reason) return null;
  return (
    <div className={styles.reason}>
      <label htmlFor={id}>
        {above ? `Why ${score.points}, where hints and solution allow up to ${told.ceiling.points}` : "Reason given"}
      </label>
      {told.ceiling.why && <p className="t3">{told.ceiling.why}</p>}
      <textarea
        id={id}
        rows={2}
        value={score.reason}
        maxLength={500}
        readOnly={closed}
        placeholder={
          score.cause === null && !score.explained
            ? "Say above when the cause was understood, or here why the points stand without"
            : "What you saw that hints and solution do not tell"
        }
        onChange={(event) => choose({ reason: event.currentTarget.value }, true)}
      />
    </div>
  );
}

function Citations({ told, score }: { told: CardScenario; score: Score }) {
  const { closed } = useSheet();
  const choose = useScore(told.number);
  const same = (one: Cited) => (other: Cited) =>
    other.scenario === one.scenario && other.seconds === one.seconds && other.text === one.text;
  return (
    <div className={styles.chips}>
      {score.cited.map((one) => (
        <Chip
          key={`${one.scenario} ${one.seconds} ${one.text}`}
          second={one}
          text={one.text}
          onRemove={closed ? undefined : () => choose({ cited: score.cited.filter((other) => !same(one)(other)) })}
        />
      ))}
      {!closed && (
        <Picker
          label="Cite"
          what={`Cite what scenario ${told.number} was scored by`}
          icon={<IconPlus />}
          scenario={told.number}
          onPick={(cited) => !score.cited.some(same(cited)) && choose({ cited: [...score.cited, cited] })}
        />
      )}
      {closed && score.cited.length === 0 && <span className="t3 s12">nothing cited</span>}
    </div>
  );
}
