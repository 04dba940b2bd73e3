/** Steps from an object to what holds it, one below the other: the rail, the edge between two, what each keeps alive. */

import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import type { Thing } from "../../api/types";
import { bytes, plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { movement } from "../../parts/FixedList";
import styles from "./heap.module.css";
import { heldBy, pathRows } from "./path";
import { edgeText, shortPlace, shown } from "./text";

type Props = {
  label: string;
  steps: readonly Thing[];
  /** The step whose facts are shown. */
  held: number | null;
  /** Passed by with the keyboard, it only "replaces" what was shown before. */
  onHold: (thing: Thing, history?: "push" | "replace") => void;
  /** Enter on it, or a double click: it becomes the object. */
  onOpen: (thing: Thing) => void;
  /** Edges between all steps; dominators have them where they refer to the one before themselves. */
  edges?: boolean;
  /** Steps that are drawn quietly. */
  quiet?: readonly boolean[];
  /** It takes the focus when it comes, once. */
  landing?: RefObject<boolean>;
  /** One of several: only the one with the focus brings its step into view. */
  still?: boolean;
};

export function Steps({ label, steps, held, onHold, onOpen, edges = true, quiet, landing, still = false }: Props) {
  const [unfolded, setUnfolded] = useState(false);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const place = Math.max(
    0,
    steps.findIndex((step) => step.id === held),
  );
  const rows = pathRows(steps.length, unfolded);
  const hold = (index: number) => {
    const step = steps[Math.max(0, Math.min(steps.length - 1, index))];
    if (step) onHold(step, "replace");
  };
  const keys = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = movement(event.key, place, 8, steps.length);
    if (next !== null) hold(next);
    else if (event.key === "Enter" || event.key === "o") onOpen(steps[place]!);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useEffect(() => {
    if (held === null || (still && !box.current?.contains(document.activeElement))) return;
    document.getElementById(`${id}-${place}`)?.scrollIntoView?.({ block: "nearest" });
  }, [id, held, place, still]);
  useEffect(() => {
    if (!landing?.current) return;
    landing.current = false;
    box.current?.focus({ preventScroll: true });
  }, [landing]);
  return (
    <div
      ref={box}
      role="listbox"
      aria-label={label}
      aria-activedescendant={`${id}-${place}`}
      tabIndex={0}
      className={styles.steps}
      onKeyDown={keys}
    >
      {rows.map((row) =>
        "hidden" in row ? (
          <div key="hidden" role="presentation" className={styles.folded}>
            <Button size={24} kind="link" tabIndex={-1} onClick={() => setUnfolded(true)}>
              {plural(row.hidden, "step")} between
            </Button>
          </div>
        ) : (
          <Step
            key={row.step}
            id={`${id}-${row.step}`}
            thing={steps[row.step]!}
            first={row.step === 0}
            edges={edges}
            quiet={quiet?.[row.step] ?? false}
            held={row.step === place}
            onHold={() => onHold(steps[row.step]!)}
            onOpen={() => onOpen(steps[row.step]!)}
          />
        ),
      )}
    </div>
  );
}

type StepProps = {
  id: string;
  thing: Thing;
  first: boolean;
  edges: boolean;
  quiet: boolean;
  held: boolean;
  onHold: () => void;
  onOpen: () => void;
};

function Step({ id, thing, first, edges, quiet, held, onHold, onOpen }: StepProps) {
  const { name, at, elements, edge, retained_bytes } = thing;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus
    <div
      id={id}
      role="option"
      aria-selected={held}
      className={styles.step}
      data-quiet={quiet}
      onClick={onHold}
      onDoubleClick={onOpen}
    >
      {!first && (edges || edge !== "") && (
        <span className={styles["step-edge"]} title={shown(`${edge} (${thing.edge_type})`, 400)}>
          <bdi>{heldBy(edgeText(edge))}</bdi>
        </span>
      )}
      <span className={styles["step-body"]} data-first={first}>
        <i aria-hidden="true" />
        <span className={styles["step-name"]}>
          <bdi className={`mono el ${quiet ? "t3" : "t1"}`} title={shown(name, 1000)}>
            {shown(name) || "(no name)"}
          </bdi>
          <span className="mono t3 nosh">@{thing.id}</span>
          {elements > 1 && <span className="t3 s11 nw">{plural(elements, "element")}</span>}
        </span>
        <span className="t1 s12 nw">{bytes(retained_bytes)}</span>
        {at && (
          <bdi className={`s11 el ${styles["step-at"]}`} title={shown(at)}>
            {shortPlace(shown(at))}
          </bdi>
        )}
      </span>
    </div>
  );
}
