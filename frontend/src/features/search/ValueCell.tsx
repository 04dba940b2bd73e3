import { ValueMenu } from "../../parts/ValueMenu";
import { type SearchActions, valueActions } from "./actions";
import styles from "./search.module.css";

type Props = { field: string; value: string | number | boolean | undefined; search: SearchActions; tone?: string };

/** A value in a row: a click opens the menu of values. Absent is "–". */
export function ValueCell({ field, value, search, tone }: Props) {
  if (value === undefined) return <span className="t3">–</span>;
  return (
    <ValueMenu field={field} value={value} actions={valueActions(search, field, value)}>
      <button type="button" tabIndex={-1} className={`${styles.cell} ${tone ?? ""}`} title={`${field}: ${value}`}>
        {String(value)}
      </button>
    </ValueMenu>
  );
}
