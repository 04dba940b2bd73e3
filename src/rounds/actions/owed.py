"""Scorecards that are owed: of which interviews some are not in, whose, and since when. For the board and for mails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from rounds.actions import eyes, mails
from rounds.actions.mails import Written
from rounds.actions.office import Office
from rounds.actions.zones import zone
from rounds.interviews import Duty, Interview, Kind, Person, Seat, State, acts, cards, gates, reminders
from rounds.interviews.cards import Standing
from rounds.interviews.letters import Letter
from rounds.interviews.reminders import Stage
from rounds.records.audit import Access
from rounds.records.work import Work

REMINDED = "scorecard reminded"
WAITED_FOR = gates.COUNTED | gates.TRAINING


@dataclass(frozen=True, slots=True)
class Owing:
    """An interview that has ended, with the seats that have not handed in; of `missing` those the panel waits for."""

    interview: str
    ended: datetime
    open: tuple[Seat, ...]
    missing: tuple[Seat, ...]

    def standing(self, now: datetime) -> Standing:
        return cards.standing(not self.missing, self.ended, now)


def owing(look: Work, states: Mapping[str, State], kinds: Mapping[str, Kind]) -> dict[str, Owing]:
    """Of all interviews that took place and have ended; one whose words are erased owes nothing."""
    ended = {one: done.time for one, done in look.last_done("ended").items() if done.time}
    these = {one for one in ended if states.get(one) is State.ENDED and kinds.get(one) is Kind.LIVE}
    if not these:
        return {}
    seats, submitted, leads = look.staff_seats(these), look.doers("submitted"), look.last_done("handed")
    found = {}
    for one in these:
        lead = leads[one].act if one in leads else None
        today = eyes.today(seats.get(one, []), lead.to if isinstance(lead, acts.Handed) else "")
        waiting = [seat for seat in today if seat.role in WAITED_FOR and seat.id not in submitted.get(one, ())]
        missing = tuple(seat for seat in waiting if seat.role in gates.COUNTED)
        found[one] = Owing(one, ended[one], tuple(waiting), missing)
    return found


def remind(here: Office) -> int:
    """Queue what is due of mails about scorecards; how many. Each is told once, by the audit log."""
    if here.postman.smtp is None:
        return 0
    with here.records.look() as look:
        interviews = {one.id: one for one in look.interviews()}
        owed = owing(look, look.states(), {one.id: one.kind for one in interviews.values()})
    told = 0
    for one in owed.values():
        what = reminders.stage(one.ended, here.now())
        if what and one.open:
            told += remind_of(here, interviews[one.interview], one, what)
    if told:
        here.postman.wake()
    return told


def remind_of(here: Office, interview: Interview, owed: Owing, what: Stage) -> int:
    with here.records.work() as work:
        work.locked(interview.id)
        known = {(one.person, one.detail) for one in work.audit.of(interview.id, REMINDED)}
        people = {one.id: one for one in work.people.all() if one.active and one.mail}
        told = 0
        for person, letter in letters(work, interview, owed, what, people):
            if (person.id, what.value) not in known:
                mails.queue(work, here, Written(f"scorecard_{what}", person.mail, letter))
                work.audit.add(Access(here.now(), person.id, interview.id, REMINDED, what.value))
                told += 1
    return told


def letters(
    work: Work, interview: Interview, owed: Owing, what: Stage, people: Mapping[str, Person]
) -> Iterable[tuple[Person, Letter]]:
    there = zone(interview.zone)
    if what is not Stage.LATE:
        for seat in owed.open:
            if seat.person in people:
                yield people[seat.person], reminders.to_rater(what, interview, seat.name, owed.ended, there)
        return
    names = [seat.name for seat in owed.missing]
    for person in recruiters(work, interview.id, people) if names else ():
        yield person, reminders.to_recruiter(interview, person.name, names, there)


def recruiters(work: Work, interview_id: str, people: Mapping[str, Person]) -> list[Person]:
    """Who invited the candidate, where that was a recruiter who is still here; otherwise all of them."""
    invited = {one.seat for one in work.done(interview_id, of=["invited"])}
    seated = {seat.person for seat in work.seats_of(interview_id) if seat.id in invited}
    all_of = [one for one in people.values() if one.does(Duty.RECRUITER)]
    return [one for one in all_of if one.id in invited | seated] or all_of
