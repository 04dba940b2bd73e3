"""The approach gallery: clips of replays for everybody who calibrates, with the candidate's consent and without their name.

Who may see a replay cuts a clip of it. It is shown as long as the candidate agrees, and goes with the interview. Its words
are somebody's judgement: who has yet to judge that interview for themselves sees it once they have.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rounds.actions import auditing, eyes, given, replay, rights
from rounds.actions.cockpit import Desk, moment
from rounds.actions.cutting import Cut, Tell, cut, teller
from rounds.actions.memories import Memory
from rounds.actions.office import Office
from rounds.actions.retold import milliseconds
from rounds.incidents.sealed import Sealed
from rounds.interviews import Interview, Kind, Person, Pin, Role, Seat, State, acts, clips, gates
from rounds.interviews.replay import scenes_of
from rounds.interviews.rights import Right, may
from rounds.kit.errors import Conflict, Forbidden, Invalid, NotFound
from rounds.records.clips import Clip, Pinned
from rounds.records.work import Work

TITLE, LONGEST = 120, 2_000  # characters
MOST = 30  # clips of one interview
# What somebody watching is told of. Judgements are not among it, nor what was said about the candidate.
TOLD = (
    acts.Hinted,
    acts.Unhinted,
    acts.Revealed,
    acts.Wrote,
    acts.Judged,
    acts.Pinned,
    acts.Unpinned,
    acts.Paused,
    acts.Resumed,
    acts.Returned,
)
HIDDEN = "The cause was told."
ABROAD = "Clips are cut of interviews, once they have ended."
WITHOUT = "The candidate has not agreed to training with this interview, so no clip is cut of it."


@dataclass(frozen=True, slots=True)
class StepTag:
    """A step of the expected path by its place; what it says is empty for who may not know the path."""

    place: int
    of: int
    text: str


@dataclass(frozen=True, slots=True)
class PieceShown:
    """A page from and to, milliseconds since the clip begins."""

    since: float
    until: float
    page: str


@dataclass(frozen=True, slots=True)
class ClipShown:
    """`worked` is how many milliseconds of the scenario were over when it begins, `length` how many it takes."""

    id: str
    title: str
    text: str
    by: str
    mine: bool
    may_change: bool
    created: float
    length: float
    worked: float
    scenario: str
    scenario_title: str
    step: StepTag | None
    strip: list[PieceShown]


@dataclass(frozen=True, slots=True)
class GalleryShown:
    """The newest first."""

    clips: list[ClipShown]


@dataclass(frozen=True, slots=True)
class ClipWatched:
    """A clip to watch: all that its stretch shows. Addresses are of the candidate's pages of scenario `number`, over this
    incident.
    """

    clip: ClipShown
    number: int
    incident: str
    cut: Cut


@dataclass(frozen=True, slots=True)
class StepToTag:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class ScenarioToClip:
    """What a clip may be of: from and to in milliseconds since 1970, and the steps, for who may know them."""

    number: int
    title: str
    since: float
    until: float
    steps: list[StepToTag]


@dataclass(frozen=True, slots=True)
class ClipOfReplay:
    """One's own clip where it was cut; milliseconds since 1970."""

    id: str
    title: str
    since: float
    until: float


@dataclass(frozen=True, slots=True)
class ClipsOfReplay:
    """Whether clips may be cut of a replay, and if not, why."""

    may: bool
    why: str
    shortest: float
    longest: float
    scenarios: list[ScenarioToClip]
    clips: list[ClipOfReplay]


@dataclass(frozen=True, slots=True)
class Cutting:
    """What is to be cut: milliseconds since 1970; `step` is an id, or empty."""

    scenario: int
    since: float
    until: float
    title: str
    text: str = ""
    step: str = ""


# Looking


def listed(here: Office, who: Person) -> GalleryShown:
    """
    Raises:
        Forbidden: they do not calibrate.
    """
    rights.need(who, Right.CALIBRATE)
    with here.records.look() as look:
        describe = Describing(here, look, who)
        return GalleryShown([describe(one) for one in shown_to(look, who, look.clips.all())])


