/** What stands where a list will stand: its shape while it comes, or why it does not. */

import type { ReactNode } from "react";
import { EmptyState, ErrorState, SkeletonRows } from "../../parts/States";
import type { Paged } from "./usePages";

type Props = {
  answer: Pick<Paged<unknown>, "loading" | "problem" | "again" | "pages">;
  what: string;
  /** Nothing is there: said instead of the list. */
  empty: { title: string; children?: ReactNode; actions?: ReactNode } | null;
  children: ReactNode;
};

export function Body({ answer, what, empty, children }: Props) {
  if (answer.loading) return <SkeletonRows rows={14} label={`Loading ${what}`} />;
  // What is wrong with it stands at the field already.
  if (answer.problem?.kind === "invalid" && answer.pages.length === 0)
    return (
      <EmptyState title="Nothing can be found by this">Correct what is looked for, or empty the field.</EmptyState>
    );
  if (answer.problem && answer.pages.length === 0)
    return (
      <div className="scroll">
        <ErrorState problem={answer.problem} title={`${what} did not come`} onAgain={answer.again} />
      </div>
    );
  if (empty) return <EmptyState {...empty} />;
  return <>{children}</>;
}
