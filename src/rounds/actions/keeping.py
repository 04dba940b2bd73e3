"""For how long interviews are kept: what an organisation decided, what is due, and what holds for one interview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from rounds.actions import erasing, exporting, rights
from rounds.actions.acting import act_as_candidate, write
from rounds.actions.erasing import POLICY, policy
from rounds.actions.office import Office
from rounds.interviews import Done, Hour, Kind, Person, Role, Seat, State, acts, hour_of
from rounds.interviews import retention as rules
from rounds.interviews.access import agreed_of
from rounds.interviews.export import TOLD_AFTER, is_told
from rounds.interviews.gates import cards_of
from rounds.interviews.hour import HELD
from rounds.interviews.retention import PACKS, WARNING, Pack, Policy
from rounds.interviews.rights import Right, as_seen_by, may
from rounds.interviews.welcome import VERSION
from rounds.kit.errors import Conflict, Invalid
from rounds.records.audit import Access
from rounds.records.keeping import Held
from rounds.records.work import Work

log = structlog.get_logger()

LONGEST = 2_000  # characters of a reason, or of what is asked for
CLAIMS = ("copy", "correction", "erasure")
WITHDRAWN = ("record", "calibration", "training")  # consents that can be taken back
LATEST = timedelta(days=21)  # after which nobody waits for a card: a copy is due a month after it was asked for


# The organisation's


@dataclass(frozen=True, slots=True)
class Due:
    """An interview whose day comes soon or is past, that is held, or whose candidate asked for something."""

    interview: str
    candidate: str
    state: State
    last: datetime
    region: str
    until: datetime
    hold: bool
    claims: Sequence[str]


@dataclass(frozen=True, slots=True)
class Settings:
    policy: Policy
    packs: Sequence[Pack]
    due: Sequence[Due]
    may_change: bool


def settings(here: Office, who: Person) -> Settings:
    """
    Raises:
        Forbidden: it is not theirs.
    """
    rights.need(who, Right.ERASE)
    with here.records.look() as look:
        found = [*listed(here, who, look)]
        return Settings(policy(look), [*PACKS.values()], found, may(who, None, Right.PEOPLE))


def listed(here: Office, who: Person, look: Work) -> Iterable[Due]:
    """Those that there is something to say of, the first to be erased first."""
    decided, now, claims = policy(look), here.now(), open_claims(look)
    rows = []
    for held in look.keeping.all():
        until = decided.until(held.last, held.region)
        if held.anonymised or not (held.hold or held.interview in claims or now >= until - WARNING):
            continue
        shown = as_seen_by(who, Role.OBSERVER, look.interview(held.interview))
        asked = claims.get(held.interview, ())
        rows.append(
            Due(held.interview, shown.candidate, held.state, held.last, held.region, until, bool(held.hold), asked)
        )
    return sorted(rows, key=lambda one: one.until)


def open_claims(look: Work) -> dict[str, list[str]]:
    """What candidates asked for and nobody answered yet, by interview, the latest first."""
    told = [look.all_done(name) for name in ("claimed", "answered", "released")]
    found: dict[str, list[str]] = {}
    for interview in told[0]:
        done = sorted((one for these in told for one in these.get(interview, ())), key=lambda one: one.no)
        if waits := dict.fromkeys(one.what for one in claims_of(done) if not one.answered):
            found[interview] = [*waits]
    return found


def change(here: Office, who: Person, *, region: str, days: Mapping[str, int], audit: int) -> Settings:
    """
    Raises:
        Forbidden: it is not theirs. Invalid: names the field, and what the law of that region wants.
    """
    rights.need(who, Right.PEOPLE)
    decided = rules.policy(region, days, audit)
    with here.records.work() as work:
        work.policies.put(POLICY, decided.told(), here.now())
        work.audit.add(Access(here.now(), who.id, "", "retention changed"))
    return settings(here, who)


def due(here: Office) -> list[str]:
    """The interviews whose day has come and that nothing holds."""
    with here.records.look() as look:
        decided, now = policy(look), here.now()
        return [
            held.interview
            for held in look.keeping.all()
            if not (held.anonymised or held.hold or held.state in HELD) and now >= decided.until(held.last, held.region)
        ]


def run(here: Office, who: Person) -> list[str]:
    """Erase what is due now, because somebody says so.

    Raises:
        Forbidden: it is not theirs.
    """
    rights.need(who, Right.PEOPLE)
    return sweep(here)


def sweep(here: Office) -> list[str]:
    """Erase what is due, and take accesses out of the audit log that are older than it is kept for."""
    done = [one for one in due(here) if erasing.by_rule(here, one)]
    erasing.compact(here)
    with here.records.look() as look:
        since = here.now() - timedelta(days=policy(look).audit)
    with here.records.work() as work:
        gone = work.audit.purge(since)
    if done or gone:
        log.info("retention", interviews=len(done), accesses=gone)
    return done


def erased(here: Office, who: Person) -> dict[str, datetime]:
    """The interviews that were erased, for whoever brings an older backup back.

    Raises:
        Forbidden: it is not theirs.
    """
    rights.need(who, Right.PEOPLE)
    with here.records.look() as look:
        return look.keeping.erased()


def again(here: Office, who: Person, interviews: Iterable[str]) -> list[str]:
    """Erase these once more, after an older backup was brought back.

    Raises:
        Forbidden: it is not theirs.
    """
    rights.need(who, Right.PEOPLE)
    done = [one for one in interviews if erasing.once_more(here, one)]
    erasing.compact(here)
    return done


# One interview's


@dataclass(frozen=True, slots=True)
class Claim:
    """`answered` is None as long as it is not."""

    at: datetime
    what: str
    text: str
    answered: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Data:
    """`region` is empty where the organisation's own holds, which is `usual`; `least` is until when it must be kept.
    `hold` is why it is held, for who may know. `missing` counts cards of lead and panel that are not handed in.
    """

    region: str
    usual: Pack
    packs: Sequence[Pack]
    last: datetime
    until: datetime
    soon: bool
    least: datetime | None
    held: bool
    hold: str
    may_hold: bool
    may_erase: bool
    why_not: str
    anonymised: datetime | None
    claims: Sequence[Claim]
    released: bool
    may_release: bool
    missing: int
    consents: Mapping[str, bool]


def of_interview(here: Office, who: Person, interview_id: str) -> Data:
    """
    Raises:
        NotFound, Forbidden: as `rights.interview`.
    """
    with here.records.look() as look:
        _, place = rights.within(look, who, interview_id, Right.EXPORT, erased=True)
        held, decided, done = look.keeping.of(interview_id), policy(look), look.done(interview_id)
        hour = hour_of(look.interview(interview_id), done)
        seats = with_roles(look.seats_of(interview_id), hour)
    now = here.now()
    least = decided.since(held.last, held.region)
    until = decided.until(held.last, held.region)
    holds = may(who, place.role, Right.PEOPLE)
    why_not = refusal(held, decided, hour, now)
    return Data(
        region=held.region,
        usual=PACKS[decided.region],
        packs=[*PACKS.values()],
        last=held.last,
        until=until,
        soon=not held.hold and until - WARNING <= now,
        least=least if least > held.last else None,
        held=bool(held.hold),
        hold=held.hold if holds else "",
        may_hold=holds,
        may_erase=not why_not and not held.anonymised,
        why_not=why_not,
        anonymised=held.anonymised,
        claims=[*claims_of(done)],
        released=is_told(done, now),
        may_release=not held.anonymised and not release_refused(done, seats, hour, now),
        missing=len(cards_of(done, seats).missing) if hour.state is State.ENDED else 0,
        consents=agreed_of(done).consents,
    )


def with_roles(seats: Iterable[Seat], hour: Hour) -> list[Seat]:
    return [
        Seat(one.id, one.interview, rights.role_today(one, hour.lead), one.name, one.person)
        for one in seats
        if one.role.is_staff
    ]


def refusal(held: Held, decided: Policy, hour: Hour, now: datetime) -> str:
    try:
        erasing.check_may(held, decided, hour, now)
    except Conflict as refused:
        return refused.message
    return ""


def claims_of(done: Iterable[Done]) -> Iterable[Claim]:
    """The latest first. A copy that was released is answered by that."""
    found: list[Claim] = []
    for one in done:
        match one.act:
            case acts.Claimed(what, text) if one.time:
                found.append(Claim(one.time, what, text))
            case acts.Answered(what, text):
                found = [answered(claim, what, one.time, text) for claim in found]
            case acts.Released():
                found = [answered(claim, "copy", one.time, "") for claim in found]
    return found[::-1]


def answered(claim: Claim, what: str, at: datetime | None, text: str) -> Claim:
    return replace(claim, answered=at, answer=text) if claim.what == what and not claim.answered else claim


def set_region(here: Office, who: Person, interview_id: str, region: str) -> None:
    """Whose law holds; an empty one for the organisation's own.

    Raises:
        NotFound, Forbidden, Conflict: as `rights.interview`. Invalid: there is no such region.
    """
    if region:
        rules.known(region)
    with here.records.work() as work:
        rights.within(work, who, interview_id, Right.ERASE)
        work.keeping.set_region(interview_id, region)
        work.audit.add(Access(here.now(), who.id, interview_id, "region changed", region or "usual"))
    here.live.changed(interview_id)


def hold(here: Office, who: Person, interview_id: str, reason: str) -> None:
    """Keep it whatever its age, with a reason; without one no longer.

    Raises:
        NotFound, Forbidden, Conflict: as `rights.interview`, or it is not theirs. Invalid: the reason is too long.
    """
    if len(reason) > LONGEST:
        raise Invalid(f"A reason has at most {LONGEST:,} characters.", field="reason")
    with here.records.work() as work:
        rights.within(work, who, interview_id, Right.EXPORT)
        rights.need(who, Right.PEOPLE)
        work.keeping.set_hold(interview_id, reason.strip())
        what = "held" if reason.strip() else "hold lifted"
        work.audit.add(Access(here.now(), who.id, interview_id, what))
    here.live.changed(interview_id)


def answer(here: Office, who: Person, interview_id: str, what: str, text: str, command: str = "") -> None:
    """Tell the candidate what was done about what they asked for, or why nothing is.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Invalid: nothing is said, or too much. Conflict: nobody waits for it.
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise Invalid(f"Say in up to {LONGEST:,} characters what was done.", field="text")
    with here.records.work() as work:
        _, place = rights.within(work, who, interview_id, Right.EXPORT)
        if work.commanded(interview_id, command):
            return
        if all(one.what != what or one.answered for one in claims_of(work.done(interview_id))):
            raise Conflict("The candidate does not wait for an answer to that.")
        write(work, here, seated(place, who), acts.Answered(what, text), command)
        work.audit.add(Access(here.now(), who.id, interview_id, "answered", what))
    here.live.changed(interview_id)


