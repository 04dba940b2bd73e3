"""What a candidate is told: only what people who order prints, and people on call for the shop, say."""

from __future__ import annotations

from datetime import datetime, timedelta

from rounds.incidents.public import Public, Ticket

TITLE = "Ordering prints takes seconds"
BRIEFING = """\
People who order prints report that the basket and the checkout take seconds. Looking at photos is as quick as ever.
This started about 25 minutes ago.

**Darkroom** prints people's photos. A request comes in at `storefront`. `uploads` takes photos, `pricing` knows what
a print costs, `warehouse` keeps the paper for it, `payments` charges the card, and `render-worker` makes the print's
file once an order is placed. All of them share one PostgreSQL; sessions and pages are cached in Redis.

You see the last 75 minutes. The clock of the incident stands still at the moment you were called, so nothing gets
worse while you look. Releases, alerts and notes of other teams are marked on every time axis. Metrics and database
statistics count everything; of traces and log lines a share is kept, which every row states.

Find out what is going on and why, and say what you would do first."""

SERVICES = ("storefront", "uploads", "pricing", "warehouse", "payments", "render-worker", "postgres", "redis")


def public(now: datetime, onset: datetime) -> Public:
    return Public(
        title=TITLE,
        symptom="People who order prints report that the basket and the checkout take seconds. "
        "This started about 25 minutes ago.",
        quote="I press the button and nothing happens for two seconds. Then the order goes through.",
        reporter="Wedding photographer, Studio plan",
        briefing=BRIEFING,
        tickets=tickets(now, onset),
        services=SERVICES,
    )


def tickets(now: datetime, onset: datetime) -> tuple[Ticket, ...]:
    return (
        Ticket(
            onset + timedelta(minutes=5, seconds=20), "Wedding photographer", "Studio",
            "I press the button and nothing happens for two seconds. Then the order goes through.",
        ),
        Ticket(
            now - timedelta(minutes=11, seconds=35), "School secretary", "Club",
            "When I change the paper in the basket, the price takes ages to change with it. My photos open at once.",
        ),
        Ticket(
            now - timedelta(minutes=3, seconds=50), "Hobby photographer", "Free",
            "Is your checkout all right? It was quick an hour ago. No errors, only slow.",
        ),
    )  # fmt: skip
