/** The memory of the process, and on it the moments of its snapshots. */

import { Tooltip } from "@mantine/core";
import type { MouseEvent } from "react";
import { useCrosshair } from "../../charts/bus";
import { LinePlot, PLOT_LEFT, PLOT_RIGHT } from "../../charts/LinePlot";
import { timeScale } from "../../charts/scale";
import { TimeAxis } from "../../charts/TimeAxis";
import { clock, day } from "../../lib/time";
import { bytes, count, plural } from "../../lib/units";
import { useSize } from "../../lib/useSize";
import { IconX } from "../../parts/icons";
import styles from "./heap.module.css";
import { momentOf, sideOf, toneOf } from "./SnapshotChoice";
import { hourTicks, lifeAt, type Numbered, sinceStart } from "./snapshots";
import type { Heap } from "./useHeap";
import type { Memory } from "./useMemory";

type Props = { heap: Heap; memory: Memory; height: number; onPin: (at: number | null) => void };

const FLAGS = 20; // pixels above the plot
const AXIS = 18;

export function MemoryChart({ heap, memory, height, onPin }: Props) {
  const [box, { width }] = useSize<HTMLDivElement>();
  const { range, grid, series, axis, limits } = memory;
  const scale = timeScale(range, PLOT_LEFT, Math.max(1, width - PLOT_LEFT - PLOT_RIGHT));
  const ended = memory.restarts.filter(({ time }) => time > range.start && time <= range.end);
  const begun = heap.view.axis === "since" ? heap.begun : null;
  return (
    <div ref={box} className={styles.chart} style={{ height: FLAGS + height + AXIS }}>
      <div className={`${styles.plot} ${memory.updating ? "dimmed" : ""}`}>
        <LinePlot
          label={finding(memory, heap)}
          height={height}
          range={range}
          start={grid.start}
          stepMs={grid.stepMs}
          points={grid.points}
          series={series}
          axis={axis}
          limits={limits}
          onPin={onPin}
        />
      </div>
      {width > 0 && (
        <>
          {heap.pod.snapshots.map((one) => (
            <Flag key={one.name} heap={heap} one={one} x={scale.x(one.time)} height={height - 4} />
          ))}
          {ended.map((restart) => (
            <Tooltip key={restart.time} label={`${restart.title}, ${clock(restart.time)}`}>
              <span className={styles.ended} style={{ left: scale.x(restart.time), height }}>
                <i aria-hidden="true">
                  <IconX />
                </i>
                <span className={styles["ended-name"]}>{exitText(restart.attributes)}</span>
              </span>
            </Tooltip>
          ))}
          {begun === null ? (
            <TimeAxis scale={scale} top={FLAGS + height} />
          ) : (
            <HoursAxis scale={scale} top={FLAGS + height} begun={begun} />
          )}
        </>
      )}
    </div>
  );
}

/** "crash, exit 134" of a restart, as far as the event tells. */
export function exitText(attributes: Record<string, string>): string {
  const code = attributes.exit_code;
  return code === undefined ? "restart" : code === "0" ? "stopped, exit 0" : `crash, exit ${code}`;
}

function Flag({ heap, one, x, height }: { heap: Heap; one: Numbered; x: number; height: number }) {
  const tone = toneOf(one, heap);
  const side = sideOf(tone, heap);
  const said = `Snapshot ${one.number}, ${momentOf(one, heap.begun)}, ${bytes(one.heap_bytes)}, ${plural(one.objects, "object")}${side && `, ${side}`}`;
  return (
    <>
      <i className={styles["flag-line"]} data-tone={tone} style={{ left: x, height }} aria-hidden="true" />
      <Tooltip label={`${said}. ${hintOf(heap)}`} multiline maw={280}>
        <button
          type="button"
          className={styles.flag}
          style={{ left: x }}
          aria-label={said}
          aria-pressed={tone !== undefined}
          onClick={(event: MouseEvent) => heap.pick(one, event.shiftKey)}
        >
          <span className={styles.number} data-tone={tone}>
            {one.number}
          </span>
        </button>
      </Tooltip>
    </>
  );
}

