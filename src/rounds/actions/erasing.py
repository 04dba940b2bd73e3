"""Erasing what is kept of a candidate: because they ask for it, or because its day has come.

Figures are kept first. Then name, address and every word go from the records, and after that from what this program and
the database's files remember of them. Who did it stands in the audit log, by ids.
"""

from __future__ import annotations

from datetime import datetime

import structlog

from rounds.actions import figuring, rights
from rounds.actions.live import News, What
from rounds.actions.office import Office
from rounds.interviews import Done, Hour, Interview, Kind, Person, State, acts, figures, hour_of
from rounds.interviews.hour import HELD, check
from rounds.interviews.retention import PACKS, Policy, policy_of
from rounds.interviews.rights import Right, pseudonym
from rounds.interviews.unnaming import unnamed
from rounds.kit.errors import Conflict, Invalid
from rounds.records import settling
from rounds.records.audit import Access
from rounds.records.keeping import Held
from rounds.records.work import Work

log = structlog.get_logger()

RULE = "retention"  # who erased it, where its day had come
POLICY, COMPACTED = "retention", "compacted"  # among what an organisation decided


def policy(look: Work) -> Policy:
    return policy_of(look.policies.of(POLICY))


def erase(here: Office, who: Person, interview_id: str, typed: str) -> None:
    """`typed` is the candidate's name, so that nobody erases somebody else's interview by a slip.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Invalid: another name was typed.
        Conflict: it runs, is held, or must be kept for longer.
    """
    with here.records.work() as work:
        work.locked(interview_id)
        interview, _ = rights.within(work, who, interview_id, Right.ERASE)
        if interview.kind is Kind.REHEARSAL:
            raise Conflict("Nothing of a rehearsal is kept. End it instead.")
        if " ".join(typed.split()).lower() != " ".join(interview.candidate.split()).lower():
            raise Invalid("Type the candidate's name as it stands on this page.", field="typed")
        hour = hour_of(interview, work.done(interview_id))
        check_may(work.keeping.of(interview_id), policy(work), hour, here.now())
        forget(here, work, interview, hour, who.id)
    settle(here, interview_id)
    compact(here)


def by_rule(here: Office, interview_id: str) -> bool:
    """Erase one whose day has come; whether it was still to be done. Who calls compacts when all are."""
    with here.records.work() as work:
        work.locked(interview_id)
        held, interview = work.keeping.of(interview_id), work.interview(interview_id)
        hour = hour_of(interview, work.done(interview_id))
        if (
            held.anonymised
            or held.hold
            or hour.state in HELD
            or here.now() < policy(work).until(held.last, held.region)
        ):
            return False
        forget(here, work, interview, hour, RULE)
    settle(here, interview_id)
    return True


def once_more(here: Office, interview_id: str) -> bool:
    """Erase one that was erased before, and came back with a backup; whether it was there with its words. Who calls
    compacts when all are.
    """
    with here.records.work() as work:
        if not work.has(interview_id) or work.keeping.of(interview_id).anonymised:
            return False
        work.locked(interview_id)
        interview = work.interview(interview_id)
        forget(here, work, interview, hour_of(interview, work.done(interview_id)), RULE)
    settle(here, interview_id)
    return True


def check_may(held: Held, policy: Policy, hour: Hour, now: datetime) -> None:
    """
    Raises:
        Conflict: it may not be erased now, and why.
    """
    if hour.state in HELD:
        raise Conflict("This interview runs. End it first.")
    if held.hold:
        raise Conflict("This interview is under a legal hold. An admin lifts it first.")
    since = policy.since(held.last, held.region)
    if hour.past and now < since:
        pack = PACKS[held.region or policy.region]
        raise Conflict(f"{pack.title}: it must be kept until {since:%d %B %Y}. {pack.basis}")


def forget(here: Office, work: Work, interview: Interview, hour: Hour, by: str) -> None:
    """In the records, within a unit of work."""
    now = here.now()
    if found := figuring.of_interview(here, work, interview.id):
        work.figures.keep(interview.id, figures.told(found))
    state = hour.state if hour.state.is_over else State.CANCELLED
    act = acts.Anonymised(state.value)
    check(hour, act)
    no = work.append(interview.id, Done(act, ""), now)
    work.keep_state(interview.id, state)
    work.calibrations.withdraw(interview.id)  # rounds that are closed keep their figures
    named = pseudonym(interview)
    work.keeping.erase(interview.id, named=named, but=no, now=now)
    work.keeping.unname(lambda text: unnamed(text, interview.candidate, interview.mail, named))
    work.audit.add(Access(now, by, interview.id, "erased"))


def settle(here: Office, interview_id: str) -> None:
    """In this process, in the others, and in the database's journal."""
    forgotten(here, News(interview_id, What.ERASED))
    here.live.tell(News(interview_id, What.ERASED))
    here.live.changed(interview_id)
    if not settling.emptied(here.records):
        log.warning("the journal of the records is still read from")
    log.info("interview erased", interview=interview_id)


def forgotten(here: Office, news: News) -> None:
    """What this process remembers of an interview."""
    if news.what is What.ERASED:
        here.memories.forget(news.interview)
        for what in (What.SHOWN, What.PRESENTED):
            here.live.forget(news.interview, what)


def compact(here: Office) -> bool:
    """Write the records' files anew where something was erased since that was done last, unless an interview runs: who
    writes would wait. Whether there is nothing left to do.
    """
    with here.records.look() as look:
        erased, done = len(look.keeping.erased()), look.policies.of(COMPACTED) or {"erased": 0}
        runs = any(state in HELD for state in look.states().values())
    if erased == done["erased"]:
        return True
    if runs or not settling.compacted(here.records):
        return False
    with here.records.work() as work:
        work.policies.put(COMPACTED, {"erased": erased}, here.now())
    return True
