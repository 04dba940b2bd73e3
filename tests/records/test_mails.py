"""Plans, invitations, browsers and mails on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from rounds.interviews import Done, Pin, Role, Seat, State, acts, guide_65
from rounds.interviews.plan import planned
from rounds.kit.errors import NotFound
from rounds.records import Records
from rounds.records.browsers import Browser
from rounds.records.invitations import Invited
from rounds.records.mails import Mail
from tests.records.test_records import ANNA, NOW, SEAT

LATER = NOW + timedelta(minutes=5)


def mail(name: str, **more: object) -> Mail:
    given = {
        "interview": "i1",
        "kind": "invitation",
        "recipient": "a@b.test",
        "subject": "Hi",
        "plain": "p",
        "html": "h",
    }
    return Mail(**{"id": name, **given, "calendar": "", "created": NOW, "due": NOW, **more})  # type: ignore[arg-type]


@pytest.fixture
def sat(records: Records) -> Records:
    with records.work() as work:
        work.add(ANNA)
        work.seat(SEAT, NOW)
    return records


def test_plans_are_kept_under_their_name_and_replaced(records: Records) -> None:
    long, short = planned("B", 1, 40, 5, 2, 2), planned("A", 1, 12.5, 0.5, 2, 3)  # type: ignore[arg-type]
    with records.work() as work:
        work.plans.put(long, NOW)
        work.plans.put(guide_65(1), NOW)
        work.plans.put(short, NOW)
        work.plans.put(planned("B", 2, 40, 5, 2, 1), NOW)
    with records.work() as work:
        assert [plan.name for plan in work.plans.all()] == ["A", "B", "Guide 65"]
        assert work.plans.of("A") == short
        assert len(work.plans.of("B").worked) == 1
        work.plans.remove("A")
        with pytest.raises(NotFound, match="A"):
            work.plans.of("A")


def test_one_invitation_is_good_at_a_time_and_bound_once(sat: Records) -> None:
    with sat.work() as work:
        work.invitations.add(Invited("v1", "i1", NOW))
        work.invitations.bind("v1", LATER)
        work.invitations.bind("v1", LATER + timedelta(hours=1))
        assert work.invitations.of("v1").bound == LATER
        work.invitations.add(Invited("v2", "i1", LATER))
        assert (work.invitations.of("v1").revoked, work.invitations.current("i1")) == (
            LATER,
            Invited("v2", "i1", LATER),
        )
        work.invitations.revoke("i1", LATER)
        assert work.invitations.current("i1") is None
        with pytest.raises(NotFound):
            work.invitations.of("nobody")


def test_an_admitted_browser_ends_the_one_before(sat: Records) -> None:
    with sat.work() as work:
        for name, admitted in (("b1", NOW), ("b2", None), ("b3", None)):
            work.browsers.add(Browser(name, "s1", NOW, "Firefox", admitted))
        work.browsers.admit("b2", LATER)
        first, second, third = work.browsers.of_seat("s1")
        assert (first.ended, second.admitted, second.ended) == (LATER, LATER, None)
        assert (first.is_in, second.is_in, third.is_waiting) == (False, True, True)
        work.browsers.end("s1", LATER)
        assert not any(one.is_in or one.is_waiting for one in work.browsers.of_seat("s1"))


def test_a_mail_is_taken_by_one_and_again_when_its_time_is_over(sat: Records) -> None:
    with sat.work() as work:
        work.mails.add(mail("m1"))
        work.mails.add(mail("m2", due=LATER))
    with sat.work() as work:
        taken = work.mails.take(NOW, LATER)
        assert taken is not None
        assert (taken.id, taken.tries, taken.due) == ("m1", 1, LATER)
        assert work.mails.take(NOW, LATER) is None
    with sat.work() as work:  # whoever had it is gone
        again = work.mails.take(LATER, LATER + timedelta(minutes=5))
        assert again is not None
        assert (again.id, again.tries) == ("m1", 2)


def test_of_many_who_look_each_mail_has_one(sat: Records) -> None:
    with sat.work() as work:
        for number in range(12):
            work.mails.add(mail(f"m{number:02}"))

    def take(_: int) -> str:
        with sat.work() as work:
            found = work.mails.take(NOW, LATER)
            return found.id if found else ""

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(take, range(14)))
    assert sorted(filter(None, found)) == [f"m{number:02}" for number in range(12)]


def test_what_became_of_mails_is_kept(sat: Records) -> None:
    with sat.work() as work:
        for name in ("sent", "refused", "failed", "dropped"):
            work.mails.add(mail(name))
        work.mails.sent("sent", LATER)
        work.mails.give_up("refused", LATER, "refused: 550 nobody")
        work.mails.give_up("failed", LATER, "given up after 10 tries")
        work.mails.drop("dropped")
        work.mails.drop("sent")  # what was sent stays
    with sat.work() as work:
        found = {one.id: one for one in work.mails.of_interview("i1")}
        assert set(found) == {"sent", "refused", "failed"}
        assert [found[name].bounced for name in ("sent", "refused", "failed")] == [False, True, False]
        assert not any(one.is_waiting for one in found.values())
        work.mails.retry("refused", "c@d.test", LATER)
        assert work.mails.take(LATER, LATER) is not None
        assert work.mails.all()[0].interview == "i1"


def test_reminders_that_wait_are_dropped_and_nothing_else(sat: Records) -> None:
    with sat.work() as work:
        work.mails.add(mail("r1", kind="reminder", due=LATER))
        work.mails.add(mail("r2", kind="reminder"))
        work.mails.sent("r2", NOW)
        work.mails.add(mail("v1"))
        work.mails.drop_waiting("i1", ["reminder"])
        assert {one.id for one in work.mails.of_interview("i1")} == {"r2", "v1"}


def test_pins_that_wait_are_those_of_interviews_to_come(sat: Records) -> None:
    with sat.work() as work:
        assert work.waiting_pins() == [("i1", ANNA.pins[0])]
        work.repin("i1", Pin(1, "prints-slow", "1", 3))
        work.unpin("i1", 1)
        assert work.interview("i1").pins == (Pin(1, "prints-slow", "1", 3),)
        work.keep_state("i1", State.CANCELLED)
        assert work.waiting_pins() == []


def test_the_last_of_an_act_is_found_in_every_interview(sat: Records) -> None:
    with sat.work() as work:
        for invitation in ("v1", "v2"):
            work.append("i1", Done(acts.Invited(invitation), "dana"), NOW)
        assert {name: done.act for name, done in work.last_done("invited").items()} == {"i1": acts.Invited("v2")}
        assert work.last_done("checked") == {}


def test_a_seat_is_named_anew_and_taken_away(sat: Records) -> None:
    with sat.work() as work:
        work.name_seat("s1", "Ann")
        work.seat(Seat("s2", "i1", Role.PANEL, "Ben"), NOW)
        work.unseat("s2")
        assert [(seat.id, seat.name) for seat in work.seats_of("i1")] == [("s1", "Ann")]
