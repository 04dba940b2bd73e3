import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useRead, useRecord } from "../../api/interviews";
import type { RecordEntry, RecordView, StaffInterviewView } from "../../api/types";
import { count, plural } from "../../lib/units";
import { Badge, Segments } from "../../parts/Choices";
import { type Column, FixedList } from "../../parts/FixedList";
import { Go } from "../../parts/Go";
import { IconAlertTriangle, IconCheck } from "../../parts/icons";
import { EmptyState, ErrorState, Note, SkeletonRows } from "../../parts/States";
import { Card, Page, pageStyles } from "../page/Page";
import { asked, cameBack, opens } from "./entries";
import { StaffPlaces } from "./StaffPage";
import styles from "./staff.module.css";

const KINDS = [
  { value: "all", label: "All" },
  { value: "question", label: "Questions" },
  { value: "view", label: "Views" },
] as const;

/** What was asked and seen in an interview, newest first, each with a link that opens the view. */
export function Record() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const address = `/api/v1/staff/interviews/${encodeURIComponent(id)}`;
  const interview = useRead<StaffInterviewView>(address);
  const record = useRecord(`${address}/record`);
  const [kind, setKind] = useState<(typeof KINDS)[number]["value"]>("all");
  if (record.problem && !record.data)
    return (
      <Page home="/staff">
        <ErrorState problem={record.problem} onAgain={record.again} />
      </Page>
    );
  const entries = record.data?.entries.filter((entry) => kind === "all" || entry.kind === kind) ?? [];
  return (
    <Page title="What was asked" home="/staff" place={<StaffPlaces />}>
      <div className={styles.grid}>
        <div className="row">
          <h1 className={pageStyles.title}>
            {interview.data ? `What ${interview.data.candidate} asked` : "What was asked"}
          </h1>
          <span className="sp" />
          {record.data && <Chain record={record.data} />}
          <Go to={`/staff/interviews/${id}/replay`}>Replay</Go>
          <Segments label="Kinds of entries" value={kind} choices={KINDS} onChange={setKind} />
        </div>
        <Note>Questions are written by the server with what it returned. Views are what the browser reported.</Note>
        <Card label="Record" className={styles.list}>
          {!record.data && <SkeletonRows rows={12} />}
          {record.data && entries.length === 0 && (
            <EmptyState title="Nothing was asked yet">Entries appear here while the candidate works.</EmptyState>
          )}
          {entries.length > 0 && (
            <FixedList
              label="Record of the interview"
              rows={entries}
              rowKey={(entry) => entry.no}
              columns={COLUMNS}
              text={(entry) => `${entry.asked} ${asked(entry)} ${cameBack(entry)}`}
              onOpen={() => undefined}
            />
          )}
        </Card>
      </div>
    </Page>
  );
}

function Chain({ record }: { record: RecordView }) {
  if (record.verified)
    return (
      <Badge
        tone="ok"
        title={`All ${count(record.entries.length)} entries follow from each other: nothing was changed or taken out.`}
      >
        <IconCheck /> record is whole
      </Badge>
    );
  return (
    <Badge tone="warn">
      <IconAlertTriangle /> does not hold from entry {record.broken_at ?? "–"}
    </Badge>
  );
}

const COLUMNS: Column<RecordEntry>[] = [
  { key: "no", title: "No", width: "48px", align: "right", render: ({ no }) => count(no) },
  { key: "time", title: "Time", width: "72px", render: ({ time }) => new Date(time).toLocaleTimeString("en-GB") },
  { key: "scenario", title: "Scenario", width: "64px", render: ({ scenario }) => scenario ?? "–" },
  {
    key: "what",
    title: "What",
    width: "140px",
    render: (entry) => (entry.kind === "view" ? `view: ${entry.page}` : entry.asked || entry.act.replaceAll("_", " ")),
  },
  {
    key: "asked",
    title: "Asked",
    width: "minmax(200px, 3fr)",
    render: (entry) => (
      <span className="mono t1" title={asked(entry)}>
        {asked(entry)}
      </span>
    ),
  },
  {
    key: "back",
    title: "Came back",
    width: "minmax(120px, 1fr)",
    render: (entry) => (entry.kind === "view" ? seen(entry) : cameBack(entry)),
  },
  {
    key: "open",
    title: "Open",
    width: "96px",
    render: (entry) => {
      const link = opens(entry);
      return link ? <Go {...link}>Open the view</Go> : "–";
    },
  },
];

function seen({ visible_from, visible_to }: RecordEntry): string {
  return visible_from !== null && visible_to !== null
    ? `seen ${plural(Math.round((visible_to - visible_from) / 1000), "second")}`
    : "";
}