/** What a click on a snapshot does. */
export const hintOf = ({ shown, view, base }: Heap): string => {
  if (!base) return "";
  return shown === "compare" && view.over === "two"
    ? "The two clicked last are compared."
    : "Click chooses it, Shift and click compares it with the chosen one.";
};

function HoursAxis({ scale, top, begun }: { scale: ReturnType<typeof timeScale>; top: number; begun: number }) {
  const { at } = useCrosshair();
  const { range, left, width, x } = scale;
  const seen = at !== null && at >= range.start && at <= range.end ? x(at) : null;
  return (
    <div className={styles.axis} style={{ top }} aria-hidden="true">
      {hourTicks(range, begun, Math.max(2, Math.floor(width / 90))).map((tick) =>
        x(tick.at) > left + width - 6 || (seen !== null && Math.abs(x(tick.at) - seen) < 60) ? null : (
          <span key={tick.at} style={{ left: x(tick.at) }}>
            {tick.label}
          </span>
        ),
      )}
      {seen !== null && (
        <b style={{ left: Math.max(left + 44, Math.min(left + width - 44, seen)) }}>
          {sinceStart(at!, begun)}, {clock(at!, "minutes")}
        </b>
      )}
    </div>
  );
}

function finding({ series, range }: Memory, { pod }: Heap): string {
  const used = series.find(({ key }) => key === "used") ?? series[0];
  const first = used?.values.find((value) => value !== null);
  const last = used?.values.findLast((value) => value !== null);
  const moved = used && first !== undefined ? `, used from ${bytes(first)} to ${bytes(last)}` : "";
  return `Heap of ${pod.pod} from ${clock(range.start)} to ${clock(range.end)}${moved}, ${plural(pod.snapshots.length, "snapshot")}`;
}

/** The chart's numbers as rows. */
export function MemoryTable({ memory, heap }: { memory: Memory; heap: Heap }) {
  const { grid, series, curves } = memory;
  const every = Math.max(1, Math.ceil(grid.points / 60));
  const places = Array.from({ length: Math.ceil(grid.points / every) }, (_, index) => index * every);
  return (
    <div className={`scroll ${styles["memory-table"]}`}>
      <table className="tbl" aria-label="Heap of this process">
        <thead>
          <tr>
            <th scope="col">Time</th>
            {series.map(({ key }) => (
              <th key={key} scope="col" className="num">
                {curves.find((curve) => curve.key === key)?.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((place) => {
            const at = grid.start + place * grid.stepMs;
            return (
              <tr key={place}>
                <td>{heap.begun === null ? clock(at) : `${clock(at)}, ${sinceStart(at, heap.begun)}`}</td>
                {series.map(({ key, values }) => (
                  <td key={key} className="num t1">
                    {bytes(values[place])}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** "process started 06:31, 2nd of 9 of this pod in 48 h": which process the snapshots are of. */
export function processText(
  at: number,
  restarts: Memory["restarts"],
  { start, now }: { start: number; now: number },
): string {
  const life = lifeAt(at, restarts);
  if (life.start === null) return restarts.length > 0 ? `first of ${count(life.of)} processes of this pod` : "";
  const started = `process started ${sameDay(life.start, now) ? "" : `${day(life.start)} `}${clock(life.start, "minutes")}`;
  return `${started}, ${ordinal(life.place)} of ${count(life.of)} of this pod in ${Math.round((now - start) / 3_600_000)} h`;
}

/** 1st, 2nd, 3rd, 11th. */
export function ordinal(place: number): string {
  const ending = { one: "st", two: "nd", few: "rd" }[ORDINALS.select(place) as string] ?? "th";
  return `${place}${ending}`;
}

const ORDINALS = new Intl.PluralRules("en", { type: "ordinal" });

const sameDay = (a: number, b: number) => Math.floor(a / 864e5) === Math.floor(b / 864e5);
