"""OpenTelemetry's metric names, units and labels in Prometheus's manner, as its specification of the two says.

`http.server.request.duration` in `s` → `http_server_request_duration_seconds`; a monotonic sum `jobs.done` in `{job}` →
`jobs_done_total`; a gauge in `1` → `…_ratio`. A unit that the name already says is not said twice.
"""

from __future__ import annotations

import re

UNITS = {
    "d": "days", "h": "hours", "min": "minutes", "s": "seconds", "ms": "milliseconds", "us": "microseconds",
    "ns": "nanoseconds", "By": "bytes", "KiBy": "kibibytes", "MiBy": "mebibytes", "GiBy": "gibibytes",
    "TiBy": "tebibytes", "KBy": "kilobytes", "MBy": "megabytes", "GBy": "gigabytes", "TBy": "terabytes",
    "m": "meters", "V": "volts", "A": "amperes", "J": "joules", "W": "watts", "g": "grams", "Cel": "celsius",
    "Hz": "hertz", "%": "percent",
}  # fmt: skip
PER = {"s": "second", "m": "minute", "min": "minute", "h": "hour", "d": "day", "w": "week", "mo": "month", "y": "year"}


def metric_name(name: str, unit: str, *, counter: bool = False, gauge: bool = False) -> str:
    """The name of a series of that metric; a histogram's has `_bucket`, `_count` or `_sum` behind it."""
    tokens = [token for token in re.split(r"[^a-zA-Z0-9:]+", name) if token]
    tokens += [word for word in unit_words(unit).split("_") if word and word not in tokens]
    if gauge and unit == "1" and "ratio" not in tokens:
        tokens.append("ratio")
    if counter:
        tokens = [token for token in tokens if token != "total"] + ["total"]
    joined = "_".join(tokens) or "unnamed"
    return f"_{joined}" if joined[0].isdigit() else joined


def unit_words(unit: str) -> str:
    """`By/s` → bytes_per_second. What stands in braces is a note, not a unit."""
    plain = re.sub(r"\{[^}]*\}", "", unit).strip()
    if not plain or plain == "1":
        return ""
    above, slash, below = plain.partition("/")
    words = UNITS.get(above, re.sub(r"[^a-zA-Z0-9]+", "_", above).strip("_"))
    if slash and below:
        words += f"_per_{PER.get(below, re.sub(r'[^a-zA-Z0-9]+', '_', below))}"
    return words.strip("_")


def label_name(name: str) -> str:
    """`http.route` → http_route."""
    plain = re.sub(r"[^a-zA-Z0-9_]", "_", name)
    return f"key_{plain}" if plain[:1].isdigit() else plain
