/** Flags of what people know happened, over one chart. */
import { Tooltip } from "@mantine/core";
import { clock } from "../lib/time";
import { Crowd } from "./Crowd";
import charts from "./charts.module.css";
import { crowds, type Flag, placeFlags } from "./flags";
import { FlagSigns } from "./Ruler";
import type { TimeScale } from "./scale";
import styles from "./time-axis.module.css";

export function FlagRow({
  flags,
  scale,
  width,
  onFlag,
}: {
  flags: readonly Flag[];
  scale: TimeScale;
  width: number;
  onFlag: (flag: Flag) => void;
}) {
  const { apart, crowded } = crowds(flags, scale.range);
  return (
    <div className={styles.flags}>
      <Crowd flags={crowded} scale={scale} />
      {placeFlags(apart, scale, width).map((placed) => {
        const { x, flags: here, name, named, before, room } = placed;
        const said = here.map((flag) => `${flag.title}, ${clock(flag.at)}`).join("; ");
        return (
          <Tooltip key={`${here[0]!.at} ${here[0]!.title}`} label={said} multiline>
            <button
              type="button"
              className={charts.flag}
              style={before ? { right: width - x - 5, flexDirection: "row-reverse" } : { left: x, maxWidth: room }}
              aria-label={said}
              onClick={() => onFlag(here[0]!)}
            >
              <FlagSigns placed={placed} />
              {named && <span className={charts["flag-name"]}>{name}</span>}
            </button>
          </Tooltip>
        );
      })}
    </div>
  );
}
