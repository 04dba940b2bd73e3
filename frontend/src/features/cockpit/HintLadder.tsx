import type { RungShown } from "../../api/types";
import { Button, IconButton } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { IconHourglass, IconSend, IconVolume } from "../../parts/icons";
import { mmss, QUIET } from "./clock";
import styles from "./cockpit.module.css";
import { isWorked, useDeck } from "./deck";
import { HoldButton } from "./HoldButton";
import { loadInWords, look, numbered } from "./ladder";
import { useGive } from "./useGive";

export function HintLadder() {
  const deck = useDeck();
  const { desk, cockpit, clock, press } = deck;
  if (!desk || desk.hints.length === 0) return null;
  const working = isWorked(deck);
  const { counted } = cockpit.candidate;
  const left = clock.quiet === null ? null : Math.max(0, QUIET - clock.quiet);
  return (
    <section className={styles.hints} aria-label="Hints">
      <header className={styles.head}>
        <h2>Hints</h2>
        <span className="s12 t3 el">
          {loadInWords(desk.load, desk.hints.filter(({ given }) => given && !given.moot).length)}
        </span>
        <span className="sp" />
        {working && cockpit.you.runs && (
          <Button
            size={24}
            kind="quiet"
            icon={<IconHourglass />}
            on={counted && left !== null && left > 0}
            title="Count thirty seconds of silence from now (t)"
            onClick={() => void press("silence")}
          >
            {counted && left !== null && left > 0 ? `${Math.ceil(left / 1000)} s` : "30 s timer"}
          </Button>
        )}
      </header>
      <ol>
        {desk.hints.map((rung) => (
          <Hint key={rung.place} rung={rung} />
        ))}
      </ol>
      {desk.may_reveal && cockpit.you.runs && desk.state === "discussion" && (
        <div className={styles.reveal}>
          <span className="el t2">
            {desk.revealed === null ? "The answer may be told now." : "The answer was told."}
          </span>
          <span className="sp" />
          <Button
            size={24}
            disabled={desk.revealed !== null}
            onClick={() => deck.ask({ kind: "reveal", scenario: desk.number })}
          >
            Reveal…
          </Button>
        </div>
      )}
    </section>
  );
}

function Hint({ rung }: { rung: RungShown }) {
  const deck = useDeck();
  const { cockpit, desk, clock, now } = deck;
  const give = useGive();
  const ran = cockpit.clock.running ? Math.max(0, now - cockpit.now) : 0;
  const told = look(rung, { ran, quiet: clock.quiet, mayReveal: desk?.may_reveal ?? false });
  const shown = {
    ...told,
    why: numbered(told.why, desk?.steps ?? []),
    badge: desk?.state === "waiting" && told.badge === "not given" ? "not yet" : told.badge,
  };
  const { runs } = cockpit.you;
  const dueNow = shown.tone === "accent";
  return (
    <li className={styles.hint} data-tone={shown.tone} data-sent={rung.standing === "sent" || undefined}>
      <span className={dueNow ? "b6" : ""}>{mmss(rung.minute)}</span>
      <span className={styles.hinttext}>
        <span className={dueNow ? "t1" : styles.brief} title={rung.text}>
          {rung.text}
        </span>
        {dueNow && <span className="s11 t2">{shown.why}</span>}
      </span>
      <span className={styles.hintend}>
        {dueNow && runs && (
          <>
            <IconButton label="Read it aloud" keys="Shift+H" size={24} onClick={() => give(rung, { aloud: true })}>
              <IconVolume />
            </IconButton>
            <HoldButton hold={shown.press === "hold"} onSend={(held) => give(rung, { hold: held })}>
              <IconSend /> {shown.press === "hold" ? "Hold to send" : "Send"}
            </HoldButton>
          </>
        )}
        {dueNow && !runs && <Badge tone="accent">due</Badge>}
        {!dueNow && runs && (shown.press === "reason" || shown.press === "reveal") ? (
          <button
            type="button"
            className={styles.badgebutton}
            data-tone={shown.tone}
            title={`${shown.why}. Give it all the same…`}
            onClick={() => give(rung, {})}
          >
            {shown.badge}
          </button>
        ) : (
          !dueNow && (
            <Badge tone={shown.tone === "outline" ? "line" : undefined} title={shown.why || undefined}>
              {shown.badge}
            </Badge>
          )
        )}
      </span>
    </li>
  );
}
