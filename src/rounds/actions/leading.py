"""What the lead does from the cockpit: script, prompts, hints, what was recognised. Each is an act of the record.

Gates of hints are checked by the server's clock and the record as it is when they are given.
"""

from __future__ import annotations

from dataclasses import dataclass

from rounds.actions import rights
from rounds.actions.acting import write
from rounds.actions.cockpit import Desk
from rounds.actions.office import Office
from rounds.incidents.sealed import Sealed
from rounds.interviews import Act, Person, Pin, Seat, acts, ladder, script
from rounds.interviews.rights import Right
from rounds.kit.errors import Conflict, Invalid, NotFound
from rounds.records.work import Work


def say(here: Office, who: Person, interview_id: str, line: str, *, said: bool, command: str) -> None:
    """Tick a line of the script off, or take the tick back."""
    with here.records.work() as work:
        interview, seat = rights.within(work, who, interview_id, Right.RUN)
        known = {one.id for one in script.script(interview.plan, {pin.number: " " for pin in interview.pins})}
        if line not in known:
            raise NotFound("this script has no such line")
        write(work, here, seat, acts.Said(line, said), command)
    here.live.changed(interview_id)


def prompt(here: Office, who: Person, interview_id: str, phrase: str, *, command: str) -> None:
    if all(one.id != phrase for one in script.PHRASES):
        raise NotFound("the tray has no such phrase")
    do(here, who, interview_id, acts.Prompted(phrase), command)


def silence(here: Office, who: Person, interview_id: str, *, command: str) -> None:
    """Begin to count thirty seconds by hand."""
    do(here, who, interview_id, acts.Silence(), command)


def share(here: Office, who: Person, interview_id: str, *, on: bool, command: str) -> None:
    """Others see this screen: path, hints, solution, notes and rubric are hidden."""
    do(here, who, interview_id, acts.Sharing(on), command)


def do(here: Office, who: Person, interview_id: str, act: Act, command: str) -> None:
    with here.records.work() as work:
        _, seat = rights.within(work, who, interview_id, Right.RUN)
        write(work, here, seat, act, command)
    here.live.changed(interview_id)


@dataclass(frozen=True, slots=True)
class Scene:
    """A scenario at the moment of a command, with nobody else writing to its record."""

    work: Work
    seat: Seat
    desk: Desk
    pin: Pin
    sealed: Sealed
    reached: dict[str, ladder.Reach]
    given: list[ladder.Given]
    progress: ladder.Work

    @property
    def rungs(self) -> list[ladder.Rung]:
        return ladder.ladder(self.sealed.hints, self.reached, self.given, self.progress)


def scene(here: Office, work: Work, who: Person, interview_id: str, number: int) -> Scene:
    """
    Raises:
        NotFound: the interview has no such scenario. Conflict: it is not prepared yet.
    """
    interview, seat = rights.within(work, who, interview_id, Right.RUN)
    pin = interview.pin(number)
    with here.memories.of(work, interview_id) as memory:
        desk = Desk(here, interview, memory)
        sealed = desk.sealed(pin)
        if sealed is None:
            raise Conflict("This scenario is still being prepared.")
        reached = desk.reached(pin)
        return Scene(work, seat, desk, pin, sealed, reached, desk.given(pin, sealed, reached), desk.work(pin))


def hint(
    here: Office,
    who: Person,
    interview_id: str,
    number: int,
    place: int,
    *,
    aloud: bool = False,
    reason: str = "",
    hold: bool = False,
    command: str = "",
) -> int:
    """Give a hint: shown to the candidate, or read aloud. The number of its entry.

    Raises:
        Conflict: its scenario is not worked on, or it is early, out of order or not needed and no reason is given, or
            the candidate was active less than 30 seconds ago and the key was not held.
    """
    with here.records.work() as work:
        work.locked(interview_id)
        now_in = scene(here, work, who, interview_id, number)
        if known := work.commanded(interview_id, command):
            return known
        rung = next((one for one in now_in.rungs if one.place == place), None)
        if not rung:
            raise NotFound("this scenario has no such hint")
        ladder.check(rung, now_in.progress, reason=reason, hold=hold)
        progress = now_in.progress
        told = acts.Hinted(
            scenario=number,
            hint=place,
            level=rung.hint.level,
            text=rung.hint.text,
            aloud=aloud,
            reason=reason.strip(),
            quiet=min(3600.0, round(progress.quiet.total_seconds(), 1)),
            minute=round(progress.elapsed.total_seconds() / 60, 3),
        )
        no = write(work, here, now_in.seat, told, command)
    here.live.changed(interview_id)
    return no


