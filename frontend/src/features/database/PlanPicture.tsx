/** A plan's steps as boxes from the result at the left to what is read at the right, and the selected step whole. */

import { type KeyboardEvent, useMemo, useRef } from "react";
import type { PlanNode, PlanTree } from "../../api/types";
import { amount, count, duration, percent } from "../../lib/units";
import { useSize } from "../../lib/useSize";
import { Badge } from "../../parts/Choices";
import { IconAlertTriangle } from "../../parts/icons";
import styles from "./database.module.css";
import { BOX, link, placed, stepped, wayOf } from "./plan-layout";
import type { Heat } from "./view";

type Props = { plan: PlanTree; heat: Heat; node: number | null; onNode: (node: number) => void };

const HOT = 0.3; // a share from which a step is marked

export function PlanPicture({ plan, heat, node, onNode }: Props) {
  const { nodes } = plan;
  const [pane, { width: room }] = useSize<HTMLDivElement>();
  const way = wayOf(nodes, room - 28);
  const { boxes, width, height } = useMemo(() => placed(nodes, way), [nodes, way]);
  const parts = useMemo(() => shares(nodes, heat), [nodes, heat]);
  const ran = nodes.some((one) => one.self_ms !== null);
  const chosen = node !== null && nodes[node] ? node : hottest(parts);
  const tree = useRef<HTMLDivElement>(null);
  const keys = (event: KeyboardEvent) => {
    const next = stepped(nodes, chosen, event.key);
    if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
    event.stopPropagation();
    if (next === null) return;
    onNode(next);
    requestAnimationFrame(() => tree.current?.querySelector<HTMLElement>(`[data-node="${next}"]`)?.focus());
  };
  return (
    <div ref={pane} className={`scroll ${styles.plan}`} data-way={way}>
      <div className={styles.picture}>
        <div
          ref={tree}
          role="tree"
          aria-label="Plan"
          className={styles.tree}
          style={{ width: width + 28, height: height + 24 }}
        >
          <svg width={width + 28} height={height + 24} aria-hidden="true">
            <g transform="translate(14 12)">
              {boxes.flatMap((box) =>
                box.children.map((child) => (
                  <path key={child} d={link(box, boxes[child]!, way)} className={styles.link} />
                )),
              )}
            </g>
          </svg>
          {boxes.map(({ index, x, y }) => {
            const one = nodes[index]!;
            const part = parts[index]!;
            return (
              <div
                key={index}
                role="treeitem"
                aria-level={one.depth + 1}
                aria-selected={index === chosen}
                aria-label={said(one)}
                data-node={index}
                data-hot={part >= HOT || undefined}
                tabIndex={index === chosen ? 0 : -1}
                className={styles.box}
                style={{ left: x + 14, top: y + 12, width: BOX.width, height: BOX.height }}
                onClick={() => onNode(index)}
                onKeyDown={keys}
              >
                <div className="row g6">
                  <b className="el">{one.kind}</b>
                  <span className="sp" />
                  {one.warnings.length > 0 && <IconAlertTriangle />}
                  {part >= HOT && <Badge tone="during">{percent(Math.round(part * 100) / 100)}</Badge>}
                </div>
                <div className="s11 t3 el mono">{[one.on, one.detail].filter(Boolean).join(", ") || "\u00a0"}</div>
                <div className={styles.measures}>
                  <span>
                    {!ran ? (
                      <>
                        cost <b>{amount(one.self_cost)}</b>
                      </>
                    ) : (
                      <>
                        self <b>{duration(one.self_ms)}</b>
                      </>
                    )}
                  </span>
                  <span>
                    rows <b>{amount(one.rows ?? one.rows_planned)}</b>
                  </span>
                </div>
                <i className={styles.heat}>
                  <i data-hot={part >= HOT || undefined} style={{ width: `${part * 100}%` }} />
                </i>
              </div>
            );
          })}
        </div>
      </div>
      {nodes[chosen] && <Step node={nodes[chosen]} plan={plan} />}
    </div>
  );
}

/** Each step's part of the time, of the rows that came, or of the blocks that were looked at. */
export function shares(nodes: readonly PlanNode[], heat: Heat): number[] {
  if (heat === "time") return nodes.map(({ share }) => share);
  const values = nodes.map((one) =>
    heat === "rows" ? (one.rows ?? one.rows_planned) : one.blocks_hit + one.blocks_read,
  );
  const whole = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => (whole > 0 ? value / whole : 0));
}

const hottest = (parts: readonly number[]) => Math.max(0, parts.indexOf(Math.max(...parts)));

const said = (one: PlanNode) =>
  `${one.kind}${one.on ? ` on ${one.on}` : ""}, ${one.self_ms === null ? `cost ${amount(one.self_cost)}` : `${duration(one.self_ms)} itself`}, ${amount(one.rows ?? one.rows_planned)} rows${one.warnings.length > 0 ? `; ${one.warnings.join("; ")}` : ""}`;

/** How far off an estimate was: "off by ×95". */
export const estimateText = ({ estimate, under }: Pick<PlanNode, "estimate" | "under">): string =>
  estimate === null || estimate < 1.5
    ? ""
    : `${under ? "more came" : "fewer came"}, off by ×${amount(estimate >= 10 ? Math.round(estimate) : estimate)}`;

function Step({ node, plan }: { node: PlanNode; plan: PlanTree }) {
  const pairs: [string, string, string?][] = [
    ["time itself", node.self_ms === null ? "not run" : `${duration(node.self_ms)}, ${percent(node.share)}`],
    ["with all below", duration(node.total_ms)],
    ["rows", node.rows === null ? "not run" : count(node.rows), node.loops > 1 ? `in ${count(node.loops)} loops` : ""],
    ["rows estimated", count(node.rows_planned), estimateText(node)],
    ["buffers read, hit", `${count(node.blocks_read)}, ${count(node.blocks_hit)}`],
    ...(node.temp_blocks > 0 ? ([["temporary blocks", count(node.temp_blocks)]] as [string, string][]) : []),
    ["cost", amount(node.cost)],
    ...Object.entries(node.fields)
      .filter(([name]) => !/^(Shared|Local|Temp) /.test(name))
      .map(([name, value]): [string, string] => [name.toLowerCase(), value]),
    [
      "plan took",
      plan.execution_ms === null ? "–" : `${duration(plan.execution_ms)}, planned in ${duration(plan.planning_ms)}`,
    ],
  ];
  return (
    <section className={styles.step} aria-label="Selected step">
      <h3>
        {node.kind} {node.on && <span className="t3 mono s12">{node.on}</span>}
      </h3>
      {node.warnings.length > 0 && (
        <ul className={styles.warnings} aria-label="Worth a look">
          {node.warnings.map((warning) => (
            <li key={warning}>
              <IconAlertTriangle /> {warning}
            </li>
          ))}
        </ul>
      )}
      <dl>
        {pairs.map(([name, value, note]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd title={value}>
              {value} {note && <span className="t3">{note}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
