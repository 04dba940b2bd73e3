import { Menu } from "@mantine/core";
import type { PacketView } from "../../api/types";
import { SchemeButton } from "../../app/shell/Header";
import { Button, IconButton } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { IconDownload, IconHelpCircle, IconPrinter, IconShare, IconUsers } from "../../parts/icons";
import { PageHead } from "../../parts/PageHead";
import type { Opened } from "./Dialogs";
import styles from "./packet.module.css";
import { number, OUTCOMES, shortDay } from "./words";

type Props = { id: string; view: PacketView; onOpen: (dialog: Opened) => void; onKeys: () => void };

export function Header({ id, view, onOpen, onKeys }: Props) {
  const { packet } = view;
  const file = `/api/v1/staff/interviews/${encodeURIComponent(id)}/packet/file`;
  const cards = packet?.raters.filter(({ second }) => !second).length ?? view.submitted;
  return (
    <PageHead
      back={{ to: `/staff/interviews/${id}`, label: "the interview" }}
      kind={`Packet${packet?.about.blind !== false && packet ? ", until the decision without names" : ""}`}
      about={[view.candidate, view.position]}
    >
      <span className={`s12 t3 el ${styles.about}`}>
        {view.ended !== null && `interview of ${shortDay(view.ended)}, `}
        {number(cards)} {cards === 1 ? "scorecard" : "scorecards"} submitted
      </span>
      <span className="sp" />
      {packet && (
        <span className={`s12 t3 nw ${styles.logged}`}>
          {view.until !== null ? `access ends ${shortDay(view.until)}, views are logged` : "views are logged"}
        </span>
      )}
      {packet?.decision && <Badge tone="accent">{OUTCOMES[packet.decision.outcome] ?? packet.decision.outcome}</Badge>}
      <div className={styles.actions}>
        {view.may_share ? (
          <Button icon={<IconShare size={16} />} onClick={() => onOpen("readers")}>
            Share
          </Button>
        ) : (
          <Button icon={<IconUsers size={16} />} onClick={() => onOpen("readers")}>
            Readers
          </Button>
        )}
        {packet && (
          <>
            <Button icon={<IconPrinter size={16} />} onClick={() => window.print()}>
              Print
            </Button>
            <Menu position="bottom-end" width={280} withinPortal>
              <Menu.Target>
                <Button icon={<IconDownload size={16} />}>Download</Button>
              </Menu.Target>
              <Menu.Dropdown aria-label="Download">
                <Menu.Label>A copy names you and is logged</Menu.Label>
                <Menu.Item component="a" href={`${file}?as=html`} download>
                  One file that any browser opens (HTML)
                </Menu.Item>
                <Menu.Item component="a" href={`${file}?as=pdf`} download>
                  A document to print (PDF)
                </Menu.Item>
                <Menu.Divider />
                <Menu.Item onClick={() => onOpen("verify")}>Check a copy against the record…</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        )}
        {view.may_decide && (
          <Button kind={packet?.decision ? "default" : "primary"} onClick={() => onOpen("decide")}>
            {packet?.decision ? "Decide again" : "Record decision"}
          </Button>
        )}
        <SchemeButton />
        <IconButton label="All keys" keys="?" onClick={onKeys}>
          <IconHelpCircle />
        </IconButton>
      </div>
    </PageHead>
  );
}
