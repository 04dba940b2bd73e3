import { useNotebook } from "../../api/notebook";
import { pinsOf } from "../../api/notebook-applied";
import { plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { IconLock, IconNotebook } from "../../parts/icons";
import styles from "./notebook.module.css";
import { closedWords } from "./words";

/** In the header: how much stands in the notebook, and whether it can be written in. */
export function NotebookButton({ open, onOpen }: { open: boolean; onOpen: () => void }) {
  const notebook = useNotebook();
  if (!notebook) return null;
  const { view, why } = notebook;
  const [entries, pins] = [view.entries.length, pinsOf(view).length];
  const words = `Notebook, ${plural(entries, "entry", "entries")}, ${plural(pins, "pin")}${why ? ", read only" : ""}`;
  return (
    <div className={styles.opener}>
      <Button
        on={open}
        icon={why ? <IconLock /> : <IconNotebook />}
        aria-label={words}
        title={`${closedWords(why) || "Your hypotheses and pins"} (n)`}
        onClick={onOpen}
      >
        <span className={styles.word}>Notebook</span>
        <span className={styles.count}>{entries + pins}</span>
      </Button>
    </div>
  );
}
