"""What a candidate is told: only what people who use Loomwork, and people on call for it, say."""

from __future__ import annotations

from datetime import datetime, timedelta

from rounds.incidents.public import Public, Ticket

TITLE = "Webhook deliveries fail and everything is slow"
BRIEFING = """\
Users report that webhook deliveries are failing and that the system is extremely slow. This started 15 minutes ago.

**Loomwork** runs workflows for companies. A request comes in at `api-gateway` and is served by `workflow-api`;
`workflow-engine` runs the workflows, and what they emit is put as a job into PostgreSQL, from where
`webhook-dispatcher` delivers it to the endpoints of customers.

You see the last two hours. The clock of the incident stands still at the moment you were called, so nothing gets
worse while you look. Deploys, alerts and notes of other teams are marked on every time axis. Metrics and database
statistics count everything; of traces and log lines a share is kept, which every row states.

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


def public(now: datetime, onset: datetime) -> Public:
    return Public(
        title=TITLE,
        symptom="Users report webhook deliveries are failing and the system is extremely slow. "
        "This started 15 minutes ago.",
        quote="Our endpoint gets hardly any events and every page takes seconds.",
        reporter="Admin, Business plan",
        briefing=BRIEFING,
        tickets=tickets(now, onset),
        services=SERVICES,
    )


def tickets(now: datetime, onset: datetime) -> tuple[Ticket, ...]:
    def before(minutes: int, seconds: int) -> datetime:
        return now - timedelta(minutes=minutes, seconds=seconds)

    return (
        Ticket(
            before(6, 40), "Integration engineer", "Business",
            f"Events have stopped arriving at our endpoint. The last one came at {onset:%H:%M}. "
            "Your delivery log shows failed attempts. Is something down?",
        ),
        Ticket(
            before(2, 5), "Operations lead", "Enterprise",
            "The workflow list took six seconds to open just now. It was fine half an hour ago.",
        ),
        Ticket(
            before(1, 30), "Admin", "Business",
            "Our endpoint gets hardly any events and every page takes seconds.",
        ),
        Ticket(
            before(0, 50), "Developer", "Team",
            "Saving a workflow failed with an error after five seconds. The second try went through, slowly.",
        ),
    )  # fmt: skip
