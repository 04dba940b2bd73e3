import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useMemo, useState } from "react";
import { useReading } from "../../api/answers";
import { useHop, usePlace } from "../../api/place";
import { useIncident } from "../../api/surface";
import type { Incident, Metric } from "../../api/types";
import { expressionsChosen, windowFor } from "../../features/metrics/expressions";
import { lane, writeLane } from "../../features/metrics/lanes";
import { type Command, useAllCommands } from "../../lib/commands";
import { groupBy } from "../../lib/group";
import { score } from "../../lib/match";
import { clause } from "../../lib/search";
import { rangeLabel, rangeWithin, resolve } from "../../lib/time";
import { count } from "../../lib/units";
import { Dialog } from "../../parts/Dialog";
import { Field } from "../../parts/Field";
import { Keys } from "./KeySheet";
import { searchesFor } from "./searches";
import styles from "./shell.module.css";

const MOST = 20; // of a group, once something is looked for

/** Everything by its name: commands, metrics, services' logs and traces, time ranges. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [find, setFind] = useState("");
  const [place, setPlace] = useState(0);
  const { entries, more } = useEntries(find);
  const active = Math.min(place, entries.length - 1);
  const run = (entry: Command | undefined) => {
    if (!entry) return;
    onClose();
    entry.run();
  };
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter") run(entries[active]);
    if (event.key === "Escape" && !find) onClose();
    if (!step) return;
    event.preventDefault();
    setPlace((active + step + entries.length) % Math.max(1, entries.length));
  };
  return (
    <Dialog title="Commands" size={560} onClose={onClose} bare>
      <Field
        label="Commands"
        placeholder="A command, a metric, a service, a value, or a time range"
        value={find}
        autoFocus
        onChange={(text) => {
          setFind(text);
          setPlace(0);
        }}
        onKeyDown={keys}
        describedBy="palette-count"
      />
      <p id="palette-count" className="hidden-text" aria-live="polite">
        {entries.length} found{entries[active] ? `, ${entries[active].label}` : ""}
      </p>
      <div
        className={styles["palette-list"]}
        role="listbox"
        aria-label="Commands found"
        tabIndex={0}
        style={{ marginTop: 8 }}
      >
        {entries.map((entry, index) => (
          <Entry
            key={entry.id}
            entry={entry}
            first={entries[index - 1]?.group !== entry.group}
            active={index === active}
            more={entries[index + 1]?.group === entry.group ? 0 : (more.get(entry.group) ?? 0)}
            onRun={() => run(entry)}
          />
        ))}
      </div>
      {entries.length === 0 && (
        <p className="t3" style={{ padding: 8 }}>
          Nothing is called that.
        </p>
      )}
    </Dialog>
  );
}

function Entry({
  entry,
  first,
  active,
  more,
  onRun,
}: {
  entry: Command;
  first: boolean;
  active: boolean;
  /** How many of its group are left out after it. */
  more: number;
  onRun: () => void;
}) {
  return (
    <>
      {first && (
        <div className={styles["palette-group"]} role="presentation">
          {entry.group}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys */}
      <div
        role="option"
        aria-selected={active}
        tabIndex={-1}
        className={styles["palette-item"]}
        ref={(element) => {
          if (active) element?.scrollIntoView({ block: "nearest" });
        }}
        onClick={onRun}
      >
        <span className="el sp">{entry.label}</span>
        {entry.keys && <Keys keys={entry.keys} />}
      </div>
      {more > 0 && (
        <div className="s12 t3" role="presentation" style={{ padding: "4px 8px" }}>
          {count(more)} more, type on to find them
        </div>
      )}
    </>
  );
}

type Found = { entries: Command[]; more: ReadonlyMap<string, number> };

function useEntries(find: string): Found {
  const commands = useAllCommands();
  const places = usePlaces();
  const range = useTypedRange(find);
  const hop = useHop();
  const navigate = useNavigate();
  return useMemo(() => {
    const all = [...commands.filter(({ keyOnly, id }) => !keyOnly && id !== "palette"), ...(find.trim() ? places : [])];
    const scored = all
      .map((entry) => ({ entry, rank: score(`${entry.label} ${entry.words ?? ""}`, find) }))
      .filter(({ rank }) => rank > 0);
    const ranked = find.trim() ? scored.sort((a, b) => b.rank - a.rank) : scored;
    const groups = groupBy(
      ranked.map(({ entry }) => entry),
      ({ group }) => group,
    );
    if (!find.trim()) return { entries: [...groups.values()].flat(), more: new Map() };
    const shown = [...groups].map(([group, found]) =>
      (group === "Metrics" ? byName(found, find) : found).slice(0, MOST),
    );
    const more = new Map([...groups].map(([group, found]) => [group, found.length - MOST]));
    const searches = searchesFor(find, (tool, q) => {
      const { to, search } = hop(tool, { q });
      void navigate({ to: to as never, search: search as never });
    });
    return { entries: [...range, ...shown.flat(), ...searches], more };
  }, [commands, places, range, find, hop, navigate]);
}

/** Those whose name begins with what is looked for, then the others, each by name. */
function byName(found: Command[], find: string): Command[] {
  const later = ({ label }: Command) => Number(!label.startsWith(find.trim().toLowerCase()));
  return found.toSorted((a, b) => later(a) - later(b) || a.label.localeCompare(b.label));
}

const laneOf = (metric: Metric, recorded: Pick<Incident, "start" | "now">) =>
  writeLane(lane(expressionsChosen(metric, windowFor(recorded)), { auto: true }));

/** Every metric, and the logs and traces of every service. */
function usePlaces(): Command[] {
  const { services, start, now } = useIncident();
  const catalogue = useReading("metrics/catalogue");
  const hop = useHop();
  const navigate = useNavigate();
  return useMemo(() => {
    const go = (to: ReturnType<typeof hop>) => () => void navigate({ to: to.to as never, search: to.search as never });
    const metrics = (catalogue.data?.metrics ?? []).map((metric) => ({
      id: `metric.${metric.name}`,
      label: metric.name,
      group: "Metrics",
      words: metric.help,
      run: go(hop("metrics", { q: [laneOf(metric, { start, now })], metric: metric.name })),
    }));
    const ofServices = services.flatMap((service) => [
      {
        id: `logs.${service}`,
        label: `Logs of ${service}`,
        group: "Services",
        run: go(hop("logs", { q: clause("service", service) })),
      },
      {
        id: `traces.${service}`,
        label: `Traces of ${service}`,
        group: "Services",
        run: go(hop("traces", { q: clause("service", service) })),
      },
    ]);
    return [...metrics, ...ofServices];
  }, [catalogue.data, services, start, now, hop, navigate]);
}

function useTypedRange(find: string): Command[] {
  const { start, now } = useIncident();
  const { setRange } = usePlace();
  return useMemo(() => {
    const text = find.trim() ? rangeWithin(find, now, { start, end: now }).range : null;
    if (!text) return [];
    return [
      {
        id: "range.typed",
        label: `Look at ${rangeLabel(resolve(text, now), now)}`,
        group: "Time",
        run: () => setRange(text),
      },
    ];
  }, [find, start, now, setRange]);
}
