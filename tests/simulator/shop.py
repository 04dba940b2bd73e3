"""A small world for the tests: a shop in front of a database, and letters it sends from a queue."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from rounds.simulator import (
    MINUTE,
    MS,
    SECOND,
    Database,
    Depth,
    Endpoint,
    Enqueue,
    Failure,
    Flow,
    Id,
    Incident,
    Metric,
    Never,
    Parent,
    Pick,
    Pool,
    Rate,
    Service,
    Statement,
    Table,
    Take,
    World,
    at,
    between,
    call,
    connection,
    count,
    measure,
    ms,
    raising,
    say,
    send,
    us,
    when_done,
    when_failed,
    work,
)  # fmt: skip

postgres = Database("db", "postgresql", "16")
letters_table = Table("letters", postgres, rows=10, gauge="letters_pending", indexes=("letters_pkey",))
shop = Service("shop", "1.0", pods=2, pool=Pool(postgres, size=4, patience=SECOND))
front = Service("front", "1.0", pods=1, language="go")
post = Service("post", "1.0", pods=1)
find = Statement("SELECT things", postgres, ms(20, 60), "SELECT * FROM things WHERE id = $1", table="things")
insert = Statement("INSERT letters", postgres, ms(1, 3), "INSERT INTO letters VALUES ($1)", table="letters", wal=300)
broken = Failure("RangeError", "no such page")
buy = call(shop, "GET /things", ms(2, 6), connection(find), breaks=0.02, failure=broken, line=say("INFO", "bought"))
visit = call(front, "GET /", us(300, 900), buy, line=say("INFO", "visited", status="{status}"))

FRIENDS = tuple(Endpoint(f"{name}.example", f"cust_{i}", name, f"wh_{i}", between(20 * MS, 40 * MS))
                for i, name in enumerate(("ada", "ben", "cleo")))  # fmt: skip
ATTEMPT = (
    Id("letter", "let_"),
    Id("attempt", "att_", fresh=True),
    Parent("before", of="attempt"),
    Depth("retry_count"),
)
refused = Failure("Refused", "{endpoint.name} said {response}", code="{response}")
again = Enqueue("again", 2, between(20 * SECOND, 40 * SECOND), insert)
carry = raising(refused, work("carry", ms(2, 5), send(), attempt="{attempt}", before="{before}",
                              retry_count="{retry_count}", server__address="{endpoint.name}"))  # fmt: skip
deliver = call(
    post, "letter.deliver", ms(1, 3),
    Take(), carry,
    measure("letters_age_seconds", to="{endpoint.name}"),
    when_done(count("letters_total", outcome="ok")),
    when_failed(count("letters_total", outcome="failed"), say("WARN", "came back", status="{response}"), again),
    kind="Consumer",
)  # fmt: skip
write = call(shop, "letter.write", ms(1, 3), Enqueue("put", 1, between(100 * MS, 300 * MS), insert, flow="letters"),
             kind="Internal")  # fmt: skip
METRICS = (
    Metric("letters_pending", "gauge", "", "Letters that wait."),
    Metric("letters_total", "counter", "", "Letters."),
    Metric("letters_age_seconds", "histogram", "seconds", "Age of letters.", bounds=(1000, 30000)),
)
ALL_DAY = (100,) * 24


def world(**more: Any) -> World:
    friend = Pick("endpoint", FRIENDS, (1, 1, 1))
    usual = World(
        services=(front, shop, post),
        databases=(postgres,),
        tables=(letters_table,),
        day=ALL_DAY,
        metrics=METRICS,
        flows=(
            Flow("visits", Rate("visits", 30), ((1, visit),), keep=4, tell=2),
            Flow("writing", Rate("writing", 3), ((1, write),), keep=1, tell=1),
            Flow("letters", Never(), ((1, deliver),), (friend, *ATTEMPT), letters_table, keep=1, tell=1),
        ),
    )
    return replace(usual, **more)


def incident(seed: int = 1, minutes: int = 4, **more: Any) -> Incident:
    now = minutes * MINUTE
    usual: dict[str, Any] = {"world": world(), "onset": now // 2, "now": now}
    began = datetime(2026, 1, 5, 12, tzinfo=UTC)
    return Incident(seed=seed, began=began, **(usual | more))


def closed(friend: Endpoint, moment: int) -> Any:
    """From the moment on the friend's letters come back."""
    return at(moment, friend.answering(503, between(20 * MS, 40 * MS)))
