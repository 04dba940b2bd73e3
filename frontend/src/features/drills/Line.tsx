/** The expected path over what happened, on one line of time: steps, hints, what was written, and which tool was open. */

import { type KeyboardEvent, useMemo } from "react";
import { useSize } from "../../lib/useSize";
import { HUES } from "../cockpit/strip";
import { type Drawn, finding, found, lengthOf, momentsOf, type StepDrawn } from "./drawn";
import styles from "./drills.module.css";
import { type Axis, axisOf, clock, cut, fits, openAt, type Placed, placed, spread, stepFrom, ticksOf } from "./line";
import { figure, toolName } from "./words";

const EXPECTED = 56;
const YOURS = 122;
const BOX = 18;
const GAP = BOX + 3;
const BELOW = 166; // where hints and what was written begin
const ROW = 24;
const TRACK = 22;
const ink = (name: string) => `var(--r-${name})`;

type Props = { drawn: Drawn; at: number | null; chosen: number | null; onAt: (at: number) => void };

export function Line({ drawn, at, chosen, onAt }: Props) {
  const [box, { width }] = useSize<HTMLDivElement>();
  const whole = lengthOf(drawn);
  const moments = useMemo(() => momentsOf(drawn), [drawn]);
  const keys = (event: KeyboardEvent) => {
    const now = at ?? 0;
    const next = {
      ArrowLeft: event.shiftKey ? now - 10 : stepFrom(moments, now, -1),
      ArrowRight: event.shiftKey ? now + 10 : stepFrom(moments, now, 1),
      Home: 0,
      End: whole,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onAt(Math.min(Math.max(next, 0), whole));
  };
  return (
    <div
      ref={box}
      className={styles.line}
      role="slider"
      tabIndex={0}
      aria-label={finding(drawn)}
      aria-valuemin={0}
      aria-valuemax={Math.round(whole)}
      aria-valuenow={Math.round(at ?? 0)}
      aria-valuetext={`${clock(at ?? 0)} of ${clock(whole)}`}
      onKeyDown={keys}
    >
      {width > 0 && (
        <Picture drawn={drawn} axis={axisOf(whole, width)} width={width} at={at} chosen={chosen} onAt={onAt} />
      )}
    </div>
  );
}

type PictureProps = Props & { axis: Axis; width: number };

function Picture({ drawn, axis, width, at, chosen, onAt }: PictureProps) {
  const { x } = axis;
  const tracks = BELOW + 2 * ROW + 2;
  const quiet = tracks + drawn.tracks.length * TRACK + 4;
  const ends = quiet + (drawn.quiet ? ROW : 0);
  const height = ends + (drawn.ends.length ? ROW : 0) + 4;
  const places = spread(
    drawn.written.map(({ seconds }) => x(seconds)),
    13,
    axis.left,
    axis.right,
  );
  return (
    <svg
      width={width}
      height={height}
      aria-hidden="true"
      onClick={(event) => onAt(axis.seconds(event.clientX - event.currentTarget.getBoundingClientRect().left))}
    >
      <Grid axis={axis} drawn={drawn} height={height} />
      <Lanes drawn={drawn} axis={axis} chosen={chosen} />
      <Caption y={BELOW + 15} text="Hints" />
      {drawn.hints.map((hint) => (
        <HintMark key={hint.seconds} hint={hint} axis={axis} bottom={tracks} />
      ))}
      <Caption y={BELOW + ROW + 15} text="Written" />
      {drawn.written.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may be of one second
        <Written key={place} one={one} x={places[place]!} y={BELOW + ROW + 11} />
      ))}
      {drawn.tracks.map(({ who, stays }, row) => (
        <g key={who || "alone"}>
          <Caption y={tracks + row * TRACK + 13} text={who || "Tools"} />
          {stays.map(({ tool, from, to }) => (
            <Stay key={`${tool} ${from}`} tool={tool} from={from} to={to} axis={axis} y={tracks + row * TRACK} />
          ))}
        </g>
      ))}
      {drawn.quiet && (
        <>
          <Caption y={quiet + 12} text="Nothing new" />
          <Lost {...drawn.quiet} axis={axis} y={quiet} text={clock(drawn.quiet.to - drawn.quiet.from)} />
        </>
      )}
      {drawn.ends.length > 0 && <Caption y={ends + 12} text="Dead ends" />}
      {drawn.ends.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may be of one stretch
        <Lost key={place} {...one} axis={axis} y={ends} next={drawn.ends[place + 1]?.from} warn />
      ))}
      {at !== null && (
        <Cross x={x(at)} at={at} height={height} width={width} tool={openAt(drawn.tracks[0]?.stays ?? [], at)} />
      )}
    </svg>
  );
}

function Caption({ y, text }: { y: number; text: string }) {
  return (
    <text x={16} y={y} className={styles.axis}>
      {text.length > 11 ? `${text.slice(0, 10)}…` : text}
    </text>
  );
}

