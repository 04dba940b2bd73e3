"""How a packet's values are said, on the page and on paper."""

from __future__ import annotations

from datetime import datetime

from rounds.packet.content import Packet, PacketLevel, PacketRater
from rounds.packet.lanes import clock

KINDS = {
    "hint": "Hint",
    "reveal": "Answer told",
    "exposed": "Exposed",
    "cited": "Cited",
    "recognised": "Recognised",
    "mitigated": "Mitigation",
    "hypothesis": "Notebook, hypothesis",
    "note": "Notebook, note",
    "judged": "Hypothesis judged",
    "pin": "Pinned",
    "presented": "Interviewer presented",
    "discussed": "Discussion",
    "discussion": "Discussion",
    "prompt": "Prompt",
    "extended": "More time",
    "pause": "Pause",
    "resumed": "Resumed",
    "left": "Connection lost",
    "returned": "Connection back",
}
SOLUTIONS = {"none": "no working fix", "working": "a working fix", "comprehensive": "mitigation, fix and prevention"}
SEEN = {"seen": "seen", "not_seen": "not seen", "not_asked": "not asked"}
OUTCOMES = {"advance": "Advance", "decline": "Decline", "hold": "Hold"}
ROLES = {"lead": "lead interviewer", "panel": "panel interviewer", "committee": "committee, second rating"}
LEVELS = {"junior": "Junior", "mid": "Mid", "senior": "Senior", "staff": "Staff+"}


def moment(text: str) -> str:
    """12 May 2026, 09:00 UTC."""
    found = datetime.fromisoformat(text)
    return f"{found.day} {found:%B %Y, %H:%M} UTC"


def day(text: str) -> str:
    found = datetime.fromisoformat(text)
    return f"{found.day} {found:%B %Y}"


def number(value: float | None, decimals: int = 2) -> str:
    """With so many decimals; unknown is a dash."""
    return "–" if value is None else f"{value:.{decimals}f}"


def points(value: float | None) -> str:
    """As short as it is: 7.5, 8."""
    return "–" if value is None else f"{round(value, 2):g}"


def name_of_kind(kind: str) -> str:
    return KINDS.get(kind, kind.capitalize())


def second(scenario: int, seconds: float | None) -> str:
    if seconds is None:
        return "–"
    return f"{scenario}, {clock(seconds)}" if scenario else clock(seconds)


def is_timed(packet: Packet) -> bool:
    """Of juniors the guide wants system over speed: how long they took to the cause stands nowhere as a figure."""
    return packet.about.level != "junior"


def level_of(packet: Packet) -> PacketLevel | None:
    return next((one for one in packet.result.levels if one.chosen), None)


def fit(level: PacketLevel) -> str:
    return "Exceeded" if level.exceeds else "Met" if level.meets else "Not met"


def raters(packet: Packet) -> tuple[PacketRater, ...]:
    return tuple(one for one in packet.raters if not one.second)


def seconds_of(packet: Packet) -> tuple[PacketRater, ...]:
    return tuple(one for one in packet.raters if one.second)


def sums(packet: Packet) -> str:
    """7 and 8."""
    told = [points(one.outcome) for one in raters(packet)]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}" if told else "–"


def agreement(packet: Packet) -> str:
    found = packet.result.agreement
    return f"exact {found.exact} of {found.of}, within 1: {found.within} of {found.of}" if found else "one rater"


VERIFY = "rounds packet verify FILE"
