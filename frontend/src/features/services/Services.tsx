/** The service graph: who calls whom, and what of it is different between two stretches of time. */
import { useMemo } from "react";
import type { Problem } from "../../api/client";
import { usePlace } from "../../api/place";
import { useIncident } from "../../api/surface";
import { useCommands } from "../../lib/commands";
import { clock } from "../../lib/time";
import { plural } from "../../lib/units";
import { Button } from "../../parts/Button";
import { Segments } from "../../parts/Choices";
import { CopyLink } from "../../parts/CopyLink";
import { IconTable } from "../../parts/icons";
import { ContextBar, Pane, Panes, Sized } from "../../parts/Panes";
import { Bone, EmptyState, ErrorState, QueryCost } from "../../parts/States";
import { TimeRangePicker } from "../../parts/TimeRangePicker";
import { corrected } from "../search/clauses";
import { StoredNote } from "../search/StoredNote";
import { FilterField } from "./FilterField";
import { GraphTable } from "./GraphTable";
import { GraphView } from "./GraphView";
import { Line } from "./Line";
import { neighbourhood, pictureOf, shapeOf } from "./picture";
import { Strip } from "./Strip";
import styles from "./services.module.css";
import { endedAt } from "./stretches";
import { ThingPane } from "./ThingPane";
import { overlayText, TraceLegend, TraceLine } from "./TraceLine";
import { useLayout } from "./useLayout";
import { type Services as State, thingOf, useServices } from "./useServices";
import { LABELS, type LabelMode, VIEWS, type ViewName } from "./view";

const VIEW_TITLES: Record<ViewName, string> = { difference: "Difference", before: "Before", during: "During" };
const VIEW_KEYS: Record<ViewName, string> = { difference: "v c", before: "v b", during: "v d" };
const VIEW_ORDER = ["before", "during", "difference"] as const;
const LABEL_TITLES: Record<LabelMode, string> = { change: "What changed", rate: "Rate", errors: "Errors", p95: "p95" };

export function Services() {
  const services = useServices();
  useServiceCommands(services);
  const { answer, opened } = services;
  return (
    <>
      <Bar services={services} />
      <Panes name="services">
        <Pane label="Service graph" as="main">
          <TraceLine services={services} />
          <Legend services={services} />
          <Body services={services} />
          <Strip services={services} />
        </Pane>
        {opened && (
          <Pane label="Details" as="aside" size="var(--r-drawer)" least={300} most={640}>
            {answer.data ? (
              <ThingPane services={services} thing={thingOf(answer.data, opened)} />
            ) : (
              <Bone height={200} />
            )}
          </Pane>
        )}
      </Panes>
    </>
  );
}

function Bar({ services }: { services: State }) {
  const { view, change, answer } = services;
  const { start, now } = useIncident();
  const place = usePlace();
  const { data } = answer;
  const fault = answer.problem?.kind === "invalid" ? answer.problem : null;
  const nodes = data?.nodes.filter(({ hidden }) => !hidden).length ?? 0;
  const calls = data?.calls.filter(({ hidden, caller }) => !hidden && caller !== "").length ?? 0;
  return (
    <ContextBar>
      <TimeRangePicker
        text={place.text}
        range={place.range}
        now={now}
        window={{ start, end: now }}
        onChange={place.setRange}
        onBack={place.canGoBack ? place.back : undefined}
      />
      <Segments
        label="View"
        value={view.view}
        choices={VIEW_ORDER.map((value) => ({ value, label: VIEW_TITLES[value] }))}
        onChange={(next) => change({ view: next })}
      />
      <FilterField
        name="Find"
        value={view.find}
        fault={fault?.field === "find" ? fault : null}
        count={view.find && data && !fault ? data.found : null}
        onSubmit={(find) => change({ find })}
      />
      <FilterField
        name="Hide"
        value={view.hide}
        fault={fault?.field === "hide" ? fault : null}
        count={null}
        onSubmit={(hide) => change({ hide })}
      />
      {!services.path?.data && (
        <Segments
          label="Label of calls"
          value={view.label}
          choices={LABELS.map((value) => ({
            value,
            label: value === "change" ? <Sized long="What changed" short="Changed" /> : LABEL_TITLES[value],
            title: `Labels: ${LABEL_TITLES[value]}`,
          }))}
          onChange={(label) => change({ label })}
        />
      )}
      <span className="sp" />
      <QueryCost
        text={data ? `${plural(nodes, "node")}, ${plural(calls, "call")}, ${Math.round(data.took_ms)} ms` : ""}
        updating={answer.loading || answer.updating}
        seconds={answer.seconds}
        onCancel={answer.cancel}
      />
      <CopyLink />
    </ContextBar>
  );
}

