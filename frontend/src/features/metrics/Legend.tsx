import { useMemo } from "react";
import { useCrosshair } from "../../charts/bus";
import { stepAt } from "../../charts/scale";
import { pinned } from "../../lib/pinning";
import { measured } from "../../lib/units";
import { type Drawn, type LaneCurves, type Order, ordered, visible } from "./curves";
import type { Lane } from "./lanes";
import styles from "./metrics.module.css";
import { curveOf } from "./thing";

type Props = {
  lane: Lane;
  /** Of the lane. */
  title: string;
  curves: LaneCurves;
  order: Order;
  /** How many stand there while the legend is shut. */
  most: number;
  onIsolate: (key: string, adding: boolean) => void;
  onAll: (all: boolean) => void;
  onHover: (key: string | null) => void;
};

/** Names and values at the crosshair. A click shows one alone, Ctrl and a click takes one in or out. */
export function Legend({ lane, title, curves, order, most, onIsolate, onAll, onHover }: Props) {
  const { at } = useCrosshair();
  const { drawn, start, stepMs, points, unit } = curves;
  const index = at === null ? points - 1 : stepAt(at, start, stepMs, points);
  const rows = ordered(drawn, order, index);
  const shown = lane.all ? rows : visible(rows, most, lane.only);
  const rest = rows.filter((row) => !shown.includes(row));
  return (
    <div className={styles.legend}>
      {shown.map((curve) => (
        <LegendRow
          key={curve.key}
          curve={curve}
          title={title}
          lane={lane}
          value={measured(curve.values[index], unit)}
          off={lane.only.length > 0 && !lane.only.includes(curve.key)}
          only={lane.only.includes(curve.key)}
          onIsolate={onIsolate}
          onHover={onHover}
        />
      ))}
      {(rest.length > 0 || (lane.all && rows.length > most + 1)) && (
        <button type="button" aria-expanded={lane.all} onClick={() => onAll(!lane.all)}>
          <span />
          <span className="el t3">{lane.all ? "fewer" : `${rest.length} more`}</span>
          <span className="t3">{lane.all ? "" : `up to ${measured(highest(rest, index), unit)}`}</span>
        </button>
      )}
    </div>
  );
}

type RowProps = { curve: Drawn; title: string; lane: Lane; value: string; off: boolean; only: boolean } & Pick<
  Props,
  "onIsolate" | "onHover"
>;

function LegendRow({ curve, title, lane, value, off, only, onIsolate, onHover }: RowProps) {
  const thing = useMemo(() => pinned(curveOf(title, lane, curve)), [title, lane, curve]); // not anew with every move
  return (
    <button
      type="button"
      {...thing}
      data-off={off}
      aria-pressed={only}
      aria-label={`${curve.name} ${value}`}
      title={`${wholeName(curve)}\nClick: show it alone. Ctrl and click: in or out.`}
      onClick={(event) => onIsolate(curve.key, event.ctrlKey || event.metaKey)}
      onPointerEnter={() => onHover(curve.key)}
      onPointerLeave={() => onHover(null)}
      onFocus={(event) => event.currentTarget.matches(":focus-visible") && onHover(curve.key)}
      onBlur={() => onHover(null)}
    >
      <i
        className="line"
        style={{
          borderColor: `var(--r-${curve.colour})`,
          opacity: off ? 0.3 : curve.opacity,
          borderTopStyle: curve.dash ? "dashed" : "solid",
        }}
      />
      {curve.name.length > LONG ? (
        <span className={styles.named}>
          <span className="el">{curve.name.slice(0, -TAIL)}</span>
          <span>{curve.name.slice(-TAIL)}</span>
        </span>
      ) : (
        <span className="el">{curve.name}</span>
      )}
      <b data-pin-value="">{value}</b>
    </button>
  );
}

/** Letters of a name that is cut in its middle, and those that stay: what tells one pod from another is at its end. */
const LONG = 20;
const TAIL = 6;

/** Its name, and every label it has. */
function wholeName({ name, labels }: Drawn): string {
  const pairs = Object.entries(labels).filter(([label]) => label !== "__name__");
  return [name, ...pairs.map(([label, value]) => `${label}: ${value}`)].join("\n");
}

function highest(curves: Drawn[], index: number): number | null {
  return curves.reduce<number | null>((most, { values }) => {
    const value = values[index] ?? null;
    return value !== null && (most === null || value > most) ? value : most;
  }, null);
}
