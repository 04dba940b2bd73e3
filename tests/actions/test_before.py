"""Before an interview: the doctor, preflights and their mails, what interviewers read, and rehearsals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from rounds.actions import acting, board, doctor, due, interviews, mails, overview, preflights, rehearsing, studying
from rounds.actions.doctor import Circumstances
from rounds.actions.joining import join
from rounds.actions.office import Office
from rounds.actions.post import Smtp
from rounds.interviews import OPERATOR, Duty, Interview, Kind, Person, Pin, Role, Seat, acts, fit_60
from rounds.interviews.access import Colour
from rounds.interviews.findings import Finding
from rounds.kit.errors import Conflict, Forbidden, NotFound, TooMuch
from rounds.records.tables import metadata
from tests.mail_server import MailServer, serving
from tests.web.conftest import BEN, NOW, House, opened

URL = "https://rounds.test"
AROUND = Circumstances(URL, {})
DANA = Person("dana", "Dana", "dana@rounds.test", frozenset({Duty.RECRUITER}))
EVE = Person("eve", "Eve", "eve@rounds.test", frozenset({Duty.INTERVIEWER}))
STARTS = NOW + timedelta(days=3)


@dataclass
class Desk:
    here: Office
    house: House
    server: MailServer
    moment: list[datetime]
    made: int = 0

    def at(self, before: timedelta) -> None:
        self.moment[0] = STARTS - before

    def fly(self, before: timedelta) -> int:
        self.at(before)
        return preflights.run_due(self.here, AROUND)

    def interview(self, **different: Any) -> str:
        """A live one of tomorrow's day, to which Dana invited; Ben leads it and Eve watches."""
        self.made += 1
        name = f"before{self.made}"
        pins = (Pin(1, "orders-slow", "1", 1, self.house.incident),)
        one = Interview(name, "Anna", "Ben", NOW, fit_60(1), pins, starts=STARTS, kind=Kind.LIVE)
        with self.here.records.work() as work:
            work.add(replace(one, **different))
            work.seat(Seat(f"{name}-c", name, Role.CANDIDATE, "Anna"), NOW)
            work.seat(Seat(f"{name}-l", name, Role.LEAD, "Ben", BEN.id), NOW)
            work.seat(Seat(f"{name}-s", name, Role.SHADOW, "Eve", EVE.id), NOW)
            acting.write(work, self.here, Seat(DANA.id, name, Role.OBSERVER, "Dana"), acts.Invited("i"))
        return name

    def over(self) -> None:
        """Nothing of this test is to come for the next."""
        with self.here.records.work() as work:
            for one in work.interviews():
                if one.starts:
                    work.change(replace(one, starts=None))
            work.connection.execute(sa.delete(metadata.tables["mails"]))


@pytest.fixture(scope="module")
def open_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    moment = [NOW]
    with serving() as server, opened(tmp_path_factory.mktemp("before"), now=lambda: moment[0]) as house:
        house.office.postman.smtp = Smtp.told(server.url)
        with house.office.records.work() as work:
            for one in (DANA, EVE):
                work.people.add(one, NOW)
        yield Desk(house.office, house, server, moment)


@pytest.fixture
def desk(open_desk: Desk) -> Iterator[Desk]:
    open_desk.moment[0] = NOW
    open_desk.server.taken.clear()
    yield open_desk
    open_desk.over()


def part(findings: list[Finding], name: str) -> list[Finding]:
    return [one for one in findings if one.part == name]


def colour(findings: list[Finding], name: str) -> Colour:
    return Colour(max((one.colour for one in part(findings, name)), key=["green", "amber", "red"].index))


def rows(here: Office) -> dict[str, list[str]]:
    with here.records.look() as look:
        return {
            table.name: [str(tuple(row)) for row in look.connection.execute(sa.select(table))]
            for table in metadata.sorted_tables
        }


