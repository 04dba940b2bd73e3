"""What the store reads of an answer is what clickhouse-connect reads, for every type the store has."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest

from rounds.signals import Signals
from rounds.store import Reader, Telemetry
from rounds.store.native import Unreadable, parsed, read

VALUES = [
    "number",
    "toUInt8(number) AS x",
    "toInt64(number) - 3 AS x",
    "number / 3 AS x",
    "toFloat32(number) AS x",
    "number % 2 = 0 AS x",
    "toBool(number % 2) AS x",
    "toString(number) AS x",
    "repeat('ä', number * 40) AS x",
    "toFixedString(toString(number), 3) AS x",
    "toLowCardinality(toString(number % 3)) AS x",
    "CAST(if(number % 4 = 0, NULL, toString(number % 3)), 'LowCardinality(Nullable(String))') AS x",
    "if(number % 4 = 0, NULL, toString(number)) AS x",
    "if(number % 4 = 0, NULL, toInt64(number)) AS x",
    "if(number % 4 = 0, NULL, number / 2) AS x",
    "if(number % 4 = 0, NULL, toBool(number % 2)) AS x",
    "range(number) AS x",
    "arrayMap(i -> toLowCardinality(toString(i)), range(number)) AS x",
    "CAST([], 'Array(LowCardinality(String))') AS x",
    "arrayMap(i -> if(i % 2 = 0, NULL, i), range(number)) AS x",
    "map('a', number, 'b', number + 1) AS x",
    "CAST(map('a', toString(number)), 'Map(LowCardinality(String), String)') AS x",
    "[map('k', 'v'), map()]::Array(Map(LowCardinality(String), String)) AS x",
    "tuple(number, toString(number)) AS x",
    "NULL AS x",
    "CAST(number % 2, 'Enum8(\\'a = 1\\' = 0, \\'b\\' = 1)') AS x",
]


@pytest.fixture(scope="module")
def reader(telemetry: Telemetry) -> Reader:
    telemetry.install("empty", Signals())
    return telemetry.reader("empty")


@pytest.mark.parametrize("value", VALUES)
def test_values_are_those_of_clickhouse_connect(value: str, reader: Reader, telemetry: Telemetry) -> None:
    sql = f"SELECT {value} FROM numbers(13)"
    with telemetry.pool.client() as client:
        expected = [row[0] for row in client.query(sql).result_rows]
    found = [next(iter(row.values())) for row in reader.rows(sql)]
    assert [decoded(each) for each in expected] == found


def decoded(value: object) -> object:
    return value.decode().rstrip("\0") if isinstance(value, bytes) else value


def test_times_are_aware_in_rows_and_numbers_of_their_unit_in_columns(reader: Reader) -> None:
    sql = """
    SELECT
        toDateTime64('2026-11-01 10:00:00.123456789', 9, 'UTC') AS nanoseconds,
        toDateTime64('2026-11-01 10:00:00.123', 3, 'UTC') AS milliseconds,
        toDateTime('2026-11-01 10:00:00', 'UTC') AS seconds,
        toDate('2026-11-01') AS day,
        CAST(NULL, 'Nullable(DateTime64(3, \\'UTC\\'))') AS never
    """
    moment = datetime(2026, 11, 1, 10, tzinfo=UTC)
    assert reader.rows(sql) == [
        {
            "nanoseconds": moment.replace(microsecond=123456),
            "milliseconds": moment.replace(microsecond=123000),
            "seconds": moment,
            "day": date(2026, 11, 1),
            "never": None,
        }
    ]
    columns = reader.columns(sql)
    base = int(moment.timestamp())
    assert columns["nanoseconds"].tolist() == [base * 10**9 + 123456789]
    assert columns["milliseconds"].tolist() == [base * 1000 + 123]
    assert columns["seconds"].tolist() == [base]
    assert columns["never"] == [None]


def test_numbers_that_may_be_absent_are_nan_unless_that_would_round_them(reader: Reader) -> None:
    columns = reader.columns(
        "SELECT if(number = 1, NULL, number) AS small, if(number = 1, NULL, 9007199254740993 + number) AS large,"
        " if(number = 1, NULL, 'x') AS text FROM numbers(2)"
    )
    np.testing.assert_array_equal(columns["small"], [0.0, np.nan])
    assert columns["large"] == [9007199254740993, None]
    assert columns["text"] == ["x", None]


def test_an_answer_without_rows_still_has_its_columns(reader: Reader) -> None:
    columns = reader.columns(
        "SELECT number AS n, toString(number) AS s, now64(3) AS t FROM numbers(10) WHERE n > {n:UInt8}", {"n": 100}
    )
    assert {name: len(values) for name, values in columns.items()} == {"n": 0, "s": 0, "t": 0}
    assert columns["n"].dtype == np.uint64
    assert reader.rows("SELECT number FROM numbers(10) LIMIT 0") == []


def test_a_tuple_with_names_is_a_tuple(reader: Reader) -> None:
    assert reader.rows("SELECT CAST((1, 'b'), 'Tuple(`a b` UInt64, c String)') AS x") == [{"x": (1, "b")}]


def test_many_blocks_are_one_column(reader: Reader) -> None:
    columns = reader.columns(
        "SELECT number AS n, toString(number % 7) AS s, if(number % 3 = 0, NULL, number) AS f FROM numbers(150000)"
    )
    assert columns["n"].tolist() == list(range(150_000))
    assert columns["s"][:3] == ["0", "1", "2"]
    assert len(columns["s"]) == 150_000
    assert np.isnan(columns["f"]).sum() == 50_000


def test_a_type_the_store_does_not_have_is_refused(reader: Reader) -> None:
    with pytest.raises(Unreadable, match="Decimal"):
        reader.columns("SELECT toDecimal32(1, 2) AS d")


def test_nothing_at_all_is_no_columns() -> None:
    assert read(b"").types == {}
    assert parsed("Tuple(a Map(String, Array(UInt8)), `b c` String)").arguments == (
        "Map(String, Array(UInt8))",
        "String",
    )
