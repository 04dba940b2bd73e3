"""That rules are about what answers have, and proofs ask with what questions take.

A rule about a field that no answer has is reached by nobody; that can be said of the kinds of questions that were
asked while a scenario was proven. What a question does not take is passed over by the API without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from rounds.incidents.sealed import Sealed
from rounds.interviews import Asked, Rule
from rounds.interviews.patterns import OPERATORS
from rounds.tools import compare, database, heap, logs, metrics, services, traces
from rounds.tools.asked import FacetQuestion

LENSES = (compare, database, heap, logs, metrics, services, traces)
SOMETIMES = {"window", "baseline", "before", "of", "offset", "ignore", "span", "same_process"}
"""What a digest has only when it was asked for, or came."""
BOTH = ("all_of", "any_of")  # whose patterns are about the same thing

Missing = tuple[str, str]  # the place, and what is wrong there


def missing(sealed: Sealed, asked: Iterable[Asked]) -> Iterator[Missing]:
    known: dict[str, set[str]] = {}
    for one in asked:
        known.setdefault(one.asked, set()).update(one.digest)
    for number, step in enumerate(sealed.steps):
        for place, rule in enumerate(step.reached_by):
            if rule.asked and known.keys() >= set(rule.asked):
                here = f"sealed.steps.{number}.reached_by.{place}.where"
                yield from ((f"{here}.{name}", problem) for name, problem in of_rule(rule, known))


def strange(sealed: Sealed) -> Iterator[Missing]:
    """What stands in the questions of proofs and is no field of them."""
    chain, herrings = sealed.solution.chain, sealed.red_herrings
    proofs = {
        f"solution.chain.{n}.proofs.{m}": proof for n, link in enumerate(chain) for m, proof in enumerate(link.proofs)
    }
    proofs |= {
        f"red_herrings.{n}.proofs.{m}": proof for n, one in enumerate(herrings) for m, proof in enumerate(one.proofs)
    }
    for place, proof in proofs.items():
        takes = question_fields(proof.asked)
        for name in sorted(proof.question.keys() - takes if takes else ()):
            yield f"sealed.{place}.question.{name}", f"{proof.asked} takes no `{name}`; it takes {listed(takes)}"


def of_rule(rule: Rule, known: Mapping[str, set[str]]) -> Iterator[Missing]:
    there = set[str]().union(*(known[kind] for kind in rule.asked))
    maybe = SOMETIMES.union(*(question_fields(kind) for kind in rule.asked))
    for name in top(rule.where):
        if name not in there | maybe:
            yield name, f"no answer of {' or '.join(rule.asked)} has `{name}`; it has {listed(there)}"


def top(pattern: Any) -> Iterator[str]:
    """The fields of the answer itself that a pattern is about."""
    if not isinstance(pattern, Mapping):
        return
    for key, part in pattern.items():
        if key in BOTH:
            for one in part:
                yield from top(one)
        elif key == "not":
            yield from top(part)
        elif key not in OPERATORS:
            yield str(key)


def question_fields(kind: str) -> set[str]:
    """What a question takes, much of which stands in its digest where it was given."""
    lens, _, what = kind.partition(".")
    if what == "facets":
        return names(FacetQuestion)
    for module in LENSES:
        for name, found in vars(module).items() if module.__name__.endswith(f".{lens}") else ():
            if name.lower() == f"{what}question":
                return names(found)
    return set()


def names(question: Any) -> set[str]:
    return {field.name for field in fields(question)}


def listed(found: Iterable[str]) -> str:
    return ", ".join(sorted(found))