def undo(here: Office, who: Person, interview_id: str, no: int, *, command: str = "") -> None:
    """Take a hint back within five seconds."""
    with here.records.work() as work:
        work.locked(interview_id)
        interview, seat = rights.within(work, who, interview_id, Right.RUN)
        if work.commanded(interview_id, command):
            return
        with here.memories.of(work, interview_id) as memory:
            desk = Desk(here, interview, memory)
            given = [one for pin in interview.pins for one in desk.given(pin, None, {})]
        ladder.check_undo(given, no, here.now())
        write(work, here, seat, acts.Unhinted(no), command)
    here.live.changed(interview_id)


def reveal(here: Office, who: Person, interview_id: str, number: int, *, place: int | None, command: str = "") -> None:
    """Tell the answer: a hint that was left for the discussion, or without a place the cause itself.

    Raises:
        Conflict: hints are left and the discussion has not begun.
    """
    with here.records.work() as work:
        work.locked(interview_id)
        now_in = scene(here, work, who, interview_id, number)
        if work.commanded(interview_id, command):
            return
        if not ladder.may_reveal(now_in.rungs, now_in.progress.part):
            raise Conflict("The answer is told after the last hint, or in the discussion.")
        hints = now_in.sealed.hints
        if place is not None and not 0 <= place < len(hints):
            raise NotFound("this scenario has no such hint")
        text = now_in.sealed.solution.cause if place is None else hints[place].text
        write(work, here, now_in.seat, acts.Revealed(number, text), command)
    here.live.changed(interview_id)


def recognise(
    here: Office, who: Person, interview_id: str, number: int, step: str, *, recognised: bool, command: str = ""
) -> None:
    """Confirm that the candidate saw what a step is about: nothing else makes it recognised."""
    with here.records.work() as work:
        work.locked(interview_id)
        now_in = scene(here, work, who, interview_id, number)
        if all(one.id != step for one in now_in.sealed.steps):
            raise NotFound("the expected path has no such step")
        write(work, here, now_in.seat, acts.Recognised(number, step, recognised), command)
    here.live.changed(interview_id)


def mitigated(here: Office, who: Person, interview_id: str, number: int, *, proposed: bool, command: str = "") -> None:
    with here.records.work() as work:
        interview, seat = rights.within(work, who, interview_id, Right.RUN)
        interview.pin(number)
        write(work, here, seat, acts.Mitigated(number, proposed), command)
    here.live.changed(interview_id)


def discuss(
    here: Office,
    who: Person,
    interview_id: str,
    number: int,
    topic: int,
    *,
    asked: bool,
    mark: int | None,
    command: str = "",
) -> None:
    """A question of the discussion was asked; of the wrap-up's with the number 0."""
    if mark is not None and not asked:
        raise Invalid("Only a question that was asked has a mark.", field="mark")
    with here.records.work() as work:
        _, seat = rights.within(work, who, interview_id, Right.RUN)
        if not 0 <= topic < topics(here, work, who, interview_id, number):
            raise NotFound("there is no such question")
        write(work, here, seat, acts.Discussed(number, topic, asked, mark), command)
    here.live.changed(interview_id)


def topics(here: Office, work: Work, who: Person, interview_id: str, number: int) -> int:
    if number == script.WRAP_UP:
        return len(script.QUESTIONS)
    return len(scene(here, work, who, interview_id, number).sealed.discussion)
