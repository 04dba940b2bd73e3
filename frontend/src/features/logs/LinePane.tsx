/** One line: whole, its fields, the lines around it, and where to go on from it. */
import { useLineDetails } from "../../api/answers";
import { useHop, usePlace } from "../../api/place";
import type { LineDetails } from "../../api/types";
import { beforeNow, clock, day, writeRange } from "../../lib/time";
import type { Change, View } from "../../lib/view";
import { Button } from "../../parts/Button";
import { Badge, Tabs } from "../../parts/Choices";
import { copyText } from "../../parts/CopyLink";
import { DetailsPane, GoOn } from "../../parts/DetailsPane";
import { IconCopy } from "../../parts/icons";
import { KeyValues, type Pair } from "../../parts/KeyValues";
import { EmptyState, ErrorState, Note, SkeletonRows } from "../../parts/States";
import { onwardOf, type SearchActions, valueActions } from "../search/actions";
import { wholeText } from "../search/line-pieces";
import { Around } from "./Around";
import styles from "./logs.module.css";
import { thingOf } from "./thing";
import type { LOGS, Tab } from "./view";

type Props = {
  no: number;
  view: View<typeof LOGS>;
  change: Change<typeof LOGS>;
  search: SearchActions;
  onClose: () => void;
  onOpen: (no: number) => void;
  onPrevious: () => void;
  onNext: () => void;
};

const TONES: Record<string, "error" | "warn"> = { fatal: "error", error: "error", warn: "warn" };

export function LinePane(props: Props) {
  const { no, onClose, onPrevious, onNext } = props;
  const answer = useLineDetails(no);
  const { data } = answer;
  const title = data ? data.line.body.split(/\s+[\w.]+=|\n/)[0]!.trim() || data.line.body : "Line";
  return (
    <DetailsPane
      title={<span title={title}>{title}</span>}
      mark={data && <Badge tone={TONES[data.line.level]}>{data.line.level.toUpperCase()}</Badge>}
      onClose={onClose}
      onPrevious={onPrevious}
      onNext={onNext}
      pin={data && thingOf(data.line)}
    >
      {answer.loading && <SkeletonRows rows={12} height={24} label="Loading the line" />}
      {answer.problem && <ErrorState problem={answer.problem} onAgain={answer.again} />}
      {data && <Loaded data={data} {...props} />}
    </DetailsPane>
  );
}

function Loaded({ data, view, change, search, onOpen }: Props & { data: LineDetails }) {
  const hop = useHop();
  const { now, range, setRange } = usePlace();
  const { line } = data;
  const tabs: { value: Tab; label: string; count?: number }[] = [
    { value: "fields", label: "Fields", count: Object.keys(line.fields).length },
    { value: "around", label: "Around this line" },
    { value: "resource", label: "Resource", count: Object.keys(data.resource).length },
    { value: "json", label: "JSON" },
  ];
  const outside = line.time < range.start || line.time >= range.end;
  const instance = data.resource["k8s.pod.name"] ?? data.resource["service.instance.id"] ?? data.resource["host.name"];
  return (
    <>
      <section className={styles.message} aria-label="The line">
        <div className="row g6 s12">
          <time className="mono t1">
            {Math.floor(line.time / 864e5) === Math.floor(now / 864e5) ? "" : `${day(line.time)} `}
            {clock(line.time, "ms")}
          </time>
          <span className="t3 nw">{beforeNow(line.time, now)}</span>
          <span className="sp" />
          <span className="t2 el" title={`${line.service}${instance ? `, ${instance}` : ""}`}>
            {String(instance ?? line.service)}
          </span>
        </div>
        <pre>{wholeText(line.body)}</pre>
      </section>
      {outside && (
        <Note>
          This line is outside of the range that is listed.{" "}
          <button
            type="button"
            className="acc"
            onClick={() =>
              setRange(writeRange({ start: line.time - 300_000, end: Math.min(now, line.time + 300_000) }))
            }
          >
            Look around it
          </button>
        </Note>
      )}
      <Tabs label="Of this line" value={view.tab} tabs={tabs} onChange={(tab) => change({ tab })} />
      <div
        className={`scroll ${styles.panel}`}
        role="tabpanel"
        aria-label={tabs.find(({ value }) => value === view.tab)!.label}
        tabIndex={-1}
      >
        {view.tab === "fields" && <Fields data={data} search={search} />}
        {view.tab === "resource" && (
          <Pairs label="Resource" fields={data.resource} search={search} none="The resource says nothing of itself." />
        )}
        {view.tab === "json" && <Json data={data} />}
        {view.tab === "around" && <Around data={data} view={view} change={change} onOpen={onOpen} />}
        {view.tab !== "around" && <GoOn onward={onwardOf(data.related, hop, line.time)} />}
      </div>
    </>
  );
}

function Fields({ data, search }: { data: LineDetails; search: SearchActions }) {
  const { line } = data;
  const fields = {
    ...line.fields,
    service: line.service,
    level: line.level,
    ...(line.trace_id ? { trace: line.trace_id } : {}),
    ...(line.span_id ? { span: line.span_id } : {}),
  };
  return <Pairs label="Fields" fields={fields} search={search} none="This line has no fields." />;
}

type PairsProps = {
  label: string;
  fields: Record<string, string | number | boolean>;
  search: SearchActions;
  none: string;
};

function Pairs({ label, fields, search, none }: PairsProps) {
  const pairs: Pair[] = Object.entries(fields).map(([name, value]) => ({ name, value }));
  if (pairs.length === 0) return <EmptyState title={none} />;
  return <KeyValues label={label} pairs={pairs} actions={({ name, value }) => valueActions(search, name, value)} />;
}

function Json({ data }: { data: LineDetails }) {
  const { line, resource, scope, severity_number } = data;
  const { time, ...rest } = line;
  const text = JSON.stringify(
    { time: new Date(time).toISOString(), ...rest, severity_number, scope, resource },
    null,
    2,
  );
  return (
    <section className={styles.json} aria-label="JSON">
      <Button size={24} icon={<IconCopy />} onClick={() => void copyText(text)}>
        Copy JSON
      </Button>
      <pre>{text}</pre>
    </section>
  );
}
