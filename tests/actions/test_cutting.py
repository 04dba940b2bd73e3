"""An address in which somebody's name stands is no address of a clip, however often it was written as one."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from rounds.actions.cutting import addressed, teller
from rounds.interviews import Interview, Pin, fit_60
from tests.web.conftest import NOW

INTERVIEW = Interview(
    "f3a9c2", "José Müller-Lang", "Ben", NOW, fit_60(1), (Pin(1, "orders-slow", "1", 1),), mail="jm@applies.test"
)


@pytest.mark.parametrize(
    "typed",
    [
        "Müller",
        "jose muller-lang",
        "LANG",
        "from jm@applies.test",
        "user:f3a9c2",
        "M\u0075\u0308ller",
        quote("José"),
        quote(quote("Müller")),
    ],
)
def test_a_view_that_names_them_is_left_out(typed: str) -> None:
    assert addressed(f"/interview/1/logs?q={quote(typed)}&from=now-15m", teller(INTERVIEW)) == ""


@pytest.mark.parametrize(
    "address",
    [
        "/interview/1/logs?q=level%3Aerror+host%3Aweb-1",
        "/interview/1/metrics?q=rate(http_requests_total%5B5m%5D)&q=up",
        "/interview/1/traces?q=language%3Ade",
        "/interview",
    ],
)
def test_any_other_is_shown_as_it_was(address: str) -> None:
    assert addressed(address, teller(INTERVIEW)) == address
