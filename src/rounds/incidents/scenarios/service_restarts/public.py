"""What a candidate is told: only what people who use Loomwork, and people on call for it, say."""

from __future__ import annotations

from datetime import datetime, timedelta

from rounds.incidents.public import Public, Ticket

from .story import Story

TITLE = "Workflow service restarts every few hours"
BRIEFING = """\
The workflow service keeps crashing every 4-6 hours with out of memory errors. Some workflows don't complete. It has
been so for about six days.

**Loomwork** runs workflows for companies. A request comes in at `api-gateway` and is served by `workflow-api`;
`workflow-engine`, in eight pods, runs the workflows, step by step, and what they emit is put as a job into PostgreSQL,
from where `webhook-dispatcher` delivers it to the endpoints of customers.

You see the last eight days. The clock of the incident stands still at the moment you were called, so nothing gets
worse while you look. Deploys, restarts, alerts and notes are marked on every time axis. Metrics count everything, every
minute, and for the engine every 15 seconds in the last two days; of traces and log lines a share is kept, which every
row states. The heap of one process of the engine was written down three times.

Find out what is going on and why, and say what you would do first."""

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


def public(told: Story) -> Public:
    return Public(
        title=TITLE,
        symptom="The workflow service keeps crashing every 4-6 hours with out of memory errors. "
        "Some workflows don't complete.",
        quote="Our nightly import says it is running. It has said so since yesterday.",
        reporter="Admin, Business plan",
        briefing=BRIEFING,
        tickets=tickets(told.now),
        services=SERVICES,
    )


def tickets(now: datetime) -> tuple[Ticket, ...]:
    def before(days: int, hours: int, minutes: int) -> datetime:
        return now - timedelta(days=days, hours=hours, minutes=minutes)

    return (
        Ticket(
            before(4, 16, 10), "Developer", "Team",
            "Two of our workflows stopped half way yesterday and never went on. There is no error, they just say "
            "running. We started them again by hand.",
        ),
        Ticket(
            before(2, 21, 35), "Integration engineer", "Business",
            "It is not always the same workflow. Of about forty a day one gets stuck, at a different step each time.",
        ),
        Ticket(
            before(1, 18, 5), "On-call engineer", "Loomwork",
            "A pod of the engine restarted while I was looking at another one. I raised nothing and rolled nothing "
            "back; after the restart it looked fine for hours.",
        ),
        Ticket(
            before(0, 9, 20), "Admin", "Business",
            "Our nightly import says it is running. It has said so since yesterday.",
        ),
    )  # fmt: skip
