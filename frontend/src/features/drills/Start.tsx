import { type FormEvent, useId, useState } from "react";
import { newCommand } from "../../api/access";
import type { DrillsShown, PractiseOffered } from "../../api/types";
import { plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { Check, Segments } from "../../parts/Choices";
import { Refused } from "../../parts/Refused";
import { EmptyState } from "../../parts/States";
import { Card } from "../page/Page";
import { useEnter } from "./api";
import styles from "./drills.module.css";

const MOST = 5;
const MINUTES = { from: 3, to: 120, usual: 15 };
type Who = "alone" | "team";
type Variant = "fresh" | "chosen";

/** What to run: scenarios, alone or with others, a fresh variant or one by its number, and how long. */
export function Start({ shown }: { shown: DrillsShown }) {
  const { begin, busy, problem } = useEnter();
  const [command] = useState(newCommand);
  const [chosen, setChosen] = useState<string[]>(() => shown.untried.slice(0, 1));
  const [who, setWho] = useState<Who>("alone");
  const [variant, setVariant] = useState<Variant>("fresh");
  const [seed, setSeed] = useState("1");
  const [minutes, setMinutes] = useState(String(shown.offered[0]?.minutes ?? MINUTES.usual));
  const ids = { seed: useId(), minutes: useId() };
  const valid =
    chosen.length > 0 && within(minutes, MINUTES.from, MINUTES.to) && (variant === "fresh" || within(seed, 1));
  const start = (event: FormEvent) => {
    event.preventDefault();
    if (!valid || busy) return;
    const seeded = variant === "chosen" ? Number(seed) : null;
    // In the order in which they are offered: that is the order in which they open.
    const scenarios = shown.offered.map(({ name }) => name).filter((name) => chosen.includes(name));
    void begin({ scenarios, seed: seeded, team: who === "team", minutes: Number(minutes) }, command);
  };
  if (shown.offered.length === 0)
    return (
      <Card title="Start a run" label="Start a run">
        <EmptyState title="There is nothing to practise with">
          This installation has none of the shipped scenarios.
        </EmptyState>
      </Card>
    );
  return (
    <Card title="Start a run" label="Start a run">
      <form onSubmit={start}>
        <Offered offered={shown.offered} chosen={chosen} onChosen={setChosen} />
        <div className={styles.choices}>
          <div className={styles.choice}>
            <span>Who</span>
            <Segments<Who>
              label="Who runs it"
              value={who}
              choices={[
                { value: "alone", label: "Alone" },
                { value: "team", label: "Game day", title: "Others may join, each with a screen of their own" },
              ]}
              onChange={setWho}
            />
          </div>
          <div className={styles.choice}>
            <span>Variant</span>
            <div className="row g6">
              <Segments<Variant>
                label="Which variant"
                value={variant}
                choices={[
                  { value: "fresh", label: "Fresh", title: "One that you have not run" },
                  { value: "chosen", label: "By number", title: "The same number is the same incident for everybody" },
                ]}
                onChange={setVariant}
              />
              {variant === "chosen" && (
                <input
                  id={ids.seed}
                  aria-label="Number of the variant"
                  type="number"
                  min={1}
                  className={`${styles.number} ${styles.variant}`}
                  value={seed}
                  onChange={(event) => setSeed(event.currentTarget.value)}
                />
              )}
            </div>
          </div>
          <div className={styles.choice}>
            <label htmlFor={ids.minutes}>Minutes each</label>
            <input
              id={ids.minutes}
              type="number"
              min={MINUTES.from}
              max={MINUTES.to}
              className={styles.number}
              value={minutes}
              onChange={(event) => setMinutes(event.currentTarget.value)}
            />
          </div>
          <span className="sp" />
          <Button submit kind="primary" size={32} busy={busy} disabled={!valid || busy}>
            {who === "team" ? "Open the game day" : "Start"}
          </Button>
        </div>
        <div className={styles.foot}>
          <p className="s12 t3">
            {who === "team"
              ? "It waits for the others under “Game days”, and its clock begins when one of you says so."
              : "You are led there, and its clock begins when you say so."}{" "}
            {chosen.length > 1 && `${plural(chosen.length, "scenario")}, one after the other.`}
          </p>
          <Refused problem={problem} />
        </div>
      </form>
    </Card>
  );
}

function within(text: string, from: number, to = Number.POSITIVE_INFINITY): boolean {
  const value = Number(text);
  return text.trim() !== "" && Number.isInteger(value) && value >= from && value <= to;
}

type OfferedProps = { offered: PractiseOffered[]; chosen: string[]; onChosen: (names: string[]) => void };

function Offered({ offered, chosen, onChosen }: OfferedProps) {
  return (
    <table className="tbl r32" aria-label="Scenarios to practise with">
      <thead>
        <tr>
          <th scope="col" style={{ width: 44 }}>
            <span className="hidden-text">Chosen</span>
          </th>
          <th scope="col">Scenario</th>
          <th scope="col" style={{ width: 200 }}>
            Variants you have run
          </th>
        </tr>
      </thead>
      <tbody>
        {offered.map(({ name, title, tried }) => {
          const on = chosen.includes(name);
          const change = () => onChosen(on ? chosen.filter((one) => one !== name) : [...chosen, name].slice(-MOST));
          return (
            <tr key={name} data-on={on}>
              <td>
                <Check label={title} checked={on} onChange={change} />
              </td>
              <td className="t1">
                <button type="button" tabIndex={-1} className={styles.name} onClick={change}>
                  <span className="el">{title}</span>
                  <span className="t3 s12 el">{name}</span>
                </button>
              </td>
              <td title={tried.join(", ")}>
                {tried.length === 0 ? (
                  <span className="t3">not run yet</span>
                ) : (
                  `${tried.length}: ${tried.slice(-3).join(", ")}`
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
