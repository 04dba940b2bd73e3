/** One measure of a statement over time. */

import { useMemo } from "react";
import { useCrosshair } from "../../charts/bus";
import { css } from "../../charts/colours";
import { LinePlot, PLOT_LEFT, PLOT_RIGHT, type PlotSeries } from "../../charts/LinePlot";
import { stepAt, timeScale, valueDomain, valueTicks } from "../../charts/scale";
import { TimeAxis } from "../../charts/TimeAxis";
import { clock, type Range } from "../../lib/time";
import { tick } from "../../lib/units";
import { useSize } from "../../lib/useSize";
import styles from "./database.module.css";

type Props = {
  title: string;
  unit: string;
  write: (value: number) => string;
  curves: { key: string; name: string; values: readonly (number | null)[]; colour: string; area?: boolean }[];
  start: number;
  stepMs: number;
  points: number;
  range: Range;
  selection: Range;
  onSelect: (range: Range) => void;
  onPin: (at: number | null) => void;
  onBack?: () => void;
};

const HEIGHT = 92;

export function Lane({ title, unit, write, curves, start, stepMs, points, range, selection, ...actions }: Props) {
  const [box, { width }] = useSize<HTMLDivElement>();
  const { at } = useCrosshair();
  const series = useMemo<PlotSeries[]>(
    () => curves.map(({ key, values, colour, area }) => ({ key, values, colour, area })),
    [curves],
  );
  const axis = useMemo(() => {
    const [low, high] = valueDomain(curves.flatMap(({ values }) => values.filter((value) => value !== null)));
    return { log: false, low, high, ticks: valueTicks(low, high, 3), write: unit === "" ? tick : write };
  }, [curves, write, unit]);
  const place = stepAt((at ?? range.end) - stepMs / 2, start, stepMs, points);
  // A value stands for the step before its end, so it is drawn in the middle of it.
  const middle = start + stepMs / 2;
  return (
    <section ref={box} className={styles.lane} aria-label={title}>
      <header className={styles.head}>
        <h2>{title}</h2>
        <span className="sp" />
        {curves.map(({ key, name, values, colour }) => (
          <span key={key} className="row g4 s11 t2 nw">
            <i className="dot" style={{ background: css(colour) }} />
            {name}{" "}
            <b className="t1 b5">
              {values[place] === null || values[place] === undefined ? "–" : write(values[place])}
            </b>
          </span>
        ))}
      </header>
      <LinePlot
        label={`${title} from ${clock(range.start)} to ${clock(range.end)}: ${curves
          .map(
            ({ name, values }) =>
              `${name} from ${said(
                values.find((value) => value !== null),
                write,
              )} to ${said(
                values.findLast((value) => value !== null),
                write,
              )}`,
          )
          .join(", ")}`}
        height={HEIGHT}
        range={range}
        start={middle}
        stepMs={stepMs}
        points={points}
        series={series}
        axis={axis}
        selection={selection}
        {...actions}
      />
      <div className={styles.laneaxis}>
        <TimeAxis scale={timeScale(range, PLOT_LEFT, Math.max(1, width - PLOT_LEFT - PLOT_RIGHT))} top={0} />
      </div>
    </section>
  );
}

const said = (value: number | null | undefined, write: (value: number) => string) =>
  value === null || value === undefined ? "nothing" : write(value);
