/** Why an object is still there: what holds it, the shortest way and all others, and what the object is. */

import { type RefObject, useRef } from "react";
import { useAnswer, useAnswers } from "../../api/answers";
import type { Thing } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { bytes, count, plural } from "../../lib/units";
import { Button, IconButton } from "../../parts/Button";
import { Tabs } from "../../parts/Choices";
import { DetailsPane } from "../../parts/DetailsPane";
import { IconArrowRight, IconBan, IconX } from "../../parts/icons";
import { KeyValues, type Pair } from "../../parts/KeyValues";
import { EmptyState, ErrorState, Note, SkeletonRows } from "../../parts/States";
import { AllPaths } from "./AllPaths";
import { FieldTree } from "./DrawerTrees";
import { focusPane } from "./focus";
import styles from "./heap.module.css";
import { type HeldProps, ignoredOf } from "./held";
import { Steps } from "./Steps";
import { shown } from "./text";
import { thingOfPane } from "./thing";
import type { Heap } from "./useHeap";
import type { Found, Target } from "./useTarget";
import type { Tab } from "./view";

/** The tabs: those of the address, and the class by its paths, which the address has as a way to show all paths. */
type Shown = Tab | "groups";
const TITLES: { value: Shown; label: string; keys: string }[] = [
  { value: "path", label: "Shortest path", keys: "t s" },
  { value: "groups", label: "Class by path", keys: "t c" },
  { value: "all", label: "All paths", keys: "t a" },
  { value: "dominators", label: "Dominators", keys: "t d" },
  { value: "fields", label: "Fields", keys: "t f" },
];

const shownTab = ({ tab, ways }: Heap["view"]): Shown => (tab === "all" && ways === "groups" ? "groups" : tab);

function tabChange(tab: Shown, ways: Heap["view"]["ways"]): Partial<Heap["view"]> {
  if (tab === "groups") return { tab: "all", ways: "groups" };
  return { tab, ways: ways === "groups" ? "tree" : ways };
}

export function RetainersPane({ heap, found }: { heap: Heap; found: Found }) {
  const { target } = found;
  const { change } = heap;
  const landing = useRef(false);
  useCommands([
    {
      id: "heap.pane",
      label: "Go to what holds it",
      group: "Heap",
      keys: "r",
      run: focusPane,
      words: "retainers path",
    },
    ...TITLES.map(({ value, label, keys }) => ({
      id: `heap.tab.${value}`,
      label: `${label} of the object`,
      group: "Heap",
      keys,
      run: () => change(tabChange(value, heap.view.ways)),
      words: "pane tab retainers",
    })),
  ]);
  return (
    <DetailsPane
      title="Retainers"
      detail={target && <Whose target={target} />}
      onClose={heap.clear}
      pin={target ? thingOfPane(target.id, target.of ? heap.view.cls : null) : undefined}
    >
      {found.loading && <SkeletonRows rows={12} height={24} label="Loading the object" />}
      {found.problem && <ErrorState problem={found.problem} onAgain={found.again} />}
      {!target && !found.loading && !found.problem && (
        <EmptyState title="No object of this class is left">Choose another class, or another snapshot.</EmptyState>
      )}
      {target && <Held key={`${target.snapshot} ${target.id}`} heap={heap} target={target} landing={landing} />}
    </DetailsPane>
  );
}

/** "of one of 124 200 new Function", "of Socket @41". */
function Whose({ target }: { target: Target }) {
  const { data } = useObject(target.snapshot, target.id);
  if (!target.of)
    return (
      <>
        of {data && <bdi>{shown(data.thing.name, 60)}</bdi>} <span className="mono">@{target.id}</span>
      </>
    );
  const { total, fresh } = target.of;
  return (
    <>
      {total === 1 ? "of the only" : `of one of ${count(total)}`} {fresh ? "new " : ""}
      {data && <bdi>{shown(data.thing.class_name || data.thing.name, 60)}</bdi>}
    </>
  );
}

function useObject(snapshot: string, id: number) {
  return useAnswer("heap/object", { snapshot, id }, { view: "heap.object", keep: false });
}

