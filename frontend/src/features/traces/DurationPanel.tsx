/** How long what is searched took, over time: cells or single points, and what to do with a box drawn on them. */
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Answer, useAnswer } from "../../api/answers";
import { useFlags } from "../../api/happenings";
import { PLACE, useHop, usePlace } from "../../api/place";
import type { Durations } from "../../api/types";
import { css } from "../../charts/colours";
import { Heatmap } from "../../charts/Heatmap";
import { endsOf, type HeatBox, HeatScale, inBox } from "../../charts/heat";
import { useCommands } from "../../lib/commands";
import { clock } from "../../lib/time";
import { count, durationNs, plural, span } from "../../lib/units";
import { type Change, useView, type View, writeView } from "../../lib/view";
import { zoomIn } from "../../lib/zoom";
import { Button, IconButton } from "../../parts/Button";
import { IconFilter, IconTable, IconX, IconZoomIn } from "../../parts/icons";
import { PaneHead } from "../../parts/Panes";
import { Bone } from "../../parts/States";
import { withDurations } from "../search/clauses";
import { Refused, Stopped } from "../search/Stopped";
import { StoredNote } from "../search/StoredNote";
import type { Stretch } from "../search/stretch";
import { DurationTable } from "./DurationTable";
import styles from "./traces.module.css";
import { FOUND_BY, SEARCH } from "./view";

type Props = { stretch: Stretch; view: View<typeof SEARCH>; change: Change<typeof SEARCH> };
/** How many traces were found and are stored, once that is known. */
type Stored = { rows: number | undefined; total: number | undefined };

/** A box narrows the range and the search in one step. */
const ALL = { ...PLACE, ...SEARCH };
const COLUMNS = 120;
const ROWS = 38;

export function DurationPanel({ stretch, view, change, stored }: Props & { stored: Stored }) {
  const answer = useAnswer(
    "traces/durations",
    { ...stretch, columns: COLUMNS, rows: ROWS },
    { view: "traces.durations" },
  );
  const { data } = answer;
  useCommands([
    {
      id: "durations.table",
      label: "Durations as a table",
      group: "Picture",
      keys: "Alt+t",
      run: () => change({ table: !view.table }),
    },
    ...(view.box
      ? [
          {
            id: "box.clear",
            label: "Clear the box",
            group: "Picture",
            keys: "Escape | z",
            run: () => change({ box: null }),
            keyOnly: true,
          },
        ]
      : []),
  ]);
  return (
    <>
      <PaneHead title="Duration">
        {data && <span className="s12 t3 el">{scaleLabel(data)}</span>}
        <span className="sp" />
        <StoredNote signal="traces" {...stored} />
        {data && data.points.length === 0 && data.total > 0 && <Legend data={data} />}
        <IconButton
          label="Durations as a table"
          keys="Alt+T"
          size={24}
          on={view.table}
          onClick={() => change({ table: !view.table })}
        >
          <IconTable />
        </IconButton>
      </PaneHead>
      <Picture answer={answer} stretch={stretch} view={view} change={change} />
    </>
  );
}

function Picture({ answer, stretch, view, change }: Props & { answer: Answer<Durations> }) {
  const place = usePlace();
  const open = useOpenTrace();
  const flags = useFlags();
  const { data } = answer;
  if (!data) return <Unready answer={answer} />;
  if (view.table) return <DurationTable data={data} unit={unitOf(stretch)} />;
  const said = data.total === 0 ? "nothing matches" : finding(data, unitOf(stretch));
  return (
    <Heatmap
      label={`Durations over time: ${said}`}
      grid={data}
      height={window.innerHeight < 800 ? 176 : 232}
      unit={unitOf(stretch)}
      flags={flags}
      onFlag={(flag) => place.setAt(flag.at)}
      box={view.box}
      onBox={(box) => change({ box }, view.box ? "replace" : "push")}
      onPoint={(at) => open(data.points[at]!.trace_id, data.points[at]!.span_id)}
      onPin={place.setAt}
      onBack={place.back}
      dimmed={answer.updating || answer.stopped}
    >
      {view.box && <BoxBar data={data} box={view.box} stretch={stretch} change={change} />}
    </Heatmap>
  );
}

