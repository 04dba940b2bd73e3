/** Two traces side by side: where the time of one went that the other did not need, and what differs there. */
import { useEffect } from "react";
import { useAnswer } from "../../api/answers";
import { useHop } from "../../api/place";
import type { TwoTraces } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { useView } from "../../lib/view";
import { Button, buttonClass } from "../../parts/Button";
import { Segments } from "../../parts/Choices";
import { CopyLink } from "../../parts/CopyLink";
import { Dialog } from "../../parts/Dialog";
import { Go } from "../../parts/Go";
import { IconArrowsSort, IconChevronRight } from "../../parts/icons";
import { Pane, Panes } from "../../parts/Panes";
import { EmptyState, ErrorState, Note, SkeletonRows } from "../../parts/States";
import { AttributesPane } from "./AttributesPane";
import { Choose } from "./Choose";
import styles from "./compare.module.css";
import { DifferenceFlame } from "./DifferenceFlame";
import { Operations } from "./Operations";
import { Sides } from "./Sides";
import { Strips } from "./Strips";
import { COMPARE, MEASURES, type Measure, type SideName, USUAL } from "./view";

export function ComparePage() {
  const [view, change] = useView(COMPARE);
  const { a, b, pick } = view;
  useUsual();
  const waiting = a === USUAL || b === USUAL;
  const ready = a !== "" && b !== "" && !waiting && a !== b;
  const answer = useAnswer("traces/compare", { a, b }, { view: "traces.compare", enabled: ready, keep: false });
  const swap = () => change({ a: b, b: a });
  const choose = (side: SideName) => change({ pick: side, q: "" });
  const chosen = (id: string) => change({ [pick === "a" ? "a" : "b"]: id, pick: null, q: "", path: null, shut: [] });
  useCommands([
    { id: "compare.swap", label: "Swap A and B", group: "Compare", keys: "x", run: swap },
    { id: "compare.a", label: "Choose another A", group: "Compare", keys: "a", run: () => choose("a") },
    { id: "compare.b", label: "Choose another B", group: "Compare", keys: "b", run: () => choose("b") },
    ...MEASURES.map((by, place) => ({
      id: `compare.${by}`,
      label: `Compare ${LABELS[by].toLowerCase()}`,
      group: "Compare",
      keys: `${place + 1}`,
      run: () => change({ by }),
    })),
  ]);
  return (
    <>
      <Bar by={view.by} onBy={(by) => change({ by })} onSwap={a && b && !waiting ? swap : undefined} />
      {!ready && !waiting && <Incomplete a={a} b={b} onChoose={(side, id) => change({ [side]: id })} />}
      {(answer.loading || waiting) && (
        <main id="content">
          <SkeletonRows rows={18} label="Comparing the two traces" />
        </main>
      )}
      {answer.problem && (
        <main id="content">
          <ErrorState
            problem={answer.problem}
            onAgain={answer.again}
            actions={
              <>
                <Button onClick={() => choose("a")}>Choose another A</Button>
                <Button onClick={() => choose("b")}>Choose another B</Button>
              </>
            }
          />
        </main>
      )}
      {ready && answer.data && <Body answer={answer.data} onChange={choose} />}
      {(pick === "a" || pick === "b") && (
        <Dialog title={`Choose ${pick.toUpperCase()}`} size={640} onClose={() => change({ pick: null, q: "" })}>
          <Choose
            other={pick === "a" ? b : a}
            query={view.q}
            onQuery={(q) => change({ q })}
            onChoose={chosen}
            except={[a, b]}
          />
        </Dialog>
      )}
    </>
  );
}

const LABELS: Record<Measure, string> = { self: "By self time", critical: "By critical path", count: "By count" };

