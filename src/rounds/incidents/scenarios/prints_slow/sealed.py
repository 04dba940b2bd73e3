"""What the interviewer knows."""

from __future__ import annotations

from datetime import datetime

from rounds.incidents.sealed import (
    Canary,
    Hint,
    Level,
    Misconception,
    RedHerring,
    Sealed,
    Solution,
    Source,
    Step,
    Topic,
)

from .queries import PAPER_INDEX
from .story import Story

GIVEAWAYS = ("index", "sequential scan", "seq scan", "full table scan", "query plan", "missing key", "drop index")


def sealed(told: Story, onset: datetime) -> Sealed:
    return Sealed(
        start=(
            "This one is for getting to know the tools. People who order prints report that the basket and the "
            "checkout take seconds, since about 25 minutes ago. Where would you look first?"
        ),
        steps=STEPS,
        hints=(
            Hint(2, 1, "Which requests became slow, and which did not?", "T1", "T1"),
            Hint(4, 2, "Compare a slow checkout with one from before", "T2", "T2"),
            Hint(6, 3, "Is that statement run more often, or does each run take longer?", "T4", "T4"),
            Hint(8, 4, "Look at the statement's plans, and at what was released when the second appeared", "T5", "T5"),
        ),
        discussion=discussion(),
        solution=solution(told, onset),
        red_herrings=red_herrings(),
        notes=(
            "For the tour of the tools, about 20 seconds each. Metrics: p95 by route, with the markers of releases. "
            "Traces: a slow checkout, then a usual one beside it. Logs: level warn. Database: load by statement, the "
            "statement's two plans, and who waited for whom during the stock count. Heap dumps: two snapshots of a "
            "healthy render-worker. Services: before and during.",
            "Not scored. Every candidate may see this incident the day before, when they check that they have access.",
            "The number of calls of the statement is the same before and after; only the time of each changed.",
        ),
        giveaways=GIVEAWAYS,
        canaries=(
            Canary("the release's version", told.version),
            Canary("the release's migration", f"{told.migration}_price_rules_region"),
            Canary("the account with most orders", told.cast.accounts[0].name),
        ),
    )


STEPS = (
    Step("T1", "Metrics → p95 of checkout and basket jumps at a release; other routes stay as they were", stated=True),
    Step("T2", "Traces → in a slow checkout nearly all time is one span, SELECT price_rules", stated=True),
    Step("T3", "Logs → pricing warns of a slow statement, only since its release", stated=True),
    Step("T4", "Database → the load is that one statement: as many calls, each 300 times as long", stated=True),
    Step("T5", "Database → its plan changed from an index scan to a sequential scan", stated=True),
    Step("T6", "Services → of all calls only those to pricing, and its own to postgres, became slow", bonus=True,
         stated=True),
    Step("T7", "Identify: the release's migration took away the index that the statement needs", stated=True),
)  # fmt: skip


def solution(told: Story, onset: datetime) -> Solution:
    release, migration = f"pricing {told.version}", f"{told.migration}_price_rules_region"
    return Solution(
        cause=(
            f"**{release}**, released at {onset:%H:%M} UTC, runs the migration `{migration}`. It rebuilds the keys of "
            f"`price_rules` and leaves one index out: `{PAPER_INDEX}`. The statement that finds a price is the same as "
            "before, but PostgreSQL now finds its four rows by reading all 1.84 million of them (a sequential scan of "
            "420 MB): 3 ms became about 900 ms. Every basket quote and every checkout asks for a price once, so both "
            "take that much longer. Nothing fails, and nothing else is slow."
        ),
        accepted=(
            "The release of pricing made `SELECT price_rules` read its whole table.",
            f"The index `{PAPER_INDEX}` is gone since the migration.",
        ),
        mitigation=(
            f"`CREATE INDEX CONCURRENTLY {PAPER_INDEX} ON price_rules (paper_id, size_id)`: a minute or two, and p95 "
            "is back. Rolling back the code alone does not help: the migration already ran.",
        ),
        fix=("A migration that creates the index, so that no environment is without it.",),
        prevention=(
            "Check what a migration leaves behind against what is there before it, in the build.",
            "Run the main statements against production-sized data before a release, and compare their plans.",
            "Alert on the mean time of the main statements, and look at it after each release.",
        ),
        misconceptions=(
            Misconception("The database is overloaded and needs more processors.",
                          "It does as many statements as before. One of them reads 1.84 million rows to find four."),
            Misconception("More pods of pricing, or a larger pool, would help.",
                          "Nobody waits for a connection; more of them would only run more scans at once."),
            Misconception("Rolling back the release mends it.", "The migration stays; the index has to be made anew."),
        ),
        sources=(
            Source("PostgreSQL documentation: Using EXPLAIN", "https://www.postgresql.org/docs/16/using-explain.html",
                   "What a sequential scan looks like in a plan, and what its rows and blocks mean."),
            Source("PostgreSQL documentation: Building Indexes Concurrently",
                   "https://www.postgresql.org/docs/16/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
                   "How to make an index without stopping writes."),
        ),
    )  # fmt: skip


def discussion() -> tuple[Topic, ...]:
    return (
        Topic(
            "What would you do first, and how would you know that it helped?", ("solution",), core=True,
            answers={
                Level.JUNIOR: "Put the index back, and look whether the checkout is quick again.",
                Level.MID: "CREATE INDEX CONCURRENTLY, so that writes go on meanwhile; then p95 by route and the plan.",
                Level.SENIOR: "The same, and says why a rollback alone does not help: the migration already ran.",
                Level.STAFF: "Also weighs it: a minute of building an index on a busy disk against more minutes of two "
                "seconds; says whom to tell, and keeps the release as it is until the index is there.",
            },
        ),
        Topic(
            "How could this have been noticed before the release?", ("prevention", "monitoring"), core=True,
            answers={
                Level.JUNIOR: "By trying the checkout with much data.",
                Level.MID: "By a test that compares the plan of the main statements before and after the migration.",
                Level.SENIOR: "By production-sized data in staging, a check of indexes in the build, and an alert on the "
                "mean time of the statement after each release.",
                Level.STAFF: "By making migrations and code two releases, each with its own look at the statements, and "
                "by a rollout that stops by itself when p95 of a route doubles.",
            },
        ),
        Topic(
            "Would you keep the database in front of each price, or cache prices?", ("tradeoff",),
            answers={
                Level.JUNIOR: "Cache them: prices do not change often.",
                Level.MID: "With the index it takes 3 ms; a cache is one more thing that may be wrong.",
                Level.SENIOR: "Says what a wrong price costs, and that a cache would have hidden this until it was empty.",
                Level.STAFF: "Decides by numbers: rate, hit share and how stale a price may be; would rather alert first.",
            },
        ),
    )  # fmt: skip


def red_herrings() -> tuple[RedHerring, ...]:
    return (
        RedHerring(
            "A newsletter brought more visitors",
            "One seventh more requests, minutes before; p95 of every route stayed as it was until the release.",
        ),
        RedHerring(
            "render-worker 0.32.0 was released",
            "Long before; prints take as long to render as ever, and it is not on the way of a checkout.",
        ),
        RedHerring(
            "Orders waited for a lock in the database",
            "Three orders, once, for some seconds, while somebody counted that paper; over ten minutes before it began.",
        ),
    )
