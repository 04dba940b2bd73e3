/** Going to a scenario as it opens: at once, or, for who is writing just then, when they choose to. */

import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { InterviewView } from "../../api/types";
import { isOver } from "../../lib/finished";

/** The scenario that is open by the clock; none in practice, where all are. */
export function openOf(interview: Pick<InterviewView, "kind" | "scenarios">): number | null {
  if (interview.kind === "practice") return null;
  return interview.scenarios.find(({ state }) => state === "open")?.number ?? null;
}

/** Goes to the scenario that opens while this page is there, and to the last page as the interview ends. */
export function useMoveToOpened(interview: InterviewView | undefined, here: number | null): void {
  const navigate = useNavigate();
  const open = interview ? openOf(interview) : undefined;
  const running = interview?.phase?.scenario ?? null;
  const before = useRef<number | null | undefined>(undefined);
  useEffect(() => {
    if (open === undefined) return;
    const was = before.current;
    // While it is paused nothing is open; what goes on afterwards has not opened anew.
    if (open !== null || running === null) before.current = open;
    if (was === undefined || open === null || open === was || open === here || isWriting()) return;
    void navigate({ to: `/interview/${open}/briefing` as never });
  }, [open, running, here, navigate]);
  const over = interview ? isOver(interview.state) : undefined;
  const wasOver = useRef<boolean | undefined>(undefined);
  useEffect(() => {
    if (over && wasOver.current === false) void navigate({ to: "/interview" as never });
    if (over !== undefined) wasOver.current = over;
  }, [over, navigate]);
}

/** Whether somebody has typed something into the field they are in, or answers a dialog. */
export function isWriting(at: Element | null = document.activeElement): boolean {
  if (document.querySelector('[role="dialog"][aria-modal="true"]')) return true;
  if (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement) return at.value !== "";
  return at instanceof HTMLElement && at.isContentEditable && at.textContent !== "";
}
