/** The lines of a whole trace, in its own time. */
import { useNavigate } from "@tanstack/react-router";
import { useAnswer } from "../../api/answers";
import { useHop } from "../../api/place";
import { serviceColour, useIncident } from "../../api/surface";
import type { Line } from "../../api/types";
import { css } from "../../charts/colours";
import { clock } from "../../lib/time";
import { durationNs, plural } from "../../lib/units";
import { type Column, FixedList } from "../../parts/FixedList";
import { EmptyState, ErrorState, Note, SkeletonRows } from "../../parts/States";
import { Level, LineText } from "../search/LineText";
import { lineText } from "../search/line-pieces";
import { rowUnder } from "../search/rows";
import type { Lens } from "./lens";
import type { TraceModel } from "./model";
import { nameOf } from "./spans";
import styles from "./trace.module.css";

const MOST = 1000;

type Props = { model: TraceModel; lens: Lens; onSelect: (span: number) => void; selected: number };

export function TraceLines({ model, lens, onSelect, selected }: Props) {
  const { start, now, services } = useIncident();
  const query = `trace:${model.id}`;
  const answer = useAnswer("logs/search", { query, start, end: now, limit: MOST }, { view: "trace.logs", keep: false });
  const hop = useHop();
  const navigate = useNavigate();
  const { data } = answer;
  if (answer.loading) return <SkeletonRows rows={12} height={22} label="Loading lines" />;
  if (answer.problem) return <ErrorState problem={answer.problem} onAgain={answer.again} />;
  if (!data) return null;
  if (data.lines.length === 0) return <EmptyState title="No lines were written in this trace" />;
  const lines = data.lines.toReversed();
  const spanOf = (line: Line) => model.places.get(line.span_id) ?? -1;
  const columns: Column<Line>[] = [
    {
      key: "at",
      title: "At",
      width: "76px",
      align: "right",
      render: (line) => <span className="t3">+ {durationNs(Math.max(0, (line.time - model.start) * 1e6))}</span>,
    },
    {
      key: "time",
      title: "Time",
      width: "92px",
      render: (line) => <span className="mono t3">{clock(line.time, "ms")}</span>,
    },
    { key: "level", title: "Level", width: "46px", render: (line) => <Level level={line.level} /> },
    {
      key: "span",
      title: "Span",
      width: "180px",
      render: (line) => (
        <span className="row g6">
          <i className="dot" style={{ background: css(serviceColour(services, line.service)) }} />
          <span className="el">{spanOf(line) < 0 ? line.service : nameOf(model.spans, spanOf(line))}</span>
        </span>
      ),
    },
    { key: "text", title: "Line", width: "minmax(0, 1fr)", render: (line) => <LineText line={line} /> },
  ];
  const toLogs = (line: Line) => {
    const { to, search } = hop("logs", { q: query, line: String(line.no) });
    void navigate({ to: to as never, search: search as never });
  };
  return (
    <>
      {data.rows > lines.length && (
        <Note tone="warn">
          The newest {plural(lines.length, "line")} of {plural(data.rows, "line")} are shown.
        </Note>
      )}
      <div
        className={styles.listed}
        onPointerMove={(event) => {
          const line = lines[rowUnder(event)];
          lens.point(line ? (line.time - model.start) * 1e6 : null);
        }}
        onPointerLeave={() => lens.point(null)}
      >
        <FixedList
          label="Lines of this trace"
          rows={lines}
          rowKey={(line) => line.no}
          height={22}
          columns={columns}
          selected={lines.find((line) => spanOf(line) === selected)?.no ?? null}
          onOpen={(line) => (spanOf(line) < 0 ? toLogs(line) : onSelect(spanOf(line)))}
          onActive={(line) => lens.point(line ? (line.time - model.start) * 1e6 : null)}
          text={lineText}
        />
      </div>
    </>
  );
}
