"""Arranging interviews over the wire: what is asked for, and one interview as those see it who arrange it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from rounds.actions.arranging import Chosen, ScenarioOffered, Wanted
from rounds.actions.inviting import Sent
from rounds.actions.mails import REMINDERS
from rounds.actions.overview import Overview
from rounds.interviews import Accommodations, Kind, Level, Policy, Role, State, wording
from rounds.interviews.attested import by
from rounds.interviews.letters import INVITATION, NAMES, Letter, Template
from rounds.interviews.plan import MINUTE
from rounds.records.browsers import Browser
from rounds.records.mails import Mail
from rounds.web.interview_views import AccommodationsView, PolicyView
from rounds.web.plan_views import PlansView
from rounds.web.preparing_views import PreflightView, preflight_view
from rounds.web.shapes import pin_view, segments
from rounds.web.views import Frozen, PinView, SegmentView

Line = Annotated[str, Field(max_length=1_000)]
Id = Annotated[str, Field(max_length=100)]
Command = Annotated[str, Field(max_length=100)]
Seed = Annotated[int, Field(ge=0, lt=1 << 53)]


class ChosenView(Frozen):
    """Without a seed it gets a variant of its own."""

    scenario: Id
    seed: Seed | None = None


class GivenPolicy(Frozen):
    web: bool = True
    assistants: Id = "no"
    people: bool = False


class GivenAccommodations(Frozen):
    time: Annotated[float, Field(ge=1, le=4, allow_inf_nan=False)] = 1.0
    hidden_timer: bool = False
    high_contrast: bool = False


class NewArrangement(Frozen):
    """`mail` and `reason` are null from who may not see them: they stay. The places are people's ids."""

    candidate: Line
    lead: Id
    scenarios: Annotated[list[ChosenView], Field(max_length=20)]
    plan: Line = "Fit 60"
    zone: Id = "UTC"
    starts: AwareDatetime | None = None
    mail: Line | None = None
    position: Line = ""
    level: Level = Level.MID
    call: Line = ""
    policy: GivenPolicy = Field(default_factory=GivenPolicy)
    accommodations: GivenAccommodations = Field(default_factory=GivenAccommodations)
    reason: Annotated[str, Field(max_length=4_000)] | None = None
    panel: Annotated[list[Id], Field(max_length=20)] = Field(default_factory=list)
    shadows: Annotated[list[Id], Field(max_length=20)] = Field(default_factory=list)
    committee: Annotated[list[Id], Field(max_length=20)] = Field(default_factory=list)
    command: Command = ""


class ArrangedView(Frozen):
    id: str


class OfferedView(Frozen):
    """`is_public`: its solution is in the package, for practice. `seed` is a bundle's own; null where any can be built."""

    name: str
    version: str
    title: str
    is_public: bool
    seed: int | None


class ArrangingView(Frozen):
    """All there is to choose from. `suggested` are scenarios by level; `can_send` says whether a mail server is set."""

    scenarios: list[OfferedView]
    suggested: dict[str, list[str]]
    plans: PlansView
    zones: list[str]
    can_send: bool


class SeatView(Frozen):
    """`read` are the scenarios whose solution they have read."""

    role: Role
    person: str
    name: str
    read: list[int]


class MailView(Frozen):
    """`state` is waiting, sent, bounced, failed or later; `at` when that was or will be. `again` says it can be retried."""

    id: str
    kind: str
    recipient: str
    subject: str
    state: str
    at: datetime
    tries: int
    trouble: str
    again: bool


class BrowserView(Frozen):
    """`state` is admitted, waiting or ended; `agent` what the browser calls itself."""

    id: str
    came: datetime
    agent: str
    state: str


class CheckedView(Frozen):
    """The candidate's access check: `colour` of the whole, and by name a word and what was found."""

    at: datetime
    colour: str
    checks: dict[str, list[str]]


class HappenedView(Frozen):
    time: datetime
    what: str
    who: str
    reason: str


class TemplateView(Frozen):
    """The invitation's words, with `fields` that may stand in them in braces."""

    subject: str
    text: str
    fields: list[str]


class ArrangementView(Frozen):
    """`rights` are the viewer's here. `is_fixed`: scenarios, plan, level and policy are; `link` is the candidate's own."""

    id: str
    kind: Kind
    state: State
    rights: list[str]
    is_fixed: bool
    can_send: bool
    candidate: str
    mail: str
    position: str
    level: Level
    starts: datetime | None
    zone: str
    call: str
    plan: str
    segments: list[SegmentView]
    minutes: float
    said: list[str]
    policy: PolicyView
    policy_said: str
    accommodations: AccommodationsView
    reason: str
    seats: list[SeatView]
    scenarios: list[PinView]
    invited: datetime | None
    bound: datetime | None
    link: str
    mails: list[MailView]
    browsers: list[BrowserView]
    access: CheckedView | None
    consents: dict[str, bool]
    preflight: PreflightView | None
    happened: list[HappenedView]
    template: TemplateView


