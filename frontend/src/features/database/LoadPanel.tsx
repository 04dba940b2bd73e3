/** Average active sessions over time, and what the brushed stretch is made of beside a baseline. */

import { useMediaQuery } from "@mantine/hooks";
import { useMemo } from "react";
import { paneName, useAnswer } from "../../api/answers";
import { useFlags } from "../../api/happenings";
import { useIncident } from "../../api/surface";
import type { Load, Profile } from "../../api/types";
import { Areas } from "../../charts/Areas";
import type { AreaLayer } from "../../charts/areas";
import { css } from "../../charts/colours";
import { useCommands } from "../../lib/commands";
import { clock, day, type Range } from "../../lib/time";
import { amount } from "../../lib/units";
import { Button, IconButton } from "../../parts/Button";
import { IconTable, IconX, IconZoomIn } from "../../parts/icons";
import { Bone, EmptyState, ErrorState } from "../../parts/States";
import { layerColours } from "./colours";
import styles from "./database.module.css";
import { onSteps, stretchLabel } from "./stretches";
import { sessions, toldApart } from "./text";
import type { DatabaseState } from "./useDatabase";

const TALL = 190;
const MOST_STATEMENTS = 5; // of the legend: their names are long, and beside the chart they have a row each
const SHORT = 148; // where the window is low, lists keep their rows

export function LoadPanel({ state }: { state: DatabaseState }) {
  const { server, view, change, place, during, before, asked } = state;
  const { range } = place;
  const usual = view.by === "wait";
  const low = useMediaQuery("(max-height: 799px)", false, { getInitialValueInEffect: false });
  const { services } = useIncident();
  const load = useAnswer(
    "database/load",
    { database: server.name, by: view.by, ...range },
    { view: paneName("database.load", usual && state.untouched) },
  );
  const profile = useAnswer(
    "database/profile",
    { database: server.name, by: view.by, ...asked },
    { view: paneName("database.profile", usual && state.untouched) },
  );
  const keys = load.data?.layers.map(({ key }) => key).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys stand for the layers
  const colours = useMemo(
    () => layerColours(view.by, load.data?.layers.map(({ key }) => key) ?? [], services),
    [keys, view.by, services],
  );
  const layers = useMemo(() => layersOf(load.data, colours), [load.data, colours]);
  const most = view.by === "statement" ? MOST_STATEMENTS : layers.length;
  const [said, unsaid] = [layers.slice(0, most), layers.slice(most)];
  const labels = toldApart(
    said.map(({ name }) => name),
    view.by === "statement" ? 20 : 34,
  );
  useCommands([
    ...(view.sel
      ? [
          {
            id: "stretch.clear",
            label: "Clear the stretch",
            group: "Charts",
            keys: "Escape | z",
            run: () => change({ sel: null }),
            keyOnly: true,
          },
          { id: "stretch.zoom", label: "Zoom into the stretch", group: "Charts", keys: "+", run: () => zoom() },
          {
            id: "stretch.base",
            label: "Make the stretch the baseline",
            group: "Charts",
            keys: "b",
            run: () => change({ base: view.sel, sel: null }),
          },
        ]
      : []),
  ]);
  const zoom = () => {
    place.zoom(during);
  };
  return (
    <section className={styles.top} aria-label="Load">
      <div className={styles.load}>
        <header className={styles.head}>
          <h2>Average active sessions</h2>
          <span className="sp" />
          <ul className={styles.legend} aria-label="Layers">
            {said.map(({ key, name, token }, place) => (
              <li key={key} title={name}>
                <i className="dot" style={{ background: css(token) }} />
                <span className="el">{labels[place]}</span>
              </li>
            ))}
            {unsaid.length > 0 && (
              <li className={styles.others} title={unsaid.map(({ name }) => name).join("\n")}>
                {unsaid.length} more
              </li>
            )}
          </ul>
          <IconButton
            label="Load as a table"
            keys="Alt+T"
            size={24}
            on={view.table}
            onClick={() => change({ table: !view.table })}
          >
            <IconTable />
          </IconButton>
        </header>
        <Picture state={state} answer={load} layers={layers} height={low ? SHORT : TALL} />
      </div>
      <Mix
        rows={low ? MOST_ROWS - 2 : MOST_ROWS}
        state={state}
        answer={profile}
        colours={colours}
        onZoom={zoom}
        during={during}
        before={before}
      />
    </section>
  );
}

