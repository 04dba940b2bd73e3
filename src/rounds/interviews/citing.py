"""Which steps of the expected path a candidate cited: pinned a view that shows one, or wrote down what names one.

A citation is always of a question of the record, whose answer was there before: that answer matches a rule of the
step, so that a pin of an unrelated chart cites nothing, whatever is written beside it.

- **A pin** cites by the questions whose answers its address shows, as far as the address tells them apart (of several
  that it cannot tell apart, the newest: it is what the page shows). It need not have been on the screen for any length
  of time, since nobody pins by looking. A pin that names what of the view it is of (a curve, a row, a span, a class, a
  statement, a call) cites only where that very part is what the rule is about: of the answer with nothing but this
  part the rule must still hold, or it must fail of the answer without it. A pin that names nothing of a page with
  several lanes says nothing of any of them. A named part also counts where the page had asked of itself: it was the
  candidate who chose it.
- **A line** cites by its pins; its words alone never do, because what somebody says they saw and what was there are
  two things, and a rule that reads sentences guesses. Two kinds of words are no guess. A pasted address of a page is a
  pin. An identifier that a question was about (the trace or span that was opened; the value of a field that the rule
  wants searched for, as a webhook's id) names its answer, if the step had been on the screen by then, the identifier
  has a digit, and the briefing did not tell it.

What was unpinned, erased or rewritten without it is taken back and cites nothing. Nothing here recognises a step:
that is an interviewer's act.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from rounds.interviews.evidence import MOST_COMPARED, Evidence, Exposure, Rule, Step, is_answer
from rounds.interviews.notebook import Entry, Kept, Notebook, Written
from rounds.interviews.patterns import matches
from rounds.interviews.record import Cause
from rounds.interviews.screens import TOLD, Asked, Viewed, lanes_of, ranged, shows
from rounds.kit.errors import Invalid

__all__ = ["Citation", "Citing", "Pointed"]

IDENTITY = ("expression", "key", "id", "trace_id", "span_id", "no", "a", "b", "path", "callers", "callees", "query")
OF_ITS_OWN = frozenset({Cause.PAGE})
SHORTEST = 4  # characters of an identifier
LABEL = "label."  # before the name of a label in what a pin names

Digest = Mapping[str, Any]
Mark = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Citation:
    """By what a step was cited. `by` is "pin" or "line", `id` and `place` are its in the notebook, `no` the entry of
    the record that wrote it down, `question` that of the answer it points at. `word` is what of a line named it.
    """

    step: str
    by: str
    id: str
    place: int
    no: int
    time: float  # milliseconds since 1970
    question: int
    word: str = ""


@dataclass(frozen=True, slots=True)
class Pointed:
    """A view that was pinned, or whose address was written down, as its page and parameters."""

    by: str
    id: str
    place: int
    no: int
    view: Viewed  # of which `received` is when it was pinned
    mark: Mark = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Citing:
    """Of one scenario. `told` is what the briefing says; `page_of` is the page of an address and its scenario's number,
    and raises Invalid for what is none.
    """

    evidence: Evidence
    notebook: Notebook
    page_of: Callable[[str], tuple[str, int | None]]
    told: str = ""

    def citations(self, steps: Sequence[Step], exposures: Iterable[Exposure]) -> list[Citation]:
        """The first of each step, of those that were cited."""
        exposed = {one.step: one.time for one in exposures}
        shown = self._shown({kind for step in steps for rule in step.reached_by for kind in rule.asked})
        found: list[Citation] = []
        for step in steps:
            cited = [*self._by_views(step, shown), *self._by_words(step, exposed.get(step.id))]
            found.extend(sorted(cited, key=lambda one: one.time)[:1])
        return found

    def _shown(self, wanted: set[str]) -> list[tuple[Pointed, list[Asked]]]:
        """What was pointed at, with the questions of these kinds whose answers it shows."""
        causes = self.evidence.causes | OF_ITS_OWN
        asked: dict[str, list[Asked]] = defaultdict(list)
        for question in self.evidence.asked:
            if question.asked in wanted and question.cause in causes and is_answer(question):
                asked[question.asked].append(question)
        left, found = MOST_COMPARED, []
        for one in pointed(self.notebook, self.page_of):
            kinds = asked.keys() & TOLD.get(one.view.page, {}).keys()
            left -= sum(len(asked[kind]) for kind in kinds)
            if left < 0:
                break
            found.append((one, self._answers_of(one, [question for kind in kinds for question in asked[kind]])))
        return found

    def _answers_of(self, one: Pointed, asked: Iterable[Asked]) -> list[Asked]:
        """Of those that the view cannot tell apart the newest."""
        view, newest = one.view, {}
        if view.scenario != self.evidence.scenario or holds_several(one):
            return []
        for question in asked:
            own = question.cause in self.evidence.causes or bool(one.mark)
            if own and question.time <= view.received and self._is_shown(one, question):
                newest[identity(question)] = question
        return [*newest.values()]

    def _is_shown(self, one: Pointed, question: Asked) -> bool:
        moments = self.evidence.moments
        if "lane" in one.mark and question.asked == "metrics.range" and not lanes(one.view):
            return ranged(one.view, question, moments)  # the page's own lanes stand in no address: the pin names one
        return shows(one.view, question, moments) and is_open(one.view, question)

    def _by_views(self, step: Step, shown: Sequence[tuple[Pointed, Sequence[Asked]]]) -> Iterator[Citation]:
        held: dict[tuple[int, int], bool] = {}
        for place, rule in enumerate(step.reached_by):
            for one, questions in shown:
                for question in questions if one.view.page in rule.page else ():
                    if question.asked not in rule.asked:
                        continue
                    if (place, question.no) not in held:
                        held[place, question.no] = self._holds(rule, question.digest)
                    if held[place, question.no] and self._is_meant(rule, question, one.mark):
                        yield Citation(step.id, one.by, one.id, one.place, one.no, one.view.received, question.no)

    def _is_meant(self, rule: Rule, question: Asked, mark: Mark) -> bool:
        """Whether the rule is about what the pin names of an answer of which it holds."""
        if not mark:
            return True
        parts = parts_of(question, mark)
        if parts is None or (question.cause in OF_ITS_OWN and not parts.found):
            return False
        return self._holds(rule, parts.alone) or not self._holds(rule, parts.without)

    def _holds(self, rule: Rule, digest: Digest) -> bool:
        return matches(rule.where, digest, self.evidence.moments)

    def _by_words(self, step: Step, exposed: float | None) -> Iterator[Citation]:
        """Only of what had been on the screen before it was written."""
        if exposed is None:
            return
        for question, rule in self._answers(step):
            for word in identifiers(question, rule):
                if word.lower() in self.told.lower():
                    continue
                for entry in self.notebook.entries:
                    written = since(entry, said(word))
                    if written and milliseconds(written) >= max(exposed, question.time):
                        time = milliseconds(written)
                        yield Citation(step.id, "line", entry.id, entry.place, written.no, time, question.no, word)

    def _answers(self, step: Step) -> Iterator[tuple[Asked, Rule]]:
        for rule in step.reached_by:
            for question in self.evidence.asked:
                own = question.cause in self.evidence.causes and question.asked in rule.asked and is_answer(question)
                if own and self._holds(rule, question.digest):
                    yield question, rule


# What a notebook points at

ADDRESS = re.compile(r"/interview/[1-9][0-9]{0,3}/[^\s<>\"'`]{1,4000}")


def pointed(notebook: Notebook, page_of: Callable[[str], tuple[str, int | None]]) -> list[Pointed]:
    """Its pins, and the addresses in its lines, as views."""
    found: list[Pointed] = []
    for pin in notebook.pins:
        view = viewed(pin.address, milliseconds(pin), page_of)
        mark = pin.mark if NAMED.keys() & pin.mark.keys() else {}
        found.extend([Pointed("pin", pin.id, pin.place, pin.no, view, mark)] if view else [])
    for entry in notebook.entries:
        for address in dict.fromkeys(ADDRESS.findall(entry.text)):
            written = since(entry, lambda text, address=address: address in text)  # type: ignore[misc]
            if written and (view := viewed(address, milliseconds(written), page_of)):
                found.append(Pointed("line", entry.id, entry.place, written.no, view))
    return found


def viewed(address: str, time: float, page_of: Callable[[str], tuple[str, int | None]]) -> Viewed | None:
    try:
        page, scenario = page_of(address)
    except Invalid:
        return None
    told = parse_qs(address.partition("?")[2], keep_blank_values=True)
    state = {name: values if len(values) > 1 else values[0] for name, values in told.items()}
    return Viewed(page, address, state, time, time, time, scenario)


def since(entry: Entry, holds: Callable[[str], bool]) -> Written | None:
    """Since when the text has held it without a break; None where it does not now."""
    found: Written | None = None
    for written in reversed(entry.texts):
        if not holds(written.text):
            break
        found = written
    return found


def milliseconds(one: Kept | Written) -> float:
    return one.time.timestamp() * 1000


# Which questions a view is of


def holds_several(one: Pointed) -> bool:
    """Whether it is a page of several lanes, and nothing says which is meant."""
    return one.view.page == "metrics" and not one.mark and len(lanes(one.view)) != 1


def lanes(view: Viewed) -> frozenset[str]:
    """The lanes in the address, without their options."""
    typed = view.state.get("q") or []
    return frozenset(one for one in lanes_of(tuple(map(str, listed(typed)))) if one and not one.startswith("@"))


def is_open(view: Viewed, question: Asked) -> bool:
    """Whether the class that was asked about is open: several may be, and which is told by the address alone."""
    opened = question.question.get("key")
    if view.page != "heap" or not opened:
        return True
    values = [view.state.get(name) or [] for name in ("open", "cls")]
    return any(str(one).startswith(str(opened)) for value in values for one in listed(value))


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def identity(question: Asked) -> tuple[str, ...]:
    return question.asked, *(str(question.question.get(name)) for name in IDENTITY)


# What a pin names


@dataclass(frozen=True, slots=True)
class Parts:
    """An answer with nothing but the part that is meant, and without it; whether the part is there at all."""

    alone: Digest
    without: Digest
    found: bool = True


def parts_of(question: Asked, mark: Mark) -> Parts | None:
    """None where the named part is not of such an answer."""
    return next((named(question, mark) for name, named in NAMED.items() if name in mark), None)


def whole(question: Asked, is_of: bool = True) -> Parts | None:
    """The question was about that part alone."""
    return Parts(question.digest, {}) if is_of else None


def split(question: Asked, is_named: Callable[[Any], bool], *names: str) -> Parts:
    """By the items of these lists of the digest; of a mapping by its keys."""
    alone, without = dict(question.digest), dict(question.digest)
    for name in names:
        items = question.digest.get(name) or []
        if isinstance(items, Mapping):
            alone[name] = {key: value for key, value in items.items() if is_named(key)}
            without[name] = {key: value for key, value in items.items() if not is_named(key)}
        else:
            alone[name] = [item for item in items if is_named(item)]
            without[name] = [item for item in items if not is_named(item)]
    return Parts(alone, without, found=any(alone[name] for name in names))


def of_lane(question: Asked, mark: Mark) -> Parts | None:
    """One of the lane's queries, a line each; of it the curves with these labels."""
    asked = str(question.question.get("expression", "")).strip()
    if question.asked != "metrics.range" or asked not in map(str.strip, mark["lane"].split("\n")):
        return None
    labels = {name.removeprefix(LABEL): value for name, value in mark.items() if name.startswith(LABEL)}
    if not labels:
        return whole(question)
    return split(question, lambda one: labels.items() <= dict(one.get("labels") or {}).items(), "series")


