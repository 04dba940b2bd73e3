import type { ProofShown } from "../../api/types";
import { IconExternalLink } from "../../parts/icons";
import styles from "./drills.module.css";
import { toolName } from "./words";

/** Views of the incident that show a thing, each opening in another tab. */
export function Proofs({ proofs }: { proofs: readonly ProofShown[] }) {
  return (
    <ul className={styles.proofs}>
      {proofs.map(({ shows, address }) => (
        <li key={`${shows} ${address}`}>
          {address ? (
            <a href={address} target="_blank" rel="noreferrer">
              {shows || viewOf(address)}
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

/** "Metrics" of "/staff/incidents/x/metrics?q=…", where nothing says what is to be seen there. */
function viewOf(address: string): string {
  const tool = address.split("?")[0]!.split("/")[4];
  return tool ? toolName(tool) : "the incident";
}
