"""Darkroom on a day when nothing is wrong: a small shop that prints people's photos."""

from __future__ import annotations

from rounds.simulator import (
    MS,
    SECOND,
    Enqueue,
    Every,
    Failure,
    Flow,
    Id,
    Metric,
    Never,
    Operation,
    Pick,
    Pool,
    Rate,
    Service,
    Spread,
    Statement,
    Step,
    Take,
    World,
    between,
    call,
    connection,
    count,
    maybe,
    measure,
    ms,
    say,
    us,
    work,
)  # fmt: skip

from . import queries as sql
from .cast import Cast

# Traffic of each hour in hundredths of the busiest, from midnight UTC: people order prints in the evening.
DAY = (20, 14, 10, 8, 8, 10, 18, 30, 44, 54, 60, 64, 70, 70, 68, 70, 76, 84, 94, 99, 100, 96, 74, 42)
WHERE = (
    ("cloud.region", "eu-west-1"),
    ("deployment.environment.name", "production"),
    ("k8s.cluster.name", "darkroom-1"),
    ("k8s.namespace.name", "darkroom"),
    ("service.namespace", "darkroom"),
)

# --- what runs ------------------------------------------------------------------------------------

storefront = Service("storefront", "7.12.0", pods=2, pool=Pool(sql.postgres, size=20))
uploads = Service("uploads", "2.3.1", language="go", pool=Pool(sql.postgres, size=10))
pricing = Service("pricing", "2.5.3", pool=Pool(sql.postgres, size=15))
warehouse = Service("warehouse", "1.18.4", language="go", pool=Pool(sql.postgres, size=10))
payments = Service("payments", "4.0.2", language="go")
renderer = Service("render-worker", "0.31.2", memory=112 << 20, pool=Pool(sql.postgres, size=5))
SERVICES = (storefront, uploads, pricing, warehouse, payments, renderer)

METRICS = (
    Metric("orders_total", "counter", "", "Orders that were placed."),
    Metric("prints_rendered_total", "counter", "", "Prints that were rendered."),
    Metric("print_render_seconds", "histogram", "seconds", "Time from an order until its print was rendered."),
    Metric("render_jobs_pending", "gauge", "", "Prints that wait to be rendered."),
)  # fmt: skip

# --- requests from outside ------------------------------------------------------------------------

OF_ACCOUNT = {"account__id": "{account}"}
BROKEN = Failure(
    "TypeError", "Cannot read properties of null (reading 'basket')",
    ("loadBasket (/app/dist/basket.js:64:22)", "Layer.handle (/app/node_modules/router/lib/layer.js:152:17)"),
)  # fmt: skip


def inside(service: Service, name: str, takes: Spread, *steps: Step, status: int = 200) -> Operation:
    """A request from one service to another."""
    method, path = name.split(" ", 1)
    told = {"method": method, "path": path, "status": "{status}", "duration_ms": "{duration_ms}"}
    return call(service, name, takes, *steps, status=status, line=say("INFO", "request completed", **told))


def route(name: str, takes: Spread, *steps: Step, status: int = 200, breaks: float = 0.003) -> Operation:
    """A request at the front door."""
    method, path = name.split(" ", 1)
    told = {"method": method, "path": path, "status": "{status}", "duration_ms": "{duration_ms}"}
    return call(storefront, name, takes, sql.session, *steps, status=status, breaks=breaks, failure=BROKEN,
                line=say("INFO", "request completed", **told, **OF_ACCOUNT), attributes=(("account.id", "{account}"),))  # fmt: skip


def priced(statement: Statement) -> Operation:
    return inside(pricing, "POST /internal/prices", ms(2.4, 9), connection(statement))


def reserved(statement: Statement) -> Operation:
    return inside(warehouse, "POST /internal/reservations", ms(1.6, 6), connection(statement), status=201)


charge = inside(payments, "POST /internal/charges", ms(78, 150), status=201)
to_render = Enqueue("render.enqueue", 1, between(120 * MS, 900 * MS), sql.insert_job, flow="prints")


def checkout(reserve: Statement) -> Operation:
    """An order that broke on the way would have been put in line to be rendered: none does."""
    return route(
        "POST /checkout", ms(5, 16), priced(sql.price), reserved(reserve), charge, connection(sql.new_order), to_render,
        count("orders_total"), say("INFO", "order placed", **OF_ACCOUNT), status=201, breaks=0.0,
    )  # fmt: skip


REQUESTS = (
    (36, route("GET /prints", ms(4, 14), sql.cached_page)),
    (22, route("GET /photos", ms(5, 16), connection(sql.photos))),
    (12, route("GET /photos/:id", ms(4, 12), sql.cached_page, maybe(0.4, connection(sql.photo)))),
    (10, route("POST /photos", ms(4, 12),
               inside(uploads, "POST /internal/photos", ms(42, 260), connection(sql.new_photo), status=201), status=201)),
    (4, route("GET /orders", ms(5, 15), connection(sql.orders))),
    (8, route("POST /basket/quote", ms(4, 12), priced(sql.price))),
    (8, checkout(sql.reserve)),
)  # fmt: skip
inbound = Rate("inbound", 25)

# --- prints ---------------------------------------------------------------------------------------

ORDER = Id("order", "ord_")
render = call(
    renderer, "print.render", ms(3, 9),
    Take(),
    work("image.decode", ms(34, 120)),
    work("image.compose", ms(62, 210), photo__id="{photo}"),
    sql.printed,
    sql.finish_job,
    count("prints_rendered_total"),
    measure("print_render_seconds"),
    say("INFO", "print rendered", order__id="{order}", photo__id="{photo}"),
    kind="Consumer", attributes=(("messaging.destination.name", "prints"), ("order.id", "{order}")),
)  # fmt: skip


def darkroom(cast: Cast) -> World:
    account = Pick("account", cast.accounts, cast.weights)
    return World(
        services=SERVICES,
        databases=(sql.postgres, sql.redis),
        tables=sql.TABLES,
        day=DAY,
        metrics=METRICS,
        resource=WHERE,
        flows=(
            Flow("requests", inbound, REQUESTS, (account,), keep=20, tell=10),
            Flow("prints", Never(), ((1, render),), (ORDER, Id("photo", "ph_")), sql.render_jobs, keep=20, tell=10),
            *(health_of(service) for service in SERVICES),
        ),
    )  # fmt: skip


def health_of(service: Service) -> Flow:
    told = {"method": "GET", "path": "/healthz", "status": "{status}"}
    probe = call(service, "GET /healthz", us(200, 900), line=say("DEBUG", "request completed", **told))
    return Flow(f"health of {service.name}", Every(30 * SECOND), ((1, probe),), traced=False, keep=1, tell=1)
