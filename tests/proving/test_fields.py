"""A rule about a field that no answer has is told, with the fields that answers have."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from rounds.incidents.sealed import Proof, RedHerring
from rounds.incidents.solving import QUESTIONS
from rounds.interviews import Asked, Cause, Rule, Step
from rounds.proving.fields import missing, question_fields, strange
from tests.incidents.small import SEALED

CURVES = {"question": "metrics.range", "series": [], "series_total": 0, "window": [0, 1]}
LINES = {"question": "logs.lines", "rows": 3, "filters": []}
ASKED = [
    Asked(number, 0.0, Cause.SOLVER, str(digest["question"]), {}, digest)
    for number, digest in enumerate((CURVES, LINES))
]


def told(where: dict[str, Any], *asked: str) -> list[tuple[str, str]]:
    step = Step("1", "found", (Rule(asked or ("metrics.range",), ("metrics",), where),))
    return list(missing(replace(SEALED, steps=(step,)), ASKED))


@pytest.mark.parametrize(
    "where",
    [
        {"series": {"some": {"anything": 1}}},
        {"all_of": [{"series_total": 1}, {"any_of": [{"window": {"covers": "now"}}]}]},
        {"not": {"series": {"length": 0}}},
        {"expression": {"contains": "rate"}},  # of the question, when it was given
        {"baseline": [0, 1]},  # of some answers
    ],
)
def test_fields_that_answers_have_are_none(where: dict[str, Any]) -> None:
    assert told(where) == []


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ({"serie": {"some": {"last": 1}}}, "serie"),
        ({"all_of": [{"series_total": 1}, {"not": {"sries": 1}}]}, "sries"),
    ],
)
def test_others_are_told_with_their_place(where: dict[str, Any], name: str) -> None:
    assert told(where) == [
        (
            f"sealed.steps.0.reached_by.0.where.{name}",
            f"no answer of metrics.range has `{name}`; it has question, series, series_total, window",
        )
    ]


def test_a_rule_of_two_kinds_may_speak_of_either() -> None:
    assert told({"rows": 3}, "metrics.range", "logs.lines") == []
    assert [place for place, _ in told({"row": 3}, "metrics.range", "logs.lines")] != []


def test_nothing_is_said_of_what_was_not_asked() -> None:
    assert told({"nonsense": 1}, "heap.summary") == []
    assert told({"nonsense": 1}, "metrics.range", "heap.summary") == []


def test_a_proof_asks_with_what_its_question_takes() -> None:
    proofs = [Proof("metrics.range", {name: "up", "end": "now"}, {"rows": 1}, "") for name in ("expression", "expr")]
    sealed = replace(SEALED, red_herrings=(RedHerring("", "", tuple(proofs)),))
    told = "metrics.range takes no `expr`; it takes end, expression, limit, start, step_ms"
    assert list(strange(sealed)) == [("sealed.red_herrings.0.proofs.1.question.expr", told)]


@pytest.mark.parametrize("kind", sorted(QUESTIONS))
def test_it_is_known_what_every_question_takes(kind: str) -> None:
    in_address = set(re.findall(r"\{(\w+)\}", QUESTIONS[kind]))
    assert question_fields(kind) >= in_address
    assert question_fields(kind) or kind in ("database.databases", "heap.snapshots", "metrics.catalogue")
