/** All that happened in a replay, in order; what the clock is at is the current one. */

import { useEffect, useRef } from "react";
import type { MarkShown, ReplayView } from "../../api/types";
import { Switch } from "../../parts/Choices";
import { EmptyState } from "../../parts/States";
import styles from "./replay.module.css";
import { NAMES } from "./Strip";
import { ofScenario, since } from "./timeline";

type HappenedProps = {
  view: ReplayView;
  whole: string;
  now: number;
  asked: boolean;
  onAsked: (on: boolean) => void;
  onSeek: (at: number) => void;
};

export function Happened({ view, whole, now, asked, onAsked, onSeek }: HappenedProps) {
  const shown = view.marks.filter(({ kind }) => asked || kind !== "question");
  const current = shown.findLastIndex((mark) => mark.at <= now + 500);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect must not give back.
    list.current?.children[current]?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <div role="tabpanel" aria-label="What happened" className={styles.panel}>
      <div className={styles.filter}>
        <span className="s12 t3">Times are of the {whole}</span>
        <span className="sp" />
        <Switch label="Each question" checked={asked} onChange={onAsked} />
      </div>
      {shown.length === 0 && (
        <EmptyState title="Nothing happened yet">Questions are shown with the switch above.</EmptyState>
      )}
      <ul ref={list} className="scroll">
        {shown.map((mark, place) => (
          <li key={`${mark.at} ${mark.kind} ${mark.no ?? place}`}>
            <button
              type="button"
              aria-current={place === current}
              className={styles.happened}
              onClick={() => onSeek(mark.at - view.began)}
            >
              <time className="num t3" title={told(ofScenario(view, mark.at))}>
                {since(mark.at - view.began)}
              </time>
              <span>
                <span className={styles.kind} data-kind={mark.kind}>
                  {NAMES[mark.kind] ?? mark.kind}
                </span>{" "}
                <Said mark={mark} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

const told = (of: ReturnType<typeof ofScenario>) => (of ? `${since(of.ms)} of scenario ${of.scenario}` : undefined);

function Said({ mark }: { mark: MarkShown }) {
  return (
    <>
      {mark.text}
      {mark.detail && <span className="t3"> {mark.detail}</span>}
    </>
  );
}
