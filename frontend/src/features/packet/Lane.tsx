import type { PacketMoment, PacketScenario } from "../../api/types";
import { useSize } from "../../lib/useSize";
import { axisOf, baseOf, clock, finding, fits, placed, ticksOf } from "./lanes";
import styles from "./packet.module.css";
import { points } from "./words";

const INKS: Record<string, string> = {
  metrics: "c1",
  traces: "c2",
  logs: "c3",
  database: "c9",
  heap: "c6",
  services: "c5",
};
const ink = (name: string) => `var(--r-${name})`;
const NAMES: Record<string, string> = {
  briefing: "Briefing",
  metrics: "Metrics",
  traces: "Traces",
  logs: "Logs",
  database: "Database",
  heap: "Heap",
  services: "Services",
};

type Props = {
  one: PacketScenario;
  /** Whether the cause has its time beside it: of juniors the guide wants system over speed. */
  timed: boolean;
  chosen: PacketMoment | null;
  onPick: (seconds: number) => void;
};

/** One scenario: when each step was on screen, cited and recognised, the hints, the cause, and which tool was open. */
export function Lane({ one, timed, chosen, onPick }: Props) {
  const [box, { width }] = useSize<HTMLDivElement>();
  const asked = one.topics.filter((topic) => topic.asked).length;
  const scores = one.scores.map((score) => points(score.points)).join(", ");
  return (
    <section className={styles.lane} aria-label={`Scenario ${one.number}`}>
      <header>
        <span className={styles.count}>{one.number}</span>
        <h3 className="el" title={one.title}>
          {one.title}
        </h3>
        <span className="sp" />
        <span>
          scores <b>{scores || "–"}</b>
        </span>
        <span>
          hint load <b>{points(one.hint_load)}</b>
        </span>
        <span>
          path{" "}
          <b>
            {one.reached} of {one.needed}
          </b>
        </span>
      </header>
      {!one.began && <p className="s12 t3">{one.skipped ? `Left out: ${one.skipped}.` : "It was not opened."}</p>}
      <div ref={box} className={styles.picture}>
        {one.began && width > 0 && (
          <Picture one={one} timed={timed} width={width} asked={asked} chosen={chosen} onPick={onPick} />
        )}
      </div>
    </section>
  );
}

