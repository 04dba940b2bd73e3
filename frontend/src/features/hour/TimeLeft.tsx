/** How much of the running phase is left: a figure and a ring, never an alarm. Hidden where that was arranged, or chosen. */

import { elapsedOf, useInterviewLive, useServerNow } from "../../api/live";
import type { InterviewView } from "../../api/types";
import { useDisplay } from "../../lib/display";
import styles from "./hour.module.css";

export function TimeLeft({ className }: { className: string | undefined }) {
  const { data, offset } = useInterviewLive();
  const now = useServerNow(offset, data?.phase?.running ?? false);
  const { timer: hidden } = useDisplay();
  if (!data?.phase || data.accommodations.hidden_timer || hidden) return null;
  const { caption, figure, part } = timeLeft(data, now);
  return (
    <div className={className} role="timer" aria-label={`${caption}: ${figure}`}>
      <Ring part={part} />
      <div className={styles.two}>
        <span>{caption}</span>
        <span>{figure}</span>
      </div>
    </div>
  );
}

const CAPTIONS: Record<string, string> = {
  introduction: "Introduction",
  work: "Time left",
  discussion: "To discuss",
  wrap_up: "Wrap-up",
};

/** `part` is how much of it is gone, from 0 to 1. */
export function timeLeft(
  interview: Pick<InterviewView, "phase" | "state" | "now">,
  now: number,
): { caption: string; figure: string; part: number } {
  const phase = interview.phase!;
  const spent = elapsedOf(phase, interview.now, now);
  const left = Math.ceil((phase.length_ms - spent) / 1000);
  const caption = interview.state === "paused" ? "Paused" : (CAPTIONS[phase.part] ?? "Time left");
  const minutes = Math.floor(Math.abs(left) / 60);
  const figure = `${String(minutes).padStart(2, "0")}:${String(Math.abs(left) % 60).padStart(2, "0")}`;
  return { caption, figure: left < 0 ? `${figure} over` : figure, part: clamp(spent / phase.length_ms) };
}

const clamp = (part: number) => Math.min(1, Math.max(0, Number.isFinite(part) ? part : 0));

function Ring({ part }: { part: number }) {
  const angle = part * 2 * Math.PI - Math.PI / 2;
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" fill="none" aria-hidden="true">
      <circle cx="10" cy="10" r="8" stroke="var(--r-line-2)" strokeWidth="2" />
      <circle
        cx="10"
        cy="10"
        r="8"
        stroke="var(--r-accent-text)"
        strokeWidth="2"
        pathLength="1"
        strokeDasharray={`${part} 1`}
        transform="rotate(-90 10 10)"
      />
      <circle cx={10 + 8 * Math.cos(angle)} cy={10 + 8 * Math.sin(angle)} r="2" fill="var(--r-accent-text)" />
    </svg>
  );
}
