/** What the metrics page keeps in its address, beside the place that all tools share. */

import { param } from "../../lib/view";

export const METRICS = {
  /** One a lane. None shows the lanes chosen by the catalogue. */
  q: param.list(),
  /** The metric in the pane on the right. */
  metric: param.maybe(),
  cursor: param.choice(["cross", "values", "off"]),
  flags: param.flag(true),
  exemplars: param.flag(true),
  previous: param.flag(),
  sort: param.choice(["size", "name", "now"]),
  /** The brushed stretch: "from~to". */
  sel: param.maybe("replace"),
  find: param.text("", "replace"),
  /** Groups of the browser that are shut. */
  shut: param.names(),
  /** All queries are shown, not only the first. */
  queries: param.flag(),
  /** The same data as tables. */
  table: param.flag(false, "push"),
};
