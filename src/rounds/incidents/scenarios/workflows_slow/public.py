"""What a candidate is told: only what people who use Loomwork, and people on call for it, say."""

from __future__ import annotations

from datetime import datetime, timedelta

from rounds.incidents.public import Public, Ticket

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
TITLE = "One customer's workflows take more than ten minutes"
TITLE_2 = "One customer's workflows take ten minutes, all of them"
BRIEFING = """\
Users report workflows running extremely slowly. One customer's workflows are taking 10+ minutes when they used to take
seconds.

**Loomwork** runs workflows for companies. A request comes in at `api-gateway` and is served by `workflow-api`;
`workflow-engine` runs the workflows, step by step, in eight pods, {how}. A workflow keeps what it knows between two
steps in PostgreSQL.

You see the last fourteen days. The clock of the incident stands still at the moment you were called. Deploys, alerts,
changes of settings and notes of other teams are marked on every time axis. Metrics and database statistics count
everything; of traces and log lines a share is kept, and every row says which.

Find out what is going on and why, and say what you would do first."""
HOW = {
    False: "and always the same one for the same customer: of each customer one execution at a time, in the order in which they came in",
    True: "and always the same one for the same customer, who may run many executions at once",
}  # fmt: skip


def title(*, interleaved: bool) -> str:
    return TITLE_2 if interleaved else TITLE


def public(now: datetime, company: str, *, interleaved: bool) -> Public:
    return Public(
        title=title(interleaved=interleaved),
        symptom="Users report workflows running extremely slowly. One customer's workflows are taking 10+ minutes "
        "when they used to take seconds.",
        quote="Our order workflows take more than ten minutes. They used to be done in seconds.",
        reporter=f"Operations lead at {company}, Enterprise plan",
        briefing=BRIEFING.format(how=HOW[interleaved]),
        tickets=tickets(now, company, interleaved=interleaved),
        services=SERVICES,
    )


def tickets(now: datetime, company: str, *, interleaved: bool) -> tuple[Ticket, ...]:
    def before(hours: int, minutes: int) -> datetime:
        return now - timedelta(hours=hours, minutes=minutes)

    slow = "about a minute" if interleaved else "ten seconds and more"
    every = "every one of the twelve" if interleaved else "the last ones of the hour"
    return (
        Ticket(
            before(26, 17), f"Developer at {company}", "Enterprise",
            "Is something wrong with your engine? Our hourly workflows have been much slower for some days. "
            "Nothing was deployed on our side.",
        ),
        Ticket(
            before(3, 4), f"Operations lead at {company}", "Enterprise",
            f"Our order workflows take more than ten minutes, {every}. They used to be done in seconds.",
        ),
        Ticket(
            before(1, 2), "Automation manager", "Business",
            f"Now and then one of our workflows takes {slow} instead of less than one. It passes by itself.",
        ),
        Ticket(
            before(0, 31), "Admin", "Team",
            "The monthly report shows yesterday's numbers only in the morning. Is your database behind?",
        ),
    )  # fmt: skip
