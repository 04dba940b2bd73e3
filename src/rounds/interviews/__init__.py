"""An interview as plain values: who sits in it, its plan, and the record of what was asked and seen, and which
steps of the expected path it shows."""

from __future__ import annotations

from rounds.interviews.chain import START, Entry, commitment, link, verified
from rounds.interviews.evidence import UNKNOWN, Evidence, Exposure, Rule, Step
from rounds.interviews.hints import Hint, Reached
from rounds.interviews.interview import OPERATOR, Interview, Pin, Plan, Role, Seat, Segment, usual_plan
from rounds.interviews.patterns import Moments
from rounds.interviews.record import Cause, Question, View
from rounds.interviews.screens import Asked, Viewed

__all__ = [
    "OPERATOR",
    "START",
    "UNKNOWN",
    "Asked",
    "Cause",
    "Entry",
    "Evidence",
    "Exposure",
    "Hint",
    "Interview",
    "Moments",
    "Pin",
    "Plan",
    "Question",
    "Reached",
    "Role",
    "Rule",
    "Seat",
    "Segment",
    "Step",
    "View",
    "Viewed",
    "commitment",
    "link",
    "usual_plan",
    "verified",
]
