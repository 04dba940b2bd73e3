"""What questions about heap snapshots may hold, so that no answer is longer than a page can take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rounds.kit.errors import Invalid
from rounds.tools import heap
from rounds.tools.snapshots import cut

MOST_ROWS = 1_000
MOST_PATHS = 100  # each of up to 30 steps
MOST_OFFSET = 1 << 31
MOST_IGNORED = 200
LONGEST_FIND = 200

CLASSES = ("name", "count", "shallow", "retained", "distance")
OBJECTS = ("retained", "shallow", "distance", "id", "name")
CHANGES = (
    "name", "new", "deleted", "delta", "allocated", "freed", "delta_bytes", "shallow", "shallow_delta",
    "retained", "retained_delta",
)  # fmt: skip
SORTS: dict[type[Any], Sequence[str]] = {
    heap.SummaryQuestion: CLASSES,
    heap.ObjectsQuestion: OBJECTS,
    heap.CompareQuestion: CHANGES,
    heap.ChangedQuestion: OBJECTS,
    heap.GrowthQuestion: ("name", "count", "shallow", "retained"),
}


def check(question: Any) -> None:
    """
    Raises:
        Invalid: a field holds what no answer can be given to; it is named, with what would be right.
    """
    if sorts := SORTS.get(type(question)):
        check_word(question.sort, "sort", sorts)
    if hasattr(question, "keep"):
        check_word(question.keep, "keep", heap.KEEP)
    if hasattr(question, "which"):
        check_word(question.which, "which", ("new", "deleted"))
    if hasattr(question, "limit"):
        most = MOST_PATHS if isinstance(question, heap.PathsQuestion) else MOST_ROWS
        check_number(question.limit, "limit", 1, most)
    check_number(getattr(question, "offset", 0), "offset", 0, MOST_OFFSET)
    check_length(getattr(question, "find", ""), "find", LONGEST_FIND, "characters")
    check_length(getattr(question, "ignore", ()), "ignore", MOST_IGNORED, "objects")
    if getattr(question, "keep", "") == "new" and not question.since:
        raise Invalid("since must name the snapshot that objects are new since.", field="since")


def check_word(value: str, field: str, words: Sequence[str]) -> None:
    if value not in words:
        raise Invalid(f"{field} cannot be {cut(value)!r}. It is one of: {', '.join(words)}.", field=field)


def check_number(value: int, field: str, least: int, most: int) -> None:
    if not least <= value <= most:
        raise Invalid(f"{field} must be a number from {least:,} to {most:,}.", field=field)


def check_length(value: str | Sequence[int], field: str, most: int, of: str) -> None:
    if len(value) > most:
        raise Invalid(f"{field} may have at most {most:,} {of}.", field=field)
