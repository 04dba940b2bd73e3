"""Which steps an interviewer recognised. No rule does it: it is an act of the lead's hand, or there is none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rounds.interviews.acts import Done, Recognised


def recognised_of(done: Iterable[Done], scenario: int) -> dict[str, datetime]:
    """Since when each step of a scenario is recognised, of those that are."""
    found: dict[str, datetime] = {}
    for one in done:
        match one.act:
            case Recognised() if one.act.scenario == scenario and one.time:
                found.pop(one.act.step, None)
                if one.act.recognised:
                    found[one.act.step] = one.time
    return found
