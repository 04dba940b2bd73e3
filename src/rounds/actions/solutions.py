"""The solution document of a scenario, for those who sit in its interview."""

from __future__ import annotations

from dataclasses import dataclass

from rounds.actions import rights
from rounds.actions.office import Office
from rounds.incidents.sealed import RedHerring, Solution, Topic
from rounds.interviews import Person
from rounds.interviews.rights import Right
from rounds.kit.errors import Conflict


@dataclass(frozen=True, slots=True)
class LinkShown:
    text: str
    shown_by: list[str]


@dataclass(frozen=True, slots=True)
class HerringShown:
    looks_like: str
    refuted_by: str


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """A question of the discussion with its model answers by level."""

    text: str
    answers: dict[str, str]


@dataclass(frozen=True, slots=True)
class ClaimShown:
    says: str
    truth: str


@dataclass(frozen=True, slots=True)
class SourceShown:
    title: str
    url: str
    told: str


@dataclass(frozen=True, slots=True)
class SolutionShown:
    """`chain` is the causal chain, each link with what shows it; `notes` are about the rubric."""

    number: int
    scenario: str
    version: str
    cause: str
    chain: list[LinkShown]
    accepted: tuple[str, ...]
    mitigation: tuple[str, ...]
    fix: tuple[str, ...]
    prevention: tuple[str, ...]
    misconceptions: list[ClaimShown]
    red_herrings: list[HerringShown]
    discussion: list[AnswerShown]
    notes: tuple[str, ...]
    sources: list[SourceShown]


def need(here: Office, who: Person, interview_id: str) -> None:
    """
    Raises:
        NotFound, Forbidden: as `rights.interview`.
    """
    rights.interview(here, who, interview_id, Right.PREPARE)


def of_scenario(here: Office, who: Person, interview_id: str, number: int) -> SolutionShown:
    """
    Raises:
        NotFound, Forbidden: as `rights.interview`, or no such scenario. Conflict: it is not prepared yet.
    """
    interview, _ = rights.interview(here, who, interview_id, Right.PREPARE)
    pin = interview.pin(number)
    kept = here.library.sealeds.get(pin.incident) if pin.incident else None
    if kept is None:
        raise Conflict("This scenario is still being prepared.")
    sealed = kept.sealed
    return shown(
        number, pin.scenario, pin.version, sealed.solution, sealed.red_herrings, sealed.discussion, sealed.notes
    )


def shown(
    number: int,
    scenario: str,
    version: str,
    solution: Solution,
    herrings: tuple[RedHerring, ...],
    topics: tuple[Topic, ...],
    notes: tuple[str, ...],
) -> SolutionShown:
    return SolutionShown(
        number=number,
        scenario=scenario,
        version=version,
        cause=solution.cause,
        chain=[LinkShown(link.text, [proof.shows for proof in link.proofs]) for link in solution.chain],
        accepted=solution.accepted,
        mitigation=solution.mitigation,
        fix=solution.fix,
        prevention=solution.prevention,
        misconceptions=[ClaimShown(one.says, one.truth) for one in solution.misconceptions],
        red_herrings=[HerringShown(one.looks_like, one.refuted_by) for one in herrings],
        discussion=[
            AnswerShown(one.text, {level.value: text for level, text in one.answers.items()}) for one in topics
        ],
        notes=notes,
        sources=[SourceShown(one.title, one.url, one.told) for one in solution.sources],
    )
