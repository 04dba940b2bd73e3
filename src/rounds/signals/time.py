"""Stretches of time: the one way any part of the product says "from … until …".

A range holds its start and not its end, so two neighbours share no moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class TimeRange:
    """From `start` until `end`, both aware; `end` is not inside."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError(f"both ends of a range need a time zone, and {self} lacks one")
        if self.end <= self.start:
            raise ValueError(f"a range must end after it starts, and {self} does not")

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    @property
    def start_ns(self) -> int:
        return to_ns(self.start)

    @property
    def end_ns(self) -> int:
        return to_ns(self.end)


def to_ns(moment: datetime) -> int:
    """Nanoseconds since 1970, exact to the microsecond that a `datetime` holds."""
    return (moment - EPOCH) // timedelta(microseconds=1) * 1000


def from_ns(ns: int) -> datetime:
    """The moment `ns` nanoseconds after 1970, cut to microseconds."""
    return EPOCH + timedelta(microseconds=ns // 1000)