function Held({ heap, target, landing }: { heap: Heap; target: Target; landing: RefObject<boolean> }) {
  const { view, change } = heap;
  const object = useObject(target.snapshot, target.id);
  const step = view.step ?? target.id;
  const tab = shownTab(view);
  const hold = (thing: Pick<Thing, "id">, history?: "push" | "replace") => {
    const next = thing.id === target.id ? null : thing.id;
    if (next !== view.step) change({ step: next }, history);
  };
  const open = (thing: Pick<Thing, "id">) => {
    // What holds it is asked for: that is not among its fields.
    const tab = view.tab === "fields" ? "path" : view.tab;
    landing.current = tab !== "all" || view.ways === "paths";
    change({ id: thing.id, of: target.snapshot, step: null, held: [], inside: [], tab });
  };
  const held = { target, step, onHold: hold, onOpen: open, landing };
  const ignore = (id: number) => change({ ignore: [...new Set([...view.ignore, String(id)])], step: null }, "push");
  if (object.problem?.kind === "not_found") return <Gone heap={heap} target={target} />;
  return (
    <>
      <div className={styles.ofObject}>
        <Tabs
          label="Of this object"
          value={tab}
          tabs={TITLES}
          onChange={(next) => change(tabChange(next, view.ways))}
        />
      </div>
      <Ignored heap={heap} snapshot={target.snapshot} />
      <div
        className={styles.panel}
        role="tabpanel"
        aria-label={TITLES.find(({ value }) => value === tab)!.label}
        data-whole={view.tab !== "path" && view.tab !== "dominators"}
      >
        {view.tab === "path" && <Shortest heap={heap} {...held} />}
        {view.tab === "all" && <AllPaths heap={heap} {...held} />}
        {view.tab === "dominators" && <Chain {...held} />}
        {view.tab === "fields" && <FieldTree heap={heap} target={target} step={step} onHold={hold} />}
      </div>
      {/* Of a class there are no facts of one object, and its ways need the room. */}
      {tab !== "groups" && (
        <Facts
          key={step}
          snapshot={target.snapshot}
          id={step}
          onIgnore={step === target.id || view.tab === "fields" ? null : () => ignore(step)}
          onOpen={step === target.id ? null : () => open({ id: step })}
        />
      )}
    </>
  );
}

/** An object that other snapshots may have. */
function Gone({ heap: { pod, change }, target }: { heap: Heap; target: Target }) {
  const here = pod.snapshots.find(({ name }) => name === target.snapshot);
  const others = pod.snapshots.filter((one) => one !== here);
  return (
    <EmptyState
      title={`No object @${target.id} in snapshot ${here?.number ?? ""}`}
      actions={others.slice(0, 4).map((one) => (
        <Button key={one.name} onClick={() => change({ of: one.name })}>
          Look in {one.number}
        </Button>
      ))}
    >
      It was not there yet, or is there no more. Ids mean the same object in all snapshots of one process.
    </EmptyState>
  );
}

function Shortest({ heap, target, step, onHold, onOpen, landing }: HeldProps & { heap: Heap }) {
  const ignore = ignoredOf(heap);
  const answer = useAnswer("heap/path", { snapshot: target.snapshot, id: target.id, ignore }, { view: "heap.path" });
  const { data } = answer;
  if (answer.loading) return <SkeletonRows rows={9} height={36} label="Loading the path" />;
  if (answer.problem) return <ErrorState problem={answer.problem} onAgain={answer.again} />;
  if (!data) return null;
  const { steps } = data.path;
  if (steps.length === 0)
    return (
      <EmptyState
        title={ignore.length > 0 ? "Nothing else holds it" : "Nothing holds it"}
        actions={ignore.length > 0 && <Button onClick={() => heap.change({ ignore: [] }, "push")}>Ignore none</Button>}
      >
        {ignore.length > 0
          ? "Every path from the roots passes an object that is ignored."
          : "No path from the roots leads to it, other than weak ones."}
      </EmptyState>
    );
  return (
    <div className={answer.updating ? "dimmed" : undefined}>
      <div className={styles.caption}>
        <span>Object, then what holds it</span>
        <span className="sp" />
        <span>retained</span>
      </div>
      <Steps label="Shortest path" steps={steps} held={step} onHold={onHold} onOpen={onOpen} landing={landing} />
    </div>
  );
}

function Chain({ target, step, onHold, onOpen, landing }: HeldProps) {
  const answer = useAnswer(
    "heap/dominators",
    { snapshot: target.snapshot, id: target.id },
    { view: "heap.chain", keep: false },
  );
  const { data } = answer;
  if (answer.loading) return <SkeletonRows rows={9} height={36} label="Loading the dominators" />;
  if (answer.problem) return <ErrorState problem={answer.problem} onAgain={answer.again} />;
  if (!data) return null;
  return (
    <>
      <div className={styles.caption}>
        <span>Object, then what alone keeps it alive</span>
        <span className="sp" />
        <span>retained</span>
      </div>
      <Steps
        label="Dominators"
        steps={data.things}
        held={step}
        onHold={onHold}
        onOpen={onOpen}
        landing={landing}
        edges={false}
      />
    </>
  );
}

