/** The plan of a statement: as a tree, as text, or beside another plan of it. */

import { Menu } from "@mantine/core";
import { useAnswer } from "../../api/answers";
import type { Plans, PlanTree } from "../../api/types";
import { useCommands } from "../../lib/commands";
import { duration, plural } from "../../lib/units";
import type { Change, View } from "../../lib/view";
import { Button, IconButton } from "../../parts/Button";
import { Segments } from "../../parts/Choices";
import { copyText } from "../../parts/CopyLink";
import { IconCheck, IconChevronDown, IconCopy } from "../../parts/icons";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import styles from "./database.module.css";
import { PlanComparison } from "./PlanComparison";
import { PlanPicture } from "./PlanPicture";
import { stretchLabel } from "./stretches";
import { HEATS, type PLAN, PLAN_VIEWS } from "./view";

export type PlanView = View<typeof PLAN>;
export type PlanChange = Change<typeof PLAN>;

type Props = { statement: string | null; view: PlanView; change: PlanChange };

export function PlanPanel({ statement, view, change }: Props) {
  const answer = useAnswer(
    "database/plans",
    { id: statement ?? "0" },
    { view: "database.plans", enabled: statement !== null, keep: false },
  );
  return (
    <section className={styles.half} aria-label="Plan">
      {statement === null ? (
        <>
          <Head />
          <EmptyState title="No statement is chosen">Choose one above to see how it was carried out.</EmptyState>
        </>
      ) : answer.problem?.kind === "not_found" ? (
        <>
          <Head />
          <EmptyState title="No plan was recorded">
            The text of this statement was not recorded, and neither was how it is carried out.
          </EmptyState>
        </>
      ) : answer.problem ? (
        <>
          <Head />
          <ErrorState problem={answer.problem} title="The plans did not come" onAgain={answer.again} />
        </>
      ) : answer.data ? (
        <Shown data={answer.data} view={view} change={change} />
      ) : (
        <>
          <Head />
          <SkeletonRows rows={5} label="Loading the plans" />
        </>
      )}
    </section>
  );
}

function Head({ children }: { children?: React.ReactNode }) {
  return (
    <header className={styles.head}>
      <h2>Plan</h2>
      {children}
    </header>
  );
}

const VIEW_TITLES = { tree: "Tree", text: "Text", compare: "Compare" } as const;
const VIEW_KEYS = { tree: "t t", text: "t x", compare: "t c" } as const;
const HEAT_TITLES = { time: "Time", rows: "Rows", buffers: "Buffers" } as const;

/** The newest plan, unless one was chosen. */
export function chosenPlan(plans: readonly PlanTree[], id: string | null): PlanTree | undefined {
  return plans.find((one) => one.id === id) ?? plans.at(-1);
}

/** The plan right before the chosen one; for the oldest, the one after it. */
export function otherPlan(plans: readonly PlanTree[], chosen: PlanTree, id: string | null): PlanTree | undefined {
  const named = plans.find((one) => one.id === id && one !== chosen);
  const place = plans.indexOf(chosen);
  return named ?? plans[place - 1] ?? plans[place + 1];
}

