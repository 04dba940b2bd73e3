/** Facets: fields with their most frequent values. A box puts a value in the search; "only" and "not" are one click. */

import { useState } from "react";
import { count } from "../lib/units";
import { Check } from "./Choices";
import styles from "./facets.module.css";
import { IconChevronDown } from "./icons";

export type FacetGroup = {
  field: string;
  distinct: number;
  values: {
    value: string | number | boolean;
    total: number;
    chosen: boolean;
    excluded?: boolean;
    colour?: string;
    shown?: string;
  }[];
};

type Props = {
  facets: FacetGroup[];
  onToggle: (field: string, value: string | number | boolean) => void;
  onOnly: (field: string, value: string | number | boolean) => void;
  onWithout: (field: string, value: string | number | boolean) => void;
  /** Ask for more values of a field. */
  onMore?: (field: string) => void;
  /** Old counts while new ones come. */
  dimmed?: boolean;
};

export function FacetList({ facets, dimmed, ...acts }: Props) {
  return (
    <div className={dimmed ? "dimmed" : undefined}>
      {facets.map((facet) => (
        <Facet key={facet.field} facet={facet} {...acts} />
      ))}
    </div>
  );
}

function Facet({
  facet,
  onToggle,
  onOnly,
  onWithout,
  onMore,
}: { facet: FacetGroup } & Omit<Props, "facets" | "dimmed">) {
  const [open, setOpen] = useState(true);
  const { field, values, distinct } = facet;
  const most = Math.max(1, ...values.map(({ total }) => total));
  const more = distinct - values.length;
  return (
    <div className={styles.group} role="group" aria-label={field}>
      <h3>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconChevronDown />
          <span className="mono el" title={field}>
            {field}
          </span>
        </button>
      </h3>
      {open && (
        <ul>
          {chosenFirst(values).map(({ value, total, chosen, excluded, colour, shown }) => {
            const text = shown ?? String(value);
            return (
              <li key={String(value)} className={styles.value} data-on={chosen} data-out={excluded}>
                {/* biome-ignore lint/a11y/noLabelWithoutControl: the box inside is the control */}
                <label className={styles.choice}>
                  <Check
                    label={`${field} ${text}, ${count(total)}`}
                    checked={chosen}
                    onChange={() => onToggle(field, value)}
                  />
                  {colour && <i className="dot" style={{ background: colour }} />}
                  <span className={`el ${styles.name}`} title={text}>
                    {text}
                  </span>
                  <span className={styles.number} data-hides="true">
                    {count(total)}
                  </span>
                </label>
                <span className={styles.acts}>
                  <button type="button" aria-label={`Only ${field} ${text}`} onClick={() => onOnly(field, value)}>
                    only
                  </button>
                  <button type="button" aria-label={`Without ${field} ${text}`} onClick={() => onWithout(field, value)}>
                    not
                  </button>
                </span>
                <span className={styles.bar} aria-hidden="true">
                  <i style={{ width: `${(total / most) * 100}%` }} />
                </span>
              </li>
            );
          })}
          {more > 0 && (
            <li>
              <button type="button" className={styles.more} onClick={() => onMore?.(field)} disabled={!onMore}>
                {count(more)} more
              </button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

/** Chosen values stay on top, so that they are never hidden by more frequent ones. */
function chosenFirst<T extends { chosen: boolean }>(values: T[]): T[] {
  return [...values.filter(({ chosen }) => chosen), ...values.filter(({ chosen }) => !chosen)];
}
