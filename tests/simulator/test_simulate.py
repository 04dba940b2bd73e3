from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from rounds.incidents.checks.telemetry import Telemetry
from rounds.kit.errors import Invalid
from rounds.signals.tables import Signals
from rounds.simulator import (
    MINUTE,
    SECOND,
    Flow,
    Incident,
    Pick,
    Rate,
    Restart,
    Service,
    Table,
    at,
    call,
    count,
    ms,
    say,
    simulate,
    work,
)  # fmt: skip
from rounds.simulator.statements import query_id
from tests.simulator.shop import FRIENDS, closed, find, incident, letters_table, postgres, shop, visit, world


def seen(plot: Incident) -> Telemetry:
    return Telemetry(simulate(plot), plot.began, 15)


@pytest.fixture(scope="module")
def usual() -> Telemetry:
    return seen(incident())


@pytest.fixture(scope="module")
def refusing() -> Telemetry:
    return seen(incident(changes=(closed(FRIENDS[0], 2 * MINUTE),)))


def digest(signals: Signals) -> str:
    hashed = hashlib.sha256()
    for table in signals.tables().values():
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table.combine_chunks())
        hashed.update(sink.getvalue())
    return hashed.hexdigest()


def test_the_same_incident_is_the_same_bytes_in_another_process() -> None:
    script = (
        "from tests.simulator.shop import incident; from tests.simulator.test_simulate import digest;"
        "from rounds.simulator import simulate; print(digest(simulate(incident(5, minutes=2))))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "271"}
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert told.stdout.strip() == digest(simulate(incident(5, minutes=2)))
    assert told.stdout.strip() != digest(simulate(incident(6, minutes=2)))


def test_another_service_changes_nobody_elses_numbers(usual: Telemetry) -> None:
    clock = Service("clock", "1.0", pods=1, language="go")
    flow = Flow("ticks", Rate("ticks", 5), ((1, call(clock, "GET /tick", ms(1, 2))),), keep=1, tell=1)
    more = seen(incident(world=world(services=(clock, *world().services), flows=(flow, *world().flows))))
    spans = more.signals.spans
    others = spans.filter(pc.not_equal(spans["ServiceName"], "clock")).combine_chunks()
    assert spans.num_rows > others.num_rows
    assert others.select(usual.signals.spans.column_names).equals(usual.signals.spans.combine_chunks())


def test_metrics_count_what_the_spans_stand_for(usual: Telemetry) -> None:
    counted = usual.total("http_server_request_duration_seconds_count", service="front")
    grown = counted[-1] - counted[0]
    spans = usual.spans("Timestamp", "SampleRate", ServiceName="front", SpanKind="Server")
    later = usual.moments(spans["Timestamp"]) > 15 * SECOND
    assert set(spans["SampleRate"].to_pylist()) == {4}
    assert abs(4 * later.sum() / grown - 1) < 0.1


def test_what_is_kept_whole_agrees_exactly(refusing: Telemetry) -> None:
    spans = refusing.spans("StatusCode", "Events", SpanName="carry", StatusCode="Error")
    lines = refusing.logs("SeverityText", Body="came back")
    failed = refusing.total("letters_total", outcome="failed")
    assert spans.num_rows == lines.num_rows > 20
    # A counter is older than the recording: only its growth can be compared.
    early = refusing.moments(refusing.logs("Timestamp", Body="came back")["Timestamp"]) <= 15 * SECOND
    assert failed[-1] - failed[0] == lines.num_rows - early.sum()


def test_a_request_is_a_tree_within_its_parents_time(usual: Telemetry) -> None:
    spans = usual.signals.spans
    start = usual.moments(spans["Timestamp"])
    end = start + spans["Duration"].to_numpy().astype(np.int64)
    place = {span: number for number, span in enumerate(spans["SpanId"].to_pylist())}
    parents = np.array([place.get(parent, -1) for parent in spans["ParentSpanId"].to_pylist()])
    inner = np.flatnonzero(parents >= 0)
    assert len(inner) > 2_000
    assert (start[inner] >= start[parents[inner]]).all()
    assert (end[inner] <= end[parents[inner]]).all()
    roots = np.array(spans["ParentSpanId"].to_pylist()) == ""
    traces = np.array(spans["TraceId"].to_pylist())
    assert len(set(traces[roots])) == roots.sum()


def test_a_follow_up_knows_its_parent_and_is_linked_to_its_trace(refusing: Telemetry) -> None:
    carried = refusing.spans("TraceId", "@attempt", "@before", "@retry_count", SpanName="carry").to_pylist()
    by_attempt = {row["@attempt"]: row for row in carried}
    retries = [row for row in carried if row["@retry_count"] > 0]
    assert len(retries) > 20
    assert all(row["@before"] is None for row in carried if row["@retry_count"] == 0)
    links = {row["TraceId"]: row["Links"] for row in refusing.spans("TraceId", "Links", SpanName="letter.deliver").to_pylist()}  # fmt: skip
    for row in retries:
        parent = by_attempt[row["@before"]]
        assert row["@retry_count"] == parent["@retry_count"] + 1
        assert [link["TraceId"] for link in links[row["TraceId"]]] == [parent["TraceId"]]


def test_a_failure_is_an_exception_event_where_it_was_raised(refusing: Telemetry) -> None:
    failed = refusing.spans("Events", "StatusMessage", "@error.type", SpanName="carry", StatusCode="Error")
    first = next(row for row in failed.to_pylist() if row["@error.type"] == "503")
    told = dict(first["Events"][0]["Attributes"])
    assert first["StatusMessage"] == "ada.example said 503"
    assert told["exception.type"] == "Refused"
    assert told["exception.stacktrace"].startswith("Refused: ada.example said 503")
    outside = refusing.spans("Events", SpanName="letter.deliver", StatusCode="Error")
    assert not any(outside["Events"].to_pylist())


def test_a_change_holds_from_its_moment_on(refusing: Telemetry) -> None:
    posts = refusing.spans("Timestamp", "StatusCode", SpanName="POST", server__address="ada.example")
    late = refusing.moments(posts["Timestamp"]) >= 2 * MINUTE
    assert set(posts["StatusCode"].filter(pa.array(late)).to_pylist()) == {"Error"}
    assert "Unset" in posts["StatusCode"].filter(pa.array(~late)).to_pylist()


def test_a_new_version_is_new_pods() -> None:
    told = seen(incident(changes=(at(2 * MINUTE, replace(shop, version="1.1")),)))
    pods = {labels["pod"]: values for labels, values in told.series("up", service="shop")}
    assert len(pods) == 4
    assert sorted(int(np.nansum(values)) for values in pods.values()) == [8, 8, 8, 8]
    spans = told.spans("Timestamp", "res@service.version", ServiceName="shop", SpanKind="Server")
    late = pa.array(told.moments(spans["Timestamp"]) > 2 * MINUTE + SECOND)
    assert set(spans["res@service.version"].filter(late).to_pylist()) == {"1.1"}


def test_the_queue_is_its_gauge_and_its_table(usual: Telemetry) -> None:
    relations = usual.signals.db_relations
    rows = relations.filter(pc.equal(relations["Relation"], "letters"))["LiveRows"].to_numpy()
    assert rows.tolist() == usual.total("letters_pending").tolist()
    assert rows.tolist() == usual.total("pg_stat_user_tables_n_live_tup", relname="letters").tolist()


def test_statements_agree_between_the_server_and_its_clients(usual: Telemetry) -> None:
    server = usual.total("pg_stat_statements_calls_total", statement=find.name)
    clients = usual.total("db_client_operation_duration_seconds_count", operation=find.name)
    assert server[-1] - server[0] == clients[-1] - clients[0] > 0
    stats = usual.signals.db_query_stats.to_pylist()
    calls = usual.total("pg_stat_statements_calls_total")
    first = min(row["Time"] for row in stats)
    assert sum(row["Calls"] for row in stats if row["Time"] > first) == calls[-1] - calls[0]
    assert all(row["MinMs"] * row["Calls"] <= row["TotalMs"] <= row["MaxMs"] * row["Calls"] + 1e-6 for row in stats)


def test_a_slow_database_fills_the_pool_and_some_give_up() -> None:
    slow = replace(find, takes=ms(400, 900))
    told = seen(incident(changes=(at(2 * MINUTE, slow),)))
    usage = [values for _, values in told.series("db_client_connections_usage", service="shop")]
    assert np.max(usage, axis=0)[:7].max() < 4
    assert np.max(usage) == 4
    lines = told.logs("Timestamp", "@pool.size", Body="timeout acquiring connection from pool (1000ms)")
    assert lines.num_rows > 10
    assert told.moments(lines["Timestamp"]).min() > 2 * MINUTE
    lost = told.spans("Duration", SpanName="pg-pool.connect", StatusCode="Error")
    assert set(lost["Duration"].to_pylist()) == {SECOND}
    status = told.total("http_server_request_duration_seconds_count", service="shop", status_code="503")
    assert status[-1] > 0 == status[6]


def test_a_statement_that_changes_has_another_plan_and_other_blocks_from_then_on() -> None:
    things = Table("things", postgres, rows=90_000, indexes=("things_pkey", "things_size_idx"))
    slower = replace(find, takes=ms(200, 400), blocks=1_000, passes=90_000, plans=((0, lambda _: {"Plan": "all"}),))
    bare = replace(things, indexes=("things_pkey",))
    told = seen(incident(world=world(tables=(letters_table, things)), changes=(at(2 * MINUTE, slower, bare),)))
    plans = sorted(told.signals.db_plans.to_pylist(), key=lambda row: row["FirstSeen"])
    plans = [plan for plan in plans if plan["QueryId"] == query_id(find)]
    changed = told.began + timedelta(minutes=2)
    assert [(plan["Plan"] == '[{"Plan":"all"}]', plan["FirstSeen"] > changed) for plan in plans] == [
        (False, False),
        (True, True),
    ]
    samples = told.signals.db_samples.to_pylist()
    used = {(sample["PlanId"], sample["Time"] > changed + timedelta(seconds=5)) for sample in samples
            if sample["QueryId"] == query_id(find)}  # fmt: skip
    assert {(plans[0]["PlanId"], False), (plans[1]["PlanId"], True)} <= used
    assert (plans[0]["PlanId"], True) not in used
    relations = told.signals.db_relations.to_pylist()
    table, index = ([row for row in relations if row["Relation"] == name] for name in ("things", "things_size_idx"))
    assert (table[7]["Scans"], table[7]["RowsRead"]) == (0, 0)
    assert table[-1]["RowsRead"] == table[-1]["Scans"] * 90_000 > 0
    assert max(row["Time"] for row in index) == changed


def test_a_restart_shows_in_counters_events_and_lines() -> None:
    told = seen(incident(restarts=(Restart(3 * MINUTE, "shop", pod=0),)))
    event = told.signals.events.to_pylist()[-1]
    pod = dict(event["Attributes"])["pod"]
    assert (event["Kind"], event["ServiceName"]) == ("restart", "shop")
    [(_, counted)] = told.series("kube_pod_container_status_restarts_total", pod=pod)
    assert counted.tolist() == [0.0] * 11 + [1.0] * 5
    [(_, cpu)] = told.series("process_cpu_seconds_total", pod=pod)
    assert cpu[12] < cpu[10]
    served = told.spans("Timestamp", ServiceName="shop", SpanKind="Server", **{"res@k8s.pod.name": pod})
    moments = told.moments(served["Timestamp"])
    away = (moments > 3 * MINUTE + SECOND) & (moments < 3 * MINUTE + 11 * SECOND)
    assert not away.any()
    assert (moments > 3 * MINUTE + 13 * SECOND).any()
    assert told.logs("Body", Body="Starting shop").num_rows == 1


def test_exemplars_lead_to_spans_that_are_kept(usual: Telemetry) -> None:
    spans = set(usual.signals.spans["SpanId"].to_pylist())
    exemplars = usual.signals.exemplars.to_pylist()
    labels = usual.signals.series["Labels"].to_pylist()
    assert len(exemplars) > 30
    assert {row["SpanId"] for row in exemplars} <= spans
    assert all(row["Value"] <= float(dict(labels[row["Series"]])["le"]) for row in exemplars)


def test_series_are_in_order_and_every_metric_is_described(usual: Telemetry) -> None:
    series = usual.signals.series
    keys = list(zip(series["Metric"].to_pylist(), [sorted(row) for row in series["Labels"].to_pylist()], strict=True))
    assert keys == sorted(keys)
    assert len({(name, str(labels)) for name, labels in keys}) == len(keys)
    assert all(series["Help"].to_pylist())
    assert set(series["Type"].to_pylist()) == {"counter", "gauge", "histogram"}


def test_labels_are_the_names_of_things_whichever_flow_counts_them() -> None:
    greet = call(shop, "greet", ms(1, 2), count("letters_total", to="{friend}"), say("INFO", "hi"), kind="Internal")
    one, other = (Flow(f"to {friend.customer_name}", Rate(friend.name, 5), ((1, greet),),
                       (Pick("friend", (friend,), (1,)),)) for friend in FRIENDS[:2])  # fmt: skip
    told = seen(incident(world=world(flows=(one, other))))
    counted = {labels["to"]: values[-1] for labels, values in told.series("letters_total")}
    assert counted.keys() == {"ada.example", "ben.example"}
    assert min(counted.values()) > 500


def test_histograms_add_up(usual: Telemetry) -> None:
    buckets = {labels["le"]: v for labels, v in usual.series("letters_age_seconds_bucket", to="ada.example")}
    assert list(buckets) == ["+Inf", "1", "30"]
    assert (buckets["1"] <= buckets["30"]).all()
    assert (buckets["30"] <= buckets["+Inf"]).all()
    assert (buckets["+Inf"] == usual.total("letters_age_seconds_count", to="ada.example")).all()


def test_sessions_are_looked_at_on_whole_seconds(usual: Telemetry) -> None:
    activity = usual.signals.db_activity
    moments = activity["Time"].cast("int64").to_numpy()
    assert activity.num_rows > 50
    assert (moments % 1000 == 0).all()
    assert (activity["QueryStart"].cast("int64").to_numpy() <= moments).all()
    together = list(zip(moments.tolist(), activity["Pid"].to_pylist(), strict=True))
    assert len(set(together)) == len(together)


def test_an_attribute_of_two_types_is_refused() -> None:
    odd = replace(visit, steps=(work("odd", ms(1, 2), retry_count="one"),))
    flow = Flow("odd", Rate("odd", 5), ((1, odd),), keep=1, tell=1)
    with pytest.raises(Invalid, match="two types"):
        simulate(incident(minutes=1, world=world(flows=(*world().flows, flow))))
