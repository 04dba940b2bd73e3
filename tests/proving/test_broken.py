"""Scenarios that are broken in one place each: the proof fails, for that reason and for no other.

They are slips in an author's folder, as `rounds scenario new` makes it: twenty minutes of a small library. What is wrong
in its texts or its solver is proven on the telemetry of the whole one; what is wrong in its world is installed anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from rounds.incidents import authoring, bundles
from rounds.incidents.authoring import Authored
from rounds.incidents.built import Built, Scenario
from rounds.incidents.bundles import Bundle
from rounds.incidents.scenarios import SHIPPED
from rounds.incidents.solving import Answer, Investigation
from rounds.proving import Finding, Part, Proven, compared
from rounds.proving.giveaways import giveaways
from rounds.proving.proving import as_built, invariants, proven
from rounds.proving.serving import Served, served
from rounds.signals import Signals
from tests.incidents import authored, shipped

pytestmark = pytest.mark.timeout(300)

Bend = Callable[[Signals], Signals]
Slip = tuple[str, str, str]  # file, what it says, what it is made to say
Failed = Sequence[tuple[Part, str]]  # how each claim begins that does not hold

WORLD, PUBLIC, SEALED, SOLVING = "scenario.py", "public.yaml", "sealed.yaml", "solving.py"


@dataclass(frozen=True)
class House:
    """A scenario that is served, and what it was built as."""

    scenario: Scenario
    built: Built
    bundle: Bundle
    served: Served

    def proven(self, scenario: Scenario | None = None, bundle: Bundle | None = None, **other: Any) -> Proven:
        """As if that were what had been built."""
        return proven(scenario or self.scenario, replace(self.built, **other), bundle or self.bundle, self.served)


@contextmanager
def house(scenario: Scenario, built: Built, within: Path) -> Iterator[House]:
    bundle = bundles.write(within / "bundle", built, "test")
    with served(bundle, within / "data") as there:
        yield House(scenario, built, bundle, there)


def broken(within: Path, *slips: Slip) -> Authored:
    place = authored.folder(within)
    for file, old, new in slips:
        authored.slip(place / file, old, new)
    return authoring.load(place)


def failed(found: Proven | Iterable[Finding], expected: Failed = ()) -> Failed:
    """In order; each as it is expected, where it begins so."""
    findings = found.findings if isinstance(found, Proven) else found
    wrong = [(one.part, one.claim) for one in findings if not one.holds and not one.warning]
    return sorted(next((one for one in expected if begins(wrong_one, one)), wrong_one) for wrong_one in wrong)


def begins(found: tuple[Part, str], expected: tuple[Part, str]) -> bool:
    return found[0] is expected[0] and found[1].startswith(expected[1])


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Authored:
    """The whole one."""
    return broken(tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def whole(scenario: Authored) -> Built:
    return scenario.build(1)


@pytest.fixture(scope="class")
def library(scenario: Authored, whole: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A process has the telemetry of one folder at a time, so it is closed before others are installed."""
    with house(scenario, whole, tmp_path_factory.mktemp("library")) as there:
        yield there


# --- what is recorded -----------------------------------------------------------------------------

SAID = "no phrase that gives the cause away in the"


def a_tenth_of_the_traces_lost(signals: Signals) -> Signals:
    """Of searches."""
    spans = signals.spans
    searches = spans.filter(pc.equal(spans["SpanName"], "GET /search"))["TraceId"].combine_chunks()
    lost = searches.take(pa.array(range(0, len(searches), 6)))
    return replace(signals, spans=spans.filter(pc.invert(pc.is_in(spans["TraceId"], value_set=lost))))


def a_tenth_of_the_spans_lost(signals: Signals) -> Signals:
    kept = pa.array([place % 10 != 0 for place in range(signals.spans.num_rows)])
    queries = pc.equal(signals.spans["SpanKind"], "Client")
    return replace(signals, spans=signals.spans.filter(pc.or_(pc.invert(queries), kept)))


def a_share_declared_wrong(signals: Signals) -> Signals:
    return with_column(signals, "spans", "SampleRate", pa.array([5] * signals.spans.num_rows, pa.uint32()))


