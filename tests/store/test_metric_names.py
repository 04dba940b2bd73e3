from __future__ import annotations

from pathlib import Path

import pytest

from rounds.store.metric_names import label_name, metric_name

CASES = (Path(__file__).with_name("metric_names.case")).read_text().partition("\n\n")[2].strip().split("\n\n")


@pytest.mark.parametrize("case", CASES)
def test_names_are_prometheus_s(case: str) -> None:
    given, expected = case.split("\n=> ")
    name, unit, kind = (part.strip() for part in given.split("|"))
    assert metric_name(name, unit, counter=kind == "counter", gauge=kind == "gauge") == expected


def test_labels_hold_letters_digits_and_underscores() -> None:
    assert [label_name(key) for key in ("http.route", "a-b c", "9lives", "ok_1")] == [
        "http_route",
        "a_b_c",
        "key_9lives",
        "ok_1",
    ]
