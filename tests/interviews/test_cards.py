"""Scorecards as they are sent, checked, handed in and amended."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rounds.interviews import acts, cards, feedback
from rounds.interviews.acts import Done
from rounds.interviews.cards import Checking, card_of, differences, handed_of, is_ready
from rounds.interviews.ladder import Given
from rounds.interviews.rubric import CRITERIA
from rounds.interviews.scorecard import Cited, Raised, Rating, Score, Scorecard, Seen, Signal, Solution, told
from rounds.interviews.verdict import Circumstances
from rounds.kit.errors import Invalid

THEN = datetime(2026, 6, 1, 9, tzinfo=UTC)
SAID = "She split errors by host before she explained anything, and named the growth from its shape alone. " * 3
FEEDBACK = f"{SAID}[1, 3:04]\n\n{SAID}[2, 8:05]"


def whole() -> Scorecard:
    """That may be handed in, of two scenarios."""
    return Scorecard(
        scores=tuple(
            Score(n, 2, cause=600.0, solution=Solution.WORKING, cited=(Cited(n, 184.0, "503 on one host"),))
            for n in (1, 2)
        ),
        ratings=tuple(Rating(one.id, 0, 2.5) for one in CRITERIA),
        signals=tuple(Signal(one, Seen.NOT_ASKED) for one in cards.SIGNALS),
        feedback=FEEDBACK,
    )


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"scores": "3"}, "scores"),
        ({"scores": [{"scenario": 4, "points": 1}]}, "scores.0.scenario"),
        ({"scores": [{"scenario": 1, "points": 4}]}, "scores.0.points"),
        ({"scores": [{"scenario": 1, "points": 1.5}]}, "scores.0.points"),
        ({"scores": [{"scenario": 1, "points": True}]}, "scores.0.points"),
        ({"scores": [{"scenario": 1}, {"scenario": 1}]}, "scores.1.scenario"),
        ({"scores": [{"scenario": 1, "solution": "all of them"}]}, "scores.0.solution"),
        ({"scores": [{"scenario": 1, "cause": float("nan")}]}, "scores.0.cause"),
        ({"scores": [{"scenario": 1, "cited": [{"scenario": 7, "seconds": 1}]}]}, "scores.0.cited.0.scenario"),
        ({"scores": [{"scenario": 1, "cited": [{"scenario": 1, "seconds": -1}]}]}, "scores.0.cited.0.seconds"),
        ({"scores": [{"scenario": 1, "reason": "x" * 501}]}, "scores.0.reason"),
        ({"ratings": [{"criterion": "charm", "points": 3}]}, "ratings.0.criterion"),
        ({"ratings": [{"criterion": "tools", "points": 2.25}]}, "ratings.0.points"),
        ({"ratings": [{"criterion": "tools", "points": 2, "observed": False}]}, "ratings.0.points"),
        ({"ratings": [{"criterion": "tools"}, {"criterion": "tools", "scenario": 0}]}, "ratings.1.criterion"),
        ({"signals": [{"signal": "luck", "seen": "seen"}]}, "signals.0.signal"),
        ({"signals": [{"signal": "monitoring", "seen": "perhaps"}]}, "signals.0.seen"),
        ({"flags": [{"flag": "nobody"}]}, "flags.0.flag"),
        ({"flags": [{"flag": "notes", "scenario": 3}]}, "flags.0.scenario"),
        ({"feedback": "x" * 20_001}, "feedback"),
        ({"feedback": ["x"]}, "feedback"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(content: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        card_of(content, (1, 2))
    assert wrong.value.field == field


def test_a_card_is_read_as_it_was_written() -> None:
    assert card_of(told(whole()), (1, 2)) == whole()
    assert card_of({}, (1, 2)) == Scorecard()


# Before it is handed in


def checking(**different: Any) -> Checking:
    around = Circumstances(
        different.pop("numbers", (1, 2)), different.pop("skipped", frozenset()), different.pop("given", {})
    )
    return Checking(around, lambda scenario, second: scenario < 3 and second < 1000, different.pop("read", (1, 2)))


def failing(card: Scorecard, **different: Any) -> list[str]:
    return [one.text for one in checking(**different).of(card) if not one.ok]


def test_a_whole_card_may_be_handed_in() -> None:
    assert failing(whole()) == []
    assert is_ready(checking().of(whole()))


def test_unread_documents_are_told_and_stop_nothing() -> None:
    checks = checking(read=(2,)).of(whole())
    assert [one.text for one in checks if not one.ok] == [
        "Solution document of scenario 1 not marked as read before the interview"
    ]
    assert is_ready(checks)


def test_points_and_evidence_of_every_scenario_but_those_left_out() -> None:
    first = replace(whole(), scores=whole().scores[:1])
    assert failing(first) == ["No points for scenario 2", "No evidence for scenario 2"]
    assert failing(first, skipped=frozenset({2})) == []
    assert failing(whole(), numbers=(1, 2, 3))[:2] == ["No points for scenario 3", "No evidence for scenario 3"]
    assert "No points for scenarios 1 and 2" in failing(Scorecard())


@pytest.mark.parametrize("cited", [(), (Cited(1, 2000.0),), (Cited(2, 10.0),)])
def test_evidence_is_a_second_of_that_scenario_that_was_there(cited: tuple[Cited, ...]) -> None:
    first, second = whole().scores
    assert failing(replace(whole(), scores=(replace(first, cited=cited), second))) == ["No evidence for scenario 1"]


def test_more_than_hints_allow_needs_a_reason() -> None:
    helped = {1: [Given(no, no, level, "", THEN) for no, level in enumerate((1, 3))]}
    assert failing(whole(), given=helped) == ["Say why scenario 1 has more than hints and solution allow"]
    first, second = whole().scores
    with_reason = replace(whole(), scores=(replace(first, reason="The second hint told nothing new."), second))
    assert failing(with_reason, given=helped) == []


def test_criteria_are_rated_in_all_scenarios_or_overall() -> None:
    others = whole().ratings[:-1]
    name = CRITERIA[-1]
    some = Rating(name.id, 1, 2.0)
    assert failing(replace(whole(), ratings=others)) == [f"Not rated in every scenario or overall: {name.title}"]
    assert failing(replace(whole(), ratings=(*others, some))) == [
        f"Not rated in every scenario or overall: {name.title}"
    ]
    assert failing(replace(whole(), ratings=(*others, some, Rating(name.id, 2, observed=False)))) == []
    assert failing(replace(whole(), ratings=(*whole().ratings, some))) == [
        f"{name.title}: rate each scenario or overall, not both"
    ]


def test_signals_are_answered_also_by_not_asked() -> None:
    assert failing(replace(whole(), signals=whole().signals[1:])) == ["Level signals to answer: Architecture"]


def test_a_flag_refers_to_a_second_that_was_there() -> None:
    assert failing(replace(whole(), flags=(Raised("notes", 1, 60.0),))) == []
    assert failing(replace(whole(), flags=(Raised("notes", 1, 5000.0),))) == [
        "Flag “Takes notes and stays organized”: [1, 83:20] is not in this interview"
    ]


@pytest.mark.parametrize(
    ("text", "wanting"),
    [
        ("", "0 paragraphs of 2"),
        (f"{SAID}[1, 3:04]", "1 paragraph of 2"),
        (f"{SAID}[1, 3:04]\n\nShort.", "Paragraph 2: 194 characters to go and a second of the interview to cite"),
        (f"{SAID}[1, 3:04]\n\n{SAID}", "Paragraph 2: a second of the interview to cite"),
        (f"{SAID}[1, 3:04]\n\n{SAID}[1, 99:00]", "Paragraph 2: its second is not in this interview"),
        (f"{SAID}[1, 3:04]\n{SAID}[2, 3:04]", "1 paragraph of 2"),
    ],
)
def test_feedback_is_two_paragraphs_with_a_second_each(text: str, wanting: str) -> None:
    assert failing(replace(whole(), feedback=text)) == [wanting]


def test_a_third_paragraph_may_be_short() -> None:
    assert failing(replace(whole(), feedback=f"{FEEDBACK}\n\nA pleasure.")) == []


# Versions


def test_versions_are_told_by_their_acts() -> None:
    done = [
        Done(cards.submitted(whole()), "b", no=4, time=THEN),
        Done(acts.Noted("a note"), "b", no=5, time=THEN),
        Done(cards.submitted(whole(), 2, "I looked again.", ("a",)), "b", no=6, time=THEN + timedelta(hours=1)),
    ]
    [seat] = handed_of(done, (1, 2)).items()
    assert seat[0] == "b"
    assert [(one.no, one.version, one.reason, one.seen) for one in seat[1]] == [
        (4, 1, "", ()),
        (6, 2, "I looked again.", ("a",)),
    ]


def test_what_is_different_is_said_in_words() -> None:
    first, second = whole().scores
    after = replace(
        whole(),
        scores=(replace(first, points=3, reason="It was theirs.", cause=485.0), second),
        ratings=(Rating(CRITERIA[0].id, 0, observed=False), *whole().ratings[1:]),
        feedback=f"{SAID}[1, 3:04]",
    )
    assert [(one.what, one.before, one.after) for one in differences(whole(), after)][:-1] == [
        ("Scenario 1, points", "2", "3"),
        ("Scenario 1, cause understood", "10:00", "8:05"),
        ("Scenario 1, reason", "", "It was theirs."),
        ("Systematic Approach, overall", "2.5", "not observed"),
    ]
    assert differences(whole(), after)[-1].what == "Feedback, paragraph 2"
    assert differences(whole(), whole()) == []


@pytest.mark.parametrize(("hours", "standing"), [(0, "open"), (23.9, "open"), (24, "late"), (100, "late")])
def test_a_card_is_late_after_a_day(hours: float, standing: str) -> None:
    assert cards.standing(False, THEN, THEN + timedelta(hours=hours)) == standing
    assert cards.standing(True, THEN, THEN + timedelta(hours=hours)) == "submitted"


# Feedback


def test_links_are_found_with_their_seconds() -> None:
    found = feedback.links("At [1, 3:04] and [0,62:07], not at [1, 3:64] or [x, 1:00].")
    assert [(one.scenario, one.seconds, one.start, one.end) for one in found] == [
        (1, 184.0, 3, 12),
        (0, 3727.0, 17, 26),
    ]
    assert feedback.link(1, 184.9) == "[1, 3:04]"


def test_a_draft_has_ones_notes_by_scenario_with_their_seconds() -> None:
    notes = [
        feedback.Noted(0, 3500.0, "Asked good questions"),
        feedback.Noted(2, 380.0, "Counted the spans"),
        feedback.Noted(1, 184.0, "Split by host."),
        feedback.Noted(1, 60.0, "Read the\n symptoms"),
        feedback.Noted(0, None, "Called in before"),
    ]
    assert feedback.draft(notes) == (
        "Read the symptoms [1, 1:00]. Split by host [1, 3:04].\n\n"
        "Counted the spans [2, 6:20].\n\n"
        "Called in before. Asked good questions [0, 58:20]."
    )
    assert feedback.draft([]) == ""