def of_line(question: Asked, mark: Mark) -> Parts | None:
    """A line that is opened, or one of a list of which the first words were written down."""
    if question.asked in ("logs.line", "logs.around"):
        return whole(question, str(question.question.get("no")) == mark["line"])
    if question.asked != "logs.lines":
        return None
    body = mark.get("body", "")
    return split(question, lambda one: body.startswith(str(one).removesuffix("…")), "bodies")


def of_span(question: Asked, mark: Mark) -> Parts | None:
    match question.asked:
        case "traces.span":
            return whole(question, str(question.question.get("span_id")) == mark["span"])
        case "traces.trace":
            return split(question, lambda one: one[1:2] == [mark.get("name", "")], "names", "operations")
    return None


def of_trace(question: Asked, mark: Mark) -> Parts | None:
    match question.asked:
        case "traces.traces":
            return split(question, lambda one: one == mark["trace"], "traces")
        case "traces.trace" | "services.tracepath":
            return whole(question, str(question.question.get("trace_id")) == mark["trace"])
    return None


def of_operation(question: Asked, mark: Mark) -> Parts | None:
    match question.asked:
        case "compare.twotraces":
            return split(question, lambda one: one.get("name") == mark["operation"], "paths")
        case "compare.samepath":
            return whole(question, question.digest.get("name") == mark["operation"])
    return None


