"""Dead ends: what looks like the cause and is not, and whether somebody followed it.

Two things in the record say so, and both are named where it is told. A hypothesis that speaks of it, in words that it has
and the cause has not: from when it was written until it was given up. And several questions one after another about what
it is about alone: metrics, fields and texts that its proofs ask for and no step of the expected path does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rounds.actions.retold import milliseconds
from rounds.incidents.sealed import Proof, RedHerring, Sealed
from rounds.interviews import Asked, Cause
from rounds.interviews.notebook import Entry, EntryKind, Standing
from rounds.kit.errors import Invalid
from rounds.query import promql

LEAST_WORDS = 2  # that a hypothesis shares with it, if it has as many
LEAST_QUESTIONS = 3  # one after another about it alone
APART = 180_000.0  # milliseconds between two of them that belong together
SHORTEST = 4  # characters of a word that tells something
WORD = re.compile(r"[a-z0-9][a-z0-9_.\-]*[a-z0-9]")
COMMON = frozenset({
    "after", "again", "ago", "also", "because", "been", "before", "brought", "down", "each", "every", "from", "have",
    "into", "last", "like", "looks", "many", "minutes", "more", "most", "much", "only", "over", "since", "slow", "some",
    "that", "their", "them", "then", "there", "they", "this", "time", "was", "were", "what", "when", "which", "while",
    "with", "hours", "days", "percent",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Followed:
    """A stretch in which it was followed, milliseconds since 1970, and how that is known: by the `entry` with its number in the
    record, or by so many `questions`, the first of that number. `given_up` is when the hypothesis was refuted.
    """

    herring: RedHerring
    since: float
    until: float
    no: int
    entry: str = ""
    questions: int = 0
    given_up: float | None = None


def followed(sealed: Sealed, entries: Sequence[Entry], asked: Sequence[Asked], ended: float) -> list[Followed]:
    """In the order of time; of one herring a hypothesis says more than questions do."""
    found: list[Followed] = []
    for herring in sealed.red_herrings:
        of_words = [*by_hypotheses(herring, sealed, entries, ended)]
        found += of_words or [*by_questions(herring, sealed, asked)]
    return sorted(found, key=lambda one: one.since)


# By words


def by_hypotheses(herring: RedHerring, sealed: Sealed, entries: Sequence[Entry], ended: float) -> Iterator[Followed]:
    for entry in entries:
        if entry.kind is EntryKind.HYPOTHESIS and speaks_of(entry.texts[0].text, herring, sealed):
            given_up = next((one.time for one in entry.judged if one.standing is Standing.REFUTED), None)
            until = milliseconds(given_up) if given_up else ended
            no = entry.texts[0].no
            yield Followed(
                herring,
                milliseconds(entry.written),
                until,
                no,
                entry.text,
                given_up=milliseconds(given_up) if given_up else None,
            )


def speaks_of(text: str, herring: RedHerring, sealed: Sealed) -> bool:
    """Whether these words are more of this than of the cause, and of any other that looks like it."""
    own = shared(text, herring.looks_like)
    others = [shared(text, one.looks_like) for one in sealed.red_herrings if one is not herring]
    cause = max(shared(text, one) for one in (sealed.solution.cause, *sealed.solution.accepted))
    enough = own >= LEAST_WORDS or (own > 0 and own == len(words(text)))  # all of it, where it is one word
    return enough and own > cause and own >= max(others, default=0)


def shared(text: str, other: str) -> int:
    return len(words(text) & words(other))


def words(text: str) -> set[str]:
    found = WORD.findall(text.lower())
    return {stem(one) for one in found if (len(one) >= SHORTEST or one.isdigit()) and one not in COMMON}


def stem(word: str) -> str:
    """Endings that only grammar needs."""
    for ending in ("ments", "ment", "ings", "ing", "ions", "ion", "ied", "ies", "ed", "es", "s"):
        if word.isalpha() and word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word.removesuffix(ending)
    return word


# By questions


def by_questions(herring: RedHerring, sealed: Sealed, asked: Sequence[Asked]) -> Iterator[Followed]:
    subject = subject_of(herring.proofs) - subject_of_path(sealed)
    together: list[Asked] = []
    for one in (one for one in asked if one.cause is Cause.CANDIDATE and "refused" not in one.digest):
        about = bool(subject & of_question(one))
        if about and (not together or one.time - together[-1].time <= APART):
            together.append(one)
            continue
        yield from stretch(herring, together)
        together = [one] if about else []
    yield from stretch(herring, together)


def stretch(herring: RedHerring, together: Sequence[Asked]) -> Iterator[Followed]:
    if len(together) >= LEAST_QUESTIONS:
        first, last = together[0], together[-1]
        yield Followed(herring, first.time, last.time, first.no, questions=len(together))


def subject_of(proofs: Iterable[Proof]) -> set[str]:
    """Metrics, values and texts that are asked for."""
    return {one for proof in proofs for one in named_in(proof.question)}


NAMED = ("find", "query", "id", "key", "trace_id", "service", "callees", "callers")


def named_in(question: dict[str, Any]) -> Iterator[str]:
    if expression := question.get("expression"):
        yield from metrics_of(str(expression))
    for name in NAMED:
        value = question.get(name)
        for one in value if isinstance(value, list | tuple) else [value]:
            if isinstance(one, str) and len(one) >= SHORTEST:
                yield one.lower()


def metrics_of(expression: str) -> Iterator[str]:
    try:
        selectors = promql.selectors(promql.parse(expression))
    except Invalid:
        return
    for one in selectors:
        if one.metric:
            yield one.metric


def subject_of_path(sealed: Sealed) -> set[str]:
    """What the expected path and its proofs are about: to ask for that is no dead end."""
    told = json.dumps([rule.where for step in sealed.steps for rule in step.reached_by])
    words = set(re.findall(r'"([^"]+)"', told))
    return words | subject_of(proof for link in sealed.solution.chain for proof in link.proofs)


def of_question(one: Asked) -> set[str]:
    return {*named_in(one.question), *map(str, one.digest.get("metrics", ()))}
