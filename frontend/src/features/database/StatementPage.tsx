/** One statement: its time and its calls over the range, who runs it, its slowest executions and its plans. */

import { useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { useAnswer, useReading } from "../../api/answers";
import { useHop, usePlace } from "../../api/place";
import { useIncident } from "../../api/surface";
import type { StatementDetails } from "../../api/types";
import type { Range } from "../../lib/time";
import { bytes, duration } from "../../lib/units";
import { useView } from "../../lib/view";
import { Button, buttonClass } from "../../parts/Button";
import { CopyLink } from "../../parts/CopyLink";
import { Go } from "../../parts/Go";
import { IconChevronLeft, IconListTree, IconX } from "../../parts/icons";
import { ContextBar } from "../../parts/Panes";
import { ErrorState, SkeletonRows } from "../../parts/States";
import { TimeRangePicker } from "../../parts/TimeRangePicker";
import { onlyValue } from "../search/clauses";
import { CallersTable, ExecutionsTable } from "./CallersTable";
import { waitColours } from "./colours";
import styles from "./database.module.css";
import { Lane } from "./Lane";
import { PlanPanel } from "./PlanPanel";
import { WaitBar } from "./StatementsPanel";
import { onSteps, stretches, stretchLabel } from "./stretches";
import { factor, rate, sessions } from "./text";
import { askedOf } from "./useDatabase";
import { PLAN, STRETCHES } from "./view";

const OF_PAGE = { ...PLAN, ...STRETCHES };

export function StatementPage() {
  const { statementId = "" } = useParams({ strict: false }) as { statementId?: string };
  const incident = useIncident();
  const place = usePlace();
  const hop = useHop();
  const [view, change] = useView(OF_PAGE);
  const { range } = place;
  const known = useReading("database/databases");
  const lookMs = Math.max(0, ...(known.data?.databases ?? []).map(({ sample_ms }) => sample_ms));
  const { during, before } = useMemo(
    () => stretches(range, { sel: view.sel, base: view.base }, lookMs),
    [range, view.sel, view.base, lookMs],
  );
  const answer = useAnswer(
    "database/statement",
    { id: statementId, ...askedOf(during, before), whole_start: range.start, whole_end: range.end },
    { view: "database.statement" },
  );
  const { data } = answer;
  const back = hop("database", { statement: statementId, db: data?.database });
  const spans =
    data?.text_field && data.query ? hop("traces", { q: onlyValue("", data.text_field, data.query) }) : null;
  return (
    <>
      <ContextBar>
        <Go {...back} className={buttonClass} kind="quiet">
          <IconChevronLeft /> {data?.database ?? "Database"}
        </Go>
        <TimeRangePicker
          text={place.text}
          range={range}
          now={place.now}
          window={{ start: incident.start, end: incident.now }}
          onChange={place.setRange}
          onBack={place.canGoBack ? place.back : undefined}
        />
        <span className="s12 t2 nw">{stretchLabel(during, range)}</span>
        <span className="s12 t3 nw wide">against {stretchLabel(before, range)}</span>
        {view.sel && (
          <Button kind="quiet" size={24} icon={<IconX />} onClick={() => change({ sel: null })}>
            Clear the stretch
          </Button>
        )}
        <span className="sp" />
        {spans && (
          <Go {...spans} className={buttonClass}>
            <IconListTree /> Its traces
          </Go>
        )}
        <CopyLink />
      </ContextBar>
      <main id="content" tabIndex={-1} className={styles.statement}>
        {answer.problem ? (
          <ErrorState problem={answer.problem} title="The statement did not come" onAgain={answer.again} />
        ) : !data ? (
          <SkeletonRows rows={16} label="Loading the statement" />
        ) : (
          <>
            <Told data={data} />
            <div className={`${styles.lanes} ${answer.updating ? "dimmed" : ""}`}>
              {lanesOf(data).map((lane) => (
                <Lane
                  key={lane.title}
                  {...lane}
                  start={data.start}
                  stepMs={data.step_ms}
                  points={data.points}
                  range={range}
                  selection={during}
                  onSelect={(picked: Range) => change({ sel: onSteps(picked, range, 1000) })}
                  onPin={place.setAt}
                  onBack={place.canGoBack ? place.back : undefined}
                />
              ))}
            </div>
            <div className={styles.lower}>
              <section className={styles.half} aria-label="Callers and executions">
                <CallersTable data={data} />
                <ExecutionsTable data={data} />
              </section>
              <PlanPanel statement={data.id} view={view} change={change} />
            </div>
          </>
        )}
      </main>
    </>
  );
}

function Told({ data }: { data: StatementDetails }) {
  const { during, before, waits } = data;
  const change = factor(before.mean_ms && during.mean_ms ? during.mean_ms / before.mean_ms : null);
  const colours = waitColours(waits.map(({ name }) => name));
  const figures: [string, string, string][] = [
    ["Load", sessions(during.load), sessions(before.load)],
    ["Calls/s", rate(during.calls), rate(before.calls)],
    ["Mean time", duration(during.mean_ms), duration(before.mean_ms)],
    ["Rows/s", rate(during.rows), rate(before.rows)],
  ];
  return (
    <header className={styles.told}>
      <h2 className="mono">{data.query || "text not recorded"}</h2>
      <dl>
        {figures.map(([label, now, then]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {now} <span className="t3">before {then}</span>
            </dd>
          </div>
        ))}
        <div>
          <dt>Change of mean</dt>
          <dd className={change.more ? styles.increase : ""}>{change.text}</dd>
        </div>
        <div className={styles.waiting}>
          <dt>Waits in the stretch</dt>
          <dd>
            {waits.length === 0 ? "none" : <WaitBar waits={waits} width={140} colours={colours} />}
            <span className="s11 t3 el">
              {waits
                .slice(0, 3)
                .map(({ name, load }) => `${name} ${sessions(load)}`)
                .join(", ")}
            </span>
          </dd>
        </div>
      </dl>
    </header>
  );
}

/** The pictures of a statement: those of disk only where it touched any. */
function lanesOf({ series }: StatementDetails) {
  const any = (values: readonly (number | null)[]) => values.some((value) => value);
  return [
    {
      title: "Time of a call",
      unit: "ms",
      write: (value: number) => duration(value),
      curves: [
        { key: "mean", name: "mean", values: series.mean_ms, colour: "c1", area: true },
        { key: "slowest", name: "slowest", values: series.slowest_ms, colour: "c2" },
      ],
    },
    {
      title: "Calls a second",
      unit: "",
      write: rate,
      curves: [{ key: "calls", name: "calls/s", values: series.calls, colour: "c3", area: true }],
    },
    {
      title: "Load",
      unit: "",
      write: sessions,
      curves: [{ key: "load", name: "active sessions", values: series.load, colour: "c6", area: true }],
    },
    any(series.temp_bytes)
      ? {
          title: "Temporary files",
          unit: "bytes",
          write: (value: number) => `${bytes(value)}/s`,
          curves: [{ key: "temp", name: "written/s", values: series.temp_bytes, colour: "c9", area: true }],
        }
      : {
          title: "Rows a second",
          unit: "",
          write: rate,
          curves: [{ key: "rows", name: "rows/s", values: series.rows, colour: "c5", area: true }],
        },
  ];
}