function Body({ services }: { services: State }) {
  const { view, change, answer, opened, openNode, openCall, overlay } = services;
  const { data, problem } = answer;
  const drawn = !view.table && data !== undefined && data.nodes.length > 0;
  const shape = useMemo(() => (drawn ? shapeOf(data!) : null), [drawn, data]);
  const layout = useLayout(shape);
  const finding = view.find.trim() !== "" && problem === null;
  const picture = useMemo(() => {
    if (!data || !layout) return null;
    const ids = view.focus && opened ? ("node" in opened ? [opened.node] : [opened.caller, opened.callee]) : null;
    const focus = ids && (opened && "node" in opened ? neighbourhood(data, ids) : new Set(ids));
    return pictureOf(data, layout, { view: view.view, label: view.label, finding, focus, overlay });
  }, [data, layout, view.view, view.label, view.focus, finding, opened, overlay]);
  if (problem && !(problem.kind === "invalid" && data))
    return (
      <div className={`scroll ${styles.instead}`}>
        <ErrorState
          problem={problem}
          title="The graph did not come"
          asked={problem.field === "hide" ? view.hide : problem.field === "find" ? view.find : undefined}
          onAgain={problem.kind === "invalid" ? undefined : answer.again}
          actions={
            problem.kind === "invalid" ? (
              <Button onClick={() => change({ find: "", hide: "" })}>Without Find and Hide</Button>
            ) : undefined
          }
        />
      </div>
    );
  if (!data && answer.stopped)
    return (
      <div className={styles.instead}>
        <EmptyState title="The question was stopped" actions={<Button onClick={answer.again}>Ask again</Button>} />
      </div>
    );
  if (!data) return <Skeleton />;
  if (data.nodes.length === 0) return <Nothing />;
  const dimmed = answer.updating || answer.stopped || problem !== null;
  if (view.table)
    return (
      <GraphTable
        graph={data}
        overlay={overlay}
        finding={finding}
        dimmed={dimmed}
        onNode={openNode}
        onCall={openCall}
      />
    );
  if (!picture) return <Skeleton />;
  if (picture.nodes.length === 0)
    return (
      <div className={styles.instead}>
        <EmptyState
          title="Everything is hidden"
          actions={<Button onClick={() => change({ hide: "" })}>Hide nothing</Button>}
        >
          <p>
            <code className="mono">{view.hide}</code> takes away every node and call.
          </p>
        </EmptyState>
      </div>
    );
  return (
    <GraphView
      picture={picture}
      label={`Services and calls, ${VIEW_TITLES[view.view].toLowerCase()}: ${plural(picture.nodes.length, "node")}, ${plural(picture.calls.length, "call")}${overlay ? `; ${overlayText(overlay)}` : ""}`}
      opened={opened}
      camera={view.camera}
      onCamera={(camera) => change({ camera })}
      onNode={openNode}
      onCall={openCall}
      dimmed={dimmed}
    />
  );
}

function Nothing() {
  return (
    <div className={styles.instead}>
      <EmptyState title="No calls between services were recorded">
        <p>
          The graph is made of spans: this incident holds none that call another service, a database, a queue or a host.
        </p>
      </EmptyState>
    </div>
  );
}

