/** The graph as two tables: the same figures for those who do not see the picture, and for sorting by eye. */
import type { Call, Node, ServiceGraph } from "../../api/types";
import { count, durationNs, percent } from "../../lib/units";
import { Button } from "../../parts/Button";
import { changesText, groundsOf, isFailing, latencyText, type Measured, rateText } from "./changes";
import { KINDS } from "./NodeBox";
import { type Overlay, shareOf, shareText } from "./overlay";
import styles from "./services.module.css";
import { byChange } from "./ThingPane";
import { OUTSIDE } from "./useServices";
import { callName } from "./view";

type Props = {
  graph: ServiceGraph;
  overlay: Overlay | null;
  finding: boolean;
  dimmed: boolean;
  onNode: (id: string) => void;
  onCall: (caller: string, callee: string) => void;
};

const FIGURES = ["Calls before", "Calls during", "Errors before", "Errors during", "p95 before", "p95 during"];

export function GraphTable({ graph, overlay, finding, dimmed, onNode, onCall }: Props) {
  const names = new Map(graph.nodes.map((node) => [node.id, node.name]));
  const shown = <T extends Node | Call>(all: readonly T[]) =>
    all.filter((one) => !one.hidden && (!finding || one.found));
  const calls = byChange(shown(graph.calls));
  const nodes = shown(graph.nodes).toSorted(
    (a, b) => Number(b.changes.length > 0) - Number(a.changes.length > 0) || b.during.rate - a.during.rate,
  );
  return (
    <div className={`scroll ${styles.tables} ${dimmed ? "dimmed" : ""}`}>
      {overlay && <PathTable overlay={overlay} names={names} onCall={onCall} />}
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

type PathProps = Pick<Props, "onCall"> & { overlay: Overlay; names: ReadonlyMap<string, string> };

/** The calls of the trace that is laid over the graph, those that took most first. */
function PathTable({ overlay, names, onCall }: PathProps) {
  const { path, calls } = overlay;
  const rows = [...calls.values()].toSorted((a, b) => b.self_ns - a.self_ns);
  return (
    <table className="tbl" aria-label="Calls of the trace">
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">To</th>
          {["Calls in it", "Failed", "Duration", "Self time", "Of self time", "Critical path"].map((name) => (
            <th key={name} scope="col" className="num" style={{ width: 92 }}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((call) => (
          <tr key={callName(call.caller, call.callee)}>
            <td>{names.get(call.caller) ?? OUTSIDE}</td>
            <td>
              <Button kind="link" size={24} onClick={() => onCall(call.caller, call.callee)}>
                <span className="el">{names.get(call.callee) ?? call.callee}</span>
              </Button>
            </td>
            <td className="num t1">{count(call.calls)}</td>
            <td className="num">
              <span className={call.failed > 0 ? "err b5" : "t1"}>{count(call.failed)}</span>
            </td>
            <td className="num">{durationNs(call.total_ns)}</td>
            <td className="num t1">{durationNs(call.self_ns)}</td>
            <td className="num t1">{shareText(shareOf(call, path))}</td>
            <td className="num">{call.critical_ns > 0 ? durationNs(call.critical_ns) : "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
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

function Figures({ of }: { of: Measured }) {
  const { before, during, changes } = of;
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
      <td className={changes.length > 0 ? "t1" : "t3"} title={groundsOf(of, "id" in of)}>
        {changesText(of)}
      </td>
    </>
  );
}
