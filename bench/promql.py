"""PromQL over 500 and 5,000 series of 6 h at 15 s, beside Prometheus on the same samples where it is installed.

Ours is fetching, evaluating and the answer as values; theirs is their HTTP answer. A first answer of ours fetches
its samples, a second finds them in memory. Run as `python -m bench.promql [SERIES …]`.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import numpy as np
import pyarrow as pa

from rounds import tools
from rounds.signals import SCHEMAS, Signals
from rounds.store import Telemetry
from rounds.store.answers import Answers
from rounds.tools import metrics

START = 1_700_000_000_000
SAMPLES = 1440
END = START + SAMPLES * 15_000
BEST_OF = 5
EXPRESSIONS = [
    ("sum by (service) (rate(requests_total[5m]))", 15),
    ("sum by (service) (rate(requests_total[5m]))", 60),
    ("sum by (service) (rate(requests_total[1m]))", 15),
    ("rate(requests_total[5m])", 60),
    ("increase(requests_total[1m])", 60),
    ("avg_over_time(requests_total[5m])", 60),
]


def signals(count: int) -> Signals:
    """Counters with jittered times; service and pod as labels."""
    random = np.random.default_rng(1)
    series = [
        {
            "Series": number,
            "Metric": "requests_total",
            "Type": "counter",
            "Unit": "",
            "Help": "",
            "Labels": [("pod", f"pod-{number:05d}"), ("service", f"service-{number % 15:02d}")],
        }
        for number in range(count)
    ]
    times = START + 15_000 * np.arange(SAMPLES)[None, :] + random.integers(0, 400, (count, SAMPLES))
    values = np.cumsum(np.round(random.random((count, SAMPLES)) * 20, 3), axis=1)
    samples = {
        "Series": pa.array(np.repeat(np.arange(count, dtype="u4"), SAMPLES)),
        "Time": pa.array(times.ravel()).cast(pa.timestamp("ms")).cast(SCHEMAS["samples"].field("Time").type),
        "Value": pa.array(values.ravel()),
    }
    return Signals(series=pa.Table.from_pylist(series, SCHEMAS["series"]), samples=pa.table(samples))


def ours(telemetry: Telemetry, expression: str, step: int) -> float:
    """Best milliseconds, with nothing in memory."""
    reader = telemetry.reader("bench")
    question = metrics.RangeQuestion(expression=expression, start=START, end=END, step_ms=step * 1000, limit=1000)
    kept, telemetry.answers = telemetry.answers, Answers(0)
    try:
        return best(lambda: tools.ask(reader, question))
    finally:
        telemetry.answers = kept


def best(ask: Callable[[], object]) -> float:
    times = []
    for _ in range(BEST_OF):
        began = time.perf_counter()
        ask()
        times.append((time.perf_counter() - began) * 1000)
    return min(times)


@contextmanager
def prometheus(made: Signals, folder: Path) -> Iterator[str | None]:
    """A Prometheus with the same samples, if one is installed: its address."""
    server, tool = shutil.which("prometheus"), shutil.which("promtool")
    if not server or not tool:
        yield None
        return
    text, data = folder / "samples.txt", folder / "prometheus"
    openmetrics(made, text)
    subprocess.run([tool, "tsdb", "create-blocks-from", "openmetrics", text, data], check=True, capture_output=True)
    port = free_port()
    options = [
        f"--storage.tsdb.path={data}",
        "--storage.tsdb.retention.time=20y",
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    with subprocess.Popen([server, "--config.file=/dev/null", *options], stderr=subprocess.DEVNULL) as process:
        try:
            wait(f"http://127.0.0.1:{port}/api/v1/status/runtimeinfo")  # refused until it is ready
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def openmetrics(made: Signals, path: Path) -> None:
    names = [",".join(f'{name}="{value}"' for name, value in labels) for labels in made.series["Labels"].to_pylist()]
    numbers, values = made.samples["Series"].to_pylist(), made.samples["Value"].to_pylist()
    times = made.samples["Time"].cast(pa.int64()).to_pylist()
    with path.open("w") as file:
        file.write("# TYPE requests counter\n")
        for number, moment, value in zip(numbers, times, values, strict=True):
            file.write(f"requests_total{{{names[number]}}} {value!r} {moment / 1000:.3f}\n")
        file.write("# EOF\n")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(url: str) -> None:
    for _ in range(100):
        try:
            urlopen(url).close()
        except OSError:
            time.sleep(0.1)
        else:
            return


def theirs(address: str, expression: str, step: int) -> float:
    asked = urlencode({"query": expression, "start": START / 1000, "end": END / 1000, "step": step})
    return best(lambda: json.load(urlopen(f"{address}/api/v1/query_range?{asked}"))["data"])


def measure(count: int) -> list[dict[str, object]]:
    """Rows for a table: expression, step, ours and theirs in ms, and the ratio."""
    made = signals(count)
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as name, prometheus(made, Path(name)) as address:
        telemetry = Telemetry.open(f"chdb://{name}/telemetry")
        telemetry.install("bench", made)
        for expression, step in EXPRESSIONS:
            own, other = ours(telemetry, expression, step), theirs(address, expression, step) if address else None
            ratio = round(own / other, 2) if other else None
            rows.append(
                {
                    "series": count,
                    "expression": expression,
                    "step s": step,
                    "ms": round(own),
                    "Prometheus ms": other and round(other),
                    "ratio": ratio,
                }
            )
        telemetry.close()
    return rows


if __name__ == "__main__":
    for many in [int(argument) for argument in sys.argv[1:]] or [500, 5000]:
        for row in measure(many):
            print(row)