function Grid({ axis, drawn, height }: { axis: Axis; drawn: Drawn; height: number }) {
  const ticks = ticksOf(axis);
  const { x, end } = axis;
  return (
    <>
      {drawn.worked < end && (
        <rect x={x(drawn.worked)} y={22} width={x(end) - x(drawn.worked)} height={height - 22} fill={ink("sunken")} />
      )}
      {ticks.map((at) => (
        <g key={at}>
          <line
            x1={Math.round(x(at)) + 0.5}
            x2={Math.round(x(at)) + 0.5}
            y1={22}
            y2={height}
            stroke={ink(at === 0 ? "line-2" : "line")}
          />
          <text x={x(at)} y={14} textAnchor={at === end ? "end" : "middle"} className={styles.axis}>
            {clock(at)}
          </text>
        </g>
      ))}
    </>
  );
}

/** Two lanes, and from each step's place by the pace a line to where it was found. */
function Lanes({ drawn, axis, chosen }: { drawn: Drawn; axis: Axis; chosen: number | null }) {
  const expected = placed(
    drawn.steps.flatMap(({ no, expected }) => (expected === null ? [] : [{ no, seconds: expected }])),
    axis,
    GAP,
  );
  const yours = placed(
    drawn.steps.flatMap((step) => {
      const seconds = found(step);
      return seconds === null ? [] : [{ no: step.no, seconds }];
    }),
    axis,
    GAP,
  );
  return (
    <>
      <Caption y={EXPECTED + 4} text="Expected" />
      <Caption y={YOURS + 4} text={drawn.tracks.length > 1 ? "Your team" : "You"} />
      {[EXPECTED, YOURS].map((y, place) => (
        <line
          key={y}
          x1={axis.left}
          x2={axis.right}
          y1={y + 0.5}
          y2={y + 0.5}
          stroke={ink(place ? "during" : "before")}
          strokeOpacity={0.5}
        />
      ))}
      {drawn.steps.map((step) => (
        <Slope
          key={step.no}
          step={step}
          from={expected.find(({ no }) => no === step.no)}
          to={yours.find(({ no }) => no === step.no)}
          axis={axis}
          on={chosen === step.no}
        />
      ))}
    </>
  );
}

type SlopeProps = { step: StepDrawn; from: Placed | undefined; to: Placed | undefined; axis: Axis; on: boolean };

function Slope({ step, from, to, axis, on }: SlopeProps) {
  const { no, title, cited, exposed, by } = step;
  const told = [`Step ${no}: ${title}`, to ? `found at ${clock(to.seconds)}${by && ` by ${by}`}` : "never found"];
  const strong = on ? ink("accent-text") : ink("line-input");
  return (
    <g>
      <title>{told.join(", ")}</title>
      {from && to && (
        <line x1={from.x} y1={EXPECTED} x2={to.x} y2={YOURS} stroke={strong} strokeWidth={on ? 2 : 1.25} />
      )}
      {from && !to && (
        <line
          x1={from.x}
          y1={EXPECTED}
          x2={from.x}
          y2={EXPECTED + 24}
          stroke={strong}
          strokeWidth={on ? 2 : 1.25}
          strokeDasharray="2 3"
        />
      )}
      {from && <Numbered mark={from} y={EXPECTED} above missing={!to} tone="before" on={on} />}
      {to && cited !== null && exposed !== null && cited > exposed && (
        <line
          x1={axis.x(exposed)}
          x2={axis.x(cited)}
          y1={YOURS}
          y2={YOURS}
          stroke={ink("during")}
          strokeWidth={on ? 3 : 1.5}
        />
      )}
      {to && exposed !== null && (
        <circle cx={axis.x(exposed)} cy={YOURS} r={4} fill={ink("surface")} stroke={ink("during")} strokeWidth={1.75} />
      )}
      {to && cited !== null && <circle cx={axis.x(cited)} cy={YOURS} r={4} fill={ink("during")} />}
      {to && <Numbered mark={to} y={YOURS} tone="during" on={on} />}
    </g>
  );
}

type NumberedProps = {
  mark: Placed;
  y: number;
  above?: boolean;
  missing?: boolean;
  tone: "before" | "during";
  on: boolean;
};

/** The step's number beside its lane, with a line to its exact place. */
function Numbered({ mark, y, above, missing, tone, on }: NumberedProps) {
  const top = above ? y - 8 - BOX : y + 9;
  const near = above ? top + BOX : top;
  return (
    <g>
      <path
        d={`M${mark.x} ${above ? y : y + 4}L${mark.label} ${near}`}
        stroke={ink(tone)}
        strokeOpacity={0.7}
        fill="none"
      />
      {above && <circle cx={mark.x} cy={y} r={3} fill={missing ? ink("surface") : ink(tone)} stroke={ink(tone)} />}
      <rect
        x={mark.label - BOX / 2}
        y={top}
        width={BOX}
        height={BOX}
        rx={3}
        fill={missing ? ink("surface") : ink(`${tone}-soft`)}
        stroke={on ? ink("accent-text") : missing ? ink("before") : "none"}
        strokeWidth={on ? 2 : 1}
        strokeDasharray={missing && !on ? "2 2" : undefined}
      />
      <text x={mark.label} y={top + 13} textAnchor="middle" className={styles[tone]}>
        {mark.no}
      </text>
    </g>
  );
}

