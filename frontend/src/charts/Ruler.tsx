/** The one axis of time on top of lanes: round clock times, flags of what people know happened, the crosshair's time. */

import { Tooltip } from "@mantine/core";
import { clock, type Range, timeTicks } from "../lib/time";
import { plural } from "../lib/units";
import { useSize } from "../lib/useSize";
import { useCrosshair } from "./bus";
import { Crowd } from "./Crowd";
import styles from "./charts.module.css";
import { crowds, type Flag, type PlacedFlag, placeFlags, type Sign } from "./flags";
import { timeScale } from "./scale";

type Props = {
  range: Range;
  /** Where plots begin and how much they leave free at the right, pixels. */
  left: number;
  right: number;
  flags: readonly Flag[];
  onFlag?: (flag: Flag) => void;
};

export function Ruler({ range, left, right, flags, onFlag }: Props) {
  const [box, { width }] = useSize<HTMLDivElement>();
  const { at } = useCrosshair();
  const scale = timeScale(range, left, Math.max(1, width - left - right));
  const { apart, crowded } = crowds(flags, range);
  const ticks = width ? timeTicks(range, Math.max(2, Math.floor(scale.width / 92))) : [];
  const shown =
    at !== null && at >= range.start && at <= range.end ? Math.max(28, Math.min(width - 28, scale.x(at))) : null;
  return (
    <div ref={box} className={styles.ruler}>
      {ticks.map((tick) => {
        const x = scale.x(tick.at);
        if (x < left || x > width - 16 || (shown !== null && Math.abs(x - shown) < 50)) return null;
        return (
          <span key={tick.at} className={styles.tick} style={{ left: x }}>
            {tick.label}
          </span>
        );
      })}
      {width > 0 && <Crowd flags={crowded} scale={scale} />}
      {width > 0 &&
        placeFlags(apart, scale, width).map((placed) => (
          <Tooltip
            key={`${placed.flags[0]!.at} ${placed.flags[0]!.title}`}
            label={<FlagList flags={placed.flags} />}
            multiline
          >
            <button
              type="button"
              className={styles.flag}
              style={
                placed.before
                  ? { right: width - placed.x - 5, flexDirection: "row-reverse" }
                  : { left: placed.x, maxWidth: placed.room }
              }
              aria-label={placed.flags.map((flag) => `${flag.title}, ${clock(flag.at)}`).join("; ")}
              onClick={() => onFlag?.(placed.flags[0]!)}
            >
              <FlagSigns placed={placed} />
              {placed.named && <span className={styles["flag-name"]}>{placed.name}</span>}
            </button>
          </Tooltip>
        ))}
      {shown !== null && (
        <span className={styles.now} style={{ left: shown }}>
          {clock(at!, range.end - range.start < 20_000 ? "ms" : "seconds")}
        </span>
      )}
    </div>
  );
}

function FlagList({ flags }: { flags: Flag[] }) {
  return (
    <>
      {flags.slice(0, 8).map((flag) => (
        <div key={`${flag.at} ${flag.title}`}>
          {clock(flag.at)} {flag.title}
        </div>
      ))}
      {flags.length > 8 && <div>and {plural(flags.length - 8, "more", "more")}</div>}
    </>
  );
}

/** One of each kind, so that none hides behind another. */
export function FlagSigns({ placed: { signs, count } }: { placed: PlacedFlag }) {
  return (
    <>
      {signs.map((sign) => (
        <FlagSign key={sign} sign={sign} />
      ))}
      {count !== null && <span className="s11">{count}</span>}
    </>
  );
}

/** A flag for a deploy, a triangle for an alert, a diamond for a change of settings, a ring for a restart. */
export function FlagSign({ sign }: { sign: Sign }) {
  return (
    <svg viewBox="0 0 10 18" width="10" height="18" aria-hidden="true">
      {sign === "deploy" && (
        <path d="M.5 0v18M1 0h7l-2 3 2 3H1" fill="var(--r-text-3)" stroke="var(--r-text-3)" strokeWidth="1" />
      )}
      {sign === "alert" && <path d="M5 0l4.8 8.4H.2z" fill="var(--r-warn)" />}
      {sign === "resolved" && <path d="M5 1l4 7H1z" fill="none" stroke="var(--r-warn)" strokeWidth="1.3" />}
      {sign === "change" && (
        <path d="M.5 10v8M4.5 .8L8.2 4.5 4.5 8.2.8 4.5z" fill="none" stroke="var(--r-text-3)" strokeWidth="1.2" />
      )}
      {sign === "restart" && (
        <path d="M.5 10v8M4.5 .8a3.6 3.6 0 1 1-.1 0z" fill="none" stroke="var(--r-text-3)" strokeWidth="1.2" />
      )}
    </svg>
  );
}
