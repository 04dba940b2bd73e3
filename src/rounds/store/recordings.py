"""Recordings: telemetry on its way in, kept as it comes until it is sealed into an incident.

A request is answered after the insert that holds it has returned, and that insert was synced to the disk: what was
acknowledged is there after a crash, what was not is absent. An insert costs 40 to 140 ms whatever its size, so while
one runs the requests that come meanwhile queue, and the next takes them all.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from rounds.kit.errors import Conflict, Invalid
from rounds.store import names, otlp
from rounds.store.engine import Engine, EngineError, Into
from rounds.store.limits import FULL, code_of
from rounds.store.names import BUILDING, RECORDED, literal, quoted
from rounds.store.pool import Pool

RECORDING = "Rounds recording, tables 1"
BATCH = 32 << 20  # bytes in one insert

STATE = "SELECT comment FROM system.databases WHERE name = {name:String}"
LISTED = "SELECT name FROM system.databases WHERE comment = {comment:String} ORDER BY name"
CONTENT = """
SELECT
    (SELECT count() FROM traces) AS spans,
    (SELECT count() FROM logs) AS lines,
    (SELECT count() FROM points) AS points,
    (SELECT min(Timestamp) FROM traces) AS first_span,
    (SELECT min(Timestamp) FROM logs) AS first_line,
    (SELECT min(Time) FROM points) AS first_point,
    (SELECT max(Timestamp) FROM traces) AS last_span,
    (SELECT max(Timestamp) FROM logs) AS last_line,
    (SELECT max(Time) FROM points) AS last_point
"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a recording holds. `first` and `last` are absent while it is empty."""

    name: str
    spans: int
    lines: int
    points: int
    first: datetime | None
    last: datetime | None


class Recording:
    """One recording that takes requests from many threads."""

    def __init__(self, name: str, engine: Engine) -> None:
        self.name = name
        self.writers = {
            (signal, encoding): Writer(engine, names.recording(name), signal, encoding)
            for signal in otlp.SIGNALS
            for encoding in ("protobuf", "json")
        }

    def accept(self, signal: str, body: bytes, *, content_type: str, encoding: str = "") -> None:
        """Store one OTLP/HTTP request; when this returns, it is on the disk.

        Args:
            signal: traces, metrics or logs; content_type, encoding: the request's own headers.

        Raises:
            Invalid: it is not such a request; nothing of it is stored.
            Conflict: it could not be written, or the recording was closed; send it again later.
        """
        from rounds.store import arrived  # noqa: PLC0415 - OpenTelemetry's messages: a tenth of a second of every start

        if signal not in otlp.SIGNALS:
            raise Invalid(f"There are traces, metrics and logs, no {signal}.", field="signal")
        written, plain = arrived.checked(signal, body, content_type=content_type, encoding=encoding)
        self.writers[signal, written].put(plain).result()

    def close(self) -> None:
        """Write what is queued, then take no more."""
        for writer in self.writers.values():
            writer.close()


