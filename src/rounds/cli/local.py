"""What `rounds incident` does on the data itself, when no server runs on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rounds.actions import incidents, recordings
from rounds.actions.office import Office
from rounds.interviews import OPERATOR


class Local:
    def __init__(self, office: Office, url: str) -> None:
        self.office = office
        self.url = url

    def record(self, name: str) -> tuple[str, str]:
        return self.url, recordings.start(self.office, OPERATOR, name)

    def seal(self, name: str, incident: str) -> str:
        return recordings.seal(self.office, OPERATOR, name, incident)

    def listed(self) -> dict[str, list[dict[str, Any]]]:
        installed = incidents.listed(self.office, OPERATOR)
        recorded = recordings.listed(self.office, OPERATOR)
        return {
            "incidents": [{"name": one.name, "title": one.title} for one in installed if one.name],
            "recordings": [
                {
                    "name": one.name,
                    "spans": one.spans,
                    "lines": one.lines,
                    "points": one.points,
                    "first": moment(one.first),
                    "last": moment(one.last),
                }
                for one in recorded
            ],
        }


def moment(found: datetime | None) -> str | None:
    return found.isoformat() if found else None
