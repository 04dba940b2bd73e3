"""A release of the pricing service takes an index away. From then on each price is found by reading the whole table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from rounds.simulator import (
    MINUTE,
    MS,
    Change,
    Flow,
    Happening,
    Incident,
    Listed,
    Operation,
    Statement,
    Wait,
    World,
    at,
    between,
    call,
    connection,
    redefined,
    say,
    us,
    work,
)  # fmt: skip

from . import queries as sql
from .story import NOW, Story
from .world import checkout, darkroom, inbound, priced, pricing, render, renderer, warehouse

# A candidate reads these.
SHARES = {
    "traces": "Requests and prints 1 in 20, four single orders and stock counts whole. Kept by trace id; each span "
    "says how many it stands for.",
    "logs": "Lines about requests and prints 1 in 10, health checks whole. Kept by trace id; each line says how many "
    "it stands for.",
    "metrics": "Everything, every 15 s.",
    "database": "Sessions that are active or idle in transaction, each second; statement statistics of everything, "
    "every 15 s; single executions from the kept traces.",
}
HELD = 8_400 * MS  # how long the count keeps the row to itself
ORDERED = (1_300 * MS, 2_900 * MS, 4_700 * MS)  # after it began: orders of the same paper


def incident(told: Story, *, fault: bool = True) -> Incident:
    """Without the fault the release changes nothing but its version."""
    return Incident(
        seed=told.seed,
        world=world(told),
        began=told.began,
        onset=told.release,
        now=NOW,
        changes=(rendered_anew(told), *newsletter(told), released(told, fault=fault)),
        happenings=happenings(told),
        stride=5 * MINUTE,
        stride_after_onset=5 * MINUTE,
    )


def world(told: Story) -> World:
    usual = darkroom(told.cast)
    account = usual.flows[0].fields
    counted = Flow("stock count", once(told.count), ((1, counting()),), keep=1, tell=1)
    waiting = (Flow(f"order {number + 1} of that paper", once(told.count + after), ((1, held(HELD - after)),), account,
                    keep=1, tell=1) for number, after in enumerate(ORDERED))  # fmt: skip
    return replace(usual, flows=(*usual.flows, counted, *waiting))


def once(moment: int) -> Listed:
    return Listed(np.array([moment], np.int64))


def counting() -> Operation:
    """Somebody counts a paper, and keeps its row for as long as they take to type in the number."""
    typed = work("count.confirm", us(300, 900), Wait(between(HELD, HELD + 40 * MS)))
    return call(warehouse, "stock.count", us(600, 2000), connection(sql.count_stock, typed, sql.counted_stock),
                say("INFO", "paper counted", paper="matte-260"), kind="Internal")  # fmt: skip


def held(left: int) -> Operation:
    """An order that needs the row while it is kept."""
    waits = replace(sql.reserve, takes=between(left, left + 60 * MS), weighs=0.0)
    return checkout(waits)


def rendered_anew(told: Story) -> Change:
    release = replace(renderer, version="0.32.0")
    return at(told.renderer, release, redefined(render, release))


def newsletter(told: Story) -> Iterator[Change]:
    """People read their mail: a seventh more come to look."""
    for minute, more in ((0, 1.05), (1, 1.1), (3, 1.14)):
        yield at(told.newsletter + minute * MINUTE, replace(inbound, peak=inbound.peak * more))


def released(told: Story, *, fault: bool) -> Change:
    release = replace(pricing, version=told.version)
    if not fault:
        return at(told.release, release, redefined(priced(sql.price), release))
    return at(told.release, sql.slow_price, sql.rebuilt_rules, release, redefined(warned(sql.slow_price), release))


def warned(statement: Statement) -> Operation:
    """Pricing says so when a statement took longer than a quarter of a second."""
    slow = say("WARN", "slow statement: SELECT price_rules", threshold_ms="250", duration_ms="{duration_ms}")
    return replace(priced(statement), line=slow)


def happenings(told: Story) -> tuple[Happening, ...]:
    return (
        Happening(told.renderer, "deploy", "render-worker", "render-worker 0.32.0", (
            ("version", "0.32.0"), ("previous", "0.31.2"), ("note", "New border for square prints."),
        )),
        Happening(told.count, "note", "warehouse", "Stock count: matte 260", (("who", "warehouse"),)),
        Happening(told.newsletter, "note", "", "June newsletter mailed to 12,000 accounts", (("who", "marketing"),)),
        Happening(told.release, "deploy", "pricing", f"pricing {told.version}", (
            ("version", told.version), ("previous", pricing.version),
            ("note", f"Prices by region. Runs migration {told.migration}_price_rules_region."),
        )),
    )  # fmt: skip
