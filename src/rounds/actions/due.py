"""What the server does by itself while it runs: delivers mails, checks before interviews, and clears rehearsals away."""

from __future__ import annotations

from rounds.actions import mails, preflights, rehearsing
from rounds.actions.doctor import Circumstances
from rounds.actions.office import Office


def start(here: Office, around: Circumstances) -> None:
    """Begin, until the office closes. The address of `around` is the one in links."""
    here.postman.start(
        lambda: mails.deliver(here, around.url),
        lambda: preflights.run_due(here, around),
        lambda: rehearsing.sweep(here),
    )
