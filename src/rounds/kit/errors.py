"""What can go wrong for a person, in four kinds. One table, in `web/errors.py`, maps them to HTTP."""

from __future__ import annotations


class Problem(Exception):
    """Something a person can understand and act on; its text is shown to them as it is."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Invalid(Problem):
    """What was given is wrong. `field` names it; `start` and `end` are positions in typed text."""

    def __init__(
        self,
        message: str,
        *,
        field: str = "",
        start: int | None = None,
        end: int | None = None,
        suggestion: str = "",
    ) -> None:
        super().__init__(message)
        self.field = field
        self.start = start
        self.end = end
        self.suggestion = suggestion


class NotFound(Problem):
    """There is no such thing, or it is not for this person: the two look the same from outside."""


class Conflict(Problem):
    """It cannot be done in the state things are in."""


class Forbidden(Problem):
    """This person may not do this."""


class TooMuch(Problem):
    """The question ran into a limit; the message says which and how to narrow it."""
