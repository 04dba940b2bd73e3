/** Which attributes stand beside each trace: those chosen, or a few that HTTP services usually have. */
import type { TraceRow } from "../../api/types";

const USUAL = ["http.response.status_code", "http.route", "server.address"];

export type Columns = { asked: string[]; chosen: boolean };

/** What to ask for: an unknown name would be refused. */
export function columnsToAsk(chosen: readonly string[], fields: readonly string[]): Columns {
  if (chosen.length > 0) return { asked: [...chosen], chosen: true };
  return { asked: USUAL.filter((name) => fields.includes(name)), chosen: false };
}

/** What to show: all that were chosen; of the usual ones those that some row has. */
export const columnsToShow = ({ asked, chosen }: Columns, rows: readonly TraceRow[]): string[] =>
  chosen ? asked : asked.filter((name) => rows.some(({ values }) => values[name] !== undefined));
