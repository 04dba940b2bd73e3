"""Incidents as staff see them: those of scenarios, installed or on their way, and those sealed from recordings."""

from __future__ import annotations

from dataclasses import dataclass

from rounds.actions.office import Office
from rounds.actions.preparations import Standing
from rounds.interviews import Seat


@dataclass(frozen=True, slots=True)
class Listed:
    """`name` is empty while it is being prepared; `scenario` and `version` are for one that was recorded here."""

    name: str
    title: str
    scenario: str
    version: str
    standing: Standing


def listed(here: Office, _seat: Seat) -> list[Listed]:
    offered = {one.name: one for one in here.library.offered()}
    coming = [
        Listed("", offered[name].title, name, offered[name].version, standing)
        for name, _, standing in here.preparations.all()
        if not standing.incident and name in offered
    ]
    return [installed(here, name) for name in here.telemetry.incidents()] + coming


def installed(here: Office, name: str) -> Listed:
    standing = Standing(1.0, "", incident=name)
    known = here.library.public(name)
    if known is None:
        return Listed(name, name, "", "", standing)
    return Listed(name, known.public.title, known.scenario, known.version, standing)
