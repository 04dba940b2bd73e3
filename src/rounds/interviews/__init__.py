"""An interview as plain values: who sits in it, its plan, and the record of what was asked and seen."""

from __future__ import annotations

from rounds.interviews.chain import START, Entry, commitment, link, verified
from rounds.interviews.interview import OPERATOR, Interview, Pin, Plan, Role, Seat, Segment, usual_plan
from rounds.interviews.record import Cause, Question, View

__all__ = [
    "OPERATOR",
    "START",
    "Cause",
    "Entry",
    "Interview",
    "Pin",
    "Plan",
    "Question",
    "Role",
    "Seat",
    "Segment",
    "View",
    "commitment",
    "link",
    "usual_plan",
    "verified",
]
