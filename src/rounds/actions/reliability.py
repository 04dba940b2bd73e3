"""By what a verdict's error is computed: an installation's own calibration rounds once they say enough, else a prior."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rounds.actions.calibrated import scored_of
from rounds.calibration.reliability import own
from rounds.calibration.report import Scored
from rounds.interviews.verdict import PRIOR, Reliability
from rounds.records.work import Work


@dataclass(frozen=True, slots=True)
class Closed:
    """What was rated in a round that is closed; nothing that is still being rated shows in a verdict."""

    at: datetime
    scored: Sequence[Scored]


def closed(look: Work) -> list[Closed]:
    return [Closed(one.closed, [*scored_of(look, [one])]) for one in look.calibrations.all() if one.closed]


def known(rounds: Sequence[Closed], by: datetime) -> Reliability:
    """By the rounds that were closed at that moment."""
    found = own(one.scored for one in rounds if one.at <= by)
    return Reliability(found.single, found.spread, prior=False, targets=found.targets) if found else PRIOR
