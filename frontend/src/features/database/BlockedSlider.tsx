/** Blocked sessions over time with the chosen look: moved by pointer and arrows. */

import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import type { BlockedSessions } from "../../api/types";
import { timeScale } from "../../charts/scale";
import { TimeAxis } from "../../charts/TimeAxis";
import { clock, type Range } from "../../lib/time";
import { plural } from "../../lib/units";
import { useSize } from "../../lib/useSize";
import styles from "./database.module.css";
import { stepOf } from "./moments";

type Props = { over: BlockedSessions; range: Range; at: number; lookMs: number; onAt: (at: number) => void };

const HEIGHT = 28;
const SIDE = 12;

export function BlockedSlider({ over, range, at, lookMs, onAt }: Props) {
  const [box, { width }] = useSize<HTMLDivElement>();
  const held = useRef(false);
  const scale = timeScale(range, SIDE, Math.max(1, width - 2 * SIDE));
  const most = Math.max(1, over.most);
  const chosen = stepOf(over, at);
  const within = (moment: number) => Math.max(range.start, Math.min(range.end, moment));
  const put = (event: PointerEvent<HTMLElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    const moment = within(scale.at(event.clientX - left));
    // Near a step in which somebody was blocked, the look at which most were.
    const place = stepOf(over, moment);
    onAt(Math.round(over.at[place] ?? Math.round(moment / lookMs) * lookMs));
  };
  const keys = (event: KeyboardEvent) => {
    const far = event.shiftKey ? 10 : 1;
    const moved: Record<string, number> = {
      ArrowLeft: at - lookMs * far,
      ArrowDown: at - lookMs * far,
      ArrowRight: at + lookMs * far,
      ArrowUp: at + lookMs * far,
      PageDown: at - over.step_ms,
      PageUp: at + over.step_ms,
      Home: range.start,
      End: range.end,
    };
    const next = moved[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onAt(Math.round(within(next)));
  };
  return (
    <div
      ref={box}
      className={styles.slider}
      role="slider"
      tabIndex={0}
      aria-label="Moment of the locks"
      aria-valuemin={range.start}
      aria-valuemax={range.end}
      aria-valuenow={at}
      aria-valuetext={`${clock(at)}, ${plural(over.blocked[chosen] ?? 0, "session")} blocked`}
      onKeyDown={keys}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = true;
        put(event);
      }}
      onPointerMove={(event) => held.current && put(event)}
      onPointerUp={() => (held.current = false)}
      onPointerCancel={() => (held.current = false)}
    >
      <svg width={width} height={HEIGHT + 8} aria-hidden="true">
        {over.blocked.map((blocked, place) => {
          if (blocked === 0) return null;
          const left = Math.max(SIDE, scale.x(over.start + place * over.step_ms));
          const right = Math.min(width - SIDE, scale.x(over.start + (place + 1) * over.step_ms));
          const height = Math.max(1.5, (blocked / most) * (HEIGHT - 4));
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: steps of time in their order
              key={place}
              x={left}
              y={HEIGHT - height}
              width={Math.max(1, right - left - 1)}
              height={height}
              className={styles.blocked}
              data-on={place === chosen || undefined}
            />
          );
        })}
        <rect x={SIDE} y={HEIGHT} width={Math.max(0, width - 2 * SIDE)} height={3} rx={1.5} className={styles.track} />
        <rect
          x={SIDE}
          y={HEIGHT}
          width={Math.max(0, scale.x(within(at)) - SIDE)}
          height={3}
          rx={1.5}
          className={styles.done}
        />
        <circle cx={scale.x(within(at))} cy={HEIGHT + 1.5} r={5.5} className={styles.knob} />
      </svg>
      <TimeAxis scale={scale} top={HEIGHT + 8} />
    </div>
  );
}
