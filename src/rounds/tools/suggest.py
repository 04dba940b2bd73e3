"""What could be typed at the cursor: fields and values of a search, metrics, labels and functions of PromQL.

What stands around the cursor is read from the words before it; the text need not make sense as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from rounds.kit.errors import Invalid
from rounds.query import promql, search
from rounds.query.promql.tokens import Token, tokens
from rounds.query.search.parse import unescaped
from rounds.query.search.write import name, value
from rounds.store import Reader
from rounds.store.questions import attributes as of_attributes
from rounds.store.questions import metrics as of_metrics
from rounds.tools.asked import Suggestion, Suggestions, SuggestQuestion
from rounds.tools.searches import STORED, fields_of

MOST = 20
MOST_CHARACTERS = 8000
Typed = tuple[str, int, int]  # what is typed of a word already, and from where to where
FIELD = r'(?:^|[\s(\-])(?P<field>[\w.@/$#][^\s"():\\\[\]{}<>=*]*|"(?:\\.|[^"\\])+"):'
TYPED_FIELD = re.compile(FIELD + r"(?P<value>[^\s]*)$")
TYPED_CHOICE = re.compile(FIELD + r"\((?P<before>[^()]*\s)?(?P<value>[^\s()]*)$")
TYPED_WORD = re.compile(r'(?:^|[\s(\-])(?P<word>[^\s"()\-][^\s"():]*)?$')
COLUMNS = {
    "service": "ServiceName",
    "name": "SpanName",
    "kind": "SpanKind",
    "status": "StatusCode",
    "scope": "ScopeName",
    "level": "SeverityText",
}
KEYWORDS = {"OR": "either side", "NOT": "not what follows", "AND": "both sides, as a blank does"}


def suggest(reader: Reader, question: SuggestQuestion, tag: str = "") -> Suggestions:
    """What fits at the cursor, best first.

    Raises:
        Invalid: the signal is none of traces, logs and metrics, or the text is too long.
    """
    if len(question.text) > MOST_CHARACTERS:
        raise Invalid(f"Suggestions are for texts of at most {MOST_CHARACTERS:,} characters.", field="text")
    before = question.text[: max(question.cursor, 0)]
    match question.signal:
        case "traces" | "logs":
            found = for_search(reader, question.signal, before, tag)
        case "metrics":
            found = for_promql(reader, question.text, before, tag)
        case _:
            raise Invalid("Suggestions are for traces, logs or metrics.", field="signal")
    return Suggestions(tuple(islice(found, MOST)))


# The search language


def for_search(reader: Reader, signal: str, before: str, tag: str) -> Iterator[Suggestion]:
    fields = fields_of(reader, signal)
    typed = TYPED_CHOICE.search(before) or TYPED_FIELD.search(before)
    if typed:
        start = typed.start("value")
        field = fields.look(named_by(typed["field"]))
        if field:
            yield from values(reader, signal, field, typed["value"].strip('"'), start, len(before), tag)
        return
    word = TYPED_WORD.search(before)
    if word and before.count('"') % 2 == 0:
        text = word["word"] or ""
        yield from named(fields, text, len(before) - len(text), len(before))


def named_by(typed: str) -> str:
    return unescaped(typed[1:-1]) if typed.startswith('"') else typed


def named(fields: search.Fields, text: str, start: int, end: int) -> Iterator[Suggestion]:
    """Keywords that begin with the text, capitals as they must be; fields that begin with it or have it inside."""
    low = text.lower()
    names = fields.names()
    ordered = [n for n in names if n.lower().startswith(low)] + [n for n in names if low in n.lower()[1:]]
    for word, meaning in KEYWORDS.items():
        if text and word.startswith(text):
            yield Suggestion(word, "keyword", meaning, start, end)
    for known in dict.fromkeys(ordered):
        yield Suggestion(f"{name(known)}:", "field", described(fields.known[known]), start, end)


def described(field: search.Field) -> str:
    """`number, 12 values`"""
    kind = {"integer": "number", "body": "text", "word": "text", "status": "text", "level": "text"}.get(
        field.type, field.type
    )
    return f"{kind}, {field.distinct:,} value{'' if field.distinct == 1 else 's'}" if field.distinct else kind


def values(
    reader: Reader, signal: str, field: search.Field, text: str, start: int, end: int, tag: str
) -> Iterator[Suggestion]:
    """Values that begin with the text, then those that have it inside, the most frequent first."""
    fixed = field.words or (tuple(search.LEVELS) if field.type == "level" else ())
    if field.type == "bool":
        fixed = ("true", "false")
    for word in fixed:
        if word.startswith(text.lower()):
            yield Suggestion(word, "value", "", start, end)
    if fixed and field.type != "status":
        return
    listed = field.number or field
    if field.wrap != "{}" or (listed.name not in COLUMNS and not listed.optional):
        return
    bound = {
        "signal": STORED[signal],
        "scope": "field" if not listed.optional else "resource" if listed.resource else "attribute",
        "key": COLUMNS.get(listed.name, listed.name) if not listed.optional else listed.name.removeprefix("resource."),
        "pattern": f"%{search.like((text,))}%",
        "text": text,
        "limit": MOST,
    }
    for row in reader.rows(of_attributes.VALUES, bound, tag=tag):
        yield Suggestion(value(row["Value"]), "value", f"{row['Total']:,}", start, end)


# PromQL


def for_promql(reader: Reader, text: str, before: str, tag: str) -> Iterator[Suggestion]:
    found = tokens(before)
    typed = typed_text(before, found)
    inside = context([token for token in found if token.place.start < typed[1]])
    match inside:
        case "value", metric, label:
            yield from label_values(reader, metric, label, typed, tag)
        case "label", metric, _:
            yield from label_names(reader, metric or first_metric(text), typed, tag)
        case "width", _, _:
            yield from durations(typed)
        case _ if is_operand([token for token in found if token.place.end <= typed[1]]):
            yield from (Suggestion(word, "operator", "", *typed[1:]) for word in JOINS if is_begun(word, typed[0]))
        case _:
            yield from metrics_and_functions(reader, typed, tag)


JOINS = ("and", "or", "unless", "offset", "by", "without", "on", "ignoring")


def is_begun(word: str, typed: str) -> bool:
    return typed != "" and word.startswith(typed.lower())


def is_operand(before: list[Token]) -> bool:
    """Whether an operand ends there, which no metric can follow: `sum(rate(x[1m]))`, `x{a="b"}`, `x `, `2`."""
    last = before[-1] if before else None
    if last is None or last.text.lower() in JOINS or last.text.lower() in ("bool", "start", "end", "atan2"):
        return False
    return last.kind in ("word", "number", "duration") or last.text in (")", "]", "}")


def context(found: list[Token]) -> tuple[str, str, str]:
    """Where the next word stands: (value | label | width | expression, the metric, the label)."""
    opened: list[int] = []
    for place, token in enumerate(found):
        if token.kind == "mark" and token.text in "([{":
            opened.append(place)
        elif token.kind == "mark" and token.text in ")]}" and opened:
            opened.pop()
    if not opened:
        return "expression", "", ""
    place = opened[-1]
    before = found[place - 1] if place else None
    metric = before.text if before and before.word else ""
    if found[place].text == "[":
        return "width", "", ""
    if found[place].text == "{":
        if found[-1].text in ("=", "!=", "=~", "!~"):
            return "value", metric, found[-2].text
        return "label", metric, ""
    return ("label" if metric in LISTS else "expression"), "", ""


LISTS = frozenset({"by", "without", "on", "ignoring", "group_left", "group_right"})


def first_metric(text: str) -> str:
    """The metric of the expression, as far as it can be read."""
    try:
        return next((s.metric for s in promql.selectors(promql.parse(text)) if s.metric), "")
    except Invalid:
        plain = [t for t in tokens(text) if t.word and t.text not in promql.FUNCTIONS | promql.AGGREGATIONS | LISTS]
        return plain[0].text if plain else ""


def typed_text(before: str, found: list[Token]) -> Typed:
    """The word at the cursor, or the text since a quote that is still open."""
    quote = next((token for token in found if token.kind == "other" and token.text in "\"'`"), None)
    if quote:
        return before[quote.place.end :], quote.place.start, len(before)
    last = found[-1] if found else None
    if last is None or last.place.end != len(before) or last.kind in ("mark", "other"):
        return "", len(before), len(before)
    return last.text.strip("\"'`"), last.place.start, last.place.end


def ranked(names: Iterable[str], text: str) -> list[str]:
    """Those that begin with the text, then those that have it inside."""
    low, known = text.lower(), list(names)
    return [n for n in known if n.lower().startswith(low)] + [
        n for n in known if low in n.lower()[1:] and not n.lower().startswith(low)
    ]


def metrics_and_functions(reader: Reader, typed: Typed, tag: str) -> Iterator[Suggestion]:
    text, start, end = typed
    rows = {row["Metric"]: row for row in reader.rows(of_metrics.CATALOGUE, tag=tag)}
    functions = sorted(promql.FUNCTIONS | promql.AGGREGATIONS)
    exact = [known for known in functions if text and known.startswith(text.lower())]
    for known in exact[:6]:
        yield Suggestion(f"{known}(", "function", FORMS.get(known, ""), start, end)
    for known in ranked(rows, text):
        kind = f"{rows[known]['Type']}, {rows[known]['Help']}".rstrip(", ")
        yield Suggestion(known, "metric", kind, start, end)
    for known in functions if not text else ranked(functions, text):
        if known not in exact[:6]:
            yield Suggestion(f"{known}(", "function", FORMS.get(known, ""), start, end)


FORMS = {
    "rate": "per second, of a counter: rate(x[5m])",
    "irate": "per second, between the last two samples",
    "increase": "growth of a counter: increase(x[5m])",
    "delta": "change of a gauge: delta(x[5m])",
    "deriv": "per second, of a gauge, by linear regression",
    "histogram_quantile": "histogram_quantile(0.95, sum by (le) (rate(x_bucket[5m])))",
    "sum": "sum by (label) (…)",
    "avg": "avg by (label) (…)",
    "topk": "topk(5, …)",
    "bottomk": "bottomk(5, …)",
    "quantile": "quantile(0.95, …)",
    "label_replace": 'label_replace(x, "new", "$1", "old", "(.*)")',
}


def label_names(reader: Reader, metric: str, typed: Typed, tag: str) -> Iterator[Suggestion]:
    text, start, end = typed
    rows = reader.rows(of_metrics.CATALOGUE, tag=tag)
    own = [label for row in rows if row["Metric"] == metric for label in row["Labels"]]
    every = sorted({label for row in rows for label in row["Labels"]})
    for label in ranked(sorted(own) or every, text):
        yield Suggestion(label, "label", "", start, end)


def label_values(reader: Reader, metric: str, label: str, typed: Typed, tag: str) -> Iterator[Suggestion]:
    text, start, end = typed
    metrics = [metric] if metric else [row["Metric"] for row in reader.rows(of_metrics.CATALOGUE, tag=tag)]
    rows = {
        row["Value"]: row["Series"]
        for row in reader.rows(of_metrics.LABELS, {"metrics": metrics}, tag=tag)
        if row["Label"] == label
    }
    for known in ranked(rows, text):
        escaped = known.replace("\\", "\\\\").replace('"', '\\"')
        yield Suggestion(f'"{escaped}"', "value", f"{rows[known]:,} series", start, end)


def durations(typed: Typed) -> Iterator[Suggestion]:
    text, start, end = typed
    for width in ("1m", "2m", "5m", "10m", "15m", "30m", "1h"):
        if width.startswith(text):
            yield Suggestion(width, "keyword", "how far back", start, end)
