"""Entries of a record as the values that rules about evidence read."""

from __future__ import annotations

from datetime import datetime

from rounds.interviews import Asked, Cause, Viewed
from rounds.records import Recorded
from rounds.signals import to_ns


def asked_of(entry: Recorded) -> Asked:
    """Of a question whose words are erased nothing is left that could show a step."""
    told = entry.content or {}
    cause, asked = Cause(entry.facts["cause"]), entry.facts["asked"]
    return Asked(entry.no, milliseconds(entry.time), cause, asked, told.get("question") or {}, told.get("digest") or {})


def viewed_of(entry: Recorded) -> Viewed:
    told, facts = entry.content or {}, entry.facts
    return Viewed(
        page=facts["page"],
        address=told.get("address", ""),
        state=told.get("state", {}),
        visible_from=facts["visible_from"],
        visible_to=facts["visible_to"],
        received=milliseconds(entry.time),
        scenario=facts["scenario"],
    )


def milliseconds(moment: datetime) -> float:
    return to_ns(moment) / 1e6
