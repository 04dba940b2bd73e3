import type { GameDay } from "../../api/types";
import { Button } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { Refused } from "../../parts/Refused";
import { EmptyState } from "../../parts/States";
import { Card } from "../page/Page";
import { useEnter } from "./api";
import styles from "./drills.module.css";
import { day, listed } from "./words";

/** Runs of teams that have not ended: whoever practises here may join them. */
export function GameDays({ days, me }: { days: GameDay[]; me: string }) {
  const { enter, busy, problem } = useEnter();
  return (
    <Card title="Game days" label="Game days" detail={days.length > 0 && `${days.length} open`}>
      {days.length === 0 && (
        <EmptyState title="None is open">
          In a game day several people run the same scenario, each on a screen of their own, with one notebook. Open one
          beside: it stands here for the others.
        </EmptyState>
      )}
      <ul className={styles.days}>
        {days.map((one) => (
          <li key={one.id}>
            <div className={styles.day}>
              <p className="row g6">
                <b className="el">{one.scenarios.join(", ")}</b>
                <Badge tone={one.state === "live" ? "accent" : "line"}>
                  {one.state === "live" ? "running" : "waits"}
                </Badge>
              </p>
              <p className="s12 t3 el">
                {one.by === me ? "yours" : one.by}, {day(one.created)}; in it: {listed(one.members)}
              </p>
            </div>
            <Button
              size={28}
              kind={one.joined ? "default" : "primary"}
              disabled={busy}
              aria-label={`${one.joined ? "Go on with" : "Join"} ${one.scenarios.join(", ")}`}
              onClick={() => void enter(one.id)}
            >
              {one.joined ? "Go on" : "Join"}
            </Button>
          </li>
        ))}
      </ul>
      {problem && (
        <div className={styles.foot}>
          <Refused problem={problem} />
        </div>
      )}
    </Card>
  );
}
