import { css } from "../../charts/colours";
import { changesText, groundsOf, latencyText, rateText, storedText, type Tone } from "./changes";
import { type DrawnCall, labelWidth } from "./picture";
import styles from "./services.module.css";
import { OUTSIDE } from "./useServices";

type Props = { drawn: DrawnCall; chosen: boolean; onOpen: () => void };

/** Tones whose lines have another colour of the same name. */
export const LINES: Partial<Record<Tone, string>> = { same: "line-input", path: "line-input" };
const BORDERS: Partial<Record<Tone, string>> = { same: "line-2", path: "line-input" };
const TEXTS: Partial<Record<Tone, string>> = { same: "text-2", path: "text" };

/** A call as a line with an arrow, and what is said of it. */
export function CallLine({ drawn, chosen, onOpen }: Props) {
  const { call, path, tone, width, dim, idle, unsure, dashed, critical, inTrace } = drawn;
  const { during, caller, callee } = call;
  const said = `${caller} calls ${callee}: ${rateText(during.rate)}, p95 ${latencyText(during.p95_ns)}, ${changesText(call)}, ${storedText(during)}${inTrace && `; ${inTrace}`}`;
  return (
    <g
      role="button"
      aria-label={said}
      className={styles.call}
      data-dim={dim}
      data-idle={idle || unsure}
      onClick={onOpen}
      onKeyDown={(event) => event.key === "Enter" && onOpen()}
    >
      <title>{`${caller || OUTSIDE} → ${callee}: ${changesText(call)}\n${groundsOf(call)}`}</title>
      {chosen && <path d={path} className={styles.chosen} strokeWidth={width + 7} />}
      <path d={path} className={styles.hit} />
      <path
        d={path}
        fill="none"
        stroke={css(LINES[tone] ?? tone)}
        strokeWidth={width}
        strokeDasharray={dashed ? "6 4" : undefined}
        markerEnd={`url(#arrow-${tone})`}
      />
      {critical && <path d={path} className={styles.critical} />}
    </g>
  );
}

/** What is said of a call, over all lines. Its words are in the name of the line too. */
export function CallLabel({ drawn: { label, labelAt, tone, dim }, onOpen }: { drawn: DrawnCall; onOpen: () => void }) {
  const width = labelWidth(label);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: only the pointer reaches it
    <g
      className={styles.call}
      data-dim={dim}
      aria-hidden="true"
      onClick={onOpen}
      transform={`translate(${labelAt.x - width / 2} ${labelAt.y - 9})`}
    >
      <rect width={width} height={18} rx={3} fill={css("surface")} stroke={css(BORDERS[tone] ?? tone)} />
      <text
        x={width / 2}
        y={12.8}
        textAnchor="middle"
        className={styles.label}
        fill={css(TEXTS[tone] ?? `${tone}-text`)}
      >
        {label}
      </text>
    </g>
  );
}
