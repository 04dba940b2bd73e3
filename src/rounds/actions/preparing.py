"""Getting this installation's scenarios ready."""

from __future__ import annotations

from rounds.actions import arranging, interviews
from rounds.actions.office import Office


def start(here: Office) -> None:
    """Begin to build and install every scenario of the library, the first first, and then what interviews wait for."""
    offered = here.library.offered()
    with here.records.look() as look:
        waiting = [arranging.as_offered(here, pin) for _, pin in look.waiting_pins()]
    wanted = [*offered, *dict.fromkeys(one for one in waiting if one and one not in offered)]
    here.preparations.start(wanted, lambda one, incident: interviews.prepared(here, one, incident))


def is_ready(here: Office) -> bool:
    """Whether the first scenario can be worked on."""
    standings = here.preparations.all()
    return not standings or bool(standings[0][2].incident)
