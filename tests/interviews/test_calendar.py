"""Calendar files, as another program reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar

from rounds.interviews.calendar import Event, ics

NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)
STARTS = datetime(2026, 12, 1, 9, tzinfo=UTC)
EVENT = Event(
    uid="i1@rounds",
    title="Interview: Platform engineer; Berlin, remote",
    starts=STARTS,
    length=timedelta(minutes=65),
    text="Bring tea, milk; and\nthis path: C:\\tea. " + "Grüße " * 30,
    place="https://meet.example.org/abc?d=e,f",
    organiser="rounds@example.org",
    attendee="anna@example.com",
)


def read(event: Event) -> tuple[Any, Any]:
    calendar = Calendar.from_ical(ics(event, NOW))
    (found,) = calendar.walk("VEVENT")
    return calendar, found


def test_says_when_where_and_with_whom() -> None:
    calendar, event = read(EVENT)
    assert calendar["METHOD"] == "REQUEST"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (STARTS, STARTS + timedelta(minutes=65))
    assert event.decoded("DTSTAMP") == NOW
    assert (str(event["UID"]), event["SEQUENCE"], str(event["STATUS"])) == ("i1@rounds", 0, "CONFIRMED")
    assert (str(event["ORGANIZER"]), str(event["ATTENDEE"])) == ("mailto:rounds@example.org", "mailto:anna@example.com")


def test_keeps_every_character_of_its_texts() -> None:
    _, event = read(EVENT)
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"]), str(event["LOCATION"])) == (
        EVENT.title,
        EVENT.text,
        EVENT.place,
    )


def test_has_lines_of_at_most_75_octets_that_end_as_the_standard_wants() -> None:
    written = ics(EVENT, NOW).encode()
    assert written.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert max(map(len, written.split(b"\r\n"))) == 75
    for line in written.split(b"\r\n"):
        line.decode()  # no character is cut


def test_one_line_of_text_makes_no_line_of_the_file() -> None:
    _, event = read(replace(EVENT, title="Tea\r\nATTENDEE:mailto:mallory@example.com", attendee=""))
    assert "ATTENDEE" not in event


def test_without_a_mail_server_it_is_told_and_asks_nobody() -> None:
    calendar, event = read(Event("i1@rounds", "Interview", STARTS, timedelta(hours=1), ""))
    assert calendar["METHOD"] == "PUBLISH"
    assert not {"ORGANIZER", "ATTENDEE", "LOCATION"} & set(event)
