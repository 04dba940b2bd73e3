/** Who waits for whom at a moment, with the moments at which somebody waited. */

import { useEffect, useMemo, useState } from "react";
import { paneName, useAnswer } from "../../api/answers";
import type { Blocked, BlockedSessions } from "../../api/types";
import { css } from "../../charts/colours";
import { useCommands } from "../../lib/commands";
import { clock } from "../../lib/time";
import { duration, plural } from "../../lib/units";
import { Button, IconButton } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { type Column, FixedList } from "../../parts/FixedList";
import {
  IconChevronDown,
  IconChevronLeft,
  IconChevronRight,
  IconCornerDownRight,
  IconLock,
  IconPlayerPause,
  IconPlayerPlay,
} from "../../parts/icons";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { BlockedSlider } from "./BlockedSlider";
import { waitColours } from "./colours";
import styles from "./database.module.css";
import { folded, keyOf, type Row } from "./fold";
import { nextLook, shownMoment } from "./moments";
import { brief } from "./text";
import type { DatabaseState } from "./useDatabase";

const PACE = 400; // milliseconds a look is shown while it plays

export function LocksPanel({ state }: { state: DatabaseState }) {
  const { server, view, change, place } = state;
  const { range } = place;
  const untouched = state.untouched && place.at === null;
  const over = useAnswer(
    "database/blocked",
    { database: server.name, ...range, buckets: 120 },
    { view: paneName("database.blocked", untouched) },
  );
  const at = shownMoment(place.at, range, over.data);
  const answer = useAnswer(
    "database/blocking",
    { database: server.name, at },
    { view: paneName("database.blocking", untouched), enabled: over.data !== undefined },
  );
  const { data } = answer;
  const look = Math.max(over.data?.sample_ms ?? 1000, 1000);
  const go = (by: 1 | -1) => place.setAt(Math.max(range.start, Math.min(range.end, at + by * look)));
  const playing = usePlaying(over.data, at, place.setAt);
  useCommands([
    { id: "locks.earlier", label: "One look earlier", group: "Locks", keys: ",", run: () => go(-1) },
    { id: "locks.later", label: "One look later", group: "Locks", keys: ".", run: () => go(1) },
    {
      id: "locks.play",
      label: playing.on ? "Stop playing the locks" : "Play the locks",
      group: "Locks",
      keys: "Space",
      run: playing.toggle,
    },
    ...(over.data?.most_at
      ? [
          {
            id: "locks.most",
            label: "When most were blocked",
            group: "Locks",
            run: () => place.setAt(over.data!.most_at),
          },
        ]
      : []),
  ]);
  const sessions = data?.sessions ?? [];
  const colours = useMemo(() => waitColours([...new Set((data?.sessions ?? []).map(({ wait }) => wait))]), [data]);
  const rows = useMemo(() => folded(data?.sessions ?? [], view.unfold, view.pid), [data, view.unfold, view.pid]);
  const toggle = (row: Row) => {
    if (row.kind === "one") return;
    const others = view.unfold.filter((key) => key !== row.key);
    const chosen = row.sessions.some(({ pid }) => pid === view.pid);
    change(row.open ? { unfold: others, ...(chosen ? { pid: null } : {}) } : { unfold: [...others, row.key] });
  };
  const choose = (session: Blocked) =>
    change({
      pid: session.pid === view.pid ? null : session.pid,
      ...(session.query ? { statement: session.statement, plan: null, against: null, node: null } : {}),
    });
  if (over.problem) return <ErrorState problem={over.problem} title="The locks did not come" onAgain={over.again} />;
  if (!over.data) return <SkeletonRows rows={5} label="Loading the locks" />;
  return (
    <>
      <header className={styles.sub}>
        <h3>Locks at {clock(data?.at ?? at)}</h3>
        {data && data.blocked > 0 && <Badge tone="during">{data.blocked} blocked</Badge>}
        {data && data.blocked > 0 && <span className="s12 t3">{plural(data.roots, "root")}</span>}
        <span className="sp" />
        {over.data.deadlocks.length > 0 && (
          <Button
            kind="link"
            size={24}
            title={over.data.deadlocks[0]!.detail}
            onClick={() => place.setAt(over.data!.deadlocks[0]!.time)}
          >
            {plural(over.data.deadlocks.length, "deadlock")}
          </Button>
        )}
        <IconButton label="One look earlier" keys="," size={24} onClick={() => go(-1)}>
          <IconChevronLeft />
        </IconButton>
        <IconButton
          label={playing.on ? "Stop playing" : "Play"}
          keys="Space"
          size={24}
          disabled={over.data.most === 0}
          onClick={playing.toggle}
        >
          {playing.on ? <IconPlayerPause /> : <IconPlayerPlay />}
        </IconButton>
        <IconButton label="One look later" keys="." size={24} onClick={() => go(1)}>
          <IconChevronRight />
        </IconButton>
      </header>
      <BlockedSlider over={over.data} range={range} at={at} lookMs={look} onAt={place.setAt} />
      {answer.problem ? (
        <ErrorState problem={answer.problem} title="The blocking tree did not come" onAgain={answer.again} />
      ) : !data ? (
        <SkeletonRows rows={4} label="Loading the blocking tree" />
      ) : sessions.length === 0 ? (
        <Nobody over={over.data} onMost={() => place.setAt(over.data!.most_at)} at={data.at} />
      ) : (
        <>
          <FixedList
            label="Blocking tree"
            rows={rows}
            rowKey={keyOf}
            columns={columnsOf(colours)}
            selected={view.pid}
            text={(row) => (row.kind === "one" ? [row.session] : row.sessions).map(words).join(" ")}
            dimmed={answer.updating}
            onOpen={(row) => (row.kind === "one" ? choose(row.session) : toggle(row))}
            tree={{
              level: ({ depth }) => depth,
              open: (row) => (row.kind === "one" ? undefined : row.open),
              onToggle: toggle,
            }}
          />
          <Chosen session={sessions.find(({ pid }) => pid === view.pid)} />
        </>
      )}
    </>
  );
}