def of_object(question: Asked, mark: Mark) -> Parts | None:
    """One object of a heap, by what was asked about it."""
    return whole(question, question.asked.startswith("heap.") and str(question.question.get("id")) == mark["object"])


def of_class(question: Asked, mark: Mark) -> Parts | None:
    """A class of a heap: among the first rows, or what a question was about."""
    if not question.asked.startswith("heap."):
        return None
    if key := str(question.question.get("key") or ""):
        return whole(question, key.partition(",")[2] == mark["class"])
    if "first" in question.digest and "of" not in question.digest:
        return split(question, lambda one: one.get("class") == mark["class"], "first")
    return whole(question, class_of(question.digest) == mark["class"])


def class_of(digest: Digest) -> str | None:
    """Of the one object that a question was about: where a way to it begins, or as it is said to be."""
    ways = [digest.get("path"), *(digest.get("paths") or ())[:1]]
    own: Digest = digest.get("of") or next((way[0] for way in ways if way), {})
    found = own.get("class")
    return None if found is None else str(found)


def of_statement(question: Asked, mark: Mark) -> Parts | None:
    match question.asked:
        case "database.statements":
            return split(question, lambda one: str(one.get("id")) == mark["statement"], "statements")
        case "database.statement" | "database.plans" | "database.compareplans":
            return whole(question, str(question.question.get("id")) == mark["statement"])
    return None


