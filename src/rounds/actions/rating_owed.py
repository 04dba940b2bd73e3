"""Ratings that are owed in calibration rounds, told by mail: a week before they are due, and when they are late."""

from __future__ import annotations

from collections.abc import Iterator

from rounds.actions import mails
from rounds.actions.calibrating import is_asked, knows, was_there
from rounds.actions.mails import Written
from rounds.actions.office import Office
from rounds.interviews import Person
from rounds.interviews.rating_letters import Stage, stage, to_rater
from rounds.records.audit import Access
from rounds.records.calibrations import Round
from rounds.records.work import Work

REMINDED = "calibration reminded"


def remind(here: Office) -> int:
    """Queue what is due; how many. Each is told once, by the audit log."""
    if here.postman.smtp is None:
        return 0
    told = 0
    with here.records.look() as look:
        due = [(of, what) for of in look.calibrations.all() if not of.closed and (what := stage(of.due, here.now()))]
    for of, what in due:
        with here.records.work() as work:
            told += remind_of(here, work, of, what)
    if told:
        here.postman.wake()
    return told


def remind_of(here: Office, work: Work, of: Round, what: Stage) -> int:
    detail, told = f"{of.name} {what}", 0
    known = {one.person for one in work.audit.of("", REMINDED) if one.detail == detail}
    for person, left in owing(work, of):
        if person.id not in known:
            letter = to_rater(what, person.name, of.name, of.due, left)
            mails.queue(work, here, Written(f"calibration_{what}", person.mail, letter))
            work.audit.add(Access(here.now(), person.id, "", REMINDED, detail))
            told += 1
    return told


def owing(work: Work, of: Round) -> Iterator[tuple[Person, int]]:
    """Who is asked to rate and has some left, and how many: none of those where they were."""
    submitted = {(one.person, one.interview) for one in work.calibrations.cards(of.name) if one.submitted}
    for person in work.people.all():
        if person.mail and is_asked(person):
            these = [one for one in of.interviews if (person.id, one) not in submitted]
            left = [one for one in these if not was_there(work, person, one) and not knows(work, person, of.name, one)]
            if left:
                yield person, len(left)
