"""What drills' routes bring. What they show are the actions' own values."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from rounds.actions.drills.drilling import LONGEST, LONGEST_TEXT, MOST_SCENARIOS, SHORTEST, USUAL
from rounds.web.command_views import Command, NewCommand
from rounds.web.views import Frozen

Name = Annotated[str, Field(min_length=1, max_length=100)]


class NewDrill(Frozen):
    """Without a seed each scenario has a fresh variant. `minutes` are those of each; `team` lets others join."""

    scenarios: Annotated[list[Name], Field(min_length=1, max_length=MOST_SCENARIOS)]
    seed: Annotated[int, Field(ge=1, lt=1 << 31)] | None = None
    team: bool = False
    minutes: Annotated[int, Field(ge=SHORTEST, le=LONGEST)] = USUAL
    command: Command = ""


class NewScore(Frozen):
    """What one gives oneself for a scenario, 0 to 3, and criteria in half steps, those that one says something to."""

    scenario: Annotated[int, Field(ge=1, le=9)]
    points: Annotated[int, Field(ge=0, le=3)]
    criteria: Annotated[dict[Name, Annotated[float, Field(ge=0, le=3)]], Field(max_length=20)] = Field(
        default_factory=dict
    )
    text: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""


class OnwardsWanted(NewCommand):
    """`scenario` is the one that runs on the page: where a colleague went on meanwhile, nothing is done."""

    scenario: Annotated[int, Field(ge=1, le=9)] | None = None


class HintWanted(OnwardsWanted):
    """The hint at a place of the ladder, from 0. Before its minute with the reason that it is asked for early."""

    place: Annotated[int, Field(ge=0, le=99)]
    reason: Literal["", "asked early"] = ""
