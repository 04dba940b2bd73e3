"""What the server does by itself while it runs: delivers mails, checks before interviews, and clears rehearsals away."""

from __future__ import annotations

from datetime import datetime, timedelta

from rounds.actions import mails, preflights, preparing, rehearsing
from rounds.actions.doctor import Circumstances
from rounds.actions.office import Office

SETTLES = timedelta(minutes=10)  # after a start: what is not ready by then will not be by itself


def start(here: Office, around: Circumstances) -> None:
    """Begin, until the office closes. The address of `around` is the one in links."""
    began = here.now()
    here.postman.start(
        lambda: mails.deliver(here, around.url),
        lambda: is_settled(here, around, began) and preflights.run_due(here, around),
        lambda: rehearsing.sweep(here),
    )


def is_settled(here: Office, around: Circumstances, began: datetime) -> bool:
    """Whether what is prepared as the server starts is there, or has had its time: before, it would be told as missing."""
    ready = around.has_interface() and preparing.is_ready(here)
    return ready or here.now() - began >= SETTLES
