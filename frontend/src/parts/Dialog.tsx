import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { IconButton } from "./Button";
import styles from "./dialog.module.css";
import { IconX } from "./icons";

type Props = {
  /** Its name; shown as a head unless `bare`. */
  title: string;
  size: number;
  onClose: () => void;
  bare?: boolean;
  children: ReactNode;
};

/** What floats over the page and takes the focus until it is closed. */
export function Dialog({ title, size, onClose, bare, children }: Props) {
  return (
    <Modal.Root opened onClose={onClose} size={size} yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        {!bare && (
          <div className={styles.head}>
            <h2>{title}</h2>
            <IconButton label="Close" keys="Esc" onClick={onClose}>
              <IconX />
            </IconButton>
          </div>
        )}
        <div className={styles.body}>{children}</div>
      </Modal.Content>
    </Modal.Root>
  );
}
