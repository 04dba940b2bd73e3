"""The matrix of who may do what."""

from __future__ import annotations

from enum import StrEnum

from rounds.interviews.people import Duty, Person, Role


class Right(StrEnum):
    """Over the installation, then in one interview."""

    PEOPLE = "people"  # add, change and close accounts, the organisation's policy
    INCIDENTS = "incidents"  # install, record, seal
    LIST = "list"  # interviews one has business with
    ARRANGE_NEW = "arrange_new"

    SEE = "see"  # that there is such an interview, when and with whom
    ARRANGE = "arrange"  # change, invite, reschedule, cancel
    CONTACT = "contact"  # the candidate's address
    REASON = "reason"  # why there are accommodations
    PREPARE = "prepare"  # solutions, hints, rubric of its scenarios
    RUN = "run"  # clock, hints, script, presenting
    FOLLOW = "follow"  # the cockpit: the candidate's view, path and notebook
    NOTE = "note"
    SCORE = "score"
    RECORD = "record"  # what was asked and seen, replay


ALWAYS: dict[Duty, frozenset[Right]] = {
    Duty.ADMIN: frozenset(Right) - {Right.RUN, Right.NOTE, Right.SCORE},
    Duty.AUTHOR: frozenset({Right.INCIDENTS}),
    Duty.RECRUITER: frozenset({Right.LIST, Right.ARRANGE_NEW, Right.SEE, Right.ARRANGE, Right.CONTACT, Right.REASON}),
    Duty.INTERVIEWER: frozenset({Right.LIST}),
    Duty.COMMITTEE: frozenset({Right.LIST}),
}
WATCHING = frozenset({Right.SEE, Right.PREPARE, Right.FOLLOW, Right.NOTE, Right.SCORE, Right.RECORD})
SEATED: dict[Role, frozenset[Right]] = {
    Role.LEAD: WATCHING | {Right.ARRANGE, Right.RUN},
    Role.PANEL: WATCHING,
    Role.SHADOW: WATCHING,
    Role.COMMITTEE: frozenset({Right.SEE}),
    Role.OBSERVER: frozenset(),
}


def may(who: Person, role: Role | None, right: Right) -> bool:
    """Whether this person may do it, with this place in the interview it is about."""
    always = any(right in ALWAYS[duty] for duty in who.duties)
    return who.active and (always or (role is not None and right in SEATED.get(role, frozenset())))
