/** The one pane on the right: what is open, the way a person came, figures, and where to go on from here. */

import { Fragment, type ReactNode } from "react";
import { useCommands } from "../lib/commands";
import { type Pinnable, pinned } from "../lib/pinning";
import { IconButton } from "./Button";
import styles from "./details.module.css";
import { Go } from "./Go";
import { IconChevronDown, IconChevronRight, IconChevronUp, IconX } from "./icons";

type Props = {
  title: ReactNode;
  onClose: () => void;
  /** Left of the title: a badge, a colour. */
  mark?: ReactNode;
  /** Right of the title, quiet. */
  detail?: ReactNode;
  onPrevious?: () => void;
  onNext?: () => void;
  /** The way here, oldest first; the last is what is open. */
  crumbs?: { label: string; onClick?: () => void }[];
  /** What is pinned while it is open. */
  pin?: Pinnable | undefined;
  children: ReactNode;
};

export function DetailsPane({ title, onClose, mark, detail, onPrevious, onNext, crumbs = [], pin, children }: Props) {
  useCommands([
    { id: "details.close", label: "Close the details", group: "Rows", keys: "Escape", run: onClose, keyOnly: true },
  ]);
  return (
    <>
      {crumbs.length > 1 && <Crumbs crumbs={crumbs} />}
      <header className={styles.title} {...pinned(pin, true)}>
        {mark}
        <h2 className="el">{title}</h2>
        {detail && <span className="s12 t3 el">{detail}</span>}
        <span className="sp" />
        {onPrevious && (
          <IconButton label="Previous" keys="k" size={24} onClick={onPrevious}>
            <IconChevronUp />
          </IconButton>
        )}
        {onNext && (
          <IconButton label="Next" keys="j" size={24} onClick={onNext}>
            <IconChevronDown />
          </IconButton>
        )}
        <IconButton label="Close" keys="Esc" size={24} onClick={onClose}>
          <IconX />
        </IconButton>
      </header>
      {children}
    </>
  );
}

function Crumbs({ crumbs }: { crumbs: { label: string; onClick?: () => void }[] }) {
  return (
    <nav aria-label="The way here" className={styles.crumbs}>
      {crumbs.map(({ label, onClick }, index) => (
        <Fragment key={label}>
          {index > 0 && <IconChevronRight />}
          {onClick && index < crumbs.length - 1 ? (
            <button type="button" onClick={onClick}>
              {label}
            </button>
          ) : (
            <span className="el t1">{label}</span>
          )}
        </Fragment>
      ))}
    </nav>
  );
}

/** Captions over values: duration, spans, errors. */
export function Figures({ figures }: { figures: { label: string; value: ReactNode }[] }) {
  return (
    <dl className={styles.figures}>
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export type Onward = {
  key: string;
  icon: ReactNode;
  title: string;
  /** What is there: "9 spans, 108 ms". */
  detail?: string;
  to: string;
  search?: Record<string, unknown>;
};

/** Every details pane ends with it. */
export function GoOn({ onward }: { onward: Onward[] }) {
  if (onward.length === 0) return null;
  return (
    <section className={styles.on} aria-label="Go on from here">
      <h3>Go on from here</h3>
      <ul>
        {onward.map(({ key, icon, title, detail, to, search }) => (
          <li key={key}>
            <Go to={to} search={search}>
              {icon}
              <span className="el" title={title}>
                {title}
              </span>
              {detail && <small>{detail}</small>}
            </Go>
          </li>
        ))}
      </ul>
    </section>
  );
}
