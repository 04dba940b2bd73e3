"""One's drills: what was run, what can be, and how it gets better."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import mean

from rounds.actions import rights
from rounds.actions.drills import drilling
from rounds.actions.drills.report import compared, standing_of
from rounds.actions.drills.shown import (
    AnchorTold,
    Attempt,
    CriterionTold,
    DrillMember,
    DrillShown,
    DrillsShown,
    GameDay,
    PractiseOffered,
    Progress,
    RunOfScenario,
    RunShown,
)
from rounds.actions.office import Office
from rounds.actions.retold import milliseconds
from rounds.interviews import Interview, Person, State, hour_of
from rounds.interviews.rights import Right
from rounds.interviews.rubric import ANCHORS, CRITERIA
from rounds.records.drills import TEAM
from rounds.records.work import Work

FEWEST = 3  # runs that an average is told of


def listed(here: Office, who: Person) -> DrillsShown:
    """
    Raises:
        Forbidden: they do not practise here.
    """
    rights.need(who, Right.PRACTISE)
    with here.records.look() as look:
        runs = [run_of(here, look, who, one) for one in look.drills.of_person(who.id)]
        teams = [game_day(here, look, who, one) for one in look.drills.of_teams()]
    tried = [one for run in runs[::-1] for one in run.scenarios]
    offered = [
        PractiseOffered(
            one.name,
            one.title,
            one.version,
            float(drilling.USUAL),
            [*dict.fromkeys(past.seed for past in tried if past.name == one.name)],
        )
        for one in drilling.offered(here)
    ]
    return DrillsShown(runs, teams, offered, [*progress(runs)], [one.name for one in offered if not one.tried])


def run_of(here: Office, look: Work, who: Person, drill_id: str) -> RunShown:
    found, seats, done = look.interview(drill_id), look.seats_of(drill_id), look.done(drill_id)
    hour = hour_of(found, done)
    mine = next(one for one in seats if one.person == who.id)
    return RunShown(
        id=drill_id,
        team=found.position == TEAM,
        state=hour.state.value,
        created=milliseconds(found.created),
        began=milliseconds(hour.past[0].since) if hour.past else None,
        ended=milliseconds(hour.ended) if hour.ended else None,
        members=[one.name for one in seats],
        mine=mine.id == f"{drill_id}-c",
        scenarios=standing_of(here, look, found, hour, done, mine),
    )


def game_day(here: Office, look: Work, who: Person, drill_id: str) -> GameDay:
    found, seats = look.interview(drill_id), look.seats_of(drill_id)
    return GameDay(
        id=drill_id,
        by=found.candidate,
        state=look.hour(drill_id).state.value,
        created=milliseconds(found.created),
        members=[one.name for one in seats],
        scenarios=titles(here, found),
        joined=any(one.person == who.id for one in seats),
    )


def titles(here: Office, found: Interview) -> list[str]:
    known = {one.name: one.title for one in here.library.offered()}
    return [known.get(pin.scenario, pin.scenario) for pin in found.pins]


def one(here: Office, who: Person, drill_id: str) -> DrillShown:
    """How it stands; once it has ended, beside what was expected.

    Raises:
        Forbidden: they do not practise here. NotFound: there is none of that id, or they are not in it.
    """
    with here.records.look() as look:
        _, seat = drilling.of_member(look, who, drill_id)
        run, seats = run_of(here, look, who, drill_id), look.seats_of(drill_id)
        over = run.state == State.ENDED.value
        found = compared(here, look, drill_id, seat) if over else []
    return DrillShown(
        run=run,
        members=[DrillMember(one.id, one.name, one.id == seat.id) for one in seats],
        compared=found,
        anchors=[AnchorTold(one.points, one.text) for one in ANCHORS] if over else [],
        criteria=[CriterionTold(one.id, one.title, one.questions, one.scale) for one in CRITERIA] if over else [],
    )


# Progress


def progress(runs: Sequence[RunShown]) -> Iterable[Progress]:
    """Over the runs that have ended, by scenario in the order in which these were tried first."""
    attempts = [
        Attempt(run.id, run.team, one.began, one)
        for run in reversed(runs)
        if run.state == State.ENDED.value
        for one in run.scenarios
        if one.began is not None
    ]
    for name in dict.fromkeys(one.run.name for one in attempts):
        own = [one for one in attempts if one.run.name == name]
        alone = [one.run for one in own]
        changes = [*changed(alone[-2], alone[-1])] if len(alone) > 1 else []
        yield Progress(name, own[-1].run.title, own, changes, means(alone))


def changed(before: RunOfScenario, after: RunOfScenario) -> Iterable[str]:
    """What is different from the run before, in words."""
    for what, one, other in (("first step", before.first, after.first), ("all steps", before.last, after.last)):
        if one is not None and other is not None and abs(one - other) >= 1000:
            yield f"{what} {minutes(abs(one - other))} {'earlier' if one > other else 'later'}"
    if after.reached != before.reached or after.steps != before.steps:
        yield f"{after.reached} of {after.steps} steps, before {before.reached} of {before.steps}"
    if after.load != before.load:
        yield f"hint load {after.load:g}, before {before.load:g}"
    if before.points is not None and after.points is not None and before.points != after.points:
        yield f"own score {after.points}, before {before.points}"


def means(runs: Sequence[RunOfScenario]) -> dict[str, tuple[float, int]]:
    """By what they are of, each with of how many runs; none of fewer than three."""
    told: dict[str, list[float]] = {
        "last": [one.last for one in runs if one.last is not None],
        "share": [one.reached / one.steps for one in runs if one.steps],
        "load": [one.load for one in runs],
        "points": [float(one.points) for one in runs if one.points is not None],
    }
    return {name: (mean(these), len(these)) for name, these in told.items() if len(these) >= FEWEST}


def minutes(length: float) -> str:
    seconds = round(length / 1000)
    return f"{seconds // 60}:{seconds % 60:02}"