def statistics_that_lack_calls(signals: Signals) -> Signals:
    stats = signals.db_query_stats
    calls = pc.subtract(stats["Calls"], pc.cast(pc.greater(stats["Calls"], 5), pa.uint64()))
    return with_column(signals, "db_query_stats", "Calls", calls)


def with_column(signals: Signals, table: str, name: str, values: Any) -> Signals:
    whole = signals.tables()[table]
    place = whole.column_names.index(name)
    return replace(signals, **{table: whole.set_column(place, name, values)})


COUNTED: dict[Bend, Failed] = {
    a_tenth_of_the_traces_lost: [
        (Part.INVARIANTS, "requests of web: metric = spans"),
        (Part.INVARIANTS, "requests of catalog: metric = spans = lines"),
    ],
    a_tenth_of_the_spans_lost: [(Part.INVARIANTS, "every span's parent is kept with it")],
    a_share_declared_wrong: [
        (Part.INVARIANTS, "requests of web: metric = spans"),
        (Part.INVARIANTS, "requests of catalog: metric = spans = lines"),
        (Part.INVARIANTS, "requests of loans: metric = spans = lines"),
    ],
    statistics_that_lack_calls: [(Part.INVARIANTS, "calls of every statement: statistics = metric")],
}


def test_log_lines_that_are_recorded_twice(scenario: Authored, whole: Built, tmp_path: Path) -> None:
    """Who counts them is told another number than who asks the metrics."""
    twice = pa.concat_tables([whole.signals.logs, whole.signals.logs]).sort_by("Timestamp")
    expected = [
        (Part.CHAIN, "Since the release the catalogue runs one query for each book: with six searches a second"),
        (Part.INVARIANTS, "requests of catalog: metric = spans = lines"),
        (Part.INVARIANTS, "requests of loans: metric = spans = lines"),
    ]
    with house(scenario, replace(whole, signals=replace(whole.signals, logs=twice)), tmp_path) as there:
        assert failed(there.proven(), expected) == expected


# --- texts and solver -----------------------------------------------------------------------------

HERRING = """\
  - looks_like: More readers than usual
    refuted_by: As many searches come in as before.
    proofs:
      - asked: metrics.range
        question:
          expression: sum(rate(http_server_request_duration_seconds_count{service="catalog"}[4m]))
          start: onset-5m
          end: now
        where: {series: {every: {ratio: {of: last, to: first, at_least: 0.8, at_most: 1.25}}}}
        shows: the rate of searches is within a quarter of what it was
"""
READERS = "\n".join(HERRING.splitlines()[:2]) + "\n"

TEXTS: dict[str, tuple[Slip, Failed]] = {
    "a title that says the cause": (
        (WORLD, "Searching for books takes a second", "Searching runs N+1 queries"),
        [(Part.GIVEAWAYS, f"{SAID} public texts"), (Part.GIVEAWAYS, f"{SAID} names")],
    ),
    "a ticket that says it in other letters": (
        (PUBLIC, "text: The search takes ages.", "text: The search takes ages, an N+1_PROBLEM."),
        [(Part.GIVEAWAYS, f"{SAID} public texts")],
    ),
    "a red herring that nothing refutes": (
        (SEALED, HERRING, READERS),
        [(Part.TEXTS, "nothing refutes “More readers than usual”")],
    ),
    "a red herring that is refuted by what is not so": (
        (SEALED, "where: {series: {every: {ratio: {of: last, to: first, at_least: 0.8,", "where: {series: {every: {ratio: {of: last, to: first, at_least: 1.2,"),
        [(Part.RED_HERRINGS, "More readers than usual? the rate of searches")],
    ),
    "a link of the chain that is not so": (
        (SEALED, "where: {series: {length: 1, every: {last: {at_least: 80}}}}", "where: {series: {length: 1, every: {last: {at_least: 800}}}}"),
        [(Part.CHAIN, "Since the release the catalogue runs one query for each book: it is run more than 80")],
    ),
    "evidence that nobody reaches": (
        (SEALED, "1: SELECT copies of a book, 2: {at_least: 20}", "1: SELECT copies of a book, 2: {at_least: 200}"),
        [(Part.SOLVER, "step L2 is reached")],
    ),
    "evidence that opening a page reaches": (
        (SEALED, "      - asked: [compare.twotraces]\n", "      - {asked: [traces.traces], page: [traces], where: {rows: {at_least: 1}}}\n      - asked: [compare.twotraces]\n"),
        [(Part.LOOKING_AROUND, "opening traces reaches no step")],
    ),
    "a proof about what no answer has": (
        (SEALED, "where: {total: {at_most: 1200}}", "where: {totals: {at_most: 1200}}"),
        [(Part.CHAIN, "Since the release the catalogue runs one query for each book: with six searches a second")],
    ),
    "a hint after the work time": (
        (SEALED, "  - minute: 12\n", "  - minute: 16\n"),
        [(Part.TEXTS, "minute 16 is not within the 15 minutes of work")],
    ),
    "a canary that is nowhere": (
        (SEALED, "value: $cluster}", "value: cluster-of-$town}"),
        [(Part.CANARIES, "name of the cluster, cluster-of-")],
    ),
    "a solver that takes the wrong service": (
        (SOLVING, "return max(grown,", "return min(grown,"),
        [
            (Part.SOLVER, "it finds service"),
            (Part.SOLVER, "it finds version"),
            (Part.SOLVER, "it finds repeated"),
            (Part.SOLVER, "step L2 is reached"),
        ],
    ),
}  # fmt: skip


