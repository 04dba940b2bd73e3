/** Pages that are read: a bar on top, cards on the page's colour. */

import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { useTitle } from "../../lib/useTitle";
import { Button } from "../../parts/Button";
import { Go } from "../../parts/Go";
import { IconMoon, IconSun } from "../../parts/icons";
import { Mark } from "../../parts/Mark";
import { Account } from "./Account";
import { initials } from "./initials";
import styles from "./page.module.css";

type Props = {
  /** In the tab, before the product's name. */
  title?: string;
  children: ReactNode;
  home?: string;
  place?: ReactNode;
  person?: string;
  /** What stands in the bar in the place of the choice of colours. */
  bar?: ReactNode;
};

export function Page({ title, children, home, place, person, bar }: Props) {
  useTitle(title);
  const word = (
    <>
      <Mark />
      <b>Rounds</b>
    </>
  );
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        {home ? (
          <Go to={home} className={styles.word} label="Rounds: start page">
            {word}
          </Go>
        ) : (
          <span className={styles.word}>{word}</span>
        )}
        {place && (
          <>
            <i className="vr" />
            {typeof place === "string" ? <span className="t2">{place}</span> : place}
          </>
        )}
        <span className="sp" />
        {bar ?? <Display />}
        {person && (
          <>
            <i className="vr" />
            <span className="row">
              <span className={styles.who} aria-hidden="true">
                {initials(person)}
              </span>
              <span>{person}</span>
            </span>
          </>
        )}
        <Account />
      </header>
      <main id="content" className={styles.wrap}>
        {children}
      </main>
    </div>
  );
}

function Display() {
  const dark = useComputedColorScheme("dark") === "dark";
  const { setColorScheme } = useMantineColorScheme();
  return (
    <Button
      kind="quiet"
      icon={dark ? <IconSun /> : <IconMoon />}
      onClick={() => setColorScheme(dark ? "light" : "dark")}
    >
      {dark ? "Light" : "Dark"}
    </Button>
  );
}

type CardProps = { title?: ReactNode; detail?: ReactNode; label?: string; children: ReactNode; className?: string };

export function Card({ title, detail, label, children, className }: CardProps) {
  return (
    <section className={`${styles.card} ${className ?? ""}`} aria-label={label}>
      {title && (
        <header>
          <h2>{title}</h2>
          <span className="sp" />
          {detail && <span className="s12 t3">{detail}</span>}
        </header>
      )}
      {children}
    </section>
  );
}

export const pageStyles = styles;
