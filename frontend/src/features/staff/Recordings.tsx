import { useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import { useRead } from "../../api/interviews";
import type { RecordingAccess, RecordingRow } from "../../api/types";
import { count } from "../../lib/units";
import { Button } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { copyText } from "../../parts/CopyLink";
import { Field } from "../../parts/Field";
import { IconPlus } from "../../parts/icons";
import { ErrorState, Note, SkeletonRows } from "../../parts/States";
import { Card } from "../page/Page";
import { dated } from "./dated";
import styles from "./staff.module.css";

const RECORDINGS = "/api/v1/staff/recordings";

/** Telemetry of one's own systems: where to point an OpenTelemetry SDK, and sealing what came into an incident. */
export function Recordings({ incidents, onSealed }: { incidents: string[]; onSealed: () => void }) {
  const { data, problem, again } = useRead<RecordingRow[]>(RECORDINGS, (rows) => (rows?.length ? 2000 : false));
  const [name, setName] = useState("");
  const [access, setAccess] = useState<RecordingAccess | null>(null);
  const [failed, setFailed] = useState<Problem | null>(null);
  const run = async (action: () => Promise<void>) => {
    setFailed(null);
    await action().catch((error: unknown) => setFailed(asProblem(error)));
    again();
  };
  const start = (wanted: string) =>
    run(async () => {
      setAccess(await ask<RecordingAccess>(RECORDINGS, { name: wanted }));
      setName("");
    });
  const seal = (wanted: string) =>
    run(async () => {
      await ask(`${RECORDINGS}/${encodeURIComponent(wanted)}/seal`, {});
      onSealed();
    });
  return (
    <Card title="Recordings" detail="an incident from your own systems, through OpenTelemetry">
      {problem && <ErrorState problem={problem} onAgain={again} />}
      {!data && !problem && <SkeletonRows rows={2} height={32} />}
      {data && data.length > 0 && <Table rows={data} incidents={incidents} onSeal={seal} onAccess={start} />}
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) void start(name.trim());
        }}
      >
        <Field
          label="Name of a new recording"
          placeholder="Name, such as checkout-2026-05"
          icon={<IconPlus />}
          value={name}
          onChange={setName}
        />
        <Button submit disabled={!name.trim()}>
          Start recording
        </Button>
      </form>
      {failed && <ErrorState problem={failed} />}
      {access && <Access access={access} />}
    </Card>
  );
}

type TableProps = {
  rows: RecordingRow[];
  incidents: string[];
  onSeal: (name: string) => void;
  onAccess: (name: string) => void;
};

function Table({ rows, incidents, onSeal, onAccess }: TableProps) {
  return (
    <table className="tbl r32">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Received</th>
          {["Spans", "Log lines", "Metric points"].map((title) => (
            <th key={title} scope="col" className="num" style={{ width: 120 }}>
              {title}
            </th>
          ))}
          <th scope="col" style={{ width: 260 }}>
            <span className="hidden-text">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, spans, lines, points, first, last }) => (
          <tr key={name}>
            <td className="t1 b5">{name}</td>
            <td>{first && last ? `${dated(first)} – ${dated(last)}` : "nothing yet"}</td>
            <td className="num">{count(spans)}</td>
            <td className="num">{count(lines)}</td>
            <td className="num">{count(points)}</td>
            <td>
              {incidents.includes(name) ? (
                <Badge tone="ok">sealed, see the incidents</Badge>
              ) : (
                <span className="row g4">
                  <Button
                    size={24}
                    kind="quiet"
                    onClick={() => onAccess(name)}
                    aria-label={`Endpoint and token of ${name}`}
                  >
                    Endpoint and token
                  </Button>
                  <Button size={24} onClick={() => onSeal(name)} aria-label={`Seal ${name}`}>
                    Seal
                  </Button>
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Access({ access }: { access: RecordingAccess }) {
  const [copied, setCopied] = useState(false);
  const text = settingsOf(access);
  return (
    <div className={styles.access}>
      <p>
        Point an OpenTelemetry SDK at <b>{access.name}</b> with these settings; traces, metrics and logs are taken,
        protobuf or JSON.
      </p>
      <pre className={styles.command}>{text}</pre>
      <div className="row">
        <Button size={24} onClick={() => void copyText(text).then(setCopied)}>
          {copied ? "Copied" : "Copy the settings"}
        </Button>
      </div>
      <Note>
        Whoever has this token can send into the recording until it is sealed. Sealing makes it an incident; nothing can
        be added after.
      </Note>
    </div>
  );
}

/** What OpenTelemetry's SDKs read from the environment; in a header's value, a space is written %20. */
export function settingsOf({ endpoint, token }: Pick<RecordingAccess, "endpoint" | "token">): string {
  return [
    `OTEL_EXPORTER_OTLP_ENDPOINT=${endpoint}`,
    "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
    `OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20${token}`,
  ].join("\n");
}
