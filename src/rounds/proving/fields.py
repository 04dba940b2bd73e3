"""That rules ask about what answers have: a rule about a field that no answer has is reached by nobody, and says nothing.

It can be said of the kinds of questions that were asked while a scenario was proven.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from rounds.incidents.sealed import Sealed
from rounds.interviews import Asked, Rule
from rounds.interviews.patterns import OPERATORS
from rounds.tools import compare, database, heap, logs, metrics, services, traces

LENSES = (compare, database, heap, logs, metrics, services, traces)
SOMETIMES = {"window", "baseline", "before", "of", "offset", "ignore", "span", "same_process"}
"""What a digest has only when it was asked for, or came."""
BOTH = ("all_of", "any_of")  # whose patterns are about the same thing

Missing = tuple[str, str]  # the place of a rule, and what is wrong with it


def missing(sealed: Sealed, asked: Iterable[Asked]) -> Iterator[Missing]:
    known: dict[str, set[str]] = {}
    for one in asked:
        known.setdefault(one.asked, set()).update(one.digest)
    for number, step in enumerate(sealed.steps):
        for place, rule in enumerate(step.reached_by):
            if rule.asked and known.keys() >= set(rule.asked):
                here = f"sealed.steps.{number}.reached_by.{place}.where"
                yield from ((f"{here}.{name}", problem) for name, problem in of_rule(rule, known))


def of_rule(rule: Rule, known: Mapping[str, set[str]]) -> Iterator[Missing]:
    there = set[str]().union(*(known[kind] for kind in rule.asked))
    maybe = SOMETIMES.union(*(question_fields(kind) for kind in rule.asked))
    for name in top(rule.where):
        if name not in there | maybe:
            yield name, f"no answer of {' or '.join(rule.asked)} has `{name}`; it has {', '.join(sorted(there))}"


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
    """Of a question, many of which stand in its digest where they were given."""
    lens, _, what = kind.partition(".")
    for module in LENSES:
        if module.__name__.endswith(f".{lens}"):
            for name, found in vars(module).items():
                if name.removesuffix("Question").lower() == what and is_dataclass(found):
                    return {field.name for field in fields(found)}
    return set()
