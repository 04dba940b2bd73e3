"""What reaches the candidate of what the lead does, and what they asked for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rounds.interviews import acts
from rounds.interviews.acts import Done


@dataclass(frozen=True, slots=True)
class Hint:
    no: int
    scenario: int
    text: str
    time: datetime


@dataclass(frozen=True, slots=True)
class Request:
    what: str
    text: str
    time: datetime


ANSWERS: dict[str, tuple[type, ...]] = {
    "pause": (acts.Paused, acts.Begun),
    "time": (acts.Extended, acts.Begun),
    "help": (acts.Prompted, acts.Hinted, acts.Begun),
}
"""What the lead does about what the candidate asked for. A request that nobody answers ends with its phase."""
OVER = (acts.Ended, acts.Aborted)


def hints_of(done: Sequence[Done], scenario: int | None) -> list[Hint]:
    """Those shown in this scenario and not taken back, oldest first. One that was read aloud was heard, not shown."""
    taken_back = {one.act.no for one in done if isinstance(one.act, acts.Unhinted)}
    return [
        Hint(one.no, one.act.scenario, one.act.text, one.time)
        for one in done
        if isinstance(one.act, acts.Hinted)
        and one.act.scenario == scenario
        and not one.act.aloud
        and one.no not in taken_back
        and one.time
    ]


def requests_of(done: Sequence[Done]) -> list[Request]:
    """What the candidate asked for and nobody answered yet: the last of each kind."""
    waiting: dict[str, Request] = {}
    for one in done:
        if isinstance(one.act, acts.Asked) and one.time:
            waiting[one.act.what] = Request(one.act.what, one.act.text, one.time)
            continue
        for what, answers in ANSWERS.items():
            if isinstance(one.act, (*answers, *OVER)):
                waiting.pop(what, None)
    return list(waiting.values())