/** Boxes to come. */
function Skeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-label="Loading the graph">
      {[1, 4, 3].map((boxes, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones have no names
        <div key={column}>
          {Array.from({ length: boxes }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: bones have no names
            <Bone key={index} width={150} height={46} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Legend({ services }: { services: State }) {
  const { view, change, answer } = services;
  const left = answer.data?.left_out ?? 0;
  const difference = view.view === "difference";
  const { problem } = answer;
  if (problem?.kind === "invalid" && answer.data) return <Fault services={services} problem={problem} />;
  return (
    <div className={styles.legend}>
      {services.overlay && <TraceLegend />}
      {!services.overlay && difference && (
        <>
          <Line tone="error" width={3} text="more errors" />
          <Line tone="during" width={3} text="more calls or slower" />
          <Line tone="before" width={2} text="fewer or faster, dashed: gone" />
          <Line tone="line-input" width={1} text="about the same" />
          <span>
            <i className={styles.haloSample} />
            p95 up, wider is more
          </span>
        </>
      )}
      {!services.overlay && !difference && <Line tone="error" width={3} text="5 % or more fail" />}
      {!services.overlay && <span className="t3 wide">width: calls per second</span>}
      {answer.data && <StoredNote signal="traces" rows={answer.data.rows} total={answer.data.total} />}
      <Unfinished services={services} />
      {left > 0 && <span className="wrn">{plural(left, "node")} with few calls left out</span>}
      <span className="sp" />
      <Button
        size={24}
        kind="quiet"
        icon={<IconTable />}
        on={view.table}
        onClick={() => change({ table: !view.table })}
      >
        Table
      </Button>
    </div>
  );
}

/** Traces are stored when they end: where `during` reaches into a time of which long ones are not there yet. */
function Unfinished({ services: { answer, stretches, change } }: { services: State }) {
  const until = answer.data?.complete_until ?? null;
  const better = until === null ? null : endedAt(stretches.during, until);
  if (until === null || better === null) return null;
  const why = `Traces are stored when they end. Long ones that began after ${clock(until)} are not here yet, so calls seem fewer. A click ends during there.`;
  return (
    <Button size={24} kind="quiet" title={why} onClick={() => change({ during: better })}>
      <span className="wrn nw">Incomplete from {clock(until, "minutes")}</span>
    </Button>
  );
}

/** What is wrong with a filter, in place of the legend, and one click to what was probably meant. */
function Fault({ services, problem }: { services: State; problem: Problem }) {
  const { view, change } = services;
  const field = problem.field === "hide" ? "hide" : "find";
  const better = corrected(view[field], problem);
  return (
    <div className={styles.legend}>
      <span className="err s12 el">{problem.message}</span>
      {better !== null && (
        <Button size={24} onClick={() => change({ [field]: better })}>
          <span className="mono">{better}</span>
        </Button>
      )}
      <Button size={24} kind="quiet" onClick={() => change({ [field]: "" })}>
        Clear it
      </Button>
    </div>
  );
}

function useServiceCommands({ view, change }: State): void {
  useCommands([
    ...VIEWS.map((value) => ({
      id: `services.view.${value}`,
      label: VIEW_TITLES[value],
      group: "Graph",
      keys: VIEW_KEYS[value],
      run: () => change({ view: value }),
      words: "services view compare",
    })),
    ...LABELS.map((value) => ({
      id: `services.label.${value}`,
      label: `Label of calls: ${LABEL_TITLES[value]}`,
      group: "Graph",
      run: () => change({ label: value }),
    })),
    {
      id: "services.table",
      label: "Graph as a table",
      group: "Graph",
      keys: "Alt+t",
      run: () => change({ table: !view.table }),
    },
    ...(view.before || view.during
      ? [
          {
            id: "services.stretches",
            label: "Stretches as at first",
            group: "Graph",
            run: () => change({ before: null, during: null }),
          },
        ]
      : []),
  ]);
}
