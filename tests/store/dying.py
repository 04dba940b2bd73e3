"""Processes that are killed, or meet a full disk, while they install or record. Run by `test_dying.py`.

python -m tests.store.dying install|record|full FOLDER
"""

from __future__ import annotations

import sys
import threading
from itertools import count
from pathlib import Path
from typing import Any

import chdb

from rounds.kit.errors import Conflict
from rounds.store import Recording, Telemetry
from tests.store import otlp_requests as otlp
from tests.store.incidents import incident, line, span


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def installing(telemetry: Telemetry) -> None:
    """Replace one incident by a larger one for ever; each is said when it is in place."""
    for size in count(1):
        rows = range(size * 50)
        telemetry.install("x", incident([span(n, n + 1) for n in rows], [line(f"l{n}") for n in rows]))
        say(size * 50)


def recording(telemetry: Telemetry) -> None:
    """Four senders at once, a trace a request; each is said when it is acknowledged."""
    taking, numbers, lock = telemetry.record("r"), count(1), threading.Lock()
    threads = [threading.Thread(target=sending, args=(taking, numbers, lock), daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def sending(taking: Recording, numbers: count[int], lock: threading.Lock) -> None:
    while True:
        with lock:
            number = next(numbers)
        spans = [{"trace": number, "number": number * 100 + each} for each in range(1, 21)]
        taking.accept("traces", otlp.traces(spans), content_type=otlp.PROTOBUF)
        with lock:
            say(number)


def full(telemetry: Telemetry) -> None:
    """What is answered then, and what is still there."""
    taking = telemetry.record("r")
    for attempt in (
        lambda: telemetry.install("x", incident([span(1, 1, SpanName="large")])),
        lambda: telemetry.install("y", incident([span(1, 1)])),
        lambda: taking.accept("traces", otlp.traces([{"trace": 2, "number": 2}]), content_type=otlp.PROTOBUF),
        lambda: taking.accept(
            "logs",
            b'{"resourceLogs": [{"scopeLogs": [{"logRecords": [{"timeUnixNano": "1793491200000000000"}]}]}]}',
            content_type=otlp.JSON,
        ),
    ):
        try:
            attempt()
            say("written")
        except Conflict as problem:
            say("refused:", problem.message)
    say(telemetry.incidents(), telemetry.reader("x").rows("SELECT SpanName FROM otel_traces"))
    say(telemetry.recordings()[0].spans, telemetry.recordings()[0].lines)


HELD: list[Any] = []


def opened(folder: str, *, is_full: bool) -> Telemetry:
    """The telemetry there; on a disk that is full, by a setting of the engine: keep more free than there is."""
    if is_full:
        setting = Path(f"{folder}.xml")
        disk = "<default><keep_free_space_bytes>1000000000000000</keep_free_space_bytes></default>"
        disks = f"<storage_configuration><disks>{disk}</disks></storage_configuration>"
        setting.write_text(f"<clickhouse>{disks}</clickhouse>")
        HELD.append(chdb.connect(f"{folder}?config-file={setting}"))  # the first connection decides for all
    return Telemetry.open(f"chdb:///{folder}")


WHAT = {"install": installing, "record": recording, "full": full}

if __name__ == "__main__":
    telemetry = opened(sys.argv[2], is_full=sys.argv[1] == "full")
    say("ready")
    WHAT[sys.argv[1]](telemetry)
    telemetry.close()
