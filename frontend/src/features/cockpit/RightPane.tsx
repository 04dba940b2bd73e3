import styles from "./cockpit.module.css";
import { useDeck } from "./deck";
import { Hidden } from "./Hidden";
import { HintLadder } from "./HintLadder";
import { Notes } from "./Notes";
import { PathList } from "./PathList";

export function RightPane() {
  const { hidden } = useDeck();
  return (
    <aside className={styles.right} aria-label="Path, hints and notes">
      {hidden ? (
        <div className={styles.hiddenall}>
          <Hidden what="Path, hints, solution, notes and rubric" />
        </div>
      ) : (
        <>
          <PathList />
          <HintLadder />
          <Notes />
        </>
      )}
    </aside>
  );
}
