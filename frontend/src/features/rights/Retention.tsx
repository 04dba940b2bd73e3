/** For how long interviews are kept, region by region, and which are erased soon, held, or asked about. */

import { useEffect, useState } from "react";
import { asProblem } from "../../api/answers";
import { put } from "../../api/client";
import { useRead } from "../../api/interviews";
import type { DueView, RetentionView } from "../../api/types";
import { plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { Go } from "../../parts/Go";
import { Refused } from "../../parts/Refused";
import { SelectField } from "../../parts/SelectField";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { Card, pageStyles } from "../page/Page";
import { StaffPage } from "../staff/StaffPage";
import styles from "./rights.module.css";

const RETENTION = "/api/v1/staff/retention";
const day = (at: number) =>
  new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
const CLAIMS: Record<string, string> = { copy: "a copy", correction: "a correction", erasure: "erasure" };

export function Retention() {
  const { data, problem, again } = useRead<RetentionView>(RETENTION);
  return (
    <StaffPage title="Retention">
      <div className={styles.grid}>
        <h1 className={pageStyles.title}>Retention</h1>
        {!data && (
          <Card label="Retention">
            {problem ? <ErrorState problem={problem} onAgain={again} /> : <SkeletonRows rows={6} height={36} />}
          </Card>
        )}
        {data && <Due rows={data.due} />}
        {data && <Policy kept={data} again={again} />}
      </div>
    </StaffPage>
  );
}

function Due({ rows }: { rows: DueView[] }) {
  return (
    <Card
      title="Due soon, held, or asked about"
      label="Due soon, held, or asked about"
      detail={rows.length > 0 ? plural(rows.length, "interview") : "erased each day by itself"}
    >
      {rows.length === 0 && (
        <EmptyState title="Nothing is due in the next 30 days">
          What has been kept for long enough is erased by itself, each day. Whoever runs this can look first:{" "}
          <code>rounds retention</code>
        </EmptyState>
      )}
      {rows.length > 0 && (
        <table className="tbl r32" aria-label="Interviews that are due, held or asked about">
          <thead>
            <tr>
              <th scope="col">Candidate</th>
              <th scope="col" style={{ width: "20%" }}>
                Last contact
              </th>
              <th scope="col" style={{ width: "24%" }}>
                Erased on
              </th>
              <th scope="col" style={{ width: "28%" }}>
                Asked for
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <tr key={one.interview}>
                <td className="t1">
                  <Go to={`/staff/interviews/${one.interview}`}>{one.candidate}</Go>
                </td>
                <td>{day(one.last)}</td>
                <td>{one.hold ? <Badge tone="warn">legal hold</Badge> : day(one.until)}</td>
                <td>{one.claims.map((what) => CLAIMS[what] ?? what).join(", ") || "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

type Typed = { region: string; days: Record<string, string>; audit: string };

const typedOf = ({ region, days, audit }: RetentionView): Typed => ({
  region,
  days: Object.fromEntries(Object.entries(days).map(([name, given]) => [name, String(given)])),
  audit: String(audit),
});

function Policy({ kept, again }: { kept: RetentionView; again: () => void }) {
  const [typed, setTyped] = useState(() => typedOf(kept));
  const [problem, setProblem] = useState<ReturnType<typeof asProblem> | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => setTyped(typedOf(kept)), [kept]);
  const changed = JSON.stringify(typed) !== JSON.stringify(typedOf(kept));
  const keep = async () => {
    setBusy(true);
    setProblem(null);
    const days = Object.fromEntries(Object.entries(typed.days).map(([name, given]) => [name, Number(given)]));
    await put(RETENTION, { region: typed.region, days, audit: Number(typed.audit) }).catch((error: unknown) =>
      setProblem(asProblem(error)),
    );
    setBusy(false);
    again();
  };
  return (
    <Card
      title="How long"
      label="How long"
      detail={kept.may_change ? "counted from the last contact" : "an admin changes it"}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <table className={`tbl ${styles.regions}`} aria-label="Days by region">
          <thead>
            <tr>
              <th scope="col" style={{ width: 180 }}>
                Region
              </th>
              <th scope="col" style={{ width: 140 }}>
                Days
              </th>
              <th scope="col">What the law wants</th>
            </tr>
          </thead>
          <tbody>
            {kept.packs.map((pack) => (
              <tr key={pack.region}>
                <td className="t1">{pack.title}</td>
                <td>
                  <Days
                    label={`Days in ${pack.title}`}
                    value={typed.days[pack.region] ?? ""}
                    disabled={!kept.may_change}
                    onChange={(given) => setTyped({ ...typed, days: { ...typed.days, [pack.region]: given } })}
                  />
                </td>
                <td>
                  {limits(pack.least, pack.most)} <span className="t3">{pack.basis}</span>
                </td>
              </tr>
            ))}
            <tr>
              <td className="t1">Audit log</td>
              <td>
                <Days
                  label="Days that the audit log is kept"
                  value={typed.audit}
                  disabled={!kept.may_change}
                  onChange={(audit) => setTyped({ ...typed, audit })}
                />
              </td>
              <td>
                {limits(kept.audit_least, kept.audit_most)}{" "}
                <span className="t3">Who looked at what, by ids. EU AI Act, art. 26(6): at least six months.</span>
              </td>
            </tr>
          </tbody>
        </table>
        {problem && (
          <div className={styles.refused}>
            <Refused problem={problem} />
          </div>
        )}
        <div className={styles.below}>
          <SelectField
            label="Where an interview names no region"
            value={typed.region}
            disabled={!kept.may_change}
            choices={kept.packs.map(({ region, title }) => ({ value: region, label: title }))}
            onChange={(region) => setTyped({ ...typed, region })}
          />
          <span className="sp" />
          {kept.may_change && (
            <Button kind={changed ? "primary" : "default"} submit busy={busy} disabled={!changed || busy}>
              Keep the change
            </Button>
          )}
        </div>
      </form>
    </Card>
  );
}

function limits(least: number, most: number): string {
  if (least > 1 && most < 3650) return `From ${least} to ${most} days.`;
  if (least > 1) return `At least ${least} days.`;
  return most < 3650 ? `At most ${most} days.` : "";
}

type DaysProps = { label: string; value: string; disabled: boolean; onChange: (value: string) => void };

function Days({ label, value, disabled, onChange }: DaysProps) {
  return (
    <input
      className={`${styles.days} num`}
      type="number"
      min={1}
      max={3650}
      step={1}
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
