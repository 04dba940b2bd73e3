"""One customer's endpoint goes down. Each failed delivery puts five new jobs in the queue, and each of those
that fails five more, so attempts at that endpoint grow five-fold every three minutes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from rounds.incidents.scenarios.loomwork import (
    Cast,
    billing,
    cast,
    dispatcher,
    inbound,
    loomwork,
)
from rounds.incidents.scenarios.loomwork.world import deliveries, events_of
from rounds.simulator import (
    HOUR,
    MINUTE,
    MS,
    SECOND,
    Chance,
    Change,
    Endpoint,
    Every,
    Happening,
    Incident,
    Restart,
    World,
    at,
    between,
)  # fmt: skip

NOW = 2 * HOUR
ONSET = NOW - 15 * MINUTE
RELEASE, CAMPAIGN, BILLING = NOW - 52 * MINUTE, NOW - 34 * MINUTE, NOW - 22 * MINUTE
PROBE = NOW - 80 * SECOND
DOWN = between(80 * MS, 140 * MS)
STEADY = Every(10 * SECOND, jitter=3 * SECOND, pods=1)  # a Poisson start would grow three times as far in some seeds


@dataclass(frozen=True)
class Story:
    """What differs from one seed to the next."""

    seed: int
    cast: Cast
    victim: int
    began: datetime

    @property
    def endpoint(self) -> Endpoint:
        return self.cast.endpoints[self.victim]


def story(seed: int) -> Story:
    chance = Chance(seed).apart("webhooks-slow")
    day, minute = chance.number("day", 0, 3), chance.number("minute", 0, 75)
    began = datetime(2026, 5, 11, 11, 45, tzinfo=UTC) + timedelta(days=day, minutes=minute)
    return Story(seed, cast(chance), chance.number("victim", 9, 30), began)


def incident(told: Story, *, fault: bool = True) -> Incident:
    """Without the fault the endpoint stays well, and everything else happens as it does with it."""
    return Incident(
        seed=told.seed,
        world=world(told),
        began=told.began,
        onset=ONSET,
        now=NOW,
        changes=(
            at(RELEASE, replace(dispatcher, version="2.41.0")),
            at(CAMPAIGN, replace(inbound, peak=inbound.peak * 1.18)),
            at(BILLING, replace(billing, version="3.9.1")),
            *([down(told)] if fault else []),
        ),
        restarts=(Restart(PROBE, "workflow-api", pod=1),) if fault else (),
        happenings=happenings(),
    )


def world(told: Story) -> World:
    """Loomwork, where the victim's only workflow calls out every ten seconds."""
    usual, number = loomwork(told.cast, told.victim), told.victim
    customer, endpoint = told.cast.customers[number], told.cast.endpoints
    only = tuple(int(other == number) for other in range(len(endpoint)))
    own = deliveries("orders", endpoint, only, keep=1, tell=1)
    return replace(usual, flows=(*usual.flows, events_of("orders", customer, 2, STEADY), own))


def down(told: Story) -> Change:
    return at(ONSET, told.endpoint.answering(503, DOWN))


def happenings() -> tuple[Happening, ...]:
    return (
        Happening(RELEASE, "deploy", "webhook-dispatcher", "webhook-dispatcher 2.41.0", (
            ("version", "2.41.0"), ("previous", "2.40.3"),
            ("note", "One log format for all workers: fields instead of text. 3 files changed, all under src/logging."),
        )),
        Happening(CAMPAIGN, "note", "", "Spring campaign mailed to 40,000 accounts", (("who", "marketing"),)),
        Happening(BILLING, "deploy", "billing", "billing 3.9.1", (
            ("version", "3.9.1"), ("previous", "3.9.0"), ("note", "New footer on invoices."),
        )),
    )  # fmt: skip
