"""What candidates are told before an interview, and what their acts say of their access, consents and tour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rounds.interviews import Act, Done, Policy, acts, welcome
from rounds.interviews.access import (
    CHECKS,
    Colour,
    access_of,
    agreed_of,
    checked,
    displayed_of,
    requested_of,
    toured_of,
)
from rounds.kit.errors import Invalid

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def done(*told: Act) -> list[Done]:
    return [Done(act, "anna", "", no, NOW + timedelta(minutes=no)) for no, act in enumerate(told)]


def words(*given: str) -> acts.Checked:
    return checked({name: (word, "") for name, word in zip(CHECKS, given, strict=False)})


@pytest.mark.parametrize(
    ("given", "colour"),
    [
        (("good", "good"), Colour.GREEN),
        (("good", "fair"), Colour.AMBER),
        (("fair", "bad", "good"), Colour.RED),
    ],
)
def test_a_check_has_the_colour_of_its_worst_word(given: tuple[str, ...], colour: Colour) -> None:
    found = access_of(done(words(*given)))
    assert found is not None
    assert (found.colour, found.good, found.at) == (colour, given.count("good"), NOW)


def test_the_last_check_counts_also_where_it_is_worse() -> None:
    assert access_of(done(acts.Entered())) is None
    found = access_of(done(words("good"), acts.Toured("logs"), words("bad")))
    assert found is not None
    assert (found.colour, found.at) == (Colour.RED, NOW + timedelta(minutes=2))


def test_consents_are_those_given_last() -> None:
    assert not agreed_of([]).policy
    first, last = {"policy": True, "training": True}, {"policy": True, "training": False}
    assert agreed_of(done(acts.Consented(first, "1"), acts.Consented(last, "2"))).consents == last


def test_a_stop_that_was_done_is_not_skipped_afterwards_and_a_tour_starts_over() -> None:
    told = (acts.Toured("heap"), acts.Toured("heap", skipped=True), acts.Toured("logs", skipped=True))
    assert toured_of(done(*told)) == {"heap": "done", "logs": "skipped"}
    assert toured_of(done(*told, acts.Toured(""))) == {}
    assert toured_of(done(acts.Toured("logs", skipped=True), acts.Toured("logs"))) == {"logs": "done"}


def test_what_was_asked_for_and_chosen() -> None:
    told = done(acts.Displayed(("hidden timer",)), acts.Requested(), acts.Displayed(()))
    assert (displayed_of(told), requested_of(told)) == ((), NOW + timedelta(minutes=1))


class TestWords:
    @pytest.mark.parametrize("web", [True, False])
    @pytest.mark.parametrize("assistants", ["no", "allowed", "disclosed"])
    @pytest.mark.parametrize("people", [True, False])
    def test_the_policy_is_in_the_answer_and_in_the_consent(self, web: bool, assistants: str, people: bool) -> None:
        policy = Policy(web, assistants, people)
        line = welcome.wording.policy(policy)
        assert welcome.consents(policy)[0].text == line
        outside = welcome.questions(policy, {})[3].answer
        assert outside.endswith(line)
        assert ("Google" in outside) is web

    def test_where_data_is_from_is_said_once_or_of_each(self) -> None:
        assert welcome.reality({1: "Synthetic.", 2: "Synthetic."}) == "Synthetic."
        assert welcome.reality({2: "Recorded at Oakline.", 1: "Synthetic."}) == (
            "Scenario 1: Synthetic. Scenario 2: Recorded at Oakline."
        )
        assert welcome.reality({}) == welcome.UNSAID
        assert welcome.provenance(" Made up. ", recorded_here=False) == "Made up."
        assert welcome.provenance("", recorded_here=True) == welcome.RECORDED

    def test_only_the_guides_own_words_exclaim(self) -> None:
        texts = [one.text for one in welcome.CONSENTS] + [one.question for one in welcome.WONDERED]
        texts += [one.answer for one in welcome.questions(Policy(), {1: welcome.SHIPPED})]
        assert [text for text in texts if "!" in text] == [
            "That's okay! We're evaluating your approach and thinking, not just the answer."
        ]
        assert not any("please" in text.lower() for text in texts)

    def test_what_is_needed_is_accepted_and_nothing_else_is_agreed_to(self) -> None:
        kept = welcome.consented({"policy": True}, welcome.VERSION)
        assert kept.consents == {"policy": True, "record": True, "calibration": False, "training": False}
        for given in ({}, {"policy": False}, {"policy": True, "record": True}, {"policy": True, "soul": True}):
            with pytest.raises(Invalid):
                welcome.consented(given, welcome.VERSION)

    def test_an_answer_is_one_of_those_offered(self) -> None:
        assert welcome.commented({"fair": "Yes", "better": " "}).answers == {"fair": "Yes"}
        for answers in ({}, {"better": "  "}, {"fair": "Quite"}, {"pay": "more"}, {"better": "x" * 2_001}):
            with pytest.raises(Invalid):
                welcome.commented(answers)
