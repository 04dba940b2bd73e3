/** Failing calls over time, and on them the two stretches that are compared: dragged, or moved by the arrow keys. */
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { useAnswer } from "../../api/answers";
import { usePlace } from "../../api/place";
import { css } from "../../charts/colours";
import { type TimeScale, timeScale } from "../../charts/scale";
import { TimeAxis } from "../../charts/TimeAxis";
import { useCommands } from "../../lib/commands";
import { type Range, rangeLabel } from "../../lib/time";
import { count, span } from "../../lib/units";
import { useSize } from "../../lib/useSize";
import { Button, IconButton } from "../../parts/Button";
import { IconPlayerPause, IconPlayerPlay } from "../../parts/icons";
import styles from "./services.module.css";
import { type Grip, logHeights, moved, nextStretch, STEP, whole } from "./stretches";
import type { Services } from "./useServices";

const [TOP, BAR, AXIS] = [4, 40, 18];
const TICK = 900; // milliseconds between two steps of playing

export function Strip({ services }: { services: Services }) {
  const { change, stretches, window, answer } = services;
  const { range, now } = usePlace();
  const [box, { width }] = useSize<HTMLDivElement>();
  const scale = timeScale(range, 8, Math.max(1, width - 20));
  const during = (next: Range) => change({ during: next });
  const [playing, setPlaying] = usePlaying(stretches.during, range, answer.updating, during);
  const failing = useAnswer("services/failing", { start: range.start, end: range.end }, { view: "~services.failing" });
  const { data } = failing;
  const most = data ? Math.max(0, ...data.failed) : 0;
  return (
    <section className={styles.strip} aria-label="Time">
      <IconButton
        label={playing ? "Stop" : "Play through time"}
        keys="p"
        on={playing}
        onClick={() => setPlaying(!playing)}
      >
        {playing ? <IconPlayerPause /> : <IconPlayerPlay />}
      </IconButton>
      <div className={styles.caption}>
        <span className="s12 t2">Failing calls</span>
        <span className="s11 t3">{data ? `to ${count(most)} in ${span(data.step_ms)}, log` : "log scale"}</span>
      </div>
      <div
        ref={box}
        className={styles.track}
        style={{ height: TOP + BAR + AXIS }}
        onPointerDown={(event) => put(event, scale, stretches.during, window, during)}
      >
        {data && width > 0 && (
          <svg
            width={width}
            height={TOP + BAR + 1}
            role="img"
            aria-label={`Failing calls over time, at most ${count(most)} in ${span(data.step_ms)}`}
            className={failing.updating ? "dimmed" : undefined}
          >
            <Bars failed={data.failed} start={data.start} stepMs={data.step_ms} scale={scale} />
          </svg>
        )}
        {failing.problem && (
          <span className={`s12 err ${styles.refused}`} role="alert">
            {failing.problem.message}{" "}
            <Button size={24} kind="link" onClick={failing.again}>
              Try again
            </Button>
          </span>
        )}
        <TimeAxis scale={scale} top={TOP + BAR + 2} />
        {width > 0 && (
          <>
            <Handle
              name="before"
              stretch={stretches.before}
              scale={scale}
              window={window}
              now={now}
              onChange={(before) => change({ before })}
            />
            <Handle
              name="during"
              stretch={stretches.during}
              scale={scale}
              window={window}
              now={now}
              onChange={during}
            />
          </>
        )}
      </div>
    </section>
  );
}

type BarsProps = { failed: readonly number[]; start: number; stepMs: number; scale: TimeScale };

function Bars({ failed, start, stepMs, scale }: BarsProps) {
  const path = useMemo(() => {
    const bar = Math.max(1, (stepMs / (scale.range.end - scale.range.start)) * scale.width - 0.8);
    return logHeights(failed)
      .map((height, index) => {
        const x = scale.x(start + index * stepMs);
        if (x < scale.left - 1 || x > scale.left + scale.width) return "";
        const y = TOP + BAR * (1 - height);
        return `M${x.toFixed(1)} ${TOP + BAR}V${y.toFixed(1)}h${bar.toFixed(1)}V${TOP + BAR}z`;
      })
      .join("");
  }, [failed, start, stepMs, scale]);
  return <path d={path} fill={css("line-input")} />;
}

