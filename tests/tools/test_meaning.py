"""What a search finds is what it says, read off the rows by hand: the engine against a few lines of Python."""

from __future__ import annotations

import fnmatch
import re
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rounds import tools
from rounds.query import search
from rounds.query.search import amounts
from rounds.query.search.fields import LEVELS
from rounds.query.search.tree import All, Between, Compares, Either, Equals, Exists, Like, Match, Not, Test, Text, Tree
from rounds.store import Reader
from rounds.tools import logs
from tests.tools import shop
from tests.tools.shop import END_MS, START_MS

COLUMNS = {"service": "ServiceName", "body": "Body", "trace": "TraceId", "level": "SeverityText"}
RANGES = st.sampled_from(["[1 TO 20]", "{1 TO 20}", "[* TO 3}", "{7 TO *]", "[2 TO 2]"])
NUMBERS = st.sampled_from(["0", "1", "5", ">3", ">=10", "<2", "<=1", "*", "1*", "(1 OR >20)"]) | RANGES
TEXTS = {
    "service": st.sampled_from(["web", "cart", "w*", "*a*", "(web OR jobs)", "nobody", '"cart"', "*"]),
    "level": st.sampled_from(["error", "WARN", ">=warn", "<error", "(info OR error)", "[info TO warn]", "*"]),
    "customer.id": st.sampled_from(["cus_1", "cus_*", "*", "(cus_0 OR cus_2)", '""', ">cus_1", "[cus_1 TO cus_2]"]),
    "waiting": NUMBERS,
    "retry_count": NUMBERS,
    "body": st.sampled_from(["timeout", "TIME*", '"n from p"', "(served OR failed)"]),
}
terms = st.one_of([values.map(lambda value, field=field: f"{field}:{value}") for field, values in TEXTS.items()])
words = st.sampled_from(["timeout", "Cart", '"from pool"', "cus_1", "time", "*rv*", "200", '"/CART for"', "*"])
searches = st.recursive(
    terms | words,
    lambda inner: st.one_of(
        st.builds("{} {}".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("-({})".format, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=searches)
def test_the_engine_finds_what_the_search_says(reader: Reader, typed: str) -> None:
    answer = tools.ask(reader, logs.LinesQuestion(query=typed, start=START_MS, end=END_MS, limit=1000))
    tree = search.parse(typed)
    expected = [line["Timestamp"] // 1000 for line in shop.lines() if holds(tree, line)]
    assert sorted(round(line.time * 1000) for line in answer.lines) == sorted(expected)


def holds(tree: Tree, line: dict[str, Any]) -> bool:
    match tree:
        case All(parts):
            return all(holds(part, line) for part in parts)
        case Either(parts):
            return any(holds(part, line) for part in parts)
        case Not(part):
            return not holds(part, line)
        case Text():
            return found_in(line["Body"], tree.pieces, phrase=tree.phrase)
        case Match(field, tests):
            value = line.get(COLUMNS.get(field, f"@{field}"))
            return any(passes(field, test, value) for test in tests)


def found_in(body: str, pieces: tuple[str, ...], *, phrase: bool) -> bool:
    """A word of letters and digits is a whole token; else the pieces stand in the body in their order."""
    text = "*".join(pieces)
    if not phrase and len(pieces) == 1 and text.isalnum():
        return text.lower() in re.split(r"[^0-9a-z]+", body.lower())
    return re.search(".*".join(map(re.escape, pieces)).lower(), body.lower()) is not None


def passes(field: str, test: Test, value: Any) -> bool:
    if field == "body":
        literal = test.value if isinstance(test, Equals) else None
        return found_in(value, (literal.text,) if literal else test.pieces, phrase=bool(literal and literal.quoted))  # type: ignore[union-attr]
    if value is None:
        return False
    match test:
        case Exists():
            return True
        case Like(pieces):
            return fnmatch.fnmatchcase(str(value), "*".join(pieces))
        case Equals(literal):
            return compares(field, "=", literal.text, value)
        case Compares(operator, literal):
            return compares(field, operator, literal.text, value)
        case Between(low, high, low_inside, high_inside):
            above = low is None or compares(field, ">=" if low_inside else ">", low.text, value)
            return above and (high is None or compares(field, "<=" if high_inside else "<", high.text, value))
    raise AssertionError(test)


def compares(field: str, operator: str, typed: str, value: Any) -> bool:
    wanted: Any = typed
    if field == "level":
        value, wanted = LEVELS[value.lower()], LEVELS[typed.lower()]
    elif isinstance(value, int):
        wanted = amounts.number(typed)
    return {
        "=": value == wanted,
        ">": value > wanted,
        ">=": value >= wanted,
        "<": value < wanted,
        "<=": value <= wanted,
    }[operator]
