"""Loomwork on a day when nothing is wrong.

Every scenario is this world and what changes in it. Durations are as the owner of a service would
quote them: the middle request and the slowest in a hundred. Rates are those of the busiest hour.
"""

from __future__ import annotations

from rounds.simulator import (
    MS,
    SECOND,
    Depth,
    Endpoint,
    Enqueue,
    Every,
    Failure,
    Flow,
    Id,
    Metric,
    Never,
    Operation,
    Parent,
    Pick,
    Pool,
    Rate,
    Service,
    Spread,
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
    raising,
    repeat,
    say,
    send,
    us,
    when_done,
    when_failed,
    work,
)  # fmt: skip

from . import queries as sql
from .cast import Cast, Customer

# Traffic of each hour of the day in hundredths of the busiest, from midnight UTC.
DAY = (38, 33, 30, 28, 30, 36, 48, 62, 80, 92, 98, 100, 97, 98, 98, 97, 94, 84, 74, 66, 59, 53, 47, 42)
WHERE = (
    ("cloud.region", "eu-central-1"),
    ("deployment.environment.name", "production"),
    ("k8s.cluster.name", "loomwork-prod-1"),
    ("k8s.namespace.name", "loomwork"),
    ("service.namespace", "loomwork"),
)

# --- what runs ------------------------------------------------------------------------------------

gateway = Service("api-gateway", "3.14.2", pods=3, language="go", cores=2)
auth = Service("auth", "1.22.0", pods=2, language="go", cores=2)
api = Service("workflow-api", "5.8.1", pods=2, pool=Pool(sql.postgres, size=20), cores=2)
engine = Service("workflow-engine", "3.8.0", pods=8, memory=420 << 20, idle=0.06)
dispatcher = Service("webhook-dispatcher", "2.40.3", pods=3, idle=0.08)
scheduler = Service("scheduler", "1.9.4", pods=1, language="go")
templates = Service("template-service", "2.2.0", memory=330 << 20)
billing = Service("billing", "3.9.0", pool=Pool(sql.postgres, size=10))
payments = Service("payments", "2.7.5", cores=4, language="go")
notifier = Service("notifier", "1.5.1")
search = Service("search", "0.14.0", language="go", memory=520 << 20)
audit = Service("audit-log", "1.1.3", language="go")
connectors = Service("connectors", "4.3.0", pods=3, cores=2)
files = Service("files", "1.8.2", language="go")
SERVICES = (
    gateway, auth, api, engine, dispatcher, scheduler, templates, billing, payments, notifier, search, audit,
    connectors, files,
)  # fmt: skip

METRICS = (
    Metric("webhook_jobs_pending", "gauge", "", "Jobs that wait in a queue."),
    Metric("webhook_delivery_attempts_total", "counter", "", "Attempts to deliver an event to a webhook, by outcome."),
    Metric("webhook_delivery_latency_seconds", "histogram", "seconds", "Time from when a delivery was due until it ended."),
    Metric("workflow_executions_total", "counter", "", "Executions of workflows that ended, by outcome."),
    Metric("workflow_execution_duration_seconds", "histogram", "seconds", "Duration of executions.",
           bounds=(1000, 2000, 4000, 8000, 16000, 32000, 60000, 120000, 240000, 360000, 480000, 600000, 720000, 900000)),
    Metric("workflow_executions_inflight", "gauge", "", "Executions under way."),
    Metric("workflow_steps_total", "counter", "", "Steps of executions that ended."),
    Metric("workflow_events_total", "counter", "", "Events emitted by executions."),
)  # fmt: skip

# --- requests from outside ------------------------------------------------------------------------

OF_CUSTOMER = {"customer__id": "{customer}"}
BROKEN = Failure(
    "TypeError", "Cannot read properties of undefined (reading 'definition')",
    ("renderWorkflow (/app/dist/routes/workflows.js:148:31)", "Layer.handle (/app/node_modules/router/lib/layer.js:152:17)"),
)  # fmt: skip
verify = call(auth, "POST /internal/verify", us(500, 2600), sql.session, maybe(0.04, sql.api_key))
charge = call(payments, "POST /internal/charges", ms(120, 600), say("INFO", "card charged"))


