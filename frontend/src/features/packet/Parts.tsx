/** What stands below the lanes, of one scenario: what happened, scores, path, discussion. On paper of all of them. */

import { createContext, useContext } from "react";
import type { Packet, PacketMoment, PacketScenario } from "../../api/types";
import { Go } from "../../parts/Go";
import {
  IconBulb,
  IconCheck,
  IconClockPause,
  IconEye,
  IconMessage,
  IconPin,
  IconPlayerPlay,
  IconQuote,
} from "../../parts/icons";
import { clock, second } from "./lanes";
import styles from "./packet.module.css";
import { KINDS, points, SOLUTIONS } from "./words";

export const replayOf = (id: string, at: number) => ({
  to: `/staff/interviews/${id}/replay`,
  search: { at: String(Math.round(at)) },
});

/** Whether the reader may open the replay: a recruiter reads the times alone. */
export const ReplaysContext = createContext(true);

/** A second of the interview, that opens the replay there. */
export function Second({ id, at, text }: { id: string; at: number | null; text: string }) {
  const replays = useContext(ReplaysContext);
  if (at === null || !replays) return <span className="nw">{text}</span>;
  return (
    <Go {...replayOf(id, at)} className={styles.second} label={`Replay at ${text}`}>
      {text}
    </Go>
  );
}

const ICONS: Record<string, typeof IconEye> = {
  hint: IconBulb,
  reveal: IconBulb,
  exposed: IconEye,
  cited: IconPin,
  pin: IconPin,
  recognised: IconCheck,
  hypothesis: IconQuote,
  note: IconQuote,
  judged: IconQuote,
  pause: IconClockPause,
  resumed: IconPlayerPlay,
};

function KindIcon({ kind }: { kind: string }) {
  const Icon = ICONS[kind] ?? IconMessage;
  return <Icon size={14} />;
}

type HappenedProps = {
  packet: Packet;
  one: PacketScenario;
  chosen: PacketMoment | null;
  onChoose?: (moment: PacketMoment) => void;
};

export function Happened({ packet, one, chosen, onChoose }: HappenedProps) {
  if (one.moments.length === 0) return <p className={styles.nothing}>Nothing is in the record of this scenario.</p>;
  return (
    <ul className={styles.moments}>
      {one.moments.map((moment, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two of a kind may happen in one millisecond
        <li key={place} data-on={moment === chosen}>
          <Second id={packet.about.id} at={moment.at} text={clock(moment.seconds)} />
          <span className="t3">
            <KindIcon kind={moment.kind} />
          </span>
          <button type="button" aria-current={moment === chosen} onClick={() => onChoose?.(moment)}>
            <span className="t3">{KINDS[moment.kind] ?? moment.kind}</span> {moment.text}
          </button>
          <span className="t3 s11 nw">{moment.detail}</span>
        </li>
      ))}
    </ul>
  );
}

export function Scores({ packet, one }: { packet: Packet; one: PacketScenario }) {
  const { id } = packet.about;
  return (
    <div className={styles.told}>
      {one.scores.length === 0 && <p className="t3">It has no scores: {one.skipped || "nobody gave any"}.</p>}
      {one.scores.map((score) => (
        <article key={score.rater}>
          <p>
            <b>
              {score.rater}: {points(score.points)}
            </b>{" "}
            {score.anchor && <q>{score.anchor}</q>}
          </p>
          <p className="t3">
            {score.cause !== null ? (
              <>
                Cause understood
                {packet.about.level !== "junior" && (
                  <>
                    {" at "}
                    <Second id={id} at={score.cause_at} text={clock(score.cause)} />
                  </>
                )}
              </>
            ) : score.explained ? (
              "Cause understood after an explanation"
            ) : (
              "Cause not understood"
            )}
            {score.solution && `; ${SOLUTIONS[score.solution] ?? score.solution}`}
            {score.ceiling !== null && `; hints and solution allow ${score.ceiling} (${score.ceiling_why})`}.
          </p>
          {score.reason && (
            <p>
              {score.points !== null && score.ceiling !== null && score.points > score.ceiling && (
                <span className="t3">Above what hints and solution allow: </span>
              )}
              {score.reason}
            </p>
          )}
          {score.cited.map((cited) => (
            <p key={`${cited.scenario} ${cited.seconds} ${cited.text}`}>
              <Second id={id} at={cited.at} text={second(cited.scenario, cited.seconds)} /> {cited.text}
            </p>
          ))}
        </article>
      ))}
      <h3>Hints, load {points(one.hint_load)}</h3>
      {one.hints.length === 0 && <p className="t3">None was given.</p>}
      {one.hints.map((hint) => (
        <p key={hint.at}>
          <Second id={id} at={hint.at} text={clock(hint.seconds)} /> <q>{hint.text}</q>{" "}
          <span className="t3">
            level {hint.level}, minute {points(hint.place)}, {hint.aloud ? "read aloud" : "shown"}
            {hint.quiet > 0 && `, after ${Math.round(hint.quiet)} s of quiet`}
            {hint.moot && ", not needed: does not count"}
            {hint.reason && `; ${hint.reason}`}
          </span>
        </p>
      ))}
    </div>
  );
}

export function Path({ packet, one }: { packet: Packet; one: PacketScenario }) {
  const { id } = packet.about;
  if (one.steps.length === 0) return <p className={styles.nothing}>This scenario has no path.</p>;
  return (
    <ol className={styles.told}>
      {one.steps.map((step) => {
        const told = [
          { what: "exposed", reached: step.exposed },
          { what: "cited", reached: step.cited },
          { what: "recognised", reached: step.recognised },
        ].flatMap(({ what, reached }) => (reached ? [{ what, reached }] : []));
        return (
          <li key={step.no}>
            <p>
              <b>{step.no}</b> {step.text} {step.bonus && <span className="t3">(bonus)</span>}
            </p>
            <p className="t3">
              {told.length === 0 && "not reached"}
              {told.map(({ what, reached }, place) => (
                <span key={what}>
                  {place > 0 && ", "}
                  {what} <Second id={id} at={reached.at} text={clock(reached.seconds)} />
                  {reached.note && ` (${reached.note})`}
                </span>
              ))}
            </p>
          </li>
        );
      })}
    </ol>
  );
}

export function Discussion({ one }: { one: PacketScenario }) {
  return (
    <div className={styles.told}>
      {one.topics.length === 0 && <p className="t3">This scenario has no questions to discuss.</p>}
      {one.topics.map((topic) => (
        <p key={topic.text}>
          {topic.text}{" "}
          <span className="t3">
            {topic.asked ? "asked" : "not asked"}
            {topic.mark !== null && `, mark ${topic.mark} of 3`}
          </span>
        </p>
      ))}
      {one.mitigated !== null && <p className="t3">A first mitigation was proposed at {clock(one.mitigated)}.</p>}
      {one.facts.length > 0 && (
        <>
          <h3>How they worked: described, not scored</h3>
          <dl className={styles.facts}>
            {one.facts.map(({ what, value }) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </div>
  );
}
