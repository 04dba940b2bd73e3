"""What surrounds the scenarios, over the wire: the access check, consents, the tour, questions people ask, the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from rounds.actions.access import Around, Tutorial
from rounds.interviews import welcome, wording
from rounds.interviews.access import CHECKS, STOPS
from rounds.interviews.welcome import Consent
from rounds.web.shapes import milliseconds, state
from rounds.web.views import Frozen, Milliseconds, Preparation

Command = Annotated[str, Field(max_length=100)]
Short = Annotated[str, Field(max_length=200)]


class CheckView(Frozen):
    name: str
    word: str  # good, fair, bad
    text: str


class ConsentView(Frozen):
    """`given` is null where it was not asked yet. One that `informs` has nothing to agree to."""

    name: str
    title: str
    text: str
    required: bool
    informs: bool
    given: bool | None


class QuestionView(Frozen):
    question: str
    answer: str


class StopView(Frozen):
    stop: str
    state: str  # done, skipped, open


class TutorialView(Frozen):
    title: str
    quote: str
    state: Preparation
    progress: float
    open: bool
    stops: list[StopView]


class WonderedView(Frozen):
    """`answer` is what was said, empty for nothing yet; without choices it is free text."""

    name: str
    question: str
    choices: list[str]
    answer: str


class ContactView(Frozen):
    name: str
    mail: str


class AccessView(Frozen):
    """`colour` is that of the last access check: green, amber, red, or empty for none. `opens` is when the waiting room
    opens, null for at any time, `requested` when more time or another format was asked for, `moved` when the interview was
    last moved.
    """

    checks: list[CheckView]
    checked: Milliseconds | None
    colour: str
    version: str
    consents: list[ConsentView]
    agreed: bool
    policy: str
    reality: str
    questions: list[QuestionView]
    display: list[str]
    tutorial: TutorialView | None
    opens: Milliseconds | None
    requested: Milliseconds | None
    moved: Milliseconds | None
    contact: ContactView | None
    wondered: list[WonderedView]


class ClockView(Frozen):
    now: Milliseconds


class ReportedCheck(Frozen):
    word: Short
    text: Short


class ReportedChecks(Frozen):
    checks: Annotated[dict[Short, ReportedCheck], Field(max_length=20)]
    command: Command = ""


class NewConsents(Frozen):
    consents: Annotated[dict[Short, bool], Field(max_length=20)]
    version: Short
    command: Command = ""


class NewStop(Frozen):
    """Without a stop the tour starts over."""

    stop: Short
    skipped: bool = False
    command: Command = ""


class NewDisplay(Frozen):
    choices: Annotated[list[Short], Field(max_length=20)]
    command: Command = ""


class NewNeed(Frozen):
    text: Annotated[str, Field(max_length=4000)]
    command: Command = ""


class NewEntrance(Frozen):
    command: Command = ""


class NewComment(Frozen):
    answers: Annotated[dict[Short, Annotated[str, Field(max_length=4000)]], Field(max_length=20)]
    command: Command = ""


def access_view(found: Around) -> AccessView:
    access, policy = found.access, found.interview.policy
    return AccessView(
        checks=[CheckView(name=name, word=word, text=text) for name, (word, text) in ordered(found)],
        checked=milliseconds(access.at) if access else None,
        colour=access.colour.value if access else "",
        version=welcome.VERSION,
        consents=[consent_view(found, one) for one in welcome.consents(policy)],
        agreed=found.agreed.policy,
        policy=wording.policy(policy),
        reality=welcome.reality(found.provenances),
        questions=[
            QuestionView(question=one.question, answer=one.answer)
            for one in welcome.questions(policy, found.provenances)
        ],
        display=list(found.displayed),
        tutorial=tutorial_view(found.tutorial, found.toured) if found.tutorial else None,
        opens=milliseconds(found.opens) if found.opens else None,
        requested=milliseconds(found.requested) if found.requested else None,
        moved=milliseconds(found.moved) if found.moved else None,
        contact=ContactView(name=found.contact.name, mail=found.contact.mail) if found.contact else None,
        wondered=[
            WonderedView(
                name=one.name,
                question=one.question,
                choices=list(one.choices),
                answer=found.comment.get(one.name, ""),
            )
            for one in welcome.WONDERED
        ],
    )


def ordered(found: Around) -> list[tuple[str, tuple[str, str]]]:
    told = found.access.checks if found.access else {}
    return [(name, told[name]) for name in CHECKS if name in told]


def consent_view(found: Around, one: Consent) -> ConsentView:
    return ConsentView(
        name=one.name,
        title=one.title,
        text=one.text,
        required=one.required,
        informs=one.informs,
        given=found.agreed.consents.get(one.name),
    )


def tutorial_view(found: Tutorial, toured: Mapping[str, str]) -> TutorialView:
    return TutorialView(
        title=found.title,
        quote=found.public.quote if found.public else "",
        state=state(found.standing),
        progress=found.standing.progress,
        open=found.is_open,
        stops=[StopView(stop=stop, state=toured.get(stop, "open")) for stop in STOPS],
    )