function Nobody({ over, onMost, at }: { over: BlockedSessions; onMost: () => void; at: number }) {
  if (over.most > 0)
    return (
      <EmptyState
        title="Nobody waits for another session here"
        actions={<Button onClick={onMost}>Most were blocked at {clock(over.most_at!)}</Button>}
      >
        At {clock(at)} no session was blocked.
      </EmptyState>
    );
  return (
    <EmptyState title="Nobody was blocked">
      In this range no look found a session waiting for another
      {over.idle_in_transaction.some((idle) => idle > 0)
        ? `; at most ${Math.max(...over.idle_in_transaction)} held a transaction open without working`
        : ""}
      .
    </EmptyState>
  );
}

function usePlaying(over: BlockedSessions | undefined, at: number, onAt: (at: number | null) => void) {
  const [on, setOn] = useState(false);
  useEffect(() => {
    if (!on || !over) return;
    const next = nextLook(over, at);
    if (next === null) {
      setOn(false);
      return;
    }
    const timer = setTimeout(() => onAt(next), PACE);
    return () => clearTimeout(timer);
  }, [on, over, at, onAt]);
  return {
    on,
    toggle: () => {
      if (!on && over && nextLook(over, at) === null) {
        const first = over.at.find((moment) => moment !== null);
        if (first) onAt(first);
      }
      setOn(!on);
    },
  };
}

const words = ({ pid, query, application, relation }: Blocked) => `${pid} ${query} ${application} ${relation}`;

/** What stands for a row: its session, or the first of those that wait alike. */
const firstOf = (row: Row): Blocked => (row.kind === "one" ? row.session : row.sessions[0]!);

function columnsOf(colours: Map<string, string>): Column<Row>[] {
  return [
    {
      key: "session",
      title: "Session",
      width: "minmax(140px, 1fr)",
      render: (row) => <Who row={row} />,
    },
    {
      key: "wait",
      title: "Waits for",
      width: "142px",
      render: (row) => {
        const { wait, state } = firstOf(row);
        return (
          <span className={styles.share} title={wait}>
            <i className="dot" style={{ background: css(colours.get(wait) ?? "c10") }} />
            <span className="el">{state.startsWith("idle") ? state : wait}</span>
          </span>
        );
      },
    },
    {
      key: "age",
      title: "Age",
      width: "72px",
      align: "right",
      render: (row) => (row.kind === "one" ? <span className="t1">{duration(row.session.age_ms)}</span> : null),
    },
    {
      key: "blocks",
      title: "Blocks",
      width: "84px",
      align: "right",
      render: (row) => (row.kind === "one" ? <Blocks session={row.session} /> : null),
    },
  ];
}

function Blocks({ session: { blocks, cycle } }: { session: Blocked }) {
  if (blocks === 0) return null;
  return <Badge tone={blocks > 1 ? "during" : undefined}>{cycle ? "circle" : `blocks ${blocks}`}</Badge>;
}

/** A session by its number, or how many wait alike; and the statement. */
function Who({ row }: { row: Row }) {
  const { query, state } = firstOf(row);
  const many = row.kind === "many";
  const Icon = many
    ? row.open
      ? IconChevronDown
      : IconChevronRight
    : row.depth === 0
      ? IconLock
      : IconCornerDownRight;
  return (
    <span className={styles.session} style={{ paddingInlineStart: Math.min(row.depth, 8) * 16 }}>
      <Icon />
      {many ? (
        <span className={styles.alike}>
          <b>{plural(row.sessions.length, "session")}</b>, longest {duration(row.longest)}
        </span>
      ) : (
        <b>{row.session.pid}</b>
      )}
      <span className="el mono" title={query}>
        {query ? brief(query, 200) : state === "unknown" ? "not seen in this look" : state}
      </span>
    </span>
  );
}

/** What else a session says of itself. */
function Chosen({ session }: { session: Blocked | undefined }) {
  if (!session) return null;
  const pairs: [string, string][] = [
    [
      "Session",
      `${session.pid}, ${session.state}${session.application ? `, ${session.application}` : ""}${session.user ? ` as ${session.user}` : ""}`,
    ],
    [
      "Lock",
      session.lock ? `${session.mode} on ${session.relation || session.lock}` : "none of those that are waited for",
    ],
    ["Transaction", session.transaction_ms === null ? "–" : `open for ${duration(session.transaction_ms)}`],
    ["Blocked by", session.blocked_by.length > 0 ? session.blocked_by.join(", ") : "nobody"],
  ];
  return (
    <dl className={styles.chosen} aria-label={`Session ${session.pid}`}>
      {pairs.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="el" title={value}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
