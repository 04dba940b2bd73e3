/** The parts of a replay's page that cut a clip of it: a key, a range over the line of time, and a form beside the view. */

import { type FormEvent, type KeyboardEvent, type PointerEvent, useId, useRef, useState } from "react";
import type { ReplayView, ScenarioToClip } from "../../api/types";
import { Button, IconButton } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { IconPlayerPlay, IconScissors, IconX } from "../../parts/icons";
import { Refused } from "../../parts/Refused";
import { SelectField } from "../../parts/SelectField";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { TextField } from "../../parts/TextField";
import { since } from "../replay/timeline";
import type { Player } from "../replay/usePlayer";
import type { End } from "./cutting";
import styles from "./gallery.module.css";
import type { Cutter } from "./useCutter";

export function CutButton({ cutter }: { cutter: Cutter }) {
  return (
    <Button icon={<IconScissors />} on={cutter.open} onClick={cutter.toggle}>
      Clip this
    </Button>
  );
}

/** Drag an end, or move it with the arrow keys. */
export function CutRange({ cutter, view }: { cutter: Cutter; view: ReplayView }) {
  const line = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<End | null>(null);
  if (!cutter.ready) return null;
  const { range, whole, move } = cutter;
  const left = (second: number) => `${(second / Math.max(1, whole)) * 100}%`;
  const place = ({ clientX }: PointerEvent) => {
    const box = line.current!.getBoundingClientRect();
    return ((clientX - box.left) / box.width) * whole;
  };
  const keys = (end: End) => (event: KeyboardEvent) => {
    const by = event.shiftKey ? 10 : 1;
    const next = { ArrowLeft: range[end] - by, ArrowRight: range[end] + by }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(end, next);
  };
  return (
    <div ref={line} className={styles.range}>
      {cutter.data?.clips.map((one) => (
        <span
          key={one.id}
          className={styles.cut}
          title={`Your clip: ${one.title}`}
          style={{
            left: left((one.since - view.began) / 1000),
            width: left((one.until - one.since) / 1000),
          }}
        />
      ))}
      <span className={styles.band} style={{ left: left(range.from), width: left(range.until - range.from) }} />
      {(["from", "until"] as const).map((end) => (
        <div
          key={end}
          role="slider"
          tabIndex={0}
          aria-label={end === "from" ? "Start of the clip" : "End of the clip"}
          aria-valuemin={0}
          aria-valuemax={whole}
          aria-valuenow={range[end]}
          aria-valuetext={since(range[end] * 1000)}
          title={end === "from" ? "Start of the clip (i)" : "End of the clip (o)"}
          className={styles.handle}
          data-end={end}
          style={{ left: left(range[end]) }}
          onKeyDown={keys(end)}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            setHeld(end);
          }}
          onPointerMove={(event) => held === end && move(end, place(event))}
          onPointerUp={() => setHeld(null)}
          onPointerCancel={() => setHeld(null)}
        />
      ))}
    </div>
  );
}

type Props = { cutter: Cutter; view: ReplayView; player: Player };

export function CutPanel({ cutter, view, player }: Props) {
  const { data, problem, again, scenario } = cutter;
  return (
    <div className={styles.panel}>
      <header className="row">
        <h2>Clip for the gallery</h2>
        <span className="sp" />
        <IconButton label="Leave the clip" keys="c" onClick={cutter.toggle}>
          <IconX />
        </IconButton>
      </header>
      {problem && !data && <ErrorState problem={problem} onAgain={again} />}
      {!data && !problem && <SkeletonRows rows={6} height={36} />}
      {data && !data.may && <EmptyState title="No clip of this replay">{data.why}</EmptyState>}
      {data?.may && !scenario && <EmptyState title="Nothing to cut">No scenario was worked on.</EmptyState>}
      {data?.may && scenario && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        <section className="scroll" tabIndex={0} aria-label="The clip">
          <Form cutter={cutter} scenario={scenario} />
          {data.clips.length > 0 && (
            <section className={styles.mine} aria-label="Your clips of this replay">
              <h3>Your clips of this replay</h3>
              <ul>
                {data.clips.map((one) => (
                  <li key={one.id}>
                    <button
                      type="button"
                      aria-label={`Go to ${one.title}`}
                      onClick={() => player.seek(one.since - view.began)}
                    >
                      {since(one.since - view.began)}
                    </button>
                    <Go to={`/staff/gallery/${one.id}`} className="el" title={one.title}>
                      {one.title}
                    </Go>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </section>
      )}
    </div>
  );
}

function Form({ cutter, scenario }: { cutter: Cutter; scenario: ScenarioToClip }) {
  const [title, setTitle] = useState("");
  const [text, setText] = useState("");
  const [chosen, setStep] = useState("");
  const step = scenario.steps.some(({ id }) => id === chosen) ? chosen : "";
  const { range, at, wrong, busy, refused, made, move, watch, cut } = cutter;
  const field = useId();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await cut({ title, text, step }, scenario.number))) return;
    setTitle("");
    setText("");
  };
  return (
    <form className={styles.form} onSubmit={send} aria-label="Clip">
      <fieldset className={styles.times}>
        <legend>From and to</legend>
        <span>{since(range.from * 1000)}</span>
        <Button size={24} onClick={() => move("from", at)} title="i">
          Starts here
        </Button>
        <span>{since(range.until * 1000)}</span>
        <Button size={24} onClick={() => move("until", at)} title="o">
          Ends here
        </Button>
      </fieldset>
      <div className="row">
        <span className="t2" role="status">
          {since((range.until - range.from) * 1000)} of scenario {scenario.number}, {scenario.title}
        </span>
        <span className="sp" />
        <Button size={24} icon={<IconPlayerPlay />} onClick={watch}>
          Watch it
        </Button>
      </div>
      {wrong && (
        <p className="wrn" role="alert">
          {wrong}
        </p>
      )}
      <TextField label="What is to be seen, in a line" value={title} onChange={setTitle} />
      <div className={styles.words}>
        <label htmlFor={field}>Why it is interesting</label>
        <textarea
          id={field}
          rows={4}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      {scenario.steps.length > 0 && (
        <SelectField
          label="Step of the expected path"
          value={step}
          choices={[
            { value: "", label: "None of them" },
            ...scenario.steps.map((one, place) => ({ value: one.id, label: `${place + 1}. ${one.text}` })),
          ]}
          onChange={setStep}
        />
      )}
      <p className="s12 t3">
        Colleagues who calibrate see this stretch without a name, and nothing of the rest. It goes as soon as the
        candidate takes their consent back.
      </p>
      <Refused problem={refused} />
      <div className="row">
        <Button submit kind="primary" busy={busy} disabled={!title.trim() || !!wrong}>
          Put it in the gallery
        </Button>
        {made && (
          <span role="status">
            Done. <Go to={`/staff/gallery/${made}`}>See the clip</Go>
          </span>
        )}
      </div>
    </form>
  );
}