function HintMark({ hint, axis, bottom }: { hint: Drawn["hints"][number]; axis: Axis; bottom: number }) {
  const at = axis.x(hint.seconds);
  const text = `minute ${figure(hint.minute)}`;
  const wide = text.length * 6.4 + 10;
  const left = at + wide + 4 > axis.right ? at - wide - 3 : at + 3;
  return (
    <g>
      <title>{`Hint at ${clock(hint.seconds)}: ${hint.text}`}</title>
      <line x1={at} x2={at} y1={24} y2={bottom} stroke={ink("text-2")} strokeDasharray="2 3" />
      <rect x={left} y={BELOW + 3} width={wide} height={16} rx={3} fill={ink("press")} />
      <text x={left + wide / 2} y={BELOW + 15} textAnchor="middle" className={styles.label}>
        {text}
      </text>
    </g>
  );
}

function Written({ one, x, y }: { one: Drawn["written"][number]; x: number; y: number }) {
  const title = `${clock(one.seconds)} ${one.by && `${one.by}: `}${one.text}`;
  if (one.kind === "pin")
    return (
      <g>
        <title>{title}</title>
        <path d={`M${x - 4} ${y}h8M${x} ${y - 4}v8`} stroke={ink("text-2")} strokeWidth={1.75} />
      </g>
    );
  if (one.kind === "note" || one.kind === "judged")
    return (
      <g>
        <title>{title}</title>
        <rect
          x={x - 3.5}
          y={y - 3.5}
          width={7}
          rx={one.kind === "judged" ? 3.5 : 0}
          height={7}
          fill={ink("surface")}
          stroke={ink("text-2")}
          strokeWidth={1.5}
        />
      </g>
    );
  return (
    <g>
      <title>{title}</title>
      <path d={`M${x} ${y - 10}l10 10-10 10-10-10z`} fill={ink("accent-soft")} stroke={ink("accent-line")} />
      <text x={x} y={y + 4} textAnchor="middle" className={styles.label}>
        {one.no}
      </text>
    </g>
  );
}

type StayProps = { tool: string; from: number; to: number; axis: Axis; y: number };

function Stay({ tool, from, to, axis, y }: StayProps) {
  const [left, wide] = [axis.x(from), Math.max(axis.x(to) - axis.x(from) - 1, 0.8)];
  const hue = HUES[tool] ?? "c10";
  const name = toolName(tool);
  return (
    <g>
      <title>{`${name}, ${clock(from)} to ${clock(to)}`}</title>
      <rect x={left} y={y} width={wide} height={18} rx={1.5} fill={ink(`${hue}-soft`)} />
      <rect x={left} y={y + 16} width={wide} height={2} fill={ink(hue)} />
      {fits(name, wide) && (
        <text x={left + 5} y={y + 12} className={styles.label}>
          {name}
        </text>
      )}
    </g>
  );
}

type LostProps = {
  from: number;
  to: number;
  axis: Axis;
  y: number;
  text: string;
  next?: number | undefined;
  warn?: boolean;
};

/** A stretch as a bracket, with what it was in it or beside it: as much of the words as has room before the next one. */
function Lost({ from, to, axis, y, text, next, warn }: LostProps) {
  const [left, right] = [axis.x(from), Math.max(axis.x(to), axis.x(from) + 3)];
  const inside = fits(text, right - left);
  const until = next === undefined ? axis.right : axis.x(next) - 8;
  const shown = inside ? text : cut(text, until - right - 6);
  return (
    <g>
      <title>{`${text}, ${clock(from)} to ${clock(to)}`}</title>
      <path
        d={`M${left + 0.5} ${y + 1}v5h${right - left - 1}v-5`}
        fill="none"
        stroke={ink(warn ? "warn" : "line-input")}
        strokeWidth={warn ? 2 : 1.5}
      />
      <text
        x={inside ? (left + right) / 2 : right + 6}
        y={y + (inside ? 18 : 10)}
        textAnchor={inside ? "middle" : "start"}
        className={warn ? styles.warned : styles.axis}
      >
        {shown}
      </text>
    </g>
  );
}

function Cross({ x, at, height, width, tool }: { x: number; at: number; height: number; width: number; tool: string }) {
  const text = `${clock(at)}${tool && `  ${toolName(tool)}`}`;
  const wide = text.length * 6.6 + 10;
  const left = Math.min(Math.max(x - wide / 2, 0), width - wide);
  return (
    <g pointerEvents="none">
      <line x1={x} x2={x} y1={18} y2={height} stroke={ink("accent-text")} strokeWidth={1.5} />
      <rect x={left} y={2} width={wide} height={17} rx={3} fill={ink("text")} />
      <text x={left + wide / 2} y={14} textAnchor="middle" className={styles.tag}>
        {text}
      </text>
    </g>
  );
}
