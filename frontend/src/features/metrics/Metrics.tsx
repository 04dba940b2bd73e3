/** The metrics tool: a browser of all metrics, queries, and lanes that share one axis of time and one crosshair. */

import { useMemo, useState } from "react";
import { useReading } from "../../api/answers";
import { useFlags } from "../../api/happenings";
import { useIsFirstRange, usePlace } from "../../api/place";
import { useIncident } from "../../api/surface";
import type { Catalogue, Metric } from "../../api/types";
import type { Flag } from "../../charts/flags";
import { useCommands } from "../../lib/commands";
import { parseSpan } from "../../lib/time";
import { duration, plural, span } from "../../lib/units";
import { type Change, useView, type View } from "../../lib/view";
import { Segments, Switch } from "../../parts/Choices";
import { CopyLink } from "../../parts/CopyLink";
import { ContextBar, Pane, Panes, Sized } from "../../parts/Panes";
import { ErrorState, QueryCost, SkeletonRows } from "../../parts/States";
import { TimeRangePicker } from "../../parts/TimeRangePicker";
import { Browser } from "./Browser";
import { shows } from "./defaults";
import { windowFor } from "./expressions";
import { Lanes } from "./Lanes";
import { WindowNote } from "./LaneView";
import type { Lane } from "./lanes";
import { type MetricActions, MetricDetails } from "./MetricDetails";
import { isOf, looksAtMoments, metricsIn, windowOf, withGroup, withMatcher } from "./promql";
import { Queries } from "./Queries";
import { stepFor, useCurves } from "./useCurves";
import { gaugesOf, type LaneActions, useLanes } from "./useLanes";
import { METRICS } from "./view";

const CURSORS = [
  { value: "off", label: <Sized long="Cursor off" short="Off" /> },
  { value: "cross", label: "Crosshair" },
  { value: "values", label: <Sized long="Crosshair and values" short="Values" /> },
] as const;

export function Metrics() {
  const catalogue = useReading("metrics/catalogue");
  if (catalogue.problem)
    return (
      <ErrorState problem={catalogue.problem} title="The list of metrics did not come" onAgain={catalogue.again} />
    );
  if (!catalogue.data) return <SkeletonRows rows={16} label="Loading the metrics" />;
  return <Page catalogue={catalogue.data} />;
}

const NONE: boolean[] = [];
const NO_FLAGS: Flag[] = [];

function Page({ catalogue }: { catalogue: Catalogue }) {
  const incident = useIncident();
  const place = usePlace();
  const [view, change] = useView(METRICS);
  const [active, setActive] = useState(0);
  const stepMs = stepFor(place.range, incident.metric_step_ms);
  const sampledMs = incident.metric_step_ms;
  const { lanes, first, actions, chosen } = useLanes(catalogue.metrics, windowFor(incident), { stepMs, sampledMs });
  const opened = useIsFirstRange(place.text);
  const curves = useCurves(lanes, place.range, stepMs, { view: "metrics", ofItself: opened ? first : NONE });
  useMetricsCommands(view, change, chosen, actions);
  const all = useFlags();
  const flags = view.flags ? all : NO_FLAGS;
  const parts = curves.byLane.flatMap((lane) => lane.parts);
  const open = catalogue.metrics.find(({ name }) => name === view.metric);
  const queries = lanes.reduce((sum, lane) => sum + lane.expressions.length, 0);
  const series = parts.reduce((sum, part) => sum + (part.data?.series_total ?? 0), 0);
  const took = parts.reduce((sum, part) => sum + (part.data?.took_ms ?? 0), 0);
  return (
    <>
      <ContextBar>
        <TimeRangePicker
          text={place.text}
          range={place.range}
          now={place.now}
          window={{ start: incident.start, end: incident.now }}
          onChange={place.setRange}
          onBack={place.canGoBack ? place.back : undefined}
        />
        <i className="vr" />
        <Segments label="Cursor" value={view.cursor} choices={CURSORS} onChange={(cursor) => change({ cursor })} />
        <Switch
          label={<Sized long="Deploys and alerts" short="Events" />}
          checked={view.flags}
          onChange={(flags) => change({ flags })}
        />
        <Switch label="Exemplars" checked={view.exemplars} onChange={(exemplars) => change({ exemplars })} />
        <Switch
          label={<Sized long={previousLabel(place.range.end - place.range.start)} short="Previous" />}
          checked={view.previous}
          onChange={(previous) => change({ previous })}
        />
        <span className="sp" />
        <QueryCost
          text={`${plural(queries, "query", "queries")}, ${plural(series, "series", "series")}${took > 0 ? ` in ${duration(took)}` : ""}`}
          updating={curves.running > 0}
          seconds={curves.seconds}
          onCancel={curves.cancel}
        />
        <CopyLink />
      </ContextBar>
      <Panes name="metrics">
        <Pane label="Metrics" as="aside" size={214} least={160} most={420}>
          <Browser
            catalogue={catalogue}
            find={view.find}
            onFind={(find) => change({ find })}
            shut={view.shut}
            onShut={(shut) => change({ shut })}
            isShown={(name) => shows(lanes, name)}
            onToggle={actions.toggleMetric}
            open={view.metric}
            onOpen={(metric) => change({ metric: metric === view.metric ? null : metric })}
          />
        </Pane>
        <Pane label="Lanes" as="main">
          <Queries
            lanes={lanes}
            answers={curves.byLane}
            actions={actions}
            open={view.queries}
            onOpen={(queries) => change({ queries })}
            active={Math.min(active, lanes.length - 1)}
            onActive={setActive}
          />
          {stepMs > sampledMs && (
            <LooksBack lanes={lanes} stepMs={stepMs} metrics={catalogue.metrics} onFollow={actions.follow} />
          )}
          <Lanes
            lanes={lanes}
            curves={curves.byLane}
            stepMs={stepMs}
            actions={actions}
            view={view}
            onChange={change}
            flags={flags}
            metrics={catalogue.metrics}
          />
        </Pane>
        {open && (
          <Pane label="Metric" as="aside" size="var(--r-drawer)" least={280}>
            <MetricDetails
              key={open.name}
              metric={open}
              shown={shows(lanes, open.name)}
              onClose={() => change({ metric: null })}
              actions={metricActions(open.name, lanes, active, actions, (change) =>
                actions.toggleMetric(open, true, change),
              )}
            />
          </Pane>
        )}
      </Panes>
    </>
  );
}