function Shown({ data, view, change }: { data: Plans; view: PlanView; change: PlanChange }) {
  const { plans } = data;
  const plan = chosenPlan(plans, view.plan);
  useCommands([
    ...PLAN_VIEWS.map((show) => ({
      id: `plan.${show}`,
      label: `Plan: ${VIEW_TITLES[show].toLowerCase()}`,
      group: "Plan",
      keys: VIEW_KEYS[show],
      run: () => change({ show }),
    })),
    ...HEATS.map((heat) => ({
      id: `plan.heat.${heat}`,
      label: `Plan steps by ${HEAT_TITLES[heat].toLowerCase()}`,
      group: "Plan",
      run: () => change({ heat }),
    })),
  ]);
  if (!plan)
    return (
      <>
        <Head />
        <EmptyState title="No plan was recorded">How this statement is carried out was not written down.</EmptyState>
      </>
    );
  const other = otherPlan(plans, plan, view.against);
  const older = other && plans.indexOf(other) < plans.indexOf(plan);
  return (
    <>
      <Head>
        <PlanMenu label="Plan" plans={plans} plan={plan} onPlan={(id) => change({ plan: id, node: null })} />
        {view.show === "compare" && other && (
          <>
            <span className="s12 t3 nw">{older ? "against the earlier" : "against the later"}</span>
            {plans.length > 2 && (
              <PlanMenu
                label="Held against"
                plans={plans.filter((one) => one !== plan)}
                plan={other}
                onPlan={(id) => change({ against: id })}
              />
            )}
          </>
        )}
        <span className="sp" />
        {view.show === "text" && (
          <IconButton label="Copy the plan" size={24} onClick={() => void copyText(plan.text)}>
            <IconCopy />
          </IconButton>
        )}
        <Segments
          label="How the plan is shown"
          size={24}
          value={view.show}
          choices={PLAN_VIEWS.filter((show) => show !== "compare" || plans.length > 1 || view.show === "compare").map(
            (show) => ({ value: show, label: VIEW_TITLES[show] }),
          )}
          onChange={(show) => change({ show })}
        />
        {view.show === "tree" && (
          <Segments
            label="Steps by"
            size={24}
            value={view.heat}
            choices={HEATS.map((heat) => ({ value: heat, label: HEAT_TITLES[heat] }))}
            onChange={(heat) => change({ heat })}
          />
        )}
      </Head>
      {plan.problem && view.show !== "text" ? (
        <EmptyState
          title="This plan cannot be read"
          actions={<Button onClick={() => change({ show: "text" })}>As it was written</Button>}
        >
          {plan.problem}
        </EmptyState>
      ) : view.show === "text" ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long plan is scrolled by keys
        <pre className={`scroll ${styles.text}`} role="group" tabIndex={0} aria-label="Plan as text">
          {plan.text}
        </pre>
      ) : view.show === "compare" ? (
        other ? (
          <PlanComparison statement={data.id} before={older ? other : plan} after={older ? plan : other} />
        ) : (
          <EmptyState title="There is one plan only">
            All executions that were looked at were carried out alike.
          </EmptyState>
        )
      ) : (
        <PlanPicture plan={plan} heat={view.heat} node={view.node} onNode={(node) => change({ node })} />
      )}
    </>
  );
}

export function planText(plan: PlanTree, plans: readonly PlanTree[]): string {
  const place = plans.indexOf(plan);
  return `${plans.length > 1 ? `${place + 1} of ${plans.length}, ` : ""}${stretchLabel(
    { start: plan.first_seen, end: plan.last_seen },
    {
      start: Math.min(...plans.map(({ first_seen }) => first_seen)),
      end: Math.max(...plans.map(({ last_seen }) => last_seen)),
    },
  )}`;
}

function PlanMenu({
  label,
  plans,
  plan,
  onPlan,
}: {
  label: string;
  plans: readonly PlanTree[];
  plan: PlanTree;
  onPlan: (id: string) => void;
}) {
  if (plans.length < 2)
    return (
      <span className="s12 t3 el">
        seen {planText(plan, plans)}
        {plan.executions > 0 && `, ${plural(plan.executions, "execution")} looked at, ${duration(plan.mean_ms)}`}
      </span>
    );
  return (
    <Menu position="bottom-start" width={320}>
      <Menu.Target>
        <Button size={24} aria-label={`${label}: ${planText(plan, plans)}`}>
          <span className="nw">{planText(plan, plans)}</span>
          <IconChevronDown className={styles.down} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {plans.map((one) => (
          <Menu.Item
            key={one.id}
            leftSection={one === plan ? <IconCheck /> : <span className={styles.blank} />}
            rightSection={
              <span className="s11 t3">
                {one.executions > 0
                  ? `${plural(one.executions, "execution")}, ${duration(one.mean_ms)}`
                  : duration(one.execution_ms)}
              </span>
            }
            onClick={() => onPlan(one.id)}
          >
            {planText(one, plans)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
