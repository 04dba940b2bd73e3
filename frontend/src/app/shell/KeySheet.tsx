import { Fragment } from "react";
import { type Command, useAllCommands } from "../../lib/commands";
import { groupBy } from "../../lib/group";
import { Dialog } from "../../parts/Dialog";
import styles from "./shell.module.css";

/** Keys that lists and charts have of their own. */
const OF_PARTS: Pick<Command, "id" | "label" | "group" | "keys">[] = [
  { id: "row.next", label: "Next, previous row", group: "Rows", keys: "j | k" },
  { id: "row.open", label: "Open, or go one step further", group: "Rows", keys: "Enter" },
  { id: "row.close", label: "Close, then clear", group: "Rows", keys: "Escape" },
  { id: "chart.move", label: "Move the crosshair of a chart", group: "Charts", keys: "ArrowLeft | ArrowRight" },
  { id: "chart.select", label: "Begin and end a selection in a chart", group: "Charts", keys: "Enter" },
  { id: "chart.back", label: "One zoom level back (double click too)", group: "Time", keys: "z" },
];

/** All keys of this page. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const commands = useAllCommands().filter(({ keys, keyOnly }) => keys && !keyOnly);
  const known = new Set(commands.map(({ id }) => id));
  const all = [
    ...commands,
    ...OF_PARTS.filter(({ id }) => !known.has(id) && !(id === "chart.back" && known.has("range.back"))),
  ];
  const groups = groupBy(once(all), ({ group }) => group);
  return (
    <Dialog title="Keys" size={680} onClose={onClose}>
      <div className={styles.keys}>
        {[...groups].map(([group, entries]) => (
          <div key={group} role="group" aria-label={group}>
            <h3>{group}</h3>
            <ul>
              {entries.map(({ id, label, keys }) => (
                <li key={id}>
                  <span className="sp el">{label}</span>
                  <Keys keys={keys!} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Dialog>
  );
}

/** What two places of the page do under the same words and keys is one thing to a person. */
function once<T extends Pick<Command, "label" | "keys">>(entries: T[]): T[] {
  const meaning = ({ label, keys }: T) => `${keys} ${label.replace(/^(Clear|Close) .*/, "$1")}`;
  return [...new Map(entries.toReversed().map((entry) => [meaning(entry), entry])).values()].toReversed();
}

/** "g m" as two keys, "Ctrl+k" as two pressed together. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="row g4">
      {keys.split(" | ").map((way, index) => (
        <Fragment key={way}>
          {index > 0 && <span className="t3 s11">or</span>}
          {way.split(/[ +]/).map((key) => (
            <kbd key={key} className="kbd">
              {NAMES[key] ?? key}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}

const NAMES: Record<string, string> = { Escape: "Esc", ArrowLeft: "Left", ArrowRight: "Right" };
