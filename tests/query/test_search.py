"""Whatever is typed: it becomes a tree or a complaint with a place, and never a part of the statement."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rounds.kit.errors import Invalid
from rounds.query import search
from rounds.query.search import amounts
from rounds.query.search.tree import Match, leaves
from rounds.query.search.write import with_filter
from tests.query.run import ATTRIBUTES, FIELDS, drawn

MARK = "zQ7w"  # stands in every typed value, and nowhere in the statements
PIECES = [
    *sorted((field.column for fields in FIELDS.values() for field in fields.known.values()), key=len, reverse=True),
    *[
        "hasAllTokens",
        "lower",
        "toString",
        "toFloat64OrNull",
        "ifNull",
        "isNotNull",
        "arrayExists",
        "Events.Name",
        "Links.SpanId",
    ],
    *[
        "SELECT",
        "FROM",
        "WHERE",
        "AND",
        "OR",
        "NOT",
        "IN",
        "LIKE",
        "ILIKE",
        "TraceId",
        "SpanId",
        "TraceNo",
        "StatusMessage",
    ],
    *["otel_traces", "otel_logs", "trace_summaries", "SeverityNumber", "Body"],
]
FIXED = re.compile(r"\{p\d+:(String|Int64|Float64|UInt8|Bool)\}|''|->|" + "|".join(map(re.escape, PIECES)))

typed = st.text(st.sampled_from("ab1 \t\n\"'`\\:()[]{}<>=*-%_$.,;/é\0"), max_size=40) | st.text(max_size=20)
names = st.sampled_from(["service", "retry_count", "customer", "level", "duration", "status", "body", "final", "nope"])
values = st.text(max_size=12).map(lambda text: MARK + text)
quoted = values.map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"')
term = (
    st.builds("{}:{}".format, names, quoted | st.sampled_from(["error", "5", ">3", "2s", "*", "[1 TO 5]", "true"]))
    | quoted
)
searches = st.lists(term | st.sampled_from(["OR", "NOT", "(", ")", "-"]), max_size=6).map(" ".join)


def placed(problem: Invalid, text: str) -> None:
    assert problem.message
    assert problem.start is not None
    assert problem.end is not None
    assert 0 <= problem.start <= problem.end <= len(text)


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(["traces", "logs"]), typed | searches)
def test_nothing_typed_becomes_part_of_the_statement(signal: str, text: str) -> None:
    try:
        tree = search.parse(text)
        made = search.condition(tree, FIELDS[signal], {leaf.text: ("customer.id",) for leaf in search.texts(tree)})
    except Invalid as problem:
        placed(problem, text)
        return
    assert MARK not in made.sql
    assert re.fullmatch(r"[\s(),=<>!01]*", FIXED.sub("", made.sql)), made.sql
    assert set(re.findall(r"\{(p\d+):", made.sql)) == set(made.values)


@settings(max_examples=150, deadline=None)
@given(typed | searches)
def test_the_canonical_text_means_the_same(text: str) -> None:
    try:
        tree = search.parse(text)
    except Invalid:
        return
    written = search.written(tree)
    again = search.parse(written)
    assert drawn(again) == drawn(search.parse(search.written(again)))
    assert search.written(again) == written
    assert [type(leaf) for leaf in leaves(again)] == [type(leaf) for leaf in leaves(tree)]


@settings(max_examples=150, deadline=None)
@given(searches, st.text(min_size=1, max_size=8), st.text(max_size=8))
def test_a_kept_value_is_asked_for_once_and_can_be_dropped_again(text: str, field: str, value: str) -> None:
    try:
        search.parse(text)
    except Invalid:
        return
    kept = with_filter(text, field, value, "keep")
    asked = [leaf for leaf in leaves(search.parse(kept)) if isinstance(leaf, Match) and leaf.field == field]
    assert asked
    assert with_filter(kept, field, value, "keep") == kept
    dropped = with_filter(kept, field, value, "drop")
    assert not [leaf for leaf in leaves(search.parse(dropped)) if isinstance(leaf, Match) and leaf.field == field]


def test_a_search_has_a_length_and_a_depth() -> None:
    with pytest.raises(Invalid, match="4,000 characters"):
        search.parse("a" * 4001)
    with pytest.raises(Invalid, match="40 deep"):
        search.parse("(" * 41 + "a" + ")" * 41)
    assert search.parse("(" * 40 + "a" + ")" * 40)


def test_a_name_that_could_mean_two_keys_is_not_guessed() -> None:
    fields = search.Fields("logs", [*ATTRIBUTES, search.Attribute("server.path", "`@server.path`", "string")])
    with pytest.raises(Invalid, match="No field path"):
        search.condition(search.parse("path:/a"), fields)


def test_what_a_line_says_of_itself_goes_before_what_its_span_says() -> None:
    fields = search.Fields("logs", [*ATTRIBUTES, search.Attribute("duration_ms", "`@duration_ms`", "int")])
    made = search.condition(search.parse("duration:>2s"), fields)
    assert made.sql == "`@duration_ms` > {p0:Float64}"
    assert made.values == {"p0": 2000.0}


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("2s", 2e9),
        ("150ms", 1.5e8),
        ("1m30s", 9e10),
        ("1.5h", 5.4e12),
        (".5s", 5e8),
        ("3µs", 3000),
        ("7ns", 7),
        ("1d", 8.64e13),
    ],
)
def test_durations(text: str, nanoseconds: float) -> None:
    assert amounts.duration(text) == nanoseconds


@pytest.mark.parametrize("text", ["", "s", "2", "2x", "2s3", "1e3s", "ms2", "2 s"])
def test_what_is_no_duration(text: str) -> None:
    assert amounts.duration(text) is None


@pytest.mark.parametrize(
    ("text", "many"), [("512B", 512), ("50MB", 50_000_000), ("1MiB", 1 << 20), ("1.5 gib", 3 << 29), ("2kB", 2000)]
)
def test_sizes(text: str, many: int) -> None:
    assert amounts.size(text) == many


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("-" * 900 + "x", "40 deep"),
        ("NOT " * 990 + "x", "40 deep"),
        ("-(NOT " * 21 + "x" + ")" * 21, "40 deep"),
        ("a " * 1999, "100 terms"),
        ("x OR " * 500 + "x", "100 terms"),
        ("service:(" + "a OR " * 101 + "a)", "100 terms"),
        ('"a"\n' * 101, "100 terms"),
        ("f:[1 TO 2] " * 60, "100 terms"),
    ],
)
def test_what_would_be_too_much_is_refused_before_it_is_read(text: str, complaint: str) -> None:
    with pytest.raises(Invalid, match=complaint) as refused:
        search.parse(text)
    placed(refused.value, text)


def test_the_deepest_and_longest_that_is_read_is_also_planned() -> None:
    for text in ("-" * 40 + "x", "NOT (" * 20 + "x" + ")" * 20, "x " * 100, "service:(" + "a OR " * 98 + "a)"):
        tree = search.parse(text)
        assert search.condition(tree, FIELDS["traces"])
        assert search.parse(search.written(tree))
    assert search.parse('"' + "-( NOT " * 100 + '"')


@pytest.mark.parametrize("digits", [309, 400, 3000])
@pytest.mark.parametrize("field", ["line", "duration", "delay_ms", "retry_count", "state_size_bytes", "load"])
def test_a_number_that_nothing_holds_is_none(field: str, digits: int) -> None:
    for unit in ("", "s", "GB"):
        with pytest.raises(Invalid):
            search.condition(search.parse(f"{field}:>{'9' * digits}{unit}"), FIELDS["logs"])
    assert search.condition(search.parse(f"service:>{'9' * digits}"), FIELDS["logs"]).values
