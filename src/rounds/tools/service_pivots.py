"""From a call between services to its spans, its lines, its metrics, and what it answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rounds.query import search
from rounds.query.search.fields import STATUS_KEYS
from rounds.query.search.write import name as written_name
from rounds.query.search.write import value as written_value
from rounds.store import Reader
from rounds.store.edges import DATABASES, PEERS, QUEUES
from rounds.store.questions import filled
from rounds.store.questions import services as statements
from rounds.tools import logs
from rounds.tools.moments import counted, to_ns
from rounds.tools.related import Origin, Related, of_its_service, rate_of
from rounds.tools.searches import attributes_of, searched, term

MOST_HOSTS = 80  # that a search names one by one
MOST_LABELLED = 2


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at: calls from any of `callers` (empty: everyone) to any of `callees`, in milliseconds."""

    callers: tuple[str, ...]
    callees: tuple[str, ...]
    kinds: Mapping[str, str]
    during: tuple[float, float]
    before: tuple[float, float]  # of no length: there is none

    @property
    def served(self) -> bool:
        """Whether those who are called send spans themselves."""
        return bool(self.callees) and all(self.kinds[name] == "service" for name in self.callees)


@dataclass(frozen=True, slots=True)
class Status:
    """How often a call was answered so, in the two stretches."""

    status: str
    before: int
    during: int


def queries_of(reader: Reader, looked: Looked, tag: str) -> tuple[str, bool]:
    """The search that finds the spans of these calls, and whether it finds nothing else.

    The caller's own spans where they name whom they called; else the spans of the called service, whoever called.
    """
    senders = [name for name in looked.callers if name and looked.kinds[name] == "service"]
    if not looked.callees:
        return anyone("service", senders), False
    if not looked.callers and looked.served:
        return f"{anyone('service', looked.callees)} kind:(server OR consumer)", True
    if looked.callers == ("",):
        return f"{anyone('service', looked.callees)} root:true", True
    if looked.callers and not senders:  # a queue
        return f"{anyone('service', looked.callees)} kind:consumer", True
    key = naming(reader, looked, senders, tag)
    service = f"{anyone('service', senders)} " if senders else ""
    if key and len(looked.callees) <= MOST_HOSTS:
        return f"{service}{anyone(key, looked.callees)}", True
    if key:
        return f"{service}{written_name(key)}:*", False
    return f"{anyone('service', looked.callees if looked.served else senders)}", False


def naming(reader: Reader, looked: Looked, senders: list[str], tag: str) -> str:
    """The attribute in which spans of the callers name those they call; empty where none does."""
    keys = attributes_of(reader, "traces")
    candidates = [name[1:] for name in (*PEERS, *QUEUES, *DATABASES) if name[1:] in keys]
    if not candidates:
        return ""
    tests = ", ".join(
        f"has({{callees:Array(String)}}, toString({keys[name].column})), {place}"
        for place, name in enumerate(candidates)
    )
    start, end = (to_ns(moment) for moment in looked.during)
    bound = {"callers": senders, "callees": list(looked.callees), "start": start, "end": end}
    statement = filled(statements.NAMED_BY, place=f"multiIf({tests}, -1)")
    rows = reader.rows(statement, bound, tag=tag)
    if rows:
        return candidates[int(rows[0]["Place"])]
    return "" if looked.served else candidates[0]


def anyone(field: str, names: list[str] | tuple[str, ...]) -> str:
    if len(names) == 1:
        return term(field, names[0])
    return f"{written_name(field)}:({' OR '.join(written_value(one) for one in names)})" if names else ""


def statuses_of(reader: Reader, looked: Looked, query: str, tag: str) -> tuple[Status, ...]:
    """The status codes among the spans that the search finds, the most frequent first."""
    name = status_field(reader)
    if not name or not query:
        return ()
    key = attributes_of(reader, "traces")[name]
    found = searched(reader, "traces", query, tag)
    (start, end), (before_start, before_end) = (tuple(map(to_ns, one)) for one in (looked.during, looked.before))
    bound = {"start": start, "end": end, "before_start": before_start, "before_end": before_end}
    statement = filled(statements.STATUSES, status=key.column, where=found.where)
    rows = reader.rows(statement, bound | found.values, tag=tag)
    return tuple(Status(row["Status"], row["Before"], row["During"]) for row in rows)


def status_field(reader: Reader) -> str:
    """The attribute of spans that holds a status code; empty where the incident has none."""
    keys = attributes_of(reader, "traces")
    return next((name for name in STATUS_KEYS if name in keys), "")


def related_of(reader: Reader, looked: Looked, query: str, tag: str) -> tuple[Related, ...]:
    return tuple(pivots(reader, looked, query, tag))


def pivots(reader: Reader, looked: Looked, query: str, tag: str) -> Iterator[Related]:
    of_call = bool(looked.callers and looked.callees)
    if query:
        yield Related("traces", "All traces over this call" if of_call else "All traces of these calls", "", query)
    yield from lines(reader, looked, tag)
    if len(looked.callees) == 1 and not looked.served:
        yield from metrics_naming(reader, looked.callees[0], looked.callers, tag)
    services = [name for name in (looked.callees if looked.served else looked.callers) if name]
    if len(services) == 1:
        yield from of_its_service(reader, Origin("span", services[0], "", "", {}), tag)


def lines(reader: Reader, looked: Looked, tag: str) -> Iterator[Related]:
    """Lines of whoever calls that speak of the one called, or of the service itself."""
    start, end = looked.during
    title, query = spoken_of(reader, looked)
    found = logs.histogram(reader, logs.HistogramQuestion(query=query, start=start, end=end, buckets=1), tag)
    many = sum(sum(steps) for steps in found.levels.values())
    if many:
        yield Related("logs", title, counted(many, "line"), query)


def spoken_of(reader: Reader, looked: Looked) -> tuple[str, str]:
    """A title, and the search for the lines."""
    senders = [name for name in looked.callers if looked.kinds[name] == "service"]
    if looked.served and not senders:
        return f"Lines of {', '.join(looked.callees)}", anyone("service", looked.callees)
    if len(looked.callees) == 1 and senders:
        who = anyone("service", senders)
        return f"Lines of {', '.join(senders)} with {looked.callees[0]}", f"{who} {mention(reader, looked.callees[0])}"
    if senders:
        return f"Lines of {', '.join(senders)}", anyone("service", senders)
    return f"Lines with {looked.callees[0]}", mention(reader, looked.callees[0])


def mention(reader: Reader, host: str) -> str:
    """The attribute of lines that is known to hold hosts, or the name as a text."""
    keys = attributes_of(reader, "logs")
    key = next((name[1:] for name in PEERS if name[1:] in keys), "")
    key = key or next((name for name in keys if name.endswith(("host", "hostname"))), "")
    return term(key, host) if key else written_phrase(host)


def written_phrase(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return search.written(search.parse(f'"{escaped}"'))


def metrics_naming(reader: Reader, host: str, callers: tuple[str, ...], tag: str) -> Iterator[Related]:
    rows = reader.rows(statements.COUNTERS_NAMING, {"name": host}, tag=tag)
    for row in rows[:MOST_LABELLED]:
        matched = {row["Label"]: host}
        if "service" in row["Labels"] and len(callers) == 1 and callers[0]:
            matched["service"] = callers[0]
        title, detail = f"{row['Metric']} of {host}", counted(row["Series"], "series")
        yield Related("metrics", title, detail, rate_of(row["Metric"], row["Labels"], matched))
