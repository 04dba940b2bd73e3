"""What people know of: deploys, settings, notes, and the alerts that the metrics fire."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rounds.simulator import MINUTE, SECOND, Chance, Happening
from rounds.simulator.arrays import Bools, Floats, Ints

from .kept import AFTER, BEFORE
from .measured import Gauge
from .runs import HOUR, Runs
from .story import DAY, NOW, Story

RULE_SINCE = NOW - 6 * HOUR
LONG = 300 * SECOND
OTHERS = (
    ("notifications.digest", "hourly", "daily"), ("api.rate", "50/s", "80/s"), ("connector.crm.region", "eu", "us"),
    ("workflow.timezone", "UTC", "Europe/Berlin"), ("audit.retention", "90 days", "365 days"),
)  # fmt: skip


def happenings(told: Story, known: Runs, gauges: list[Gauge]) -> tuple[Happening, ...]:
    return (*made(told), *settings(told), *slow(known), *delayed(gauges))


def made(told: Story) -> Iterator[Happening]:
    note = "Connector timeouts are tried three times instead of two. 2 files changed, both under src/connectors."
    yield Happening(
        told.release, "deploy", "workflow-engine", f"workflow-engine {AFTER}",
        (("version", AFTER), ("previous", BEFORE), ("note", note)),
    )  # fmt: skip
    yield Happening(
        told.onset - 2 * DAY - 95 * MINUTE, "deploy", "", "web-app 9.12.0",
        (("version", "9.12.0"), ("previous", "9.11.4"), ("note", "New list of workflows.")),
    )  # fmt: skip
    yield Happening(
        NOW - 3 * DAY + 40 * MINUTE, "note", "template-service", "More templates for the summer sale",
        (("who", "marketing"),),
    )  # fmt: skip
    yield Happening(
        RULE_SINCE - 20 * MINUTE, "note", "workflow-engine", "Alert on delays of the engine added",
        (("who", "platform"),),
    )  # fmt: skip


def settings(told: Story) -> Iterator[Happening]:
    """Customers change what they like, one of them at the onset."""
    chance = Chance(told.seed).apart("workflows-slow/settings")
    key, before, after = told.switch
    yield setting(told.onset, told.customer.company, f"{told.who}@{told.customer.company}", key, before, after)
    others = [one for place, one in enumerate(told.cast.customers) if place != told.victim]
    for who, (name, old, new) in zip(chance.several("who", others, len(OTHERS)), OTHERS, strict=True):
        moment = chance.number(f"{name}/at", 60, 14 * 24 * 60 - 120) * MINUTE
        yield setting(moment, who.company, f"admin@{who.company}", name, old, new)


def setting(moment: int, company: str, who: str, key: str, before: str, after: str) -> Happening:
    attributes = (("who", who), ("key", key), ("before", before), ("after", after))
    return Happening(moment, "config", "", f"{company} changed {key}", attributes)


def slow(known: Runs) -> Iterator[Happening]:
    """Executions of one customer, over a day: five in a hundred took longer than five minutes."""
    ends, lengths = known.end.ravel(), (known.end - known.due).ravel()
    order = np.argsort(ends, kind="stable")
    ends, long = ends[order], (lengths[order] > LONG).astype(np.int64)
    reach = np.concatenate([[0], np.cumsum(long)])
    first = np.searchsorted(ends, ends - DAY)
    share: Floats = (reach[np.arange(len(ends)) + 1] - reach[first]) / (np.arange(len(ends)) + 1 - first)
    high = share > 0.05
    lasting = high & np.roll(high, 1) & np.roll(high, 2)
    yield from fired("Executions above 5 min", lasting, ends, 100 * share, "{:.0f} % of a customer's")


def delayed(gauges: list[Gauge]) -> Iterator[Happening]:
    """The rule looks at the worst pod, since it was added: longer than a second for a minute."""
    from .grid import scrapes  # noqa: PLC0415

    worst: Floats = np.max(
        [values for name, _, values in gauges if name == "nodejs_eventloop_delay_p99_seconds"], axis=0
    )
    high = (worst > 1) & (scrapes() > RULE_SINCE)
    whole = high & np.roll(high, 1) & np.roll(high, 2) & np.roll(high, 3)
    yield from fired("Delay of the engine above 1 s", whole, scrapes(), worst, "{:.1f} s")


def fired(rule: str, high: Bools, moments: Ints, values: Floats, shown: str) -> Iterator[Happening]:
    changes = np.flatnonzero(np.diff(high.astype(np.int64), prepend=0))
    for place in changes.tolist():
        state = "firing" if high[place] else "resolved"
        attributes = (("rule", rule), ("state", state), ("value", shown.format(float(values[place]))))
        yield Happening(int(moments[place]), "alert", "workflow-engine", f"{rule}: {state}", attributes)
