"""Incidents as staff see them: those of scenarios, installed or on their way, and those sealed from recordings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rounds.actions import interviews, rights
from rounds.actions.office import Office
from rounds.actions.preparations import Standing
from rounds.incidents.library import Offered
from rounds.interviews import Person
from rounds.interviews.rights import Right, may


@dataclass(frozen=True, slots=True)
class Listed:
    """`name` is empty while it is being prepared; `scenario` and `version` are for one that was recorded here."""

    name: str
    title: str
    scenario: str
    version: str
    seed: int
    standing: Standing


def listed(here: Office, who: Person) -> list[Listed]:
    """All of them, or those that are installed for interviews they have a place in."""
    if not may(who, None, Right.INCIDENTS):
        theirs = rights.incidents_of(here, who)
        return [installed(here, name) for name in here.telemetry.incidents() if name in theirs]
    offered = {one.name: one for one in here.library.offered()}
    waiting = [
        coming(replace(offered[name], seed=seed), standing)
        for name, seed, standing in here.preparations.all()
        if not standing.incident and name in offered
    ]
    return [installed(here, name) for name in here.telemetry.incidents()] + waiting


def coming(scenario: Offered, standing: Standing) -> Listed:
    return Listed("", scenario.title, scenario.name, scenario.version, scenario.seed, standing)


def install(here: Office, who: Person, scenario: str, seed: int | None) -> Listed:
    """Begin to install a scenario, unless it is installed or on its way; one that failed is tried again.

    Raises:
        Forbidden: it is not theirs to do. NotFound: there is no such scenario.
        Invalid: a private one has another seed.
    """
    rights.need(who, Right.INCIDENTS)
    one = here.library.find(scenario, seed)
    here.preparations.start([one], lambda found, incident: interviews.prepared(here, found, incident))
    standing = here.preparations.of(one.name, one.seed)
    return installed(here, standing.incident) if standing.incident else coming(one, standing)


def installed(here: Office, name: str) -> Listed:
    standing = Standing(1.0, "", incident=name)
    known = here.library.public(name)
    if known is None:
        return Listed(name, name, "", "", 0, standing)
    return Listed(name, known.public.title, known.scenario, known.version, known.seed, standing)
