"""What a scorecard's commands bring. What they show is the action's own value."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from rounds.web.cockpit_views import Pressed
from rounds.web.views import Frozen

Reason = Annotated[str, Field(max_length=500)]


class NewCard(Frozen):
    """`card` is a scorecard as the page has it, of which parts may be missing. `since` is the `changed` that it was
    written on, 0 where nothing was kept yet; left out, it takes the place of whatever is there.
    """

    card: dict[str, Any]
    since: float | None = None


class NewAmendment(Pressed):
    """`reason` is why the card is another now."""

    card: dict[str, Any]
    reason: Reason


class NewRater(Frozen):
    person: Annotated[str, Field(max_length=100, pattern=r"^[^\x00]+$")]
