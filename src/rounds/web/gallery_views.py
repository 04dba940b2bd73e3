"""What the gallery's routes bring. What they show is the action's own value."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rounds.actions.gallery import Cutting
from rounds.web.views import Frozen, Milliseconds

Title = Annotated[str, Field(max_length=120)]
Text = Annotated[str, Field(max_length=2_000)]


class NewClip(Frozen):
    """`step` is of the expected path, by its id, or empty."""

    scenario: int
    since: Annotated[Milliseconds, Field(ge=0, le=1e14)]
    until: Annotated[Milliseconds, Field(ge=0, le=1e14)]
    title: Title
    text: Text = ""
    step: Annotated[str, Field(max_length=100)] = ""

    def cutting(self) -> Cutting:
        return Cutting(self.scenario, self.since, self.until, self.title, self.text, self.step)


class NewWords(Frozen):
    title: Title
    text: Text = ""
