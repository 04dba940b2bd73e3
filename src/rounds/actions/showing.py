"""Scenarios as they stand in an interview: pinned, and as far as they are prepared, with their public part."""

from __future__ import annotations

from dataclasses import dataclass

from rounds.actions.office import Office
from rounds.actions.preparations import Standing
from rounds.incidents.shelves import PublicRecord
from rounds.interviews import Interview, Pin


@dataclass(frozen=True, slots=True)
class Shown:
    """A pin with what may be said of it. `public` is absent until it is prepared; `title` is there before."""

    pin: Pin
    title: str
    standing: Standing
    public: PublicRecord | None


def scenarios(here: Office, interview: Interview) -> list[Shown]:
    titles = {one.name: one.title for one in here.library.offered()}
    return [shown(here, pin, titles.get(pin.scenario, "")) for pin in interview.pins]


def shown(here: Office, pin: Pin, title: str) -> Shown:
    if not pin.incident:
        return Shown(pin, title, here.preparations.of(pin.scenario, pin.seed), None)
    public = here.library.public(pin.incident)
    return Shown(pin, public.public.title if public else title, Standing(1.0, "", incident=pin.incident), public)