def of_call(question: Asked, mark: Mark) -> Parts | None:
    caller, callee = mark.get("caller", ""), mark["callee"]
    match question.asked:
        case "services.call":
            return whole(
                question,
                is_among(caller, question.question.get("callers"))
                and is_among(callee, question.question.get("callees")),
            )
        case "services.graph" | "services.tracepath":
            return split(question, lambda one: one.get("to") == callee and caller in ("", one.get("from")), "calls")
    return None


def is_among(name: str, names: Any) -> bool:
    """Hosts that are drawn as one are asked about by all their names."""
    return not name or not names or name in names or len(names) > 1


def of_service(question: Asked, mark: Mark) -> Parts | None:
    name = mark["service"]
    match question.asked:
        case "services.call":
            named = [*(question.question.get("callers") or ()), *(question.question.get("callees") or ())]
            return whole(question, name in named)
        case "services.graph" | "services.tracepath":
            return split(question, lambda one: name in (one.get("from"), one.get("to")), "calls")
    return None


def of_panel(question: Asked, mark: Mark) -> Parts | None:
    """A picture of a page by the kind of its question, as "database.load"."""
    return whole(question, question.asked == mark["panel"])


NAMED: Mapping[str, Callable[[Asked, Mark], Parts | None]] = {
    "lane": of_lane,
    "line": of_line,
    "span": of_span,
    "trace": of_trace,
    "operation": of_operation,
    "object": of_object,
    "class": of_class,
    "statement": of_statement,
    "callee": of_call,
    "service": of_service,
    "panel": of_panel,
}


# What a line names


def identifiers(question: Asked, rule: Rule) -> list[str]:
    """What was asked for by its name: traces, spans, and values of the fields that the rule wants searched for."""
    opened = [question.question.get(name) for name in ("trace_id", "span_id")]
    wanted = set(fields_of(rule.where))
    filters = question.digest.get("filters") or ()
    searched = [one[2] for one in filters if len(one) == 3 and one[0] in wanted and one[1] == "="]
    found = (str(one) for one in (*opened, *searched) if one)
    return [one for one in dict.fromkeys(found) if len(one) >= SHORTEST and any(map(str.isdigit, one))]


def fields_of(pattern: Any) -> Iterator[str]:
    """Names of fields that a pattern wants among the filters: of each filter the first of three."""
    match pattern:
        case Mapping():
            for key, part in pattern.items():
                if key == "filters":
                    yield from firsts(part)
                elif key not in REFUSALS:
                    yield from fields_of(part)
        case list() | tuple():
            for part in pattern:
                yield from fields_of(part)


def firsts(pattern: Any) -> Iterator[str]:
    match pattern:
        case Mapping():
            for key, part in pattern.items():
                if str(key) == "0":
                    yield from texts(part)
                elif key not in REFUSALS:
                    yield from firsts(part)
        case list() | tuple():
            for part in pattern:
                yield from firsts(part)


def texts(pattern: Any) -> list[str]:
    if isinstance(pattern, Mapping):
        return [one for one in pattern.get("one_of", ()) if isinstance(one, str)]
    return [pattern] if isinstance(pattern, str) else []


REFUSALS = ("no", "not")


def said(word: str) -> Callable[[str], bool]:
    """Whether a text holds the word as a whole."""
    form = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])", re.IGNORECASE)
    return lambda text: form.search(text) is not None
