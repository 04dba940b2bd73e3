/** The graph as two tables: the same figures for those who do not see the picture, and for sorting by eye. */
import type { Call, Node, ServiceGraph } from "../../api/types";
import { percent } from "../../lib/units";
import { Button } from "../../parts/Button";
import { changesText, isFailing, latencyText, type Measured, rateText } from "./changes";
import { KINDS } from "./NodeBox";
import styles from "./services.module.css";
import { byChange } from "./ThingPane";
import { OUTSIDE } from "./useServices";

type Props = {
  graph: ServiceGraph;
  finding: boolean;
  dimmed: boolean;
  onNode: (id: string) => void;
  onCall: (caller: string, callee: string) => void;
};

const FIGURES = ["Calls before", "Calls during", "Errors before", "Errors during", "p95 before", "p95 during"];

export function GraphTable({ graph, finding, dimmed, onNode, onCall }: Props) {
  const names = new Map(graph.nodes.map((node) => [node.id, node.name]));
  const shown = <T extends Node | Call>(all: readonly T[]) =>
    all.filter((one) => !one.hidden && (!finding || one.found));
  const calls = byChange(shown(graph.calls));
  const nodes = shown(graph.nodes).toSorted(
    (a, b) => Number(b.changes.length > 0) - Number(a.changes.length > 0) || b.during.rate - a.during.rate,
  );
  return (
    <div className={`scroll ${styles.tables} ${dimmed ? "dimmed" : ""}`}>
      <table className="tbl" aria-label="Calls">
        <thead>
          <Heads first={["From", "To"]} />
        </thead>
        <tbody>
          {calls.map((call) => (
            <tr key={`${call.caller} > ${call.callee}`}>
              <td>{names.get(call.caller) ?? OUTSIDE}</td>
              <td>
                <Button kind="link" size={24} onClick={() => onCall(call.caller, call.callee)}>
                  <span className="el">{names.get(call.callee) ?? call.callee}</span>
                </Button>
              </td>
              <Figures of={call} />
            </tr>
          ))}
        </tbody>
      </table>
      <table className="tbl" aria-label="Services and what they call">
        <thead>
          <Heads first={["Name", "Kind"]} />
        </thead>
        <tbody>
          {nodes.map((node) => (
            <tr key={node.id}>
              <td>
                <Button kind="link" size={24} onClick={() => onNode(node.id)}>
                  <span className="el">{node.name}</span>
                </Button>
              </td>
              <td>{KINDS[node.kind]?.title ?? node.kind}</td>
              <Figures of={node} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Heads({ first }: { first: string[] }) {
  return (
    <tr>
      {first.map((name) => (
        <th key={name} scope="col">
          {name}
        </th>
      ))}
      {FIGURES.map((name) => (
        <th key={name} scope="col" className="num" style={{ width: 92 }}>
          {name}
        </th>
      ))}
      <th scope="col" style={{ width: 190 }}>
        Change
      </th>
    </tr>
  );
}

function Figures({ of: { before, during, changes } }: { of: Measured }) {
  const failing = isFailing(during);
  return (
    <>
      <td className="num">{before ? rateText(before.rate) : "–"}</td>
      <td className="num t1">{rateText(during.rate)}</td>
      <td className="num">{percent(before?.errors)}</td>
      <td className="num">
        <span className={failing ? "err b5" : "t1"}>{percent(during.errors)}</span>
      </td>
      <td className="num">{latencyText(before?.p95_ns)}</td>
      <td className="num t1">{latencyText(during.p95_ns)}</td>
      <td className={changes.length > 0 ? "t1" : "t3"}>{changesText(changes)}</td>
    </>
  );
}