def watched(here: Office, who: Person, clip_id: str) -> ClipWatched:
    """
    Raises:
        Forbidden: they do not calibrate. NotFound: there is none, its candidate no longer agrees, or they have yet to
            judge the interview.
    """
    with here.records.look() as look:
        one = found(look, who, clip_id)
        clip, interview = one.clip, look.interview(one.clip.interview)
        describe = Describing(here, look, who)
        with here.memories.of(look, interview.id) as memory:
            made = cut_of(here, interview, memory, clip, knows=describe.knows(one.scenario))
        told = ClipWatched(describe(one), clip.scenario, one.incident, made)
    auditing.accessed(here, who, "clip", interview.id, clip.id)
    return told


def found(look: Work, who: Person, clip_id: str) -> Pinned:
    rights.need(who, Right.CALIBRATE)
    one = look.clips.pinned(clip_id)
    if not [*shown_to(look, who, [one])]:
        raise NotFound("There is no such clip.")
    return one


def shown_to(look: Work, who: Person, these: Sequence[Pinned]) -> Iterator[Pinned]:
    """Those whose candidate agrees today, and which tell nothing to who has yet to judge for themselves."""
    interviews = {one.clip.interview for one in these}
    agreed = {one for one in interviews if clips.are_agreed(look.done(one, of=["consented"]))}
    rated = {one for round_ in look.calibrations.all() if not round_.closed for one in round_.interviews}
    there = {one for one, seats in look.staff_seats(agreed).items() if any(seat.person == who.id for seat in seats)}
    open_to = {one for one in agreed if (has_judged(look, who, one) if one in there else one not in rated)}
    for one in these:
        if one.clip.interview in (agreed if one.clip.person == who.id else open_to):
            yield one


def has_judged(look: Work, who: Person, interview_id: str) -> bool:
    """Whether somebody who was there rated it, or is not asked to."""
    interview, done = look.interview(interview_id), look.done(interview_id)
    lead = look.hour(interview_id).lead
    seat = rights.seat_in(look.seats_of(interview_id), who, interview_id, lead)
    return gates.is_decided(done) or gates.has_judged(seat, eyes.cards_in(look, interview, done, lead))


class Describing:
    """How clips are told to one reader, within one unit of work."""

    def __init__(self, here: Office, look: Work, who: Person) -> None:
        self.here = here
        self.look = look
        self.who = who
        self.names = {one.id: one.name for one in look.people.all()}
        self.titles = {one.name: one.title for one in here.library.offered()}
        self.places = look.clips.places(who.id)
        self.sealeds: dict[str, Sealed | None] = {}
        self.tells: dict[str, Tell] = {}

    def __call__(self, one: Pinned) -> ClipShown:
        clip = one.clip
        if clip.interview not in self.tells:
            self.tells[clip.interview] = teller(self.look.interview(clip.interview))
        tell = self.tells[clip.interview]
        return ClipShown(
            id=clip.id,
            title=tell(clip.title),
            text=tell(clip.text),
            by=self.names.get(clip.person, ""),
            mine=clip.person == self.who.id,
            may_change=may_change(self.who, clip),
            created=milliseconds(clip.created),
            length=clip.until - clip.since,
            worked=clip.worked,
            scenario=one.scenario,
            scenario_title=self.titles.get(one.scenario, one.scenario),
            step=self.step(one),
            strip=[PieceShown(*piece) for piece in clip.strip],
        )

    def knows(self, scenario: str) -> bool:
        """Whether they may know a scenario's path: of any, or because they are in an interview with it."""
        if may(self.who, None, Right.SEALED):
            return True
        return any(name == scenario and may(self.who, role, Right.PATH, state) for name, role, state in self.places)

    def step(self, one: Pinned) -> StepTag | None:
        if one.incident not in self.sealeds:
            self.sealeds[one.incident] = sealed_of(self.here, one.incident)
        sealed = self.sealeds[one.incident]
        steps = [step.id for step in sealed.steps] if sealed else []
        if sealed is None or one.clip.step not in steps:
            return None
        place = steps.index(one.clip.step)
        return StepTag(place + 1, len(steps), sealed.steps[place].text if self.knows(one.scenario) else "")


