/** Under the header of a run: who is where, the hint by the clock, and the way on. One line, never in the way. */

import { Popover } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useSurface } from "../../api/surface";
import type { DrillRoom, MemberShown } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { param, useView } from "../../lib/view";
import { Button } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { IconBulb } from "../../parts/icons";
import { Sure } from "../arranging/Sure";
import { TOOL_ICONS } from "../notebook/icons";
import { initials } from "../page/initials";
import styles from "./bar.module.css";
import { clock } from "./line";
import { nextHint, placeOf, waiting, whereabouts } from "./room";
import { useDrill, useDrillCommand } from "./useDrill";

/** What of one's own stays beside the view of somebody else. */
const BESIDE = { notebook: param.flag() };

export function DrillBar() {
  const { data: room, now } = useDrill();
  useNotebookOfAll(room?.written);
  if (room?.state !== "live" || room.scenario === null) return null;
  return (
    <section className={styles.bar} aria-label={room.team ? "Game day" : "Practice run"}>
      <span className="b5 nw">{room.team ? "Game day" : "Practice run"}</span>
      {room.scenarios.length > 1 && (
        <span className="t3 nw">
          scenario {room.scenario} of {room.scenarios.length}
        </span>
      )}
      {room.team && <Members room={room} />}
      <span className="sp" />
      <Hints room={room} now={now} />
      <i className="vr" />
      <Onwards room={room} />
    </section>
  );
}

/** What somebody else writes is shown as it is written. */
function useNotebookOfAll(written: number | undefined): void {
  const { api } = useSurface();
  const client = useQueryClient();
  const before = useRef(written);
  useEffect(() => {
    const was = before.current;
    before.current = written;
    if (was !== undefined && written !== was) void client.invalidateQueries({ queryKey: [`${api}/notebook`] });
  }, [written, api, client]);
}

function Members({ room }: { room: DrillRoom }) {
  return (
    <ul className={styles.members} aria-label="Who is where">
      {room.members.map((member) => (
        <li key={member.seat}>
          <Member member={member} running={room.scenario} />
        </li>
      ))}
    </ul>
  );
}

function Member({ member, running }: { member: MemberShown; running: number | null }) {
  const { name, you, here, tool } = member;
  const [{ notebook }] = useView(BESIDE);
  const place = placeOf(member, running);
  const where = whereabouts(member, running);
  const Icon = here ? TOOL_ICONS[tool] : undefined;
  const face = (
    <>
      <span className={styles.who} aria-hidden="true">
        {initials(name)}
      </span>
      <span className="el">
        {you ? "You" : name}
        {!you && <span className="t3"> {where}</span>}
      </span>
      {Icon && !you && <Icon size={14} />}
    </>
  );
  if (!place)
    return (
      <span className={styles.member} data-away={!here} title={`${name}, ${where}`}>
        {face}
      </span>
    );
  return (
    <Go
      to={place.to}
      search={notebook ? { ...place.search, notebook: "1" } : place.search}
      className={styles.member}
      title={`Go where ${name} is`}
      label={`Go where ${name} is: ${where}`}
    >
      {face}
    </Go>
  );
}

function Hints({ room, now }: { room: DrillRoom; now: number }) {
  const { act, send, busy, problem } = useDrillCommand();
  const [sure, setSure] = useState(false);
  const next = nextHint(room, now);
  const taken = room.hints.filter(({ standing }) => standing === "taken");
  const wanted = (reason: string) => ({ place: next?.hint.place ?? 0, reason, scenario: room.scenario });
  useCommands(
    next
      ? [
          {
            id: "drill.hint",
            label: next.ready ? "Show the hint that is ready" : "Ask for a hint early",
            group: "Practice",
            run: () => (next.ready ? void send("hint", wanted("")) : setSure(true)),
          },
        ]
      : [],
  );
  return (
    <div className={styles.hints}>
      {taken.length > 0 && <Taken taken={taken} team={room.team} />}
      <span role="status" className={styles.next} data-ready={next?.ready}>
        {next?.ready && (
          <>
            <IconBulb />A hint is ready
          </>
        )}
        {next && !next.ready && (
          <span className="t2">
            Hint {next.hint.place + 1} of {room.hints.length} in <span className="num">{waiting(next.wait)}</span>
          </span>
        )}
        {!next && room.hints.length > 0 && <span className="t3">No more hints</span>}
      </span>
      {next?.ready && (
        <Button size={24} kind="primary" busy={busy} onClick={() => void send("hint", wanted(""))}>
          Show it
        </Button>
      )}
      {next && !next.ready && (
        <Button size={24} kind="quiet" onClick={() => setSure(true)}>
          Ask early
        </Button>
      )}
      {problem && (
        <span className="t2 el" role="alert">
          {problem.message}
        </span>
      )}
      {sure && next && (
        <Sure
          title={`Hint ${next.hint.place + 1} before its minute`}
          verb="Show it now"
          onDo={() => act("hint", wanted(next.ready ? "" : "asked early"))}
          onClose={() => setSure(false)}
        >
          It comes by itself at {clock(next.hint.minute / 1000)}. Taken now it counts as any hint does, and the
          comparison says that it was early.
        </Sure>
      )}
    </div>
  );
}

function Taken({ taken, team }: { taken: DrillRoom["hints"]; team: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button size={24} kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          Hints taken <span className="t3">{taken.length}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Hints taken">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what takes the focus can be left by Escape */}
        <ol className={styles.taken} tabIndex={0} aria-label="Hints taken">
          {taken.map((hint) => (
            <li key={hint.place}>
              <span className="s12 t3">
                {clock(hint.taken === null ? null : hint.taken / 1000)}
                {team && hint.by && `, ${hint.by}`}
              </span>
              <p>{hint.text}</p>
            </li>
          ))}
        </ol>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The next scenario or the end; neither can be taken back, and both are for everybody. */
function Onwards({ room }: { room: DrillRoom }) {
  const { act } = useDrillCommand();
  const [sure, setSure] = useState<"next" | "finish" | null>(null);
  const [from, setFrom] = useState(room.scenario); // a colleague may go on while one is asked whether one is sure
  const coming = room.scenarios.find(({ number }) => number === (room.scenario ?? 0) + 1);
  const preparing = coming?.state === "preparing";
  const everybody = room.team ? " for everybody" : "";
  return (
    <>
      {room.has_next && (
        <Button
          size={24}
          disabled={preparing}
          title={preparing ? "It is still being prepared" : undefined}
          onClick={() => {
            setFrom(room.scenario);
            setSure("next");
          }}
        >
          Next scenario
        </Button>
      )}
      <Button size={24} kind={room.has_next ? "quiet" : "default"} onClick={() => setSure("finish")}>
        Finish
      </Button>
      {sure === "next" && (
        <Sure
          title="The next scenario"
          verb="Go on"
          onDo={() => act("next", { scenario: from })}
          onClose={() => setSure(null)}
        >
          This one closes{everybody}, and there is no way back to it before the end.
        </Sure>
      )}
      {sure === "finish" && (
        <Sure title="Finish the run" verb="Finish it" onDo={() => act("finish")} onClose={() => setSure(null)}>
          The tools close{everybody}. What you did then stands beside the expected path.
        </Sure>
      )}
    </>
  );
}
