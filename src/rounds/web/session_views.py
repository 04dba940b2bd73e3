"""What a browser is told about its own badge."""

from __future__ import annotations

from rounds.web.views import Frozen


class SessionView(Frozen):
    """A waiting browser is let in by the interviewer; until then it is told nothing else."""

    browser: str  # admitted, waiting
