import { Fragment } from "react";
import { type Command, useAllCommands, waysOf } from "../../lib/commands";
import { groupBy } from "../../lib/group";
import { Dialog } from "../../parts/Dialog";
import styles from "./shell.module.css";

/** Keys that lists and charts have of their own, listed where the page says nothing of them. */
const OF_PARTS: (Pick<Command, "id" | "label" | "group" | "keys"> & { where?: string })[] = [
  { id: "row.next", label: "Next, previous row", group: "Rows", keys: "j | k" },
  {
    id: "row.branch",
    label: "Open a row and go in, close it and go out",
    group: "Rows",
    keys: "ArrowRight | ArrowLeft",
    where: '[role="treegrid"]',
  },
  { id: "row.open", label: "Open, or go one step further", group: "Rows", keys: "Enter" },
  { id: "row.close", label: "Close, then clear", group: "Rows", keys: "Escape" },
  { id: "chart.move", label: "Move the crosshair of a chart", group: "Charts", keys: "ArrowLeft | ArrowRight" },
  { id: "chart.select", label: "Begin and end a selection in a chart", group: "Charts", keys: "Enter" },
  { id: "chart.back", label: "One zoom level back (double click too)", group: "Time", keys: "z" },
];

/** All keys of this page. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const commands = useAllCommands().filter(({ keys, keyOnly }) => keys && !keyOnly);
  const taken = new Set(commands.flatMap(waysOf));
  const here = ({ where }: (typeof OF_PARTS)[number]) => !where || document.querySelector(where) !== null;
  const all = [...commands, ...OF_PARTS.filter((part) => here(part) && !waysOf(part).every((way) => taken.has(way)))];
  const groups = groupBy(all, ({ group }) => group);
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

/** "g m" as two keys, "Ctrl+k" as two pressed together. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="row g4">
      {keys.split(" | ").map((way, index) => (
        <Fragment key={way}>
          {index > 0 && <span className="t3 s11">or</span>}
          {way.split(/ |(?<=.)\+(?=.)/).map((key) => (
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
