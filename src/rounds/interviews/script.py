"""What the interviewer says and does in each phase, as the guide has it word for word: lines to tick off.

Where the guide's words say how many minutes or scenarios there are, the plan's own stand in their place. It names the
scenario of the heap dumps; that would tell what the third scenario is about before it begins, so that is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rounds.interviews import acts
from rounds.interviews.acts import Done
from rounds.interviews.plan import Part, Phase, Plan
from rounds.interviews.wording import expectation, number

WRAP_UP = 0  # the scenario of the wrap-up's questions
INTERESTING, STRATEGY = 0, 1  # their places


class Manner(StrEnum):
    SAY = "say"  # word for word
    ASK = "ask"
    DO = "do"
    SHOW = "show"  # a stop of the walk through the tools


@dataclass(frozen=True, slots=True)
class Line:
    """`phase` is where it belongs. A line with a `topic` is a question of the wrap-up, ticked off as such."""

    id: str
    phase: int
    manner: Manner
    text: str
    topic: int | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Of the tray: what may be said at any time and is no hint."""

    id: str
    text: str


PHRASES = (
    Phrase("aloud", "Talk me through your thought process"),
    Phrase("good", "Good observation"),
    Phrase("interesting", "Interesting approach"),
    Phrase("on", "Let's move along"),
)
WALK = (
    ("metrics", "Metrics Dashboard: time-series graphs"),
    ("traces", "Traces: distributed tracing with flame graphs"),
    ("logs", "Logs: structured log search"),
    ("database", "Database Analyzer: query performance, locks"),
    ("heap", "Heap Dumps: memory analysis"),
    ("services", "Service Graph: service dependencies"),
)


def script(plan: Plan, starts: Mapping[int, str]) -> tuple[Line, ...]:
    """The lines of every phase in their order. `starts` has the opening line of each scenario by its number."""
    return tuple(line for phase in plan.phases for line in lines_of(phase, plan, starts))


def lines_of(phase: Phase, plan: Plan, starts: Mapping[int, str]) -> Iterable[Line]:
    match phase.part:
        case Part.INTRODUCTION:
            return introduction(phase.no, plan)
        case Part.WORK if start := starts.get(phase.scenario or 0):
            return (Line(f"start.{phase.scenario}", phase.no, Manner.SAY, start),)
        case Part.WRAP_UP:
            return wrap_up(phase.no)
    return ()


def introduction(no: int, plan: Plan) -> Iterable[Line]:
    many = len(plan.worked)
    explained = (
        f"You'll debug {number(many)} production {'issue' if many == 1 else 'issues'} using our observability tools"
    )
    shown = (
        f"{number(many).capitalize()} {'scenario' if many == 1 else 'scenarios, each'} has symptoms reported by users"
    )
    yield Line("intro.self", no, Manner.DO, "Introduce yourself and the interview format")
    yield Line("intro.explain", no, Manner.SAY, explained)
    yield Line("intro.dashboard", no, Manner.SAY, shown)
    for tool, text in WALK:
        yield Line(f"walk.{tool}", no, Manner.SHOW, text)
    yield Line("intro.questions", no, Manner.ASK, "Any questions about the tools?")
    if many:
        yield Line("intro.expectations", no, Manner.SAY, expectation(plan))


def wrap_up(no: int) -> Iterable[Line]:
    for topic, question in enumerate(QUESTIONS):
        yield Line(f"wrap.{topic}", no, Manner.ASK, question, topic)
    yield Line("wrap.thanks", no, Manner.DO, "Thank candidate and explain next steps")


QUESTIONS = (
    "Which scenario was most interesting to you?",
    "How would you design an observability strategy for a startup?",
)
QUESTION_TAGS: tuple[tuple[str, ...], ...] = ((), ("architecture", "monitoring", "organisation"))


def said_of(done: Iterable[Done]) -> set[str]:
    """The lines that are ticked off."""
    said: dict[str, bool] = {}
    for one in done:
        match one.act:
            case acts.Said():
                said[one.act.line] = one.act.said
            case acts.Discussed() if one.act.scenario == WRAP_UP:
                said[f"wrap.{one.act.topic}"] = one.act.asked
    return {line for line, ticked in said.items() if ticked}


def prompted_of(done: Iterable[Done]) -> dict[str, int]:
    """How often each phrase was said."""
    counts = {phrase.id: 0 for phrase in PHRASES}
    for one in done:
        if isinstance(one.act, acts.Prompted) and one.act.phrase in counts:
            counts[one.act.phrase] += 1
    return counts
