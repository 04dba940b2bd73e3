"""Log patterns, against the `drain3` package, which is handed the same masked texts in the same order."""

from __future__ import annotations

import re
from itertools import groupby

from drain3.drain import Drain as Oracle
from hypothesis import given, settings
from hypothesis import strategies as st

from rounds.store import Telemetry
from rounds.store.patterns import ANY, CHILDREN, PATTERNS, SIMILAR, mined
from tests.store.incidents import SECOND, incident, line

WORDS = st.sampled_from(["a", "b", "c", "delivery", "failed", ANY, "x1", "status:503", "2"])
TEXTS = st.lists(st.lists(WORDS, max_size=6).map(" ".join), max_size=60, unique=True)


def oracle(texts: list[str]) -> tuple[list[int], list[str]]:
    drain = Oracle(depth=4, sim_th=SIMILAR, max_children=CHILDREN)
    numbers = [drain.add_log_message(text)[0].cluster_id - 1 for text in texts]
    return numbers, [" ".join(cluster.log_template_tokens) for cluster in drain.clusters]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_patterns_are_those_of_drain3(texts: list[str]) -> None:
    assert mined([(0, text) for text in texts]) == oracle(texts)


@settings(max_examples=30, deadline=None)
@given(st.integers(90, 110), st.integers(0, 5))
def test_a_crowded_place_in_the_tree_is_drain3s_too(words: int, more: int) -> None:
    texts = [f"word{chr(97 + n // 26)}{chr(97 + n % 26)} tail and more" for n in range(words)]
    texts += [f"7{n} tail and more" for n in range(more)]
    texts = [re.sub("7.", "<*>", text) for text in dict.fromkeys(texts)]
    assert mined([(0, text) for text in texts]) == oracle(texts)


def test_texts_without_order_do_not_make_it_slow() -> None:
    texts = [(n % 2, f"{n:b}".replace("0", "o").replace("1", "l")) for n in range(25_000)]
    numbers, templates = mined(texts)
    assert len(templates) == 2 * (PATTERNS + 1)
    assert templates[numbers[-1]] == ANY
    assert len(set(numbers)) == len(templates)


def test_every_line_has_its_pattern_and_the_counts_are_exact(telemetry: Telemetry) -> None:
    kinds = [
        ("webhook delivery failed wh_{n} with 503", "WARN", 50),
        ("webhook delivery done wh_{n} with 200", "INFO", 30),
        ("customer {name} signed in", "INFO", 20),
    ]
    names = ["acme", "bolt", "cargo", "delta"]
    lines = [
        line(text.format(n=n, name=names[n % 4]), at=n * SECOND, SeverityText=severity, SampleRate=2)
        for text, severity, count in kinds
        for n in range(count)
    ]
    telemetry.install("patterns", incident((), [*lines, line("", at=99 * SECOND)]))
    reader = telemetry.reader("patterns")
    rows = reader.rows(
        "SELECT Template, SeverityText, Rows, Scaled, toUnixTimestamp(Last) - toUnixTimestamp(First) AS span FROM log_patterns ORDER BY PatternId"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("webhook delivery failed <*> with <*>", "WARN", 50, 100, 49),
        ("webhook delivery done <*> with <*>", "INFO", 30, 60, 29),
        ("customer <*> signed in", "INFO", 20, 40, 19),
        ("", "INFO", 1, 1, 0),
    ]
    counted = reader.rows(
        "SELECT PatternId, count() AS n, uniq(SeverityText) AS s FROM otel_logs GROUP BY 1 ORDER BY 1"
    )
    assert [tuple(row.values()) for row in counted] == [(0, 50, 1), (1, 30, 1), (2, 20, 1), (3, 1, 1)]


def test_a_key_stays_when_its_values_differ() -> None:
    texts = ["delivery to customer done status=ok to=abc", "delivery to customer done status=late to=xyz"]
    numbers, templates = mined([(0, text) for text in texts])
    assert numbers == [0, 0]
    assert templates == ["delivery to customer done status=<*> to=<*>"]


def test_each_group_has_patterns_of_its_own() -> None:
    texts = [(group, f"delivery {word}") for group, words in ((0, ["failed", "lost"]), (1, ["done"])) for word in words]
    numbers, templates = mined(texts)
    assert [list(group) for _, group in groupby(numbers)] == [[0, 0], [1]]
    assert templates == ["delivery <*>", "delivery done"]
