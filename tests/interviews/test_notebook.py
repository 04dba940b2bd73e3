"""The notebook as its acts tell it; and laws of what it can cite. Single walks stand in `citing.case`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rounds.actions.seen import page_of
from rounds.interviews import Done, Evidence
from rounds.interviews.acts import Act, Judged, Noted, Pinned, Unpinned, Wrote
from rounds.interviews.citing import Citation, Citing
from rounds.interviews.notebook import EntryKind, Notebook, Standing, notebook_of
from tests.interviews.run import Walk
from tests.interviews.test_evidence import walks
from tests.interviews.walked import MOMENTS, OUTBOUND, STEPS

BEGAN = datetime(2026, 6, 1, 9, tzinfo=UTC)
ADDRESS = "/interview/1/metrics?q=up"


def told(*acts: Act) -> list[Done]:
    """One after the other, a minute apart."""
    return [Done(act, "c", no=no, time=BEGAN + timedelta(minutes=no)) for no, act in enumerate(acts, start=1)]


def notebook(*acts: Act) -> Notebook:
    return notebook_of(told(*acts), 1)


def minute(moment: datetime) -> float:
    return (moment - BEGAN) / timedelta(minutes=1)


def hypothesis(text: str, entry: str = "h1") -> Wrote:
    return Wrote(entry, 1, "hypothesis", text)


def test_a_hypothesis_keeps_what_it_was_and_what_was_held_of_it() -> None:
    (entry,) = notebook(
        hypothesis("The cache grows"),
        Judged("h1", 1, "supported"),
        hypothesis("The cache grows without end"),
        Judged("h1", 1, "supported"),
        Judged("h1", 1, "refuted"),
    ).entries
    assert (entry.text, entry.kind, entry.standing) == (
        "The cache grows without end",
        EntryKind.HYPOTHESIS,
        Standing.REFUTED,
    )
    assert [(one.standing, minute(one.time)) for one in entry.judged] == [("supported", 2), ("refuted", 5)]
    assert [one.text for one in entry.texts] == ["The cache grows", "The cache grows without end"]
    assert (minute(entry.written), minute(entry.changed)) == (1, 5)


def test_pins_stand_under_their_entry_and_otherwise_loose() -> None:
    found = notebook(
        hypothesis("The cache grows"),
        Pinned("p1", 1, ADDRESS, "Memory", entry="h1"),
        Pinned("p2", 1, ADDRESS, "Memory again", entry="h9"),
        Pinned("p3", 1, ADDRESS, "And again"),
    )
    assert [pin.id for pin in found.entries[0].pins] == ["p1"]
    assert [pin.id for pin in found.loose] == ["p2", "p3"]
    assert [pin.place for pin in found.pins] == [1, 2, 3]


def test_filing_a_pin_elsewhere_leaves_its_moment_and_another_view_does_not() -> None:
    pin = Pinned("p1", 1, ADDRESS, "Memory")
    filed = notebook(hypothesis("The cache grows"), pin, replace(pin, entry="h1", against=True, line="It does not"))
    (kept,) = filed.entries[0].pins
    assert (kept.against, kept.line, minute(kept.time), kept.no) == (True, "It does not", 2, 2)
    (moved,) = notebook(pin, replace(pin, address=f"{ADDRESS}&from=now-6h")).loose
    assert minute(moved.time) == 2


def test_what_is_erased_is_gone_and_comes_back_with_its_pins() -> None:
    acts = [hypothesis("The cache grows"), Pinned("p1", 1, ADDRESS, "Memory", entry="h1"), hypothesis("  ")]
    erased = notebook(*acts)
    assert (erased.entries, [pin.id for pin in erased.loose]) == ((), ["p1"])
    (entry,) = notebook(*acts, hypothesis("It does grow")).entries
    assert ([pin.id for pin in entry.pins], entry.place, minute(entry.written)) == (["p1"], 1, 1)


def test_a_pin_that_was_taken_back_and_put_back_keeps_its_place_alone() -> None:
    pin = Pinned("p1", 1, ADDRESS, "Memory")
    found = notebook(pin, Pinned("p2", 1, ADDRESS, "Memory"), Unpinned("p1", 1), pin)
    assert [(one.id, one.place, minute(one.time)) for one in found.pins] == [("p1", 1, 4), ("p2", 2, 2)]
    assert [one.id for one in notebook(pin, Unpinned("p1", 1)).pins] == []


def test_each_scenario_has_its_own_and_notes_of_others_are_none_of_it() -> None:
    done = told(
        hypothesis("One"), Wrote("n1", 2, "note", "Two"), Noted("Anna looks at the cache"), Judged("x", 1, "open")
    )
    assert [entry.text for entry in notebook_of(done, 1).entries] == ["One"]
    assert [entry.text for entry in notebook_of(done, 2).entries] == ["Two"]


PINNED = [
    "/metrics",
    "/metrics?q=sum+by+(status_code)+(rate(http_client_requests_total[1m]))",
    "/traces/0af7651916cd43dd8448eb211c80319c?span=b7ad6b7169203331",
    "/logs?q=webhook_id:wh_1",
    "/heap?base=s1&snapshot=s2",
    "/database?sort=change",
]
MARKS = [{}, {"lane": OUTBOUND}, {"class": "EventEmitter"}, {"statement": "-42"}, {"line": "7"}]
TEXTS = ["wh_1 fails", "see 0af7651916cd43dd8448eb211c80319c", "The load is too high"]


@st.composite
def noted(draw: st.DrawFn) -> Walk:
    walk = draw(walks())
    for at in draw(st.lists(st.integers(0, 300), max_size=5)):
        mark = " and ".join(f"{name}={value}" for name, value in draw(st.sampled_from(MARKS)).items())
        walk.note(at, "pins", "", draw(st.sampled_from(PINNED)) + (f", of {mark}" if mark else ""))
    for at in draw(st.lists(st.integers(0, 300), max_size=3)):
        walk.note(at, "writes", "", draw(st.sampled_from(TEXTS)))
    walk.done.sort(key=lambda one: one.time or BEGAN)
    return walk


def cited(walk: Walk) -> list[Citation]:
    evidence = Evidence(walk.asked, walk.viewed, MOMENTS, scenario=1)
    return Citing(evidence, notebook_of(walk.done, 1), page_of).citations(STEPS, evidence.exposures(STEPS))


@given(noted())
def test_what_is_cited_was_asked_before_and_answers_a_rule_of_the_step(walk: Walk) -> None:
    asked = {one.no: one for one in walk.asked}
    kinds = {step.id: {kind for rule in step.reached_by for kind in rule.asked} for step in STEPS}
    for citation in cited(walk):
        assert asked[citation.question].time <= citation.time
        assert asked[citation.question].asked in kinds[citation.step]


@given(noted())
def test_nothing_is_cited_by_an_empty_record_or_an_empty_notebook(walk: Walk) -> None:
    assert cited(Walk(done=walk.done)) == []
    assert cited(replace(walk, done=[])) == []


@given(noted())
def test_what_is_refuted_or_filed_elsewhere_is_cited_as_before(walk: Walk) -> None:
    acts = [one.act for one in walk.done]
    later = BEGAN + timedelta(hours=1)
    filed = [replace(act, entry="e1", against=True) for act in acts if isinstance(act, Pinned)]
    judged = [Judged(act.entry, 1, "refuted") for act in acts if isinstance(act, Wrote)]
    more = [Done(act, "c", no=5000 + place, time=later) for place, act in enumerate((*filed, *judged))]
    assert cited(replace(walk, done=[*walk.done, *more])) == cited(walk)


@given(noted())
def test_taking_all_pins_back_leaves_what_was_written(walk: Walk) -> None:
    pins = [one.act.pin for one in walk.done if isinstance(one.act, Pinned)]
    gone = [Done(Unpinned(pin, 1), "c", no=5000, time=BEGAN + timedelta(hours=1)) for pin in pins]
    assert {one.by for one in cited(replace(walk, done=[*walk.done, *gone]))} <= {"line"}
