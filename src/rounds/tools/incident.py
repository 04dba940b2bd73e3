"""What every lens shows of the incident itself: its window, its services and what people know happened."""

from __future__ import annotations

from dataclasses import dataclass

from rounds.store import Reader
from rounds.store.questions import incident as statements


@dataclass(frozen=True, slots=True)
class Happening:
    """A deploy, a configuration or flag change, an alert, a restart or a note."""

    time: float
    kind: str  # deploy, config, flag, alert, restart, note
    service: str
    title: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a signal is stored, in words: "deliveries to …: every one", "the rest: 1 in 100"."""

    signal: str
    text: str


@dataclass(frozen=True, slots=True)
class Incident:
    """`now` is where the frozen clock of the incident stands; the window ends there."""

    title: str
    start: float
    now: float
    metric_step_ms: int
    services: tuple[str, ...]  # in the order of their colours, fixed when the incident was sealed
    events: tuple[Happening, ...]
    shares: tuple[Share, ...]
    spans: int
    log_lines: int
    metric_series: int
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentQuestion:
    """What an incident is. Its title, `start` and `now` come from its bundle; where they are left out, the signals say."""

    title: str = ""
    start: float | None = None
    now: float | None = None
    shares: tuple[Share, ...] = ()


def incident(reader: Reader, question: IncidentQuestion, tag: str = "") -> Incident:
    counts = reader.rows(statements.COUNTS, tag=tag)[0]
    start, now = question.start, question.now
    if start is None or now is None:
        spanned = [rhythm for name, rhythm in rhythms(reader, tag).items() if name in SPANNING]
        start = float(min((one.first for one in spanned), default=0)) if start is None else start
        now = float(max((one.last for one in spanned), default=0)) + 1 if now is None else now
    return Incident(
        title=question.title,
        start=start,
        now=now,
        metric_step_ms=metric_step(reader, tag),
        services=tuple(row["Service"] for row in reader.rows(statements.SERVICES, tag=tag)),
        events=happenings(reader, now, tag),
        shares=question.shares or shares(reader, tag),
        spans=counts["Spans"],
        log_lines=counts["LogLines"],
        metric_series=counts["Series"],
    )


@dataclass(frozen=True, slots=True)
class Rhythm:
    """From when to when a signal is there, ms since 1970, and ms between two looks: 0 where there are none."""

    first: int = 0
    last: int = 0
    step: int = 0


SPANNING = ("traces", "logs", "metrics")  # what an incident reaches over, of which no more is known


def rhythms(reader: Reader, tag: str = "") -> dict[str, Rhythm]:
    """By signal: traces, logs, metrics, db_activity, db_query_stats; those that the incident has."""
    rows = reader.rows(statements.RHYTHMS, tag=tag)
    return {row["Signal"]: Rhythm(row["First"], row["Last"], row["Step"]) for row in rows}


def metric_step(reader: Reader, tag: str = "") -> int:
    """Milliseconds between two samples of a series, as they are where they are close; 15 s where there are none."""
    return rhythms(reader, tag).get("metrics", Rhythm()).step or 15_000


def happenings(reader: Reader, now: float, tag: str) -> tuple[Happening, ...]:
    """What people know of until the incident's now."""
    return tuple(
        Happening(float(row["Time"]), row["Kind"], row["ServiceName"], row["Title"], row["Attributes"])
        for row in reader.rows(statements.EVENTS, tag=tag)
        if row["Time"] <= now
    )


def shares(reader: Reader, tag: str) -> tuple[Share, ...]:
    """Which share of traces and lines is stored, by what their sample rates say."""
    rows = reader.rows(statements.SHARES, tag=tag)
    return tuple(
        Share(row["Signal"], f"{row['Rows']:,} {KEPT[row['Signal']]} {part(row['SampleRate'])}") for row in rows
    )


def part(rate: int) -> str:
    return "kept whole" if rate == 1 else f"kept as 1 in {rate:,}"


KEPT = {"traces": "traces", "logs": "lines"}
