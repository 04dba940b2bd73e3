/** Scenarios under watch: how each does in all interviews so far, and when to take another. */

import { useState } from "react";
import { useRead } from "../../api/interviews";
import type { IntervalView, ItemView, WatchedView } from "../../api/types";
import { Button } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { IconAlertTriangle } from "../../parts/icons";
import { EmptyState, ErrorState, Note, SkeletonRows } from "../../parts/States";
import { Card } from "../page/Page";
import { written } from "../scorecard/seconds";
import styles from "./calibration.module.css";
import { decimal, FEWEST, percent } from "./figures";
import { CalibrationPage } from "./Places";

export function Scenarios() {
  const { data, problem, again } = useRead<WatchedView[]>("/api/v1/staff/calibration/scenarios");
  return (
    <CalibrationPage title="Scenarios under watch">
      <Card title="How each does" detail="all interviews that were scored, also those whose words are erased">
        {problem && !data && <ErrorState problem={problem} onAgain={again} />}
        {!data && !problem && <SkeletonRows rows={8} height={32} />}
        {data?.length === 0 && <EmptyState title="There are no scenarios here" />}
        {data && data.length > 0 && <Table rows={data} />}
        <div className={styles.foot}>
          <Note>
            Below {FEWEST} interviews there is no figure. Discrimination is the correlation of a scenario's points with
            those of the others: below 0.2 it does not tell candidates apart. Where the cause is found faster from
            interview to interview, a scenario may have become known.
          </Note>
        </div>
      </Card>
    </CalibrationPage>
  );
}

function Table({ rows }: { rows: WatchedView[] }) {
  const [open, setOpen] = useState<string>("");
  return (
    <table className="tbl r32" aria-label="Scenarios">
      <thead>
        <tr>
          <th scope="col">Scenario</th>
          <th scope="col" className="num" style={{ width: 90 }}>
            Interviews
          </th>
          <th scope="col" className="num" style={{ width: 150 }}>
            Mean points
          </th>
          <th scope="col" className="num" style={{ width: 80 }}>
            Spread
          </th>
          <th scope="col" className="num" style={{ width: 170 }}>
            Discrimination
          </th>
          <th scope="col" className="num" style={{ width: 120 }}>
            To the cause
          </th>
          <th scope="col" className="num" style={{ width: 150 }}>
            Faster each time
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <Rows key={one.name} of={one} open={open === one.name} onOpen={(on) => setOpen(on ? one.name : "")} />
        ))}
      </tbody>
    </table>
  );
}

function Rows({ of, open, onOpen }: { of: WatchedView; open: boolean; onOpen: (on: boolean) => void }) {
  const several = of.variants.length > 1;
  return (
    <>
      <tr>
        <td className="t1" title={of.title}>
          <span className="row">
            <span className="el">{of.name}</span>
            {!of.offered && <Badge tone="line">not offered</Badge>}
            {several && (
              <Button size={24} kind="quiet" aria-expanded={open} onClick={() => onOpen(!open)}>
                {of.variants.length} variants
              </Button>
            )}
          </span>
        </td>
        <Figures of={of.item} />
      </tr>
      <Advice of={of.item} />
      {open &&
        of.variants.map(({ version, seed, item }) => (
          <tr key={`${version} ${seed}`}>
            <td className={styles.variant}>
              <span>
                variant {seed}, version {version}
              </span>
            </td>
            <Figures of={item} />
          </tr>
        ))}
    </>
  );
}

function Figures({ of }: { of: ItemView }) {
  const few = of.n < FEWEST;
  return (
    <>
      <td className="num">{of.n}</td>
      {few ? (
        <td colSpan={5} className="t3">
          too few interviews for a figure ({of.n} of {FEWEST})
        </td>
      ) : (
        <>
          <td className="num">{within(of.points, decimal)}</td>
          <td className="num">{decimal(of.spread)}</td>
          <td className="num">{within(of.discrimination, decimal)}</td>
          <td className="num">
            {of.seconds.value === null ? `n = ${of.seconds.n}` : written(Math.round(of.seconds.value))}
          </td>
          <td className="num">{of.faster.value === null ? "–" : within(of.faster, percent)}</td>
        </>
      )}
    </>
  );
}

function within({ value, low, high }: IntervalView, said: (value: number | null) => string) {
  if (value === null) return "–";
  return (
    <span title={`95 % interval: ${said(low)} to ${said(high)}`}>
      {said(value)}{" "}
      <span className="s11 t3">
        {said(low)} to {said(high)}
      </span>
    </span>
  );
}

function Advice({ of }: { of: ItemView }) {
  if (!of.advice.length) return null;
  return (
    <tr>
      <td colSpan={7}>
        {of.advice.map((line) => (
          <span key={line} className={`row g6 ${styles.advice}`}>
            <span className="wrn">
              <IconAlertTriangle size={14} />
            </span>
            {line}
          </span>
        ))}
      </td>
    </tr>
  );
}
