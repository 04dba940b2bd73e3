/** All ways by which an object is held: as a tree, as whole paths, and the objects of its class grouped by them. */

import { useAnswer } from "../../api/answers";
import type { PathGroup } from "../../api/types";
import { bytes, count, plural } from "../../lib/units";
import { Segments } from "../../parts/Choices";
import { EmptyState, ErrorState, Note, SkeletonRows } from "../../parts/States";
import { RetainerTree } from "./DrawerTrees";
import styles from "./heap.module.css";
import { type HeldProps, ignoredOf } from "./held";
import { shared } from "./path";
import { Steps } from "./Steps";
import { shown } from "./text";
import type { Heap } from "./useHeap";
import { Way } from "./Way";

type Props = HeldProps & { heap: Heap };

export function AllPaths(props: Props) {
  const { heap, target, step, onHold } = props;
  const { view, change } = heap;
  if (view.ways === "groups") return <Groups heap={heap} target={target} />;
  return (
    <>
      <div className={styles.tools}>
        <Segments
          label="As"
          size={24}
          value={view.ways}
          choices={[
            { value: "tree", label: "Retainers" },
            { value: "paths", label: "Other paths" },
          ]}
          onChange={(ways) => change({ ways })}
        />
      </div>
      {view.ways === "tree" && (
        <RetainerTree heap={heap} target={target} step={step} onHold={onHold} ignore={ignoredOf(heap)} />
      )}
      {view.ways === "paths" && <Others {...props} />}
    </>
  );
}

/** Whole paths, shortest first; what they share with the first is quiet. */
function Others({ heap, target, step, onHold, onOpen, landing }: Props) {
  const answer = useAnswer(
    "heap/paths",
    { snapshot: target.snapshot, id: target.id, ignore: ignoredOf(heap), limit: 10 },
    { view: "heap.paths", keep: false },
  );
  const { data } = answer;
  if (answer.loading) return <SkeletonRows rows={10} label="Loading the paths" />;
  if (answer.problem) return <ErrorState problem={answer.problem} onAgain={answer.again} />;
  if (!data) return null;
  if (data.paths.length === 0)
    return <EmptyState title="Nothing holds it">No path leads to it but weak ones and those ignored.</EmptyState>;
  const [first] = data.paths;
  return (
    <div className="scroll">
      {data.limits.map((limit) => (
        <Note key={limit}>{limit}</Note>
      ))}
      {data.paths.map((path, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paths have no names
        <section key={index} className={styles.other} aria-label={`Path ${index + 1}`}>
          <h3>
            Path {index + 1} <span className="t3">{plural(path.steps.length, "step")}</span>
          </h3>
          <Steps
            label={`Path ${index + 1}`}
            steps={path.steps}
            held={step}
            onHold={onHold}
            onOpen={onOpen}
            still
            landing={index === 0 ? landing : undefined}
            quiet={index > 0 ? shared(path.steps, first!.steps) : undefined}
          />
        </section>
      ))}
    </div>
  );
}

/** The objects of the class by the way they are held. */
function Groups({ heap, target }: { heap: Heap; target: Props["target"] }) {
  const { view, base, shown: showing } = heap;
  const object = useAnswer(
    "heap/object",
    { snapshot: target.snapshot, id: target.id },
    { view: "heap.object", keep: false },
  );
  const key = view.cls ?? object.data?.thing.class_key ?? "";
  const since = showing === "compare" && view.over === "two" && base && target.snapshot !== base.name ? base : null;
  const answer = useAnswer(
    "heap/groups",
    { snapshot: target.snapshot, key, since: since?.name ?? "", limit: 50 },
    { view: "heap.groups", enabled: key !== "", keep: false },
  );
  const { data } = answer;
  const failed = object.problem ?? answer.problem;
  if (failed) return <ErrorState problem={failed} onAgain={object.problem ? object.again : answer.again} />;
  if (!data) return <SkeletonRows rows={10} label="Loading the groups" />;
  const name = shown(object.data?.thing.class_name ?? "objects", 60);
  return (
    <div className="scroll">
      <p className={`s12 t3 ${styles.said}`}>
        {plural(data.total, "object")} of <bdi>{name}</bdi>
        {since ? `, new since ${since.number}` : ""}, by shortest path in {plural(data.ways, "way")}
      </p>
      {data.limits.map((limit) => (
        <Note key={limit}>{limit}</Note>
      ))}
      {data.groups.length === 0 && <EmptyState title="None of them is held" />}
      <ol className={styles.groups}>
        {data.groups.map((group) => (
          <li key={group.path.join("\u0000")}>
            <button
              type="button"
              aria-current={group.example === target.id || undefined}
              onClick={() => heap.selectThing({ id: group.example }, { cls: view.cls })}
            >
              <span className="row g6">
                <span className="t1 b5 nw">{count(group.count)}</span>
                <span className="t3 nw">{group.count === 1 ? "object" : "objects"}</span>
                <span className="sp" />
                <span className="t1 nw">{bytes(group.retained_bytes)}</span>
              </span>
              <Way path={group.path} />
            </button>
            <Also group={group} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Of objects that several hold alike, the shortest path names only one. */
function Also({ group: { also, also_total } }: { group: PathGroup }) {
  if (also_total === 0) return null;
  return (
    <details className={`s12 t3 ${styles.said}`}>
      <summary title="Of the one that retains most. To let go of it by one of these ways alone frees nothing.">
        and {plural(also_total, "more way")} of the same length
      </summary>
      {also.map((path) => (
        <Way key={path.join("\u0000")} path={path} />
      ))}
      {also_total > also.length && <p>These are the first {count(also.length)}.</p>}
    </details>
  );
}
