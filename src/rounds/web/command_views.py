"""What the hour's commands bring."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from rounds.web.views import Frozen

Command = Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9._-]*$")]
Number = Annotated[int, Field(ge=0, le=9999)]
Reason = Annotated[str, Field(max_length=1000)]


class NewCommand(Frozen):
    """`command` names one press of a button, by the page: the same one sent twice is done once."""

    command: Command = ""


class Because(NewCommand):
    reason: Reason


class NewPhase(NewCommand):
    """Without a phase the next one that is to come."""

    phase: Number | None = None


class NewMinutes(NewCommand):
    """Without a phase for the present one; below zero fewer."""

    minutes: Annotated[float, Field(ge=-60, le=60, allow_inf_nan=False)]
    phase: Number | None = None


class NewSkip(Because):
    scenario: Number


class NewLead(NewCommand):
    to: Annotated[str, Field(max_length=100)]  # a seat


class NewSeed(Because):
    """Without a seed the one after the present one."""

    scenario: Number
    seed: Annotated[int, Field(ge=0, lt=1 << 63)] | None = None


class NewPresenting(NewCommand):
    on: bool


class Wish(StrEnum):
    PAUSE = "pause"
    TIME = "time"
    HELP = "help"


class NewRequest(NewCommand):
    """What the candidate asks their interviewer for, with a word."""

    what: Wish
    text: Annotated[str, Field(max_length=1000)] = ""
