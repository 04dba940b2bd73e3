"""Laws about what a browser's word may do; single walks stand in `walks.case`."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from rounds.interviews import UNKNOWN, Asked, Cause, Evidence, Moments, Rule, Step, Viewed
from rounds.interviews.evidence import LISTED, Exposure
from rounds.interviews.screens import PAGES
from tests.interviews.run import HELD, Walk
from tests.interviews.walked import ASKED, MOMENTS, RULES, STEPS

ADDRESSES = [
    "/metrics",
    "/metrics?q=sum+by+(status_code)+(rate(http_client_requests_total[1m]))",
    "/traces/0af7651916cd43dd8448eb211c80319c?span=b7ad6b7169203331",
    "/logs?q=webhook_id:wh_1",
    "/logs?line=7",
    "/heap?base=s1&snapshot=s2",
    "/database?sort=change",
    "/interview/2/logs?line=7",
]
KINDS = st.sampled_from([*ASKED])
SECONDS = st.integers(0, 300)


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    walk = Walk()
    for time in sorted(draw(st.lists(SECONDS, max_size=6))):
        walk.ask(HELD + time * 1000, draw(KINDS), draw(st.sampled_from(["", "as page", "as presented"])))
    for start in draw(st.lists(SECONDS, max_size=6)):
        end = start + draw(st.integers(0, 60))
        how = draw(st.sampled_from(["", f"told at {end + 9}", "clock +700", "clock -90000"]))
        walk.show(HELD + start * 1000, HELD + end * 1000, draw(st.sampled_from(ADDRESSES)), how)
    return walk


def found(asked: list[Asked], viewed: list[Viewed]) -> dict[str, Exposure]:
    return {one.step: one for one in Evidence(asked, viewed, MOMENTS, scenario=1).exposures(STEPS)}


@given(walks())
def test_what_a_browser_says_can_withhold_and_never_give(walk: Walk) -> None:
    silent, told = found(walk.asked, []), found(walk.asked, walk.viewed)
    assert told.keys() <= silent.keys()
    assert {one.note for one in silent.values()} <= {UNKNOWN}


@given(walks())
def test_only_what_the_candidate_asked_counts(walk: Walk) -> None:
    own = [one for one in walk.asked if one.cause is Cause.CANDIDATE]
    assert found(own, walk.viewed) == found(walk.asked, walk.viewed)


@given(walks(), st.integers(-90_000_000, 90_000_000))
def test_all_browsers_clocks_may_be_wrong(walk: Walk, by: int) -> None:
    moved = [replace(one, visible_from=one.visible_from + by, visible_to=one.visible_to + by) for one in walk.viewed]
    assert found(walk.asked, moved) == found(walk.asked, walk.viewed)


@given(walks(), st.integers(1, 3))
def test_telling_the_same_again_changes_nothing(walk: Walk, times: int) -> None:
    assert found(walk.asked, walk.viewed * (times + 1)) == found(walk.asked, walk.viewed)


@given(walks())
def test_nothing_is_seen_before_it_was_there_nor_after_it_was_told(walk: Walk) -> None:
    asked = {one.no: one.time for one in walk.asked}
    last = max((one.received for one in walk.viewed), default=0.0)
    for exposure in found(walk.asked, walk.viewed).values():
        assert exposure.time >= asked[exposure.no]
        if exposure.seconds is not None:
            assert RULES[exposure.step].seconds <= exposure.seconds <= (last - asked[exposure.no]) / 1000


@given(walks(), st.sampled_from(["offset", "refused", "series", "listed"]))
def test_what_nobody_sees_reaches_nothing(walk: Walk, how: str) -> None:
    asked = [unseen(one, how) for one in walk.asked]
    assert found(asked, []) == {}


def unseen(one: Asked, how: str) -> Asked:
    match how:
        case "offset":
            return replace(one, question=one.question | {"offset": 20})
        case "refused":
            return replace(one, digest={"refused": "too_much"})
        case "series":
            return replace(one, digest=one.digest | {"series_total": 21})
    return replace(one, asked=LISTED[0])


def test_every_page_and_kind_of_these_walks_is_known() -> None:
    assert {page for rule in RULES.values() for page in rule.page} <= set(PAGES)
    asked = {kind for kind, _, digest in ASKED.values() if "refused" not in digest}
    assert {kind for rule in RULES.values() for kind in rule.asked} <= asked


def test_a_record_that_is_made_to_be_slow_is_read_in_time() -> None:
    """No page is so: it is what a script can send, of which each piece is compared with every other."""
    many, began = 1_000, process_time()
    digest = {"series": [1]}
    asked = [
        Asked(no, no * 100.0, Cause.CANDIDATE, "metrics.range", {"expression": "up"}, digest) for no in range(many)
    ]
    viewed = [
        Viewed("metrics", "/interview/1/metrics", {"q": ["a;" * 1_900 + str(no)]}, 0.0, no * 1e3, no * 1e3, 1)
        for no in range(many)
    ]
    step = Step("never", "", (Rule(("metrics.range",), ("metrics",), {"series": {"length": 1}}),))
    assert Evidence(asked, viewed, Moments(0, 1, 2), scenario=1).exposures([step]) == []
    assert process_time() - began < 10
