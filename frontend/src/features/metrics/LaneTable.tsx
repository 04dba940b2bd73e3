import { useHop } from "../../api/place";
import type { Exemplar } from "../../api/types";
import { useCrosshair } from "../../charts/bus";
import type { Diamond } from "../../charts/LinePlot";
import { stepAt } from "../../charts/scale";
import { clock, type Range } from "../../lib/time";
import { durationNs, measured } from "../../lib/units";
import { Go } from "../../parts/Go";
import { figures, type LaneCurves, type Order, ordered } from "./curves";
import { titleOf } from "./describe";
import type { Lane } from "./lanes";

type Props = { lane: Lane; curves: LaneCurves; order: Order; range: Range; diamonds: readonly Diamond<Exemplar>[] };

/** A lane's data as a table: the same numbers for those who do not see the picture. */
export function LaneTable({ lane, curves, order, range, diamonds }: Props) {
  const { at } = useCrosshair();
  const hop = useHop();
  const title = lane.title || titleOf(lane.expressions);
  const { start, stepMs, points, unit } = curves;
  const moment = at ?? range.end;
  const index = stepAt(moment, start, stepMs, points);
  return (
    <section style={{ padding: "8px 0 16px" }}>
      <table className="tbl">
        <caption style={{ textAlign: "left", padding: "0 12px 4px", fontWeight: 600 }}>{title}</caption>
        <thead>
          <tr>
            <th scope="col">Series</th>
            {["Lowest", "Mean", "Highest", `At ${clock(moment)}`].map((name) => (
              <th key={name} scope="col" className="num" style={{ width: 120 }}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ordered(curves.drawn, order, index).map((curve) => {
            const { low, mean, high } = figures(curve.values);
            return (
              <tr key={curve.key}>
                <td title={curve.name}>{curve.name}</td>
                {[low, mean, high, curve.values[index]].map((value, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: four columns that never move
                  <td key={place} className="num">
                    {measured(value, unit)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {diamonds.length > 0 && (
        <ul aria-label={`Exemplars of ${title}`} style={{ padding: "6px 12px" }} className="s12">
          {diamonds.map(({ of }) => (
            <li key={`${of.trace_id} ${of.time}`} style={{ height: 24 }}>
              <Go {...hop(`traces/${of.trace_id}`, { span: of.span_id })}>
                {clock(of.time, "ms")} {of.root_name || of.trace_id.slice(0, 16)},{" "}
                {of.duration_ns ? durationNs(of.duration_ns) : measured(of.value, unit)}
              </Go>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