class NewLetter(Frozen):
    subject: Annotated[str, Field(max_length=1_000)]
    text: Annotated[str, Field(max_length=20_000)]


class NewInvitation(NewLetter):
    """Without `send` it is given back to be copied."""

    send: bool = True
    command: Command = ""


class LetterView(Frozen):
    subject: str
    plain: str
    html: str


class SentView(LetterView):
    calendar: str
    queued: bool


class NewTime(Frozen):
    starts: AwareDatetime
    reason: Line
    command: Command = ""


class Cancelling(Frozen):
    reason: Line
    command: Command = ""


class Admitting(Frozen):
    command: Command = ""


class Nothing(Frozen):
    """A command without anything to say."""


def wanted(given: NewArrangement) -> Wanted:
    return Wanted(
        candidate=given.candidate.strip(),
        lead=given.lead,
        scenarios=tuple(Chosen(one.scenario, one.seed) for one in given.scenarios),
        plan=given.plan,
        zone=given.zone,
        starts=given.starts,
        mail=None if given.mail is None else given.mail.strip(),
        position=given.position.strip(),
        level=given.level,
        call=given.call.strip(),
        policy=Policy(**given.policy.model_dump()),
        accommodations=Accommodations(**given.accommodations.model_dump()),
        reason=None if given.reason is None else given.reason.strip(),
        panel=tuple(given.panel),
        shadows=tuple(given.shadows),
        committee=tuple(given.committee),
    )


def template(given: NewLetter) -> Template:
    return Template(given.subject, given.text)


def letter_view(found: Letter) -> LetterView:
    return LetterView(subject=found.subject, plain=found.plain, html=found.html)


def sent_view(found: Sent) -> SentView:
    letter = found.letter
    return SentView(
        subject=letter.subject, plain=letter.plain, html=letter.html, calendar=found.calendar, queued=found.queued
    )


def offered_view(found: ScenarioOffered) -> OfferedView:
    return OfferedView(
        name=found.name, version=found.version, title=found.title, is_public=found.is_public, seed=found.seed
    )


def arrangement_view(found: Overview) -> ArrangementView:
    one, access = found.interview, found.access
    plan = one.plan.stretched(one.accommodations.time)
    return ArrangementView(
        id=one.id,
        kind=one.kind,
        state=found.hour.state,
        rights=list(found.rights),
        is_fixed=not found.is_open,
        can_send=found.can_send,
        candidate=one.candidate,
        mail=one.mail,
        position=one.position,
        level=one.level,
        starts=one.starts,
        zone=one.zone,
        call=one.call,
        plan=one.plan.name,
        segments=segments(one.plan),
        minutes=plan.length / MINUTE,
        said=[wording.hour(plan), f"{wording.expectation(plan)}."] if plan.worked else [],
        policy=PolicyView(web=one.policy.web, assistants=one.policy.assistants, people=one.policy.people),
        policy_said=wording.policy(one.policy),
        accommodations=AccommodationsView(
            time=one.accommodations.time,
            hidden_timer=one.accommodations.hidden_timer,
            high_contrast=one.accommodations.high_contrast,
        ),
        reason=found.reason,
        seats=[
            SeatView(role=seat.role, person=seat.person, name=seat.name, read=by(found.read, seat.id))
            for seat in found.seats
        ],
        scenarios=[pin_view(shown) for shown in found.scenarios],
        invited=found.invitation.created if found.invitation else None,
        bound=found.invitation.bound if found.invitation else None,
        link=found.link,
        mails=[mail_view(mail) for mail in found.mails],
        browsers=[browser_view(browser) for browser in found.browsers],
        access=CheckedView(
            at=access.at,
            colour=access.colour.value,
            checks={name: list(said) for name, said in access.checks.items()},
        )
        if access
        else None,
        consents=found.consents,
        preflight=preflight_view(found.preflight) if found.preflight else None,
        happened=[HappenedView(time=was.time, what=was.what, who=was.who, reason=was.reason) for was in found.happened],
        template=TemplateView(subject=INVITATION.subject, text=INVITATION.text, fields=list(NAMES)),
    )


def mail_view(mail: Mail) -> MailView:
    return MailView(
        id=mail.id,
        kind=mail.kind,
        recipient=mail.recipient,
        subject=mail.subject,
        state=mail_state(mail),
        at=mail.sent or mail.given_up or mail.due,
        tries=mail.tries,
        trouble=mail.trouble,
        again=mail.given_up is not None,
    )


def mail_state(mail: Mail) -> str:
    if mail.sent:
        return "sent"
    if mail.given_up:
        return "bounced" if mail.bounced else "failed"
    return "later" if mail.kind in REMINDERS and not mail.tries else "waiting"


def browser_view(browser: Browser) -> BrowserView:
    state = "ended" if browser.ended else "admitted" if browser.admitted else "waiting"
    return BrowserView(id=browser.id, came=browser.created, agent=browser.agent, state=state)
