/** Beside the evidence: criteria, what the raters wrote, flags, and what all of it rests on. */

import type { Packet } from "../../api/types";
import { IconButton } from "../../parts/Button";
import { IconChevronLeft, IconChevronRight, IconMinus, IconPlus, IconScale } from "../../parts/icons";
import { PaneHead } from "../../parts/Panes";
import { isTelling } from "../scorecard/words";
import { second } from "./lanes";
import { Second } from "./Parts";
import styles from "./packet.module.css";
import { counted, fixed, met, moment, OUTCOMES, points, ROLES, SEEN } from "./words";

type Props = { packet: Packet; rater: string | null; onRater: (letter: string) => void };

export function Beside({ packet, rater, onRater }: Props) {
  return (
    <>
      <PaneHead title="Criteria">
        <span className="s12 t3 el">0 to 3, mean of the scenarios</span>
      </PaneHead>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and for who opens no replay it holds no link */}
      <section className={`${styles.beside} scroll`} aria-label="Criteria and what the raters wrote" tabIndex={0}>
        <Criteria packet={packet} />
        <Feedback packet={packet} rater={rater} onRater={onRater} />
        <Flags packet={packet} />
        <Signals packet={packet} />
        <Decided packet={packet} />
        <Raters packet={packet} />
        <Notes packet={packet} />
        <Basis packet={packet} />
      </section>
    </>
  );
}