function Bar({ by, onBy, onSwap }: { by: Measure; onBy: (by: Measure) => void; onSwap: (() => void) | undefined }) {
  const hop = useHop();
  return (
    <section className={styles.bar} aria-label="This comparison">
      <nav aria-label="The way here">
        <Go {...hop("traces")}>Traces</Go>
        <IconChevronRight />
        <h1 className="s12 t1 b5">Compare two traces</h1>
      </nav>
      <span className="vr" />
      <Segments
        label="Compare by"
        size={24}
        value={by}
        onChange={onBy}
        choices={MEASURES.map((value) => ({ value, label: LABELS[value] }))}
      />
      <span className="sp" />
      {onSwap && (
        <Button size={24} kind="quiet" icon={<IconArrowsSort className={styles.swap} />} title="x" onClick={onSwap}>
          Swap A and B
        </Button>
      )}
      <CopyLink />
    </section>
  );
}

/** "usual" in the address gives way to the trace it means; without one, the side is left to be chosen. */
function useUsual(): void {
  const [{ a, b }, change] = useView(COMPARE);
  const side: SideName | null = a === USUAL ? "a" : b === USUAL ? "b" : null;
  const other = side === "a" ? b : a;
  const { data, problem } = useAnswer(
    "traces/partners",
    { trace_id: other },
    { view: "~traces.partners", enabled: side !== null && other !== "" && other !== USUAL, keep: false },
  );
  const lost = problem !== null || other === "" || other === USUAL;
  const usual = data?.partners.find(({ why }) => why === "usual")?.trace_id ?? "";
  useEffect(() => {
    if (side && (data || lost)) change({ [side]: usual }, "replace");
  }, [side, data, lost, usual, change]);
}

type IncompleteProps = { a: string; b: string; onChoose: (side: SideName, id: string) => void };

/** One trace, none, or the same twice: what is there, and what to choose. */
function Incomplete({ a, b, onChoose }: IncompleteProps) {
  const [{ q }, change] = useView(COMPARE);
  const hop = useHop();
  const twice = a !== "" && a === b;
  const side: SideName = a === "" ? "a" : "b";
  const other = side === "a" ? b : a;
  if (a === "" && b === "")
    return (
      <main id="content">
        <EmptyState
          title="No traces to compare yet"
          actions={
            <Go {...hop("traces")} className={buttonClass}>
              Search traces
            </Go>
          }
        >
          Open a trace and compare it from there, or mark two rows of a search with A and B.
        </EmptyState>
      </main>
    );
  return (
    <main id="content" className={styles.incomplete}>
      <div>
        <h2>{twice ? "A and B are the same trace" : `Choose ${side.toUpperCase()}`}</h2>
        <p className="t2">
          {twice ? "Choose another one for B, to compare with " : "To compare with "}
          <Go {...hop(`traces/${other}`)} className="mono acc">
            {other.slice(0, 16)}
          </Go>
        </p>
        <Choose
          other={other}
          query={q}
          onQuery={(next) => change({ q: next })}
          onChoose={(id) => onChoose(side, id)}
          except={[a, b]}
        />
      </div>
    </main>
  );
}

function Body({ answer, onChange }: { answer: TwoTraces; onChange: (side: SideName) => void }) {
  const [view, change] = useView(COMPARE);
  const known = answer.paths.some(({ key }) => key === view.path);
  const path = known ? view.path! : answer.most;
  const select = (key: string) => change({ path: key });
  return (
    <Panes name="trace-compare">
      <Pane label="Two traces" as="main">
        <Sides answer={answer} onChange={onChange} />
        {answer.both === 0 && (
          <Note tone="warn">These two traces have no path in common: every operation is only in one of them.</Note>
        )}
        <Strips answer={answer} selected={path} onSelect={select} />
        <DifferenceFlame answer={answer} by={view.by} selected={path} onSelect={select} />
        <Operations answer={answer} view={view} change={change} selected={path} onSelect={select} />
      </Pane>
      <Pane label="Attributes" as="aside" size="var(--r-drawer)" least={300} most={640}>
        <AttributesPane
          answer={answer}
          path={path}
          same={view.same}
          onSame={(same) => change({ same })}
          onSelect={select}
        />
      </Pane>
    </Panes>
  );
}