def sealed_of(here: Office, incident: str) -> Sealed | None:
    kept = here.library.sealeds.get(incident) if incident else None
    return kept.sealed if kept else None


def cut_of(here: Office, interview: Interview, memory: Memory, clip: Clip, *, knows: bool) -> Cut:
    """What a clip shows: of its own scenario, and nothing of what anybody judged."""
    desk, pin = Desk(here, interview, memory), interview.pin(clip.scenario)
    sealed = desk.sealed(pin)
    path: Mapping[int, Sealed | None] = {pin.number: sealed if knows or sealed is None else numbered(sealed)}
    until = [one for one in memory.done if one.time and milliseconds(one.time) <= clip.until]
    done = [one if knows else hidden(one) for one in until if isinstance(one.act, TOLD)]
    marks = sorted(
        (
            *replay.questions({pin.number: [*desk.asked(pin)]}, desk),
            *replay.happened(done, desk.hour, {}),
            *replay.reached(path, {pin.number: desk.known(pin)}),
        ),
        key=lambda mark: mark.at,
    )
    nobody = Person("", "", "", frozenset())
    seat = Seat("", interview.id, Role.OBSERVER, "", "")
    whole = replay.shown(interview, nobody, seat, desk, marks, [*memory.viewed], [*until], [])
    return cut(whole, clip.scenario, clip.since, clip.until, teller(interview))


def numbered(sealed: Sealed) -> Sealed:
    """The path with places instead of words."""
    of = len(sealed.steps)
    steps = (replace(step, text=f"Step {place} of {of}") for place, step in enumerate(sealed.steps, 1))
    return replace(sealed, steps=tuple(steps))


def hidden(one: acts.Done) -> acts.Done:
    """Without what is sealed, where it was told: the words of a hint, and the cause."""
    match one.act:
        case acts.Hinted():
            return replace(one, act=replace(one.act, text=""))
        case acts.Revealed():
            return replace(one, act=replace(one.act, text=HIDDEN))
    return one


# Cutting


def of_replay(here: Office, who: Person, interview_id: str) -> ClipsOfReplay:
    """Whether and what may be cut of a replay, and what of it one has cut.

    Raises:
        NotFound, Forbidden, Conflict: as the replay.
    """
    with here.records.look() as look:
        interview, seat = rights.within(look, who, interview_id, Right.RECORD)
        hour, why = look.hour(interview_id), refused(look, who, interview)
        knows = may(who, seat.role, Right.PATH, hour.state)
        mine = [one.clip for one in look.clips.of_interview(interview_id) if one.clip.person == who.id]
        agreed = clips.are_agreed(look.done(interview_id, of=["consented"]))
    titles = {one.name: one.title for one in here.library.offered()}
    offered: list[ScenarioToClip] = []
    for pin in interview.pins:
        stretch = clips.of_scenario(hour, pin.number)
        if stretch and not why:
            since, until = map(milliseconds, stretch)
            title = titles.get(pin.scenario, pin.scenario)
            offered.append(ScenarioToClip(pin.number, title, since, until, steps_of(here, pin) if knows else []))
    shown = [ClipOfReplay(one.id, one.title, one.since, one.until) for one in mine if agreed]
    return ClipsOfReplay(not why, why, clips.SHORTEST, clips.LONGEST, offered, shown)


def refused(look: Work, who: Person, interview: Interview) -> str:
    """Why nothing may be cut of it; empty where it may."""
    if not may(who, None, Right.CALIBRATE):
        return "Clips are for those who calibrate."
    if interview.kind is not Kind.LIVE or look.hour(interview.id).state is not State.ENDED:
        return ABROAD
    return "" if clips.are_agreed(look.done(interview.id, of=["consented"])) else WITHOUT


def steps_of(here: Office, pin: Pin) -> list[StepToTag]:
    sealed = sealed_of(here, pin.incident)
    return [StepToTag(one.id, one.text) for one in sealed.steps] if sealed else []