function Unready({ answer }: { answer: Answer<Durations> }) {
  const frame = (inside: ReactNode) => (
    <div className={styles.unready} style={{ height: window.innerHeight < 800 ? 176 : 232 }}>
      {inside}
    </div>
  );
  if (answer.problem?.kind === "invalid") return frame(null);
  if (answer.problem) return frame(<Refused message="Durations are not drawn." onAgain={answer.again} />);
  if (answer.loading) return frame(<Bone height="100%" />);
  return frame(<Stopped old={false} onAgain={answer.again} />);
}

function BoxBar({
  data,
  box,
  stretch,
  change,
}: {
  data: Durations;
  box: HeatBox;
  stretch: Stretch;
  change: Props["change"];
}) {
  const place = usePlace();
  const scale = new HeatScale(data, { left: 0, top: 0, width: 100, height: 100 });
  const within = inBox(data, box, scale);
  const field = stretch.query ? "duration" : "trace.duration";
  const q = withDurations(stretch.query, field, box.low, box.high);
  const closer = { start: box.from, end: box.to };
  const [{ z }, changeAll] = useView(ALL);
  const zoom = () => place.zoom(closer);
  const filter = () => {
    const { back, ...text } = zoomIn({ ...place.text, back: z }, closer);
    changeAll({ ...text, z: back, q, box: null });
  };
  return (
    <>
      <span>
        <b className="t1 b6">{count(within.count)}</b> {plural(within.count, unitOf(stretch)).replace(/^.* /, "")},{" "}
        {durationNs(box.low)} – {durationNs(box.high)}
        {within.errors > 0 && <span className="err">, {count(within.errors)} failed</span>}
      </span>
      <span className="vr" style={{ margin: "0 4px" }} />
      <Button size={24} kind="link" icon={<IconFilter />} onClick={filter} title={q}>
        Only these
      </Button>
      <Button
        size={24}
        kind="link"
        icon={<IconZoomIn />}
        onClick={zoom}
        title={`${clock(box.from)} – ${clock(box.to)}`}
      >
        Zoom
      </Button>
      <IconButton label="Clear the box" keys="Esc" size={24} onClick={() => change({ box: null })}>
        <IconX />
      </IconButton>
    </>
  );
}

function Legend({ data }: { data: Durations }) {
  const failed = data.errors.some((one) => one > 0);
  return (
    <span className={`row g4 s11 t3 ${styles.legend}`} aria-hidden="true">
      {failed && (
        <>
          <i style={{ background: css("error") }} />
          <span>failed</span>
        </>
      )}
      <span>{count(endsOf(data).least)}</span>
      {[1, 2, 3, 4, 5, 6, 7, 8].map((shade) => (
        <i key={shade} style={{ background: css(`seq-${shade}`) }} />
      ))}
      <span>{count(endsOf(data).most)} a cell</span>
    </span>
  );
}

const unitOf = ({ query }: Stretch) => (query.trim() ? "span" : "trace");

function scaleLabel({ points, step_ms, rows }: Durations): string {
  return points.length > 0 ? "log scale, each one drawn" : `log scale, ${span(step_ms)} by ${rows} steps`;
}

function finding(data: Durations, unit: string): string {
  const failed =
    data.points.length > 0 ? data.points.filter((one) => one.error).length : data.errors.reduce((a, b) => a + b, 0);
  const ends = `from ${durationNs(data.low_ns)} to ${durationNs(data.high_ns)}`;
  return `${plural(data.total, unit)} ${ends}, ${failed === 0 ? "none failed" : `${count(failed)} failed`}`;
}

export function useOpenTrace(): (traceId: string, spanId?: string) => void {
  const hop = useHop();
  const [found] = useView(FOUND_BY);
  const navigate = useNavigate();
  return (traceId, spanId) => {
    const { to, search } = hop(`traces/${traceId}`, { ...writeView(FOUND_BY, found), span: spanId || undefined });
    void navigate({ to: to as never, search: search as never });
  };
}
