/** The lines found, newest first: rows of one height, or wrapped on request. */
import { type ReactNode, useMemo } from "react";
import { useIncident } from "../../api/surface";
import type { Line } from "../../api/types";
import { hover } from "../../charts/bus";
import { css } from "../../charts/colours";
import { count } from "../../lib/units";
import type { Change, View } from "../../lib/view";
import { Button } from "../../parts/Button";
import { Switch } from "../../parts/Choices";
import { copyText } from "../../parts/CopyLink";
import { type Column, FixedList } from "../../parts/FixedList";
import { IconCopy } from "../../parts/icons";
import { PaneHead } from "../../parts/Panes";
import { SkeletonRows } from "../../parts/States";
import type { SearchActions } from "../search/actions";
import { ColumnPicker } from "../search/ColumnPicker";
import { Level, LineText } from "../search/LineText";
import { levelTokens, lineText } from "../search/line-pieces";
import { Nothing } from "../search/Nothing";
import { Refusal } from "../search/Refusal";
import { rowUnder } from "../search/rows";
import { Stopped } from "../search/Stopped";
import type { Stretch } from "../search/stretch";
import { ValueCell } from "../search/ValueCell";
import styles from "./logs.module.css";
import { Moment, momentWidth, needDays } from "./Moment";
import { thingOf } from "./thing";
import type { LinesAnswer } from "./useLines";
import type { LOGS } from "./view";
import { WrappedLines } from "./WrappedLines";

type Props = {
  answer: LinesAnswer;
  stretch: Stretch;
  view: View<typeof LOGS>;
  change: Change<typeof LOGS>;
  search: SearchActions;
  fields: readonly string[];
  onOpen: (no: number) => void;
  onAgain: () => void;
};

export function LineList(props: Props) {
  const { answer, stretch, view, change, search, fields, onOpen } = props;
  const { lines } = answer;
  const asked = `${stretch.query} ${stretch.start} ${stretch.end}`;
  const columns = useColumns(view.columns, lines, search);
  return (
    <>
      <PaneHead title="Lines">
        <span className="s12 t3 el">
          newest first{answer.rows > lines.length && lines.length > 0 ? `, ${count(lines.length)} loaded` : ""}
        </span>
        {answer.hasNewer && (
          <Button size={24} kind="link" onClick={answer.newer}>
            Show newer lines
          </Button>
        )}
        <span className="sp" />
        <Switch label="Wrap" checked={view.wrap} onChange={(wrap) => change({ wrap })} />
        <Button
          size={24}
          kind="quiet"
          icon={<IconCopy />}
          disabled={lines.length === 0}
          title={`Copy the ${count(lines.length)} loaded lines as JSON`}
          onClick={() => void copyText(JSON.stringify(lines, null, 2))}
        >
          Copy JSON
        </Button>
        <ColumnPicker
          fields={fields.filter((field) => !OWN.has(field))}
          chosen={view.columns}
          onChange={(names) => change({ columns: names })}
        />
      </PaneHead>
      {(answer.loading || (answer.updating && lines.length === 0)) && (
        <SkeletonRows rows={16} height={22} label="Searching" />
      )}
      {answer.problem && (
        <Refusal problem={answer.problem} query={stretch.query} onQuery={search.onQuery} onAgain={props.onAgain} />
      )}
      {answer.stopped && <Stopped old={lines.length > 0} onAgain={props.onAgain} />}
      {!answer.loading && !answer.updating && !answer.problem && !answer.stopped && lines.length === 0 && (
        <Nothing signal="logs" stretch={stretch} onQuery={search.onQuery} />
      )}
      {lines.length > 0 && (
        <div
          className={styles.lines}
          onPointerMove={(event) => hover(lines[rowUnder(event)]?.time ?? null)}
          onPointerLeave={() => hover(null)}
        >
          {view.wrap ? (
            <WrappedLines answer={answer} answers={asked} selected={view.line} onOpen={onOpen} />
          ) : (
            <FixedList
              label="Lines"
              rows={lines}
              rowKey={(line) => line.no}
              answers={asked}
              height={22}
              columns={columns}
              selected={view.line}
              show={answer.settled ? view.line : null}
              onOpen={(line) => onOpen(line.no)}
              onActive={(line) => {
                hover(line ? line.time : null);
                // With a line open, moving opens: one reads line after line.
                if (line && view.line !== null) onOpen(line.no);
              }}
              text={lineText}
              thing={thingOf}
              onEnd={answer.older}
              rowStyle={edge}
              dimmed={answer.updating || answer.stopped}
            />
          )}
        </div>
      )}
    </>
  );
}

const OWN = new Set(["service", "level"]);

/** The level at the left edge, in its colour. */
const edge = (line: Line) => ({ "--level": css(levelTokens(line.level).token) }) as React.CSSProperties;

function useColumns(names: readonly string[], lines: readonly Line[], search: SearchActions): Column<Line>[] {
  const dated = needDays(lines, useIncident().now);
  return useMemo(() => {
    const hidden = new Set(names);
    const own = (name: string): Column<Line> => ({
      key: name,
      title: <span className="mono">{name}</span>,
      width: `${widthOf(name, lines)}px`,
      render: (line) => <ValueCell field={name} value={line.fields[name]} search={search} />,
    });
    return [
      {
        key: "time",
        title: "Time",
        width: `${momentWidth(dated)}px`,
        render: (line) => <Moment line={line} dated={dated} />,
      },
      { key: "level", title: "Level", width: "46px", render: (line) => <Level level={line.level} /> },
      {
        key: "service",
        title: "Service",
        width: "132px",
        render: (line) => <span className={styles.service}>{line.service}</span>,
      },
      ...names.map(own),
      {
        key: "text",
        title: "Line",
        width: "minmax(0, 1fr)",
        render: (line): ReactNode => <LineText line={line} hidden={hidden} />,
      },
    ];
  }, [names, lines, search, dated]);
}

const LETTER = 6.8; // pixels of the fixed font
const LOOKED_AT = 40;

/** As wide as the first values and the name need, within reason: what is left belongs to the text. */
function widthOf(name: string, lines: readonly Line[]): number {
  const lengths = lines.slice(0, LOOKED_AT).map(({ fields }) => String(fields[name] ?? "").length);
  return Math.round(Math.min(200, Math.max(name.length, ...lengths) * LETTER + 6));
}
