"""Through the reading door nothing is changed, nothing outside is read, and nothing runs without end."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from rounds.kit.errors import Forbidden, Invalid, NotFound, TooMuch
from rounds.signals import Signals
from rounds.store import Limits, QuestionFailed, Reader, Telemetry
from rounds.store.statement import bounded
from tests.store.incidents import incident, line, span


@pytest.fixture(scope="module")
def reader(telemetry: Telemetry) -> Reader:
    spans = [span(n // 10, n + 1, at=n, **{"@n": n, "@text": f"it's\n{n}\\"}) for n in range(3000)]
    telemetry.install("door", incident(spans, [line("one", **{"@n": 1})]))
    return telemetry.reader("door")


REFUSED = [
    "INSERT INTO otel_traces (SpanName) VALUES ('x')",
    "INSERT INTO otel_traces SELECT * FROM otel_traces",
    "INSERT INTO FUNCTION file('/tmp/out', 'CSV') SELECT 1",
    "CREATE TABLE mine (a UInt8) ENGINE = Memory",
    "CREATE TEMPORARY TABLE mine (a UInt8)",
    "DROP TABLE otel_traces",
    "ALTER TABLE otel_traces DELETE WHERE 1",
    "TRUNCATE TABLE otel_traces",
    "RENAME DATABASE door TO window",
    "SET max_execution_time = 0",
    "SYSTEM SHUTDOWN",
    "KILL QUERY WHERE 1",
    "SELECT * FROM file('/etc/passwd', 'LineAsString')",
    "SELECT file('/etc/passwd')",
    "SELECT `file`('/etc/passwd')",
    "SELECT \"file\" ('/etc/passwd')",
    "WITH file('/etc/passwd') AS stolen SELECT stolen",
    "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
    "SELECT * FROM s3('http://127.0.0.1:1/b/x', 'CSV', 'a String')",
    "SELECT * FROM remote('127.0.0.1', 'system.one')",
    "SELECT * FROM executable('id', 'TSV', 'a String')",
    "SELECT 1 INTO OUTFILE '/tmp/rounds-out'",
    "SELECT 1 FORMAT CSV",
    "SELECT 1; SELECT 2",
    "SELECT 1; DROP TABLE otel_traces",
    "SELECT count() FROM otel_traces SETTINGS readonly = 0",
    "SELECT count() FROM otel_traces SETTINGS max_execution_time = 0",
    "SELECT * FROM (SELECT count() FROM otel_traces SETTINGS max_rows_to_read = 0)",
    "SELECT name FROM system.databases",
    "SELECT name FROM `system`.`databases`",
    "SELECT name FROM /* hidden */ system . databases",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM {t:Identifier}",
    "SELECT sleep(3)",
    "SELECT getSetting('max_threads')",
    "EXPLAIN SELECT 1",
    "SHOW DATABASES",
    "",
    "-- nothing",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_what_is_more_than_a_question_is_refused_before_the_engine_sees_it(sql: str, reader: Reader) -> None:
    with pytest.raises(Forbidden):
        reader.rows(sql, {"t": "system.databases"} if "{t" in sql else {})


# The engine's own wall, without the look at the text: what it lets through is why the text is looked at.
ENGINE_REFUSES = [
    "INSERT INTO otel_traces SELECT * FROM otel_traces",
    "CREATE TABLE mine (a UInt8) ENGINE = Memory",
    "DROP TABLE otel_traces",
    "ALTER TABLE otel_traces DELETE WHERE 1",
    "SELECT * FROM file('/etc/passwd', 'LineAsString')",
    "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
    "SELECT * FROM remote('127.0.0.1', 'system.one')",
    "SELECT * FROM executable('id', 'TSV', 'a String')",
    "SELECT count() FROM otel_traces SETTINGS readonly = 0",
    "SELECT count() FROM otel_traces SETTINGS max_execution_time = 0",
    "SET max_execution_time = 0",
]


@pytest.mark.parametrize("sql", ENGINE_REFUSES)
def test_the_engine_refuses_it_too(
    sql: str, reader: Reader, telemetry: Telemetry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rounds.store.statement.reading", lambda text: text)
    with pytest.raises(QuestionFailed) as failed:
        reader.rows(sql)
    assert failed.value.code in (164, 62, 0), failed.value
    assert reader.rows("SELECT count() AS n FROM otel_traces") == [{"n": 3000}]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 'it''s; SETTINGS, system.tables and file(' AS a",
        "SELECT `@n` FROM otel_traces LIMIT 1 -- ; DROP TABLE x",
        "WITH 1 AS n SELECT n",
        "SELECT format('{}', 'x') AS f /* FORMAT */",
        "SELECT 1 AS user, 2 AS file",
    ],
)
def test_words_in_texts_comments_and_names_do_no_harm(sql: str, reader: Reader) -> None:
    assert reader.rows(sql)


def test_limits_are_said_in_plain_words(reader: Reader) -> None:
    slow = (
        "SELECT count() AS n FROM numbers(100000000) AS a, numbers(1000) AS b WHERE cityHash64(a.number, b.number) = 7"
    )
    everything = 10**15
    cases = [
        (slow, Limits(seconds=0.2, rows_read=everything), "takes too long"),
        ("SELECT sum(Duration) FROM otel_traces", Limits(rows_read=100), "reads too many rows"),
        ("SELECT SpanId FROM otel_traces", Limits(result_rows=100), "returns too much"),
        ("SELECT groupArray(number) AS n FROM numbers(5000000)", Limits(memory_bytes=20_000_000), "too much memory"),
        ("SELECT SpanId, TraceId FROM otel_traces", Limits(bytes_read=1000), "reads too much"),
    ]
    for sql, limits, words in cases:
        with pytest.raises(TooMuch, match=words) as refused:
            reader.rows(sql, limits=limits)
        assert "Narrow the time range or add a filter." in refused.value.message
        assert not any(word in refused.value.message for word in ("Code", "DB::", "SELECT"))


def test_limits_of_one_question_are_not_those_of_the_next(reader: Reader) -> None:
    for _ in range(10):
        with pytest.raises(TooMuch):
            reader.rows("SELECT SpanId FROM otel_traces", limits=Limits(result_rows=10))
    assert len(reader.rows("SELECT SpanId FROM otel_traces LIMIT 2999")) == 2999


def test_mistakes_of_ours_are_no_persons(reader: Reader) -> None:
    with pytest.raises(QuestionFailed) as failed:
        reader.rows("SELECT nothing FROM otel_traces")
    assert failed.value.code == 47


def test_a_regular_expression_that_is_none_is_the_persons(reader: Reader) -> None:
    with pytest.raises(Invalid, match="regular expression"):
        reader.rows("SELECT count() FROM otel_traces WHERE match(SpanName, {re:String})", {"re": "(abc"})


def test_values_are_bound_whatever_they_hold(reader: Reader) -> None:
    nasty = ["it's", "a\nb\tc\\d", "`x`", "{v:String}", "'; DROP TABLE otel_traces; --", "\0", "ünï 🐌", "%s", "$a$"]
    for value in nasty:
        assert reader.rows("SELECT {v:String} AS v", {"v": value}) == [{"v": value}]
    assert reader.rows("SELECT {v:Array(String)} AS v", {"v": nasty}) == [{"v": nasty}]
    row = {"@text": "it's\n7\\", "@n": 7}
    assert reader.rows("SELECT `@text`, `@n` FROM otel_traces WHERE `@text` = {v:String}", {"v": "it's\n7\\"}) == [row]


def test_values_of_other_types_arrive_whole(reader: Reader) -> None:
    moment = datetime(2026, 11, 1, 10, 0, 0, 123456, tzinfo=UTC)
    answer = reader.rows(
        "SELECT {t:DateTime64(9)} AS t, {b:Bool} AS b, {n:Nullable(Int64)} AS n, {f:Float64} AS f,"
        " {i:UInt64} AS i, {a:Array(UInt8)} AS a, {tt:Array(DateTime64(6))} AS tt",
        {"t": moment, "b": True, "n": None, "f": np.float64(0.1), "i": 2**64 - 1, "a": (1, 2), "tt": [moment]},
    )
    times = [int(moment.timestamp() * 10**6)]
    assert answer == [{"t": moment, "b": True, "n": None, "f": 0.1, "i": 2**64 - 1, "a": [1, 2], "tt": times}]


def test_a_long_list_of_values_is_no_trouble(reader: Reader) -> None:
    ids = [f"{n:016x}" for n in range(20_000)]
    assert reader.rows("SELECT count() AS n FROM otel_traces WHERE SpanId IN {ids:Array(String)}", {"ids": ids}) == [
        {"n": 3000}
    ]


def test_an_answer_is_asked_once(reader: Reader, telemetry: Telemetry) -> None:
    asked: list[str] = []
    original = telemetry._ask

    def counted(*given: object) -> bytes:
        asked.append(str(given[1]))
        return original(*given)  # type: ignore[arg-type]

    telemetry._ask = counted  # type: ignore[method-assign, assignment]
    sql = "SELECT count() AS n FROM otel_traces WHERE `@n` < {n:UInt32}"
    again = telemetry.reader("door")
    for value, times in ((5, 1), (5, 1), (6, 2)):
        assert again.rows(sql, {"n": value}, tag=f"t{len(asked)}") == [{"n": value}]
        assert len(asked) == times
    for _ in range(2):
        with pytest.raises(TooMuch):
            again.rows("SELECT SpanId FROM otel_traces", limits=Limits(result_rows=10))
    assert len(asked) == 4, "a failed answer is not kept"
    telemetry._ask = original  # type: ignore[method-assign]


def test_answers_keep_within_their_room() -> None:
    from rounds.store.answers import OVERHEAD, Answers  # noqa: PLC0415

    answers = Answers(10 * (1000 + OVERHEAD))
    for number in range(30):
        answers.put(number, bytes(1000))
        answers.get(0)
    answers.put(29, bytes(1000))
    answers.put("huge", bytes(100_000))
    assert answers.size == 10 * (1000 + OVERHEAD)
    assert answers.get(0) is not None, "the one that is asked for stays"
    assert answers.get(1) is None
    assert answers.get("huge") is None


def test_an_incident_that_is_not_there(telemetry: Telemetry, reader: Reader) -> None:
    for name in ("nowhere", "default", "system", "_new_door"):
        with pytest.raises(NotFound):
            telemetry.reader(name)
    telemetry.install("short", Signals())
    short = telemetry.reader("short")
    telemetry.remove("short")
    with pytest.raises(NotFound):
        short.rows("SELECT 1 AS one")


def test_a_statement_carries_its_limits_last() -> None:
    text = bounded("SELECT 1 -- done", Limits(seconds=2.5), "page'1")
    assert text.startswith("SELECT 1 -- done\nSETTINGS readonly = '1', ")
    assert "max_execution_time = '2.5'" in text
    assert text.endswith("log_comment = 'page\\'1'")


def test_files_are_not_written_through_the_door(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        reader.rows(f"SELECT 1 INTO OUTFILE '{tmp_path}/out'")
    assert not list(tmp_path.iterdir())
