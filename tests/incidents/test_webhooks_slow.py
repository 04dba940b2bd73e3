"""The scenario as its checks see it, as a candidate reads it, and as the same bytes for everyone."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.incidents import shipped

from rounds.heapsnapshot.reading import Columns, read
from rounds.incidents.built import Built
from rounds.incidents.scenarios import SHIPPED
from rounds.incidents.scenarios.webhooks_slow import WebhooksSlow
from rounds.incidents.scenarios.webhooks_slow.story import story

SCENARIO = WebhooksSlow()
# Words that name the cause. `retry_count` and what the service logs are part of the system, not of what we say of it.
GIVEAWAYS = re.compile(r"retr|storm|fan.?out|exponent|amplif|cascad|root.?cause|\bcause|\bbug|503|fault", re.IGNORECASE)


@pytest.fixture(scope="module")
def built() -> Built:
    return SCENARIO.build(1)


@pytest.fixture(scope="module")
def without_fault() -> Built:
    return SCENARIO.build(1, fault=False)


def failing(built: Built) -> list[str]:
    return [f"{check.claim}: {check.shown}" for check in SCENARIO.check(built) if not check.holds]


def digests(built: Built) -> dict[str, str]:
    tables = {name: digest(table) for name, table in built.signals.tables().items()}
    return tables | {name: hashlib.sha256(file).hexdigest() for name, file in built.heap.items()}


def digest(table: pa.Table) -> str:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table.combine_chunks())
    return hashlib.sha256(sink.getvalue()).hexdigest()


def test_it_ships_under_its_public_name() -> None:
    assert SHIPPED["webhooks-slow"].title == "Webhook deliveries fail and everything is slow"


def test_another_seed_has_another_day_and_other_endpoints() -> None:
    one, other = story(1), story(2)
    assert other.began != one.began
    assert other.endpoint.name != one.endpoint.name
    known = [{endpoint.name for endpoint in told.cast.endpoints} for told in (one, other)]
    assert len(known[0] & known[1]) < len(known[0]) / 2


def hosts(built: Built) -> set[Any]:
    return {host for host in built.signals.spans["@server.address"].unique().to_pylist() if host and "." in host}


def test_without_the_fault_nothing_grows_and_the_checks_say_so(without_fault: Built) -> None:
    failed = "\n".join(failing(without_fault))
    for claim in (
        "attempts grow 4 to 6 fold",
        "attempts a second in the last minute",
        "attempts since the onset",
        "every failed attempt older than 235 s has exactly 5 children",
        "retry_count passes its maximum of 5",
        "the host fails altogether",
        "connections in use reach 20",
        "p95 of the API in the last minute",
        "CPU of the dispatcher in the last minute",
        "write-ahead log",
        "503s of the host: metric = spans",
        "alerts fire",
    ):
        assert claim in failed


def test_without_the_fault_the_rest_of_the_day_is_the_same(built: Built, without_fault: Built) -> None:
    assert without_fault.now == built.now
    claims = "\n".join(failing(without_fault))
    for holds in (
        "outbound requests before",
        "webhook_jobs_pending = rows of jobs",
        "INSERT jobs: statement statistics",
        "campaign",
        "two heap snapshots",
        "a snapshot's total",
    ):
        assert holds not in claims


def test_two_processes_make_the_same_bytes(built: Built, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert shipped.digests(built) == shipped.digests_of(shipped.bundle("webhooks-slow", tmp_path_factory))


def test_the_clock_stands_fifteen_minutes_after_the_onset(built: Built) -> None:
    assert built.now - built.onset == timedelta(minutes=15)
    assert built.now - built.began == timedelta(hours=2)
    assert built.now.utcoffset() == timedelta(0)
    for name, column in (("spans", "Timestamp"), ("logs", "Timestamp"), ("samples", "Time"), ("db_activity", "Time")):
        moments = built.signals.tables()[name][column].combine_chunks()
        assert pa.compute.min(moments).as_py() >= built.began
        assert pa.compute.max(moments).as_py() <= built.now


def test_reports_come_before_now_and_in_order(built: Built) -> None:
    times = [ticket.at for ticket in built.public.tickets]
    assert len(times) == 4
    assert times == sorted(times)
    assert built.onset < times[0]
    assert times[-1] < built.now


def public_words(built: Built) -> Iterator[str]:
    public = built.public
    yield from (public.title, public.symptom, public.quote, public.reporter, public.briefing, *public.services)
    yield from (f"{ticket.author} {ticket.plan_tier} {ticket.text}" for ticket in public.tickets)
    yield from (built.name, *built.shares, *built.shares.values())
    events = built.signals.events
    yield from events["Title"].to_pylist()
    yield from (f"{key} {value}" for row in events["Attributes"].to_pylist() for key, value in row)
    yield from set(built.signals.series["Metric"].to_pylist())
    yield from set(built.signals.series["Help"].to_pylist())


def test_nothing_public_names_the_cause(built: Built) -> None:
    assert [words for words in public_words(built) if GIVEAWAYS.search(words)] == []


def test_the_interview_guide_is_quoted_word_for_word(built: Built) -> None:
    hints = {hint.minute: hint.text for hint in built.sealed.hints}
    assert hints == {
        3: "What metrics would you expect to see if there's a retry problem?",
        6: "Look at the outbound HTTP requests metric over time",
        9: "Check the traces - look at the retry_count tag",
        12: "What happens when one webhook fails and schedules 5 retries, then those 5 fail?",
    }
    assert tuple(topic.text for topic in built.sealed.discussion) == (
        "What's causing this?",
        "How would you fix it?",
        "What about circuit breakers vs rate limiting?",
        "How would you prevent this architecturally?",
    )
    assert sum(not step.bonus for step in built.sealed.steps) == 5
    assert all(herring.refuted_by for herring in built.sealed.red_herrings)


def test_the_sealed_part_names_the_endpoint_that_is_down(built: Built) -> None:
    spans = built.signals.spans
    down = spans.filter(pa.compute.equal(spans["@http.response.status_code"], 503))
    host = down.filter(pa.compute.equal(down["SpanName"], "webhook.deliver"))["@server.address"][0].as_py()
    assert host in built.sealed.solution.cause
    assert host not in "".join(public_words(built))


def test_the_heap_is_of_this_seed_and_of_no_other_time_or_place(built: Built) -> None:
    heaps = [heap_of(built, name) for name in sorted(built.heap)]
    texts = [{text for text in heap.strings if len(text) < 200} for heap in heaps]
    for known in texts:
        assert len(known & hosts(built)) == 38
        written = [line["time"] for line in lines_in(known)]
        assert len(written) == 400
        assert max(written) <= f"{built.now:%Y-%m-%dT%H:%M:%S}"
        assert not [text for text in known if re.search(r"/tmp/|/home/|/root|\bhost-\d|wh_endpoint\d|2026-1", text)]
    shared = np.intersect1d(*(heap.node_id for heap in heaps))
    assert len(shared) > 45_000
    assert [len(np.unique(heap.node_id)) for heap in heaps] == [len(heap.node_id) for heap in heaps]


def heap_of(built: Built, name: str) -> Columns:
    with pa.CompressedInputStream(pa.BufferReader(built.heap[name]), "zstd") as stream:
        return read(pa.BufferReader(stream.read()).read)


def lines_in(texts: set[str]) -> list[Any]:
    return [json.loads(text) for text in texts if text.startswith('{"time":')]
