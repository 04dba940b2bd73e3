import { useHop } from "../../api/place";
import { useCommands } from "../../lib/commands";
import { type Range, rangeLabel, writeRange } from "../../lib/time";
import { span } from "../../lib/units";
import { Button, buttonClass, IconButton } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { IconListTree, IconLogs, IconX, IconZoomIn } from "../../parts/icons";
import styles from "./metrics.module.css";

type Props = { selection: Range; now: number; onZoom: () => void; onClear: () => void };

/** What can be done with a brushed stretch: look closer, or look at its traces and logs. */
export function SelectionBar({ selection, now, onZoom, onClear }: Props) {
  const hop = useHop();
  const place = writeRange(selection);
  useCommands([
    {
      id: "selection.clear",
      label: "Clear the selection",
      group: "Charts",
      keys: "Escape | z",
      run: onClear,
      keyOnly: true,
    },
    { id: "selection.zoom", label: "Zoom into the selection", group: "Charts", keys: "+", run: onZoom },
  ]);
  return (
    <div className={styles.bar} role="toolbar" aria-label="Selected time">
      <span className="b5">{rangeLabel(selection, now)}</span>
      <span className="t3">{span(Math.round((selection.end - selection.start) / 1000) * 1000)}</span>
      <Button kind="link" size={24} icon={<IconZoomIn />} onClick={onZoom}>
        Zoom
      </Button>
      <Go {...hop("traces", place)} className={buttonClass} kind="link" size={24}>
        <IconListTree /> Traces
      </Go>
      <Go {...hop("logs", place)} className={buttonClass} kind="link" size={24}>
        <IconLogs /> Logs
      </Go>
      <IconButton label="Clear the selection" keys="Esc" size={24} onClick={onClear}>
        <IconX />
      </IconButton>
    </div>
  );
}
