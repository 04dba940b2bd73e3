"""What a debrief's commands bring. What they show is the action's own value."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rounds.web.cockpit_views import Pressed

Text = Annotated[str, Field(max_length=4000)]
Reason = Annotated[str, Field(max_length=1000)]
Name = Annotated[str, Field(max_length=100)]


class NewConvening(Pressed):
    """`reason` is why the debrief opens before all cards are in."""

    reason: Reason


class NewSettlement(Pressed):
    """What was said about an item; empty takes it back."""

    item: Name
    text: Text


class NewDecision(Pressed):
    outcome: Name
    reason: Reason