class TestDoctor:
    def test_a_good_installation_has_nothing_red(self, desk: Desk) -> None:
        desk.interview()
        found = doctor.examined(desk.here, OPERATOR, AROUND)
        assert [one.says for one in found if one.colour is Colour.RED] == []
        assert {one.part for one in found} == set(doctor.WHEN_BROKEN)
        assert any(desk.house.incident in one.says for one in part(found, "telemetry"))

    def test_it_is_for_those_who_run_it(self, desk: Desk) -> None:
        for who in (BEN, DANA):
            with pytest.raises(Forbidden):
                doctor.examined(desk.here, who, AROUND)

    def test_looking_leaves_nothing(self, desk: Desk) -> None:
        desk.interview()
        before = rows(desk.here)
        doctor.examined(desk.here, OPERATOR, AROUND)
        assert rows(desk.here) == before

    def test_no_mail_is_sent_by_looking(self, desk: Desk) -> None:
        doctor.examined(desk.here, OPERATOR, AROUND)
        assert desk.server.taken == []
        assert "NOOP" in desk.server.commands

    def test_a_mail_server_that_is_gone_is_red(self, desk: Desk) -> None:
        here = replace(desk.here, postman=type(desk.here.postman)(Smtp.told("smtp://127.0.0.1:9?from=a@b.org")))
        assert colour(doctor.examine(here, AROUND, ()), "mail") is Colour.RED

    def test_what_did_not_arrive_is_told(self, desk: Desk) -> None:
        name = desk.interview()
        with desk.here.records.work() as work:
            letter = preflights.Letter("a", "b", "c")
            mail = mails.queue(work, desk.here, mails.Written("invitation", "x@y.org", letter), name)
            work.mails.give_up(mail, NOW, "refused: no")
        assert any("did not arrive" in one.says for one in part(doctor.examine(desk.here, AROUND, ()), "mail"))

    def test_a_record_that_was_changed_is_red(self, desk: Desk) -> None:
        name = desk.interview(created=NOW + timedelta(hours=1))
        seat = Seat(f"{name}-c", name, Role.CANDIDATE, "Anna")
        acting.act(desk.here, seat, acts.Entered())
        tables = metadata.tables
        with desk.here.records.work() as work:
            this = (tables["contents"].c.interview == name, tables["contents"].c.no == 2)
            work.connection.execute(sa.update(tables["contents"]).where(*this).values(content="{}"))
        found = doctor.examine(desk.here, AROUND, ())
        assert colour(found, "records") is Colour.RED
        assert any(f"{name} from entry 2" in one.says for one in part(found, "records"))
        with desk.here.records.work() as work:
            work.connection.execute(
                sa.update(tables["interviews"]).where(tables["interviews"].c.id == name).values(kind="rehearsal")
            )
            work.rehearsals.remove(name)

    def test_an_incident_that_is_gone_is_red(self, desk: Desk) -> None:
        found = doctor.examine(desk.here, AROUND, [Pin(1, "orders-slow", "1", 1, "not-there")])
        assert colour(found, "telemetry") is Colour.RED

    def test_a_scenario_that_is_not_prepared_is_told(self, desk: Desk) -> None:
        assert colour(doctor.examine(desk.here, AROUND, [Pin(1, "later-slow", "1", 1)]), "telemetry") is Colour.AMBER

    def test_a_secret_that_others_read_is_red(self, desk: Desk) -> None:
        secret = desk.here.places.secret
        for mode, wanted in ((0o604, Colour.RED), (0o640, Colour.AMBER), (0o600, Colour.GREEN)):
            secret.chmod(mode)
            assert colour(doctor.examine(desk.here, AROUND, ()), "secret") is wanted

    @pytest.mark.parametrize(
        ("around", "wanted"),
        [
            (Circumstances(URL, {}), Colour.GREEN),
            (Circumstances("http://localhost:8000", {"ROUNDS_DATA": "x"}), Colour.GREEN),
            (Circumstances("http://rounds.test", {}), Colour.RED),
            (Circumstances(URL, {"ROUNDS_SECRETS": "x"}), Colour.AMBER),
            (Circumstances(URL, {}, lambda: False), Colour.RED),
        ],
    )
    def test_settings(self, desk: Desk, around: Circumstances, wanted: Colour) -> None:
        assert colour(doctor.examine(desk.here, around, ()), "settings") is wanted

    def test_what_breaks_is_a_finding_and_the_rest_is_looked_at(self, desk: Desk, tmp_path: Path) -> None:
        here = replace(desk.here, places=replace(desk.here.places, data=tmp_path / "gone", secret=tmp_path / "gone"))
        found = doctor.examine(here, AROUND, ())
        assert colour(found, "disk") is colour(found, "secret") is Colour.RED
        assert colour(found, "settings") is Colour.GREEN


