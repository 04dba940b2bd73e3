"""An interview as its candidate lived it: what they did and what they were told, by time.

Nothing of what is expected of them is in it, and nothing of what others noted: those are no part of what they did or were
told. What was said aloud is told as far as it was written down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rounds.interviews import acts
from rounds.interviews.acts import Act, Done
from rounds.interviews.hour import Hour
from rounds.interviews.plan import Part
from rounds.interviews.record import Cause
from rounds.interviews.replay import Scene
from rounds.interviews.screens import Asked
from rounds.interviews.script import PHRASES
from rounds.interviews.welcome import CONSENTS, WONDERED

TOOLS = {
    "metrics": "Metrics",
    "traces": "Traces",
    "logs": "Logs",
    "database": "Database",
    "heap": "Heap",
    "services": "Services",
}
SAYS_MOST = ("query", "expression", "trace_id", "find", "service", "statement", "key", "id")  # of what was asked
WISHES = {"pause": "a pause", "time": "more time", "help": "a word of help"}
CLAIMS = {"copy": "a copy of everything", "correction": "a correction", "erasure": "erasure"}
SAID = {one.id: one.text for one in PHRASES}
CONSENT = {one.name: one.title for one in CONSENTS}
WONDER = {one.name: one.question for one in WONDERED}
OUTCOMES = {"advance": "You go on to the next step", "decline": "You do not go on", "hold": "It is not decided yet"}


@dataclass(frozen=True, slots=True)
class Moment:
    """`at` is milliseconds since 1970. `by` is "you", "them" for whom the interview was with, or "rounds". `kind` is
    asked, opened, wrote, judged, pinned, requested, before, told, phase, or data. `no` is its entry in the record, 0 for none.
    """

    at: float
    by: str
    kind: str
    what: str
    text: str = ""
    scenario: int | None = None
    until: float | None = None
    no: int = 0


@dataclass(frozen=True, slots=True)
class Mailed:
    at: float
    subject: str
    text: str


def timeline(
    *,
    hour: Hour,
    asked: Mapping[int, Iterable[Asked]],
    scenes: Iterable[Scene],
    done: Iterable[Done],
    candidate: str,
    mails: Iterable[Mailed] = (),
) -> list[Moment]:
    """Oldest first. `asked` by scenario, `candidate` is their seat."""
    done = [*done]
    found = [
        *questions(asked),
        *views(scenes),
        *did(done, candidate),
        *were_told(done, hour, candidate),
        *(Moment(one.at, "them", "told", "Mail", one.subject) for one in mails),
    ]
    return sorted(found, key=lambda one: (one.at, one.no))


def questions(asked: Mapping[int, Iterable[Asked]]) -> Iterator[Moment]:
    """Their own: what a page asked of itself, or the lead presented, is not what somebody did."""
    for number, these in asked.items():
        for one in these:
            if one.cause in (Cause.CANDIDATE, Cause.SOLVER):
                yield Moment(
                    one.time, "you", "asked", f"Asked {tool_of(one.asked)}", said_most(one.question), number, no=one.no
                )


def tool_of(asked: str) -> str:
    tool, _, what = asked.partition(".")
    return f"{TOOLS.get(tool, tool.capitalize())}, {what.replace('_', ' ')}" if what else TOOLS.get(tool, tool)


def said_most(question: Mapping[str, Any]) -> str:
    return next((str(question[name]) for name in SAYS_MOST if question.get(name)), "")


def views(scenes: Iterable[Scene]) -> Iterator[Moment]:
    for one in scenes:
        page = TOOLS.get(one.page, one.page.capitalize())
        yield Moment(one.since, "you", "opened", f"Opened {page}", one.address, one.scenario, one.until)


def did(done: Iterable[Done], candidate: str) -> Iterator[Moment]:
    for one in done:
        if one.seat == candidate and one.time and (told := of_own(one.act)):
            kind, what, text, scenario = told
            yield Moment(milliseconds(one.time), "you", kind, what, text, scenario, no=one.no)


Told = tuple[str, str, str, int | None]


def of_own(act: Act) -> Told | None:
    return in_notebook(act) or around(act)


def in_notebook(act: Act) -> Told | None:
    match act:
        case acts.Wrote(_, scenario, kind, text):
            return "wrote", f"Wrote a {kind}" if text else f"Erased a {kind}", text, scenario
        case acts.Judged(_, scenario, state):
            return "judged", "Called a hypothesis", state, scenario
        case acts.Pinned():
            return "pinned", "Pinned", ": ".join(part for part in (act.title, act.line) if part), act.scenario
        case acts.Unpinned(_, scenario):
            return "pinned", "Took a pin away", "", scenario
    return None


def around(act: Act) -> Told | None:
    """What they did about the interview itself."""
    match act:
        case acts.Asked(what, text):
            return "requested", f"Asked for {WISHES.get(what, what)}", text, None
        case acts.Checked(checks):
            told = ", ".join(
                " ".join(part for part in (f"{name} {word}", said) if part) for name, (word, said) in checks.items()
            )
            return "before", "Checked this browser", told, None
        case acts.Consented(consents):
            told = ", ".join(
                f"{title}: {yes_or_no(consents[name])}" for name, title in CONSENT.items() if name in consents
            )
            return "data", "Agreed", told, None
        case acts.Displayed(choices):
            return "before", "Chose a display", ", ".join(choices) or "the usual", None
        case acts.Requested():
            return "requested", "Asked for more time or another format", "", None
        case acts.Toured(stop, skipped):
            return "before", "Skipped a stop of the tour" if skipped else "Toured", TOOLS.get(stop, stop), None
        case acts.Entered():
            return "before", "Came to the waiting room", "", None
        case acts.Knocked():
            return "before", "Came with another browser", "", None
        case acts.Commented(answers):
            told = "\n".join(f"{question} {answers[name]}" for name, question in WONDER.items() if name in answers)
            return "requested", "Said how it was", told, None
        case acts.Claimed(what, text):
            return "data", f"Asked for {CLAIMS.get(what, what)}", text, None
    return None


def yes_or_no(given: bool) -> str:
    return "yes" if given else "no"


def were_told(done: Iterable[Done], hour: Hour, candidate: str) -> Iterator[Moment]:
    done = [*done]
    taken_back = {one.act.no for one in done if isinstance(one.act, acts.Unhinted)}
    again = marked(done)
    for one in done:
        if one.no not in again and one.seat != candidate and one.time and (told := of_theirs(one, hour, taken_back)):
            kind, what, text, scenario = told
            by = "them" if one.seat else "rounds"
            yield Moment(milliseconds(one.time), by, kind, what, text, scenario, no=one.no)


def marked(done: Iterable[Done]) -> set[int]:
    """The entries that only mark a question which was asked before."""
    asked: set[tuple[int, int]] = set()
    found = set()
    for one in done:
        if isinstance(one.act, acts.Discussed):
            topic = (one.act.scenario, one.act.topic)
            if one.act.asked and topic in asked:
                found.add(one.no)
            (asked.add if one.act.asked else asked.discard)(topic)
    return found


def of_theirs(one: Done, hour: Hour, taken_back: set[int]) -> Told | None:
    match one.act:
        case acts.Hinted() as act:
            how = "read aloud" if act.aloud else "shown"
            how += ", taken back" if one.no in taken_back else ""
            return "told", f"A hint, {how}", act.text, act.scenario
        case acts.Revealed(scenario, _):
            return "told", "The answer was told to you", "", scenario
        case acts.Prompted(phrase):
            return "told", "Said", SAID.get(phrase, ""), None
        case acts.Discussed(scenario, _, True):
            return "told", "A question of the discussion", "", scenario or None
        case acts.Presented(on):
            return "told", "A view of theirs on your screen" if on else "Your own view again", "", None
        case acts.Decided(outcome, _):
            return "told", "The decision", OUTCOMES.get(outcome, outcome), None
    return of_the_hour(one.act, hour)


def of_the_hour(act: Act, hour: Hour) -> Told | None:
    match act:
        case acts.Begun(phase):
            return began(phase, hour)
        case acts.Admitted():
            return "phase", "You were let in", "", None
        case acts.Paused():
            return "phase", "Paused", "", None
        case acts.Resumed():
            return "phase", "Went on", "", None
        case acts.Extended(_, minutes):
            return "phase", f"{minutes:+g} min", "", None
        case acts.Skipped(scenario):
            return "phase", "Left out", "", scenario
        case acts.Reseeded(scenario):
            return "phase", "Went on with another variant", "", scenario
        case acts.Left():
            return "phase", "Your connection was gone", "", None
        case acts.Returned(seconds):
            return "phase", "Your connection was there again", f"after {seconds:.0f} s", None
        case acts.Answered(what, text):
            return "data", f"Answered, as you asked for {CLAIMS.get(what, what)}", text, None
        case acts.Released():
            return "data", "What others wrote was put into your copy", "", None
        case acts.Anonymised():
            return "data", "Erased", "", None
    plain = SIMPLY.get(type(act))
    return ("phase", plain, "", None) if plain else None


SIMPLY: dict[type, str] = {
    acts.Invited: "You were invited",
    acts.Rescheduled: "Moved to another time",
    acts.Cancelled: "Called off",
    acts.Ended: "The end",
    acts.Missed: "You did not come",
    acts.Aborted: "Broken off for a technical failure",
    acts.Reopened: "Taken up again",
    acts.Handed: "Another interviewer leads",
}


def began(no: int, hour: Hour) -> Told:
    phase = next((one for one in hour.phases if one.no == no), None)
    if phase is None:
        return "phase", "The next part began", "", None
    what = "Discussion of" if phase.part is Part.DISCUSSION else "Began:"
    return "phase", f"{what} {phase.title}", "", phase.scenario


def milliseconds(moment: datetime) -> float:
    return moment.timestamp() * 1000