def route(name: str, service: Service, takes: Spread, *steps: Step, status: int = 200) -> Operation:
    """A request at the front door: who is it, then the service that knows."""
    method, path = name.split(" ", 1)
    told = {"method": method, "path": path, "status": "{status}", "duration_ms": "{duration_ms}"}
    inside = call(service, name, takes, *steps, status=status, breaks=0.003, failure=BROKEN,
                  line=say("INFO", "request completed", **told, **OF_CUSTOMER))  # fmt: skip
    outside = say("INFO", "request", **told, upstream=service.name)
    return call(gateway, name, us(300, 1400), verify, inside, status=status, line=outside, attributes=CALLER)


CALLER = (("customer.id", "{customer}"),)
REQUESTS = (
    (30, route("GET /v1/workflows", api, ms(5, 16), connection(sql.workflows))),
    (18, route("GET /v1/workflows/:id", api, ms(3, 11), sql.cached_workflow, maybe(0.35, connection(sql.workflow)))),
    (6, route("PUT /v1/workflows/:id", api, ms(6, 20), connection(sql.workflow, sql.save_workflow),
              say("INFO", "workflow saved", **OF_CUSTOMER))),
    (10, route("POST /v1/executions", api, ms(4, 14), connection(sql.workflow, sql.new_execution),
               say("INFO", "execution queued", **OF_CUSTOMER), status=202)),
    (16, route("GET /v1/executions", api, ms(5, 16), connection(sql.workflow, sql.executions))),
    (12, route("GET /v1/executions/:id", api, ms(3, 10), connection(sql.execution))),
    (4, route("GET /v1/webhooks", api, ms(3, 9), connection(sql.api_key))),
    (3, route("POST /v1/templates/:id/render", templates, ms(30, 120), sql.cached_workflow)),
    (2, route("GET /v1/search", search, ms(22, 120))),
    (2, route("GET /v1/billing/usage", billing, ms(8, 40), connection(sql.usage, sql.invoices))),
    (1, route("POST /v1/checkout", billing, ms(9, 40), connection(sql.open_invoice, charge, sql.close_invoice),
              say("INFO", "invoice paid", **OF_CUSTOMER), status=201)),
    (2, route("GET /v1/files/:id", files, ms(12, 90))),
    (1, route("GET /v1/audit", audit, ms(14, 90))),
)  # fmt: skip
inbound = Rate("inbound", 118)

# --- workflows ------------------------------------------------------------------------------------

EXECUTION = Id("execution", "exec_")
OF_EXECUTION = {"execution__id": "{execution}"}
state = work("state.load", us(200, 900), sql.load_state)
fetch = call(connectors, "POST /internal/fetch", ms(24, 180))
render = call(templates, "POST /internal/render", ms(6, 30))
step = work("workflow.step", us(700, 3000), state, work("JSON.parse", us(900, 4000)),
            work("step.run", ms(2, 12), maybe(0.4, fetch), maybe(0.15, render)), sql.save_state,
            count("workflow_steps_total"), **OF_EXECUTION)  # fmt: skip


def execution(steps: int, *, emits: int, into: str) -> Operation:
    """A workflow runs its steps and emits events, each of which becomes a job to deliver."""
    emit = Enqueue("webhook.enqueue", emits, between(150 * MS, 1200 * MS), sql.insert_job, flow=into)
    return call(
        engine, "workflow.execute", ms(3, 12),
        say("INFO", "execution started", **OF_EXECUTION, **OF_CUSTOMER),
        repeat(steps, step),
        *[count("workflow_events_total")] * emits,
        emit,
        maybe(0.1, call(notifier, "POST /internal/notify", ms(4, 30), say("INFO", "notification sent"))),
        maybe(0.3, call(audit, "POST /internal/entries", ms(1, 6))),
        count("workflow_executions_total", outcome="succeeded"),
        measure("workflow_execution_duration_seconds", customer="{customer}"),
        line=say("INFO", "execution finished", duration_ms="{duration_ms}", **OF_EXECUTION, **OF_CUSTOMER),
        kind="Consumer", attributes=(("customer.id", "{customer}"), ("execution.id", "{execution}")),
        inflight="workflow_executions_inflight",
    )  # fmt: skip


executions = Rate("executions", 10.2)
due = call(scheduler, "schedules.poll", ms(1, 4), sql.schedules, kind="Internal")

# --- webhooks -------------------------------------------------------------------------------------

ATTEMPT = (Id("event_id", "evt_"), Id("attempt_id", "att_", fresh=True), Parent("parent_attempt_id", of="attempt_id"),
           Depth("retry_count"))  # fmt: skip