class Writer:
    """Inserts what has queued up while the last insert ran, all at once, and answers each afterwards."""

    def __init__(self, engine: Engine, database: str, signal: str, encoding: str) -> None:
        self.engine = engine
        self.encoding = encoding
        found = otlp.SIGNALS[signal]
        fmt, settings = otlp.formatted(found, encoding, shared=engine.shared)
        self.into = Into(database, f"{found.table}_{encoding}", fmt, (), settings)
        self.waiting: queue.Queue[tuple[bytes, Future[None]] | None] = queue.Queue()
        self.lock = threading.Lock()
        self.thread: threading.Thread | None = None
        self.closed = False

    def put(self, body: bytes) -> Future[None]:
        done: Future[None] = Future()
        with self.lock:
            if self.closed:
                raise Conflict("This recording takes no more telemetry.")
            if self.thread is None:
                self.thread = threading.Thread(target=self.work, name=f"recording {self.into.table}", daemon=True)
                self.thread.start()
            self.waiting.put((body, done))
        return done

    def close(self) -> None:
        with self.lock:
            self.closed = True
            self.waiting.put(None)
        if self.thread is not None:
            self.thread.join()

    def work(self) -> None:
        while batch := list(self.batch()):
            self.write(batch)

    def batch(self) -> Iterator[tuple[bytes, Future[None]]]:
        """The next request, and those that wait behind it; none when the recording is closed."""
        size, found = 0, self.waiting.get()
        while found is not None:
            yield found
            size += len(found[0])
            if size > BATCH or self.waiting.empty():
                return
            found = self.waiting.get()
        self.waiting.put(None)  # for the next round, which then ends

    def write(self, batch: list[tuple[bytes, Future[None]]]) -> None:
        """Insert the batch; if the engine refuses it, each request alone, so that only the bad one fails."""
        try:
            self.engine.insert(self.into, lambda file: file.writelines(self.framed(batch)))
        except EngineError as error:
            if len(batch) > 1 and code_of(error) not in FULL:
                for one in batch:
                    self.write([one])
                return
            batch[0][1].set_exception(refused(error))
            for _, done in batch[1:]:
                done.set_exception(refused(error))
        else:
            for _, done in batch:
                done.set_result(None)

    def framed(self, batch: list[tuple[bytes, Future[None]]]) -> Iterator[bytes]:
        if self.encoding == "protobuf":
            yield b"".join(varint(len(body)) + body for body, _ in batch)
        else:
            yield b"\n".join(body for body, _ in batch)


def refused(error: Exception) -> Exception:
    if code_of(error) in FULL:
        return Conflict("The telemetry could not be written: the disk is full or not writable. Send it again later.")
    if "InputFormat" in str(error):  # where the engine was when it could not read the request
        return Invalid(f"The body holds a value of another type than OTLP has there: {told(str(error))}", field="body")
    return error


def told(text: str) -> str:
    """The engine's reason without its own surroundings."""
    reason = text.partition("DB::Exception: ")[2] or text
    return reason.partition(": While executing")[0].partition(": (at row")[0].partition(". (")[0][:200]


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def create(control: Pool, name: str) -> None:
    """Make the recording's database, if it is not there.

    It is not renamed as an incident's is, since its views name it; its comment says when it is whole.
    """
    made = names.recording(name)
    with control.client() as client:
        if client.query(STATE, parameters={"name": made}).result_rows == [(RECORDING,)]:
            return
        client.command(f"DROP DATABASE IF EXISTS {quoted(made)} SYNC")
        client.command(f"CREATE DATABASE {quoted(made)} COMMENT {literal(BUILDING)}")
    with control.client(made) as client:
        for signal in otlp.SIGNALS.values():
            for statement in otlp.tables(signal):
                client.command(statement)
    with control.client() as client:
        client.command(f"ALTER DATABASE {quoted(made)} MODIFY COMMENT {literal(RECORDING)}")


def listed(control: Pool) -> list[Recorded]:
    with control.client() as client:
        found = client.query(LISTED, parameters={"comment": RECORDING}).result_rows
    return [content(control, name.removeprefix(RECORDED)) for (name,) in found]


def content(control: Pool, name: str) -> Recorded:
    with control.client(names.recording(name)) as client:
        (row,) = client.query(CONTENT).named_results()
    counts = {name: int(row[name]) for name in ("spans", "lines", "points")}
    present = [one for one, count in zip(("span", "line", "point"), counts.values(), strict=True) if count]
    first = min((row[f"first_{one}"].replace(tzinfo=UTC) for one in present), default=None)
    last = max((row[f"last_{one}"].replace(tzinfo=UTC) for one in present), default=None)
    return Recorded(name, **counts, first=first, last=last)


def drop(control: Pool, name: str) -> None:
    with suppress(*EngineError), control.client() as client:
        client.command(f"DROP DATABASE IF EXISTS {quoted(names.recording(name))} SYNC")
