"""An interview as a calendar's event (RFC 5545, RFC 5546), for the file that goes with a mail.

Times are in UTC, so that no calendar needs our idea of a zone. The event keeps its UID, and its sequence grows with each
change: calendars then move the one they have. The candidate's link is not in it, for calendars are shared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

WIDEST = 75  # octets of a line
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Event:
    """`organiser` and `attendee` are mail addresses; without an organiser it is told and asks for no answer."""

    uid: str
    title: str
    starts: datetime
    length: timedelta
    text: str
    place: str = ""
    sequence: int = 0
    organiser: str = ""
    attendee: str = ""
    cancelled: bool = False


def method(event: Event) -> str:
    if event.cancelled:
        return "CANCEL"
    return "REQUEST" if event.organiser and event.attendee else "PUBLISH"


def ics(event: Event, now: datetime) -> str:
    """The file, with lines as the standard wants them."""
    return "".join(f"{folded(line)}\r\n" for line in lines(event, now))


def lines(event: Event, now: datetime) -> list[str]:
    people = [f"ORGANIZER:mailto:{event.organiser}"] if event.organiser else []
    if event.organiser and event.attendee:
        people.append(f"ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:{event.attendee}")
    place = [f"LOCATION:{escaped(event.place)}"] if event.place else []
    return [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Rounds//Interviews//EN",
        f"METHOD:{method(event)}",
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{moment(now)}",
        f"DTSTART:{moment(event.starts)}",
        f"DTEND:{moment(event.starts + event.length)}",
        f"SUMMARY:{escaped(event.title)}",
        f"DESCRIPTION:{escaped(event.text)}",
        *place,
        *people,
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    return text.translate(ESCAPED)


def folded(line: str) -> str:
    """In pieces of at most 75 octets, without cutting a character."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > WIDEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    return "\r\n".join([*pieces, piece])
