/** The database tool: load by what it waits for, the statements it comes from, who blocks whom, and plans. */

import { Menu } from "@mantine/core";
import { useReading } from "../../api/answers";
import { useHop } from "../../api/place";
import { useIncident } from "../../api/surface";
import type { Databases } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { count, plural, span } from "../../lib/units";
import { Button, buttonClass } from "../../parts/Button";
import { Segments, Tabs } from "../../parts/Choices";
import { CopyLink } from "../../parts/CopyLink";
import { Go } from "../../parts/Go";
import { IconChartLine, IconCheck, IconChevronDown, IconDatabase } from "../../parts/icons";
import { ContextBar } from "../../parts/Panes";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { TimeRangePicker } from "../../parts/TimeRangePicker";
import styles from "./database.module.css";
import { LoadPanel } from "./LoadPanel";
import { LocksPanel } from "./LocksPanel";
import { PlanPanel } from "./PlanPanel";
import { PoolsPanel } from "./PoolsPanel";
import { StatementsPanel } from "./StatementsPanel";
import { TablesPanel } from "./TablesPanel";
import { type DatabaseState, ofServer, useDatabase } from "./useDatabase";
import { BYS, type By, type LOWER } from "./view";

export function Database() {
  const { data, problem, again } = useReading("database/databases");
  if (problem) return <ErrorState problem={problem} title="The list of databases did not come" onAgain={again} />;
  if (!data) return <SkeletonRows rows={16} label="Loading the databases" />;
  return <Page known={data} />;
}

function Page({ known }: { known: Databases }) {
  const state = useDatabase(known);
  if (!state) return <NoDatabases />;
  return <Loaded state={state} />;
}

function NoDatabases() {
  const hop = useHop();
  return (
    <main id="content" tabIndex={-1} className={styles.none}>
      <EmptyState
        title="No database was looked at"
        actions={
          <Go {...hop("metrics")} className={buttonClass}>
            <IconChartLine /> Metrics
          </Go>
        }
      >
        Calls to databases may still be among the spans of this incident, and their times among its metrics.
      </EmptyState>
    </main>
  );
}

const TITLES: Record<By, string> = {
  wait: "Wait event",
  statement: "Statement",
  user: "User",
  application: "Application",
};
const BY_KEYS: Record<By, string> = { wait: "v w", statement: "v s", user: "v u", application: "v a" };
const LOWER_TABS: { value: (typeof LOWER)[number]; label: string }[] = [
  { value: "locks", label: "Locks" },
  { value: "tables", label: "Tables and indexes" },
  { value: "pools", label: "Connections" },
];

function Loaded({ state }: { state: DatabaseState }) {
  const { view, change, server, servers } = state;
  useCommands([
    ...BYS.map((by) => ({
      id: `database.by.${by}`,
      label: `Load by ${TITLES[by].toLowerCase()}`,
      group: "Database",
      keys: BY_KEYS[by],
      run: () => change({ by }),
    })),
    ...LOWER_TABS.map(({ value, label }, place) => ({
      id: `database.lower.${value}`,
      label,
      group: "Database",
      keys: `v ${place + 1}`,
      run: () => change({ lower: value }),
    })),
    ...servers.map(({ name }) => ({
      id: `database.server.${name}`,
      label: `Database ${name}`,
      group: "Database",
      run: () => change(ofServer(name), "push"),
    })),
    {
      id: "database.table",
      label: "Load as a table",
      group: "Picture",
      keys: "Alt+t",
      run: () => change({ table: !view.table }),
    },
  ]);
  return (
    <>
      <Bar state={state} />
      <main id="content" tabIndex={-1} className={styles.page} data-blocked={server.blocked || undefined}>
        <LoadPanel state={state} />
        <StatementsPanel state={state} />
        <div className={styles.lower}>
          <section className={styles.half} aria-label="Locks, tables and connections">
            <Tabs
              label="Of this database"
              value={view.lower}
              tabs={LOWER_TABS}
              onChange={(lower) => change({ lower })}
            />
            <div
              role="tabpanel"
              tabIndex={-1}
              className={styles.panel}
              aria-label={LOWER_TABS.find(({ value }) => value === view.lower)!.label}
            >
              {view.lower === "locks" && <LocksPanel state={state} />}
              {view.lower === "tables" && <TablesPanel state={state} />}
              {view.lower === "pools" && <PoolsPanel state={state} />}
            </div>
          </section>
          <PlanPanel statement={view.statement} view={view} change={change} />
        </div>
      </main>
    </>
  );
}

function Bar({ state }: { state: DatabaseState }) {
  const incident = useIncident();
  const { server, servers, view, change, place } = state;
  return (
    <ContextBar>
      <TimeRangePicker
        text={place.text}
        range={place.range}
        now={place.now}
        window={{ start: incident.start, end: incident.now }}
        onChange={(text) => {
          place.setRange(text);
        }}
        onBack={place.canGoBack ? place.back : undefined}
      />
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <Button icon={<IconDatabase />} aria-label={`Database: ${server.name}`}>
            <span className="el">{server.name}</span>
            <IconChevronDown className={styles.down} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown aria-label="Database">
          {servers.map((one) => (
            <Menu.Item
              key={one.name}
              leftSection={one === server ? <IconCheck /> : <span className={styles.blank} />}
              rightSection={<span className="s11 t3">{plural(one.statements, "statement")}</span>}
              onClick={() => change(ofServer(one.name), "push")}
            >
              {one.name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <i className="vr" />
      <span className="s12 t2 wide">Load by</span>
      <Segments
        label="Load by"
        value={view.by}
        choices={BYS.map((by) => ({ value: by, label: TITLES[by], title: `${TITLES[by]} (${BY_KEYS[by]})` }))}
        onChange={(by) => change({ by })}
      />
      <span className="sp" />
      {server.sample_ms > 0 && (
        <span className="s12 t3 nw wide">
          a look every {span(server.sample_ms)}, {count(server.sessions)} sessions seen in the whole incident
        </span>
      )}
      <CopyLink />
    </ContextBar>
  );
}
