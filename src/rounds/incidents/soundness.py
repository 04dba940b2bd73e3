"""What must be true of the texts of a scenario before anything is asked of its telemetry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

from rounds.incidents.public import Public
from rounds.incidents.sealed import Level, Proof, Sealed, Step
from rounds.incidents.solving import QUESTIONS
from rounds.interviews import patterns
from rounds.interviews.evidence import LISTED, PAGES
from rounds.kit.errors import Invalid

WORK_MINUTES = 15  # of the guide's 18 of a segment; the last three are for the discussion
TAGS = ("rca", "solution", "tradeoff", "architecture", "prevention", "monitoring", "organisation")
CORE = 2  # questions that everybody is asked
LEAST_HINTS = 4
MOST_PARTS = 5_000  # of all rules together; those of the shipped scenarios have up to 600
MOST_SECONDS = 60  # on screen; more is no sign that something was looked at
MOMENTS = ("start", "end", "at", "before_start", "before_end", "base_start", "base_end", "whole_start", "whole_end")
# Under these stand names from the telemetry, which may be called anything.
NAMED_FREELY = ("labels", "attributes", "fields", "values", "greatest", "statuses", "waits", "shares", "levels")
FOREIGN = {
    "gt": "at_least", "gte": "at_least", "min": "at_least", ">": "at_least", ">=": "at_least", "greater_than": "at_least",
    "lt": "at_most", "lte": "at_most", "<": "at_most", "<=": "at_most", "less_than": "at_most",
    "in": "one_of", "any": "any_of", "all": "all_of", "none": "no", "regex": "contains",
}  # fmt: skip
LENSES = tuple(dict.fromkeys(kind.partition(".")[0] for kind in QUESTIONS))
NOT_WEB = "the address of a source begins with https:// or http://"
ALIKE = 0.83  # from which a key is taken for a mistyped operator, as in lenght


@dataclass(frozen=True, slots=True)
class Flaw:
    """`place` is where it stands, as in `sealed.hints.0.minute`."""

    place: str
    problem: str


def flaws(sealed: Sealed) -> list[Flaw]:
    """Everything that is wrong with the sealed texts, in their order."""
    found = (part(sealed) for part in (of_steps, of_hints, of_topics, of_solution, of_herrings, of_rest))
    return [flaw for part in found for flaw in part]


def check_runs(sealed: Sealed) -> None:
    """That the rules can be run over a record, and within a bounded time: they come in bundles from elsewhere too.

    Raises:
        Invalid: names the step.
    """
    for step in sealed.steps:
        for rule in step.reached_by:
            patterns.check(rule.where, ("steps", step.id, "where"))
    size = sum(patterns.parts(rule.where) for step in sealed.steps for rule in step.reached_by)
    if size > MOST_PARTS:
        raise Invalid(f"its rules have {size:,} parts, and may have {MOST_PARTS:,}", field="steps")


def public_flaws(public: Public) -> list[Flaw]:
    """Everything that is wrong with what a candidate is told, but for what only telemetry can show."""
    wanted = ("title", "symptom", "quote", "reporter", "briefing", "tickets", "services")
    missing = [Flaw(f"public.{name}", f"there is no {name}") for name in wanted if not getattr(public, name)]
    twice = {name for name in public.services if public.services.count(name) > 1}
    return [*missing, *(Flaw("public.services", f"{name} stands here twice") for name in sorted(twice))]


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
        for page in rule.page:
            if page not in PAGES:
                yield Flaw(f"{here}.page", f"there is no page {page}; there are: {', '.join(PAGES)}")
        for kind in rule.asked:
            if kind not in QUESTIONS:
                yield Flaw(f"{here}.asked", unknown(kind))
            elif kind in LISTED:
                yield Flaw(f"{here}.asked", f"nobody reaches a step by {kind}, which only lists what to choose from")
        yield from (Flaw(f"{here}.asked", only_listed(kind)) for kind in rule.asked if kind in LISTED)
        if not rule.asked or not rule.page:
            yield Flaw(here, "nobody can reach this rule: it names no question, or no page")
        if not rule.where:
            yield Flaw(here, "this rule holds whatever comes back: say what must have")
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
        yield from (Flaw(f"{place}.tags", no_tag(tag)) for tag in topic.tags if tag not in TAGS)
        if not topic.tags:
            yield Flaw(place, "the question has no tag, so its answer speaks for nothing")
        for level in Level:
            if not topic.answers.get(level):
                yield Flaw(f"{place}.answers", f"there is no model answer for level {level.value}")


def no_tag(tag: str) -> str:
    return f"there is no tag {tag}; there are: {', '.join(TAGS)}"


def of_solution(sealed: Sealed) -> Iterator[Flaw]:
    solution = sealed.solution
    for name in ("cause", "chain", "accepted", "mitigation", "fix", "prevention", "misconceptions", "sources"):
        if not getattr(solution, name):
            yield Flaw(f"sealed.solution.{name}", f"the solution has no {name}")
    for number, link in enumerate(solution.chain):
        place = f"sealed.solution.chain.{number}"
        if not link.proofs:
            yield Flaw(place, "this link of the chain has no proof")
        yield from of_proofs(link.proofs, place)
    for number, source in enumerate(solution.sources):
        if not is_web(source.url):
            yield Flaw(f"sealed.solution.sources.{number}.url", NOT_WEB)


def is_web(address: str) -> bool:
    """Interviewers follow it by a click, so it must lead to a page and do nothing else."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"]", address)


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
        yield from of_moments(proof.question, f"{here}.question")
        yield from of_pattern(proof.where, f"{here}.where")


