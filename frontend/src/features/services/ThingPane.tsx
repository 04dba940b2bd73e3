/** At the side: one node or call, before and during, over time, its latest traces, and where to go on. */
import { Fragment, useMemo } from "react";
import { useAnswer } from "../../api/answers";
import { useHop, usePlace } from "../../api/place";
import type { Call, CallDetails, Node, Status } from "../../api/types";
import { css } from "../../charts/colours";
import { LinePlot } from "../../charts/LinePlot";
import { useCommands } from "../../lib/commands";
import type { Pinnable } from "../../lib/pinning";
import { count, durationNs, measured, percent, plural } from "../../lib/units";
import { Button, IconButton } from "../../parts/Button";
import { DetailsPane, GoOn } from "../../parts/DetailsPane";
import { IconArrowRight, IconFocus2 } from "../../parts/icons";
import { Bone, EmptyState, ErrorState } from "../../parts/States";
import { axisOf } from "../metrics/axis";
import { onwardOf } from "../search/actions";
import { changesText, comparison, isUnsure, latencyText, rateText } from "./changes";
import { LatestTraces } from "./LatestTraces";
import { KINDS } from "./NodeBox";
import styles from "./services.module.css";
import { InTrace } from "./TraceLine";
import { OUTSIDE, type Services, type Thing } from "./useServices";

type Props = { services: Services; thing: Thing | null };

export function ThingPane({ services, thing }: Props) {
  const { view, change, close } = services;
  useCommands([
    {
      id: "graph.focus",
      label: "Only what it touches",
      group: "Graph",
      keys: "f",
      run: () => change({ focus: !view.focus }),
    },
  ]);
  if (!thing)
    return (
      <DetailsPane title="Not in the graph" onClose={close}>
        <EmptyState title="This call or service was not recorded in this incident" />
      </DetailsPane>
    );
  const title = thing.title.map((name, place) => (
    <Fragment key={name}>
      {place > 0 && <IconArrowRight className={styles.to} />}
      <span className="el">{name}</span>
    </Fragment>
  ));
  return (
    <DetailsPane title={<span className={styles.title}>{title}</span>} onClose={close} pin={pinOf(thing)}>
      <div className="scroll">
        <InTrace overlay={services.overlay} thing={thing} />
        <Comparison services={services} thing={thing} />
        <Details services={services} thing={thing} />
      </div>
    </DetailsPane>
  );
}

/** A call as it is pinned, or a node as what all its calls go to. */
function pinOf({ of, title }: Thing): Pinnable {
  if ("id" in of) return { title: title.join(", "), mark: { service: of.name } };
  return { title: title.join(" to "), mark: { caller: of.caller, callee: of.callee } };
}

