"""What differs from one seed to the next: who, where and when. How slow things get does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rounds.incidents.scenarios.loomwork import Cast, Customer, cast
from rounds.simulator import MINUTE, SECOND, Chance

DAY = 24 * 60 * MINUTE
NOW = 14 * DAY
AFTER_BATCH = 12 * MINUTE  # where the incident's clock stands after the last batch began
BATCHES, RUNS, STEPS, PODS, ENGINE = 336, 12, 20, 8, 7
WORKFLOWS = ("order-sync", "orders-export", "order-reconcile", "order-mirror")
SWITCHES = (
    ("orders.sync.history", "90 days", "all"),
    ("sync.orders.range", "last 90 days", "everything"),
    ("orders.import.since", "90 days ago", "first order"),
)


@dataclass(frozen=True)
class Story:
    """`tracked` are the customers that metrics tell apart; the first of them shares engine-7 with the victim."""

    seed: int
    cast: Cast
    victim: int
    tracked: tuple[Customer, ...]
    pods: dict[str, int]  # on which engine each customer's workflows run
    workflow: str
    workflow_ids: tuple[str, ...]  # the victim's, one for each place in the batch
    switch: tuple[str, str, str]  # the setting that was changed, before and after
    who: str
    state_bytes: int
    began: datetime
    nightly: int  # minutes after midnight of the report on the replica

    @property
    def customer(self) -> Customer:
        return self.cast.customers[self.victim]

    @property
    def now(self) -> datetime:
        return self.began + timedelta(seconds=NOW // SECOND)

    @property
    def onset(self) -> int:
        """Nanoseconds since the window began: half an hour before a batch, nine days ago."""
        return NOW - AFTER_BATCH - 9 * DAY - 30 * MINUTE

    @property
    def last_batch(self) -> int:
        return NOW - AFTER_BATCH

    @property
    def release(self) -> int:
        return self.onset + 3 * 60 * MINUTE


def story(seed: int) -> Story:
    chance = Chance(seed).apart("workflows-slow")
    people = cast(chance)
    victim, *others = chance.several("victim and others", range(6, 34), 5)
    customers = people.customers
    pods = {customer.name: number % PODS for number, customer in enumerate(customers)}
    tracked = tuple(customers[other] for other in others)
    pods |= {one.name: pods[one.name] % ENGINE for one in tracked}
    pods |= {customers[victim].name: ENGINE, tracked[0].name: ENGINE}
    day, hour, minute = chance.number("day", 0, 3), chance.number("hour", 9, 15), chance.number("minute", 0, 35)
    now = datetime(2026, 6, 15, tzinfo=UTC) + timedelta(days=day, hours=hour, minutes=minute + 12)
    return Story(
        seed=seed,
        cast=people,
        victim=victim,
        tracked=tracked,
        pods=pods,
        workflow=chance.one("workflow", WORKFLOWS),
        workflow_ids=tuple(f"wf_{number & ((1 << 48) - 1):012x}" for number in chance.draw("ids", RUNS).tolist()),
        switch=chance.one("switch", SWITCHES),
        who=chance.one("who", ("ops", "it", "integrations", "admin")),
        state_bytes=50_200_000 + chance.number("state", 0, 60_000),
        began=now - timedelta(seconds=NOW // SECOND),
        nightly=chance.number("nightly", 65, 150),
    )
