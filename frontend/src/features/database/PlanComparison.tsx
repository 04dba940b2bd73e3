/** Two plans of a statement, step beside step. */

import { useAnswer } from "../../api/answers";
import type { PlanComparison as Comparison, PlanNode, PlanPair, PlanTree } from "../../api/types";
import { clock } from "../../lib/time";
import { amount, duration } from "../../lib/units";
import { Badge } from "../../parts/Choices";
import { type Column, FixedList } from "../../parts/FixedList";
import { ErrorState, SkeletonRows } from "../../parts/States";
import styles from "./database.module.css";
import { factor } from "./text";

export function PlanComparison({ statement, before, after }: { statement: string; before: PlanTree; after: PlanTree }) {
  const answer = useAnswer(
    "database/compare",
    { id: statement, before: before.id, after: after.id },
    { view: "database.compare" },
  );
  if (answer.problem)
    return <ErrorState problem={answer.problem} title="The plans could not be compared" onAgain={answer.again} />;
  if (!answer.data) return <SkeletonRows rows={5} label="Comparing the plans" />;
  const { data } = answer;
  return (
    <>
      <p className={styles.compared}>
        <span className={styles.before}>before</span> {clock(data.before.first_seen, "minutes")} –{" "}
        {clock(data.before.last_seen, "minutes")}, {duration(data.before.execution_ms)};{" "}
        <span className={styles.during}>after</span> {clock(data.after.first_seen, "minutes")} –{" "}
        {clock(data.after.last_seen, "minutes")}, {duration(data.after.execution_ms)}
      </p>
      <FixedList
        label="Two plans"
        rows={data.pairs}
        rowKey={({ before: a, after: b }) => `${a} ${b}`}
        columns={columnsOf(data)}
        onOpen={() => undefined}
      />
    </>
  );
}

const WORDS: Record<string, string> = {
  same: "",
  slower: "slower",
  faster: "faster",
  changed: "changed",
  new: "new",
  gone: "gone",
};

function columnsOf({ before, after }: Comparison): Column<PlanPair>[] {
  const one = (pair: PlanPair) => before.nodes[pair.before];
  const other = (pair: PlanPair) => after.nodes[pair.after];
  const measure = (of: (node: PlanNode) => string) => (node: PlanNode | undefined) => (node ? of(node) : "–");
  const time = measure((node) => duration(node.self_ms));
  const rows = measure((node) => amount(node.rows ?? node.rows_planned));
  return [
    {
      key: "step",
      title: "Step",
      width: "minmax(150px, 1fr)",
      render: (pair) => {
        const [a, b] = [one(pair), other(pair)];
        const named = (node: PlanNode) => `${node.kind}${node.on ? ` on ${node.on}` : ""}`;
        const said = pair.what === "changed" ? `${named(a!)} → ${named(b!)}` : named((b ?? a)!);
        return (
          <span
            className="el"
            style={{ paddingInlineStart: pair.depth * 14 }}
            title={[said, a?.detail, b?.detail].filter(Boolean).join("\n")}
          >
            <span className="t1">{said}</span>{" "}
            <span className="t3 s11 mono">
              {a && b && a.detail !== b.detail ? `${a.detail} → ${b.detail}` : (b ?? a)!.detail}
            </span>
          </span>
        );
      },
    },
    { key: "self before", title: "Self before", width: "82px", align: "right", render: (pair) => time(one(pair)) },
    {
      key: "self after",
      title: "after",
      width: "72px",
      align: "right",
      render: (pair) => <span className="t1">{time(other(pair))}</span>,
    },
    {
      key: "change",
      title: "Change",
      width: "64px",
      align: "right",
      render: (pair) => {
        const [a, b] = [one(pair)?.self_ms, other(pair)?.self_ms];
        const { text, more } = factor(a && b ? b / a : null);
        return <span className={more ? styles.increase : "t3"}>{text}</span>;
      },
    },
    { key: "rows before", title: "Rows before", width: "88px", align: "right", render: (pair) => rows(one(pair)) },
    {
      key: "rows after",
      title: "after",
      width: "68px",
      align: "right",
      render: (pair) => <span className="t1">{rows(other(pair))}</span>,
    },
    {
      key: "what",
      title: "Verdict",
      width: "72px",
      align: "right",
      render: ({ what }) =>
        WORDS[what] ? (
          <Badge tone={what === "slower" || what === "new" || what === "changed" ? "during" : undefined}>
            {WORDS[what]}
          </Badge>
        ) : null,
    },
  ];
}
