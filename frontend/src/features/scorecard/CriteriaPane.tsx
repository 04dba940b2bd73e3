import { type KeyboardEvent, useId, useRef } from "react";
import type { CardPage, CriterionShown, Rating } from "../../api/types";
import { Button } from "../../parts/Button";
import { Segments, Switch } from "../../parts/Choices";
import { IconChevronDown, IconChevronRight } from "../../parts/icons";
import { PaneHead } from "../../parts/Panes";
import { isOverall, isRated, meanOf, rated, ratingOf, replaced, shown, spoken, stepped } from "./card";
import { across, read, written } from "./items";
import { Rulings } from "./Rulings";
import { Signals } from "./Signals";
import styles from "./scorecard.module.css";
import { useSheet } from "./sheet";

export function CriteriaPane() {
  const { page, view, change } = useSheet();
  const scored = page.scenarios.filter(({ skipped }) => !skipped);
  return (
    <>
      <PaneHead title="Criteria">
        <span className="s12 t3 el wide">order is shuffled for each scorecard</span>
        <span className="sp" />
        <Switch
          label="Score first"
          title="What the record shows stays hidden until something is scored, so that it does not score for you"
          checked={view.facts === "rated"}
          onChange={(on) => change({ facts: on ? "rated" : "shown" })}
        />
      </PaneHead>
      <div className={`${styles.criterion} ${styles.columns} s11 t3`} style={columns(scored.length)} aria-hidden="true">
        <span />
        {scored.map(({ number }) => (
          <span key={number}>{number}</span>
        ))}
        <span className="num">mean</span>
      </div>
      <div className="scroll">
        {page.criteria.map((criterion) => (
          <OneCriterion key={criterion.id} told={criterion} scenarios={scored.map(({ number }) => number)} />
        ))}
        <Signals />
      </div>
    </>
  );
}

function columns(count: number): { gridTemplateColumns: string } {
  return { gridTemplateColumns: `minmax(0, 1fr) repeat(${count}, 48px) 44px` };
}

type Props = { told: CriterionShown; scenarios: readonly number[] };

function OneCriterion({ told, scenarios }: Props) {
  const { page, card, view, change } = useSheet();
  const item = read(view.criterion);
  const open = item?.kind === "criterion" && item.criterion === told.id;
  const overall = isOverall(card, told.id);
  const focused = open ? item.scenario : null;
  const mean = meanOf(card, told.id);
  const facts = view.facts === "shown" || isRated(card, told.id) ? factsOf(page, told.id) : [];
  const line = facts.map(({ scenario, text }) => (facts.length > 1 ? `${scenario}: ${text}` : text)).join("  ·  ");
  const title = useId();
  return (
    <section aria-labelledby={title} data-item={told.id} data-open={open} className={styles.openable}>
      <div className={styles.criterion} style={columns(scenarios.length)}>
        <button
          type="button"
          className={styles.about}
          aria-expanded={open}
          onClick={() =>
            change({
              criterion: open
                ? ""
                : written({ kind: "criterion", criterion: told.id, scenario: overall ? 0 : (scenarios[0] ?? 0) }),
            })
          }
        >
          <span className="row g6">
            <b id={title}>{told.title}</b>
            <span className="t3 s12">{told.weight} %</span>
            {open ? <IconChevronDown size={12} /> : <IconChevronRight size={12} />}
          </span>
          {!open && (
            <span className="s12 t2 el" title={told.questions.join(" ")}>
              {told.questions[0]}
            </span>
          )}
          {line && !open && (
            <span className="s11 t3 el" title={line}>
              {line}
            </span>
          )}
        </button>
        {overall ? (
          <Cell told={told} scenario={0} scenarios={scenarios} focused={focused === 0} wide />
        ) : (
          scenarios.map((scenario) => (
            <Cell key={scenario} told={told} scenario={scenario} scenarios={scenarios} focused={focused === scenario} />
          ))
        )}
        <span className="num b6" title="Mean over the scenarios where it was rated">
          {mean === null ? <span className="t3">–</span> : mean.toFixed(2)}
        </span>
      </div>
      {open && <Open told={told} scenarios={scenarios} scenario={overall ? 0 : item.scenario || (scenarios[0] ?? 0)} />}
    </section>
  );
}

type CellProps = Props & { scenario: number; focused: boolean; wide?: boolean };

/** One rating: opened by a click, and set by the keys 0 to 3, up and down by halves. */
function Cell({ told, scenario, scenarios, focused, wide }: CellProps) {
  const { card, set, change, closed } = useSheet();
  const rating = ratingOf(card, told.id, scenario);
  const item = { kind: "criterion", criterion: told.id, scenario } as const;
  const keys = (event: KeyboardEvent) => {
    const done = () => event.preventDefault();
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      const next = across(item, event.key === "ArrowRight" ? 1 : -1, scenarios);
      change({ criterion: written(next) });
      focusOn(next.kind === "criterion" ? `${next.criterion}.${next.scenario}` : "");
      done();
    }
    if (closed) return;
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      set((before) =>
        rated(
          before,
          told.id,
          scenario,
          stepped(ratingOf(before, told.id, scenario)?.points ?? null, event.key === "ArrowUp" ? 1 : -1),
        ),
      );
      done();
    }
    if (event.key === "Backspace" || event.key === "Delete") {
      set((before) => rated(before, told.id, scenario, null));
      done();
    }
  };
  const where = scenario ? `scenario ${scenario}` : "the whole interview";
  return (
    <button
      type="button"
      className={styles.cell}
      data-cell={`${told.id}.${scenario}`}
      data-on={focused}
      data-wide={wide || undefined}
      data-none={(rating && !rating.observed) || undefined}
      aria-label={`${told.title}, ${where}: ${spoken(rating)}`}
      aria-current={focused || undefined}
      title={rating && !rating.observed ? "Not observed" : undefined}
      onClick={() => change({ criterion: written(item) })}
      onKeyDown={keys}
    >
      {shown(rating) || <span aria-hidden="true">·</span>}
    </button>
  );
}

