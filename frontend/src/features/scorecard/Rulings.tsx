import type { RulingShown } from "../../api/types";
import styles from "./scorecard.module.css";

type Props = {
  rulings: readonly RulingShown[];
  of?: number;
  /** Says which points each is about, where they stand together. */
  named?: boolean;
};

/** What was decided about edge cases of a scenario, beside the words that each is about. */
export function Rulings({ rulings, of, named = false }: Props) {
  if (rulings.length === 0) return null;
  return (
    <ul className={styles.rulings} aria-label={of ? `Rulings of scenario ${of}` : "Rulings"}>
      {rulings.map(({ anchor, title, ruling, ruled }) => (
        <li key={`${anchor} ${title} ${ruled}`}>
          <b>
            Ruling
            {named && on(anchor)}
            {of ? `, scenario ${of}` : ""}:
          </b>{" "}
          {title} – {ruling} <span className="t3 nw">{day(ruled)}</span>
        </li>
      ))}
    </ul>
  );
}

function on(anchor: string): string {
  const [what, which] = anchor.split(" ");
  return what === "points" ? ` on ${which}` : what === "hint" ? ` on hint ${which}` : "";
}

function day(moment: number): string {
  return new Date(moment).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
}

/** Those about these points, or those about neither points nor a criterion. */
export function about(rulings: readonly RulingShown[], points: number | null): RulingShown[] {
  return rulings.filter(({ anchor }) =>
    points === null ? !/^(points|criterion) /.test(anchor) : anchor === `points ${points}`,
  );
}
