/** What the interviewer sent in this scenario, and what the candidate can ask them for: one click away. */

import { Popover } from "@mantine/core";
import { useState } from "react";
import { asProblem } from "../../api/answers";
import { ask } from "../../api/client";
import { useInterviewLive } from "../../api/live";
import type { Wish } from "../../api/types";
import { Button, IconButton } from "../../parts/Button";
import { IconBell } from "../../parts/icons";
import { isDrill } from "../drills/kind";
import { Words } from "./HourBars";
import styles from "./hour.module.css";

const WISHES: { what: Wish; label: string; asked: string }[] = [
  { what: "pause", label: "A pause", asked: "Pause asked for" },
  { what: "time", label: "More time", asked: "More time asked for" },
  { what: "help", label: "A word of help", asked: "Help asked for" },
];

export function FromInterviewer() {
  const { data } = useInterviewLive();
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState("");
  if (!data || data.kind === "practice" || isDrill(data) || !["live", "paused"].includes(data.state)) return null;
  const { delivered, requests, interviewer } = data;
  const wish = async (what: Wish) => {
    setProblem("");
    const command = crypto.randomUUID();
    await ask("/api/v1/candidate/requests", { what, command }).catch((error) => setProblem(asProblem(error).message));
  };
  const label = delivered.length ? `Your interviewer, ${delivered.length} sent` : "Your interviewer";
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <IconButton label={label} aria-expanded={open} on={open} onClick={() => setOpen(!open)}>
          <IconBell />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.list}>
          {delivered.length === 0 && <p className="t2">{interviewer || "Your interviewer"} has sent nothing here.</p>}
          {delivered.toReversed().map((one) => (
            <div key={one.no}>
              <Words one={one} from={interviewer} />
            </div>
          ))}
          <div className="row g6" role="group" aria-label={`Ask ${interviewer || "your interviewer"} for`}>
            <span className="s12 t3">Ask for</span>
            {WISHES.map(({ what, label: name, asked }) => {
              const waiting = requests.some((one) => one.what === what);
              return (
                <Button key={what} size={24} aria-disabled={waiting} onClick={() => waiting || void wish(what)}>
                  {waiting ? asked : name}
                </Button>
              );
            })}
          </div>
          {problem && (
            <p className="t2" role="alert">
              {problem}
            </p>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
