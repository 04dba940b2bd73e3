"""What an installed incident holds, and that it is there whole or not at all."""

from __future__ import annotations

import itertools

import numpy as np
import pyarrow as pa
import pytest

from rounds.kit.errors import Invalid, NotFound
from rounds.signals import SCHEMAS, Signals
from rounds.store import Reader, Telemetry, facet_counts, install, rhythms
from tests.store.incidents import SECOND, START, incident, line, span, table, trace_id

NASTY = [
    "a`b", "a'b", 'a"b', "a\\b", "a b", "{p:String}", "{t:Identifier}", "$p$", "-- x", "SETTINGS", "a.b/c", "..", "%s", "a;b", "ünï", "Timestamp", "k" * 180,
    "a\nb", "tab\there", "x" * 300, "nul\0",
]  # fmt: skip


@pytest.fixture(scope="module")
def shop(telemetry: Telemetry) -> Reader:
    spans = [
        span(2, 21, at=5 * SECOND, Duration=SECOND, SpanKind="Server", SpanName="GET /", ServiceName="web", StatusCode="Error"),
        span(2, 22, 21, at=6 * SECOND - SECOND // 2, Duration=SECOND // 4, SpanName="render", ServiceName="web"),
        span(
            1, 11, at=0, Duration=100, SpanKind="Server", SpanName="GET /cart", ServiceName="web", SampleRate=10,
            Events=[{"Timestamp": START + 50, "Name": "exception", "Attributes": [("exception.type", "Oops")]}],
            Links=[{"TraceId": trace_id(2), "SpanId": f"{21:016x}", "Attributes": [("k", "v")]}],
            **{"@http.response.status_code": 503, "@ratio": 0.5, "@cached": False, "@http.route": "/cart", "res@k8s.pod.name": "web-1"},
        ),
        span(1, 12, 11, at=10, Duration=60, SpanKind="Client", SpanName="GET", ServiceName="web", SampleRate=10),
        span(1, 13, 12, at=20, Duration=40, SpanKind="Server", SpanName="GET /items", ServiceName="cart", SampleRate=10, **{"@http.response.status_code": 200}),
        span(1, 14, 99, at=70, Duration=5, SpanName="lost", ServiceName="cart", SampleRate=10),
    ]  # fmt: skip
    logs = [
        line(
            "second", at=12 * SECOND, SeverityText="ERROR", SeverityNumber=17, ServiceName="cart", TraceId=trace_id(1)
        ),
        line("first Webhook wh_42", at=2 * SECOND, SampleRate=10, **{"@webhook_id": "wh_42", "@n": 1}),
        line("first too", at=2 * SECOND, **{"@webhook_id": None, "res@k8s.pod.name": "web-1"}),
    ]
    series = table(
        "series",
        [
            {
                "Series": 0,
                "Metric": "m_total",
                "Type": "counter",
                "Unit": "",
                "Help": "h",
                "Labels": [("service", "web")],
            }
        ],
    )
    samples = table("samples", [{"Series": 0, "Time": START // 10**6 + i * 1000, "Value": i / 2} for i in range(5)])
    events = table(
        "events",
        [
            {
                "Time": START // 10**6,
                "Kind": "deploy",
                "ServiceName": "web",
                "Title": "v2",
                "Attributes": [("version", "2")],
            }
        ],
    )
    activity = dict.fromkeys(SCHEMAS["db_activity"].names)
    activity |= {
        "Time": START // 10**6,
        "Database": "pg",
        "Pid": 7,
        "State": "active",
        "QueryId": -5,
        "BlockedBy": [8, 9],
    }
    telemetry.install(
        "shop",
        incident(
            spans, logs, series=series, samples=samples, events=events, db_activity=table("db_activity", [activity])
        ),
    )
    return telemetry.reader("shop")


def test_when_each_signal_was_looked_at_is_known(shop: Reader) -> None:
    """Also of a recording whose older part is kept more coarsely: the finer step, where it is a quarter of all."""
    start = START // 10**6
    rows = shop.rows(
        "SELECT Signal, toUnixTimestamp64Milli(First) - {start:Int64} AS First, "
        "toUnixTimestamp64Milli(Last) - {start:Int64} AS Last, Step FROM rhythms ORDER BY Signal",
        {"start": start},
    )
    assert [tuple(row.values()) for row in rows] == [
        ("db_activity", 0, 0, 0),
        ("logs", 2000, 12_000, 10_000),
        ("metrics", 0, 4000, 1000),
        ("spans", 0, 5500, 10_000),
        ("traces", 0, 5000, 0),
    ]
    times = [*range(0, 300_000, 60_000), *range(300_000, 330_000, 15_000)]
    coarse = [{"Series": series, "Time": start + at, "Value": 1.0} for at in times for series in (3, 1)]
    assert rhythms.of_samples(table("samples", coarse)) == 60_000
    assert rhythms.of_samples(table("samples", coarse[6:])) == 15_000


def test_values_are_counted_in_steps_of_time(shop: Reader) -> None:
    """Each row as often as it stands for; START is no whole step after 1970, so the first has but a part of one."""
    rows = shop.rows(
        "SELECT toUnixTimestamp64Nano(Time) AS Time, Value, Total FROM facet_counts "
        "WHERE Signal = 'logs' AND Field = '`SeverityText`' ORDER BY Time, Value"
    )
    step = 10 * SECOND
    expected: dict[tuple[int, str], int] = {}
    for line_ in shop.rows("SELECT toUnixTimestamp64Nano(Timestamp) AS Time, SeverityText, SampleRate FROM otel_logs"):
        place = line_["Time"] // step * step, line_["SeverityText"]
        expected[place] = expected.get(place, 0) + line_["SampleRate"]
    assert {(row["Time"], row["Value"]): row["Total"] for row in rows} == expected
    assert sum(expected.values()) == 12
    times = np.array([0, 9 * SECOND, 86_400 * 300 * SECOND, 9 * 10**18])
    assert facet_counts.step_of(times) == step
    starts, place = facet_counts.occupied(times, step)
    assert (starts[place] == times // step).all()
    assert facet_counts.step_of(np.arange(3000) * step) == 300 * SECOND


def test_spans_keep_all_they_came_with(shop: Reader) -> None:
    (row,) = shop.rows(
        "SELECT *, SpanAttributes, ResourceAttributes FROM otel_traces WHERE SpanId = {id:String}", {"id": f"{11:016x}"}
    )
    assert row["@http.response.status_code"] == 503
    assert row["@ratio"] == 0.5
    assert row["@cached"] is False
    assert row["@http.route"] == "/cart"
    assert row["res@k8s.pod.name"] == "web-1"
    assert row["Events.Name"] == ["exception"]
    assert row["Events.Attributes"] == [{"exception.type": "Oops"}]
    assert row["Links.TraceId"] == [trace_id(2)]
    assert row["SampleRate"] == 10
    assert row["SpanAttributes"] == {
        "cached": "false",
        "http.response.status_code": "503",
        "http.route": "/cart",
        "ratio": "0.5",
    }
    assert row["ResourceAttributes"] == {"k8s.pod.name": "web-1"}
    (bare,) = shop.rows("SELECT *, SpanAttributes FROM otel_traces WHERE SpanName = 'render'")
    assert bare["@http.route"] is None
    assert bare["SpanAttributes"] == {}


def test_traces_are_numbered_by_their_start_and_summed_up(shop: Reader) -> None:
    first, second = shop.rows("SELECT * FROM trace_summaries ORDER BY TraceNo")
    assert first["TraceId"] == trace_id(1)
    assert (first["RootService"], first["RootName"], first["RootStatus"]) == ("web", "GET /cart", "Unset")
    assert (first["Spans"], first["Errors"], first["Depth"], first["Orphans"], first["SampleRate"]) == (4, 0, 3, 1, 10)
    assert first["Services"] == ["cart", "web"]
    assert first["Duration"] == 100
    assert (second["TraceNo"], second["Errors"], second["Services"]) == (1, 1, ["web"])
    assert shop.rows("SELECT TraceNo FROM trace_ids WHERE TraceId = {t:String}", {"t": trace_id(2)}) == [{"TraceNo": 1}]


def test_a_trace_is_a_tree_in_pre_order(shop: Reader) -> None:
    rows = shop.rows(
        "SELECT SpanName, ParentService, Depth, Position, Descendants, SelfTime, Critical FROM otel_traces_by_trace"
        " WHERE TraceNo = 0 ORDER BY Position"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("GET /cart", None, 0, 0, 2, 40, 40),
        ("GET", "web", 1, 1, 1, 20, 20),
        ("GET /items", "web", 2, 2, 0, 40, 40),
        ("lost", None, 0, 3, 0, 5, 5),
    ]
    own = shop.rows("SELECT SpanName, SelfTime FROM otel_traces WHERE TraceNo = 0 ORDER BY Timestamp")
    assert [row["SelfTime"] for row in own] == [40, 20, 40, 5]


def test_log_lines_are_numbered_by_time_and_found_by_word(shop: Reader) -> None:
    rows = shop.rows("SELECT No, Body, `@webhook_id` FROM otel_logs ORDER BY No")
    assert [row["Body"] for row in rows] == ["first Webhook wh_42", "first too", "second"]
    found = shop.rows("SELECT No FROM otel_logs WHERE hasAllTokens(lower(Body), {w:String})", {"w": "webhook"})
    assert found == [{"No": 0}]
    histogram = shop.rows(
        "SELECT toUnixTimestamp(Time) AS t, SeverityText, Rows, Scaled FROM log_histogram ORDER BY t, Scaled"
    )
    base = START // SECOND
    assert [tuple(row.values()) for row in histogram] == [(base, "INFO", 2, 11), (base + 10, "ERROR", 1, 1)]


def test_keys_are_known_with_their_types_and_values(shop: Reader) -> None:
    keys = shop.keys("spans")
    assert keys["http.response.status_code"].type == "int"
    assert (keys["http.response.status_code"].least, keys["http.response.status_code"].greatest) == (200, 503)
    assert keys["http.route"].column == "`@http.route`"
    assert keys["k8s.pod.name"].scope == "resource"
    assert keys["ServiceName"].scope == "field"
    assert keys["cached"].type == "bool"
    assert shop.keys("logs")["webhook_id"].rows == 1
    values = shop.rows(
        "SELECT Value, Rows, Scaled FROM attribute_values WHERE Signal = 'spans' AND Key = 'ServiceName' ORDER BY Value"
    )
    assert [tuple(row.values()) for row in values] == [("cart", 2, 20), ("web", 4, 22)]


def test_what_is_stored_as_it_comes(shop: Reader) -> None:
    assert shop.columns("SELECT Value FROM metric_samples ORDER BY Series, Time")["Value"].tolist() == [
        0,
        0.5,
        1,
        1.5,
        2,
    ]
    assert shop.rows("SELECT Labels FROM metric_series") == [{"Labels": {"service": "web"}}]
    assert shop.rows("SELECT Title, Attributes FROM events") == [{"Title": "v2", "Attributes": {"version": "2"}}]
    (row,) = shop.rows("SELECT * FROM db_activity")
    assert (row["QueryId"], row["BlockedBy"], row["QueryStart"], row["WaitEvent"]) == (-5, [8, 9], None, "")


def test_a_key_may_have_any_name(telemetry: Telemetry) -> None:
    spans = [span(1, 1, **{f"@{key}": "v" for key in NASTY}, **{f"res@{key}": 5 for key in NASTY}), span(1, 2)]
    telemetry.install("nasty", incident(spans, [line("x", **{f"@{key}": True for key in NASTY})]))
    reader = telemetry.reader("nasty")
    found, logged = reader.keys("spans"), reader.keys("logs")
    maps = reader.rows("SELECT SpanAttributes, ResourceAttributes FROM otel_traces ORDER BY SpanId")
    assert maps[0] == {"SpanAttributes": dict.fromkeys(NASTY, "v"), "ResourceAttributes": dict.fromkeys(NASTY, "5")}
    assert reader.rows("SELECT LogAttributes FROM otel_logs") == [{"LogAttributes": dict.fromkeys(NASTY, "true")}]
    for key in NASTY:
        own, shared, line_s = found[key].column, found[f"resource.{key}"].column, logged[key].column
        rows = reader.rows(f"SELECT {own} AS own, {shared} AS shared FROM otel_traces ORDER BY SpanId")
        assert [tuple(row.values()) for row in rows] == [("v", 5 if own.startswith("`") else "5"), (None, None)], key
        with_value = f"SELECT count() AS n FROM otel_traces WHERE {own} = {{p:String}}"
        assert reader.rows(with_value, {"p": "v"}) == [{"n": 1}], key
        assert reader.rows(f"SELECT toString({line_s}) AS own FROM otel_logs") == [{"own": "true"}]


def test_keys_past_256_are_kept_in_a_map(telemetry: Telemetry) -> None:
    spans = [span(1, n + 1, **{f"@k{key:03}": f"v{n}" for key in range(n, 270)}) for n in range(3)]
    spans.append(span(1, 9, **{f"@k{key:03}": "w" for key in range(100, 270)}))
    telemetry.install("many", incident(spans))
    reader = telemetry.reader("many")
    rare = [key for key in reader.keys("spans").values() if key.column.startswith("if(")]
    assert len(rare) == 14
    for key in rare:
        values = [row["v"] for row in reader.rows(f"SELECT {key.column} AS v FROM otel_traces ORDER BY SpanId")]
        assert values.count(None) == 4 - key.rows
    everything = reader.rows("SELECT SpanAttributes FROM otel_traces ORDER BY SpanId")
    assert [len(row["SpanAttributes"]) for row in everything] == [270, 269, 268, 170]


def test_many_values_are_text_and_few_a_dictionary(telemetry: Telemetry) -> None:
    count = 20_001
    ids, few = pa.array([f"id{n}" for n in range(count)]), pa.array([f"f{n % 20_000}" for n in range(count)])
    spans = repeated("spans", span(1, 1), count).append_column("@few", few).append_column("@id", ids)
    logs = repeated("logs", line("same"), count).append_column("@id", ids)
    telemetry.install("ids", Signals(spans=spans, logs=logs))
    reader = telemetry.reader("ids")
    types = {row["name"]: row["type"] for row in reader.rows("DESCRIBE TABLE otel_traces")}
    assert types["@id"] == "Nullable(String)"
    assert types["@few"] == "LowCardinality(Nullable(String))"
    assert reader.keys("spans")["id"].unique_text
    assert reader.rows("SELECT count() AS n FROM otel_logs WHERE `@id` = {v:String}", {"v": "id777"}) == [{"n": 1}]


def repeated(name: str, row: dict[str, object], count: int) -> pa.Table:
    return table(name, [row]).take(pa.array([0] * count))


def test_an_incident_without_anything(telemetry: Telemetry) -> None:
    telemetry.install("none", Signals())
    reader = telemetry.reader("none")
    assert reader.rows("SELECT count() AS n FROM otel_traces") == [{"n": 0}]
    assert reader.rows("SELECT SpanAttributes FROM otel_traces") == []
    assert reader.keys("logs") == {}


def test_installing_again_replaces_and_old_answers_go(telemetry: Telemetry) -> None:
    sql = "SELECT SpanName FROM otel_traces"
    telemetry.install("again", incident([span(1, 1, SpanName="old")]))
    old = telemetry.reader("again")
    assert old.rows(sql) == [{"SpanName": "old"}]
    telemetry.install("again", incident([span(1, 1, SpanName="new")]))
    assert telemetry.reader("again").rows(sql) == [{"SpanName": "new"}]
    assert telemetry.incidents().count("again") == 1
    telemetry.remove("again")
    assert "again" not in telemetry.incidents()
    with pytest.raises(NotFound):
        telemetry.remove("again")


def test_what_the_tables_hold_wrongly_is_refused_and_nothing_stays(telemetry: Telemetry) -> None:
    for wrong in ({"TraceId": "xyz"}, {"SpanId": "ABCDEF0123456789"}, {"ParentSpanId": "12"}):
        with pytest.raises(Invalid, match="hexadecimal"):
            telemetry.install("wrong", incident([span(1, 1) | wrong]))
    assert "wrong" not in telemetry.incidents()
    assert left_behind(telemetry) == []


@pytest.mark.parametrize("name", ["", "a b", "../x", "_new_x", "rec_x", "system", "default", "a" * 101, "é", "-x"])
def test_names_that_an_incident_cannot_have(name: str, telemetry: Telemetry) -> None:
    with pytest.raises(Invalid):
        telemetry.install(name, Signals())


def test_a_failure_in_the_middle_leaves_nothing_and_the_old_one_stays(
    telemetry: Telemetry, monkeypatch: pytest.MonkeyPatch
) -> None:
    telemetry.install("kept", incident([span(1, 1, SpanName="kept")]))
    inserts = itertools.count()
    original = install.Build.insert

    def failing(build: install.Build, name: str, rows: pa.Table) -> None:
        if next(inserts) == 4:
            raise RuntimeError(
                "Code: 243. DB::Exception: Cannot reserve 1.00 MiB, not enough space. (NOT_ENOUGH_SPACE)"
            )
        original(build, name, rows)

    monkeypatch.setattr(install.Build, "insert", failing)
    with pytest.raises(Exception, match="disk is full"):
        telemetry.install("kept", incident([span(1, 1, SpanName="newer")], [line("x")]))
    assert telemetry.reader("kept").rows("SELECT SpanName FROM otel_traces") == [{"SpanName": "kept"}]
    assert left_behind(telemetry) == []


def test_every_step_is_told(telemetry: Telemetry) -> None:
    told: list[tuple[str, float]] = []
    telemetry.install(
        "told", incident([span(1, 1)], [line("x")]), progress=lambda step, share: told.append((step, share))
    )
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def left_behind(telemetry: Telemetry) -> list[str]:
    with telemetry.control.client() as client:
        return [
            name
            for (name,) in client.query("SELECT name FROM system.databases WHERE startsWith(name, '_')").result_rows
        ]


def test_what_a_dead_process_left_is_mended_at_the_next_start(telemetry: Telemetry) -> None:
    """Every state a process can die in while it replaces an incident."""

    def after(*statements: str) -> list[str]:
        with telemetry.control.client() as client:
            for statement in statements:
                client.command(statement)
        install.clear(telemetry.control, shared=False)
        assert left_behind(telemetry) == []
        return [name for name in telemetry.incidents() if name in ("x", "y")]

    telemetry.install("x", incident([span(1, 1, SpanName="old")]))
    assert after("CREATE DATABASE `_new_x` COMMENT 'Rounds, being built'") == ["x"]
    telemetry.install("y", incident([span(1, 1, SpanName="new")]))
    assert after("RENAME DATABASE y TO `_new_x`") == ["x"], "built, and the old one not yet aside"
    telemetry.install("y", incident([span(1, 1, SpanName="new")]))
    assert after("RENAME DATABASE x TO `_old_x`", "RENAME DATABASE y TO `_new_x`") == ["x"], "the old one aside"
    assert telemetry.reader("x").rows("SELECT SpanName FROM otel_traces") == [{"SpanName": "new"}]
    telemetry.install("y", incident([span(1, 1, SpanName="newest")]))
    assert after("RENAME DATABASE x TO `_old_x`", "RENAME DATABASE y TO x") == ["x"], (
        "in place, the old one still there"
    )
    assert telemetry.reader("x").rows("SELECT SpanName FROM otel_traces") == [{"SpanName": "newest"}]
    assert after("RENAME DATABASE x TO `_new_x`") == ["x"], "built for the first time"
