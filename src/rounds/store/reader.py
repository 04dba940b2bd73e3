"""The reading door: bounded questions about one sealed incident."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

import numpy as np
import pyarrow as pa

from rounds.store import native
from rounds.store.limits import DEFAULT, Limits
from rounds.store.statement import reading

EXACT = 1 << 53  # integers a float64 holds
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Asked(Protocol):
    """How a reader reaches the engine: the statement's answer in that format, from memory or asked."""

    def __call__(
        self, database: str, sql: str, parameters: Mapping[str, object], fmt: str, tag: str, limits: Limits
    ) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Key:
    """One attribute key of spans or logs."""

    name: str
    column: str  # as it stands in a statement: quoted, and for rare keys an expression over `Rest`
    type: str  # string, int, float or bool
    scope: str  # attribute, resource
    rows: int  # that have it
    distinct: int  # values; counted approximately above 50,000
    least: float | None = None  # of numbers
    greatest: float | None = None
    unique_text: bool = False  # a plain String (more than 20,000 values): ids, URLs


KEYS = """
SELECT Scope, Key, Expression, Type, Rows, Distinct, Least, Greatest, Storage = 'String' AS Plain
FROM attribute_keys
WHERE Signal = {signal:String}
ORDER BY Scope, Key
"""


class Reader:
    """Questions about one incident. Each runs with `readonly=1` and its limits; nothing can be changed through here.

    A statement is one SELECT of fixed text with bound values: `WHERE ServiceName = {service:String}`. Tables are
    named without a database. Answers are kept: the same question of the same sealed incident is asked once.

    Every method raises TooMuch (a limit, in plain words), Cancelled, Forbidden (not a plain SELECT), NotFound (the
    incident has gone), Invalid (a regular expression the engine does not understand) or QuestionFailed (a mistake
    in the statement).
    """

    def __init__(self, name: str, ask: Asked) -> None:
        self.name = name
        self.ask = ask
        self.known: dict[str, dict[str, Key]] = {}
        self.lock = threading.Lock()

    def columns(
        self,
        sql: str,
        parameters: Mapping[str, object] | None = None,
        *,
        tag: str = "",
        limits: Limits = DEFAULT,
    ) -> dict[str, Any]:
        """The answer by column: the fast way for numbers.

        Numbers, Bool and times are read-only NumPy arrays; a time is an integer in the unit of its type (ns for
        DateTime64(9), ms for DateTime64(3), s for DateTime). Nullable numbers are float64 with NaN; times and
        integers past 2^53 that may be absent, and all else, are lists with None.
        """
        found = self._read(sql, parameters or {}, tag, limits)
        return {name: filled(found.types[name], values) for name, values in found.values.items()}

    def rows(
        self,
        sql: str,
        parameters: Mapping[str, object] | None = None,
        *,
        tag: str = "",
        limits: Limits = DEFAULT,
    ) -> list[dict[str, Any]]:
        """The answer by row, in Python's own values: None where nothing is, times as aware `datetime` (microseconds)."""
        found = native.read(self.ask(self.name, sql, parameters or {}, "Native", tag, limits))
        lists = [timed(found.types[name], native.listed(values)) for name, values in found.values.items()]
        names = list(found.values)
        return [dict(zip(names, row, strict=True)) for row in zip(*lists, strict=True)]

    def table(
        self,
        sql: str,
        parameters: Mapping[str, object] | None = None,
        *,
        tag: str = "",
        limits: Limits = DEFAULT,
    ) -> pa.Table:
        """The answer as an Arrow table, for what goes on to Arrow or Parquet."""
        data = self.ask(self.name, sql, parameters or {}, "ArrowStream", tag, limits)
        return pa.ipc.open_stream(data).read_all()

    def keys(self, signal: str) -> dict[str, Key]:
        """The attribute keys of `spans` or `logs` by name.

        Where a resource has a key that spans or logs have too, the plain name is theirs, and the resource's is
        found under `resource.NAME`.
        """
        with self.lock:
            if signal not in self.known:
                self.known[signal] = keyed([key(row) for row in self.rows(KEYS, {"signal": signal})])
            return self.known[signal]

    def _read(self, sql: str, parameters: Mapping[str, object], tag: str, limits: Limits) -> native.Columns:
        found = native.read(self.ask(self.name, sql, parameters, "Native", tag, limits))
        return found if found.types else self._described(sql, parameters, tag, limits)

    def _described(self, sql: str, parameters: Mapping[str, object], tag: str, limits: Limits) -> native.Columns:
        """The columns of an answer without rows: the Native format says nothing about them then."""
        described = f"DESCRIBE ({reading(sql)})"
        answer = native.read(self.ask(self.name, described, parameters, "Native", tag, limits)).values
        types = dict(zip(answer["name"], answer["type"], strict=True))
        return native.Columns(types, {name: native.empty(kind) for name, kind in types.items()}, 0)


def key(row: Mapping[str, Any]) -> Key:
    return Key(
        name=row["Key"],
        column=row["Expression"],
        type=row["Type"],
        scope=row["Scope"],
        rows=row["Rows"],
        distinct=row["Distinct"],
        least=row["Least"],
        greatest=row["Greatest"],
        unique_text=bool(row["Plain"]),
    )


def keyed(found: list[Key]) -> dict[str, Key]:
    own = {key.name: key for key in found if key.scope != "resource"}
    shared = {f"resource.{key.name}" if key.name in own else key.name: key for key in found if key.scope == "resource"}
    return own | shared


def filled(kind: str, values: native.Values) -> Any:
    """A column for calculation: NaN for an absent number, but None where a float would lose digits."""
    if not isinstance(values, np.ma.MaskedArray):
        return values
    if "DateTime" in kind or "Bool" in kind or (values.dtype.itemsize == 8 and beyond(values)):
        return values.tolist()
    return np.ma.filled(values.astype(float), np.nan)


def beyond(values: Any) -> bool:
    return values.dtype.kind in "iu" and values.count() > 0 and bool(abs(values.astype(float)).max() >= EXACT)


def timed(kind: str, values: list[Any]) -> list[Any]:
    """Integers of a time's unit as `datetime` or `date`; other values as they are. Times inside arrays stay integers."""
    whole = kind.removeprefix("LowCardinality(").removeprefix("Nullable(")
    if whole.startswith("DateTime64"):
        unit = 10 ** int(whole[11])
        return [None if v is None else EPOCH + timedelta(microseconds=v * 1_000_000 // unit) for v in values]
    if whole.startswith("DateTime"):
        return [None if v is None else EPOCH + timedelta(seconds=v) for v in values]
    if whole.startswith("Date"):
        return [None if v is None else date(1970, 1, 1) + timedelta(days=v) for v in values]
    return values


def bound(parameters: Mapping[str, object]) -> dict[str, Any]:
    """Values as clickhouse-connect sends them right: it cuts a `datetime` to seconds and writes a tuple as a Tuple."""
    return {name: plain(value) for name, value in parameters.items()}


def plain(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        case list() | tuple() | set() | frozenset() | np.ndarray():
            return [plain(inner) for inner in value]
        case np.generic():
            return value.item()
        case bool():
            return int(value)
        case _:
            return value


def frozen(parameters: Mapping[str, object]) -> Hashable:
    """The values as a part of a question's key."""
    return tuple((name, repr(value)) for name, value in sorted(parameters.items()))