/** Retainers that are passed over, each with a way back. */
function Ignored({ heap, snapshot }: { heap: Heap; snapshot: string }) {
  const ids = ignoredOf(heap);
  const { parts } = useAnswers(
    "heap/object",
    ids.map((id) => ({ snapshot, id })),
    { view: "~heap.ignored", names: ids.map(String) },
  );
  if (ids.length === 0) return null;
  const without = (id: number) => heap.change({ ignore: heap.view.ignore.filter((one) => one !== String(id)) }, "push");
  return (
    <section className={styles.ignored} aria-label="Ignored retainers">
      <span className="t3 s11">Ignored</span>
      {ids.map((id, index) => (
        <span key={id} className={styles.chip}>
          <bdi className="mono el">{shown(parts[index]?.data?.thing.name ?? "", 40)}</bdi>
          <span className="mono t3">@{id}</span>
          <IconButton label={`No longer ignore @${id}`} size={24} onClick={() => without(id)}>
            <IconX />
          </IconButton>
        </span>
      ))}
      {ids.length > 1 && (
        <Button size={24} kind="link" onClick={() => heap.change({ ignore: [] }, "push")}>
          Ignore none
        </Button>
      )}
    </section>
  );
}

type FactsProps = { snapshot: string; id: number; onIgnore: (() => void) | null; onOpen: (() => void) | null };

/** What an object is. */
function Facts({ snapshot, id, onIgnore, onOpen }: FactsProps) {
  const answer = useObject(snapshot, id);
  const { data } = answer;
  useCommands([
    // Of the object itself there is nothing to ignore: the key leads to what holds it.
    { id: "heap.ignore", label: "Ignore this retainer", group: "Heap", keys: "i", run: onIgnore ?? focusPane },
    ...(onOpen ? [{ id: "heap.open", label: "Show what holds this one", group: "Heap", run: onOpen }] : []),
  ]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section className={styles.facts} aria-label="Object" tabIndex={0}>
      {answer.loading && <SkeletonRows rows={6} height={24} label="Loading the object" />}
      {answer.problem && <ErrorState problem={answer.problem} onAgain={answer.again} />}
      {data && (
        <>
          <header className={styles["facts-head"]}>
            <bdi className="mono b6 t1 el" title={shown(data.thing.name, 1000)}>
              {shown(data.thing.name) || "(no name)"}
            </bdi>
            <span className="t3 mono s11">@{id}</span>
            <span className="sp" />
            {onOpen && (
              <IconButton label="Show what holds this one" keys="Enter" size={24} onClick={onOpen}>
                <IconArrowRight />
              </IconButton>
            )}
            {onIgnore && (
              <Button
                size={24}
                kind="quiet"
                icon={<IconBan />}
                title="Look for ways that do not pass it (i)"
                onClick={onIgnore}
              >
                Ignore this retainer
              </Button>
            )}
          </header>
          <KeyValues label="Object" pairs={pairsOf(data.thing, data.facts)} />
          <div className={styles.note}>
            <Note>Small whole numbers are not in V8 snapshots, so counters do not show up as properties.</Note>
          </div>
        </>
      )}
    </section>
  );
}

/** What is known of an object, as names and values. */
export function pairsOf(thing: Thing, facts: readonly { name: string; value: string }[]): Pair[] {
  const { class_name, type, shallow_bytes, retained_bytes, distance, at, fields, elements } = thing;
  const inside = [
    ...(fields > elements || elements === 0 ? [plural(fields - elements, "field")] : []),
    ...(elements > 0 ? [plural(elements, "element")] : []),
  ].join(", ");
  return [
    { name: "class", value: shown(class_name, 400) },
    ...(type ? [{ name: "type", value: type }] : []),
    { name: "shallow, retained", value: `${bytes(shallow_bytes)}, ${bytes(retained_bytes)}` },
    { name: "distance", value: distance === null ? "system" : count(distance) },
    ...(at ? [{ name: "source", value: shown(at, 400) }] : []),
    { name: "refers to", value: inside },
    ...facts.map(({ name, value }) => ({ name: shown(name, 80), value: shown(value, 1000) })),
  ];
}
