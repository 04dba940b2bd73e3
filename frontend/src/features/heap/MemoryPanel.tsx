/** Over every view: the memory of the process, and the snapshots taken of it. */

import { useSyncExternalStore } from "react";
import { useHop, usePlace } from "../../api/place";
import { useCrosshair } from "../../charts/bus";
import { css } from "../../charts/colours";
import { stepAt } from "../../charts/scale";
import { useCommands } from "../../lib/commands";
import { clock, day, writeRange } from "../../lib/time";
import { bytes, tick } from "../../lib/units";
import { Button, buttonClass, IconButton } from "../../parts/Button";
import { Segments } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import { IconChartLine, IconTable } from "../../parts/icons";
import { Bone } from "../../parts/States";
import { lane, writeLane } from "../metrics/lanes";
import styles from "./heap.module.css";
import { hintOf, MemoryChart, MemoryTable } from "./MemoryChart";
import { momentOf, SnapshotNumber, sideOf, toneOf } from "./SnapshotChoice";
import type { Heap } from "./useHeap";
import { type Memory, useMemory } from "./useMemory";

const [TALL, LOW] = [148, 96]; // pixels of the plot

export function MemoryPanel({ heap }: { heap: Heap }) {
  const { view, change, pod } = heap;
  const height = useLow() ? LOW : TALL;
  const memory = useMemory(pod.pod, pod.snapshots, height);
  const { setAt } = usePlace();
  useCommands([
    {
      id: "heap.table",
      label: "Memory as a table",
      group: "Charts",
      keys: "Alt+t",
      run: () => change({ table: !view.table }),
    },
    {
      id: "heap.axis",
      label: "Hours since the start, or the clock",
      group: "Charts",
      run: () => change({ axis: view.axis === "since" ? "clock" : "since" }),
    },
  ]);
  return (
    <div className={styles.top}>
      <section aria-label="Heap of this process" className={styles.memory}>
        <Head heap={heap} memory={memory} />
        {memory.series.length === 0 ? (
          <Instead memory={memory} height={height + 38} />
        ) : view.table ? (
          <div className={styles.instead} style={{ height: height + 38 }}>
            <MemoryTable memory={memory} heap={heap} />
          </div>
        ) : (
          <MemoryChart heap={heap} memory={memory} height={height} onPin={setAt} />
        )}
      </section>
      <SnapshotList heap={heap} />
    </div>
  );
}

function Head({ heap, memory }: { heap: Heap; memory: Memory }) {
  const { view, change, begun } = heap;
  const hop = useHop();
  const expressions = memory.curves.filter(({ key }) => key !== "external").map(({ expression }) => expression);
  return (
    <header className={styles.head}>
      <h2 className="el">Heap of this process</h2>
      {memory.series.length > 0 && (
        <span className="s12 t3 nw">
          {memory.unit}
          {begun !== null && view.axis === "since" && <span className={styles.since}>, hours since start</span>}
        </span>
      )}
      {memory.limit !== null && <span className="s11 t3 nw">V8 limit {bytes(memory.limit)}</span>}
      <span className="sp" />
      <Legend memory={memory} />
      {begun !== null && (
        <Segments
          label="Axis"
          size={24}
          value={view.axis}
          choices={[
            { value: "since", label: "Hours", title: "Hours since the process started" },
            { value: "clock", label: "Clock" },
          ]}
          onChange={(axis) => change({ axis })}
        />
      )}
      <IconButton
        label="Memory as a table"
        keys="Alt+T"
        size={24}
        on={view.table}
        onClick={() => change({ table: !view.table })}
      >
        <IconTable />
      </IconButton>
      {expressions.length > 0 && (
        <Go
          {...hop("metrics", {
            q: writeLane(lane(expressions, { title: `Heap of ${heap.pod.pod}`, auto: true })),
            ...writeRange(memory.range),
          })}
          className={buttonClass}
          kind="quiet"
          size={24}
          title="This memory in Metrics"
          label="This memory in Metrics"
        >
          <IconChartLine />
        </Go>
      )}
    </header>
  );
}

/** The curves by name, and what each says where the pointer is. */
function Legend({ memory: { series, curves, grid } }: { memory: Memory }) {
  const { at } = useCrosshair();
  const step = at === null ? -1 : stepAt(at, grid.start, grid.stepMs, grid.points);
  return (
    <span className={styles.legend}>
      {series.map(({ key, colour, values }) => (
        <span key={key}>
          <i className="line" style={{ borderColor: css(colour) }} />
          {curves.find((curve) => curve.key === key)?.name}
          {step >= 0 && <span className="t1 nw">{bytes(values[step])}</span>}
        </span>
      ))}
    </span>
  );
}

function Instead({ memory, height }: { memory: Memory; height: number }) {
  return (
    <div className={styles.instead} style={{ height }} role="status">
      {memory.loading ? (
        <div className={styles.bone}>
          <Bone height="100%" />
        </div>
      ) : memory.problem ? (
        <p className="s12 err" role="alert">
          {memory.problem}{" "}
          <Button size={24} kind="link" onClick={memory.again}>
            Try again
          </Button>
        </p>
      ) : (
        <p className="s12 t3">No memory was measured of this pod in this time. Its snapshots stand on the right.</p>
      )}
    </div>
  );
}

/** All snapshots of the pod: which are looked at, and choosing others. */
function SnapshotList({ heap }: { heap: Heap }) {
  const { pod, begun, pick } = heap;
  const { now } = usePlace();
  return (
    <section aria-label="Snapshots" className={styles.snapshots}>
      <header className={styles.head}>
        <h2>Snapshots</h2>
        <span className="sp" />
        <span className="s11 t3">heap</span>
      </header>
      <ul className="scroll">
        {pod.snapshots.map((one) => {
          const tone = toneOf(one, heap);
          const side = sideOf(tone, heap);
          return (
            <li key={one.name}>
              <button
                type="button"
                className={styles.snapshot}
                data-on={tone !== undefined}
                aria-pressed={tone !== undefined}
                title={hintOf(heap)}
                onClick={(event) => pick(one, event.shiftKey)}
              >
                <SnapshotNumber number={one.number} tone={tone} />
                <span className="el">
                  <span className="t1 b5">{momentOf(one, begun)}</span>{" "}
                  <span className="t3">{clockOf(one.time, begun !== null, now)}</span>{" "}
                  {side && <span className={tone === "before" ? styles.before : styles.during}>{side}</span>}
                  <small>
                    {tick(one.objects)} objects, file {bytes(one.file_bytes)}
                  </small>
                </span>
                <span className="t1 b5 nw">{bytes(one.heap_bytes)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** "at 06:41", with the day where it is not today; where the moment itself is a clock time, only the day. */
function clockOf(at: number, relative: boolean, now: number): string {
  const date = sameDay(at, now) ? "" : day(at);
  return relative ? `at ${[date, clock(at, "minutes")].filter(Boolean).join(" ")}` : date;
}

const sameDay = (a: number, b: number) => Math.floor(a / 864e5) === Math.floor(b / 864e5);

const query = () => window.matchMedia?.("(max-height: 799px)");

/** Whether the window is low: then the chart gives way to the list. */
function useLow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = query();
      media?.addEventListener("change", listener);
      return () => media?.removeEventListener("change", listener);
    },
    () => query()?.matches ?? false,
  );
}
