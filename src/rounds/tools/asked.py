"""What the lenses share: a question's stretch of time, facets, and how much of the truth is stored.

In questions and answers a moment is milliseconds since 1970, a float exact to a microsecond, because that
is what a browser counts in; a duration is whole nanoseconds. Both halves of a conversation are frozen
values, and the HTTP interface sends them as they are: nothing in them is sealed.

Every answer ends with `took_ms`: how long the engine worked on it. Counts named `rows` are what is stored;
counts named `total` stand for what happened, each stored row counted as often as its sample rate says.
"""

from __future__ import annotations

from dataclasses import dataclass

Value = str | int | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetQuestion:
    """The most frequent values of fields among what a search finds.

    `fields` are asked for by name; empty asks for the fields worth showing first. `find` keeps fields and
    values that contain it. Chosen values of the search do not narrow their own facet.
    """

    query: str = ""
    start: float
    end: float
    fields: tuple[str, ...] = ()
    find: str = ""
    values: int = 6


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: Value
    total: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    field: str
    type: str  # text, number, bool, duration, bytes
    distinct: int
    total: int  # how many have the field at all
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Facets:
    facets: tuple[Facet, ...]
    others: tuple[str, ...]  # fields that exist and were not counted here
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestQuestion:
    """What could be typed at `cursor` in a search over `signal` (logs or traces), or in PromQL (metrics)."""

    signal: str
    text: str
    cursor: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    text: str
    kind: str  # field, value, metric, label, function, keyword
    detail: str  # a type, a count, a help text
    start: int  # what it replaces
    end: int


@dataclass(frozen=True, slots=True)
class Suggestions:
    suggestions: tuple[Suggestion, ...]
    took_ms: float = 0
