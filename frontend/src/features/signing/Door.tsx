import type { FormEvent, ReactNode } from "react";
import type { Problem } from "../../api/client";
import { Button } from "../../parts/Button";
import { Refused } from "../../parts/Refused";
import { Card, Page, pageStyles } from "../page/Page";
import styles from "./signing.module.css";

type Props = {
  title: string;
  lead?: ReactNode;
  problem: Problem | null;
  button: string;
  busy: boolean;
  onSubmit: () => void;
  children: ReactNode;
  foot?: ReactNode;
};

/** A page that is one small form. */
export function Door({ title, lead, problem, button, busy, onSubmit, children, foot }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onSubmit();
  };
  return (
    <Page title={title}>
      <div className={styles.door}>
        <Card label={title}>
          <form className={styles.form} onSubmit={submit} noValidate>
            <h1 className={pageStyles.title}>{title}</h1>
            {lead && <p className="t2">{lead}</p>}
            {children}
            <Refused problem={problem} />
            <Button kind="primary" size={32} submit busy={busy}>
              {button}
            </Button>
          </form>
        </Card>
        {foot && <p className={`${styles.foot} t3`}>{foot}</p>}
      </div>
    </Page>
  );
}
