"""What is kept of a candidate, over the wire: their own timeline and wishes, and for staff how long it is kept."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rounds.actions.auditing import Log, Seen
from rounds.actions.keeping import CLAIMS, WITHDRAWN, Claim, Data, Due, Own, Settings
from rounds.interviews import State
from rounds.interviews.retention import AUDIT_LEAST, AUDIT_MOST, Pack
from rounds.interviews.timeline import Moment
from rounds.web.shapes import milliseconds
from rounds.web.views import Frozen, Milliseconds

Command = Annotated[str, Field(max_length=100)]
Word = Annotated[str, Field(max_length=100)]
Text = Annotated[str, Field(max_length=4_000)]


class MomentView(Frozen):
    """`by` is "you", "them" or "rounds"; `kind` asked, opened, wrote, judged, pinned, requested, before, told, phase or
    data. `until` is when a page was left.
    """

    at: Milliseconds
    by: str
    kind: str
    what: str
    text: str
    scenario: int | None
    until: Milliseconds | None


class TimelineView(Frozen):
    moments: list[MomentView]


class ClaimView(Frozen):
    """`answered` is null as long as it is not."""

    at: Milliseconds
    what: str
    text: str
    answered: Milliseconds | None
    answer: str


class PackView(Frozen):
    """`least` and `most` are what the law of a region wants, in days; `basis` says where that stands."""

    region: str
    title: str
    days: int
    least: int
    most: int
    basis: str


class OwnDataView(Frozen):
    """`until` is when it is erased at the latest, null where it must be kept for longer; `told` whether what others wrote
    is in the copy, `soon` when it will be where that is known. `withdrawable` are the consents that can be taken back.
    """

    state: State
    practice: bool
    until: Milliseconds | None
    region: PackView
    consents: dict[str, bool]
    withdrawable: list[str]
    claims: list[ClaimView]
    claimable: list[str]
    told: bool
    soon: Milliseconds | None


class NewClaim(Frozen):
    what: Word
    text: Text = ""
    command: Command = ""


class NewConsent(Frozen):
    consent: Word
    given: bool
    command: Command = ""


class KeepingView(Frozen):
    """`region` is empty where the organisation's own holds. `until` is the day on which it is erased, `least` until when it
    must be kept whoever asks. `why_not` says why it cannot be erased now, `missing` how many cards are not handed in.
    """

    region: str
    usual: PackView
    packs: list[PackView]
    last: Milliseconds
    until: Milliseconds
    soon: bool
    least: Milliseconds | None
    held: bool
    hold: str
    may_hold: bool
    may_erase: bool
    why_not: str
    anonymised: Milliseconds | None
    claims: list[ClaimView]
    released: bool
    may_release: bool
    missing: int
    consents: dict[str, bool]


class NewRegion(Frozen):
    region: Word


class NewHold(Frozen):
    """Without a reason it is held no longer."""

    reason: Text


class NewAnswer(Frozen):
    what: Word
    text: Text
    command: Command = ""


class NewRelease(Frozen):
    command: Command = ""


class NewErasure(Frozen):
    """`typed` is the candidate's name."""

    typed: Annotated[str, Field(max_length=1_000)]


class DueView(Frozen):
    interview: str
    candidate: str
    state: State
    last: Milliseconds
    region: str
    until: Milliseconds
    hold: bool
    claims: list[str]


class RetentionView(Frozen):
    """`days` by region; `audit` are days that accesses are kept."""

    region: str
    days: dict[str, int]
    audit: int
    audit_least: int
    audit_most: int
    packs: list[PackView]
    due: list[DueView]
    may_change: bool


class NewRetention(Frozen):
    region: Word
    days: Annotated[dict[Word, int], Field(max_length=20)]
    audit: int


class ErasedView(Frozen):
    """By interview, when."""

    erased: dict[str, Milliseconds]


class NewlyErased(Frozen):
    interviews: list[str]


class ErasedBefore(Frozen):
    interviews: Annotated[list[Word], Field(max_length=100_000)]


class AccessRow(Frozen):
    """`candidate` is empty for what is about no interview; `detail` holds no free text."""

    no: int
    time: Milliseconds
    person: str
    name: str
    interview: str
    candidate: str
    what: str
    detail: str


class AuditView(Frozen):
    """The newest first; `more` says that there are older ones, before the last one's number."""

    rows: list[AccessRow]
    more: bool
    people: dict[str, str]
    kinds: list[str]


def moment_view(one: Moment) -> MomentView:
    return MomentView(
        at=one.at, by=one.by, kind=one.kind, what=one.what, text=one.text, scenario=one.scenario, until=one.until
    )


def claim_view(one: Claim) -> ClaimView:
    answered = milliseconds(one.answered) if one.answered else None
    return ClaimView(at=milliseconds(one.at), what=one.what, text=one.text, answered=answered, answer=one.answer)


def pack_view(one: Pack) -> PackView:
    return PackView(region=one.region, title=one.title, days=one.days, least=one.least, most=one.most, basis=one.basis)


def own_view(found: Own) -> OwnDataView:
    return OwnDataView(
        state=found.state,
        practice=found.is_practice,
        until=milliseconds(found.until) if found.until else None,
        region=pack_view(found.region),
        consents=dict(found.consents),
        withdrawable=list(WITHDRAWN),
        claims=[claim_view(one) for one in found.claims],
        claimable=list(CLAIMS),
        told=found.told,
        soon=milliseconds(found.soon) if found.soon else None,
    )


def data_view(found: Data) -> KeepingView:
    return KeepingView(
        region=found.region,
        usual=pack_view(found.usual),
        packs=[pack_view(one) for one in found.packs],
        last=milliseconds(found.last),
        until=milliseconds(found.until),
        soon=found.soon,
        least=milliseconds(found.least) if found.least else None,
        held=found.held,
        hold=found.hold,
        may_hold=found.may_hold,
        may_erase=found.may_erase,
        why_not=found.why_not,
        anonymised=milliseconds(found.anonymised) if found.anonymised else None,
        claims=[claim_view(one) for one in found.claims],
        released=found.released,
        may_release=found.may_release,
        missing=found.missing,
        consents=dict(found.consents),
    )


def due_view(one: Due) -> DueView:
    return DueView(
        interview=one.interview,
        candidate=one.candidate,
        state=one.state,
        last=milliseconds(one.last),
        region=one.region,
        until=milliseconds(one.until),
        hold=one.hold,
        claims=list(one.claims),
    )


def retention_view(found: Settings) -> RetentionView:
    return RetentionView(
        region=found.policy.region,
        days=dict(found.policy.days),
        audit=found.policy.audit,
        audit_least=AUDIT_LEAST,
        audit_most=AUDIT_MOST,
        packs=[pack_view(one) for one in found.packs],
        due=[due_view(one) for one in found.due],
        may_change=found.may_change,
    )


def audit_view(found: Log) -> AuditView:
    return AuditView(
        rows=[access_row(one) for one in found.rows],
        more=found.more,
        people=dict(found.people),
        kinds=list(found.kinds),
    )


def access_row(one: Seen) -> AccessRow:
    access = one.access
    return AccessRow(
        no=one.no,
        time=milliseconds(access.time),
        person=access.person,
        name=one.person,
        interview=access.interview,
        candidate=one.candidate,
        what=access.what,
        detail=access.detail,
    )
