"""How leads give hints and points, over all interviews: from the figures that are kept of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rounds.actions import figuring
from rounds.actions.office import Office
from rounds.calibration.hints import Hinted, Hinting, Led, hinting
from rounds.interviews.figures import Figures, Rater
from rounds.interviews.ladder import LOAD
from rounds.interviews.people import Role
from rounds.records.work import Work


def hinting_of(here: Office, look: Work, until: str = "") -> tuple[Hinting, list[Hinting]]:
    """All leads together, then each: of interviews that ended until that moment, "2026-06-30 17:00:00", or of all."""
    led: dict[str, list[Led]] = {}
    given: dict[str, list[Hinted]] = {}
    for when, figures in figuring.of_all(here, look):
        lead = lead_of(figures)
        if lead and (not until or when <= until):
            led.setdefault(lead.person, []).extend(scenarios(figures, lead))
            given.setdefault(lead.person, []).extend(hints(figures))
    return hinting({person: these for person, these in led.items() if these}, given)


def lead_of(figures: Figures) -> Rater | None:
    """Whose card is that of who led it; None where it is not in."""
    return next((one for one in figures.raters if one.role == Role.LEAD and one.person), None)


def scenarios(figures: Figures, lead: Rater) -> Iterator[Led]:
    for one in figures.scenarios:
        if one.reached is not None and one.number in lead.points:
            given = [hint for hint in figures.hints if hint.scenario == one.number]
            load = sum(LOAD * hint.level for hint in given if not hint.moot)
            yield Led(figures.interview, one.reached, load, float(lead.points[one.number]))


def hints(figures: Figures) -> Iterable[Hinted]:
    """Of interviews from before their minute and the silence were kept there are none."""
    for one in figures.hints:
        if one.due is not None and one.quiet is not None:
            yield Hinted(one.due, one.moot, one.quiet)
