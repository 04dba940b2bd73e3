import { useState } from "react";
import { asProblem } from "../../api/answers";
import { ask, type Problem } from "../../api/client";
import { useRead } from "../../api/interviews";
import { useMe } from "../../api/me";
import type { PlansView, PlanView } from "../../api/types";
import { Button } from "../../parts/Button";
import { Badge } from "../../parts/Choices";
import { IconPlus } from "../../parts/icons";
import { ErrorState, SkeletonRows } from "../../parts/States";
import { Card, pageStyles } from "../page/Page";
import { StaffPage } from "../staff/StaffPage";
import { Concerns } from "./Concerns";
import { PlanBars } from "./PlanBars";
import { PlanEditor } from "./PlanEditor";
import styles from "./plans.module.css";

const PLANS = "/api/v1/staff/plans";

/** The plans there are, and making one's own. */
export function Plans() {
  const { data, problem, again } = useRead<PlansView>(PLANS);
  const { data: me } = useMe();
  const [edited, setEdited] = useState<PlanView | null>(null);
  const [failed, setFailed] = useState<Problem | null>(null);
  const arranges = me?.rights.includes("arrange_new") ?? false;
  const remove = (name: string) => {
    setFailed(null);
    void ask(`${PLANS}/remove`, { name })
      .catch((error: unknown) => setFailed(asProblem(error)))
      .finally(again);
  };
  const usual = data?.plans.find(({ name }) => name === data.usual);
  return (
    <StaffPage title="Plans">
      <div className={styles.grid}>
        <div className="row">
          <h1 className={pageStyles.title}>Plans</h1>
          <span className="sp" />
          {arranges && usual && !edited && (
            <Button kind="primary" icon={<IconPlus />} onClick={() => setEdited({ ...usual, own: false })}>
              New plan
            </Button>
          )}
        </div>
        {failed && (
          <Card label="What did not work">
            <ErrorState problem={failed} />
          </Card>
        )}
        {edited && (
          <PlanEditor
            key={edited.name}
            plan={edited}
            onClose={() => setEdited(null)}
            onKept={() => {
              setEdited(null);
              again();
            }}
          />
        )}
        {!data && (
          <Card label="Plans">
            {problem ? <ErrorState problem={problem} onAgain={again} /> : <SkeletonRows rows={6} height={32} />}
          </Card>
        )}
        {data?.plans.map((plan) => (
          <Shown
            key={plan.name}
            plan={plan}
            usual={plan.name === data.usual}
            arranges={arranges && !edited}
            onEdit={() => setEdited(plan)}
            onRemove={() => remove(plan.name)}
          />
        ))}
        {data && !data.plans.some(({ own }) => own) && !edited && (
          <p className="t3">
            {arranges
              ? "A plan of your own is kept here. Interviews keep the plan they were arranged with, whatever becomes of it."
              : "Recruiters and admins make plans."}
          </p>
        )}
      </div>
    </StaffPage>
  );
}

type ShownProps = {
  plan: PlanView;
  usual: boolean;
  arranges: boolean;
  onEdit: () => void;
  onRemove: () => void;
};

function Shown({ plan, usual, arranges, onEdit, onRemove }: ShownProps) {
  const detail = (
    <span className="row">
      {usual && <Badge>usual</Badge>}
      {plan.over > 0 ? <Badge tone="warn">{plan.fit}</Badge> : plan.fit}
      {arranges && (
        <>
          <Button size={24} onClick={onEdit} aria-label={`${plan.own ? "Change" : "Start from"} ${plan.name}`}>
            {plan.own ? "Change" : "Start from this"}
          </Button>
          {plan.own && (
            <Button size={24} kind="quiet" onClick={onRemove} aria-label={`Remove ${plan.name}`}>
              Remove
            </Button>
          )}
        </>
      )}
    </span>
  );
  return (
    <Card title={plan.name} detail={detail}>
      <div className={styles.body}>
        <PlanBars segments={plan.segments} slot={plan.slot} />
        <p className="t2">{plan.said.join(" ")}</p>
        <Concerns plan={plan} />
      </div>
    </Card>
  );
}