class TestPreflights:
    def test_one_is_made_a_day_before_and_once(self, desk: Desk) -> None:
        name = desk.interview()
        assert desk.fly(timedelta(hours=25)) == 0
        assert desk.fly(timedelta(hours=24)) == 1
        assert desk.fly(timedelta(hours=20)) == 0
        with desk.here.records.look() as look:
            assert [one.colour is Colour.RED for one in look.preflights.of(name)] == [False]

    def test_what_was_red_is_looked_at_again_an_hour_before(self, desk: Desk) -> None:
        desk.interview(pins=(Pin(1, "orders-slow", "1", 1, "not-there"),))
        assert [desk.fly(timedelta(hours=hours)) for hours in (24, 2, 1, 0.5)] == [1, 0, 1, 0]

    def test_what_was_green_is_not(self, desk: Desk) -> None:
        desk.interview()
        assert [desk.fly(timedelta(hours=hours)) for hours in (24, 1, 0.5)] == [1, 0, 0]

    def test_another_time_is_another_day_before(self, desk: Desk) -> None:
        name = desk.interview()
        desk.fly(timedelta(hours=24))
        with desk.here.records.work() as work:
            work.change(replace(work.interview(name), starts=STARTS + timedelta(days=2)))
        assert desk.fly(timedelta(hours=-24)) == 1

    def test_only_live_ones_are_looked_at(self, desk: Desk) -> None:
        desk.interview(kind=Kind.PRACTICE)
        assert desk.fly(timedelta(hours=24)) == 0

    def test_red_is_mailed_to_who_invited_and_to_the_lead(self, desk: Desk) -> None:
        name = desk.interview(pins=(Pin(1, "orders-slow", "1", 1, "not-there"),))
        desk.fly(timedelta(hours=24))
        mails.deliver(desk.here, URL)
        assert {to for to, _ in desk.server.taken} == {DANA.mail, BEN.mail}
        body = desk.server.taken[0][1].get_body(("plain",))
        text = str(body.get_content() if body else "")
        assert f"{URL}/staff/interviews/{name}" in text
        assert "not-there" in text
        assert "Anna" not in text

    def test_green_is_not_mailed(self, desk: Desk) -> None:
        desk.interview()
        desk.fly(timedelta(hours=24))
        assert mails.deliver(desk.here, URL) == 0

    def test_mails_about_it_are_none_of_the_invitations(self, desk: Desk) -> None:
        name = desk.interview(pins=(Pin(1, "orders-slow", "1", 1, "not-there"),))
        desk.fly(timedelta(hours=24))
        row = next(row for row in board.rows(desk.here, DANA) if row.interview.id == name)
        assert (row.preflight, row.post.value) == ("red", "copied")
        assert overview.of(desk.here, DANA, name, URL).mails == []

    def test_it_stands_on_the_overview_of_those_who_can_do_something(self, desk: Desk) -> None:
        name = desk.interview()
        desk.fly(timedelta(hours=24))
        for who in (DANA, BEN, EVE):
            found = overview.of(desk.here, who, name, URL).preflight
            assert found
            assert found.findings

    def test_one_that_was_broken_off_is_made_again(self, desk: Desk) -> None:
        name = desk.interview()
        desk.at(timedelta(hours=24))
        with desk.here.records.work() as work:
            work.preflights.begin(name, desk.here.now())
        assert desk.fly(timedelta(hours=24) - timedelta(minutes=5)) == 0
        assert desk.fly(timedelta(hours=24) - timedelta(minutes=11)) == 1

    def test_whoever_arranges_may_ask_for_one(self, desk: Desk) -> None:
        name = desk.interview()
        assert preflights.check(desk.here, DANA, name, AROUND).red == []
        with pytest.raises(Forbidden):
            preflights.check(desk.here, EVE, name, AROUND)

    def test_what_is_still_being_built_at_a_start_is_not_told_as_missing(self, desk: Desk) -> None:
        building = Circumstances(URL, {}, lambda: False)
        assert due.is_settled(desk.here, AROUND, NOW)
        assert not due.is_settled(desk.here, building, NOW)
        desk.moment[0] = NOW + due.SETTLES
        assert due.is_settled(desk.here, building, NOW)


