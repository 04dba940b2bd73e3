"""Who read which solution document, told by what they said they read."""

from __future__ import annotations

from collections.abc import Iterable

from rounds.interviews import acts
from rounds.interviews.acts import Done
from rounds.interviews.interview import Interview

Read = frozenset[tuple[str, int]]


def read_of(done: Iterable[Done], interview: Interview) -> Read:
    """Seats with the numbers of the scenarios whose document they read in the version that is pinned now."""
    versions = {pin.number: pin.version for pin in interview.pins}
    return frozenset(
        (one.seat, one.act.scenario)
        for one in done
        if isinstance(one.act, acts.Attested) and versions.get(one.act.scenario) == one.act.version
    )


def by(read: Read, seat: str) -> list[int]:
    """The scenarios that somebody read."""
    return sorted(number for who, number in read if who == seat)