def seated(place: Seat, who: Person) -> Seat:
    return place if place.id else replace(place, id=who.id)


def release(here: Office, who: Person, interview_id: str, command: str = "") -> None:
    """Put what others wrote, and the decision, into the candidate's own copy.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Conflict: cards are missing, or it is there already.
    """
    with here.records.work() as work:
        _, place = rights.within(work, who, interview_id, Right.EXPORT)
        if work.commanded(interview_id, command):
            return
        done = work.done(interview_id)
        hour = hour_of(work.interview(interview_id), done)
        if why := release_refused(done, with_roles(work.seats_of(interview_id), hour), hour, here.now()):
            raise Conflict(why)
        write(work, here, seated(place, who), acts.Released(), command)
        work.audit.add(Access(here.now(), who.id, interview_id, "released"))
    here.live.changed(interview_id)


def release_refused(done: Sequence[Done], seats: Sequence[Seat], hour: Hour, now: datetime) -> str:
    """Why what others wrote is not released: as long as somebody has not said what they think, it would tell them."""
    if not exporting.is_over(hour.state):
        return "The interview is not over."
    if is_told(done, now):
        return "It is in the candidate's copy already."
    cards = cards_of(done, seats)
    waits = hour.state is State.ENDED and hour.ended is not None and now - hour.ended < LATEST
    if waits and not (cards.is_open or exporting.decided(done)):
        return f"{len(cards.missing)} of {len(cards.counted)} scorecards are missing. It is released once they are in."
    return ""


