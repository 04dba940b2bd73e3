"""Nothing goes wrong in Loomwork. One customer's office has a bad line: its requests come fewer, and slowly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from rounds.incidents.scenarios.loomwork import billing, loomwork
from rounds.incidents.scenarios.loomwork.world import CALLER, REQUESTS, gateway, route, search
from rounds.simulator import (
    HOUR,
    MINUTE,
    SECOND,
    Change,
    Flow,
    Happening,
    Incident,
    Listed,
    Metric,
    Operation,
    Pick,
    Rate,
    World,
    at,
    call,
    count,
    edited,
    measure,
    ms,
    say,
    work,
)  # fmt: skip

from .story import NOW, Story

# A candidate reads these: they must not say which customers are kept more closely.
SHARES = {
    "traces": "Requests 1 in 5 or 1 in 100, by customer; deliveries 1 in 20; background work whole or 1 in 50 to "
    "1 in 200. Kept by trace id; each span says how many it stands for.",
    "logs": "Lines of the kept traces, and of health checks. Each line says how many it stands for.",
    "metrics": "Everything, every 15 s.",
    "database": "Sessions that are active or idle in transaction, each second; statement statistics of everything, "
    "every 15 s; single executions from the kept traces.",
}
METRICS = (
    Metric("gateway_requests_total", "counter", "", "Requests that the gateway took in, by customer."),
    Metric("gateway_request_duration_seconds", "histogram", "seconds",
           "Time from when a request was taken in until its answer was ready, by customer."),
)  # fmt: skip
# Requests a second at the busiest hour; at night there is less than a third of it.
OFFICE, PROGRAMS, NEIGHBOUR = 52, 22, 24  # tenths
LEFT = 22  # of the office's, when each page takes so long
OF_PEOPLE = tuple((weight, operation) for weight, operation in REQUESTS if weight >= 6 and operation.status == 200)
HALF = 0.5
REPORTS, BETWEEN = 60, 3 * SECOND
OFTEN = ("GET /v1/workflows", "GET /v1/workflows/:id", "GET /v1/executions")
searching = route("GET /v1/search", search, ms(22, 120))
slow_searching = route("GET /v1/search", search, ms(320, 900))


def incident(told: Story, *, fault: bool = True) -> Incident:
    """Without the fault the office's network stays well, and everything else happens as it does with it."""
    return Incident(
        seed=told.seed,
        world=world(told),
        began=told.began,
        onset=told.onset,
        now=NOW,
        changes=(
            released(told),
            *reindexed(told),
            *([at(told.onset, known_from(told, LEFT))] if fault else []),
        ),
        happenings=happenings(told),
        chapter=HOUR,
        stride_after_onset=2 * MINUTE,
    )


def world(told: Story) -> World:
    """Loomwork at night, where two offices and one customer's programs are kept more closely than the others."""
    usual = edited(loomwork(told.cast), Operation, well_at_night)
    others = tuple(0 if n in (told.whose, told.beside) else weight for n, weight in enumerate(told.cast.weights))
    requests = replace(usual.flows[0], fields=(Pick("customer", told.cast.customers, others),))
    flows = (*(sparser(flow) for flow in (requests, *usual.flows[1:])), followed(told, OFFICE), reports(told))
    return edited(replace(usual, flows=flows, metrics=(*usual.metrics, *METRICS)), Operation, known_by_address)


def sparser(flow: Flow) -> Flow:
    """At night half as much goes on as by the hour alone, and of its lines fewer are kept; of executions more, or rare calls would have no trace."""
    arrives = replace(flow.arrives, peak=flow.arrives.peak * HALF) if isinstance(flow.arrives, Rate) else flow.arrives
    keep = min(flow.keep, 50) if flow.name == "executions" else flow.keep
    return replace(flow, arrives=arrives, keep=keep, tell=keep if flow.traced else 1)


def followed(told: Story, office: int) -> Flow:
    """Requests of the office, of its customer's programs, and of the other office in its city."""
    who = {told.whose: told.office, len(told.cast.customers): told.elsewhere, told.beside: told.neighbour}
    share = {told.whose: office, len(told.cast.customers): PROGRAMS, told.beside: NEIGHBOUR}
    everybody = enumerate((*told.cast.customers, told.elsewhere))
    known = tuple(who.get(number, customer) for number, customer in everybody)
    weights = tuple(share.get(number, 0) for number in range(len(known)))
    rate = Rate("followed", (office + PROGRAMS + NEIGHBOUR) / 10)
    return Flow("followed", rate, OF_PEOPLE, (Pick("customer", known, weights),), keep=5, tell=5)


def known_from(told: Story, office: int) -> Flow:
    """The same when so much comes from the office."""
    return edited(followed(told, office), Operation, known_by_address)


def well_at_night(operation: Operation) -> Any:
    """Of what is asked for rarely nothing happens to break at this hour."""
    return replace(operation, breaks=0.0) if operation.breaks and operation.name not in OFTEN else operation


def known_by_address(operation: Operation) -> Any:
    """The gateway writes down from where a request came, and counts it for its customer."""
    if operation.service.name != gateway.name or operation.attributes != CALLER or operation.line is None:
        return operation
    line = replace(operation.line, attributes=(*operation.line.attributes, ("customer.id", "{customer}"),
                                               ("client.address", "{customer.address}")))  # fmt: skip
    counted = count("gateway_requests_total", customer="{customer}")
    took = measure("gateway_request_duration_seconds", customer="{customer}")
    return replace(operation, line=line, steps=(counted, *operation.steps, took),
                   attributes=(*CALLER, ("client.address", "{customer.address}")))  # fmt: skip


def reports(told: Story) -> Flow:
    """Billing works out what each customer used, for some minutes."""
    moments = told.report + BETWEEN * np.arange(REPORTS, dtype=np.int64)
    summed = call(billing, "usage.report", ms(3, 9), work("usage.sum", ms(1_150, 1_700)),
                  say("INFO", "usage report written"), kind="Internal")  # fmt: skip
    return Flow("usage reports", Listed(moments), ((1, summed),), keep=1, tell=1)


def released(told: Story) -> Change:
    return at(told.gateway, replace(gateway, version="3.14.3"))


def reindexed(told: Story) -> Iterator[Change]:
    """For four minutes searching takes long, for everybody."""
    for after, how in ((0, slow_searching), (4 * MINUTE, searching)):
        inside = next(step for step in how.steps if isinstance(step, Operation) and step.service.name == search.name)
        yield at(told.search + after, inside)


def happenings(told: Story) -> tuple[Happening, ...]:
    return (
        Happening(told.gateway, "deploy", "api-gateway", "api-gateway 3.14.3", (
            ("version", "3.14.3"), ("previous", "3.14.2"),
            ("note", "New certificate chain; the old one ends next month."),
        )),
        Happening(told.search, "note", "search", "Search: weekly reorganisation of segments", (("who", "search"),)),
        Happening(told.report, "note", "billing", "Usage reports of the week", (("who", "billing"),)),
    )  # fmt: skip
