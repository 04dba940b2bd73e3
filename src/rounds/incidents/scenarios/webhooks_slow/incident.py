"""One customer's endpoint goes down. Each failed delivery puts five new jobs in the queue, and each of those
that fails five more, so attempts at that endpoint grow five-fold every three minutes.
"""

from __future__ import annotations

from dataclasses import replace

from rounds.incidents.scenarios.loomwork import billing, deliver, deliveries, dispatcher, events_of, inbound, loomwork
from rounds.simulator import (
    HOUR,
    MINUTE,
    MS,
    SECOND,
    Change,
    Every,
    Flow,
    Happening,
    Incident,
    Restart,
    Say,
    World,
    at,
    between,
    edited,
    redefined,
)  # fmt: skip

from .story import Story

NOW = 2 * HOUR
ONSET = NOW - 15 * MINUTE
RELEASE, CAMPAIGN, BILLING = NOW - 52 * MINUTE, NOW - 34 * MINUTE, NOW - 22 * MINUTE
PROBE = NOW - 80 * SECOND
# A candidate reads these: they must not say which endpoints are kept whole.
SHARES = {
    "traces": "Deliveries whole or 1 in 20, by endpoint; requests 1 in 100; background work 1 in 50 to 1 in 200. "
    "Kept by trace id; each span says how many it stands for.",
    "logs": "Lines about deliveries whole or 1 in 10, by endpoint; about requests 1 in 10; about background work "
    "1 in 20 to 1 in 200; health checks whole. Kept by trace id; each line says how many it stands for.",
    "metrics": "Everything, every 15 s.",
    "database": "Sessions that are active or idle in transaction, each second; statement statistics of everything, "
    "every 15 s; single executions from the kept traces.",
}
DOWN = between(80 * MS, 140 * MS)
# At random intervals, the first minutes would differ so much that some seeds grew three times as far as others.
STEADY = Every(10 * SECOND, jitter=3 * SECOND, phase=5 * SECOND, pods=1)


def incident(told: Story, *, fault: bool = True) -> Incident:
    """Without the fault the endpoint stays well, and everything else happens as it does with it."""
    return Incident(
        seed=told.seed,
        world=world(told),
        began=told.began,
        onset=ONSET,
        now=NOW,
        changes=(
            released(),
            *campaign(),
            at(BILLING, replace(billing, version="3.9.1")),
            *([down(told)] if fault else []),
        ),
        restarts=(Restart(PROBE, "workflow-api", pod=1),) if fault else (),
        happenings=happenings(),
    )


def world(told: Story) -> World:
    """Loomwork, where two customers each have one workflow, which calls out every ten seconds.

    Both are kept whole: the victim, so that its events' families are complete, and another to compare it with.
    """
    usual = loomwork(told.cast, told.victim, told.witness)
    own = [flow for name, number in (("orders", told.victim), ("tickets", told.witness))
           for flow in steady(told, name, number)]  # fmt: skip
    return redefined(replace(usual, flows=(*usual.flows, *own)), edited(deliver, Say, as_text))


def steady(told: Story, name: str, number: int) -> tuple[Flow, Flow]:
    """The events of one customer, and their deliveries."""
    only = tuple(int(other == number) for other in range(len(told.cast.endpoints)))
    emitted = events_of(name, told.cast.customers[number], 1, STEADY)
    return emitted, deliveries(name, told.cast.endpoints, only, keep=1, tell=1)


def released() -> Change:
    """The dispatcher's lines become fields; nothing else about it changes."""
    release = replace(dispatcher, version="2.41.0")
    return at(RELEASE, release, redefined(deliver, release))


def as_text(line: Say) -> Say:
    """How the dispatcher wrote its lines before: everything in one sentence."""
    return Say(line.level, " ".join((line.body, *(f"{name}={value}" for name, value in line.attributes))))


def campaign() -> tuple[Change, ...]:
    """People read their mail: within four minutes, 18 % more requests than usual."""
    shares = ((0, 1.07), (2, 1.13), (4, 1.18))
    return tuple(at(CAMPAIGN + m * MINUTE, replace(inbound, peak=inbound.peak * more)) for m, more in shares)


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
