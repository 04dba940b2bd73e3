/** The heap tool: snapshots of a process on its memory, what is in them, what changed, and what holds it. */

import { Menu } from "@mantine/core";
import { useMemo } from "react";
import { useReading } from "../../api/answers";
import { useHop } from "../../api/place";
import { useIncident } from "../../api/surface";
import type { Snapshots } from "../../api/types";
import { type Command, useCommands } from "../../lib/commands";
import { plural } from "../../lib/units";
import { Button, buttonClass } from "../../parts/Button";
import { Segments } from "../../parts/Choices";
import { CopyLink } from "../../parts/CopyLink";
import { Go } from "../../parts/Go";
import { IconChartLine, IconCheck, IconChevronDown, IconServer } from "../../parts/icons";
import { ContextBar, Pane, Panes } from "../../parts/Panes";
import { Bone, EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import { Compare } from "./Compare";
import styles from "./heap.module.css";
import { processText } from "./MemoryChart";
import { MemoryPanel } from "./MemoryPanel";
import { RetainersPane } from "./RetainersPane";
import { Statistics } from "./Statistics";
import { Summary } from "./Summary";
import { Suspects } from "./Suspects";
import { restartsOf } from "./snapshots";
import { Containment, Dominators } from "./Trees";
import { type Heap as State, useHeap } from "./useHeap";
import { useTarget } from "./useTarget";
import { VIEWS, type ViewName } from "./view";

export function Heap() {
  const { data, problem, again } = useReading("heap/snapshots");
  if (problem) return <ErrorState problem={problem} title="The list of snapshots did not come" onAgain={again} />;
  if (!data) return <Shape />;
  return <Page snapshots={data} />;
}

/** What the page will be: its bar with the views, the memory, a list. */
function Shape() {
  return (
    <>
      <ContextBar>
        <Bone width={200} height={20} />
        <i className="vr" />
        <span className={`row g12 t3 ${styles.coming}`} aria-hidden="true">
          {VIEWS.filter((view) => view !== "suspects").map((view) => (
            <span key={view}>{TITLES[view]}</span>
          ))}
        </span>
      </ContextBar>
      <div className={styles.shape}>
        <Bone height="100%" />
      </div>
      <SkeletonRows rows={16} label="Loading the snapshots" />
    </>
  );
}

function Page({ snapshots }: { snapshots: Snapshots }) {
  const heap = useHeap(snapshots);
  if (!heap) return <NoSnapshots />;
  return <Loaded heap={heap} />;
}

function NoSnapshots() {
  const hop = useHop();
  return (
    <main id="content" tabIndex={-1} className={styles.none}>
      <EmptyState
        title="No heap snapshots were taken"
        actions={
          <Go {...hop("metrics")} className={buttonClass}>
            <IconChartLine /> Metrics
          </Go>
        }
      >
        Memory over time may still be among the metrics of this incident.
      </EmptyState>
    </main>
  );
}

function Loaded({ heap }: { heap: State }) {
  const found = useTarget(heap);
  useViewCommands(heap);
  return (
    <>
      <Bar heap={heap} />
      <Panes name="heap">
        <Pane label="Heap" as="main">
          <MemoryPanel heap={heap} />
          <div className={styles.view}>
            {heap.shown === "summary" && <Summary heap={heap} />}
            {heap.shown === "compare" && <Compare heap={heap} />}
            {heap.shown === "containment" && <Containment heap={heap} />}
            {heap.shown === "dominators" && <Dominators heap={heap} />}
            {heap.shown === "statistics" && <Statistics heap={heap} />}
            {heap.shown === "suspects" && <Suspects heap={heap} />}
          </div>
        </Pane>
        {found.open && (
          <Pane label="Retainers" as="aside" size="var(--r-drawer)" least={320} most={720}>
            <RetainersPane heap={heap} found={found} />
          </Pane>
        )}
      </Panes>
    </>
  );
}

const TITLES: Record<ViewName, string> = {
  summary: "Summary",
  compare: "Compare",
  containment: "Containment",
  dominators: "Dominators",
  statistics: "Statistics",
  suspects: "Suspects",
};
const KEYS: Record<ViewName, string> = {
  summary: "v s",
  compare: "v c",
  containment: "v n",
  dominators: "v d",
  statistics: "v t",
  suspects: "v u",
};

function useViewCommands({ views, show, shown, view: { over }, pod, pick, pods, change }: State): void {
  const comparing = shown === "compare" && over === "two";
  const commands: Command[] = [
    ...views.map((view) => ({
      id: `heap.view.${view}`,
      label: TITLES[view],
      group: "Heap",
      keys: KEYS[view],
      run: () => show(view),
      words: "heap view",
    })),
    ...pod.snapshots.slice(0, 9).map((one) => ({
      id: `heap.snapshot.${one.number}`,
      label: comparing ? `Compare ${one.number} with the snapshot pressed before` : `Snapshot ${one.number}`,
      group: "Heap",
      keys: String(one.number),
      run: () => pick(one),
      words: "choose compare",
    })),
    ...pods.map((one) => ({
      id: `heap.pod.${one.pod}`,
      label: `Snapshots of ${one.pod}`,
      group: "Heap",
      run: () => change(ofPod(one.pod), "push"),
    })),
  ];
  useCommands(commands);
}

/** Another pod: nothing that was chosen or opened in the one before means anything in it. */
const ofPod = (pod: string) => ({
  pod,
  snapshot: null,
  base: null,
  cls: null,
  id: null,
  of: null,
  step: null,
  ignore: [],
  open: [],
  tree: [],
  dom: [],
  held: [],
  inside: [],
});

const ENDS = 6; // letters at the end of a pod's name, which tell it from its like

function Bar({ heap }: { heap: State }) {
  const incident = useIncident();
  const { pod, pods, snapshot, views, shown, show, change } = heap;
  const restarts = useMemo(() => restartsOf(pod.pod, incident.events), [pod.pod, incident.events]);
  const process = processText(snapshot.time, restarts, incident);
  return (
    <ContextBar>
      <Menu position="bottom-start" width={300}>
        <Menu.Target>
          <Button icon={<IconServer />} aria-label={`Pod: ${pod.pod}`}>
            <span className={styles.pod} title={pod.pod}>
              <span className="el">{pod.pod.slice(0, -ENDS)}</span>
              <span>{pod.pod.slice(-ENDS)}</span>
            </span>
            <IconChevronDown className={styles.down} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown aria-label="Pod">
          {pods.map((one) => (
            <Menu.Item
              key={one.pod}
              leftSection={one === pod ? <IconCheck /> : <span className={styles.blank} />}
              rightSection={<span className="s11 t3">{plural(one.snapshots.length, "snapshot")}</span>}
              onClick={() => change(ofPod(one.pod), "push")}
            >
              {one.pod}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {process && <span className="s12 t3 nw wide">{process}</span>}
      <i className="vr" />
      <Segments
        label="View"
        value={shown}
        choices={views.map((view) => ({ value: view, label: TITLES[view], title: `${TITLES[view]} (${KEYS[view]})` }))}
        onChange={show}
      />
      <span className="sp" />
      <CopyLink />
    </ContextBar>
  );
}