/** From the bottom up: least load on top is easiest to lose, so the largest layer lies at the bottom. */
function layersOf(load: Load | undefined, colours: Map<string, string>): AreaLayer[] {
  return (load?.layers ?? []).map(({ key, name, values }) => ({
    key: key || name,
    name: name || "unknown",
    token: colours.get(key) ?? "c10",
    values,
  }));
}

function Picture({
  state,
  answer,
  layers,
  height,
}: {
  state: DatabaseState;
  answer: ReturnType<typeof useAnswer<"database/load">>;
  layers: AreaLayer[];
  height: number;
}) {
  const { view, change, place, during, before } = state;
  const flags = useFlags();
  const { data } = answer;
  const limit = useMemo(
    () => (data?.processors ? { value: data.processors, label: `${amount(data.processors)} vCPU` } : undefined),
    [data?.processors],
  );
  if (answer.problem)
    return (
      <div className={styles.unready} style={{ height: height }}>
        <ErrorState problem={answer.problem} title="The load did not come" onAgain={answer.again} />
      </div>
    );
  if (!data)
    return (
      <div className={styles.unready} style={{ height: height }}>
        <Bone height="100%" />
      </div>
    );
  if (view.table) return <LoadTable load={data} layers={layers} height={height} />;
  if (layers.length === 0)
    return (
      <div className={styles.unready} style={{ height: height }}>
        <EmptyState title="No session was active">
          Nothing ran on {state.server.name}, {stretchLabel(place.range, place.range)}.
        </EmptyState>
      </div>
    );
  return (
    <Areas
      label={finding(data, layers, during)}
      height={height}
      range={place.range}
      start={data.start}
      stepMs={data.step_ms}
      points={data.points}
      layers={layers}
      write={sessions}
      limit={limit}
      flags={flags}
      selection={during}
      baseline={before}
      onFlag={(flag) => place.setAt(flag.at)}
      onSelect={(picked) => change({ sel: onSteps(picked, place.range, 1000), pid: null })}
      onPin={place.setAt}
      onBack={place.canGoBack ? place.back : undefined}
      dimmed={answer.updating || answer.stopped}
    />
  );
}

function finding(load: Load, layers: readonly AreaLayer[], during: Range): string {
  const sums = Array.from({ length: load.points }, (_, place) =>
    layers.reduce((sum, { values }) => sum + (values[place] ?? 0), 0),
  );
  const most = Math.max(0, ...sums);
  const at = load.start + sums.indexOf(most) * load.step_ms;
  const [first] = layers;
  const shown = { start: load.start, end: load.start + load.points * load.step_ms };
  const written = (moment: number) => `${day(moment) === day(shown.end) ? "" : `${day(moment)} `}${clock(moment)}`;
  return `Average active sessions ${stretchLabel(shown, shown)}: at most ${sessions(most)} at ${written(at)}${first ? `, mostly ${first.name}` : ""}; the stretch is ${stretchLabel(during, shown)}`;
}