/** A click beside the stretches moves `during` there. */
function put(
  event: PointerEvent<HTMLDivElement>,
  scale: TimeScale,
  stretch: Range,
  window: Range,
  onChange: (next: Range) => void,
): void {
  if (event.button !== 0 || (event.target as Element).closest("[role=slider], button")) return;
  const at = scale.at(event.clientX - event.currentTarget.getBoundingClientRect().left);
  onChange(moved(stretch, at - (stretch.start + stretch.end) / 2, "both", window));
}

type HandleProps = {
  name: "before" | "during";
  stretch: Range;
  scale: TimeScale;
  window: Range;
  now: number;
  onChange: (next: Range) => void;
};

const GRIP = 7; // pixels at either end that change the length

function Handle({ name, stretch, scale, window, now, onChange }: HandleProps) {
  const held = useRef<{ x: number; from: Range; grip: Grip } | null>(null);
  const [drawn, setDrawn] = useState<Range | null>(null);
  const { start, end } = drawn ?? stretch;
  const left = Math.max(scale.left, Math.min(scale.left + scale.width, scale.x(start)));
  const right = Math.max(left + 4, Math.min(scale.left + scale.width, scale.x(end)));
  const down = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    const { left: edge, width } = event.currentTarget.getBoundingClientRect();
    const at = event.clientX - edge;
    const grip = at < GRIP && width > 3 * GRIP ? "start" : at > width - GRIP && width > 3 * GRIP ? "end" : "both";
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { x: event.clientX, from: stretch, grip };
  };
  const move = ({ clientX }: PointerEvent) => {
    const { current } = held;
    if (!current) return;
    const by = ((clientX - current.x) / scale.width) * (scale.range.end - scale.range.start);
    setDrawn(moved(current.from, by, current.grip, window));
  };
  const up = () => {
    held.current = null;
    if (drawn) onChange(drawn);
    setDrawn(null);
  };
  const keys = (event: KeyboardEvent) => {
    const way = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1 }[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const by = way * Math.max(STEP, (end - start) / 6);
    onChange(moved(stretch, by, event.shiftKey ? "end" : "both", window));
  };
  const said = `${rangeLabel({ start, end }, now)}, ${span(end - start)}`;
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={name === "before" ? "Before" : "During"}
      aria-valuemin={window.start}
      aria-valuemax={window.end}
      aria-valuenow={start}
      aria-valuetext={said}
      title={`${name}: ${said}. Drag it, or an end of it; arrow keys move it, with Shift its end.`}
      className={styles.stretch}
      data-name={name}
      style={{ left, width: right - left, top: TOP, height: BAR }}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
      onKeyDown={keys}
    >
      <span data-side={right - left > 48 ? "in" : left > 60 ? "left" : "right"}>{name}</span>
    </div>
  );
}

/** While it plays, `during` moves on through the range by half its length, when the answer before has come. */
function usePlaying(during: Range, range: Range, busy: boolean, onDuring: (next: Range) => void) {
  const [playing, setPlaying] = useState(false);
  const latest = useRef({ during, range, busy, onDuring });
  latest.current = { during, range, busy, onDuring };
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => {
      const now = latest.current;
      if (now.busy) return;
      const next = nextStretch(now.during, now.range);
      if (next) now.onDuring(next);
      else setPlaying(false);
    }, TICK);
    return () => clearInterval(timer);
  }, [playing]);
  const toggle = (on: boolean) => {
    // At the end of the range it begins anew.
    if (on && nextStretch(during, range) === null) {
      const { start } = whole(range);
      onDuring({ start, end: start + (during.end - during.start) });
    }
    setPlaying(on);
  };
  useCommands([
    {
      id: "graph.play",
      label: playing ? "Stop playing" : "Play through time",
      group: "Graph",
      keys: "y",
      run: () => toggle(!playing),
    },
  ]);
  return [playing, toggle] as const;
}
