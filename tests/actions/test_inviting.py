"""Inviting, telling and reminding, through a mail server of our own: what arrives, once, whatever happens in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from structlog.testing import capture_logs

from rounds.actions import acting, arranging, board, inviting, joining, mails, overview
from rounds.actions.arranging import Chosen, Wanted
from rounds.actions.office import Office
from rounds.actions.places import Places
from rounds.actions.post import Smtp
from rounds.actions.postman import Postman
from rounds.interviews import Accommodations, Duty, Kind, Person, Policy, Role, State, acts
from rounds.interviews.letters import INVITATION, LINK, Letter
from rounds.kit.errors import Conflict, Forbidden, Invalid, NotFound
from rounds.records import Records
from rounds.records.mails import Mail
from tests.incidents.small import Small
from tests.mail_server import MailServer, serving

URL = "https://rounds.test"
NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)
STARTS = datetime(2026, 12, 1, 9, tzinfo=UTC)
DANA = Person("dana", "Dana", "dana@rounds.test", frozenset({Duty.RECRUITER}))
BEN = Person("ben", "Ben", "", frozenset({Duty.INTERVIEWER}))  # what candidates are sent is alone in the tests of that
EVE = Person("eve", "Eve", "eve@rounds.test", frozenset({Duty.INTERVIEWER}))
KIM = Person("kim", "Kim", "kim@rounds.test", frozenset({Duty.INTERVIEWER}))
MIA = Person("mia", "Mia", "mia@rounds.test", frozenset({Duty.COMMITTEE}))
WANTED = Wanted(
    candidate="Anna",
    lead="ben",
    scenarios=(Chosen("orders-slow", 7), Chosen("other-slow")),
    plan="Fit 60",
    zone="Europe/Berlin",
    starts=STARTS,
    mail="anna@example.com",
    position="Platform engineer",
)


@dataclass
class Desk:
    """An office with a clock that the test moves, and what a mail server took from it."""

    here: Office
    server: MailServer
    moment: list[datetime]
    prepared: list[str]

    def later(self, **length: float) -> None:
        self.moment[0] += timedelta(**length)

    def at(self, moment: datetime) -> None:
        self.moment[0] = moment

    def deliver(self) -> int:
        return mails.deliver(self.here, URL)

    def arranged(self, **changed: Any) -> str:
        return arranging.arrange(self.here, DANA, replace(WANTED, **changed))

    def invited(self, **changed: Any) -> str:
        made = self.arranged(**changed)
        self.invite(made)
        return made

    def invite(self, interview: str, command: str = "") -> inviting.Sent:
        return inviting.invite(self.here, DANA, interview, URL, template=INVITATION, send=True, command=command)

    def mails(self, interview: str) -> dict[str, Mail]:
        with self.here.records.look() as look:
            return {one.kind: one for one in look.mails.of_interview(interview)}

    def post(self, interview: str) -> str:
        return next(row for row in board.rows(self.here, DANA) if row.interview.id == interview).post.value

    def act(self, interview: str, *these: acts.Act) -> None:
        with self.here.records.work() as work:
            for one in these:
                acting.write(work, self.here, inviting.candidates_seat(work, interview), one)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("desk")


@contextmanager
def opened(folder: Path, server: MailServer, moment: list[datetime]) -> Iterator[Desk]:
    places = Places.told({"ROUNDS_DATA": str(folder), "ROUNDS_SMTP": server.url})
    shipped = {name: Small(name, "1", name) for name in ("orders-slow", "other-slow", "third-slow")}
    office = Office.open(places, shipped, now=lambda: moment[0])  # type: ignore[arg-type]
    prepared: list[str] = []
    office.preparations.start = lambda these, _: prepared.extend(one.name for one in these)  # type: ignore[method-assign]
    try:
        with office.records.work() as work:
            known = {one.id for one in work.people.all()}
            for one in (DANA, BEN, EVE, KIM, MIA):
                if one.id not in known:
                    work.people.add(one, NOW)
        yield Desk(office, server, moment, prepared)
    finally:
        office.close()


@pytest.fixture(scope="module")
def open_desk(folder: Path) -> Iterator[Desk]:
    with serving() as server, opened(folder, server, [NOW]) as desk:
        yield desk


@pytest.fixture
def desk(open_desk: Desk) -> Desk:
    """With no mail of an earlier test still to be sent, and a server that takes all."""
    with open_desk.here.records.work() as work:
        for one in work.mails.all():
            work.mails.drop(one.id)
    open_desk.at(NOW)
    open_desk.server.says, open_desk.server.at_data = "250 ok", "250 taken"
    open_desk.deliver()  # what is for interviewers
    open_desk.server.taken.clear()
    open_desk.server.commands.clear()
    return open_desk


def plain(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def event(mail: EmailMessage) -> Any:
    (file,) = mail.iter_attachments()
    calendar = Calendar.from_ical(file.get_content())
    return calendar["METHOD"], calendar.walk("VEVENT")[0]


class TestArranging:
    def test_pins_a_variant_of_its_own_and_prepares_it(self, desk: Desk) -> None:
        desk.prepared.clear()
        made, other = desk.arranged(), desk.arranged()
        with desk.here.records.look() as look:
            one, two = look.interview(made), look.interview(other)
            seats = {seat.role: seat.person for seat in look.seats_of(made)}
        assert (one.kind, one.interviewer, one.zone, one.starts) == (Kind.LIVE, "Ben", "Europe/Berlin", STARTS)
        assert [pin.seed for pin in (one.pins[0], two.pins[0])] == [7, 7]
        assert one.pins[1].seed != two.pins[1].seed
        assert seats == {Role.CANDIDATE: "", Role.LEAD: "ben"}
        assert desk.prepared == ["orders-slow", "other-slow"] * 2

    def test_the_same_command_makes_one(self, desk: Desk) -> None:
        once = arranging.arrange(desk.here, DANA, WANTED, "c1")
        assert arranging.arrange(desk.here, DANA, WANTED, "c1") == once
        assert arranging.arrange(desk.here, DANA, WANTED, "c2") != once

    @pytest.mark.parametrize(
        ("field", "changed"),
        [
            ("candidate", {"candidate": " "}),
            ("candidate", {"candidate": "Anna\nBcc: x@example.com"}),
            ("position", {"position": "x" * 101}),
            ("mail", {"mail": "anna"}),
            ("mail", {"mail": "anna@example.com, x@example.com"}),
            ("mail", {"mail": "anna@example.com\r\nBcc: x@example.com"}),
            ("zone", {"zone": "Europe/Nowhere"}),
            ("zone", {"zone": "../../etc/passwd"}),
            ("zone", {"zone": "localtime"}),
            ("zone", {"zone": "Factory"}),
            ("starts", {"starts": datetime(2026, 12, 1, 9)}),  # noqa: DTZ001
            ("starts", {"starts": datetime.max.replace(tzinfo=UTC), "zone": "Pacific/Kiritimati"}),
            ("starts", {"starts": datetime.min.replace(tzinfo=UTC), "zone": "America/New_York"}),
            ("position", {"position": "Engineer\x85STATUS:CANCELLED"}),
            ("call", {"call": "javascript:alert(1)"}),
            ("call", {"call": "https://meet.example.org/a b"}),
            ("scenarios", {"scenarios": ()}),
            ("scenarios", {"scenarios": (Chosen("orders-slow"), Chosen("orders-slow"))}),
            ("scenarios", {"scenarios": (Chosen("nobody"),)}),
            ("plan", {"plan": "Nobody's"}),
            ("lead", {"lead": "nobody"}),
            ("lead", {"lead": "mia"}),
            ("panel", {"panel": ("ben",)}),
            ("policy", {"policy": Policy(assistants="perhaps")}),
            ("accommodations", {"accommodations": Accommodations(0.5)}),
        ],
    )
    def test_names_the_field_that_is_wrong(self, desk: Desk, field: str, changed: dict[str, Any]) -> None:
        with pytest.raises(Invalid) as found:
            desk.arranged(**changed)
        assert found.value.field == field

    def test_before_the_invitation_everything_may_change(self, desk: Desk) -> None:
        made = desk.arranged(panel=("eve",), committee=("mia",))
        anew = replace(WANTED, candidate="Ann", scenarios=(Chosen("third-slow", 3),), plan="Guide 65", lead="eve")
        arranging.change(desk.here, DANA, made, replace(anew, starts=None, mail="ann@example.com", shadows=("ben",)))
        with desk.here.records.look() as look:
            found, seats = look.interview(made), look.seats_of(made)
        assert (found.candidate, found.mail, found.starts, found.interviewer) == ("Ann", "ann@example.com", None, "Eve")
        assert [(pin.number, pin.scenario, pin.seed) for pin in found.pins] == [(1, "third-slow", 3)]
        assert (found.plan.name, len(found.plan.worked)) == ("Guide 65", 1)
        assert {(seat.role, seat.name) for seat in seats} == {
            (Role.CANDIDATE, "Ann"),
            (Role.LEAD, "Eve"),
            (Role.SHADOW, "Ben"),
        }

    def test_afterwards_the_calendar_seats_call_and_accommodations_alone(self, desk: Desk) -> None:
        made = desk.invited(scenarios=(Chosen("orders-slow", 7),))
        fixed = replace(WANTED, scenarios=(Chosen("orders-slow", 7),))
        for changed in (
            {"scenarios": (Chosen("orders-slow", 8),)},
            {"plan": "Guide 65"},
            {"policy": Policy(assistants="allowed")},
            {"starts": STARTS + timedelta(hours=1)},
        ):
            with pytest.raises(Conflict):
                arranging.change(desk.here, DANA, made, replace(fixed, **changed))
        more = Accommodations(1.5, hidden_timer=True)
        arranging.change(
            desk.here, DANA, made, replace(fixed, panel=("eve",), call="https://meet.test/a", accommodations=more)
        )
        with desk.here.records.look() as look:
            found = look.interview(made)
        assert (found.call, found.accommodations) == ("https://meet.test/a", more)

    def test_the_reason_is_told_to_those_who_may_know_it(self, desk: Desk) -> None:
        made = desk.arranged(accommodations=Accommodations(1.5), reason="A wrist injury")
        assert overview.of(desk.here, DANA, made, URL).reason == "A wrist injury"
        assert overview.of(desk.here, BEN, made, URL).reason == ""
        lead = replace(WANTED, mail=None, reason=None, accommodations=Accommodations(2.0))
        with desk.here.records.look() as look:
            seeds = tuple(Chosen(pin.scenario, pin.seed) for pin in look.interview(made).pins)
        arranging.change(desk.here, BEN, made, replace(lead, scenarios=seeds))
        found = overview.of(desk.here, DANA, made, URL)
        assert (found.reason, found.interview.mail, found.interview.accommodations.time) == (
            "A wrist injury",
            "anna@example.com",
            2.0,
        )


class TestInterviewers:
    def told(self, desk: Desk) -> dict[str, list[tuple[str, str]]]:
        """By whom it is for: subjects, and what their calendars are to do."""
        desk.deliver()
        found: dict[str, list[tuple[str, str]]] = {}
        for to, mail in desk.server.taken:
            if to != "anna@example.com":
                found.setdefault(to, []).append((mail["Subject"], event(mail)[0]))
        desk.server.taken.clear()
        return found

    def test_are_told_with_a_calendar_file_once_the_candidate_is_invited(self, desk: Desk) -> None:
        made = desk.arranged(
            lead="eve", panel=("kim",), shadows=("ben",), committee=("mia",), call="https://meet.test/a"
        )
        assert self.told(desk) == {}
        desk.invite(made)
        desk.deliver()
        sent = dict(desk.server.taken)
        assert sent.keys() == {"anna@example.com", EVE.mail, KIM.mail}
        text = plain(sent[EVE.mail])
        assert "You lead an interview (Platform engineer) on Tuesday, 1 December 2026, 10:00 (Europe/Berlin" in text
        assert f"{URL}/staff/interviews/{made}/prepare" in text
        assert "You talk by video: https://meet.test/a" in text
        assert "You interview in an interview" in plain(sent[KIM.mail])
        html = sent[EVE.mail].get_body(("html",))
        assert html is not None
        assert f'<a href="{URL}/staff/interviews/{made}/prepare">' in html.get_content()
        method, found = event(sent[EVE.mail])
        assert (method, found["SEQUENCE"], found["SUMMARY"]) == ("REQUEST", 0, "Interview to lead: Platform engineer")
        assert (found.decoded("DTSTART"), found["ATTENDEE"]) == (STARTS, f"mailto:{EVE.mail}")
        assert found["UID"] != event(sent["anna@example.com"])[1]["UID"]

    def test_no_candidate_is_named_to_them_and_no_link_told(self, desk: Desk) -> None:
        desk.invited(lead="eve")
        desk.deliver()
        mail = dict(desk.server.taken)[EVE.mail]
        assert not any(word in mail.as_string() for word in ("Anna", "anna@", "/join"))

    def test_of_another_time_and_that_it_is_cancelled(self, desk: Desk) -> None:
        made = desk.invited(lead="eve")
        desk.invite(made)
        assert len(self.told(desk)[EVE.mail]) == 1  # a new link is not their business
        inviting.reschedule(desk.here, DANA, made, starts=STARTS + timedelta(days=1), reason="Ill")
        desk.deliver()
        mail = dict(desk.server.taken)[EVE.mail]
        assert "now on Wednesday, 2 December 2026, 10:00" in plain(mail)
        assert "before, it was on Tuesday, 1 December" in plain(mail)
        assert event(mail)[1]["SEQUENCE"] == 1
        desk.server.taken.clear()
        inviting.revoke(desk.here, DANA, made)
        inviting.cancel(desk.here, DANA, made, reason="Filled")
        assert self.told(desk) == {
            EVE.mail: [("The interview on Wednesday, 2 December 2026 does not take place", "CANCEL")]
        }

    def test_who_comes_in_later_or_leaves(self, desk: Desk) -> None:
        made = desk.invited(lead="eve", scenarios=(Chosen("orders-slow", 7),))
        self.told(desk)
        fixed = replace(WANTED, scenarios=(Chosen("orders-slow", 7),))
        arranging.change(desk.here, DANA, made, replace(fixed, lead="eve", panel=("kim",)))
        assert self.told(desk) == {KIM.mail: [("An interview with you on Tuesday, 1 December 2026", "REQUEST")]}
        arranging.change(desk.here, DANA, made, replace(fixed, lead="kim"))
        assert self.told(desk) == {
            KIM.mail: [("An interview with you on Tuesday, 1 December 2026", "REQUEST")],
            EVE.mail: [("The interview on Tuesday, 1 December 2026 goes on without you", "CANCEL")],
        }

    def test_what_they_are_sent_is_none_of_the_candidates_mails(self, desk: Desk) -> None:
        made = desk.invited(lead="eve")
        desk.server.says = "550 no"
        desk.deliver()
        desk.server.says = "250 ok"
        kinds = {one.kind for one in overview.of(desk.here, DANA, made, URL).mails}
        assert kinds == {mails.INVITATION, mails.REMINDER, mails.UNCHECKED}


class TestInvitation:
    def test_arrives_as_plain_text_html_and_a_calendar_file_with_a_link_that_works(self, desk: Desk) -> None:
        made = desk.invited()
        assert desk.deliver() == 1
        ((recipient, mail),) = desk.server.taken
        assert (recipient, mail["To"], mail["From"]) == (
            "anna@example.com",
            "anna@example.com",
            "Rounds <rounds@example.org>",
        )
        assert mail["Subject"] == "Your interview on Tuesday, 1 December 2026"
        text = plain(mail)
        assert "Tuesday, 1 December 2026, 10:00 (Europe/Berlin, UTC+1)" in text
        assert "The interview will be 43 minutes in total with two 14-minute debugging sessions" in text
        assert "AI assistants are not part of it" in text
        link = next(word for word in text.split() if word.startswith(URL))
        html = mail.get_body(("html",))
        assert html is not None
        assert f'<a href="{link}">' in html.get_content()
        method, found = event(mail)
        assert (method, found["UID"], found["SEQUENCE"]) == ("REQUEST", f"{made}@rounds", 0)
        assert (found.decoded("DTSTART"), found.decoded("DTEND")) == (STARTS, STARTS + timedelta(minutes=43))
        assert link.split("#")[1] not in str(found["DESCRIPTION"])
        joined = joining.join(desk.here, link.split("#")[1])
        assert joining.seated(desk.here, joined.badge).interview == made

    def test_fixes_what_is_pinned_and_is_written_down(self, desk: Desk) -> None:
        made = desk.arranged()
        assert overview.of(desk.here, DANA, made, URL).is_open
        desk.invite(made)
        found = overview.of(desk.here, DANA, made, URL)
        assert (found.is_open, found.hour.state) == (False, State.INVITED)
        assert [(one.what, one.who) for one in found.happened] == [("invited", "Dana")]

    def test_the_records_hold_no_link_that_works(self, desk: Desk) -> None:
        made = desk.invited()
        with desk.here.records.look() as look:
            (kept,) = (one for one in look.mails.of_interview(made) if one.kind == mails.INVITATION)
            link = mails.candidates_link(desk.here, look, made, URL)
        assert LINK in kept.plain
        assert link.split("#")[1] not in f"{kept.plain}{kept.html}{kept.calendar}"

    def test_sent_twice_by_one_press_is_one(self, desk: Desk) -> None:
        made = desk.arranged()
        desk.invite(made, "press")
        desk.invite(made, "press")
        desk.deliver()
        assert len(desk.server.taken) == 1
        assert len(overview.of(desk.here, DANA, made, URL).happened) == 1

    def test_copied_it_is_told_and_nothing_is_sent_at_once(self, desk: Desk) -> None:
        made = desk.arranged(mail="")
        told = inviting.invite(desk.here, DANA, made, URL, template=INVITATION, send=False)
        desk.deliver()
        assert f"{URL}/join#" in told.letter.plain
        assert (told.queued, desk.server.taken, desk.post(made)) == (False, [], "copied")
        assert b"BEGIN:VEVENT" in told.calendar.encode()

    def test_is_not_moved_beyond_what_clocks_can_say(self, desk: Desk) -> None:
        made = desk.invited(zone="Pacific/Kiritimati")
        with pytest.raises(Invalid, match="between"):
            inviting.reschedule(desk.here, DANA, made, starts=datetime.max.replace(tzinfo=UTC), reason="Later")
        assert desk.post(made)

    def test_needs_a_time_an_address_and_a_time_to_come(self, desk: Desk) -> None:
        for changed, word in (
            ({"starts": None}, "starts"),
            ({"mail": ""}, "mail"),
            ({"starts": NOW - timedelta(days=1)}, "passed"),
        ):
            made = desk.arranged(**changed)
            with pytest.raises(Conflict, match=word):
                desk.invite(made)

    def test_tells_who_sends_it_no_address_that_they_may_not_know(self, desk: Desk) -> None:
        made = desk.arranged()
        by_lead = inviting.invite(desk.here, BEN, made, URL, template=INVITATION, send=True, command="by Ben")
        assert "anna@example.com" not in repr(by_lead)
        assert "ATTENDEE" in desk.invite(made).calendar
        desk.deliver()
        assert {(to, str(event(mail)[1]["ATTENDEE"])) for to, mail in desk.server.taken} == {
            ("anna@example.com", "mailto:anna@example.com")
        }

    def test_is_not_for_everybody_to_send(self, desk: Desk) -> None:
        made = desk.arranged(panel=("eve",))
        with pytest.raises(Forbidden):
            inviting.invite(desk.here, EVE, made, URL, template=INVITATION, send=True)
        with pytest.raises(NotFound):
            inviting.invite(desk.here, MIA, made, URL, template=INVITATION, send=True)


class TestQueue:
    @pytest.mark.parametrize("mail", ["x@[", ":;@x", "x@example.com,eve@example.com", "<x@example.com"])
    def test_what_is_no_address_is_given_up_and_keeps_no_other_mail_waiting(self, desk: Desk, mail: str) -> None:
        with desk.here.records.work() as work:
            for to in (mail, "dana@rounds.test"):
                mails.queue(
                    work, desk.here, mails.Written("preflight", to, Letter("Not ready", "It is.\n", "<p>It is."))
                )
        assert desk.deliver() == 2
        assert [to for to, _ in desk.server.taken] == ["dana@rounds.test"]
        desk.later(hours=1)
        assert desk.deliver() == 0

    def test_a_server_that_is_away_is_asked_again_later_and_longer(self, desk: Desk) -> None:
        made = desk.invited()
        desk.server.says = "451 later"
        for minutes in (0, 1, 2, 4, 8):
            desk.later(minutes=minutes)
            assert desk.deliver() == 1
            assert desk.deliver() == 0
        assert (desk.mails(made)["invitation"].tries, desk.post(made)) == (5, "waiting")
        desk.server.says = "250 ok"
        desk.later(minutes=16)
        desk.deliver()
        assert (len(desk.server.taken), desk.post(made)) == (1, "sent")

    def test_what_nobody_takes_is_given_up_and_tried_again_when_told(self, desk: Desk) -> None:
        made = desk.invited()
        desk.server.at_data = "452 full"
        for _ in range(mails.TRIES):
            desk.later(hours=1)
            desk.deliver()
        kept = desk.mails(made)["invitation"]
        assert (kept.tries, desk.post(made)) == (mails.TRIES, "failed")
        assert kept.trouble == "given up after 10 tries: 452 full"
        desk.server.at_data = "250 taken"
        inviting.again(desk.here, DANA, made, kept.id)
        desk.deliver()
        assert desk.post(made) == "sent"

    def test_a_refused_recipient_bounces_at_once_and_without_the_address(self, desk: Desk) -> None:
        made = desk.invited()
        desk.server.says = "550 5.1.1 <anna@example.com> is nobody here"
        with capture_logs() as lines:
            desk.deliver()
        assert desk.post(made) == "bounced"
        assert desk.mails(made)["invitation"].trouble == "refused: 550 5.1.1 <…> is nobody here"
        assert lines
        assert "anna@example.com" not in repr(lines)

    def test_killed_before_it_was_handed_over_it_is_sent_once(self, desk: Desk, folder: Path) -> None:
        """Taken, and then nothing: the process is gone. Another one finds it when its time is over."""
        made = desk.invited()
        with desk.here.records.work() as work:
            assert work.mails.take(desk.here.now(), desk.here.now() + mails.HELD) is not None
        assert desk.deliver() == 0
        desk.later(minutes=6)
        assert desk.deliver() == 1
        assert (len(desk.server.taken), desk.post(made)) == (1, "sent")

    def test_killed_between_handing_over_and_marking_it_comes_twice_as_the_same_mail(self, desk: Desk) -> None:
        """All that can be done: it is not lost, and both have one Message-ID by which mail programs know it."""
        desk.invited()
        desk.server.at_data = "gone"
        desk.deliver()
        desk.server.at_data = "250 taken"
        desk.later(minutes=6)
        desk.deliver()
        first, second = (mail for _, mail in desk.server.taken)
        assert first["Message-ID"] == second["Message-ID"]
        assert plain(first) == plain(second)

    def test_the_postman_delivers_and_stops(self, desk: Desk) -> None:
        desk.invited()
        postman = type(desk.here.postman)(desk.here.postman.smtp)
        postman.start(desk.deliver)
        until = datetime.now(UTC) + timedelta(seconds=10)
        while not desk.server.taken and datetime.now(UTC) < until:
            postman.wake()
        postman.stop()
        assert postman.thread is not None
        assert not postman.thread.is_alive()
        assert len(desk.server.taken) == 1

    def test_what_waits_survives_a_restart(self, desk: Desk, folder: Path) -> None:
        """Everything but the telemetry, which one process opens once, is opened anew."""
        made = desk.invited()
        records = Records.open(f"sqlite:///{folder / 'records.sqlite'}")
        again = replace(desk.here, records=records, postman=Postman(desk.here.postman.smtp))
        mails.deliver(again, URL)
        records.close()
        assert len(desk.server.taken) == 1
        assert {kind for kind, one in desk.mails(made).items() if one.is_waiting} == set(mails.REMINDERS)


class TestReminders:
    def test_come_a_day_before_and_four_hours_before_if_nothing_is_checked(self, desk: Desk) -> None:
        desk.invited()
        desk.deliver()
        for moment, told in (
            (STARTS - timedelta(hours=25), []),
            (STARTS - timedelta(hours=24), ["Tomorrow: your interview on Tuesday, 1 December 2026"]),
            (STARTS - timedelta(hours=5), []),
            (
                STARTS - timedelta(hours=4),
                ["Before your interview on Tuesday, 1 December 2026: does your browser work?"],
            ),
            (STARTS, []),
        ):
            desk.server.taken.clear()
            desk.at(moment)
            desk.deliver()
            assert desk.server.subjects == told

    def test_the_second_is_not_sent_once_the_check_is_done(self, desk: Desk) -> None:
        made = desk.invited()
        desk.deliver()
        desk.act(made, acts.Checked({"screen": ("good", "")}))
        desk.at(STARTS - timedelta(hours=3))
        desk.deliver()
        assert [subject[:8] for subject in desk.server.subjects] == ["Your int", "Tomorrow"]
        assert mails.UNCHECKED not in desk.mails(made)

    def test_an_invitation_of_the_last_day_is_the_reminder(self, desk: Desk) -> None:
        made = desk.invited(starts=NOW + timedelta(hours=5))
        assert set(desk.mails(made)) == {"invitation"}

    def test_a_withdrawn_link_is_not_reminded_of(self, desk: Desk) -> None:
        made = desk.invited()
        desk.deliver()
        inviting.revoke(desk.here, DANA, made)
        desk.at(STARTS)
        desk.deliver()
        assert len(desk.server.taken) == 1


class TestMoving:
    def test_a_new_time_is_told_with_the_same_event(self, desk: Desk) -> None:
        made = desk.invited()
        desk.deliver()
        moved = STARTS + timedelta(days=1, hours=2)
        inviting.reschedule(desk.here, DANA, made, starts=moved, reason="The lead is ill.", command="m")
        inviting.reschedule(desk.here, DANA, made, starts=moved, reason="The lead is ill.", command="m")
        desk.deliver()
        (_, first), (_, second) = desk.server.taken
        before, after = event(first)[1], event(second)[1]
        assert (before["UID"], before["SEQUENCE"], after["UID"], after["SEQUENCE"]) == (
            f"{made}@rounds",
            0,
            f"{made}@rounds",
            1,
        )
        assert after.decoded("DTSTART") == moved
        assert "now on Wednesday, 2 December 2026, 12:00" in plain(second)
        assert "ill" not in plain(second)
        assert overview.of(desk.here, DANA, made, URL).happened[0].reason == "The lead is ill."
        assert desk.mails(made)["reminder"].due == moved - timedelta(hours=24)

    def test_a_cancelled_one_is_taken_from_the_calendar_and_its_link_ends(self, desk: Desk) -> None:
        made = desk.invited()
        with desk.here.records.look() as look:
            token = mails.candidates_link(desk.here, look, made, URL).split("#")[1]
        badge = joining.join(desk.here, token).badge
        desk.deliver()
        inviting.cancel(desk.here, DANA, made, reason="The position is filled.")
        desk.at(STARTS)
        desk.deliver()
        (_, _), (_, mail) = desk.server.taken
        method, found = event(mail)
        assert (method, found["STATUS"], found["SEQUENCE"], found["UID"]) == (
            "CANCEL",
            "CANCELLED",
            1,
            f"{made}@rounds",
        )
        assert "filled" not in plain(mail)
        with pytest.raises(Exception, match="cancelled"):
            joining.join(desk.here, token)
        with pytest.raises(Exception, match="another browser"):
            joining.seated(desk.here, badge)

    def test_needs_a_reason_and_a_time_to_come(self, desk: Desk) -> None:
        made = desk.invited()
        with pytest.raises(Invalid, match="reason"):
            inviting.cancel(desk.here, DANA, made, reason=" ")
        with pytest.raises(Invalid, match="passed"):
            inviting.reschedule(desk.here, DANA, made, starts=NOW, reason="Earlier")

    def test_one_that_has_begun_is_neither_moved_nor_cancelled(self, desk: Desk) -> None:
        made = desk.invited()
        desk.act(made, acts.Entered(), acts.Admitted())
        with pytest.raises(Conflict, match="begun"):
            inviting.cancel(desk.here, DANA, made, reason="Too late")
        with pytest.raises(Conflict, match="begun"):
            inviting.reschedule(desk.here, DANA, made, starts=STARTS + timedelta(days=1), reason="Too late")


class TestSetting:
    @pytest.mark.parametrize(
        ("text", "word"),
        [
            ("http://mail.test", "smtp://USER"),
            ("smtp://mail.test", "from"),
            ("smtp://mail.test?from=nobody", "from"),
            ("smtp://mail.test:port?from=a@b.test", "smtp://USER"),
            ("smtp://mail.test?from=a@b.test&tls=perhaps", "tls=off"),
            ("smtp://mail.test?from=a@b.test&to=x", "to="),
            ("smtp://user:secret@mail.test?from=a@b.test&tls=off", "no password"),
        ],
    )
    def test_says_what_it_must_be_and_never_the_password(self, tmp_path: Path, text: str, word: str) -> None:
        with pytest.raises(Invalid, match="ROUNDS_SMTP") as found:
            Office.open(Places.told({"ROUNDS_DATA": str(tmp_path), "ROUNDS_SMTP": text}), {})
        assert word in found.value.message
        assert "secret" not in found.value.message

    def test_nothing_is_sent_in_the_clear_to_another_machine(self) -> None:
        told = {
            text: found.tls
            for text in (
                "smtp://m.test?from=a@b.test",
                "smtps://m.test?from=a@b.test",
                "smtp://localhost?from=a@b.test",
            )
            if (found := Smtp.told(text))
        }
        assert list(told.values()) == ["starttls", "start", "if offered"]
        assert Smtp.told("") is None
