/** A clip in small: which tool was open when. Its colours are those of the replay's line of time. */

import type { PieceShown } from "../../api/types";
import { plural } from "../../lib/units";
import { toolName } from "../drills/words";
import { since } from "../replay/timeline";
import styles from "./gallery.module.css";

const NAMES: Record<string, string> = { trace: "a trace", compare: "comparing traces", dashboard: "overview" };

export function Tools({ strip, length }: { strip: PieceShown[]; length: number }) {
  const at = (moment: number) => `${(moment / Math.max(1, length)) * 100}%`;
  const pages = [...new Set(strip.map(({ page }) => NAMES[page] ?? page))];
  const said = pages.length ? `${plural(strip.length, "view")}: ${pages.join(", ")}` : "No view of a tool";
  return (
    <div role="img" aria-label={said} className={styles.tools}>
      {strip.map(({ since: from, until, page }) => (
        <span
          key={from}
          data-page={page}
          title={`${since(from)} to ${since(until)}: ${toolName(NAMES[page] ?? page)}`}
          style={{ left: at(from), width: at(until - from) }}
        >
          {until - from > length / 8 && toolName(NAMES[page] ?? page)}
        </span>
      ))}
    </div>
  );
}
