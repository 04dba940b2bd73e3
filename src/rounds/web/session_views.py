"""What a browser is told about its own badge."""

from __future__ import annotations

from rounds.web.views import Frozen


class SessionView(Frozen):
    """A waiting browser is let in by the interviewer; until then it is told nothing else."""

    browser: str  # admitted, waiting


class LinkView(Frozen):
    """`binds`: it would make this browser the candidate's. The interview and its candidate, for who may see it."""

    binds: bool
    interview: str
    candidate: str
