"""The tutorial as its checks see it, as a candidate reads it, and as the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from tests.incidents import shipped
from tests.incidents.test_webhooks_slow import heap_of

from rounds.actions.demo.today import SCENARIOS
from rounds.incidents.built import Built
from rounds.incidents.scenarios import SHIPPED
from rounds.incidents.scenarios.prints_slow import PrintsSlow

SCENARIO = PrintsSlow()
# Words that name the cause. Those of the interview's three scenarios must not be practised here either.
GIVEAWAYS = re.compile(
    r"index|\bscan|plan\b.*chang|missing|root.?cause|\bcause|\bbug|fault|retr|storm|leak|listener|JSON|state_size",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(r"loomwork|webhook|deliver|endpoint\.example|customer-|evt_|wh_", re.IGNORECASE)


@pytest.fixture(scope="module")
def built() -> Built:
    return SCENARIO.build(1)


@pytest.fixture(scope="module")
def other() -> Built:
    return SCENARIO.build(2)


def failing(built: Built) -> list[str]:
    return [f"{check.claim}: {check.shown}" for check in SCENARIO.check(built) if not check.holds]


def test_the_demos_interview_has_the_guides_scenarios_and_not_this_one() -> None:
    assert list(SHIPPED)[:SCENARIOS] == ["webhooks-slow", "workflows-slow", "service-restarts"]
    assert list(SHIPPED)[-2:] == ["prints-slow", "office-pages-slow"]
    assert SHIPPED["prints-slow"].title == "Ordering prints takes seconds"


def test_everything_that_must_be_true_is_true_of_another_seed(other: Built) -> None:
    assert failing(other) == []


def test_without_the_fault_nothing_becomes_slow_and_the_checks_say_so(built: Built) -> None:
    well = SCENARIO.build(1, fault=False)
    assert well.now == built.now
    failed = "\n".join(failing(well))
    for claim in (
        "p95 of the checkout since",
        "p95 of a quote since",
        "mean of SELECT price_rules since",
        "an index scan, then a sequential scan",
        "rows of price_rules that each call reads",
        "the index is there until the release",
        "the statement's part of a slow checkout's time",
        "warnings of a slow statement",
        "an alert fires",
    ):
        assert claim in failed
    for holds in ("newsletter", "sessions wait for others", "a snapshot's total", "render_jobs_pending", "its calls"):
        assert holds not in failed


def test_two_processes_make_the_same_bytes(built: Built, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert shipped.digests(built) == shipped.digests_of(shipped.bundle("prints-slow", tmp_path_factory))


def test_another_seed_has_other_people_and_another_day(built: Built, other: Built) -> None:
    assert other.began != built.began
    assert len(accounts(built) & accounts(other)) < len(accounts(built)) / 4
    assert other.sealed.canaries != built.sealed.canaries


def accounts(built: Built) -> set[str]:
    return {name for name in pc.unique(built.signals.spans["@account.id"]).to_pylist() if name}


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


def test_nothing_public_names_the_cause_or_practises_an_interview(built: Built) -> None:
    assert [words for words in public_words(built) if GIVEAWAYS.search(words)] == []
    assert [words for words in public_words(built) if "loomwork" in words.lower()] == []


def test_reports_come_before_now_and_in_order(built: Built) -> None:
    times = [ticket.at for ticket in built.public.tickets]
    assert times == sorted(times)
    assert built.onset < times[0] < times[-1] < built.now


def test_the_heap_is_of_this_shop(built: Built) -> None:
    (name, *_) = sorted(built.heap)
    texts = heap_of(built, name).strings
    assert [text for text in texts if ELSEWHERE.search(text) and not text.startswith(("retry", "shouldRetry"))] == []
    assert {"Print", "LayoutRegistry", "RecentPrints"} <= set(texts)
    written = [text[9:28] for text in texts if text.startswith('{"time":')]
    assert len(written) == 400
    assert max(written) <= f"{built.now:%Y-%m-%dT%H:%M:%S}"


def test_every_trace_is_whole(built: Built) -> None:
    spans = built.signals.spans
    parents = spans["ParentSpanId"].filter(pc.not_equal(spans["ParentSpanId"], ""))
    known = pc.is_in(parents.combine_chunks(), value_set=spans["SpanId"].combine_chunks())
    assert pa.compute.all(known).as_py()
