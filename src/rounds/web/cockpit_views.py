"""What the cockpit's commands bring, and what is read beside it. The cockpit itself is the action's own value."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rounds.web.views import Frozen

Command = Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9._-]*$")]
Number = Annotated[int, Field(ge=0, le=9999)]
Place = Annotated[int, Field(ge=0, le=999)]
Entry = Annotated[int, Field(ge=1, lt=1 << 31)]
Word = Annotated[str, Field(max_length=100)]
Text = Annotated[str, Field(max_length=4000)]


class Pressed(Frozen):
    """`command` names one press of a button, so that the same one sent twice is done once."""

    command: Command = ""


class NewLine(Pressed):
    line: Word
    said: bool = True


class NewPrompt(Pressed):
    phrase: Word


class NewSharing(Pressed):
    on: bool


class NewHint(Pressed):
    """`reason` is why it is given early, out of order or though not needed; `hold` that the key was held down."""

    scenario: Number
    hint: Place
    aloud: bool = False
    reason: Annotated[str, Field(max_length=500)] = ""
    hold: bool = False


class NewUndo(Pressed):
    no: Entry


class NewReveal(Pressed):
    """Of a hint that was left for the discussion, or without one the cause."""

    scenario: Number
    hint: Place | None = None


class NewRecognition(Pressed):
    scenario: Number
    step: Word
    recognised: bool = True


class NewMitigation(Pressed):
    scenario: Number
    proposed: bool = True


class NewDiscussed(Pressed):
    scenario: Number  # 0 for the wrap-up
    topic: Place
    asked: bool = True
    mark: Annotated[int, Field(ge=0, le=3)] | None = None


class NewNote(Pressed):
    """With `of` another text for that note; empty to erase it."""

    text: Text
    criteria: Annotated[list[Word], Field(max_length=12)] = Field(default_factory=list)
    of: Entry | None = None


class NewReplayNote(NewNote):
    """`at` is the second it is on, milliseconds since 1970."""

    at: Annotated[float, Field(ge=0, lt=1e14)]


class NewFlag(Pressed):
    """With `of` it is taken back."""

    flag: Word
    scenario: Number = 0
    support: Annotated[str, Field(max_length=500)] = ""
    of: Entry | None = None


class NewDismissal(Pressed):
    flag: Word
    scenario: Number = 0
