"""What a candidate is told: what one customer's office reports, and what those on call know."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rounds.incidents.public import Public, Ticket

if TYPE_CHECKING:  # the simulator is imported where it is built or checked
    from .story import Story

TITLE = "Every page takes ages for one office"
BRIEFING = """\
One customer's office reports that every page of Loomwork takes ages to open, since this morning. They ask what is
wrong and when it will be well again.

**Loomwork** runs workflows for companies. A request comes in at `api-gateway`, which notes from which address, and is
served by `workflow-api` or another service; `workflow-engine` runs the workflows, and what they emit is delivered by
`webhook-dispatcher` to the endpoints of customers. It all runs in one region, in Frankfurt.

You see the last hour. It is morning where the office is, and night in Frankfurt. The clock of the incident stands still
at the moment you were called. Deploys, alerts and notes of other teams are marked on every time axis. Metrics and
database statistics count everything; of traces and log lines a share is kept, which every row states.

Find out what is going on, and say what you would tell the customer."""

SERVICES = (
    "api-gateway",
    "auth",
    "workflow-api",
    "scheduler",
    "workflow-engine",
    "connectors",
    "template-service",
    "webhook-dispatcher",
    "billing",
    "payments",
    "notifier",
    "search",
    "files",
    "audit-log",
    "postgres-primary",
    "postgres-replica",
    "redis",
)
QUOTE = "Every page takes ages since this morning. Nobody here can work."


def public(told: Story, now: datetime) -> Public:
    return Public(
        title=TITLE,
        symptom="One customer's office reports that every page takes ages to open, since this morning.",
        quote=QUOTE,
        reporter="Office manager, Business plan",
        briefing=BRIEFING,
        tickets=tickets(told, now),
        services=SERVICES,
    )


def tickets(told: Story, now: datetime) -> tuple[Ticket, ...]:
    who = f"{told.office.company} ({told.office.name}), office in {told.city.name}"
    return (
        Ticket(now - timedelta(minutes=24, seconds=10), f"Office manager, {who}", "Business", QUOTE),
        Ticket(
            now - timedelta(minutes=15, seconds=30), f"Operations, {who}", "Business",
            "The list of workflows needs ten seconds, sometimes more. Saving works in the end. Yesterday all was quick.",
        ),
        Ticket(
            now - timedelta(minutes=7, seconds=45), f"Office manager, {who}", "Business",
            "Still the same. I have restarted my laptop twice. Is this because of your certificate change?",
        ),
    )  # fmt: skip
