"""The telemetry store: installing a shipped scenario, and recording spans over the recording's own door.

Run as `python -m bench.store [SCENARIO]`. Seconds are of the whole machine as it is; CPU seconds hold on a busy one.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from rounds.incidents.scenarios import SHIPPED
from rounds.store import Recording, Telemetry

PROTOBUF = "application/x-protobuf"
START = 1_793_491_200_000_000_000


def installing(telemetry: Telemetry, scenario: str) -> None:
    signals = SHIPPED[scenario].build(1).signals
    print(
        f"{scenario}: "
        + ", ".join(f"{table.num_rows:,} {name}" for name, table in signals.tables().items() if table.num_rows)
    )
    for attempt in ("first", "again"):
        took, cpu = timed(lambda: telemetry.install(scenario, signals))
        print(f"  installed {attempt}: {took:.1f} s, {cpu:.1f} s of CPU")


def timed(work: Callable[[], None]) -> tuple[float, float]:
    began, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - cpu


def request(spans: int) -> bytes:
    """Spans of ten attributes, about 230 bytes each."""
    message = ExportTraceServiceRequest()
    group = message.resource_spans.add()
    group.resource.attributes.add(key="service.name").value.string_value = "shop"
    scope = group.scope_spans.add()
    for number in range(spans):
        ids = {"trace_id": (number // 10 + 1).to_bytes(16, "big"), "span_id": (number + 1).to_bytes(8, "big")}
        span = scope.spans.add(name=f"operation {number % 10}", kind=2, **ids)
        span.start_time_unix_nano, span.end_time_unix_nano = START + number, START + number + 1000
        for key in range(10):
            span.attributes.add(key=f"key.{key}").value.string_value = f"value {number * key % 100}"
    return bytes(message.SerializeToString())


def recording(telemetry: Telemetry) -> None:
    for senders, spans in ((1, 1000), (8, 1000), (32, 1000), (4, 10_000), (64, 512)):
        taking, body, rounds = telemetry.record("bench"), request(spans), max(200_000 // (senders * spans), 2)
        took, cpu = timed(
            lambda taking=taking, body=body, senders=senders, rounds=rounds: sent(taking, body, senders, rounds)
        )  # type: ignore[misc]
        total = senders * spans * rounds
        print(
            f"  {senders:2} senders of {spans:6,} spans: {total / took:8,.0f} spans/s, {total / cpu:8,.0f} a second of CPU"
        )
        telemetry.forget("bench")


def sent(taking: Recording, body: bytes, senders: int, rounds: int) -> None:
    def send() -> None:
        for _ in range(rounds):
            taking.accept("traces", body, content_type=PROTOBUF)

    threads = [threading.Thread(target=send) for _ in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main(scenario: str = "webhooks-slow") -> None:
    with tempfile.TemporaryDirectory() as folder:
        telemetry = Telemetry.open(f"chdb:///{folder}/telemetry")
        installing(telemetry, scenario)
        print("OTLP into a recording, each request acknowledged when it is on the disk:")
        recording(telemetry)
        telemetry.close()
        took, _ = timed(lambda: Telemetry.open(f"chdb:///{folder}/telemetry").close())
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        print(f"opened again in {took:.2f} s; {size / 1e6:.0f} MB on disk")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:,.0f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
