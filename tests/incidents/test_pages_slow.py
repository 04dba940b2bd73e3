"""The incident in which nothing is wrong with the system: as its checks see it, and as a candidate reads it."""

from __future__ import annotations

import re

import pytest
from tests.incidents.test_prints_slow import public_words
from tests.incidents.test_webhooks_slow import digests

from rounds.incidents.built import Built
from rounds.incidents.scenarios.pages_slow import PagesSlow

SCENARIO = PagesSlow()
# A candidate reads neither that it is nothing, nor where it is instead.
GIVEAWAYS = re.compile(
    r"nothing is wrong|network|\bline of|\bbad line|round.?trip|packet|control|fault|root.?cause|provider",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def built() -> Built:
    return SCENARIO.build(1)


def failing(built: Built) -> list[str]:
    return [f"{check.claim}: {check.shown}" for check in SCENARIO.check(built) if not check.holds]


def test_everything_that_must_be_true_is(built: Built) -> None:
    assert failing(built) == []


def test_it_is_true_of_another_office(built: Built) -> None:
    other = SCENARIO.build(2)
    assert failing(other) == []
    assert other.began != built.began
    assert other.sealed.canaries != built.sealed.canaries
    assert digests(other) != digests(built)


def test_with_a_good_line_the_checks_say_so_and_the_system_is_as_well(built: Built) -> None:
    well = SCENARIO.build(1, fault=False)
    failed = failing(well)
    assert {claim.split(" since")[0] for claim in failed} >= {
        "its customer's requests",
        "round trips to the office",
        "time to send it its answers",
        "time to receive its requests",
    }
    holds = ("p95", "requests that fail", "nobody waits", "no pod", "release", "billing", "one alert", "a snapshot")
    assert [claim for claim in failed if claim.startswith(holds)] == []
    assert well.now == built.now


def test_the_same_seed_is_the_same_bytes(built: Built) -> None:
    assert digests(built) == digests(SCENARIO.build(1))


def test_nothing_public_says_what_it_is(built: Built) -> None:
    words = [words for words in public_words(built) if "container_network" not in words and "Bytes" not in words]
    assert [word for word in words if GIVEAWAYS.search(word)] == []


def test_only_that_customer_reports_it_and_before_now(built: Built) -> None:
    times = [ticket.at for ticket in built.public.tickets]
    assert times == sorted(times)
    assert built.onset < times[0] < times[-1] < built.now
    (customer,) = {re.search(r"cust_\d+", ticket.author)[0] for ticket in built.public.tickets}  # type: ignore[index]
    assert customer in built.sealed.solution.cause
