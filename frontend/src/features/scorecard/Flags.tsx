import { Popover } from "@mantine/core";
import { useState } from "react";
import type { Cited, Flag, Raised } from "../../api/types";
import { Button } from "../../parts/Button";
import { IconMinus, IconPlus, IconX } from "../../parts/icons";
import { SecondLink } from "./Chip";
import { Choices, Picker } from "./Picker";
import styles from "./scorecard.module.css";
import { written } from "./seconds";
import { useSheet } from "./sheet";

/** The guide's flags: confirmed by the rater, each with the second it refers to; what was raised or found before waits. */
export function Flags() {
  const { page, card, closed } = useSheet();
  return (
    <section className={styles.block} aria-label="Flags" data-item="flags">
      <div className="row">
        <h3>Flags</h3>
        <span className="s12 t3 el">confirmed by you, with the second they refer to</span>
        <span className="sp" />
        {!closed && <AddFlag />}
      </div>
      {card.flags.length === 0 && <p className="s12 t3">None is confirmed.</p>}
      <ul className={styles.flags}>
        {card.flags.map((one, place) => (
          <OneFlag
            key={`${one.flag} ${one.scenario} ${one.seconds}`}
            raised={one}
            place={place}
            flag={page.catalogue.find(({ id }) => id === one.flag)}
          />
        ))}
      </ul>
      {!closed && <ToConfirm />}
    </section>
  );
}

/** What one raised in the cockpit, and what the record supports: neither is a flag of the card until it is confirmed. */
function ToConfirm() {
  const { page, card, set } = useSheet();
  const { catalogue, flags, suggested } = page;
  const open = (flag: string) => !card.flags.some((one) => one.flag === flag);
  const raised = flags.filter((one, place) => open(one.flag) && isFirst(flags, one, place));
  const found = suggested.filter(
    (one, place) => open(one.flag) && isFirst(suggested, one, place) && !raised.some(({ flag }) => flag === one.flag),
  );
  const add = (flag: Raised) => set((before) => ({ ...before, flags: [...before.flags, flag] }));
  if (raised.length + found.length === 0) return null;
  return (
    <ul className={styles.waiting} aria-label="Flags to confirm">
      {raised.map(({ no, flag, scenario, at, support }) => (
        <li key={no}>
          <Sign flag={catalogue.find(({ id }) => id === flag)} />
          <span>
            <span className="el">{textOf(catalogue, flag)}</span>
            <span className="t3 s11">raised by you at {written((at ?? 0) / 1000)}</span>
          </span>
          <Button
            size={24}
            kind="quiet"
            aria-label={`Confirm: ${textOf(catalogue, flag)}`}
            onClick={() => add({ flag, scenario, seconds: Math.max(0, at ?? 0) / 1000, text: support })}
          >
            Confirm
          </Button>
        </li>
      ))}
      {found.map(({ flag, scenario, how }) => (
        <li key={flag}>
          <Sign flag={catalogue.find(({ id }) => id === flag)} />
          <span>
            <span className="el">{textOf(catalogue, flag)}</span>
            <span className="t3 s11">
              by the record of scenario {scenario}: {how}
            </span>
          </span>
          <Picker
            label="Confirm"
            what={`Confirm, with its second: ${textOf(catalogue, flag)}`}
            scenario={scenario}
            onPick={(second) => add({ flag, scenario: second.scenario, seconds: second.seconds, text: how })}
          />
        </li>
      ))}
    </ul>
  );
}

function isFirst(all: readonly { flag: string }[], one: { flag: string }, place: number): boolean {
  return all.findIndex(({ flag }) => flag === one.flag) === place;
}

function textOf(catalogue: readonly Flag[], flag: string): string {
  return catalogue.find(({ id }) => id === flag)?.text ?? flag;
}

function Sign({ flag }: { flag: Flag | undefined }) {
  const green = flag?.colour === "green";
  return (
    <span className={green ? "okk" : "wrn"} title={green ? "green flag" : "red flag"}>
      {green ? <IconPlus size={14} /> : <IconMinus size={14} />}
      <span className="hidden-text">{green ? "green flag" : "red flag"}</span>
    </span>
  );
}

function OneFlag({ raised, place, flag }: { raised: Raised; place: number; flag: Flag | undefined }) {
  const { set, closed } = useSheet();
  const text = flag?.text ?? raised.flag;
  const put = (next: Raised | null) =>
    set((card) => ({ ...card, flags: card.flags.flatMap((one, at) => (at === place ? (next ? [next] : []) : [one])) }));
  return (
    <li>
      <Sign flag={flag} />
      <span className="el" title={raised.text ? `${text}: ${raised.text}` : text}>
        {text}
      </span>
      <span className="row g4">
        {!closed && (
          <span className={styles.ends}>
            <Picker
              label="When"
              what={`Second of the flag: ${text}`}
              scenario={raised.scenario || 1}
              all
              onPick={({ scenario, seconds }) => put({ ...raised, scenario, seconds })}
            />
            <button type="button" aria-label={`Take this flag back: ${text}`} onClick={() => put(null)}>
              <IconX />
            </button>
          </span>
        )}
        <span className="s11">
          <SecondLink second={raised} />
        </span>
      </span>
    </li>
  );
}

/** A flag of the guide, then its second. */
function AddFlag() {
  const { page, card, set } = useSheet();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<Flag | null>(null);
  const turn = (on: boolean) => {
    setOpen(on);
    setChosen(null);
  };
  const there = new Set(card.flags.map(({ flag }) => flag));
  const raise = ({ scenario, seconds, text }: Cited) => {
    set((before) => ({ ...before, flags: [...before.flags, { flag: chosen!.id, scenario, seconds, text }] }));
    turn(false);
  };
  return (
    <Popover
      opened={open}
      onChange={turn}
      position="top-end"
      width={440}
      trapFocus
      returnFocus
      withinPortal
      shadow="none"
    >
      <Popover.Target>
        <Button
          size={24}
          kind="quiet"
          icon={<IconPlus />}
          aria-label="Add a flag"
          aria-expanded={open}
          onClick={() => turn(!open)}
        >
          Flag
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Flags of the guide">
        {open && chosen && (
          <>
            <p className={`s12 b5 ${styles.chosen}`}>{chosen.text}</p>
            <Choices
              what={`Second of the flag: ${chosen.text}`}
              scenario={page.scenarios[0]?.number ?? 0}
              all
              onPick={raise}
            />
          </>
        )}
        {open && !chosen && (
          <div className={styles.picker}>
            {(["green", "red"] as const).map((colour) => (
              <div key={colour} role="group" aria-label={`${colour} flags`}>
                <h4 className="s11 t3">{colour === "green" ? "Green flags" : "Red flags"}</h4>
                <ul>
                  {page.catalogue
                    .filter((one) => one.colour === colour && !there.has(one.id))
                    .map((one) => (
                      <li key={one.id}>
                        <button type="button" className={styles.two} onClick={() => setChosen(one)}>
                          <Sign flag={one} />
                          <span className="el" title={one.text}>
                            {one.text}
                          </span>
                        </button>
                      </li>
                    ))}
                </ul>
              </div>
            ))}
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
