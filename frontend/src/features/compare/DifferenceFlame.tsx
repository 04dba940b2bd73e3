/** The paths of B as a flame graph: as wide as their time, coloured by what A needed less or more of it. */
import { useMemo } from "react";
import type { AlignedPath, TwoTraces } from "../../api/types";
import { type Colours, css, useColours } from "../../charts/colours";
import { count, durationNs, percent, plural } from "../../lib/units";
import { PaneHead } from "../../parts/Panes";
import { type Box, layBoxes } from "./boxes";
import styles from "./compare.module.css";
import { changeOf, largestChange, onlyIn, stepOf } from "./paths";
import { changeText } from "./text";
import type { Measure } from "./view";

type Props = { answer: TwoTraces; by: Measure; selected: string; onSelect: (key: string) => void };

const ROW = 22;
const MIDDLE = 4;
const WORDS: Record<Measure, { width: string; colour: string; less: string; more: string }> = {
  self: { width: "time in B", colour: "self time", less: "faster", more: "slower" },
  critical: { width: "time in B", colour: "time on the critical path", less: "less", more: "more" },
  count: { width: "spans in B", colour: "the number of spans", less: "fewer", more: "more" },
};

export function DifferenceFlame({ answer, by, selected, onSelect }: Props) {
  const { paths } = answer;
  const boxes = useMemo(() => layBoxes(paths, by), [paths, by]);
  const most = useMemo(() => largestChange(paths, by), [paths, by]);
  const levels = boxes.reduce((deepest, { depth }) => Math.max(deepest, depth), 0) + 1;
  const words = WORDS[by];
  const folded = boxes.some((box) => box.folded > 0);
  return (
    <>
      <PaneHead title={by === "count" ? "Where the spans are" : "Where the time went"}>
        <span className="s12 t3 el">
          width is {words.width}
          {folded ? ", long waits folded" : ""}, colour is the change of {words.colour} from A
        </span>
        <span className="sp" />
        <span className={styles.scale}>
          {words.less}
          {Array.from({ length: 9 }, (_, step) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps of a scale
            <i key={step} style={{ background: css(`div-${step}`) }} />
          ))}
          {words.more}
        </span>
      </PaneHead>
      <div className={styles.flame}>
        <div role="group" aria-label="Difference flame graph" style={{ height: levels * ROW }}>
          {boxes.map((box) => (
            <BoxOf
              key={box.place}
              box={box}
              path={paths[box.place]!}
              step={MIDDLE + stepOf(changeOf(paths[box.place]!, by), most)}
              by={by}
              selected={paths[box.place]!.key === selected}
              onSelect={onSelect}
            />
          ))}
        </div>
      </div>
    </>
  );
}

type BoxProps = {
  box: Box;
  path: AlignedPath;
  step: number;
  by: Measure;
  selected: boolean;
  onSelect: (key: string) => void;
};

function BoxOf({ box, path, step, by, selected, onSelect }: BoxProps) {
  const colours = useColours();
  const change = changeOf(path, by);
  const only = onlyIn(path);
  const text = only ? `only ${only.toUpperCase()}` : change === 0 || step === MIDDLE ? "" : changeText(change, by);
  const spans = path[only ?? "b"].spans;
  const many = spans > 1 ? `, ${plural(spans, "span")}` : "";
  const wait = box.folded > 0 ? `, folded: ${percent(Math.round(box.folded * 100) / 100)} of its parent's time` : "";
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.box}
      data-only={only ?? undefined}
      data-folded={box.folded > 0 || undefined}
      aria-pressed={selected}
      aria-label={`${path.name}${many}, ${text || "same"}${wait}`}
      title={`${path.name}, ${path.service}${only ? `\nonly in ${only.toUpperCase()}` : ""}\nA: ${count(path.a.spans)} spans, ${durationNs(path.a.total_ns)}\nB: ${count(path.b.spans)} spans, ${durationNs(path.b.total_ns)}${wait && `\n${wait.slice(2)}`}`}
      style={{
        left: `${box.left * 100}%`,
        width: `${box.width * 100}%`,
        top: box.depth * ROW,
        ...(only ? {} : { background: css(`div-${step}`), color: inkOn(colours(`div-${step}`), colours) }),
      }}
      onClick={() => onSelect(path.key)}
    >
      <span>
        {path.name}
        {many}
      </span>
      {text && <span>{text}</span>}
    </button>
  );
}

/** The colour of text that is read best on that one (by the contrast of WCAG 2). */
function inkOn(box: string, colours: Colours): string {
  const light = brightness(box);
  const contrast = (token: string) => {
    const other = brightness(colours(token));
    return (Math.max(light, other) + 0.05) / (Math.min(light, other) + 0.05);
  };
  return css(INKS.reduce((best, ink) => (contrast(ink) > contrast(best) ? ink : best)));
}

const INKS = ["text", "surface", "on-accent"];

/** Relative luminance of "#rrggbb" or "#rgb", 0 to 1. */
function brightness(colour: string): number {
  const full = colour.length === 4 ? colour.replace(/[0-9a-f]/gi, "$&$&") : colour;
  const channel = (at: number) => {
    const value = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
