"""Who may read a packet until when: lead and panel by their place, the committee by theirs or until a day that was said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rounds.interviews.acts import Done, Shared


@dataclass(frozen=True, slots=True)
class Access:
    """`until` is None where no day was said; `closed` that it was taken back."""

    until: datetime | None = None
    closed: bool = False
    shared: bool = False  # by an act, and not by a place alone

    def is_open(self, now: datetime) -> bool:
        return not self.closed and (self.until is None or now < self.until)


def shared_of(done: Iterable[Done]) -> dict[str, Access]:
    """By person, what was last said of them."""
    found: dict[str, Access] = {}
    for one in done:
        if isinstance(one.act, Shared):
            until = datetime.fromisoformat(one.act.until) if one.act.until else None
            found[one.act.person] = Access(until, closed=until is None, shared=True)
    return found
