import type { Seen } from "../../api/types";
import { Segments } from "../../parts/Choices";
import { IconCircle, IconCircleCheck, IconCircleDashed } from "../../parts/icons";
import { signalOf, withSignal } from "./card";
import styles from "./scorecard.module.css";
import { useSheet } from "./sheet";

const SEEN: { value: Seen; label: string }[] = [
  { value: "seen", label: "Seen" },
  { value: "not_seen", label: "Not seen" },
  { value: "not_asked", label: "Not asked" },
];

/** What the levels ask for beside the points: seen, not seen, or not asked, and what it was. */
export function Signals() {
  const { page, card, view, change } = useSheet();
  return (
    <section className={styles.block} aria-label="Level signals">
      <div className="row">
        <h3>Level signals</h3>
        <span className="s12 t3 el">not weighted, shown beside the result</span>
      </div>
      <ul className={styles.signals}>
        {page.signals.map(({ id, title }) => {
          const said = signalOf(card, id);
          const open = view.signal === id;
          return (
            <li key={id}>
              <button
                type="button"
                className={styles.signal}
                aria-expanded={open}
                onClick={() => change({ signal: open ? "" : id })}
              >
                <Sign seen={said?.seen ?? null} />
                <span className="b5 t1">{title}</span>
                <span className={`el ${said?.seen === "seen" ? "t2" : "t3"}`} title={said?.text || undefined}>
                  {said?.text || SEEN.find(({ value }) => value === said?.seen)?.label.toLowerCase() || "–"}
                </span>
              </button>
              {open && <Edit id={id} title={title} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Sign({ seen }: { seen: Seen | null }) {
  if (seen === "seen")
    return (
      <span className="okk">
        <IconCircleCheck size={14} />
      </span>
    );
  return <span className="t3">{seen === "not_seen" ? <IconCircle size={14} /> : <IconCircleDashed size={14} />}</span>;
}

function Edit({ id, title }: { id: string; title: string }) {
  const { card, set, closed } = useSheet();
  const said = signalOf(card, id);
  return (
    <fieldset className={styles.signaledit} disabled={closed}>
      <Segments<Seen | "">
        label={`${title}: seen or not`}
        size={24}
        value={said?.seen ?? ""}
        choices={SEEN}
        onChange={(seen) => seen && set((before) => withSignal(before, id, { seen }))}
      />
      <input
        aria-label={`${title}: what was said`}
        placeholder="What was said"
        value={said?.text ?? ""}
        maxLength={500}
        onChange={(event) => {
          const text = event.currentTarget.value;
          set((before) => withSignal(before, id, { text }), true);
        }}
      />
    </fieldset>
  );
}
