"""The demo's past interview: an hour of yesterday that has ended, so that there is something to look at of all that comes
after one. It is made by the same actions as any other, once the scenarios are there, and all of it at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from rounds.actions import acting, scoring, seen, sheet
from rounds.actions.demo import raters, today
from rounds.actions.demo.candidate import WAYS, Stay, Stopped, Tools
from rounds.actions.memories import Memories
from rounds.actions.office import Office
from rounds.incidents.library import Offered
from rounds.incidents.sealed import Sealed
from rounds.interviews import (
    Act,
    Duty,
    Interview,
    Kind,
    Moments,
    Part,
    Person,
    Phase,
    Pin,
    Question,
    Role,
    Seat,
    View,
    access,
    acts,
    fit_60,
    script,
    welcome,
)
from rounds.interviews.hour import phases_of
from rounds.interviews.rights import Right
from rounds.interviews.scorecard import Scorecard
from rounds.interviews.scorecard import told as told_card
from rounds.kit.errors import Conflict
from rounds.records.invitations import Invited
from rounds.records.work import Work
from rounds.signals import to_ns

CANDIDATE = "Kim Demo"
PANEL = Person("jo", "Jo Demo", "", frozenset({Duty.INTERVIEWER}))
ZONE = "Europe/Berlin"
DAY, MINUTE, SECOND = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)
INVITED = 3 * DAY  # before its start
EARLY = 4 * MINUTE  # that the work of the first scenario leaves to its discussion
TOLD = 15 * SECOND  # after which a browser tells again what it shows
ANSWERED = 1.0  # seconds after a page was turned to
LOOKS = 1.0  # seconds between two looks at how far the scenarios are
DASHBOARD = Stay(0, "/interview")
LETTERS = {Role.CANDIDATE: "c", Role.LEAD: "l", Role.PANEL: "p"}  # of a seat's id


def make(here: Office) -> None:
    """Wait until its scenarios are there, and make it, unless it was made. Does nothing once the office closes."""
    offered = {one.name: one for one in here.library.offered()}
    chosen = [offered[name] for name in WAYS if name in offered]
    name = f"past-{today.fingerprint(chosen)}"
    with here.records.look() as look:
        made = look.has(name)
    if not made and len(chosen) == len(WAYS) and (pins := prepared(here, chosen)):
        with suppress(Stopped):
            write(here, Past.of(here, name, pins))
            here.live.missed()


def prepared(here: Office, chosen: Sequence[Offered]) -> tuple[Pin, ...]:
    """Empty where one of them cannot be had, which is told where it is prepared, or where the office closes."""
    while not here.preparations.stopping.is_set():
        standings = [here.preparations.of(one.name, one.seed) for one in chosen]
        if any(one.trouble for one in standings):
            break
        if all(one.incident for one in standings):
            these = enumerate(zip(chosen, standings, strict=True), start=1)
            return tuple(Pin(no, one.name, one.version, one.seed, known.incident) for no, (one, known) in these)
        here.preparations.wait(LOOKS)
    return ()


@dataclass(frozen=True, slots=True)
class Past:
    """The interview, when each of its phases begins, and what is sealed of its scenarios, by number."""

    interview: Interview
    starts: datetime
    sealed: Mapping[int, Sealed]

    @classmethod
    def of(cls, here: Office, name: str, pins: tuple[Pin, ...]) -> Past:
        starts = yesterday(here.now())
        made = Interview(
            name, CANDIDATE, today.INTERVIEWER.name, starts - INVITED, fit_60(len(pins)), pins, starts,
            Kind.LIVE, ZONE, position="Software engineer",
        )  # fmt: skip
        kept = {pin.number: here.library.sealeds.get(pin.incident) for pin in pins}
        return cls(made, starts, {number: one.sealed for number, one in kept.items() if one})

    def seat(self, role: Role) -> Seat:
        person = {Role.LEAD: today.INTERVIEWER, Role.PANEL: PANEL}.get(role)
        letter, name = LETTERS[role], self.interview.id
        return Seat(f"{name}-{letter}", name, role, person.name if person else CANDIDATE, person.id if person else "")

    @property
    def begins(self) -> list[tuple[Phase, datetime]]:
        """By the plan, but for the first scenario's discussion, which begins as soon as that is solved."""
        found, at = [], self.starts
        for phase in phases_of(self.interview):
            early = EARLY if phase.part is Part.DISCUSSION and phase.scenario == 1 else timedelta()
            found.append((phase, at - early))
            at += phase.length
        return found

    @property
    def ends(self) -> datetime:
        return self.starts + self.interview.plan.length

    def work(self, number: int) -> datetime:
        """When the work of a scenario begins."""
        return next(at for phase, at in self.begins if phase.scenario == number and phase.part is Part.WORK)