ABOUT = {"webhook_id": "{endpoint.webhook}", "event_id": "{event_id}", "retry_count": "{retry_count}"}
LINEAGE = {"attempt_id": "{attempt_id}", "parent_attempt_id": "{parent_attempt_id}"}
WHOM = {"customer__id": "{endpoint.customer}", "customer__name": "{endpoint.customer_name}"}
WHERE_TO = {"server__address": "{endpoint.name}"}
WHOSE = {"customer": "{endpoint.customer_name}", "endpoint_host": "{endpoint.name}"}
ANSWERED = {"http__response__status_code": "{response}", "http__request__resend_count": "{retry_count}"}
REFUSED = Failure(
    "WebhookDeliveryError", "{endpoint.name} answered {response}",
    ("deliver (/app/dist/webhooks/deliver.js:61:13)", "processJob (/app/dist/jobs/worker.js:112:9)"),
    code="{response}",
)  # fmt: skip

poll = call(dispatcher, "jobs.poll", us(600, 2500), sql.next_jobs, sql.finish_jobs, kind="Internal")
retries = Enqueue("scheduleRetries", 5, between(135 * SECOND, 225 * SECOND), sql.insert_job)
attempt = raising(REFUSED, work("webhook.deliver", ms(5.75, 12), send(),
                                **ABOUT, **LINEAGE, **WHOM, **WHERE_TO, **ANSWERED))  # fmt: skip
deliver = call(
    dispatcher, "job.process", ms(4.45, 9),
    Take(),
    say("INFO", "job picked up", queue="webhook", **ABOUT, **LINEAGE),
    attempt,
    measure("webhook_delivery_latency_seconds", **WHOSE),
    when_done(count("webhook_delivery_attempts_total", outcome="delivered", **WHOSE),
              say("INFO", "webhook delivered", status="{response}", **ABOUT, **WHOM, **WHERE_TO),
              sql.delivered),
    when_failed(count("webhook_delivery_attempts_total", outcome="failed", **WHOSE),
                say("WARN", "webhook delivery failed", status="{response}", body="upstream connect error",
                    **ABOUT, **LINEAGE, **WHOM, **WHERE_TO),
                retries,
                say("INFO", "scheduled retries", count="{scheduled}", delay_ms="{delay_ms}", **ABOUT, **LINEAGE)),
    kind="Consumer", attributes=(("messaging.destination.name", "webhook"), ("messaging.system", "postgresql")),
)  # fmt: skip


def deliveries(name: str, endpoints: tuple[Endpoint, ...], weights: tuple[int, ...], keep: int, tell: int) -> Flow:
    fields = (Pick("endpoint", endpoints, weights), *ATTEMPT)
    return Flow(name, Never(), ((1, deliver),), fields, sql.jobs, keep, tell)


def events_of(name: str, customer: Customer, steps: int, beat: Every) -> Flow:
    """One customer's workflow, started by a timer, that emits one event each time into the queue `name`."""
    fields = (Pick("customer", (customer,), (1,)), EXECUTION)
    return Flow(f"{name} events", beat, ((1, execution(steps, emits=1, into=name)),), fields, keep=1, tell=1)


# --- all of it ------------------------------------------------------------------------------------


def loomwork(cast: Cast, *apart: int) -> World:
    """`apart` are customers whose own events the scenario adds itself: they get none of the usual ones."""
    weights = tuple(0 if number in apart else weight for number, weight in enumerate(cast.weights))
    customer = Pick("customer", cast.customers, cast.weights)
    return World(
        services=SERVICES,
        databases=(sql.postgres, sql.replica, sql.redis),
        tables=sql.TABLES,
        day=DAY,
        metrics=METRICS,
        resource=WHERE,
        flows=(
            Flow("requests", inbound, REQUESTS, (customer,), keep=100, tell=10),
            Flow("executions", executions, ((1, execution(4, emits=4, into="deliveries")),), (customer, EXECUTION),
                 keep=200, tell=20),
            deliveries("deliveries", cast.endpoints, weights, keep=20, tell=10),
            Flow("polls", Every(300 * MS, loops=1), ((1, poll),), keep=200, tell=200),
            Flow("schedules", Every(SECOND), ((1, due),), keep=50, tell=50),
            *(health_of(service) for service in SERVICES),
        ),
    )  # fmt: skip


def health_of(service: Service) -> Flow:
    told = {"method": "GET", "path": "/healthz", "status": "{status}"}
    probe = call(service, "GET /healthz", us(200, 900), line=say("DEBUG", "request completed", **told))
    return Flow(f"health of {service.name}", Every(15 * SECOND), ((1, probe),), traced=False, keep=1, tell=1)
