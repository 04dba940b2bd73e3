"""What the record of an interview holds: questions with what came back, and views with when they were seen.

The content of an entry is one JSON text, written the same way always, because the chain commits to its bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, ClassVar


class Cause(StrEnum):
    """Why a question was asked. Only a candidate's own reach a step.

    That a page asked of itself (its first lanes, a picture in small) is the browser's word: it withholds a step.
    """

    CANDIDATE = "candidate"
    PAGE = "page"
    PRESENTED = "presented"
    FOLLOWER = "follower"
    REPLAY = "replay"
    SOLVER = "solver"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Enough to ask again, and what the evidence needs of the answer. `asked` names the kind: "traces.search"."""

    kind: ClassVar[str] = "question"

    cause: Cause
    seat: str
    incident: str
    asked: str
    question: dict[str, Any]
    digest: dict[str, Any] = field(default_factory=dict)
    window: tuple[float, float] | None = None  # milliseconds since 1970, as far as the question has one

    def content(self) -> str:
        return written(of(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a candidate's browser says it showed, and from when until when. It can withhold credit, never give it."""

    kind: ClassVar[str] = "view"

    seat: str
    page: str
    scenario: int | None
    address: str
    state: dict[str, Any]
    visible_from: float  # milliseconds since 1970, by the browser's clock
    visible_to: float

    def content(self) -> str:
        return written({**of(self), "reported_by": "browser"})


def of(entry: Question | View) -> dict[str, Any]:
    """Its own fields, as they are: what stands in them is plain already, and large."""
    return {one.name: getattr(entry, one.name) for one in fields(entry)}


def written(facts: dict[str, Any]) -> str:
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
