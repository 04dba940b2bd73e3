"""What was decided about edge cases, where the rubric is read: beside the words that each is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from rounds.actions import rights
from rounds.actions.office import Office
from rounds.actions.retold import milliseconds
from rounds.interviews import Person, Pin
from rounds.interviews.rights import Right
from rounds.interviews.rubric import RUBRIC, Anchor, Criterion, Expected
from rounds.records.work import Work


@dataclass(frozen=True, slots=True)
class RulingShown:
    """What was decided about an edge case of a scenario, by the rubric in force: `anchor` is the part of the rubric, as
    "points 2" or "criterion cause".
    """

    anchor: str
    title: str
    ruling: str
    ruled: float


@dataclass(frozen=True, slots=True)
class ScenarioRulings:
    number: int
    rulings: list[RulingShown]


@dataclass(frozen=True, slots=True)
class RubricInForce:
    """The rubric with what was ruled for each scenario of an interview."""

    version: str
    anchors: tuple[Anchor, ...]
    thresholds: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    levels: tuple[Expected, ...]
    ruled: list[ScenarioRulings]


def rubric(here: Office, who: Person, interview_id: str) -> RubricInForce:
    """
    Raises:
        NotFound, Forbidden: as `rights.interview`.
    """
    with here.records.look() as look:
        interview, _ = rights.within(look, who, interview_id, Right.PREPARE)
        ruled = of_scenarios(look, interview.pins)
    return RubricInForce(**{one.name: getattr(RUBRIC, one.name) for one in fields(RUBRIC)}, ruled=ruled)


def of_scenarios(look: Work, pins: Iterable[Pin]) -> list[ScenarioRulings]:
    return [ScenarioRulings(pin.number, [*of_pin(look, pin)]) for pin in pins]


def of_pin(look: Work, pin: Pin) -> Iterator[RulingShown]:
    """The newest first."""
    for one in look.edge_cases.rulings(pin.scenario, RUBRIC.version):
        if one.ruled:
            yield RulingShown(one.anchor, one.title, one.ruling, milliseconds(one.ruled))
