"""The incident in which nothing is wrong with the system: as its checks see it, and as a candidate reads it."""

from __future__ import annotations

import re

import pytest
from tests.incidents import shipped
from tests.incidents.test_prints_slow import public_words

from rounds.incidents.built import Built
from rounds.incidents.scenarios.pages_slow import PagesSlow
from rounds.incidents.scenarios.pages_slow.story import story

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


def test_two_processes_make_the_same_bytes(built: Built, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert shipped.digests(built) == shipped.digests_of(shipped.bundle("office-pages-slow", tmp_path_factory))


def test_nothing_public_says_what_it_is(built: Built) -> None:
    words = [words for words in public_words(built) if "container_network" not in words and "Bytes" not in words]
    assert [word for word in words if GIVEAWAYS.search(word)] == []


def test_only_that_customer_reports_it_and_before_now(built: Built) -> None:
    times = [ticket.at for ticket in built.public.tickets]
    assert times == sorted(times)
    assert built.onset < times[0] < times[-1] < built.now
    (customer,) = {re.search(r"cust_\d+", ticket.author)[0] for ticket in built.public.tickets}  # type: ignore[index]
    assert customer in built.sealed.solution.cause


def test_another_seed_has_another_office() -> None:
    one, other = story(1), story(2)
    assert (one.office, one.began, one.onset) != (other.office, other.began, other.onset)
    assert not {who.name for who in one.cast.customers} & {other.office.name, other.neighbour.name}
