"""What must be true of the texts of a scenario before anything is asked of its telemetry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rounds.incidents.sealed import Level, Proof, Sealed, Step
from rounds.incidents.solving import QUESTIONS
from rounds.interviews import patterns
from rounds.interviews.evidence import PAGES
from rounds.kit.errors import Invalid

WORK_MINUTES = 15  # of the guide's 18 of a segment; the last three are for the discussion
TAGS = ("rca", "solution", "tradeoff", "architecture", "prevention", "monitoring", "organisation")
CORE = 2  # questions that everybody is asked
LEAST_HINTS = 4
MOST_SECONDS = 60  # on screen; more is no sign that something was looked at


@dataclass(frozen=True, slots=True)
class Flaw:
    """`place` is where it stands, as in `sealed.hints.0.minute`."""

    place: str
    problem: str


def flaws(sealed: Sealed) -> list[Flaw]:
    """Everything that is wrong with the sealed texts, in their order."""
    found = (part(sealed) for part in (of_steps, of_hints, of_topics, of_solution, of_herrings, of_rest))
    return [flaw for part in found for flaw in part]


def of_steps(sealed: Sealed) -> Iterator[Flaw]:
    ids = [step.id for step in sealed.steps]
    if not any(not step.bonus for step in sealed.steps):
        yield Flaw("sealed.steps", "no step of the path is needed: each is a bonus")
    for number, step in enumerate(sealed.steps):
        place = f"sealed.steps.{number}"
        if ids.index(step.id) != number:
            yield Flaw(f"{place}.id", f"there is another step {step.id}")
        if not step.reached_by and not step.stated:
            yield Flaw(place, f"nobody can reach step {step.id}: give it rules, or say that it is stated")
        yield from of_rules(step, place)


def of_rules(step: Step, place: str) -> Iterator[Flaw]:
    for number, rule in enumerate(step.reached_by):
        here = f"{place}.reached_by.{number}"
        yield from (Flaw(f"{here}.page", f"there is no page {page}") for page in rule.page if page not in PAGES)
        yield from (Flaw(f"{here}.asked", unknown(kind)) for kind in rule.asked if kind not in QUESTIONS)
        yield from of_pattern(rule.where, f"{here}.where")
        if not 0 <= rule.seconds <= MOST_SECONDS:
            yield Flaw(f"{here}.seconds", f"must be from 0 to {MOST_SECONDS}")


def of_hints(sealed: Sealed) -> Iterator[Flaw]:
    ids = {step.id for step in sealed.steps}
    levels, minutes = [hint.level for hint in sealed.hints], [hint.minute for hint in sealed.hints]
    for missing in sorted(set(range(1, max(levels, default=LEAST_HINTS) + 1)) - set(levels)):
        yield Flaw("sealed.hints", f"there is no hint of level {missing}")
    if minutes != sorted(minutes) or levels != sorted(levels):
        yield Flaw("sealed.hints", "hints must follow each other from vague to telling, each later than the one before")
    for number, hint in enumerate(sealed.hints):
        place = f"sealed.hints.{number}"
        if not 0 < hint.minute <= WORK_MINUTES:
            yield Flaw(f"{place}.minute", f"minute {hint.minute} is not within the {WORK_MINUTES} minutes of work")
        for name, step in (("target", hint.target), ("moot", hint.moot)):
            if step not in ids:
                yield Flaw(f"{place}.{name}", f"there is no step {step}")


def of_topics(sealed: Sealed) -> Iterator[Flaw]:
    if sum(topic.core for topic in sealed.discussion) != CORE:
        yield Flaw("sealed.discussion", f"{CORE} of the questions must be core: those are asked of everybody")
    for number, topic in enumerate(sealed.discussion):
        place = f"sealed.discussion.{number}"
        yield from (Flaw(f"{place}.tags", f"there is no tag {tag}") for tag in topic.tags if tag not in TAGS)
        if not topic.tags:
            yield Flaw(place, "the question has no tag, so its answer speaks for nothing")
        for level in Level:
            if not topic.answers.get(level):
                yield Flaw(f"{place}.answers", f"there is no model answer for level {level.value}")


def of_solution(sealed: Sealed) -> Iterator[Flaw]:
    solution = sealed.solution
    for name in ("cause", "chain", "accepted", "mitigation", "fix", "prevention", "misconceptions", "sources"):
        if not getattr(solution, name):
            yield Flaw("sealed.solution", f"the solution has no {name}")
    for number, link in enumerate(solution.chain):
        place = f"sealed.solution.chain.{number}"
        if not link.proofs:
            yield Flaw(place, "this link of the chain has no proof")
        yield from of_proofs(link.proofs, place)


def of_herrings(sealed: Sealed) -> Iterator[Flaw]:
    for number, herring in enumerate(sealed.red_herrings):
        place = f"sealed.red_herrings.{number}"
        if not herring.proofs:
            yield Flaw(place, f"nothing refutes “{herring.looks_like}”: give it a proof")
        yield from of_proofs(herring.proofs, place)


def of_proofs(proofs: tuple[Proof, ...], place: str) -> Iterator[Flaw]:
    for number, proof in enumerate(proofs):
        here = f"{place}.proofs.{number}"
        if proof.asked not in QUESTIONS:
            yield Flaw(f"{here}.asked", unknown(proof.asked))
        if not proof.where:
            yield Flaw(here, "this proof holds whatever comes back: say what must have")
        yield from of_pattern(proof.where, f"{here}.where")


def of_rest(sealed: Sealed) -> Iterator[Flaw]:
    for name in ("giveaways", "facts", "canaries", "notes"):
        if not getattr(sealed, name):
            yield Flaw("sealed", f"there are no {name}")
    for name, pattern in sealed.facts.items():
        yield from of_pattern(pattern, f"sealed.facts.{name}")


def of_pattern(pattern: patterns.Pattern, place: str) -> Iterator[Flaw]:
    try:
        patterns.check(pattern)
    except Invalid as error:
        yield Flaw(f"{place}.{error.field}" if error.field else place, str(error))


def unknown(kind: str) -> str:
    return f"there is no question {kind}; there are: {', '.join(QUESTIONS)}"
