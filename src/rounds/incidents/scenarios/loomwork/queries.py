"""What Loomwork asks of its databases, and how long the answer takes on an idle one."""

from __future__ import annotations

from rounds.simulator import MS, Database, Statement, Table, ms, us

from .plans import sorted_in_memory, sorted_on_disk

postgres = Database("postgres-primary", "postgresql", "16.4", cores=8, connections=400, slowest=9.4,
                    holds="loomwork")  # fmt: skip
replica = Database("postgres-replica", "postgresql", "16.4", cores=8, connections=200, slowest=9.0,
                   holds="loomwork")  # fmt: skip
redis = Database("redis", "redis", "7.4", cores=1, connections=10_000, slowest=4.0)

# --- tables ---------------------------------------------------------------------------------------

jobs = Table("jobs", postgres, rows=1_000, width=420, indexes=("jobs_pkey",), gauge="webhook_jobs_pending",
             labels=(("queue", "webhook"),))  # fmt: skip
TABLES = (
    jobs,
    Table("workflows", postgres, rows=184_000, width=2_400, indexes=("workflows_pkey", "workflows_customer_id_idx")),
    Table("executions", postgres, rows=42_600_000, width=310, indexes=("executions_pkey", "executions_workflow_id_idx")),
    Table("workflow_state", postgres, rows=96_000, width=5_200, indexes=("workflow_state_pkey",)),
    Table("deliveries", postgres, rows=88_300_000, width=260, indexes=("deliveries_pkey", "deliveries_webhook_id_idx")),
    Table("invoices", postgres, rows=412_000, width=380, indexes=("invoices_pkey", "invoices_customer_id_idx")),
    Table("api_keys", postgres, rows=31_000, width=190, indexes=("api_keys_token_hash_idx",)),
    Table("schedules", postgres, rows=27_000, width=240, indexes=("schedules_next_run_at_idx",)),
)  # fmt: skip

# --- Redis ----------------------------------------------------------------------------------------

session = Statement("GET session", redis, us(180, 900), "GET session:?")
cached_workflow = Statement("GET workflow", redis, us(200, 1000), "GET workflow:?")

# --- workflow-api, billing and others -------------------------------------------------------------

api_key = Statement(
    "SELECT api_keys", postgres, ms(1.1, 6), "SELECT * FROM api_keys WHERE token_hash = $1",
    table="api_keys", index="api_keys_token_hash_idx", parameters="$1 = '\\x9f…'",
)  # fmt: skip
workflows = Statement(
    "SELECT workflows", postgres, ms(48, 168),
    "SELECT * FROM workflows WHERE customer_id = $1 ORDER BY updated_at DESC LIMIT 50",
    rows=50, blocks=64, table="workflows", index="workflows_customer_id_idx", parameters="$1 = '{customer}'",
)  # fmt: skip
workflow = Statement(
    "SELECT workflow", postgres, ms(11, 46), "SELECT * FROM workflows WHERE id = $1",
    table="workflows", parameters="$1 = 'wf_…'",
)  # fmt: skip
save_workflow = Statement(
    "UPDATE workflows", postgres, ms(11, 45), "UPDATE workflows SET definition = $2, updated_at = now() WHERE id = $1",
    wal=3_600, table="workflows", parameters="$1 = 'wf_…'",
)  # fmt: skip
executions = Statement(
    "SELECT executions", postgres, ms(60, 195),
    "SELECT * FROM executions WHERE workflow_id = $1 ORDER BY started_at DESC LIMIT 100",
    rows=100, blocks=110, table="executions", index="executions_workflow_id_idx", parameters="$1 = 'wf_…'",
)  # fmt: skip
execution = Statement(
    "SELECT execution", postgres, ms(8, 36), "SELECT * FROM executions WHERE id = $1",
    table="executions", parameters="$1 = 'exec_…'",
)  # fmt: skip
new_execution = Statement(
    "INSERT executions", postgres, ms(7, 30), "INSERT INTO executions (id, workflow_id, status) VALUES ($1, $2, 'queued')",
    wal=620, table="executions", parameters="$1 = 'exec_…'",
)  # fmt: skip
load_state = Statement(
    "SELECT workflow_state", postgres, ms(1.6, 7), "SELECT state FROM workflow_state WHERE workflow_id = $1",
    table="workflow_state", parameters="$1 = 'wf_…'",
)  # fmt: skip
save_state = Statement(
    "UPDATE workflow_state", postgres, ms(1.9, 9), "UPDATE workflow_state SET state = $2 WHERE workflow_id = $1",
    wal=900, table="workflow_state", parameters="$1 = 'wf_…'",
)  # fmt: skip
usage = Statement(
    "SELECT usage", replica, ms(18, 90),
    "SELECT day, sum(executions) FROM usage WHERE customer_id = $1 GROUP BY day",
    rows=30, blocks=40, table="usage", parameters="$1 = '{customer}'",
)  # fmt: skip
invoices = Statement(
    "SELECT invoices", postgres, ms(6, 26), "SELECT * FROM invoices WHERE customer_id = $1", rows=12, blocks=16,
    table="invoices", index="invoices_customer_id_idx", parameters="$1 = '{customer}'",
)  # fmt: skip
open_invoice = Statement(
    "SELECT invoice", postgres, ms(1.9, 8), "SELECT * FROM invoices WHERE id = $1 FOR UPDATE", table="invoices",
    parameters="$1 = 'inv_…'",
)  # fmt: skip
close_invoice = Statement(
    "UPDATE invoices", postgres, ms(2.4, 11), "UPDATE invoices SET paid_at = now() WHERE id = $1",
    wal=460, table="invoices", parameters="$1 = 'inv_…'",
)  # fmt: skip
schedules = Statement(
    "SELECT schedules", postgres, ms(2.8, 12), "SELECT * FROM schedules WHERE next_run_at <= now() LIMIT 200",
    rows=11, blocks=14, table="schedules", index="schedules_next_run_at_idx",
)  # fmt: skip

# --- webhooks -------------------------------------------------------------------------------------

insert_job = Statement(
    "INSERT jobs", postgres, ms(1.1, 4),
    "INSERT INTO jobs (kind, payload, run_at, retry_count) VALUES ($1, $2, $3, $4)",
    weighs=1.9, wal=1_450, table="jobs", parameters="$1 = 'webhook', $4 = {retry_count}",
)  # fmt: skip
next_jobs = Statement(
    # No index covers run_at, so that the whole table is sorted each time.
    "SELECT jobs", postgres, ms(1, 3),
    "SELECT id, payload FROM jobs WHERE run_at <= $1 ORDER BY run_at LIMIT 100 FOR UPDATE SKIP LOCKED",
    rows=4, weighs=1.0, blocks=3, table="jobs", scans=jobs, each=MS // 1800,
    plans=((0, sorted_in_memory), (9_500, sorted_on_disk)), parameters="$1 = now()",
)  # fmt: skip
finish_jobs = Statement(
    "DELETE jobs", postgres, ms(1.1, 5), "DELETE FROM jobs WHERE id = ANY($1)", rows=4, wal=700, table="jobs",
    parameters="$1 = '{…}'",
)  # fmt: skip
delivered = Statement(
    "INSERT deliveries", postgres, ms(1.0, 4),
    "INSERT INTO deliveries (webhook_id, event_id, status_code, delivered_at) VALUES ($1, $2, $3, now())",
    wal=520, table="deliveries", parameters="$1 = '{endpoint.webhook}'",
)  # fmt: skip