function Criteria({ packet }: { packet: Packet }) {
  return (
    <table className={styles.criteria}>
      <thead>
        <tr>
          <th scope="col">
            <span className={styles.away}>Criterion</span>
          </th>
          {packet.raters.map(({ letter, second: beside }) => (
            <th key={letter} scope="col">
              {beside ? `second ${letter}` : `rater ${letter}`}
            </th>
          ))}
          <th scope="col">mean</th>
        </tr>
      </thead>
      <tbody>
        {packet.criteria.map((one) => (
          <tr key={one.id} title={one.scale.map((text, place) => `${place} ${text}`).join("\n")}>
            <th scope="row">
              {one.title} <span className="t3">{points(one.weight)} %</span>
            </th>
            {packet.raters.map(({ letter }) => (
              <td key={letter}>{fixed(one.by.find((by) => by.rater === letter)?.points ?? null)}</td>
            ))}
            <td>
              <b>{fixed(one.mean)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Feedback({ packet, rater, onRater }: Props) {
  const place = Math.max(
    0,
    packet.feedback.findIndex((one) => one.rater === rater),
  );
  const shown = packet.feedback[place];
  if (!shown) return null;
  const many = packet.feedback.length;
  const go = (way: number) => onRater(packet.feedback[(place + way + many) % many]!.rater);
  return (
    <section className={styles.block} aria-label="Feedback">
      <div className="row">
        <h3>Feedback of rater {shown.rater}</h3>
        <span className="sp" />
        {many > 1 && (
          <>
            <IconButton label="Rater before" size={24} onClick={() => go(-1)}>
              <IconChevronLeft />
            </IconButton>
            <span className="s12 t3">
              {place + 1} of {many}
            </span>
            <IconButton label="Next rater" size={24} onClick={() => go(1)}>
              <IconChevronRight />
            </IconButton>
          </>
        )}
      </div>
      {packet.feedback.map((one, index) => (
        <div key={one.rater} className={styles.prose} data-shown={index === place}>
          <h3 className={styles.onPaper}>Feedback of rater {one.rater}</h3>
          {one.paragraphs.map((paragraph, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no names
            <p key={at}>
              {paragraph.map((piece, no) =>
                piece.seconds === null ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no names
                  <span key={no}>{piece.text}</span>
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no names
                  <Second key={no} id={packet.about.id} at={piece.at} text={piece.text} />
                ),
              )}
            </p>
          ))}
        </div>
      ))}
    </section>
  );
}

function Flags({ packet }: { packet: Packet }) {
  const many = counted(packet).length;
  return (
    <section className={styles.block} aria-label="Flags">
      <h3>{many === 2 ? "Flags, both raters" : "Flags"}</h3>
      {packet.flags.length === 0 && <p className="s12 t3">None was raised.</p>}
      <ul>
        {packet.flags.map((flag) => (
          <li key={flag.id} className={styles.flag}>
            <span className={flag.colour === "green" ? "okk" : "wrn"}>
              {flag.colour === "green" ? <IconPlus size={14} /> : <IconMinus size={14} />}
              <span className={styles.away}>{flag.colour === "green" ? "green flag" : "red flag"}</span>
            </span>
            <span>
              {flag.text}{" "}
              {flag.by.map((raised) => (
                <span key={`${raised.rater} ${raised.scenario} ${raised.seconds}`} className="t3">
                  {raised.rater}{" "}
                  <Second id={packet.about.id} at={raised.at} text={second(raised.scenario, raised.seconds)} />{" "}
                  {raised.text}{" "}
                </span>
              ))}
            </span>
            <span className="t3 nw">
              {flag.count} of {flag.of}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Signals({ packet }: { packet: Packet }) {
  if (packet.signals.length === 0) return null;
  return (
    <section className={styles.block} aria-label="Signals of the level">
      <h3>Signals of the level</h3>
      <dl className={styles.facts}>
        {packet.signals.map((signal) => (
          <div key={signal.id}>
            <dt>{signal.title}</dt>
            <dd>
              {signal.by.map((one) => (
                <span key={one.rater}>
                  {one.rater} {SEEN[one.seen] ?? one.seen}
                  {one.text && `: ${one.text}`}
                  {". "}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Decided({ packet }: { packet: Packet }) {
  const { decision, debrief } = packet;
  return (
    <section className={styles.block} aria-label="Debrief and decision">
      <h3>Debrief and decision</h3>
      {debrief.convened && <p>It opened before all scorecards were in: {debrief.convened}</p>}
      {debrief.items.map((item) => (
        <p key={item.title}>
          <b>{item.title}</b> <span className="t3">{item.spread}</span>{" "}
          {item.text || <span className="t3">not talked about</span>}
        </p>
      ))}
      {decision ? (
        <p>
          <b>{OUTCOMES[decision.outcome] ?? decision.outcome}</b>{" "}
          <span className="t3">
            {decision.by}, {moment(decision.made)}
          </span>
          <br />
          {decision.reason}
        </p>
      ) : (
        <p className="t3">Nothing is decided yet. Rounds proposes nothing.</p>
      )}
    </section>
  );
}

function Raters({ packet }: { packet: Packet }) {
  return (
    <section className={styles.block} aria-label="Raters and levels">
      <h3>Raters and levels</h3>
      {packet.raters.map((one) => (
        <div key={one.letter}>
          <p>
            <b>{one.letter}</b> {one.name}, {ROLES[one.role] ?? one.role}
            {one.second && ", second rating"}: {points(one.outcome)}
            {one.word && `, ${one.word}`}
          </p>
          {one.versions.filter(isTelling).map((version) => (
            <p key={version.version}>
              <span className="t3">
                Version {version.version}, {moment(version.submitted)}
                {version.after_seeing.length > 0 && (
                  <>
                    , <b className="wrn">{version.version === 1 ? "rated" : "changed"} after seeing others</b> (
                    {version.after_seeing.join(", ")})
                  </>
                )}
                :
              </span>{" "}
              {version.reason}
              {version.changes.map((change) => (
                <span key={change.what} className={styles.change}>
                  {change.what}: <del>{change.before || "–"}</del> <ins>{change.after || "–"}</ins>
                </span>
              ))}
            </p>
          ))}
        </div>
      ))}
      {packet.result.levels.map((level) => (
        <p key={level.level}>
          {level.title}: <b>{met(level)}</b> <span className="t3">{level.unmet.join("; ")}</span>
        </p>
      ))}
    </section>
  );
}

function Notes({ packet }: { packet: Packet }) {
  if (packet.notes.length === 0) return null;
  return (
    <section className={styles.block} aria-label="Notes of the raters">
      <h3>Notes of the raters</h3>
      {packet.notes.map((note) => (
        <p key={`${note.rater} ${note.at} ${note.text}`}>
          <Second id={packet.about.id} at={note.at} text={second(note.scenario, note.seconds)} />{" "}
          <span className="t3">
            {note.rater}
            {note.afterwards && ", over the replay:"}
          </span>{" "}
          {note.text}
        </p>
      ))}
    </section>
  );
}

function Basis({ packet }: { packet: Packet }) {
  const { basis, scenarios } = packet;
  const list = (of: (one: (typeof scenarios)[number]) => string | number) => scenarios.map(of).join(", ");
  const seeds = [...new Set(scenarios.map(({ seed }) => seed))];
  const rows: [string, string][] = [
    [
      "Scenarios",
      `versions ${list(({ version }) => version)}; ${seeds.length === 1 ? "seed" : "seeds"} ${seeds.join(", ")}`,
    ],
    ["Plan, rubric", `${basis.plan}; rubric version ${basis.rubric}`],
    ["Rules accepted", `${basis.rules} (${basis.accepted})`],
    ["Adjustments", basis.adjustments],
    ...basis.anchors.map(([value, text]): [string, string] => [`${value} points`, text]),
    ["Thresholds", basis.thresholds.join("; ")],
  ];
  return (
    <section className={styles.block} aria-label="What this rests on">
      <h3>What this rests on</h3>
      <dl className={styles.facts}>
        {rows.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.scored}>
        <IconScale size={16} />
        <p>{packet.people_scored}</p>
      </div>
    </section>
  );
}
