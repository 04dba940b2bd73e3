/** Both traces in small, each on its own time scale, coloured by the operations that took most time themselves. */
import { type MouseEvent, useEffect, useMemo, useRef } from "react";
import type { Strip, TwoTraces } from "../../api/types";
import { prepare } from "../../charts/canvas";
import { css, useColours } from "../../charts/colours";
import { durationNs } from "../../lib/units";
import { useSize } from "../../lib/useSize";
import { PaneHead } from "../../parts/Panes";
import styles from "./compare.module.css";
import { keyOf, operationsOf } from "./paths";
import { Letter } from "./Sides";
import type { SideName } from "./view";

const COLOURED = 5;
const ROW = 9;
const OTHER = "c10";

type Props = { answer: TwoTraces; selected: string; onSelect: (key: string) => void };

export function Strips({ answer, selected, onSelect }: Props) {
  const { paths } = answer;
  const operations = useMemo(() => operationsOf(paths, COLOURED), [paths]);
  const tokens = useMemo(() => {
    const known = new Map(operations.map(({ key }, place) => [key, `c${place + 1}`]));
    return paths.map(({ service, name }) => known.get(keyOf(service, name)) ?? OTHER);
  }, [paths, operations]);
  const levels = Math.max(...answer.a_strip.depth, ...answer.b_strip.depth, 0) + 1;
  const chosen = paths.findIndex(({ key }) => key === selected);
  return (
    <>
      <PaneHead title="Each on its own time scale">
        <span className="sp" />
        <span className={styles.legend}>
          {operations.map(({ key, name }, place) => (
            <span key={key} className="el">
              <i className="dot" style={{ background: css(`c${place + 1}`) }} />
              {name}
            </span>
          ))}
        </span>
      </PaneHead>
      <div className={styles.strips}>
        {(["a", "b"] as const).map((side) => (
          <OneStrip
            key={side}
            side={side}
            strip={answer[`${side}_strip`]}
            whole={answer[side].duration_ns}
            levels={levels}
            tokens={tokens}
            chosen={chosen}
            label={`Trace ${side.toUpperCase()}, ${durationNs(answer[side].duration_ns)}`}
            onSelect={(place) => onSelect(paths[place]!.key)}
          />
        ))}
      </div>
    </>
  );
}

type StripProps = {
  side: SideName;
  strip: Strip;
  whole: number;
  levels: number;
  tokens: readonly string[];
  chosen: number;
  label: string;
  onSelect: (place: number) => void;
};

function OneStrip({ side, strip, whole, levels, tokens, chosen, label, onSelect }: StripProps) {
  const [frame, { width }] = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const ink = useColours();
  const height = levels * ROW;
  const total = Math.max(whole, 1);
  useEffect(() => {
    const context = canvas.current && width > 0 ? prepare(canvas.current, width, height) : null;
    if (!context) return;
    strip.path.forEach((place, i) => {
      const left = (strip.begin_ns[i]! / total) * width;
      const long = (strip.length_ns[i]! / total) * width;
      context.fillStyle = ink(tokens[place] ?? OTHER);
      context.globalAlpha = chosen < 0 || place === chosen ? 1 : 0.72;
      context.fillRect(left, strip.depth[i]! * ROW, Math.max(0.8, long - (long > 3 ? 0.8 : 0)), ROW - 1);
    });
    context.globalAlpha = 1;
  }, [strip, total, width, height, ink, tokens, chosen]);
  const onClick = (event: MouseEvent) => {
    const box = canvas.current!.getBoundingClientRect();
    const moment = ((event.clientX - box.left) / box.width) * total;
    const depth = Math.floor((event.clientY - box.top) / ROW);
    const slack = total / Math.max(1, box.width);
    const at = strip.path.findLastIndex(
      (_, i) =>
        strip.depth[i] === depth &&
        strip.begin_ns[i]! <= moment + slack &&
        strip.begin_ns[i]! + strip.length_ns[i]! >= moment - slack,
    );
    if (at >= 0 && strip.path[at]! >= 0) onSelect(strip.path[at]!);
  };
  return (
    <div className={styles.strip}>
      <Letter side={side} />
      <div ref={frame}>
        <canvas ref={canvas} role="img" aria-label={label} style={{ width, height }} onClick={onClick} />
        <div className={styles.times} aria-hidden="true">
          {[0, 0.25, 0.5, 0.75, 1].map((share) => (
            <span key={share} style={{ left: `${share * 100}%` }} data-at={share}>
              {durationNs(whole * share)}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}
