"""How a candidate works, told by their questions and their screen; and which flags of the guide that supports."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rounds.interviews import Asked, Cause, Done, Viewed, acts
from rounds.interviews.flags import FLAGS, Colour, Shown, suggested
from rounds.interviews.ladder import Reach
from rounds.interviews.notebook import notebook_of
from rounds.interviews.process import Facts, Kept, Pivot, facts_of, kept_of

BEGAN = datetime(2026, 6, 1, 9, tzinfo=UTC)
ZERO = BEGAN.timestamp() * 1000


def seen(*stays: tuple[str, float, float]) -> list[Viewed]:
    """Pages with the seconds from and to; reported at the end of each."""
    return [
        Viewed(page, f"/interview/1/{page}", {}, ZERO + start * 1000, ZERO + end * 1000, ZERO + end * 1000, 1)
        for page, start, end in stays
    ]


def asks(no: int, at: float, kind: str, cause: Cause = Cause.CANDIDATE, **told: Any) -> Asked:
    digest = {"filters": told.pop("filters", []), **told.pop("shows", {})}
    return Asked(no, ZERO + at * 1000, cause, kind, told, digest)


def facts(asked: list[Asked], viewed: list[Viewed], minutes: float = 10) -> Facts:
    return facts_of(asked, viewed, 1, (ZERO, ZERO + minutes * 60_000))


class TestStays:
    def test_are_what_the_screen_showed_one_after_the_other(self) -> None:
        found = facts([], seen(("briefing", 0, 31), ("services", 31, 42), ("metrics", 42, 57), ("metrics", 57, 90)))
        assert [(one.tool, one.length / 1000) for one in found.stays] == [
            ("briefing", 31), ("services", 11), ("metrics", 48)
        ]  # fmt: skip
        assert (found.first_tools, found.symptom_dwell) == (("services", "metrics"), 31)

    def test_a_trace_is_in_the_traces(self) -> None:
        found = facts([], seen(("traces", 0, 20), ("trace", 20, 40), ("compare", 40, 60)))
        assert [one.tool for one in found.stays] == ["traces"]

    def test_where_no_browser_tells_questions_do_and_nothing_is_said_of_the_symptoms(self) -> None:
        found = facts([asks(1, 20, "metrics.range"), asks(2, 50, "logs.lines")], [])
        assert [(one.tool, one.start - ZERO) for one in found.stays] == [("metrics", 20_000), ("logs", 50_000)]
        assert (found.symptom_dwell, found.first_query) == (None, 20)

    def test_what_was_before_and_after_the_work_is_none_of_it(self) -> None:
        found = facts(
            [asks(1, -5, "logs.lines"), asks(2, 700, "logs.lines")], seen(("logs", -9, -1), ("logs", 650, 660))
        )
        assert (found.stays, found.queries) == ((), 0)


class TestThrash:
    def test_is_hurry_through_tools_without_a_question(self) -> None:
        hops = [(tool, n * 4.0, n * 4.0 + 4) for n, tool in enumerate(["metrics", "logs", "traces"] * 4)]
        found = facts([], seen(*hops, ("heap", 48, 400)))
        assert (found.thrash_at_worst, found.thrash) == (6, pytest.approx(1.2))

    def test_a_question_or_five_seconds_make_a_stay_of_it(self) -> None:
        hops = [(tool, n * 4.0, n * 4.0 + 4) for n, tool in enumerate(["metrics", "logs"] * 4)]
        questions = [asks(n, n * 4.0 + 1, "logs.lines") for n in range(8)]
        assert facts(questions, seen(*hops)).thrash_at_worst == 0
        slow = [(tool, n * 6.0, n * 6.0 + 6) for n, tool in enumerate(["metrics", "logs"] * 4)]
        assert facts([], seen(*slow)).thrash_at_worst == 0


class TestPivots:
    SHOWN = asks(1, 10, "traces.span", shows={"attributes": {"webhook_id": "wh_7"}})

    def test_a_value_of_one_tool_is_looked_for_in_another(self) -> None:
        (pivot,) = facts([self.SHOWN, asks(2, 100, "logs.lines", filters=[["webhook_id", "=", "wh_7"]])], []).pivots
        assert pivot == Pivot(2, ZERO + 100_000, "traces", "logs", "wh_7")

    @pytest.mark.parametrize(
        "second",
        [
            asks(2, 131, "logs.lines", filters=[["webhook_id", "=", "wh_7"]]),
            asks(2, 20, "traces.traces", filters=[["webhook_id", "=", "wh_7"]]),
            asks(2, 20, "logs.lines", filters=[["webhook_id", "!=", "wh_7"]]),
            asks(2, 20, "logs.lines", Cause.PAGE, filters=[["webhook_id", "=", "wh_7"]]),
            asks(2, 20, "logs.lines", filters=[["level", "=", "warn"]]),
        ],
        ids=["too late", "the same tool", "excluded", "the page's own", "another value"],
    )
    def test_others_are_none(self, second: Asked) -> None:
        assert facts([self.SHOWN, second], []).pivots == ()

    def test_a_list_to_choose_from_shows_nothing(self) -> None:
        listed = asks(1, 10, "traces.facets", shows={"values": {"webhook_id": {"wh_7": 3}}})
        assert facts([listed, asks(2, 20, "logs.lines", filters=[["webhook_id", "=", "wh_7"]])], []).pivots == ()

    def test_the_same_time_in_another_tool_is_one_where_it_was_chosen(self) -> None:
        usual, chosen = {"window": [0, 60]}, {"window": [10, 20]}
        asked = [
            asks(1, 1, "metrics.range", shows=usual), asks(2, 5, "logs.lines", shows=usual),
            asks(3, 9, "metrics.range", shows=chosen), asks(4, 12, "logs.lines", shows=chosen),
        ]  # fmt: skip
        assert [(one.no, one.value) for one in facts(asked, []).pivots] == [(4, "the same time")]


def test_shares_of_queries() -> None:
    same = {"query": "level:error", "filters": [["level", "=", "error"]]}
    asked = [asks(1, 1, "logs.lines", **same), asks(2, 2, "logs.lines", **same), asks(3, 3, "metrics.range"),
             asks(4, 4, "metrics.range", Cause.PAGE)]  # fmt: skip
    found = facts(asked, [])
    assert (found.queries, found.specificity, found.redundancy) == (3, pytest.approx(2 / 3), pytest.approx(1 / 3))


def test_a_hypothesis_came_first_where_its_query_was_asked_later() -> None:
    def at(seconds: float, act: acts.Act) -> Done:
        return Done(act, "c", no=int(seconds), time=BEGAN + timedelta(seconds=seconds))

    done = [
        at(10, acts.Wrote("a", 1, "hypothesis", "Retries multiply")), at(30, acts.Pinned("p", 1, "/x", "x", entry="a")),
        at(40, acts.Wrote("b", 1, "hypothesis", "The pool")), at(41, acts.Pinned("q", 1, "/x", "x", entry="b")),
        at(50, acts.Wrote("c", 1, "note", "Look later")),
    ]  # fmt: skip
    kept = kept_of(notebook_of(done, 1), [asks(1, 20, "metrics.range")])
    assert kept == Kept(entries=3, pins=2, hypotheses=2, before_queries=1, first="Retries multiply")


NOW = BEGAN + timedelta(minutes=10)
SIGNAL = Shown("E1", "An exponential curve", BEGAN + timedelta(minutes=5), 21)


class TestFlags:
    def test_are_the_guides(self) -> None:
        assert [sum(flag.colour is colour for flag in FLAGS) for colour in (Colour.RED, Colour.GREEN)] == [8, 9]

    @pytest.mark.parametrize(
        ("facts", "kept", "wanted"),
        [
            (Facts(), Kept(), []),
            (Facts(thrash_at_worst=4), Kept(), []),
            (Facts(thrash_at_worst=4.5), Kept(), ["clicking"]),
            (Facts(symptom_dwell=5), Kept(), []),
            (Facts(symptom_dwell=4.9), Kept(), ["symptoms"]),
            (Facts(queries=9), Kept(), ["uncorrelated"]),
            (Facts(queries=7), Kept(), []),
            (Facts(queries=9, pivots=(Pivot(1, 0, "logs", "traces", "x"),)), Kept(), []),
            (Facts(pivots=(Pivot(1, 0, "logs", "traces", "x"),) * 2), Kept(), ["correlates"]),
            (Facts(), Kept(entries=3), ["notes"]),
            (Facts(), Kept(hypotheses=1, before_queries=1, first="It is x"), ["hypotheses"]),
        ],
    )
    def test_are_suggested_where_the_record_supports_them(self, facts: Facts, kept: Kept, wanted: list[str]) -> None:
        found = suggested(1, facts, kept, [], {}, now=NOW, ended=True)
        assert [one.flag for one in found] == wanted
        assert all(one.how for one in found)

    def test_nothing_is_said_of_correlation_before_the_work_ends(self) -> None:
        assert suggested(1, Facts(queries=9), Kept(), [], {}, now=NOW, ended=False) == []

    @pytest.mark.parametrize(
        ("shown", "reach", "wanted"),
        [
            (SIGNAL, Reach(), ["signals"]),
            (SIGNAL, Reach(cited=BEGAN), []),
            (SIGNAL, Reach(recognised=BEGAN), []),
            (Shown("E1", "A curve", BEGAN, 20), Reach(), []),
            (Shown("E1", "A curve", NOW - timedelta(minutes=2), 60), Reach(), []),
        ],
        ids=["seen and left", "cited", "recognised", "too short", "not two minutes yet"],
    )
    def test_a_signal_that_was_there_and_not_cited(self, shown: Shown, reach: Reach, wanted: list[str]) -> None:
        found = suggested(1, Facts(), Kept(), [shown], {"E1": reach}, now=NOW, ended=False)
        assert [one.flag for one in found] == wanted
