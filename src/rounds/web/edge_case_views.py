"""What edge cases' routes bring. What they show is the action's own value."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rounds.web.views import Frozen

Text = Annotated[str, Field(max_length=4_000)]
Word = Annotated[str, Field(max_length=200)]


class NewCase(Frozen):
    scenario: Word
    anchor: Word
    title: Word
    text: Text


class NewRemark(Frozen):
    text: Text


class NewRuling(Frozen):
    ruling: Text