def yesterday(now: datetime) -> datetime:
    local = now.astimezone(ZoneInfo(ZONE)) - DAY
    return local.replace(hour=10, minute=0, second=0, microsecond=0).astimezone(UTC)


# What goes into its record


@dataclass(frozen=True, slots=True)
class Beat:
    time: datetime
    role: Role
    entry: Act | Question | View


def beats(here: Office, past: Past) -> list[Beat]:
    """In the order of time; of one moment, as they are told here."""
    told = [*before(past), *hour(past), *during(here, past)]
    return sorted(told, key=lambda one: one.time)


def before(past: Past) -> Iterator[Beat]:
    pins, agreed = past.interview.pins, {"policy": True, "calibration": True, "training": True}
    yield Beat(past.interview.created, Role.LEAD, acts.Invited(past.interview.id))
    checked = access.checked(dict.fromkeys(access.CHECKS, ("good", "")))
    yield Beat(past.starts - DAY, Role.CANDIDATE, checked)
    yield Beat(past.starts - DAY + MINUTE, Role.CANDIDATE, welcome.consented(agreed, welcome.VERSION))
    for role, pin in product((Role.LEAD, Role.PANEL), pins):
        yield Beat(past.starts - pin.number * 10 * MINUTE, role, acts.Attested(pin.number, pin.version))
    yield Beat(past.starts - 3 * MINUTE, Role.CANDIDATE, acts.Entered())


def hour(past: Past) -> Iterator[Beat]:
    """The clock, and what the lead says and marks."""
    yield Beat(past.starts, Role.LEAD, acts.Admitted())
    for phase, at in past.begins:
        if phase.no:
            yield Beat(at, Role.LEAD, acts.Begun(phase.no))
        for seconds, act in led(past, phase):
            yield Beat(at + seconds * SECOND, Role.LEAD, act)
    yield Beat(past.ends, Role.LEAD, acts.Ended())
    yield Beat(past.ends + 4 * MINUTE, Role.CANDIDATE, welcome.commented(raters.COMMENT))


def led(past: Past, phase: Phase) -> Iterable[tuple[float, Act]]:
    match phase.part, phase.scenario:
        case Part.WORK, int(number):
            return raters.work(number, past.sealed[number])
        case Part.DISCUSSION, int(number):
            return raters.discussion(number, past.sealed[number])
        case Part.WRAP_UP, _:
            return raters.wrap_up()
    lines = script.script(past.interview.plan, {})
    return raters.introduction(line.id for line in lines if line.phase == phase.no)


def during(here: Office, past: Past) -> Iterator[Beat]:
    """What the candidate does, and the hints that they are given when they have been silent for a while."""
    shown = [(past.starts, DASHBOARD)]
    for pin in past.interview.pins:
        tools, at = worked(here, past, pin), past.work(pin.number)
        shown += [(at + stay.at * SECOND, stay) for stay in tools.stays]
        yield from written(tools, at)
        yield from hinted(tools, past.sealed[pin.number], at)
    yield from seen_on(past, [*shown, (past.begins[-1][1], DASHBOARD)])