class TestOnTheTelemetryOfTheWholeOne:
    def test_what_is_whole_is_proven(self, library: House) -> None:
        found = library.proven()
        assert failed(found) == []
        assert found.questions == 4

    @pytest.mark.parametrize("name", TEXTS)
    def test_a_slip_in_what_is_written_is_found(self, name: str, library: House, tmp_path: Path) -> None:
        slip, expected = TEXTS[name]
        other = broken(tmp_path, slip)
        said = other.texts(1)
        assert said is not None
        told = {"public": said.public, "sealed": said.sealed, "written": said.written}
        texts = bundles.write(tmp_path / "bundle", replace(library.built, signals=Signals(), **told), "test")
        assert failed(library.proven(other, texts, **told), expected) == sorted(expected)

    @pytest.mark.parametrize("bend", COUNTED, ids=lambda bend: bend.__name__)
    def test_a_slip_that_only_counting_shows_is_found(self, bend: Bend, library: House) -> None:
        expected = COUNTED[bend]
        assert failed(library.proven(signals=bend(library.built.signals)), expected) == sorted(expected)

    def test_a_help_text_that_says_the_cause(self, library: House) -> None:
        """It is enough that what stands in one is what must not be said."""
        sealed = replace(library.built.sealed, giveaways=("Used bytes of the V8 heap",))
        expected = [(Part.GIVEAWAYS, f"{SAID} metrics' help texts")]
        assert failed(library.proven(sealed=sealed), expected) == expected

    def test_a_solver_that_asks_two_questions_more_for_one_seed(self, library: House, tmp_path: Path) -> None:
        more = "    look.traces('status:error')\n    look.traces('status:ok')\n"
        known, other = library.proven(), library.proven(broken(tmp_path, (SOLVING, LONGEST, more + LONGEST)))
        assert failed(other) == []
        another = replace(other, seed=2, canaries=frozenset({"of the other seed"}))
        assert failed(list(compared([known, another]))) == [(Part.COST, "the solvers of two seeds differ by at most 1")]
        assert failed(list(compared([known, replace(another, questions=known.questions)]))) == []


LONGEST = "    longest = look.traces("


def test_a_canary_that_two_seeds_have(tmp_path: Path) -> None:
    other = broken(tmp_path, (SEALED, "value: $cluster}", "value: library-db}"))
    texts = [other.texts(seed) for seed in (1, 2)]
    seeds = [
        Proven(seed, (), 4, frozenset(canary.value for canary in said.sealed.canaries))
        for seed, said in enumerate(texts, start=1)
        if said
    ]
    assert failed(list(compared(seeds))) == [(Part.CANARIES, "each seed has a canary value that no other has")]


# --- the world ------------------------------------------------------------------------------------