function Comparison({ services, thing }: { services: Services; thing: Thing }) {
  const { view, change } = services;
  const { of } = thing;
  const several = "id" in of;
  const kind = KINDS[thing.kind]?.title ?? thing.kind;
  return (
    <table className={styles.compared}>
      <caption className="hidden-text">Before and during</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className={styles.kindHead}>
              {kind}
              <IconButton
                label="Only what it touches"
                keys="f"
                size={24}
                on={view.focus}
                onClick={() => change({ focus: !view.focus })}
              >
                <IconFocus2 />
              </IconButton>
            </span>
          </th>
          <th scope="col" style={{ color: css("before-text") }}>
            before
          </th>
          <th scope="col" style={{ color: css("during-text") }}>
            during
          </th>
          <th scope="col">change</th>
        </tr>
      </thead>
      <tbody>
        {comparison(of).map(({ name, before, during, change: by, tone }) => (
          <tr key={name}>
            <th scope="row">{name === "Calls" && "sends" in of && of.sends ? "Calls it makes" : name}</th>
            <td>{before}</td>
            <td className="t1">{during}</td>
            <td data-tone={tone}>{by}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">Stored</th>
          <td>{of.before ? count(of.before.rows) : "–"}</td>
          <td>{count(of.during.rows)}</td>
          <td className={isUnsure(of) ? "t3" : undefined}>{isUnsure(of) ? "too few" : ""}</td>
        </tr>
        <tr title={several ? "Of several calls together: at least so many traces" : undefined}>
          <th scope="row">{several ? "Traces, at least" : "Traces"}</th>
          <td>{of.before ? count(of.before.traces) : "–"}</td>
          <td>{count(of.during.traces)}</td>
          <td />
        </tr>
      </tbody>
    </table>
  );
}

function Details({ services, thing }: { services: Services; thing: Thing }) {
  const { stretches } = services;
  const { range } = usePlace();
  const hop = useHop();
  const answer = useAnswer(
    "services/call",
    {
      callers: thing.callers,
      callees: thing.callees,
      from_time: range.start,
      to_time: range.end,
      start: stretches.during.start,
      end: stretches.during.end,
      before_start: stretches.before.start,
      before_end: stretches.before.end,
    },
    { view: "services.call" },
  );
  const { data } = answer;
  const onward = useMemo(
    () => (data ? onwardOf(data.related, hop, stretches.during.start) : []),
    [data, hop, stretches.during.start],
  );
  if (answer.problem)
    return <ErrorState problem={answer.problem} title="The curves did not come" onAgain={answer.again} />;
  if (!data)
    return (
      <div className={styles.bones} role="status" aria-label="Loading the curves">
        {[0, 1, 2].map((one) => (
          <Bone key={one} height={86} />
        ))}
      </div>
    );
  return (
    <div className={answer.updating ? "dimmed" : undefined}>
      <Statuses statuses={data.statuses} />
      <Curves data={data} services={services} />
      <Neighbours services={services} thing={thing} />
      {data.query && (
        <LatestTraces
          title={tracesTitle(thing, data.exact)}
          query={data.query}
          during={stretches.during}
          status={data.status_field}
          trace={services.view.trace}
          onTrace={(trace) => services.change({ trace })}
        />
      )}
      <GoOn onward={onward} />
    </div>
  );
}

function tracesTitle({ title }: Thing, exact: boolean): string {
  if (!exact) return title.length > 1 ? `Traces with ${title[1]}` : `Traces of ${title[0]}`;
  return title.length > 1 ? "Traces over this call" : "Traces of these calls";
}

function Statuses({ statuses }: { statuses: readonly Status[] }) {
  if (statuses.length === 0) return null;
  return (
    <table className={styles.compared}>
      <caption className="hidden-text">Status codes, before and during</caption>
      <tbody>
        {statuses.slice(0, 5).map(({ status, before, during }) => (
          <tr key={status}>
            <th scope="row">Status {status}</th>
            <td>{count(before)}</td>
            <td className="t1">{count(during)}</td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const HEIGHT = 64;

function Curves({ data, services }: { data: CallDetails; services: Services }) {
  const curves = useMemo(
    () => [
      { title: "Calls per second", values: data.rate, unit: "", colour: "c1", write: rateText },
      { title: "Errors", values: data.errors, unit: "ratio", colour: "error", write: percent },
      {
        title: "p95",
        values: data.p95_ns.map((ns) => ns && ns / 1e9),
        unit: "seconds",
        colour: "c1",
        write: (value: number) => durationNs(value * 1e9),
      },
    ],
    [data],
  );
  return (
    <>
      {curves.map((curve) => (
        <Curve key={curve.title} {...curve} data={data} services={services} />
      ))}
    </>
  );
}

type CurveProps = {
  title: string;
  values: readonly (number | null)[];
  unit: string;
  colour: string;
  write: (value: number) => string;
  data: CallDetails;
  services: Services;
};

function Curve({ title, values, unit, colour, write, data, services }: CurveProps) {
  const { range, setAt, back } = usePlace();
  const { stretches, change } = services;
  const series = useMemo(() => [{ key: title, values, colour, area: true }], [title, values, colour]);
  const axis = useMemo(() => {
    const made = axisOf([[...values]], unit, false, HEIGHT);
    return { ...made, write: (value: number) => (unit ? measured(value, unit) : made.write(value)) };
  }, [values, unit]);
  const there = values.filter((value) => value !== null);
  const said = there.length
    ? `first ${write(there[0]!)}, highest ${write(Math.max(...there))}, last ${write(there.at(-1)!)}`
    : "no calls stored";
  return (
    <section className={styles.curve} aria-label={title}>
      <h3 className="s12 t2">{title}</h3>
      <LinePlot
        label={`${title}: ${said}`}
        height={HEIGHT + 14}
        range={range}
        start={data.start}
        stepMs={data.step_ms}
        points={values.length}
        series={series}
        axis={axis}
        writeValue={write}
        baseline={stretches.before}
        selection={stretches.during}
        onSelect={(during) => change({ during })}
        onPin={setAt}
        onBack={back}
      />
    </section>
  );
}

const MOST_HOSTS = 200;

/** Who calls a node and whom it calls: each opens the call. */
function Neighbours({ services, thing }: { services: Services; thing: Thing }) {
  const graph = services.answer.data;
  if (!graph || !("id" in thing.of)) return null;
  const { id, hosts } = thing.of as Node;
  const names = new Map(graph.nodes.map((node) => [node.id, node.name]));
  const sides = [
    { title: "Called by", calls: graph.calls.filter(({ callee }) => callee === id), end: (call: Call) => call.caller },
    { title: "Calls", calls: graph.calls.filter(({ caller }) => caller === id), end: (call: Call) => call.callee },
  ];
  return (
    <>
      {hosts.length > 0 && (
        <section className={styles.neighbours} aria-label="Hosts">
          <h3 className="s11 t3">{plural(hosts.length, "host")}, the busiest first</h3>
          <ul className={styles.hosts}>
            {hosts.slice(0, MOST_HOSTS).map((host) => (
              <li key={host} className="el" title={host}>
                {host}
              </li>
            ))}
          </ul>
        </section>
      )}
      {sides.map(({ title, calls, end }) =>
        calls.length === 0 ? null : (
          <section key={title} className={styles.neighbours} aria-label={title}>
            <h3 className="s11 t3">{title}</h3>
            <ul>
              {byChange(calls).map((call) => (
                <li key={end(call)}>
                  <Button kind="link" size={24} onClick={() => services.openCall(call.caller, call.callee)}>
                    <span className="el">{names.get(end(call)) ?? (end(call) || OUTSIDE)}</span>
                  </Button>
                  <span className="s11 t3 el">
                    {call.changes.length > 0
                      ? changesText(call)
                      : `${rateText(call.during.rate)}, ${latencyText(call.during.p95_ns)}`}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ),
      )}
    </>
  );
}

/** What changed first, then what is called most. */
export const byChange = (calls: readonly Call[]): Call[] =>
  calls.toSorted(
    (a, b) => Number(b.changes.length > 0) - Number(a.changes.length > 0) || b.during.rate - a.during.rate,
  );