# The candidate's


@dataclass(frozen=True, slots=True)
class Own:
    """`until` is when it is erased at the latest, None where it is held for longer; `told` whether what others wrote is in
    the copy, and `soon` since when it will be, where that is known.
    """

    state: State
    is_practice: bool
    until: datetime | None
    region: Pack
    consents: Mapping[str, bool]
    claims: Sequence[Claim]
    told: bool
    soon: datetime | None


def own(here: Office, seat: Seat) -> Own:
    with here.records.look() as look:
        interview, held, decided = look.interview(seat.interview), look.keeping.of(seat.interview), policy(look)
        done = look.done(seat.interview)
    hour, now = hour_of(interview, done), here.now()
    told = is_told(done, now)
    decisions = [one.time for one in done if isinstance(one.act, acts.Decided) and one.time]
    return Own(
        state=hour.state,
        is_practice=interview.kind is Kind.PRACTICE,
        until=None if held.hold else decided.until(held.last, held.region),
        region=PACKS[held.region or decided.region],
        consents=agreed_of(one for one in done if one.seat == seat.id).consents,
        claims=[*claims_of(done)],
        told=told,
        soon=None if told or not decisions else min(decisions) + TOLD_AFTER,
    )


def claim(here: Office, seat: Seat, what: str, text: str, command: str = "") -> None:
    """Ask for a copy with what others wrote, for a correction, or for erasure.

    Raises:
        Invalid: there is nothing of that name, nothing is said to correct, or too much.
    """
    text = text.strip()
    if what not in CLAIMS:
        raise Invalid(f"There can be asked for: {', '.join(CLAIMS)}.", field="what")
    if len(text) > LONGEST or (what == "correction" and not text):
        raise Invalid(f"Say in up to {LONGEST:,} characters what is to be put right.", field="text")
    act_as_candidate(here, seat, acts.Claimed(what, text), command)


def withdraw(here: Office, seat: Seat, name: str, *, given: bool, command: str = "") -> None:
    """Take a consent back, or give it again. With that to the record goes the wish to have it erased.

    Raises:
        Invalid: there is no such consent to take back.
    """
    if name not in WITHDRAWN:
        raise Invalid(f"There can be taken back: {', '.join(WITHDRAWN)}.", field="consent")
    with here.records.look() as look:
        known = agreed_of(one for one in look.done(seat.interview) if one.seat == seat.id)
    consents = {**dict.fromkeys(WITHDRAWN, False), "record": True, **known.consents, name: given}
    act_as_candidate(here, seat, acts.Consented(consents, known.version or VERSION), command)
    if not given:
        take_out(here, seat.interview, name)
    if name == "record" and not given:
        claim(here, seat, "erasure", "", f"{command} erasure" if command else "")


def take_out(here: Office, interview_id: str, name: str) -> None:
    """Where it was used because of that consent."""
    with here.records.work() as work:
        if name in ("calibration", "record"):
            work.calibrations.withdraw(interview_id)
        if name in ("training", "record"):
            work.clips.remove_of(interview_id)
