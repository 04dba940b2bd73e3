"""What in the tools shows a step of the expected path: of a scenario's own proofs, those whose answers reach it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from rounds import tools
from rounds.actions.asking import heaps_of
from rounds.actions.office import Office
from rounds.actions.solutions import ProofShown, proof_shown
from rounds.incidents.sealed import Proof, Sealed
from rounds.interviews import Moments, Pin, Rule, Step
from rounds.interviews.patterns import MOMENT, matches
from rounds.kit.errors import Problem
from rounds.tools import heap
from rounds.tools.asking import ANSWERS

MOST = 2  # that a step is told


def name_of_kind(kind: type[Any]) -> str:
    """As it stands in the record."""
    return f"{kind.__module__.rsplit('.', 1)[-1]}.{kind.__name__.removesuffix('Question').lower()}"


OF_HEAPS = [one for name, one in vars(heap).items() if name.endswith("Question") and one.__module__ == heap.__name__]
KINDS: Mapping[str, type[Any]] = {name_of_kind(one): one for one in (*ANSWERS, *OF_HEAPS)}


def showing(here: Office, pin: Pin, sealed: Sealed, moments: Moments) -> dict[str, list[ProofShown]]:
    """By step. Each proof is asked of the incident once; a step that none of them reaches has the tool that shows it."""
    proofs = [proof for link in sealed.solution.chain for proof in link.proofs]
    proofs += [proof for herring in sealed.red_herrings for proof in herring.proofs]
    wanted = {kind for step in sealed.steps for rule in step.reached_by for kind in rule.asked}
    known = [(one, digest) for one in proofs if one.asked in wanted and (digest := asked(here, pin, one, moments))]
    return {step.id: told(pin, step, known, moments) for step in sealed.steps}


def told(pin: Pin, step: Step, known: Sequence[tuple[Proof, dict[str, Any]]], moments: Moments) -> list[ProofShown]:
    found = [proof_shown(pin, proof, moments) for proof, digest in known if reaches(proof, digest, step, moments)]
    with_pages = [one for one in found if one.address][:MOST]
    return with_pages or [in_tool(pin, page) for page in pages(step.reached_by)][:MOST]


def reaches(proof: Proof, digest: dict[str, Any], step: Step, moments: Moments) -> bool:
    return any(proof.asked in rule.asked and matches(rule.where, digest, moments) for rule in step.reached_by)


def pages(rules: Iterable[Rule]) -> list[str]:
    """The tools that show it, each once."""
    return [*dict.fromkeys(PLACES.get(page, page) for rule in rules for page in rule.page)]


def in_tool(pin: Pin, page: str) -> ProofShown:
    return ProofShown("", f"/staff/incidents/{pin.incident}/{page}")


PLACES = {"trace": "traces", "compare": "traces/compare"}


def asked(here: Office, pin: Pin, proof: Proof, moments: Moments) -> dict[str, Any]:
    """The digest of its answer; empty where it cannot be had, of which the page then shows nothing."""
    kind = KINDS.get(proof.asked)
    if kind is None:
        return {}
    names = {one.name for one in fields(kind)}
    given = {"start": moments.began, "end": moments.now, **{n: at(v, moments) for n, v in proof.question.items()}}
    try:
        question = kind(**{name: value for name, value in given.items() if name in names})
        reader = here.readers.of(pin.incident)
        answer = tools.ask(reader, question, heaps=heaps_of(here, pin.incident))
        return tools.digest(question, answer, reader)
    except (Problem, TypeError):
        return {}


def at(value: Any, moments: Moments) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return moments.at(value) if isinstance(value, str) and MOMENT.fullmatch(value) else value
