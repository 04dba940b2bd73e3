import { useState } from "react";
import type { PasswordLinkView, PersonView } from "../../api/types";
import { Button, IconButton } from "../../parts/Button";
import { copyText } from "../../parts/CopyLink";
import { IconCheck, IconCopy, IconX } from "../../parts/icons";
import { Card } from "../page/Page";
import { dated } from "../staff/dated";
import styles from "./people.module.css";

export type Given = { person: PersonView; link: PasswordLinkView };

/** A link to pass on. It is shown once: another one can be made at any time. */
export function LinkGiven({ given: { person, link }, onClose }: { given: Given; onClose: () => void }) {
  const [copied, setCopied] = useState(false);
  return (
    <Card label={`Link for ${person.name}`}>
      <div className={styles.given} role="status">
        <div className="row">
          <h2 className="s14 b6">A link for {person.name} to set a password</h2>
          <span className="sp" />
          <IconButton label="Put away" onClick={onClose}>
            <IconX />
          </IconButton>
        </div>
        <p className="t2">
          Send it to {person.mail} on a way you trust. It works once, until {dated(link.until)}, and not any more when a
          password was set meanwhile.
        </p>
        <code className={styles.link}>{link.url}</code>
        <div className="row">
          <Button icon={copied ? <IconCheck /> : <IconCopy />} onClick={() => void copyText(link.url).then(setCopied)}>
            {copied ? "Copied" : "Copy the link"}
          </Button>
        </div>
      </div>
    </Card>
  );
}
