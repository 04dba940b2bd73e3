"""An interview as plain values: who sits in it, its plan, and the record of what was asked and seen, and which
steps of the expected path it shows."""

from __future__ import annotations

from rounds.interviews.acts import ACTS, Act, Done, act_of
from rounds.interviews.chain import START, Entry, commitment, link, verified
from rounds.interviews.evidence import UNKNOWN, Evidence, Exposure, Rule, Step
from rounds.interviews.hints import Hint, Reached
from rounds.interviews.hour import Hour, State, hour_of
from rounds.interviews.interview import Accommodations, Interview, Kind, Level, Pin, Policy
from rounds.interviews.patterns import Moments
from rounds.interviews.people import OPERATOR, Duty, Person, Role, Seat
from rounds.interviews.plan import Part, Phase, Plan, Segment, fit_60, guide_65
from rounds.interviews.record import Cause, Question, View
from rounds.interviews.screens import Asked, Viewed

__all__ = [
    "ACTS",
    "OPERATOR",
    "START",
    "UNKNOWN",
    "Accommodations",
    "Act",
    "Asked",
    "Cause",
    "Done",
    "Duty",
    "Entry",
    "Evidence",
    "Exposure",
    "Hint",
    "Hour",
    "Interview",
    "Kind",
    "Level",
    "Moments",
    "Part",
    "Person",
    "Phase",
    "Pin",
    "Plan",
    "Policy",
    "Question",
    "Reached",
    "Role",
    "Rule",
    "Seat",
    "Segment",
    "State",
    "Step",
    "View",
    "Viewed",
    "act_of",
    "commitment",
    "fit_60",
    "guide_65",
    "hour_of",
    "link",
    "verified",
]
