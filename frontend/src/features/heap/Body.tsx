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
  if (answer.problem && answer.pages.length === 0)
    return (
      <div className="scroll">
        <ErrorState problem={answer.problem} title={`${what} did not come`} onAgain={answer.again} />
      </div>
    );
  if (empty) return <EmptyState {...empty} />;
  return <>{children}</>;
}
