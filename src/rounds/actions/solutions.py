"""The solution document of a scenario, for those who sit in its interview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rounds.actions import rights
from rounds.actions.office import Office
from rounds.actions.retold import milliseconds
from rounds.incidents.sealed import Proof, Sealed
from rounds.interviews import Moments, Person, Pin
from rounds.interviews.addresses import address_of
from rounds.interviews.rights import Right
from rounds.kit.errors import Conflict


@dataclass(frozen=True, slots=True)
class ProofShown:
    """`address` is the page of the incident that shows it; empty where none does."""

    shows: str
    address: str


@dataclass(frozen=True, slots=True)
class LinkShown:
    text: str
    shown_by: list[ProofShown]


@dataclass(frozen=True, slots=True)
class HerringShown:
    looks_like: str
    refuted_by: str
    shown_by: list[ProofShown]


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
    found = of_pin(here, pin)
    if found is None:
        raise Conflict("This scenario is still being prepared.")
    return found


def of_pin(here: Office, pin: Pin) -> SolutionShown | None:
    """None while it is not prepared. For those alone who may."""
    known = here.library.public(pin.incident) if pin.incident else None
    kept = here.library.sealeds.get(pin.incident) if pin.incident else None
    if known is None or kept is None:
        return None
    moments = Moments(*map(milliseconds, (known.began, kept.onset, known.now)))
    return shown(pin, kept.sealed, lambda proof: proof_shown(pin, proof, moments))


def proof_shown(pin: Pin, proof: Proof, moments: Moments) -> ProofShown:
    address = address_of(proof.asked, proof.question, moments)
    return ProofShown(proof.shows, f"/staff/incidents/{pin.incident}/{address}" if address else "")


def shown(pin: Pin, sealed: Sealed, proven: Callable[[Proof], ProofShown]) -> SolutionShown:
    solution = sealed.solution
    return SolutionShown(
        number=pin.number,
        scenario=pin.scenario,
        version=pin.version,
        cause=solution.cause,
        chain=[LinkShown(link.text, [*map(proven, link.proofs)]) for link in solution.chain],
        accepted=solution.accepted,
        mitigation=solution.mitigation,
        fix=solution.fix,
        prevention=solution.prevention,
        misconceptions=[ClaimShown(one.says, one.truth) for one in solution.misconceptions],
        red_herrings=[
            HerringShown(one.looks_like, one.refuted_by, [*map(proven, one.proofs)]) for one in sealed.red_herrings
        ],
        discussion=[
            AnswerShown(one.text, {level.value: text for level, text in one.answers.items()})
            for one in sealed.discussion
        ],
        notes=sealed.notes,
        sources=[SourceShown(one.title, one.url, one.told) for one in solution.sources],
    )
