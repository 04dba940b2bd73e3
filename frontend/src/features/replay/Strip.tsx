import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import type { PhaseReplayed, ReplayView } from "../../api/types";
import { pageNamed } from "../follow/addresses";
import styles from "./replay.module.css";
import { STEPS, since } from "./timeline";

const NOW = 5_000;
const FAR = 30_000;

type Props = { view: ReplayView; at: number; whole: string; onSeek: (at: number) => void; children?: ReactNode };

/** The whole as one strip: phases, pages, what was done. Drag or use the arrow keys to go elsewhere in it. */
export function Strip({ view, at, whole: named, onSeek, children }: Props) {
  const whole = Math.max(1, view.ended - view.began);
  const [held, setHeld] = useState(false);
  const track = useRef<HTMLDivElement>(null);
  const left = (time: number) => `${((time - view.began) / whole) * 100}%`;
  const width = (from: number, until: number) => `${((until - from) / whole) * 100}%`;
  const place = ({ clientX }: PointerEvent) => {
    const box = track.current!.getBoundingClientRect();
    onSeek(((clientX - box.left) / box.width) * whole);
  };
  const keys = (event: KeyboardEvent) => {
    const by = event.shiftKey ? FAR : NOW;
    const next = { ArrowLeft: at - by, ArrowRight: at + by, Home: 0, End: whole }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSeek(next);
  };
  return (
    <div className={styles.line}>
      <div
        ref={track}
        role="slider"
        tabIndex={0}
        aria-label={`Moment of the ${named}`}
        aria-valuemin={0}
        aria-valuemax={Math.round(whole / 1000)}
        aria-valuenow={Math.round(at / 1000)}
        aria-valuetext={`${since(at)} of ${since(whole)}`}
        className={styles.strip}
        onKeyDown={keys}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setHeld(true);
          place(event);
        }}
        onPointerMove={(event) => held && place(event)}
        onPointerUp={() => setHeld(false)}
        onPointerCancel={() => setHeld(false)}
      >
        <div className={styles.phases}>
          {view.phases.map((phase) => (
            <span
              key={phase.since}
              data-part={phase.part}
              title={titleOf(phase)}
              style={{
                left: left(Math.max(phase.since, view.began)),
                width: width(Math.max(phase.since, view.began), phase.until),
              }}
            >
              {phase.part === "discussion" ? "Talk" : phase.title}
            </span>
          ))}
        </div>
        <div className={styles.scenes}>
          {view.scenes.map((scene) => (
            <span
              key={scene.since}
              data-page={scene.page}
              title={scene.address ? pageNamed(scene.address) : "Erased"}
              style={{ left: left(scene.since), width: width(scene.since, scene.until) }}
            />
          ))}
          {view.presented.map(([from, until]) => (
            <span
              key={from}
              data-presented=""
              title="The interviewer presented"
              style={{ left: left(from!), width: width(from!, until!) }}
            />
          ))}
          {view.pauses.map((pause) => (
            <span
              key={`${pause.since} ${pause.away}`}
              data-pause=""
              title={pause.away ? "Connection lost" : pause.reason ? `Paused: ${pause.reason}` : "Paused"}
              style={{ left: left(pause.since), width: width(pause.since, pause.until) }}
            />
          ))}
        </div>
        <div className={styles.marks}>
          {view.marks
            .filter(({ kind }) => STEPS.has(kind))
            .map((mark, place) => (
              <span
                key={`${mark.at} ${mark.kind} ${mark.no ?? place}`}
                data-kind={mark.kind}
                title={`${since(mark.at - view.began)} ${NAMES[mark.kind] ?? mark.kind}: ${mark.text}`}
                style={{ left: left(mark.at) }}
              />
            ))}
        </div>
        <i className={styles.head} style={{ left: `${(at / whole) * 100}%` }} />
      </div>
      {children}
    </div>
  );
}

const titleOf = ({ title, part, since: from, until, length }: PhaseReplayed) =>
  length ? `${title}, ${part.replace("_", "-")}: ${since(until - from)} of ${since(length)}` : title;

export const NAMES: Record<string, string> = {
  question: "Asked",
  hint: "Hint",
  reveal: "Told",
  exposed: "Exposed",
  cited: "Cited",
  presented: "Presented",
  recognised: "Recognised",
  mitigated: "Mitigation",
  prompt: "Prompt",
  note: "Your note",
  flag: "Your flag",
  pause: "Paused",
  resumed: "Resumed",
  extended: "Longer",
  skipped: "Left out",
  left: "Connection lost",
  returned: "Connected",
  hypothesis: "Hypothesis",
  judged: "Judged",
  pin: "Pinned",
  discussed: "Discussed",
};
