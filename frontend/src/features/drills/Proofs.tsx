import type { ProofShown } from "../../api/types";
import { IconExternalLink } from "../../parts/icons";
import styles from "./drills.module.css";

/** Views of the incident that show a thing, each opening in another tab. */
export function Proofs({ proofs }: { proofs: readonly ProofShown[] }) {
  return (
    <ul className={styles.proofs}>
      {proofs.map(({ shows, address }) => (
        <li key={`${shows} ${address}`}>
          {address ? (
            <a href={address} target="_blank" rel="noreferrer">
              {shows}
              <IconExternalLink size={12} />
            </a>
          ) : (
            shows
          )}
        </li>
      ))}
    </ul>
  );
}