def made(here: Office, who: Person, interview_id: str, new: Cutting) -> ClipsOfReplay:
    """
    Raises:
        NotFound, Forbidden: as the replay, or they do not calibrate. Conflict: it has not ended, its candidate does not
            agree, or there are enough. Invalid: names the field.
    """
    with here.records.look() as look:
        interview, seat = rights.within(look, who, interview_id, Right.RECORD)
        rights.need(who, Right.CALIBRATE)
        need(look, who, interview)
        rights.need_account(who)
        with here.memories.of(look, interview_id) as memory:
            clip = drawn(here, who, seat, interview, memory, new)
    with here.records.work() as work:
        rights.within(work, who, interview_id, Right.RECORD)
        need(work, who, interview)  # again: the candidate may have changed their mind meanwhile
        if len(work.clips.of_interview(interview_id)) >= MOST:
            raise Conflict(f"There are {MOST} clips of this interview. Remove one first.")
        work.clips.add(clip)
    return of_replay(here, who, interview_id)


def need(work: Work, who: Person, interview: Interview) -> None:
    if why := refused(work, who, interview):
        raise Conflict(why)


def drawn(here: Office, who: Person, seat: Seat, interview: Interview, memory: Memory, new: Cutting) -> Clip:
    desk = Desk(here, interview, memory)
    pin = next((one for one in interview.pins if one.number == new.scenario), None)
    stretch = clips.of_scenario(desk.hour, new.scenario)
    if pin is None or stretch is None:
        raise Invalid("There is no such scenario in this replay.", field="scenario")
    within = milliseconds(stretch[0]), milliseconds(stretch[1])
    clips.check(new.since, new.until, within)
    since, until = max(new.since, within[0]), min(new.until, within[1])
    title, text = worded(interview, new.title, new.text)
    knows = may(who, seat.role, Right.PATH, desk.hour.state)
    return Clip(
        id=secrets.token_hex(8),
        interview=interview.id,
        scenario=new.scenario,
        step=step(here, pin, new.step, knows=knows),
        since=since,
        until=until,
        title=title,
        text=text,
        person=who.id,
        created=here.now(),
        strip=tuple(
            clips.strip((one for one in scenes_of(memory.viewed) if one.scenario == new.scenario), since, until)
        ),
        worked=desk.at(moment(since), new.scenario) or 0.0,
    )


def step(here: Office, pin: Pin, wanted: str, *, knows: bool) -> str:
    if wanted and (not knows or wanted not in {one.id for one in steps_of(here, pin)}):
        raise Invalid("The path of this scenario has no such step.", field="step")
    return wanted


def worded(interview: Interview, title: str, text: str) -> tuple[str, str]:
    """Without the candidate's name from the start."""
    given.check_text(title, "title", TITLE)
    given.check_text(text, "text", LONGEST)
    if not title.strip():
        raise Invalid("Say in a line what is to be seen.", field="title")
    tell = teller(interview)
    return tell(title.strip()), tell(text.strip())


# Changing


def may_change(who: Person, clip: Clip) -> bool:
    return clip.person == who.id or may(who, None, Right.ROUNDS)


def reworded(here: Office, who: Person, clip_id: str, title: str, text: str) -> GalleryShown:
    """Other words for what is to be seen.

    Raises:
        Forbidden: it is neither theirs nor do they run rounds. Invalid: names the field.
    """
    with here.records.work() as work:
        clip = changing(work, who, clip_id)
        told = worded(work.interview(clip.interview), title, text)
        work.clips.reword(clip_id, *told)
    return listed(here, who)


def removed(here: Office, who: Person, clip_id: str) -> None:
    """
    Raises:
        Forbidden: it is neither theirs nor do they run rounds.
    """
    with here.records.work() as work:
        work.clips.remove(changing(work, who, clip_id).id)


def changing(work: Work, who: Person, clip_id: str) -> Clip:
    clip = found(work, who, clip_id).clip
    if not may_change(who, clip):
        raise Forbidden("A clip is changed by who cut it, or by who runs the rounds.")
    return clip
