"""The doors of the two surfaces: their addresses and their cookies. Commands use them too, so nothing heavy is here."""

from __future__ import annotations

from dataclasses import dataclass

from rounds.actions.links import Surface


@dataclass(frozen=True, slots=True)
class Door:
    surface: Surface
    cookie: str
    path: str


CANDIDATE = Door(Surface.CANDIDATE, "rounds_candidate", "/api/v1/candidate")
STAFF = Door(Surface.STAFF, "rounds_staff", "/api/v1/staff")
