"""Getting this installation's scenarios ready, and what a demo needs of an interview."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from rounds.actions import interviews
from rounds.actions.interviews import Invitation
from rounds.actions.office import Office
from rounds.incidents.building import generator
from rounds.incidents.library import Offered
from rounds.interviews import Duty, Person

CANDIDATE = "Alex Demo"
INTERVIEWER = Person("robin", "Robin Demo", "", frozenset({Duty.ADMIN, Duty.INTERVIEWER}))  # they ran it
SCENARIOS = 3  # in an interview


def start(here: Office) -> None:
    """Begin to build and install every scenario of the library, the first first."""
    here.preparations.start(here.library.offered(), lambda one, incident: interviews.prepared(here, one, incident))


def is_ready(here: Office) -> bool:
    """Whether the first scenario can be worked on."""
    standings = here.preparations.all()
    return not standings or bool(standings[0][2].incident)


def demo(here: Office) -> Invitation:
    """The demo's interview: the same one, with the same links, for as long as the scenarios are the same."""
    chosen = here.library.offered()[:SCENARIOS]
    return interviews.arrange(
        here, chosen, candidate=CANDIDATE, interviewer=INTERVIEWER, interview_id=f"demo-{fingerprint(chosen)}"
    )


def fingerprint(chosen: Sequence[Offered]) -> str:
    told = [generator(), *(f"{one.name} {one.version} {one.seed}" for one in chosen)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:10]
