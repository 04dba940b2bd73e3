/** The candidate's view at a replay's moment, with the clock's keys and the line of time below it. */

import type { ReactNode } from "react";
import type { ReplayView } from "../../api/types";
import { plural } from "../../lib/units";
import { Button, IconButton } from "../../parts/Button";
import { Segments, Switch } from "../../parts/Choices";
import { IconChevronLeft, IconChevronRight, IconPlayerPause, IconPlayerPlay } from "../../parts/icons";
import { pageNamed } from "../follow/addresses";
import { FollowPane } from "../follow/FollowPane";
import styles from "./replay.module.css";
import { Strip } from "./Strip";
import { since, whyNone } from "./timeline";
import { type Player, SPEEDS } from "./usePlayer";

type Props = {
  view: ReplayView;
  player: Player;
  /** The address of the frame that draws the candidate's views. */
  frame: string;
  /** What the whole is called, and what it says where a view has no address. */
  whole: string;
  /** What its scenario is called, where it is not one of several. */
  scenario?: string;
  erased: string;
  /** Beside the keys, and over the line of time. */
  keys?: ReactNode;
  over?: ReactNode;
};

/** What of a scenario it is; the other phases are called what they are. */
function partOf({ title, part }: ReplayView["phases"][number]): string[] {
  const said = part.replace("_", "-");
  return said === title.toLowerCase() ? [] : [said];
}

export function Stage({ view, player, frame, whole, scenario, erased, keys, over }: Props) {
  const { state, change, at, runs, scene, phase, pause, within, step, toggle, seek } = player;
  return (
    <section aria-label="The candidate's view" className={styles.screen}>
      <div className={styles.caption}>
        <strong>{scene?.address ? pageNamed(scene.address) : "No view"}</strong>
        <span className="t3">
          {phase ? [phase.title, ...partOf(phase)].join(", ") : ""}
          {pause && (pause.away ? ", connection lost" : pause.reason ? `, paused: ${pause.reason}` : ", paused")}
        </span>
      </div>
      <div className={styles.frame} data-dim={!scene?.address}>
        <FollowPane frame={frame} address={scene?.address || null} label="The candidate's view at this moment" />
        {!scene?.address && (
          <p className={styles.none} role="status">
            {scene ? erased : whyNone(view, player.now)}
          </p>
        )}
      </div>
      <div className={styles.controls}>
        <IconButton label="Last thing that happened" keys="k" onClick={() => step(-1)}>
          <IconChevronLeft />
        </IconButton>
        <Button kind="primary" icon={runs ? <IconPlayerPause /> : <IconPlayerPlay />} onClick={toggle}>
          {runs ? "Stop" : "Play"}
        </Button>
        <IconButton label="Next thing that happened" keys="j" onClick={() => step(1)}>
          <IconChevronRight />
        </IconButton>
        <output className={styles.time} aria-label="Time" title={`Of the ${whole}`}>
          {since(at)} <span className="t3">of {since(player.whole)}</span>
          {within && (
            <>
              , {since(within.ms)} <span className="t3">of {scenario ?? `scenario ${within.scenario}`}</span>
            </>
          )}
        </output>
        <span className="sp" />
        {keys}
        <Switch
          label={`Pass over ${plural(view.quiet.length, "quiet stretch", "quiet stretches")}`}
          title="Stretches of more than 20 seconds in which nothing new happened"
          checked={state.quiet}
          onChange={(on) => change({ quiet: on })}
        />
        <Segments
          label="Speed"
          value={state.speed}
          choices={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
          onChange={(value) => change({ speed: value })}
        />
      </div>
      <Strip view={view} at={at} whole={whole} onSeek={seek}>
        {over}
      </Strip>
    </section>
  );
}