def worked(here: Office, past: Past, pin: Pin) -> Tools:
    public, kept = here.library.public(pin.incident), here.library.sealeds.get(pin.incident)
    if public is None or kept is None:
        raise Conflict(f"{pin.scenario} is not installed.")
    moments = Moments(*(to_ns(one) / 1e6 for one in (public.began, kept.onset, public.now)))
    tools = Tools(here, past.seat(Role.CANDIDATE), pin, moments)
    WAYS[pin.scenario](tools)
    return tools


def written(tools: Tools, at: datetime) -> Iterator[Beat]:
    for stay in tools.stays:
        if stay.asked:
            yield Beat(at + (stay.at + ANSWERED) * SECOND, Role.CANDIDATE, stay.asked)
    for one in tools.written:
        yield Beat(at + one.at * SECOND, Role.CANDIDATE, one.act)


def hinted(tools: Tools, sealed: Sealed, at: datetime) -> Iterator[Beat]:
    signs = sorted([*(one.at + ANSWERED for one in tools.stays), *(one.at for one in tools.written)])
    for given in raters.HINTS.get(tools.pin.number, ()):
        hint, quiet = sealed.hints[given.place], given.at - max(one for one in signs if one < given.at)
        act = acts.Hinted(
            tools.pin.number, given.place, hint.level, hint.text, quiet=quiet, minute=round(given.at / 60, 3)
        )
        yield Beat(at + given.at * SECOND, Role.LEAD, act)


def seen_on(past: Past, shown: Sequence[tuple[datetime, Stay]]) -> Iterator[Beat]:
    """Each page until the next one, told in pieces as browsers do."""
    for (since, stay), until in zip(shown, [*(at for at, _ in shown[1:]), past.ends], strict=True):
        while since < until:
            to = min(until, since + TOLD)
            yield Beat(to, Role.CANDIDATE, view(past, stay, since, to))
            since = to


def view(past: Past, stay: Stay, since: datetime, until: datetime) -> View:
    page, number = seen.page_of(stay.address)
    return View(
        seat=past.seat(Role.CANDIDATE).id, page=page, scenario=number, address=stay.address, state=stay.state,
        visible_from=since.timestamp() * 1000, visible_to=until.timestamp() * 1000,
    )  # fmt: skip


# Writing it down


@dataclass
class Clock:
    """The time of what is being written down."""

    time: datetime

    def __call__(self) -> datetime:
        return self.time


def write(here: Office, past: Past) -> None:
    """All of it at once. What is asked of the engine is asked before, so that nobody waits for it."""
    told, clock = beats(here, past), Clock(past.interview.created)
    then = replace(here, now=clock, memories=Memories(most=1))
    with here.records.work() as work:
        if not work.has(past.interview.id):
            arranged(work, past)
            for beat in told:
                clock.time = beat.time
                enter(work, then, past, beat)
            for person, card, after in CARDS:
                clock.time = past.ends + after
                hand_in(work, then, past, person, card())


def arranged(work: Work, past: Past) -> None:
    created = past.interview.created
    work.add(past.interview)
    if all(one.id != PANEL.id for one in work.people.all()):
        work.people.add(PANEL, created)
    for role in LETTERS:
        work.seat(past.seat(role), created)
    work.invitations.add(Invited(past.interview.id, past.interview.id, created))


def enter(work: Work, then: Office, past: Past, beat: Beat) -> None:
    match beat.entry:
        case Question() | View() as entry:
            work.append(past.interview.id, entry, beat.time)
        case act:
            acting.write(work, then, past.seat(beat.role), act)


def hand_in(work: Work, then: Office, past: Past, who: Person, card: Scorecard) -> None:
    with sheet.of(then, work, who, past.interview.id, Right.SCORE) as found:
        scoring.hand_in(then, found, scoring.checked(found, told_card(card)), 1, "", "")


CARDS: Sequence[tuple[Person, Callable[[], Scorecard], timedelta]] = (
    (today.INTERVIEWER, raters.lead_card, 40 * MINUTE),
    (PANEL, raters.panel_card, 75 * MINUTE),
)
