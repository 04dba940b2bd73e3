/** One span: its figures, its rank, all it says of itself, its lines, and where to go on from it. */
import { type ReactNode, useMemo } from "react";
import { useSpanDetails } from "../../api/answers";
import { useHop } from "../../api/place";
import type { SpanDetails, SpanLink } from "../../api/types";
import { css } from "../../charts/colours";
import { clock } from "../../lib/time";
import { bytes, durationNs, percent } from "../../lib/units";
import { IconButton } from "../../parts/Button";
import { Tabs } from "../../parts/Choices";
import { copyText } from "../../parts/CopyLink";
import { DetailsPane, GoOn } from "../../parts/DetailsPane";
import { Go } from "../../parts/Go";
import { IconCopy } from "../../parts/icons";
import { KeyValues, type Pair } from "../../parts/KeyValues";
import { ErrorState, SkeletonRows } from "../../parts/States";
import { onwardOf, valueActions } from "../search/actions";
import type { Value } from "../search/clauses";
import { Level, LineText } from "../search/LineText";
import type { Colours, TraceModel } from "./model";
import { RankPicture } from "./RankPicture";
import { kindOf, lengthOf, nameOf, serviceOf } from "./spans";
import { thingOf } from "./thing";
import styles from "./trace.module.css";
import { useTraceSearch } from "./useTraceSearch";
import type { TABS } from "./view";

type Tab = (typeof TABS)[number];

type Props = {
  model: TraceModel;
  span: number;
  colours: Colours;
  tab: Tab;
  onTab: (tab: Tab) => void;
  onClose: () => void;
  onPrevious: () => void;
  onNext: () => void;
};

export function SpanPane({ model, span, colours, tab, onTab, onClose, onPrevious, onNext }: Props) {
  const { spans } = model;
  const answer = useSpanDetails(model.id, spans.id[span]!);
  const { data } = answer;
  const figures: [string, string][] = [
    ["Duration", durationNs(lengthOf(spans, span))],
    ["Self time", durationNs(spans.self[span]!)],
    ["Of trace", percent(Math.round((lengthOf(spans, span) / spans.total) * 1000) / 1000)],
    ["Starts at", `+ ${durationNs(spans.begin[span]!)}`],
  ];
  return (
    <DetailsPane
      title={nameOf(spans, span)}
      mark={<i className="dot" style={{ background: css(`c${colours.series[span]! + 1}`) }} />}
      detail={`${serviceOf(spans, span)}, ${kindOf(spans, span).toLowerCase()}`}
      onClose={onClose}
      onPrevious={onPrevious}
      onNext={onNext}
      pin={thingOf(spans, span)}
    >
      <dl className={styles.four}>
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {answer.loading && <SkeletonRows rows={10} height={24} label="Loading the span" />}
      {answer.problem && <ErrorState problem={answer.problem} onAgain={answer.again} />}
      {data && <Loaded data={data} tab={tab} onTab={onTab} />}
    </DetailsPane>
  );
}

function Loaded({ data, tab, onTab }: { data: SpanDetails; tab: Tab; onTab: (tab: Tab) => void }) {
  const hop = useHop();
  const links = [...data.links, ...data.linked_from];
  const counts: Record<Tab, number> = {
    attributes: Object.keys(data.attributes).length,
    logs: data.logs.length,
    events: data.events.length,
    links: links.length,
    resource: Object.keys(data.resource).length,
  };
  // Links are rare: their tab is there when they are.
  const shown = (Object.keys(counts) as Tab[]).filter(
    (value) => value !== "links" || links.length > 0 || tab === "links",
  );
  const tabs = shown.map((value) => ({ value, label: TITLES[value], count: counts[value] }));
  return (
    <>
      <RankPicture rank={data.rank} name={data.name} own={data.duration_ns} />
      {data.status_message && (
        <p className={styles.message} role="note" aria-label="Status message">
          {data.status_message}
        </p>
      )}
      <Tabs label="Of this span" value={tab} tabs={tabs} onChange={onTab}>
        <span className="sp" />
        {shown.length < 5 && (
          <IconButton
            label="Copy this span as JSON"
            size={24}
            onClick={() => void copyText(JSON.stringify(data, null, 2))}
          >
            <IconCopy />
          </IconButton>
        )}
      </Tabs>
      <div className={`scroll ${styles.panel}`} role="tabpanel" aria-label={TITLES[tab]} tabIndex={-1}>
        {tab === "attributes" && <Attributes data={data} />}
        {tab === "logs" && <SpanLines data={data} all />}
        {tab === "events" && <Events data={data} />}
        {tab === "links" && <Links data={data} />}
        {tab === "resource" && (
          <Fields fields={data.resource} label="Resource" none="The resource says nothing of itself." />
        )}
        {tab === "attributes" && data.logs.length > 0 && <SpanLines data={data} />}
        <GoOn onward={onwardOf(data.related, hop, data.start)} />
      </div>
    </>
  );
}

