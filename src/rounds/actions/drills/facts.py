"""How a drill's work went, in figures with what they mean in plain words: descriptions, and no score."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from rounds.actions.drills.shown import FactTold
from rounds.actions.drills.sides import Side
from rounds.interviews import Pin, process
from rounds.interviews.notebook import Notebook

SETTLES = timedelta(minutes=1)  # after the end, when all that browsers have to tell has come


def told(side: Side, pin: Pin, notebook: Notebook, is_team: bool) -> Iterator[FactTold]:
    """Of one member and what they wrote themselves. What the record does not tell is left out."""
    facts, kept = side.desk.known(pin).facts, process.kept_of(notebook, side.desk.asked(pin))
    by = side.seat.name if is_team else ""
    for name, value, meaning in (*of_tools(facts), *of_questions(facts), *of_notebook(kept)):
        if value:
            yield FactTold(name, value, meaning, by)


def of_tools(facts: process.Facts) -> Iterator[tuple[str, str, str]]:
    yield (
        "First tools",
        ", then ".join(one.capitalize() for one in facts.first_tools),
        "Where the search began. Symptoms are often seen first in metrics or services, causes in traces and logs.",
    )
    yield (
        "On the symptoms first",
        "" if facts.symptom_dwell is None else seconds(facts.symptom_dwell),
        "Time on the briefing before the first tool. Who knows what is reported, since when and for whom asks less.",
    )
    yield (
        "Short visits",
        "" if not facts.stays else f"{facts.thrash:.1f} a minute, {facts.thrash_at_worst:.1f} in the worst two",
        "Changes of tool after less than five seconds without a question: many in a row are often a search without a plan.",
    )
    yield (
        "Carried from tool to tool",
        carried(facts),
        "A value or a stretch of time that one tool showed and another was asked about within two minutes.",
    )


def carried(facts: process.Facts) -> str:
    if not facts.stays:
        return ""
    ways = [f"{one.before} to {one.tool}" for one in facts.pivots]
    return f"{len(ways)} times" + (f": {', '.join(dict.fromkeys(ways))}" if ways else "")


def of_questions(facts: process.Facts) -> Iterator[tuple[str, str, str]]:
    yield (
        "First question after",
        "" if facts.first_query is None else seconds(facts.first_query),
        "From the start of the work. Long is not bad: it may be reading.",
    )
    yield "Questions", str(facts.queries), "Asked by hand; what pages ask of themselves is not counted."
    yield (
        "With a filter",
        "" if facts.specificity is None else f"{facts.specificity:.0%}",
        "The share of questions that narrow down to something: a service, a customer, an error.",
    )
    yield (
        "Asked again",
        "" if facts.redundancy is None else f"{facts.redundancy:.0%}",
        "The share of questions that were asked before, word for word. What is pinned need not be asked for again.",
    )


def of_notebook(kept: process.Kept) -> Iterator[tuple[str, str, str]]:
    yield (
        "Hypotheses",
        str(kept.hypotheses),
        "Written down. What is written can be refuted, and two can be weighed against each other.",
    )
    yield (
        "Before the question",
        f"{kept.before_queries} of {kept.hypotheses}" if kept.hypotheses else "",
        "Hypotheses written before a question they rest on was asked: the question tested them, and did not suggest them.",
    )
    yield "Pinned", str(kept.pins), "Views kept as evidence."


def seconds(length: float) -> str:
    whole = round(length)
    return f"{whole // 60}:{whole % 60:02} min" if whole >= 60 else f"{whole} s"
