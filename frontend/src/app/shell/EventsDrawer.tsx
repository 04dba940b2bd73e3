import { useMemo, useRef } from "react";
import { kindOf, signOf } from "../../api/happenings";
import { EVENT_KINDS, type EventKind, PLACE, usePlace } from "../../api/place";
import { useIncident } from "../../api/surface";
import type { Happening } from "../../api/types";
import { FlagSign } from "../../charts/Ruler";
import { beforeNow, clock, day, type Range, writeRange } from "../../lib/time";
import { plural } from "../../lib/units";
import { useView } from "../../lib/view";
import { Button } from "../../parts/Button";
import { Segments } from "../../parts/Choices";
import { DetailsPane } from "../../parts/DetailsPane";
import { EmptyState } from "../../parts/States";
import styles from "./shell.module.css";

const AROUND = 15 * 60_000;
const LABELS: Record<EventKind, string> = {
  all: "All",
  deploy: "Deploys",
  alert: "Alerts",
  restart: "Restarts",
  other: "Other",
};

/** What people know happened: deploys, settings, flags, alerts, restarts. The same on every tool. */
export function EventsDrawer({ onClose }: { onClose: () => void }) {
  const { events, now } = useIncident();
  const { range, at, setAt, setRange } = usePlace();
  const [{ event_kind: group }, change] = useView(PLACE);
  const counts = useMemo(() => countsOf(events), [events]);
  const kinds = EVENT_KINDS.filter((kind) => kind === "all" || kind === group || counts[kind] > 0);
  const shown = events
    .filter((event) => group === "all" || kindOf(event) === group)
    .toSorted((a, b) => b.time - a.time);
  const list = useRef<HTMLUListElement>(null);
  const look = (event: Happening) => {
    if (!within(event.time, range)) setRange(writeRange(around(event.time, now)));
    setAt(event.time);
  };
  return (
    <aside aria-label="Events" className={styles.drawer}>
      <DetailsPane title="Events" detail={plural(shown.length, "event")} onClose={onClose}>
        <div className="row" style={{ padding: "8px 12px", borderBottom: "1px solid var(--r-line)" }}>
          <Segments
            label="Kinds of events"
            size={24}
            value={group}
            choices={kinds.map((kind) => ({
              value: kind,
              label: LABELS[kind],
              title: `${plural(counts[kind], "event")}, here and on charts`,
            }))}
            onChange={(kind) => change({ event_kind: kind })}
          />
          <span className="sp" />
          <Button size={24} kind="quiet" disabled={at === null} onClick={() => setAt(null)}>
            Clear crosshair
          </Button>
        </div>
        {shown.length === 0 && (
          <EmptyState title="No such events">Nothing of this kind is known in this incident.</EmptyState>
        )}
        <ul ref={list} className={`scroll ${styles.events}`}>
          {shown.map((event) => (
            <li key={`${event.time} ${event.title}`}>
              <button
                type="button"
                className={styles.event}
                aria-current={Math.round(event.time) === at}
                onClick={() => look(event)}
              >
                <FlagSign sign={signOf(event)} />
                <span className="t1 b5">{event.title}</span>
                <span className="t3">{beforeNow(event.time, now)}</span>
                <dl>
                  <div>
                    <dt className="hidden-text">Time</dt>
                    <dd>
                      {clock(event.time)}
                      {Math.floor(event.time / 864e5) === Math.floor(now / 864e5) ? "" : `, ${day(event.time)}`}
                    </dd>
                  </div>
                  {attributesOf(event).map(([name, value]) => (
                    <div key={name}>
                      <dt>{name}</dt>
                      <dd>{value}</dd>
                    </div>
                  ))}
                </dl>
              </button>
            </li>
          ))}
        </ul>
      </DetailsPane>
    </aside>
  );
}

function countsOf(events: readonly Happening[]): Record<EventKind, number> {
  const counts = { all: events.length, deploy: 0, alert: 0, restart: 0, other: 0 };
  for (const event of events) counts[kindOf(event)]++;
  return counts;
}

function attributesOf({ service, attributes }: Happening): [string, string][] {
  return [
    ...(service ? [["service", service] as [string, string]] : []),
    ...Object.entries(attributes).filter(([, value]) => value !== ""),
  ];
}

function within(at: number, { start, end }: Range): boolean {
  return at >= start && at <= end;
}

function around(at: number, now: number): Range {
  return { start: at - AROUND, end: Math.min(now, at + AROUND) };
}
