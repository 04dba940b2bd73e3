/** Over a page that fills the window by itself: how to skip it, the way back, what the page is about, what can be done. */

import type { ReactNode } from "react";
import { Go } from "./Go";
import { Mark } from "./Mark";
import styles from "./page-head.module.css";
import { Bone } from "./States";

export function SkipLink({ to = "content" }: { to?: string }) {
  return (
    <a href="#content" className={styles.skip}>
      Skip to the {to}
    </a>
  );
}

type Props = {
  back: { to: string; label: string };
  /** What the page is; the name stands below it. */
  kind: string;
  /** Whom it is about: candidate and position, as far as they are known. */
  about: readonly string[];
  children: ReactNode;
};

export function PageHead({ back, kind, about, children }: Props) {
  const told = about.filter(Boolean).join(", ");
  return (
    <header className={styles.head}>
      <Go to={back.to} className={styles.brand} label={`Rounds: back to ${back.label}`}>
        <Mark />
        <b>Rounds</b>
      </Go>
      <i className="vr" />
      <div className={styles.who}>
        <span className="el">{kind}</span>
        <h1 className="el" title={told}>
          {told}
        </h1>
      </div>
      {children}
    </header>
  );
}

/** While what it says is read. */
export function HeadShape() {
  return (
    <div className={styles.head}>
      <Bone width={140} height={14} />
      <Bone width={280} height={14} />
    </div>
  );
}