def of_rest(sealed: Sealed) -> Iterator[Flaw]:
    for name in ("giveaways", "facts", "canaries", "notes"):
        if not getattr(sealed, name):
            yield Flaw(f"sealed.{name}", f"there are no {name}")
    for name, pattern in sealed.facts.items():
        yield from of_pattern(pattern, f"sealed.facts.{name}")


def of_pattern(pattern: patterns.Pattern, place: str) -> Iterator[Flaw]:
    try:
        patterns.check(pattern)
    except Invalid as error:
        yield Flaw(f"{place}.{error.field}" if error.field else place, str(error))

    yield from of_slips(pattern, place)


def of_slips(pattern: patterns.Pattern, place: str) -> Iterator[Flaw]:
    """A mistyped operator would be taken for a field, which nothing has."""
    if isinstance(pattern, list):
        for number, one in enumerate(pattern):
            yield from of_slips(one, f"{place}.{number}")
    if not isinstance(pattern, Mapping):
        return
    for key, part in pattern.items():
        here, name = f"{place}.{key}", str(key)
        if key not in patterns.OPERATORS and (meant := operator_like(name, part)):
            yield Flaw(here, f"there is no operator {name}; {meant} is one")
        if key == "ratio" and isinstance(part, Mapping):
            strange = part.keys() - {"of", "to", "at_least", "at_most"}
            yield from (Flaw(here, f"a ratio has of, to, at_least, at_most, and no {name}") for name in sorted(strange))
        elif name in NAMED_FREELY and isinstance(part, Mapping):
            for free, one in part.items():
                yield from of_slips(one, f"{here}.{free}")
        elif key not in ("covers", "within"):
            yield from of_slips(part, here)


def operator_like(name: str, part: Any) -> str:
    """The operator that was meant; empty for what may well be a field."""
    plain = {operator.replace("_", ""): operator for operator in patterns.OPERATORS}
    if name in FOREIGN and not isinstance(part, Mapping):
        return FOREIGN[name]
    close = get_close_matches(name.replace("_", "").lower(), plain, 1, ALIKE) if len(name) > 3 else []
    return plain[close[0]] if close else ""


def of_moments(question: Mapping[str, Any], place: str) -> Iterator[Flaw]:
    for name in MOMENTS:
        value = question.get(name)
        if isinstance(value, str) and not patterns.MOMENT.fullmatch(value):
            yield Flaw(f"{place}.{name}", f"{value!r} is no moment: write now, onset or began, also now-15m, onset+90s")


def only_listed(kind: str) -> str:
    return f"nobody can reach a step by {kind}: it lists what there is to choose from, and shows nothing of it"


def unknown(kind: str) -> str:
    """With the kinds of the lens that was meant, or the lenses."""
    lens = kind.partition(".")[0]
    close = get_close_matches(kind, QUESTIONS, 1) if lens not in LENSES else []
    there = close or [known for known in QUESTIONS if known.startswith(f"{lens}.")] or [f"{name}.…" for name in LENSES]
    return f"there is no question {kind}; there are: {', '.join(there)}"
