"""A small real program, instrumented with the OpenTelemetry SDK: a client calls a server over HTTP, once in vain.

    python -m tests.web.otel_program

sends traces, metrics and logs by OTLP/HTTP to where the OTEL_EXPORTER_OTLP_… variables say, and prints one trace id.
"""

from __future__ import annotations

import json
import logging
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

from opentelemetry import metrics, trace
from opentelemetry._logs import set_logger_provider
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.propagate import extract, inject
from opentelemetry.sdk._logs import LoggerProvider, LoggingHandler
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode

RESOURCE = Resource.create({"service.name": "bakery", "service.version": "1.2", "host.name": "oven-1"})
CALLS = 12

traces = TracerProvider(resource=RESOURCE)
traces.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
trace.set_tracer_provider(traces)
meters = MeterProvider([PeriodicExportingMetricReader(OTLPMetricExporter(), 3_600_000)], resource=RESOURCE)
metrics.set_meter_provider(meters)
logs = LoggerProvider(resource=RESOURCE)
logs.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter()))
set_logger_provider(logs)

log = logging.getLogger("bakery")
log.setLevel(logging.INFO)
log.addHandler(LoggingHandler(logger_provider=logs))
tracer = trace.get_tracer("bakery.http")
meter = metrics.get_meter("bakery")
orders = meter.create_counter("bakery.orders", unit="1", description="Orders taken.")
took = meter.create_histogram("http.server.request.duration", unit="s", description="How long requests took.")
heat = meter.create_gauge("bakery.oven.temperature", unit="Cel", description="Heat of the oven.")


class Bakery(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        order = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with tracer.start_as_current_span("POST /orders", extract(self.headers), SpanKind.SERVER) as span:
            span.set_attribute("order.loaves", order["loaves"])
            status = self.bake(order, span)
            span.set_attribute("http.response.status_code", status)
            took.record(0.01 * order["loaves"], {"http.response.status_code": status})
        self.send_response(status)
        self.end_headers()

    def bake(self, order: dict[str, int], span: trace.Span) -> int:
        try:
            if order["loaves"] > 10:
                raise ValueError("the oven holds ten loaves")
        except ValueError as error:
            span.record_exception(error)
            span.set_status(Status(StatusCode.ERROR, str(error)))
            log.exception("order refused", extra={"loaves": order["loaves"]})
            return 503
        orders.add(1, {"kind": "loaf"})
        log.info("order baked", extra={"loaves": order["loaves"]})
        return 200

    def log_message(self, *_: object) -> None:
        """Its own log is the one that is sent."""


def main() -> None:
    server = HTTPServer(("127.0.0.1", 0), Bakery)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    heat.set(220)
    for loaves in range(CALLS):
        found = call(f"http://127.0.0.1:{server.server_port}/orders", loaves)
    server.shutdown()
    for provider in (traces, meters, logs):
        assert provider.force_flush()
        provider.shutdown()
    print(found)  # noqa: T201


def call(url: str, loaves: int) -> str:
    with tracer.start_as_current_span("order bread", kind=SpanKind.CLIENT) as span:
        headers = {"Content-Type": "application/json"}
        inject(headers)
        try:
            urllib.request.urlopen(
                urllib.request.Request(url, json.dumps({"loaves": loaves}).encode(), headers)
            ).close()
        except urllib.error.HTTPError as error:
            span.set_status(Status(StatusCode.ERROR, f"{error.code}"))
            error.close()
        return f"{span.get_span_context().trace_id:032x}"


if __name__ == "__main__":
    main()