/** Gives the focus to a cell: at once, as the next key may follow already, and again once what was asked for is drawn. */
export function focusOn(cell: string): void {
  const focused = () => {
    const found = document.querySelector<HTMLElement>(`[data-cell="${cell}"]`);
    found?.focus({ preventScroll: true });
    return found;
  };
  focused();
  requestAnimationFrame(() => focused()?.scrollIntoView({ block: "nearest" }));
}

const HALVES = [0.5, 1.5, 2.5] as const;

/** What 0 to 3 look like, the guide's questions, and what is neither. */
function Open({ told, scenario, scenarios }: Props & { scenario: number }) {
  const { page, card, set, closed } = useSheet();
  const rating = ratingOf(card, told.id, scenario);
  const name = useId();
  const choose = (points: number | "unobserved" | null) => set((before) => rated(before, told.id, scenario, points));
  const points = rating?.observed ? rating.points : null;
  const where = scenario ? `scenario ${scenario}` : "the whole interview";
  return (
    <div className={styles.open}>
      <ul className={styles.questions}>
        {told.questions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
      <Shown told={told} />
      {page.scenarios.map(({ number, rulings }) => (
        <Rulings key={number} of={number} rulings={rulings.filter(({ anchor }) => anchor === `criterion ${told.id}`)} />
      ))}
      <div role="radiogroup" aria-label={`${told.title} in ${where}`} className={styles.anchors}>
        {told.scale.map((word, value) => (
          <label
            key={word}
            className={styles.anchor}
            data-on={points === value}
            data-between={isBetween(points, value) || undefined}
          >
            <input
              type="radio"
              name={name}
              checked={points === value}
              disabled={closed}
              onChange={() => choose(value)}
            />
            <i />
            <b>{value}</b>
            <span>{word}</span>
          </label>
        ))}
      </div>
      <div className={`row g6 ${styles.between}`}>
        <span className="s12 t3">between</span>
        {HALVES.map((value) => (
          <Button
            key={value}
            size={24}
            kind="quiet"
            on={points === value}
            disabled={closed}
            onClick={() => choose(points === value ? null : value)}
          >
            {value}
          </Button>
        ))}
        <Button
          size={24}
          kind="quiet"
          on={rating !== null && !rating.observed}
          disabled={closed}
          onClick={() => choose(rating && !rating.observed ? null : "unobserved")}
        >
          Not observed
        </Button>
        <span className="sp" />
        <Whole told={told} scenarios={scenarios} />
      </div>
    </div>
  );
}

/** What the record says to a criterion, scenario by scenario: to be read, and no score. */
function Shown({ told }: { told: CriterionShown }) {
  const { page, card, view } = useSheet();
  const facts = factsOf(page, told.id);
  if (facts.length === 0) return null;
  if (view.facts === "rated" && !isRated(card, told.id))
    return <p className={`s11 t3 ${styles.recorded}`}>What the record shows comes once this is rated.</p>;
  return (
    <dl className={`s11 t3 ${styles.recorded}`} aria-label="What the record shows">
      {facts.map(({ scenario, text }) => (
        <div key={scenario}>
          <dt>{scenario}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function factsOf(page: CardPage, criterion: string): { scenario: number; text: string }[] {
  return page.scenarios.flatMap(({ number, facts }) =>
    facts[criterion] ? [{ scenario: number, text: facts[criterion] }] : [],
  );
}

function isBetween(points: number | null, value: number): boolean {
  return points !== null && !Number.isInteger(points) && Math.abs(points - value) === 0.5;
}

/** For each scenario, or once for all; what was rated the other way comes back with it. */
function Whole({ told, scenarios }: Props) {
  const { card, set, closed, change } = useSheet();
  const before = useRef<readonly Rating[]>([]);
  const overall = isOverall(card, told.id);
  const turn = (way: "each" | "whole") => {
    const now = card.ratings.filter((one) => one.criterion === told.id);
    const whole: Rating = { criterion: told.id, scenario: 0, points: null, observed: true };
    const back = before.current.filter((one) => (one.scenario === 0) === (way === "whole"));
    set((kept) => replaced(kept, told.id, way === "whole" && !back.length ? [whole] : back));
    before.current = now;
    const scenario = way === "whole" ? 0 : (scenarios[0] ?? 0);
    change({ criterion: written({ kind: "criterion", criterion: told.id, scenario }) });
  };
  return (
    <fieldset disabled={closed}>
      <Segments
        label={`How ${told.title} is rated`}
        size={24}
        value={overall ? "whole" : "each"}
        choices={[
          { value: "each", label: "Each" },
          { value: "whole", label: "Overall", title: "Once for the whole interview" },
        ]}
        onChange={turn}
      />
    </fieldset>
  );
}
