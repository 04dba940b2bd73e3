import { Popover } from "@mantine/core";
import { useState } from "react";
import { useCommands } from "../lib/commands";
import {
  clock,
  day,
  exampleRanges,
  parseSpan,
  type Range,
  type RangeText,
  rangeLabel,
  rangeWithin,
  writeRange,
} from "../lib/time";
import { span } from "../lib/units";
import { Button } from "./Button";
import { Field } from "./Field";
import { IconChevronDown, IconClock, IconZoomOut } from "./icons";
import styles from "./time.module.css";

type Props = {
  text: RangeText;
  range: Range;
  now: number;
  /** The whole window of the incident. */
  window: Range;
  onChange: (text: RangeText) => void;
  /** One zoom level back; left out when there is none. */
  onBack?: () => void;
};

const SIZES = ["5m", "15m", "30m", "1h", "3h", "6h", "12h", "24h", "2d", "4d"];

/** The range that is looked at: typed, picked, or zoomed into. `d` opens it, `z` goes one zoom level back. */
export function TimeRangePicker({ text, range, now, window, onChange, onBack }: Props) {
  const [open, setOpen] = useState(false);
  const presets = presetsOf(window);
  useCommands([
    { id: "range.open", label: "Set the time range", group: "Time", keys: "d", run: () => setOpen(true) },
    { id: "range.whole", label: "Whole incident", group: "Time", run: () => onChange(wholeWindow(window)) },
    ...presets.map((size) => ({
      id: `range.${size}`,
      label: `Last ${size}`,
      group: "Time",
      run: () => onChange({ from: `now-${size}`, to: "now" }),
    })),
    {
      id: "range.earlier",
      label: "Half a range earlier",
      group: "Time",
      keys: "Shift+ArrowLeft",
      run: () => onChange(shifted(range, -0.5, window)),
    },
    {
      id: "range.later",
      label: "Half a range later",
      group: "Time",
      keys: "Shift+ArrowRight",
      run: () => onChange(shifted(range, 0.5, window)),
    },
    ...(onBack ? [{ id: "range.back", label: "Zoom out one level", group: "Time", keys: "z", run: onBack }] : []),
  ]);
  const set = (next: RangeText) => {
    setOpen(false);
    onChange(next);
  };
  return (
    <>
      <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus shadow="md" returnFocus>
        <Popover.Target>
          <Button
            icon={<IconClock />}
            onClick={() => setOpen(!open)}
            aria-label={`Time range: ${rangeLabel(range, now)}`}
            title="Time range (d)"
          >
            <span>{rangeLabel(range, now)}</span>
            <span className="t3" style={{ fontWeight: 400 }}>
              {spanLabel(range, now)}
            </span>
            <IconChevronDown style={{ width: 12, height: 12 }} />
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Time range">
          <Choosing text={text} now={now} window={window} onChange={set} />
        </Popover.Dropdown>
      </Popover>
      {onBack && (
        <Button kind="quiet" icon={<IconZoomOut />} onClick={onBack} title="One zoom level back (z)">
          Zoom out
        </Button>
      )}
    </>
  );
}

/** Lengths that were recorded. */
export const presetsOf = ({ start, end }: Range) => SIZES.filter((size) => parseSpan(size)! <= end - start);

/** The range moved by a part of its length, within the window. */
export function shifted({ start, end }: Range, part: number, window: Range): RangeText {
  const wanted = (end - start) * part;
  const by = Math.max(window.start - start, Math.min(window.end - end, wanted));
  const whole = Math.abs(wanted) >= 1000 ? Math.round(by / 1000) * 1000 : by;
  return writeRange({ start: start + whole, end: end + whole });
}

function spanLabel(range: Range, now: number): string {
  return `${span(range.end - range.start)}${range.end === now ? " to now" : ""}`;
}

function wholeWindow(window: Range): RangeText {
  return { from: writeRange(window).from, to: "now" };
}

function Choosing({ text, now, window, onChange }: Omit<Props, "range" | "onBack">) {
  const [typed, setTyped] = useState("");
  const asked = typed.trim() ? rangeWithin(typed, now, window) : null;
  const wrong = asked?.range === null;
  return (
    <div className={styles.panel}>
      <div>
        <Field
          label="Type a range"
          placeholder={`last 30m, or ${exampleRanges(window)[0]}`}
          icon={<IconClock />}
          value={typed}
          onChange={setTyped}
          invalid={wrong}
          describedBy="range-said"
          autoFocus
          onEnter={() => asked?.range && onChange(asked.range)}
        />
        <p id="range-said" className={`s11 ${styles.said} ${wrong ? "err" : "t3"}`} style={{ marginTop: 4 }}>
          {asked?.said ?? "Against the incident's clock, in UTC. Enter applies."}
        </p>
      </div>
      <div className={styles.presets} data-many={presetsOf(window).length > 8 || undefined}>
        {presetsOf(window).map((size) => (
          <Button
            key={size}
            size={24}
            on={text.from === `now-${size}` && text.to === "now"}
            onClick={() => onChange({ from: `now-${size}`, to: "now" })}
          >
            {size}
          </Button>
        ))}
      </div>
      <Button size={24} onClick={() => onChange(wholeWindow(window))}>
        Whole incident, {day(window.start)} {clock(window.start, "minutes")} – {day(window.end)}{" "}
        {clock(window.end, "minutes")}
      </Button>
    </div>
  );
}