GONE: Failed = [  # in any case, when what was to happen does not
    (Part.CHAIN, "Since the release the catalogue runs one query for each book: it is run more than 80 times a second"),
    (Part.CHAIN, "The queries of a search follow each other"),
    (Part.INVARIANTS, "p95 of the catalogue since"),
    (Part.INVARIANTS, "queries for each search since"),
    (Part.INVARIANTS, "seconds from the onset until the p95 of the catalogue has tripled"),
    (Part.SOLVER, "it finds repeated"),
    (Part.SOLVER, "it finds calls"),
    (Part.SOLVER, "step L1 is reached"),
    (Part.SOLVER, "step L2 is reached"),
    (Part.SOLVER, "step L4 is reached"),
]
FAULT = "changed = one_by_one if fault else"
RELEASED = 'at(SIDE, replace(loans, version="2.3.1"))'
SLOWER = """at(
            SIDE,
            replace(loans, version="2.3.1"),
            call(loans, "POST /loans", ms(14, 80), connection(lend), line=say("INFO", "copy lent", status="{status}")),
        )"""

WORLDS: dict[str, tuple[Slip, Failed]] = {
    "nothing goes wrong": (
        (WORLD, FAULT, FAULT.replace("if fault", "if not fault")),
        [
            *GONE,
            (Part.SOLVER, "the solver finds the facts"),
            (Part.SOLVER, "it finds service"),
            (Part.SOLVER, "it finds version"),
        ],
    ),
    "a tenth of it goes wrong": ((WORLD, "repeat(FOUND, copies_of_one)", "repeat(FOUND // 10, copies_of_one)"), GONE),
    "it begins two minutes after it is said to": (
        (WORLD, "at(ONSET, released, changed)", "at(ONSET + 2 * MINUTE, released, changed)"),
        [(Part.INVARIANTS, "seconds from the onset until the p95 of the catalogue has tripled")],
    ),
    "the red herring is what it looks like": (
        (WORLD, RELEASED, SLOWER),
        [
            (Part.INVARIANTS, "loans: p95 after its release against before"),
            (Part.RED_HERRINGS, "loans 2.3.1 was released three minutes before? the middle request to loans"),
        ],
    ),
}


@pytest.mark.parametrize("name", WORLDS)
def test_a_slip_in_what_happens_is_found(name: str, tmp_path: Path) -> None:
    slip, expected = WORLDS[name]
    other = broken(tmp_path, slip)
    with house(other, other.build(1), tmp_path) as there:
        assert failed(there.proven(), expected) == sorted(expected)


# --- heap snapshots -------------------------------------------------------------------------------
# The library has none. What is looked at of those of a shipped scenario needs no server.


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return bundles.check(shipped.bundle("prints-slow", tmp_path_factory), ours=True)


def test_a_heap_snapshot_whose_total_is_not_what_the_metric_says(prints: Bundle) -> None:
    built = as_built(prints)
    samples = built.signals.samples
    heap = [name == "v8js_memory_heap_used_bytes" for name in built.signals.series["Metric"].to_pylist()]
    factor = np.where(np.array(heap), 1.05, 1.0)[samples["Series"].to_numpy()]
    larger = with_column(built.signals, "samples", "Value", pa.array(samples["Value"].to_numpy() * factor))
    expected = [(Part.INVARIANTS, "a snapshot's total against v8js_memory_heap_used_bytes")] * 2
    found = list(invariants(SHIPPED["prints-slow"], replace(built, signals=larger)))
    assert failed(found, expected) == expected
    assert len(found) > 40


def test_a_heap_snapshot_whose_name_says_the_cause(prints: Bundle) -> None:
    def send(_method: str, path: str, _body: Answer | None) -> Answer:
        names = {"heap/snapshots": "orders-n+1-queries-1015", "metrics/catalogue": "up"}
        return {path.split("/")[1].replace("catalogue", "metrics"): [{"name": names[path], "help": ""}]}

    sealed = replace(prints.sealed(), giveaways=("N+1 queries",))
    expected = [(Part.GIVEAWAYS, f"{SAID} names of snapshots")]
    assert failed(giveaways(prints, sealed, Investigation(send, {"start": 0.0, "now": 1.0}, {})), expected) == expected
