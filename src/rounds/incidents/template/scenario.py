"""A public library whose readers wait for the catalogue: a world, what goes wrong in it, and what must be true of it.

Change one part at a time and run `rounds scenario check` on this folder. `docs/guide/authoring.md` walks through it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from rounds.incidents.built import Built, Check, Progress, quiet
from rounds.incidents.checks import counts
from rounds.incidents.checks.telemetry import Floats, Telemetry, late, telemetry
from rounds.incidents.solving import Investigation
from rounds.incidents.texts import Texts, texts
from rounds.simulator import (
    MINUTE,
    SECOND,
    Chance,
    Database,
    Flow,
    Happening,
    Incident,
    Operation,
    Pool,
    Rate,
    Service,
    Statement,
    Step,
    Table,
    World,
    at,
    call,
    connection,
    ms,
    repeat,
    say,
    simulate,
    us,
)

from .solving import solve

FOLDER = Path(__file__).parent
ONSET, NOW = 12 * MINUTE, 20 * MINUTE  # since the window began; change falls on whole seconds
SIDE = ONSET - 3 * MINUTE  # when the release came that has nothing to do with it
FOUND = 24  # books that a search finds

# --- what differs from one seed to the next ---------------------------------------------------------
# Names, dates and ids may differ; how hard it is must not. `$town` and so on in the texts are these.

TOWNS = ("alder", "birch", "cliff", "dale", "ember", "ferry", "glen", "heath", "island", "juniper")


@dataclass(frozen=True)
class Story:
    seed: int
    town: str
    cluster: str
    version: str  # of the catalogue, since the onset
    began: datetime


def story(seed: int) -> Story:
    chance = Chance(seed).apart("your-scenario")
    town = chance.one("town", TOWNS)
    return Story(
        seed=seed,
        town=town,
        cluster=f"{town}-{chance.number('cluster', 0x100000, 0xFFFFFF):x}",
        version=f"1.{chance.number('version', 5, 9)}.0",
        began=datetime(2026, 9, 7, 9, tzinfo=UTC) + timedelta(minutes=chance.number("minute", 0, 360)),
    )


def facts(told: Story) -> dict[str, Any]:
    """What the texts may name with a dollar sign."""
    onset = told.began + timedelta(seconds=ONSET // SECOND)
    return {
        "title": SCENARIO.title,
        "town": told.town.capitalize(),
        "cluster": told.cluster,
        "version": told.version,
        "onset": f"{onset:%H:%M}",
        "found": FOUND,
    }


# --- a day when nothing is wrong --------------------------------------------------------------------

postgres = Database("library-db", "postgresql", "16.4", cores=4)
catalog = Service("catalog", "1.4.2", pods=2, pool=Pool(postgres, size=20))
loans = Service("loans", "2.3.0", pods=2, pool=Pool(postgres, size=10))
web = Service("web", "5.1.0", pods=2, language="go")

find_books = Statement(
    "SELECT books", postgres, ms(9, 40), "SELECT id, title FROM books WHERE title ILIKE $1 LIMIT 24",
    rows=FOUND, blocks=40, table="books",
)  # fmt: skip
find_copies = Statement(
    "SELECT copies", postgres, ms(6, 25), "SELECT * FROM copies WHERE book_id = ANY($1)",
    rows=3 * FOUND, blocks=60, table="copies",
)  # fmt: skip
copies_of_one = Statement(
    "SELECT copies of a book", postgres, ms(18, 70), "SELECT * FROM copies WHERE book_id = $1",
    rows=3, blocks=4, table="copies",
)  # fmt: skip
lend = Statement(
    "INSERT loans", postgres, ms(3, 12), "INSERT INTO loans (copy_id, reader_id) VALUES ($1, $2)",
    wal=220, table="loans",
)  # fmt: skip


def searching(service: Service, *steps: Step) -> Operation:
    return call(
        service, "GET /books", ms(4, 15), connection(*steps), line=say("INFO", "search done", status="{status}")
    )


search = searching(catalog, find_books, find_copies)
borrow = call(loans, "POST /loans", ms(4, 18), connection(lend), line=say("INFO", "copy lent", status="{status}"))
search_page = call(web, "GET /search", us(400, 1500), search)
borrow_page = call(web, "POST /borrow", us(400, 1500), borrow)


def library(told: Story) -> World:
    """Of all requests one trace in `keep` is kept, and one in `tell` has its log lines; metrics count everything."""
    return World(
        services=(web, catalog, loans),
        databases=(postgres,),
        tables=(
            Table("books", postgres, rows=180_000, indexes=("books_pkey",)),
            Table("copies", postgres, rows=410_000, indexes=("copies_pkey", "copies_book_id_idx")),
        ),
        day=(100,) * 24,
        flows=(
            Flow("searches", Rate("searches", 6), ((1, search_page),), keep=4, tell=4),
            Flow("loans", Rate("loans", 3), ((1, borrow_page),), keep=4, tell=4),
        ),
        resource=(("deployment.environment.name", "production"), ("k8s.cluster.name", told.cluster)),
    )


SHARES = {  # a candidate reads these
    "traces": "1 in 4, by trace id; each span says how many it stands for.",
    "logs": "1 in 4, by trace id; each line says how many it stands for.",
    "metrics": "Everything, every 15 s.",
    "database": "Sessions each second, statement statistics every 15 s.",
}

# --- what goes wrong --------------------------------------------------------------------------------
# A fault is the same thing, defined differently from a moment on.


def incident(told: Story, *, fault: bool = True) -> Incident:
    """Without the fault the release changes nothing but its version: the checks must fail then."""
    released = replace(catalog, version=told.version)
    one_by_one = searching(released, find_books, repeat(FOUND, copies_of_one))
    changed = one_by_one if fault else searching(released, find_books, find_copies)
    return Incident(
        seed=told.seed,
        world=library(told),
        began=told.began,
        onset=ONSET,
        now=NOW,
        changes=(at(SIDE, replace(loans, version="2.3.1")), at(ONSET, released, changed)),
        happenings=(
            Happening(SIDE, "deploy", "loans", "loans 2.3.1", (("version", "2.3.1"), ("note", "New reminder texts."))),
            Happening(ONSET, "deploy", "catalog", f"catalog {told.version}", (("version", told.version),)),
        ),
    )


# --- what must be true of it, whatever the seed -----------------------------------------------------
# What goes wrong, how much and from when on; that what only looks like it is not; and that all tools tell the same.


def claims(built: Built) -> Iterator[Check]:
    seen = telemetry(built)
    onset = ONSET // SECOND // built.step_seconds
    p95 = seen.quantile(0.95, "http_server_request_duration_seconds", 4, service="catalog")
    yield between("p95 of the catalogue before, ms", 10, 1000 * middle(p95[8:onset]), 120)
    yield between("p95 of the catalogue since, ms", 500, 1000 * middle(p95[onset + 6 :]), 3000)
    calls = late(seen.total("pg_stat_statements_calls_total", statement="SELECT copies of a book"), 4) / 60
    searches = late(seen.total("http_server_request_duration_seconds_count", service="catalog"), 4) / 60
    yield between("queries for each search since", 0.8 * FOUND, middle((calls / searches)[onset + 6 :]), 1.2 * FOUND)
    yield rises(p95, built.step_seconds)
    other = seen.quantile(0.95, "http_server_request_duration_seconds", 8, service="loans")
    side = SIDE // SECOND // built.step_seconds
    ratio = middle(other[side + 8 : onset]) / middle(other[8:side])
    yield between("loans: p95 after its release against before, times", 0.6, ratio, 1.6)
    yield from agreement(seen)


def rises(p95: Floats, step: int) -> Check:
    """At the onset: not before, and soon after."""
    onset = ONSET // SECOND // step
    high = np.flatnonzero(p95 > 3 * middle(p95[8:onset]))
    after = step * (int(high[0]) + 1 - onset) if len(high) else -1
    return between("seconds from the onset until the p95 of the catalogue has tripled", 1, after, 60)


def agreement(seen: Telemetry) -> Iterator[Check]:
    """What several tools count is as much in each: all of it in metrics, in traces and log lines by their share."""
    yield counts.requests(seen, "web")
    yield counts.requests(seen, "catalog", "search done")
    yield counts.requests(seen, "loans", "copy lent")
    yield counts.statements(seen)
    yield counts.whole(seen)


def middle(values: Floats) -> float:
    return float(np.nanmedian(values))


def between(claim: str, low: float, value: float, high: float) -> Check:
    return Check(f"{claim}: {low:g} to {high:g}", bool(low <= value <= high), f"{value:,.4g}")


# --- the scenario -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Slow:
    name: str = "your-scenario"
    version: str = "1.0.0"
    title: str = "Searching for books takes a second"

    def texts(self, seed: int) -> Texts:
        """Read before anything is simulated, so that a slip in them is told at once."""
        told = story(seed)
        return texts(FOLDER, facts(told), told.began + timedelta(seconds=NOW // SECOND))

    def build(self, seed: int, progress: Progress = quiet, *, fault: bool = True) -> Built:
        told, said = story(seed), self.texts(seed)
        plot = incident(told, fault=fault)
        onset, now = (told.began + timedelta(seconds=moment // SECOND) for moment in (plot.onset, plot.now))
        return Built(
            name=self.name,
            version=self.version,
            seed=seed,
            signals=simulate(plot, progress),
            began=told.began,
            onset=onset,
            now=now,
            step_seconds=plot.step // SECOND,
            public=said.public,
            sealed=said.sealed,
            shares=SHARES,
            written=said.written,
        )

    def check(self, built: Built) -> list[Check]:
        return list(claims(built))

    def solve(self, look: Investigation) -> dict[str, Any]:
        return solve(look)


SCENARIO = Slow()