class TestStudying:
    def test_it_has_what_is_sealed_for_those_who_sit_in_it(self, desk: Desk) -> None:
        name = desk.interview()
        found = studying.of(desk.here, BEN, name)
        (one,) = found.scenarios
        assert one.solution
        assert one.hints
        assert found.expected
        assert found.reads
        with pytest.raises(Forbidden):
            studying.of(desk.here, DANA, name)

    def test_what_was_read_is_told_by_version(self, desk: Desk) -> None:
        name = desk.interview()
        studying.attest(desk.here, BEN, name, 1, "1", "once")
        studying.attest(desk.here, BEN, name, 1, "1", "twice")
        found = studying.of(desk.here, EVE, name)
        assert {one.name: one.scenarios for one in found.readers} == {"Ben": [1], "Eve": []}
        assert [one.read for one in studying.of(desk.here, BEN, name).scenarios] == [True]
        with desk.here.records.look() as look:
            assert [one.act for one in look.done(name, of={"attested"})] == [acts.Attested(1, "1")]
        with pytest.raises(Conflict):
            studying.attest(desk.here, BEN, name, 1, "2")

    def test_what_is_still_red_stands_there(self, desk: Desk) -> None:
        name = desk.interview()
        checks = {one.part: one.colour for one in studying.of(desk.here, BEN, name).checks}
        assert checks == {
            "scenario 1": Colour.GREEN,
            "access check": Colour.RED,
            "consents": Colour.RED,
            "installation": Colour.AMBER,
        }
        seat = Seat(f"{name}-c", name, Role.CANDIDATE, "Anna")
        acting.act(desk.here, seat, acts.Checked({"browser": ("good", "")}))
        acting.act(desk.here, seat, acts.Consented({"policy": True}, "1"))
        desk.fly(timedelta(hours=24))
        assert {one.colour for one in studying.of(desk.here, BEN, name).checks} == {Colour.GREEN}


class TestRehearsing:
    def test_it_is_the_hour_with_the_same_scenarios_and_nobody_else(self, desk: Desk) -> None:
        name = desk.interview(call="https://call.test", mail="anna@example.org")
        made = rehearsing.begin(desk.here, EVE, name)
        with desk.here.records.look() as look:
            real, rehearsal = look.interview(name), look.interview(made.id)
            lead = next(one for one in look.seats_of(made.id) if one.role is Role.LEAD)
        assert (rehearsal.pins, rehearsal.plan, rehearsal.level) == (real.pins, real.plan, real.level)
        assert (rehearsal.kind, rehearsal.mail, rehearsal.call) == (Kind.REHEARSAL, "", "")
        assert (rehearsal.candidate, lead.person) == (rehearsing.CANDIDATE, EVE.id)
        assert join(desk.here, made.link).badge
        assert not any(row.interview.id == made.id for row in board.rows(desk.here, EVE))
        assert not any(one.interview.id == made.id for one in interviews.all_of(desk.here, OPERATOR))
        with pytest.raises(NotFound):
            rehearsing.end(desk.here, BEN, made.id)
        rehearsing.end(desk.here, EVE, made.id)

    def test_its_end_leaves_no_row_and_the_interview_as_it_was(self, desk: Desk) -> None:
        name = desk.interview()
        before = rows(desk.here)
        made = rehearsing.begin(desk.here, BEN, name, "press")
        assert rehearsing.begin(desk.here, BEN, name, "press") == made
        lead = Seat(f"{made.id}-l", made.id, Role.LEAD, "Ben", BEN.id)
        for act in (acts.Admitted(), acts.Begun(1), acts.Noted("a note"), acts.Paused("tea"), acts.Ended()):
            acting.act(desk.here, lead, act)
        rehearsing.end(desk.here, BEN, made.id)
        assert rows(desk.here) == before

    def test_one_that_nobody_ended_is_gone_after_a_day(self, desk: Desk) -> None:
        name = desk.interview()
        before = rows(desk.here)
        rehearsing.begin(desk.here, BEN, name)
        desk.moment[0] = NOW + timedelta(hours=23)
        assert rehearsing.sweep(desk.here) == 0
        desk.moment[0] = NOW + timedelta(hours=24)
        assert rehearsing.sweep(desk.here) == 1
        assert rows(desk.here) == before

    def test_nobody_has_more_than_a_few_at_once(self, desk: Desk) -> None:
        name = desk.interview()
        made = [rehearsing.begin(desk.here, BEN, name, f"press {no}") for no in range(rehearsing.MOST)]
        assert rehearsing.begin(desk.here, BEN, name, "press 0") == made[0]
        with pytest.raises(TooMuch):
            rehearsing.begin(desk.here, BEN, name, "another")
        rehearsing.end(desk.here, EVE, rehearsing.begin(desk.here, EVE, name).id)
        rehearsing.end(desk.here, BEN, made.pop().id)
        made.append(rehearsing.begin(desk.here, BEN, name, "another"))
        for one in made:
            rehearsing.end(desk.here, BEN, one.id)

    def test_an_interview_is_not_ended_as_one(self, desk: Desk) -> None:
        name = desk.interview()
        with pytest.raises(Conflict):
            rehearsing.end(desk.here, BEN, name)
