"""The matrix of who may do what: by what somebody does in this installation, by their place in one interview, and by the
state of that interview.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from rounds.interviews.hour import State
from rounds.interviews.interview import Interview
from rounds.interviews.people import Duty, Person, Role


class Right(StrEnum):
    """Over the installation, then in one interview."""

    PEOPLE = "people"  # add, change and close accounts, the organisation's policy
    INCIDENTS = "incidents"  # install, record, seal, and look at every one with all tools
    SEALED = "sealed"  # solutions, hints and predicates of any scenario
    LIST = "list"  # interviews one has business with
    ARRANGE_NEW = "arrange_new"
    SYSTEM = "system"  # how this installation is
    AUDIT = "audit"  # who looked at what
    CALIBRATE = "calibrate"  # rate in calibration rounds, talk about edge cases, see clips
    ROUNDS = "rounds"  # begin and close rounds, rule edge cases
    PRACTISE = "practise"  # shipped scenarios, alone and in game days

    SEE = "see"  # that there is such an interview, when and with whom
    NAME = "name"  # the candidate's name; others see a pseudonym
    CONTACT = "contact"  # the candidate's address
    REASON = "reason"  # why there are accommodations; what they are is seen with the interview
    ARRANGE = "arrange"  # change, invite, reschedule, cancel
    PREPARE = "prepare"  # solutions, hints, rubric of its scenarios
    LOOK = "look"  # its scenarios' telemetry, with all tools
    RUN = "run"  # clock, hints, script, presenting
    FOLLOW = "follow"  # the cockpit: the candidate's view, path and notebook
    NOTE = "note"  # of one's own, over the replay once the interview has ended; in the hour with FOLLOW
    SCORE = "score"
    RECORD = "record"  # what was asked and seen, replay
    PATH = "path"  # the expected path, with what the record shows of it
    CARDS = "cards"  # the others' scorecards, as soon as they are for one's eyes: see `gates`
    DEBRIEF = "debrief"  # the debrief, once it is open
    PACKET = "packet"
    SHARE = "share"  # who reads the packet, and until when
    DECIDE = "decide"
    EXPORT = "export"  # what is kept of the candidate, for them to have
    ERASE = "erase"


ALWAYS: dict[Duty, frozenset[Right]] = {
    Duty.ADMIN: frozenset(Right) - {
        Right.RUN, Right.FOLLOW, Right.NOTE, Right.SCORE, Right.DEBRIEF, Right.DECIDE,
    },
    Duty.AUTHOR: frozenset({
        Right.LIST, Right.INCIDENTS, Right.SEALED, Right.CALIBRATE, Right.ROUNDS, Right.PRACTISE,
    }),
    Duty.RECRUITER: frozenset({
        Right.LIST, Right.ARRANGE_NEW, Right.SEE, Right.NAME, Right.CONTACT, Right.REASON, Right.ARRANGE,
        Right.DEBRIEF, Right.PACKET, Right.SHARE, Right.DECIDE, Right.EXPORT, Right.ERASE,
        Right.PRACTISE,
    }),
    Duty.INTERVIEWER: frozenset({Right.LIST, Right.CALIBRATE, Right.PRACTISE}),
    Duty.COMMITTEE: frozenset({Right.LIST, Right.CALIBRATE, Right.PRACTISE}),
    Duty.ENGINEER: frozenset({Right.PRACTISE}),
}  # fmt: skip
WATCHING = frozenset({
    Right.SEE, Right.PREPARE, Right.LOOK, Right.FOLLOW, Right.NOTE, Right.SCORE, Right.RECORD, Right.PATH,
    Right.CARDS, Right.DEBRIEF,
})  # fmt: skip
SEATED: dict[Role, frozenset[Right]] = {
    Role.LEAD: WATCHING | {Right.NAME, Right.ARRANGE, Right.RUN, Right.PACKET},
    Role.PANEL: WATCHING | {Right.NAME, Right.PACKET},
    Role.SHADOW: WATCHING,
    Role.COMMITTEE: frozenset({Right.SEE}),
    Role.RATER: frozenset({Right.SEE, Right.LOOK, Right.RECORD, Right.PATH}),
    Role.OBSERVER: frozenset(),
    Role.CANDIDATE: frozenset({Right.SEE, Right.NAME}),  # with an account: who takes part in a drill
}
# What a place gives once the interview has ended.
AFTERWARDS: dict[Role, frozenset[Right]] = {
    Role.COMMITTEE: frozenset(
        {
            Right.LOOK,
            Right.RECORD,
            Right.PATH,
            Right.NOTE,
            Right.SCORE,
            Right.CARDS,
            Right.DEBRIEF,
            Right.PACKET,
            Right.DECIDE,
        }
    ),
    Role.CANDIDATE: frozenset({Right.LOOK, Right.RECORD, Right.PATH}),
}
# What nobody has who rates the candidate, whatever else they do here.
NOT_FOR_RATERS = frozenset({Right.REASON})
RATERS = frozenset({Role.LEAD, Role.PANEL, Role.SHADOW, Role.COMMITTEE})


def may(who: Person, role: Role | None, right: Right, state: State | None = None) -> bool:
    """Whether this person may do it, with this place in the interview it is about, in its state.

    Without a state only what a place gives in every state.
    """
    if not who.active or (right in NOT_FOR_RATERS and role in RATERS):
        return False
    if role is None or any(right in ALWAYS[duty] for duty in who.duties):
        return any(right in ALWAYS[duty] for duty in who.duties)
    return right in SEATED.get(role, ()) or (state is State.ENDED and right in AFTERWARDS.get(role, ()))


def takes_part(role: Role | None, right: Right, state: State) -> bool:
    """Whether a place in a drill gives it. What somebody does here gives nothing in one: it is its members' alone."""
    if role is not Role.CANDIDATE:
        return False
    return right in SEATED[Role.CANDIDATE] or (state is State.ENDED and right in AFTERWARDS[Role.CANDIDATE])


def as_seen_by(who: Person, role: Role, interview: Interview) -> Interview:
    """The interview with a pseudonym for the candidate's name, and without their address, for whom these are not meant.

    To be shown and never to be kept.
    """
    return replace(
        interview,
        candidate=interview.candidate if may(who, role, Right.NAME) else pseudonym(interview),
        mail=interview.mail if may(who, role, Right.CONTACT) else "",
    )


def pseudonym(interview: Interview) -> str:
    return f"Candidate {interview.id[-4:]}"
