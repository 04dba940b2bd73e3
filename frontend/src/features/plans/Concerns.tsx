import type { PlanView } from "../../api/types";
import { Note } from "../../parts/States";

/** What somebody should know of a plan before they use it. */
export function Concerns({ plan }: { plan: PlanView }) {
  if (plan.concerns.length === 0) return null;
  return (
    <Note tone={plan.over > 0 ? "warn" : undefined}>
      {plan.concerns.map((concern) => (
        <p key={concern}>{concern}</p>
      ))}
    </Note>
  );
}
