/** How many lines there are by level over time, as bars or as a table. */
import { useMemo } from "react";
import type { Answer } from "../../api/answers";
import { useFlags } from "../../api/happenings";
import { usePlace } from "../../api/place";
import type { Histogram } from "../../api/types";
import { Bars } from "../../charts/Bars";
import type { Layer } from "../../charts/bars";
import { css } from "../../charts/colours";
import { useCommands } from "../../lib/commands";
import { clock, type Range } from "../../lib/time";
import { count, plural } from "../../lib/units";
import type { Change, View } from "../../lib/view";
import { IconButton } from "../../parts/Button";
import { type Column, FixedList } from "../../parts/FixedList";
import { IconTable } from "../../parts/icons";
import { PaneHead } from "../../parts/Panes";
import { Bone } from "../../parts/States";
import type { SearchActions } from "../search/actions";
import { onlyValue } from "../search/clauses";
import { LEVELS_UP, levelTokens } from "../search/line-pieces";
import { Refused, Stopped } from "../search/Stopped";
import { StoredNote } from "../search/StoredNote";
import styles from "./logs.module.css";
import type { LinesAnswer } from "./useLines";
import type { LOGS } from "./view";

type Props = {
  answer: Answer<Histogram>;
  lines: LinesAnswer;
  range: Range;
  view: View<typeof LOGS>;
  change: Change<typeof LOGS>;
  search: SearchActions;
};

const HEIGHT = 118;

/** How many there are; of none only once the search that runs has said so. */
function said({ lines, tookMs, updating, total }: LinesAnswer): string {
  return lines.length > 0 || (tookMs > 0 && !updating) ? plural(total, "line") : "Lines over time";
}

export function HistogramPanel({ answer, lines, range, view, change, search }: Props) {
  const layers = useMemo(() => layersOf(answer.data), [answer.data]);
  useCommands([
    {
      id: "histogram.table",
      label: "Lines over time as a table",
      group: "Picture",
      keys: "Alt+t",
      run: () => change({ table: !view.table }),
    },
  ]);
  return (
    <>
      <PaneHead title={said(lines)}>
        {lines.tookMs > 0 && <Cost {...lines} />}
        <StoredNote signal="logs" rows={lines.rows} total={lines.total} />
        <span className="sp" />
        <span className={styles.legend}>
          {layers.toReversed().map(({ name, token, counts }) => (
            <button
              key={name}
              type="button"
              title={`Only level ${name}`}
              aria-label={`Only level ${name}, ${count(sum(counts))}`}
              onClick={() => search.onQuery(onlyValue(view.q, "level", name))}
            >
              <i className="dot" style={{ background: css(token) }} />
              {name} <span className="t3">{count(sum(counts))}</span>
            </button>
          ))}
        </span>
        <IconButton
          label="Lines over time as a table"
          keys="Alt+T"
          size={24}
          on={view.table}
          onClick={() => change({ table: !view.table })}
        >
          <IconTable />
        </IconButton>
      </PaneHead>
      <Picture answer={answer} layers={layers} range={range} table={view.table} />
    </>
  );
}

function Picture({
  answer,
  layers,
  range,
  table,
}: {
  answer: Answer<Histogram>;
  layers: Layer[];
  range: Range;
  table: boolean;
}) {
  const place = usePlace();
  const flags = useFlags();
  const { data } = answer;
  if (data && table) return <Table data={data} layers={layers} onZoom={place.zoom} />;
  if (data)
    return (
      <Bars
        label={finding(data, layers)}
        unit="line"
        height={HEIGHT}
        range={range}
        start={data.start}
        stepMs={data.step_ms}
        layers={layers}
        flags={flags}
        onFlag={(flag) => place.setAt(flag.at)}
        onSelect={place.zoom}
        onPin={place.setAt}
        dimmed={answer.updating || answer.stopped}
      />
    );
  return (
    <div className={styles.unready} style={{ height: HEIGHT }}>
      {answer.loading && <Bone height="100%" />}
      {answer.problem && !["invalid", "closed"].includes(answer.problem.kind) && (
        <Refused message="Lines are not counted." onAgain={answer.again} />
      )}
      {answer.stopped && <Stopped old={false} onAgain={answer.again} />}
    </div>
  );
}

type Row = { at: number; counts: Record<string, number>; total: number };

function Table({ data, layers, onZoom }: { data: Histogram; layers: Layer[]; onZoom: (range: Range) => void }) {
  const length = Math.max(0, ...layers.map(({ counts }) => counts.length));
  const rows = Array.from({ length }, (_, place): Row => {
    const counts = Object.fromEntries(layers.map((layer) => [layer.name, layer.counts[place] ?? 0]));
    return { at: data.start + place * data.step_ms, counts, total: sum(Object.values(counts)) };
  });
  const columns: Column<Row>[] = [
    {
      key: "at",
      title: "From",
      width: "110px",
      render: (row) => <span className="mono t1">{clock(row.at, data.step_ms < 1000 ? "ms" : "seconds")}</span>,
    },
    { key: "all", title: "Lines", width: "90px", align: "right", render: (row) => count(row.total) },
    ...layers.toReversed().map(
      ({ name }): Column<Row> => ({
        key: name,
        title: name,
        width: "90px",
        align: "right",
        render: (row) => count(row.counts[name] ?? 0),
      }),
    ),
  ];
  return (
    <div className={styles.table}>
      <FixedList
        label="Lines over time"
        rows={rows}
        rowKey={(row) => row.at}
        columns={columns}
        onOpen={(row) => onZoom({ start: row.at, end: row.at + data.step_ms })}
      />
    </div>
  );
}

export function layersOf(data: Histogram | undefined): Layer[] {
  const levels = Object.keys(data?.levels ?? {});
  const known = LEVELS_UP.filter((level) => levels.includes(level));
  const others = levels.filter((level) => !LEVELS_UP.includes(level));
  return [...others, ...known].map((name) => ({
    name,
    token: levelTokens(name).token,
    opacity: name === "info" ? 0.62 : 1,
    counts: data!.levels[name]!,
  }));
}

const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);

function Cost({ rows, total, tookMs }: LinesAnswer) {
  return (
    <span className="s12 t3">
      in {Math.round(tookMs)} ms
      {total > rows && <span className="wide">, {count(rows)} of them stored</span>}
    </span>
  );
}

function finding(data: Histogram, layers: readonly Layer[]): string {
  if (layers.length === 0) return "Lines over time: none";
  const totals = Array.from({ length: layers[0]!.counts.length }, (_, i) =>
    sum(layers.map(({ counts }) => counts[i] ?? 0)),
  );
  const most = totals.indexOf(Math.max(...totals));
  const said = layers.toReversed().map(({ name, counts }) => `${name} ${count(sum(counts))}`);
  return `Lines over time by level: ${said.join(", ")}; most, ${count(totals[most]!)}, from ${clock(data.start + most * data.step_ms)}`;
}
