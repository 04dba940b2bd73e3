"""Whether somebody followed what looks like the cause, by their words and by what they asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rounds.actions.drills.dead_ends import followed, speaks_of
from rounds.incidents.sealed import Link, Proof, RedHerring, Sealed, Solution
from rounds.interviews import Asked, Cause, Rule, Step
from rounds.interviews.notebook import Entry, EntryKind, Judgement, Standing, Written
from rounds.signals import to_ns

BEGAN = datetime(2026, 6, 1, 9, tzinfo=UTC)
DEPLOY = RedHerring("webhook-dispatcher 2.41.0 was deployed 52 minutes ago", "Nothing changed with it.")
POOL = RedHerring(
    "The API's connection pools are exhausted",
    "They fill later.",
    (Proof("metrics.range", {"expression": "sum(pool_pending)"}, {}, "nobody waits"),),
)
REPLICA = RedHerring("The replica lags behind each night", "It always did.")
RULE = Rule(("metrics.range",), ("metrics",), {"metrics": {"some": "requests_total"}})
SEALED = Sealed(
    start="",
    steps=(Step("one", "Requests", (RULE,)),),
    hints=(),
    discussion=(),
    solution=Solution(
        "One endpoint is down and each failed attempt is retried five times",
        (Link("They grow", (Proof("metrics.range", {"expression": "rate(requests_total[1m])"}, {}, "grows"),)),),
    ),
    red_herrings=(DEPLOY, POOL, REPLICA),
    notes=(),
)


@pytest.mark.parametrize(
    ("text", "herring"),
    [
        ("The deploy of webhook-dispatcher broke it", DEPLOY),
        ("2.41.0 was deployed just before", DEPLOY),
        ("DB pools are exhausted in the API", POOL),
        ("connections exhausted", POOL),
        ("replica", REPLICA),
        ("The replica is lagging at night", REPLICA),
        ("An endpoint is down and attempts are retried without limit", None),
        ("Connections to the endpoint are retried: attempts pile up", None),
        ("Something with the network", None),
        ("", None),
    ],
)
def test_a_hypothesis_speaks_of_one_or_of_none(text: str, herring: RedHerring | None) -> None:
    assert [one for one in SEALED.red_herrings if speaks_of(text, one, SEALED)] == ([herring] if herring else [])


def at(seconds: float) -> float:
    return to_ns(BEGAN + timedelta(seconds=seconds)) / 1e6


def asked(no: int, seconds: float, expression: str, metric: str, cause: Cause = Cause.CANDIDATE) -> Asked:
    return Asked(no, at(seconds), cause, "metrics.range", {"expression": expression}, {"metrics": [metric]})


def hypothesis(text: str, seconds: float, refuted: float | None = None) -> Entry:
    written = Written(7, BEGAN + timedelta(seconds=seconds), text)
    judged = () if refuted is None else (Judgement(Standing.REFUTED, BEGAN + timedelta(seconds=refuted)),)
    return Entry("h", 1, EntryKind.HYPOTHESIS, (written,), judged)


def test_from_when_it_was_written_until_it_was_given_up() -> None:
    [one] = followed(SEALED, [hypothesis("pools exhausted", 60, 200)], [], at(600))
    assert (one.herring, one.since, one.until, one.given_up, one.no) == (POOL, at(60), at(200), at(200), 7)
    [held] = followed(SEALED, [hypothesis("pools exhausted", 60)], [], at(600))
    assert (held.until, held.given_up) == (at(600), None)


def test_by_questions_about_it_alone_one_after_another() -> None:
    three = [asked(no, 60.0 * no, "sum(pool_pending)", "pool_pending") for no in (1, 2, 3)]
    [one] = followed(SEALED, [], three, at(600))
    assert (one.herring, one.questions, one.since, one.until) == (POOL, 3, at(60), at(180))
    assert followed(SEALED, [], three[:2], at(600)) == [], "two are a look"
    apart = [*three[:2], asked(3, 999, "sum(pool_pending)", "pool_pending")]
    assert followed(SEALED, [], apart, at(2000)) == []
    between = [*three[:2], asked(9, 130, "rate(requests_total[1m])", "requests_total"), three[2]]
    assert followed(SEALED, [], between, at(600)) == [], "something else was asked between"
    page = [asked(no, 60.0 * no, "sum(pool_pending)", "pool_pending", Cause.PAGE) for no in (1, 2, 3)]
    assert followed(SEALED, [], page, at(600)) == [], "pages ask by themselves"


def test_what_the_path_asks_for_is_no_dead_end() -> None:
    path = [asked(no, 60.0 * no, "rate(requests_total[1m])", "requests_total") for no in range(1, 6)]
    assert followed(SEALED, [], path, at(600)) == []


def test_words_say_more_than_questions() -> None:
    three = [asked(no, 60.0 * no, "sum(pool_pending)", "pool_pending") for no in (1, 2, 3)]
    [one] = followed(SEALED, [hypothesis("pools exhausted", 30, 200)], three, at(600))
    assert (one.entry, one.questions) == ("pools exhausted", 0)
