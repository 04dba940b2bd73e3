import { IconEyeOff } from "../../parts/icons";
import styles from "./cockpit.module.css";

/** In the place of what others must not read over a shoulder or a shared screen. */
export function Hidden({ what }: { what: string }) {
  return (
    <p className={styles.hiddenline} role="note">
      <IconEyeOff size={14} /> {what} stand here again when your screen is no longer shared.
    </p>
  );
}
