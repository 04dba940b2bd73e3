import { useEffect, useState } from "react";
import { Button } from "../../parts/Button";
import { IconX } from "../../parts/icons";
import styles from "./cockpit.module.css";
import { UNDO } from "./useGive";
import type { Said } from "./usePress";

const SHOWN = 6000; // milliseconds

/** What was just done, with a way back for as long as there is one. */
export function Toast({ toast, onClose }: { toast: Said; onClose: () => void }) {
  const [left, setLeft] = useState(toast.undo ? UNDO / 1000 : 0);
  useEffect(() => {
    const close = setTimeout(onClose, toast.undo ? UNDO : SHOWN);
    const tick = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000);
    return () => {
      clearTimeout(close);
      clearInterval(tick);
    };
  }, [onClose, toast.undo]);
  return (
    <div className={styles.toast} role={toast.tone === "error" ? "alert" : "status"} data-tone={toast.tone}>
      <span>{toast.text}</span>
      {toast.undo && (
        <Button
          size={24}
          kind="link"
          onClick={() => {
            toast.undo?.();
            onClose();
          }}
        >
          Undo ({left} s)
        </Button>
      )}
      <button type="button" className={styles.toastx} aria-label="Close" onClick={onClose}>
        <IconX size={14} />
      </button>
    </div>
  );
}
