"""The rubric: the guide's anchors, criteria with their questions, and what is expected of a level, word for word.

The guide has no scale for its criteria; the four words of each are ours, so that a 2 means the same to everybody.
"""

from __future__ import annotations

from dataclasses import dataclass

from rounds.interviews.interview import Level

VERSION = "1"


@dataclass(frozen=True, slots=True)
class Anchor:
    points: int
    text: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """`weight` in percent; `scale` says what 0, 1, 2 and 3 look like."""

    id: str
    title: str
    short: str
    weight: int
    questions: tuple[str, ...]
    scale: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Expected:
    level: Level
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    version: str
    anchors: tuple[Anchor, ...]
    thresholds: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    levels: tuple[Expected, ...]


ANCHORS = (
    Anchor(3, "Identified root cause with minimal hints, proposed comprehensive solution"),
    Anchor(2, "Identified with one hint, proposed working solution"),
    Anchor(1, "Required significant guidance, understood after explanation"),
    Anchor(0, "Could not identify even with hints"),
)
THRESHOLDS = ("Pass: 6-7 points (average of 2 per scenario)", "Strong Pass: 8-9 points")
CRITERIA = (
    Criterion(
        "systematic",
        "Systematic Approach",
        "Systematic",
        30,
        (
            "Do they form hypotheses before investigating?",
            "Do they follow a logical debugging flow?",
            "Do they document their findings as they go?",
        ),
        (
            "no plan",
            "a plan only when prompted",
            "a plan, mostly followed",
            "explicit hypotheses, disconfirms them, records",
        ),
    ),
    Criterion(
        "tools",
        "Tool Usage",
        "Tools",
        25,
        (
            "Can they navigate the observability tools effectively?",
            "Do they know when to use each tool?",
            "Can they filter and search efficiently?",
        ),
        (
            "needs the interviewer to operate them",
            "one tool, unfiltered",
            "the right tool, with filters",
            "fluent: groups, compares, differences",
        ),
    ),
    Criterion(
        "correlation",
        "Data Correlation",
        "Correlation",
        25,
        (
            "Can they connect data across different tools?",
            "Do they notice patterns and anomalies?",
            "Can they correlate timing across metrics, logs, and traces?",
        ),
        (
            "none",
            "when told to",
            "links two tools",
            "links three or more by timing and rules a red herring out",
        ),
    ),
    Criterion(
        "cause",
        "Root Cause Analysis",
        "Cause",
        15,
        (
            "Do they identify the actual bug vs symptoms?",
            "Can they explain WHY the bug causes the symptoms?",
            "Do they understand the underlying mechanisms?",
        ),
        ("a symptom", "the area", "the cause", "the cause with its mechanism, in numbers"),
    ),
    Criterion(
        "solution",
        "Solution Design",
        "Solution",
        5,
        (
            "Can they propose comprehensive fixes?",
            "Do they consider production implications?",
            "Can they discuss tradeoffs between solutions?",
        ),
        ("none", "a local patch", "a fix that works", "mitigates, fixes, prevents, and weighs tradeoffs"),
    ),
)
LEVELS = (
    Expected(
        Level.JUNIOR,
        "Junior Candidates",
        (
            "Expect them to struggle with Scenario 3",
            "Look for learning ability and asking good questions",
            "Strong performance on Scenarios 1 and 2 is good",
            "Focus on systematic approach over speed",
        ),
    ),
    Expected(
        Level.MID,
        "Mid-Level Candidates",
        (
            "Should solve at least 2 scenarios with minimal hints",
            "Should understand concepts well",
            "Look for production thinking",
            "Should propose reasonable solutions",
        ),
    ),
    Expected(
        Level.SENIOR,
        "Senior Candidates",
        (
            "Should solve all 3 scenarios",
            "Should require minimal hints",
            "Look for architectural thinking",
            "Should discuss prevention and monitoring",
            "Should understand tradeoffs deeply",
        ),
    ),
    Expected(
        Level.STAFF,
        "Staff+ Candidates",
        (
            "Should solve all 3 quickly",
            "Should go beyond the immediate fix",
            "Should discuss system design implications",
            "Should propose comprehensive monitoring strategies",
            "Should think about organizational/process improvements",
        ),
    ),
)
RUBRIC = Rubric(VERSION, ANCHORS, THRESHOLDS, CRITERIA, LEVELS)
