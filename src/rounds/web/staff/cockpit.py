"""The cockpit of an interview: the whole of it, and each thing the lead and the others do there.

A command answers with the whole as it is then.
"""

from __future__ import annotations

from fastapi import APIRouter

from rounds.actions import cockpit, leading, noting, rulings, solutions
from rounds.actions.cockpit_shown import CockpitView
from rounds.actions.rulings import RubricInForce
from rounds.actions.solutions import SolutionShown
from rounds.web.access import Here, Staff
from rounds.web.cockpit_views import (
    NewDiscussed,
    NewDismissal,
    NewFlag,
    NewHint,
    NewLine,
    NewMitigation,
    NewNote,
    NewPrompt,
    NewRecognition,
    NewReveal,
    NewSharing,
    NewUndo,
    Pressed,
)

router = APIRouter(prefix="/interviews/{interview_id}", tags=["cockpit"])


@router.get("/cockpit")
def staff_cockpit(interview_id: str, here: Here, who: Staff) -> CockpitView:
    return cockpit.cockpit_of(here, who, interview_id)


@router.get("/cockpit/solution/{number}")
def staff_cockpit_solution(interview_id: str, number: int, here: Here, who: Staff) -> SolutionShown:
    return solutions.of_scenario(here, who, interview_id, number)


@router.get("/cockpit/rubric")
def staff_cockpit_rubric(interview_id: str, here: Here, who: Staff) -> RubricInForce:
    return rulings.rubric(here, who, interview_id)


@router.post("/say")
def staff_say(interview_id: str, new: NewLine, here: Here, who: Staff) -> CockpitView:
    """Tick a line of the script off."""
    leading.say(here, who, interview_id, new.line, said=new.said, command=new.command)
    return cockpit.cockpit_of(here, who, interview_id)


@router.post("/prompt")
def staff_prompt(interview_id: str, new: NewPrompt, here: Here, who: Staff) -> CockpitView:
    leading.prompt(here, who, interview_id, new.phrase, command=new.command)
    return cockpit.cockpit_of(here, who, interview_id)


@router.post("/silence")
def staff_silence(interview_id: str, new: Pressed, here: Here, who: Staff) -> CockpitView:
    """Count thirty seconds by hand, from now."""
    leading.silence(here, who, interview_id, command=new.command)
    return cockpit.cockpit_of(here, who, interview_id)


@router.post("/hint")
def staff_hint(interview_id: str, new: NewHint, here: Here, who: Staff) -> CockpitView:
    leading.hint(
        here,
        who,
        interview_id,
        new.scenario,
        new.hint,
        aloud=new.aloud,
        reason=new.reason,
        hold=new.hold,
        command=new.command,
    )
    return cockpit.cockpit_of(here, who, interview_id)


@router.post("/unhint")
def staff_unhint(interview_id: str, new: NewUndo, here: Here, who: Staff) -> CockpitView:
    """Take a hint back, within five seconds."""
    leading.undo(here, who, interview_id, new.no, command=new.command)
    return cockpit.cockpit_of(here, who, interview_id)


@router.post("/reveal")
def staff_reveal(interview_id: str, new: NewReveal, here: Here, who: Staff) -> CockpitView:
    leading.reveal(here, who, interview_id, new.scenario, place=new.hint, command=new.command)
    return cockpit.cockpit_of(here, who, interview_id)


@router.post("/recognise")
def staff_recognise(interview_id: str, new: NewRecognition, here: Here, who: Staff) -> CockpitView:
    leading.recognise(here, who, interview_id, new.scenario, new.step, recognised=new.recognised, command=new.command)
    return cockpit.cockpit_of(here, who, interview_id)


@router.post("/mitigated")
def staff_mitigated(interview_id: str, new: NewMitigation, here: Here, who: Staff) -> CockpitView:
    """The candidate proposed a first mitigation."""
    leading.mitigated(here, who, interview_id, new.scenario, proposed=new.proposed, command=new.command)
    return cockpit.cockpit_of(here, who, interview_id)


@router.post("/discuss")
def staff_discuss(interview_id: str, new: NewDiscussed, here: Here, who: Staff) -> CockpitView:
    leading.discuss(
        here, who, interview_id, new.scenario, new.topic, asked=new.asked, mark=new.mark, command=new.command
    )
    return cockpit.cockpit_of(here, who, interview_id)


@router.post("/sharing")
def staff_sharing(interview_id: str, new: NewSharing, here: Here, who: Staff) -> CockpitView:
    """Whether others see the lead's screen."""
    leading.share(here, who, interview_id, on=new.on, command=new.command)
    return cockpit.cockpit_of(here, who, interview_id)


@router.post("/note")
def staff_note(interview_id: str, new: NewNote, here: Here, who: Staff) -> CockpitView:
    noting.note(here, who, interview_id, new.text, new.criteria, of=new.of, command=new.command)
    return cockpit.cockpit_of(here, who, interview_id)


@router.post("/flag")
def staff_flag(interview_id: str, new: NewFlag, here: Here, who: Staff) -> CockpitView:
    noting.flag(
        here,
        who,
        interview_id,
        new.flag,
        scenario=new.scenario,
        support=new.support,
        of=new.of,
        command=new.command,
    )
    return cockpit.cockpit_of(here, who, interview_id)


@router.post("/dismiss")
def staff_dismiss(interview_id: str, new: NewDismissal, here: Here, who: Staff) -> CockpitView:
    noting.dismiss(here, who, interview_id, new.flag, scenario=new.scenario, command=new.command)
    return cockpit.cockpit_of(here, who, interview_id)
