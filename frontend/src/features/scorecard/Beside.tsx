/** All cards that may be read, beside each other. */

import type { ReactNode } from "react";
import type { CardPage, OtherCard, Scorecard } from "../../api/types";
import { Badge } from "../../parts/Choices";
import { SecondLink } from "./Chip";
import { meanOf, ratingOf, scoreOf, shown } from "./card";
import { Read } from "./Read";
import { figure } from "./scale";
import styles from "./scorecard.module.css";
import { written } from "./seconds";
import { useSheet } from "./sheet";
import { Differences } from "./Versions";
import { isTelling, ROLES, seeing } from "./words";

type Column = Pick<OtherCard, "rater" | "verdict" | "notes" | "versions"> & {
  card: Scorecard;
  own: boolean;
};

/** The own card first, then the others that were handed in and may be read. */
export function columnsOf(page: CardPage, card: Scorecard): Column[] {
  const { rater, verdict, notes, versions, others } = page;
  return [
    { rater, verdict, notes, versions, card, own: true },
    ...others.flatMap((other) => (other.card ? [{ ...other, own: false, card: other.card }] : [])),
  ];
}

export function Beside() {
  const { page, card } = useSheet();
  const columns = columnsOf(page, card);
  return (
    <main id="content" className={`scroll ${styles.beside}`} tabIndex={-1}>
      <table aria-label="Scorecards beside each other">
        <thead>
          <tr>
            <td />
            {columns.map((one) => (
              <th key={one.rater.seat} scope="col">
                {one.own ? `${one.rater.name} (you)` : one.rater.name}
                <span className="s12 t3">{ROLES[one.rater.role] ?? one.rater.role}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Rows columns={columns} />
        </tbody>
      </table>
      <Waiting others={page.others.filter(({ card: theirs }) => !theirs)} />
    </main>
  );
}

function Rows({ columns }: { columns: Column[] }) {
  const { page } = useSheet();
  const row = (title: ReactNode, cell: (column: Column) => ReactNode, strong = false) => (
    <tr data-strong={strong || undefined}>
      <th scope="row">{title}</th>
      {columns.map((one) => (
        <td key={one.rater.seat}>{cell(one)}</td>
      ))}
    </tr>
  );
  return (
    <>
      {page.scenarios
        .filter(({ skipped }) => !skipped)
        .map(({ number, title }) => (
          <Row
            key={number}
            title={`${number}. ${title}`}
            columns={columns}
            apart={apart(columns.map(({ card }) => scoreOf(card, number).points))}
            far={2}
          >
            {({ card }) => <OfScenario card={card} scenario={number} />}
          </Row>
        ))}
      {row(
        "Result",
        ({ verdict }) => (verdict ? <b>{`${figure(verdict.outcome)} of ${verdict.of}, ${verdict.word}`}</b> : "–"),
        true,
      )}
      {page.criteria.map(({ id, title, weight }) => (
        <Row
          key={id}
          title={`${title}, ${weight} %`}
          columns={columns}
          apart={apart(columns.map(({ card }) => meanOf(card, id)))}
          far={1}
        >
          {({ card }) => (
            <OfCriterion card={card} criterion={id} scenarios={page.scenarios.map(({ number }) => number)} />
          )}
        </Row>
      ))}
      {row(
        "Process",
        ({ verdict }) =>
          verdict?.process.points
            ? `${verdict.process.points.toFixed(2)} of 3, ${Math.round(verdict.process.percent ?? 0)} %`
            : "–",
        true,
      )}
      {row("Level", ({ verdict }) =>
        verdict
          ? verdict.level.meets
            ? `${verdict.level.title}: ${verdict.level.exceeds ? "exceeds" : "meets"}`
            : `${verdict.level.title}: ${verdict.level.unmet.join("; ")}`
          : "–",
      )}
      {row("Flags", ({ card }) => (
        <OfFlags card={card} />
      ))}
      {columns.some(({ versions }) => versions?.some(isTelling)) &&
        row("Changed since", ({ versions }) => <OfVersions versions={versions} />)}
      {row("Notes", ({ notes }) => (
        <OfNotes notes={notes} />
      ))}
      {row("Feedback", ({ card }) => (card.feedback ? <Read text={card.feedback} /> : "–"))}
    </>
  );
}

type RowProps = {
  title: string;
  columns: Column[];
  /** How far the largest is from the smallest, in points, and from where on that is far. */
  apart: number;
  far: number;
  children: (column: Column) => ReactNode;
};

function Row({ title, columns, apart, far, children }: RowProps) {
  return (
    <tr>
      <th scope="row">
        {title}
        {apart > 0 && (
          <span className={styles.apart} data-far={apart >= far || undefined}>
            {Number(apart.toFixed(2))} apart
          </span>
        )}
      </th>
      {columns.map((one) => (
        <td key={one.rater.seat}>{children(one)}</td>
      ))}
    </tr>
  );
}

/** Between the largest and the smallest of those that were given. */
export function apart(given: readonly (number | null)[]): number {
  const points = given.filter((one) => one !== null);
  return points.length ? Math.max(...points) - Math.min(...points) : 0;
}

function OfScenario({ card, scenario }: { card: Scorecard; scenario: number }) {
  const { points, cause, solution, reason, cited } = scoreOf(card, scenario);
  return (
    <>
      <div className="row">
        <b className={styles.besidepoints}>{points ?? "–"}</b>
        <span className="s12 t2">
          {[cause !== null && `cause at ${written(cause)}`, solution && SOLUTIONS[solution]].filter(Boolean).join(", ")}
        </span>
      </div>
      {reason && <p className="s12 t2">“{reason}”</p>}
      {cited.length > 0 && (
        <p className="s12">
          {cited.map((one) => (
            <span key={`${one.scenario} ${one.seconds} ${one.text}`} className={styles.cited}>
              <SecondLink second={one} /> <span className="t2">{one.text}</span>
            </span>
          ))}
        </p>
      )}
    </>
  );
}

const SOLUTIONS = { none: "no solution", working: "working fix", comprehensive: "comprehensive solution" };

function OfCriterion({ card, criterion, scenarios }: { card: Scorecard; criterion: string; scenarios: number[] }) {
  const mean = meanOf(card, criterion);
  const whole = ratingOf(card, criterion, 0);
  const each = whole
    ? "overall"
    : scenarios.map((scenario) => shown(ratingOf(card, criterion, scenario)) || "–").join(", ");
  return (
    <>
      <b>
        {mean === null
          ? whole || card.ratings.some((one) => one.criterion === criterion)
            ? "not observed"
            : "–"
          : mean.toFixed(2)}
      </b>
      <span className="s12 t3"> {each}</span>
    </>
  );
}

function OfFlags({ card }: { card: Scorecard }) {
  const { page } = useSheet();
  if (card.flags.length === 0) return <>–</>;
  return (
    <ul>
      {card.flags.map((one, place) => {
        const flag = page.catalogue.find(({ id }) => id === one.flag);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a flag may be there twice
          <li key={place} className="s12">
            <span className={flag?.colour === "green" ? "okk" : "wrn"}>{flag?.colour === "green" ? "+" : "−"}</span>{" "}
            {flag?.text ?? one.flag} <SecondLink second={one} />
          </li>
        );
      })}
    </ul>
  );
}

function OfNotes({ notes }: { notes: Column["notes"] }) {
  if (!notes?.length) return <>–</>;
  return (
    <ul>
      {notes.map(({ no, at, scenario, text }) => (
        <li key={no} className="s12">
          {at !== null && <SecondLink second={{ scenario, seconds: at / 1000 }} />} <span className="t2">{text}</span>
        </li>
      ))}
    </ul>
  );
}

/** Those from the second on, and a first one after others were read: why, after seeing whom, and what is different. */
function OfVersions({ versions }: { versions: Column["versions"] }) {
  const later = versions?.filter(isTelling) ?? [];
  if (later.length === 0) return <>–</>;
  return (
    <ol>
      {later.map((one) => (
        <li key={one.version} className="s12">
          <b>Version {one.version}</b> <span className="t2">{one.reason}</span>
          {one.after_seeing.length > 0 && (
            <div>
              <Badge tone="warn">{seeing(one)}</Badge>
            </div>
          )}
          <Differences of={one.differences} />
        </li>
      ))}
    </ol>
  );
}

function Waiting({ others }: { others: OtherCard[] }) {
  if (others.length === 0) return null;
  return (
    <p className={styles.waitingfor}>
      {others.map(({ rater, standing }) => (
        <span key={rater.seat} className="row g6">
          {rater.name} <span className="t3">{ROLES[rater.role] ?? rater.role}</span>{" "}
          <Badge tone="line">{standing}</Badge>
        </span>
      ))}
    </p>
  );
}
