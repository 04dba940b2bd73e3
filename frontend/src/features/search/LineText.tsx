import { memo } from "react";
import type { Line } from "../../api/types";
import { levelTokens, linePieces } from "./line-pieces";
import styles from "./search.module.css";

type Props = { line: Line; hidden?: ReadonlySet<string> };

/** The text of a line in a row. */
export const LineText = memo(function LineText({ line, hidden }: Props) {
  return (
    <span className={styles.line}>
      {linePieces(line, hidden).map(({ text, key }, place) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name
        key ? <span key={place}>{text}</span> : text,
      )}
    </span>
  );
});

export function Level({ level }: { level: string }) {
  return (
    <span className={styles.level} style={{ color: `var(--r-${levelTokens(level).text})` }}>
      {level.toUpperCase()}
    </span>
  );
}