function LoadTable({ load, layers, height }: { load: Load; layers: readonly AreaLayer[]; height: number }) {
  return (
    <div
      className={`scroll ${styles.numbers}`}
      role="group"
      aria-label="Load in numbers"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a long table is scrolled by keys
      tabIndex={0}
      style={{ height }}
    >
      <table className="tbl" aria-label="Average active sessions">
        <thead>
          <tr>
            <th scope="col" style={{ width: 84 }}>
              From
            </th>
            {layers.map(({ key, name }) => (
              <th key={key} scope="col" className="num" title={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: load.points }, (_, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps of time in their order
            <tr key={place}>
              <td className="t1">{clock(load.start + place * load.step_ms)}</td>
              {layers.map(({ key, values }) => (
                <td key={key} className="num">
                  {sessions(values[place] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type MixProps = {
  rows: number;
  state: DatabaseState;
  answer: ReturnType<typeof useAnswer<"database/profile">>;
  colours: Map<string, string>;
  during: Range;
  before: Range;
  onZoom: () => void;
};

const MOST_ROWS = 7;

function Mix({ rows, state, answer, colours, during, before, onZoom }: MixProps) {
  const { view, change, place } = state;
  const { data } = answer;
  return (
    <section className={styles.mix} aria-label="Load of the stretch">
      <header>
        <div className={styles.stretch}>
          <h3 className="nw">{stretchLabel(during, place.range)}</h3>
          <span className="s11 t3 nw">against {stretchLabel(before, place.range)}</span>
        </div>
        <span className="sp" />
        <IconButton label="Zoom into the stretch" keys="+" size={24} onClick={onZoom}>
          <IconZoomIn />
        </IconButton>
        {view.sel && (
          <IconButton label="Clear the stretch" keys="Esc" size={24} onClick={() => change({ sel: null })}>
            <IconX />
          </IconButton>
        )}
      </header>
      {answer.problem ? (
        <ErrorState problem={answer.problem} title="The stretch did not come" onAgain={answer.again} />
      ) : data ? (
        <MixTable
          data={data}
          colours={colours}
          rows={rows}
          most={view.by === "statement" ? 20 : 60}
          dimmed={answer.updating}
        />
      ) : (
        <Bone height={120} />
      )}
      <footer>
        {view.sel ? (
          <Button kind="link" size={24} onClick={() => change({ base: view.sel, sel: null })}>
            Make this the baseline
          </Button>
        ) : (
          <span className="s11 t3">Drag over the chart: a stretch, which can become the baseline</span>
        )}
        {view.base && (
          <Button kind="link" size={24} onClick={() => change({ base: null })}>
            Baseline as it was
          </Button>
        )}
      </footer>
    </section>
  );
}

function MixTable({
  data,
  colours,
  rows,
  most: longest,
  dimmed,
}: {
  data: Profile;
  colours: Map<string, string>;
  rows: number;
  /** Characters of a name. */
  most: number;
  dimmed: boolean;
}) {
  const most = Math.max(1e-9, ...data.rows.flatMap(({ during, before }) => [during, before]));
  const shown = data.rows.slice(0, rows);
  const labels = toldApart(
    shown.map(({ name }) => name || "unknown"),
    longest,
  );
  const rest = data.rows.slice(rows);
  return (
    <table
      className={`${styles.waits} ${dimmed ? "dimmed" : ""}`}
      aria-label="Active sessions during the stretch and before"
    >
      <thead>
        <tr>
          <th scope="col">Active sessions</th>
          <td aria-hidden="true" />
          <th scope="col" className={styles.during}>
            during
          </th>
          <th scope="col" className={styles.before}>
            before
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ key, name, during, before }, place) => (
          <tr key={key}>
            <th scope="row" title={name}>
              <span>
                <i className="dot" style={{ background: css(colours.get(key) ?? "c10") }} />
                <span className="el">{labels[place]}</span>
              </span>
            </th>
            <td aria-hidden="true">
              <i className={styles.bar} data-tone="during" style={{ width: `${(during / most) * 100}%` }} />
              <i
                className={styles.bar}
                data-tone="before"
                style={{ width: `${Math.max(1, (before / most) * 100)}%` }}
              />
            </td>
            <td className="num t1">{sessions(during)}</td>
            <td className="num t3">{sessions(before)}</td>
          </tr>
        ))}
        {rest.length > 0 && (
          <tr>
            <th scope="row">
              <span>
                <i className="dot" style={{ background: "transparent" }} />
                <span className="t3">{rest.length} more</span>
              </span>
            </th>
            <td aria-hidden="true" />
            <td className="num">{sessions(rest.reduce((sum, { during }) => sum + during, 0))}</td>
            <td className="num t3">{sessions(rest.reduce((sum, { before }) => sum + before, 0))}</td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Sum</th>
          <td aria-hidden="true" />
          <td className="num t1">{sessions(data.during)}</td>
          <td className="num t3">{sessions(data.before)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