type LooksBackProps = { lanes: Lane[]; stepMs: number; metrics: readonly Metric[]; onFollow: () => void };

/** Where points stand farther apart than samples: how far the queries look back. */
function LooksBack({ lanes, stepMs, metrics, onFollow }: LooksBackProps) {
  const windows = useMemo(() => windowsOf(lanes, gaugesOf(metrics)), [lanes, metrics]);
  return (
    <WindowNote stepMs={stepMs} windows={windows} following={lanes.some(({ auto }) => auto)} onFollow={onFollow} />
  );
}

function useMetricsCommands(
  view: View<typeof METRICS>,
  change: Change<typeof METRICS>,
  chosen: boolean,
  actions: LaneActions,
): void {
  useCommands([
    {
      id: "metrics.table",
      label: "Lanes as tables",
      group: "Charts",
      keys: "Alt+t",
      run: () => change({ table: !view.table }),
    },
    {
      id: "metrics.flags",
      label: "Show or hide deploys and alerts",
      group: "Charts",
      run: () => change({ flags: !view.flags }),
    },
    {
      id: "metrics.exemplars",
      label: "Show or hide exemplars",
      group: "Charts",
      run: () => change({ exemplars: !view.exemplars }),
    },
    {
      id: "metrics.cursor",
      label: "Next crosshair mode",
      group: "Charts",
      keys: "x",
      run: () => change({ cursor: NEXT[view.cursor] }),
    },
    {
      id: "metrics.sort.size",
      label: "Sort legends by highest value",
      group: "Charts",
      run: () => change({ sort: "size" }),
    },
    { id: "metrics.sort.name", label: "Sort legends by name", group: "Charts", run: () => change({ sort: "name" }) },
    {
      id: "metrics.sort.now",
      label: "Sort legends by value at the crosshair",
      group: "Charts",
      run: () => change({ sort: "now" }),
    },
    ...(chosen ? [{ id: "metrics.reset", label: "Back to the first lanes", group: "Charts", run: actions.reset }] : []),
  ]);
}

const NEXT = { off: "cross", cross: "values", values: "off" } as const;

/** "Previous hour", "Previous 30 min"; of an odd length, "Previous period". */
function previousLabel(length: number): string {
  if (length === 3_600_000) return "Previous hour";
  return length % 60_000 === 0 ? `Previous ${span(length)}` : "Previous period";
}

/** How far the queries look back; not at all, where a gauge is looked at only at the moment of each point. */
function windowsOf(lanes: Lane[], isGauge: (metric: string) => boolean): number[] {
  return lanes.flatMap(({ expressions }) =>
    expressions.flatMap((expression) => [
      ...(looksAtMoments(expression, isGauge) ? [0] : []),
      ...[parseSpan(windowOf(expression) ?? "") ?? []].flat(),
    ]),
  );
}

/** Clicks on labels change the active lane if it shows the metric, else the first that does, else add one. */
function metricActions(
  metric: string,
  lanes: Lane[],
  active: number,
  actions: LaneActions,
  show: (change?: (expression: string) => string) => void,
): MetricActions {
  const about = ({ expressions }: Lane) =>
    expressions.some((expression) => metricsIn(expression).some((name) => isOf(name, metric)));
  const target = lanes[active] && about(lanes[active]) ? active : lanes.findIndex(about);
  const rewrite = (change: (expression: string) => string) => {
    if (lanes[target]) actions.rewrite(target, change);
    else show(change);
  };
  return {
    show: () => show(),
    only: (label, value) => rewrite((expression) => withMatcher(expression, metric, { label, op: "=", value })),
    without: (label, value) => rewrite((expression) => withMatcher(expression, metric, { label, op: "!=", value })),
    groupBy: (label) => rewrite((expression) => withGroup(expression, label)),
  };
}
