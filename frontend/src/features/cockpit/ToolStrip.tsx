import { TOOLS } from "../../app/shell/tools";
import { plural } from "../../lib/units";
import { useSize } from "../../lib/useSize";
import { mmss } from "./clock";
import styles from "./cockpit.module.css";
import { useDeck } from "./deck";
import { axis, boxes, HUES, lengthOf, marks, ticks } from "./strip";

const PAD = 12;
const LETTER = 6.2; // pixels of an average letter at 11 px

/** Which tools were open when, with what was reached and given: one line of the whole work. */
export function ToolStrip() {
  const { desk, clock, cockpit, hidden } = useDeck();
  const [box, { width: whole }] = useSize<HTMLDivElement>();
  if (!desk) return null;
  const width = Math.max(0, whole - 2 * PAD);
  const scale = width / lengthOf(desk);
  const here = desk.number === cockpit.scenario && desk.state === "work" ? clock.elapsed : desk.worked;
  const names = Object.fromEntries(TOOLS.map(({ tool, title }) => [tool, title]));
  const told = boxes(desk, width);
  const said = [...new Set(told.map(({ tool }) => names[tool] ?? tool))].join(", ");
  return (
    <section className={styles.strip} aria-label="Tools so far">
      <div className="row s11 t3">
        <span>{hidden ? "Tools so far" : "Tools so far, evidence and hint times"}</span>
        <span className="sp" />
        <span className="nw">
          {plural(desk.queries, "query", "queries")}, {plural(desk.pins, "pin")},{" "}
          {plural(desk.notebook.length, "notebook entry", "notebook entries")}
        </span>
      </div>
      <div ref={box} className={styles.ribbon}>
        <svg width={whole} height={62} role="img" aria-label={`Tools used so far: ${said || "none"}`}>
          <g transform={`translate(${PAD} 0)`}>
            <rect x={0} y={20} width={width} height={18} rx={1.5} fill="var(--r-press)" />
            {told.map(({ tool, left, width: wide, start, end }) => (
              <g key={`${tool} ${start}`}>
                <title>{`${names[tool] ?? tool}, ${mmss(start)} – ${mmss(end)}`}</title>
                <rect x={left} y={20} width={wide} height={18} rx={1.5} fill={`var(--r-${HUES[tool] ?? "c10"}-soft)`} />
                <rect x={left} y={36} width={wide} height={2} fill={`var(--r-${HUES[tool] ?? "c10"})`} />
                {wide > (names[tool] ?? tool).length * LETTER + 10 && (
                  <text x={left + 5} y={32} className={styles.striptext}>
                    {names[tool] ?? tool}
                  </text>
                )}
              </g>
            ))}
            {!hidden &&
              ticks(desk, width).map(({ left, kind, title, text }) => (
                <g key={`${kind} ${title}`}>
                  <title>{title}</title>
                  <line
                    x1={left}
                    x2={left}
                    y1={kind === "sent" ? 14 : 16}
                    y2={42}
                    stroke={kind === "hint" ? "var(--r-text-3)" : "var(--r-accent-text)"}
                    strokeDasharray={kind === "sent" ? undefined : "2 2"}
                  />
                  {text && (
                    <text x={left + 3} y={17} className={styles.stripsent}>
                      {text}
                    </text>
                  )}
                </g>
              ))}
            {!hidden &&
              marks(desk, width).map(({ left, text, title }) => (
                <g key={title}>
                  <title>{title}</title>
                  <circle cx={left} cy={10} r={7} fill="var(--r-surface)" stroke="var(--r-text-3)" />
                  <text x={left} y={13.5} textAnchor="middle" className={styles.stripmark}>
                    {text}
                  </text>
                </g>
              ))}
            {here > 0 && (
              <line
                x1={Math.min(width, here * scale)}
                x2={Math.min(width, here * scale)}
                y1={4}
                y2={42}
                stroke="var(--r-text)"
                strokeWidth={1.5}
              />
            )}
            {axis(desk, width).map(({ left, at, end }) => (
              <text key={at} x={left} y={56} textAnchor={end} className={styles.stripaxis}>
                {mmss(at)}
              </text>
            ))}
          </g>
        </svg>
      </div>
    </section>
  );
}