function Picture({ one, timed, width, asked, chosen, onPick }: Props & { width: number; asked: number }) {
  const axis = axisOf(one, width);
  const steps = placed(one.steps, axis);
  const base = baseOf(steps);
  const { x } = axis;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list below holds the same moments, for the keyboard too
    <svg
      width={width}
      height={base + 39}
      role="img"
      aria-label={finding(one, timed)}
      onClick={(event) => onPick(axis.seconds(event.clientX - event.currentTarget.getBoundingClientRect().left))}
    >
      {axis.work < axis.end && (
        <>
          <rect x={x(axis.work)} y={8} width={x(axis.end) - x(axis.work)} height={base + 12} fill={ink("sunken")} />
          {x(axis.end) - x(axis.work) > 78 && (
            <>
              <text x={x(axis.work) + 6} y={22} className={styles.axis}>
                discussion
              </text>
              {one.topics.length > 0 && (
                <text x={x(axis.work) + 6} y={37} className={styles.axis}>
                  {asked} of {one.topics.length} asked
                </text>
              )}
            </>
          )}
        </>
      )}
      {ticksOf(axis).map((at) => (
        <line
          key={at}
          x1={Math.round(x(at)) + 0.5}
          x2={Math.round(x(at)) + 0.5}
          y1={8}
          y2={base + 20}
          stroke={ink("line")}
        />
      ))}
      {one.tools.map(({ tool, since, until }) => {
        const [left, wide] = [x(since), Math.max(x(until) - x(since) - 1, 0.6)];
        const [colour, name] = [INKS[tool] ?? "c10", NAMES[tool] ?? tool];
        return (
          <g key={`${tool} ${since}`}>
            <title>{`${name} ${clock(since)} to ${clock(until)}`}</title>
            <rect x={left} y={base} width={wide} height={18} rx={1.5} fill={ink(`${colour}-soft`)} />
            <rect x={left} y={base + 16} width={wide} height={2} fill={ink(colour)} />
            {fits(name, wide) && (
              <text x={left + 5} y={base + 12} className={styles.label}>
                {name}
              </text>
            )}
          </g>
        );
      })}
      {steps.map(({ step, y, first, last }) => (
        <g key={step.no}>
          <title>{`Step ${step.no}: ${step.text}`}</title>
          <line x1={first} x2={Math.max(last, first + 2)} y1={y} y2={y} stroke={ink("line-input")} strokeWidth={1.5} />
          <text x={first - 8} y={y + 4} textAnchor="end" className={styles.strong}>
            {step.no}
          </text>
          {step.exposed && (
            <circle
              cx={x(step.exposed.seconds)}
              cy={y}
              r={3.5}
              fill={ink("surface")}
              stroke={ink("text-2")}
              strokeWidth={1.5}
            />
          )}
          {step.cited && <circle cx={x(step.cited.seconds)} cy={y} r={3.5} fill={ink("text-2")} />}
          {step.recognised && <Tick x={x(step.recognised.seconds)} y={y} />}
        </g>
      ))}
      {one.hints.map((hint) => {
        const at = x(hint.seconds);
        const left = at > 56 ? at - 44 : at + 4;
        return (
          <g key={hint.seconds}>
            <title>{`Hint at ${clock(hint.seconds)}: ${hint.text}`}</title>
            <line x1={at} x2={at} y1={8} y2={base} stroke={ink("text")} strokeDasharray="2 2" />
            <rect x={left} y={base - 16} width={40} height={14} rx={2} fill={ink("press")} />
            <text x={left + 20} y={base - 5.5} textAnchor="middle" className={styles.label}>
              level {hint.level}
            </text>
          </g>
        );
      })}
      {chosen && (
        <line
          x1={x(chosen.seconds)}
          x2={x(chosen.seconds)}
          y1={4}
          y2={base + 22}
          stroke={ink("accent-text")}
          strokeWidth={1.5}
        />
      )}
      {one.cause !== null && (
        <Cause x={x(one.cause)} y={base - 9} text={timed ? `cause ${clock(one.cause)}` : "cause"} width={width} />
      )}
      {ticksOf(axis).map((at) => (
        <text
          key={at}
          x={x(at)}
          y={base + 34}
          textAnchor={at === 0 ? "start" : at === axis.end ? "end" : "middle"}
          className={styles.axis}
        >
          {clock(at)}
        </text>
      ))}
    </svg>
  );
}

function Tick({ x, y }: { x: number; y: number }) {
  return (
    <>
      <rect x={x - 6} y={y - 6} width={12} height={12} rx={3} fill={ink("ok")} />
      <path d={`M${x - 2.8} ${y}l2 2.2 3.6-4.2`} fill="none" stroke={ink("surface")} strokeWidth={1.7} />
    </>
  );
}

function Cause({ x, y, text, width }: { x: number; y: number; text: string; width: number }) {
  const before = !fits(text, width - x - 12);
  return (
    <>
      <path d={`M${x} ${y - 5}l5 5-5 5-5-5z`} fill={ink("accent-text")} />
      <text x={before ? x - 9 : x + 9} y={y + 4} textAnchor={before ? "end" : "start"} className={styles.cause}>
        {text}
      </text>
    </>
  );
}

/** What the marks mean, each by its shape. */
export function Legend() {
  return (
    <span className={styles.legend}>
      <span>
        <svg width="9" height="9" aria-hidden="true">
          <circle cx="4.5" cy="4.5" r="3.5" fill={ink("surface")} stroke={ink("text-2")} strokeWidth="1.5" />
        </svg>
        exposed<i>: a query returned it</i>
      </span>
      <span>
        <svg width="9" height="9" aria-hidden="true">
          <circle cx="4.5" cy="4.5" r="4" fill={ink("text-2")} />
        </svg>
        cited<i>: pinned or written</i>
      </span>
      <span>
        <svg width="12" height="12" aria-hidden="true">
          <Tick x={6} y={6} />
        </svg>
        recognised<i> by the interviewer</i>
      </span>
      <span>
        <svg width="10" height="10" aria-hidden="true">
          <path d="M5 0l5 5-5 5-5-5z" fill={ink("accent-text")} />
        </svg>
        cause
      </span>
    </span>
  );
}