const TITLES: Record<Tab, string> = {
  attributes: "Attributes",
  logs: "Logs",
  events: "Events",
  links: "Links",
  resource: "Resource",
};

function Attributes({ data }: { data: SpanDetails }) {
  const own: Record<string, Value> = {
    ...data.attributes,
    service: data.service,
    name: data.name,
    kind: data.kind.toLowerCase(),
    status: data.status.toLowerCase(),
  };
  return <Fields fields={own} label="Attributes" none="No attributes." />;
}

function Fields({ fields, label, none }: { fields: Record<string, Value>; label: string; none: string }) {
  const search = useTraceSearch();
  const pairs = useMemo(() => pairsOf(fields), [fields]);
  if (pairs.length === 0) return <p className={styles.none}>{none}</p>;
  return <KeyValues label={label} pairs={pairs} actions={({ name, value }) => valueActions(search, name, value)} />;
}

export function pairsOf(fields: Record<string, Value>): Pair[] {
  return Object.entries(fields).map(([name, value]) => ({ name, value, hint: hintOf(name, value) }));
}

function hintOf(name: string, value: Value): string | undefined {
  if (typeof value !== "number" || value < 1000) return undefined;
  if (/(^|[._])(bytes|size)$/.test(name)) return bytes(value);
  if (/[._]ms$/.test(name)) return durationNs(value * 1e6);
  return undefined;
}

function SpanLines({ data, all = false }: { data: SpanDetails; all?: boolean }) {
  const hop = useHop();
  const lines = all ? data.logs : data.logs.slice(0, 5);
  if (lines.length === 0) return <p className={styles.none}>No lines were written in this span.</p>;
  return (
    <>
      {!all && <h3>Logs of this span</h3>}
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li key={line.no}>
            <Go {...hop("logs", { q: `span:${data.span_id}`, line: String(line.no) })} title={line.body}>
              <time>{clock(line.time, "ms")}</time>
              <Level level={line.level} />
              <span className="el">
                <LineText line={line} />
              </span>
            </Go>
          </li>
        ))}
      </ul>
    </>
  );
}

function Events({ data }: { data: SpanDetails }) {
  if (data.events.length === 0) return <p className={styles.none}>Nothing was noted while it ran.</p>;
  return data.events.map((event) => (
    <section key={`${event.time} ${event.name}`} className={styles.event} aria-label={event.name}>
      <header>
        <b className="b5 t1 el">{event.name}</b>
        <span className="sp" />
        <span className="t3">
          + {durationNs((event.time - data.start) * 1e6)} · {clock(event.time, "ms")}
        </span>
      </header>
      <KeyValues
        label={event.name}
        pairs={Object.entries(event.attributes).map(([name, value]) => ({ name, value }))}
      />
    </section>
  ));
}

function Links({ data }: { data: SpanDetails }) {
  if (data.links.length + data.linked_from.length === 0)
    return <p className={styles.none}>Neither does it point at spans nor do others point at it.</p>;
  return (
    <>
      <LinkList title="It points at" links={data.links} />
      <LinkList title="Pointing at it" links={data.linked_from} />
    </>
  );
}

function LinkList({ title, links }: { title: string; links: readonly SpanLink[] }): ReactNode {
  const hop = useHop();
  if (links.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      {links.map((link) => (
        <section key={`${link.trace_id} ${link.span_id}`} className={styles.event}>
          <header>
            <Go {...hop(`traces/${link.trace_id}`, { span: link.span_id })} className="mono">
              Trace {link.trace_id.slice(0, 16)}
            </Go>
            <span className="t3 mono">span {link.span_id}</span>
          </header>
          <KeyValues
            label={`Link to ${link.span_id}`}
            pairs={Object.entries(link.attributes).map(([name, value]) => ({ name, value }))}
          />
        </section>
      ))}
    </>
  );
}
