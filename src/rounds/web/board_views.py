"""The board of interviews over the wire."""

from __future__ import annotations

from datetime import datetime

from rounds.actions.board import Board, Row
from rounds.interviews import Kind, Level, State
from rounds.interviews.plan import MINUTE
from rounds.web.views import Frozen


class BoardRow(Frozen):
    """`standing` is draft, not checked, ready, in the lobby, live now, over or practice; `today` by the candidate's clock.

    `access` is the colour of the access check, `post` none, copied, waiting, sent, bounced or failed, with `trouble` in
    words. `preflight` is the colour of the installation's last check for it. `preparing` is how far the scenarios are,
    from 0 to 1, `rights` those of the viewer that lead to a page. `card` is how the panel's scorecards are once it has
    ended: open, late or submitted.
    """

    id: str
    kind: Kind
    state: State
    standing: str
    today: bool
    candidate: str
    position: str
    level: Level
    lead: str
    starts: datetime | None
    zone: str
    minutes: float
    scenarios: int
    prepared: int
    preparing: float
    unprepared: str
    access: str
    checked: datetime | None
    post: str
    posted: datetime | None
    trouble: str
    preflight: str
    questions: int
    card: str
    rights: list[str]


class BoardView(Frozen):
    """`counts` says how many there are of each that can be shown."""

    rows: list[BoardRow]
    counts: dict[str, int]


def board_view(found: Board) -> BoardView:
    return BoardView(rows=[board_row(row) for row in found.rows], counts=found.counts)


def board_row(row: Row) -> BoardRow:
    one = row.interview
    return BoardRow(
        id=one.id,
        kind=one.kind,
        state=row.state,
        standing=row.standing.value,
        today=row.today,
        candidate=one.candidate,
        position=one.position,
        level=one.level,
        lead=row.lead,
        starts=one.starts,
        zone=one.zone,
        minutes=one.plan.stretched(one.accommodations.time).length / MINUTE,
        scenarios=len(row.scenarios),
        prepared=row.prepared,
        preparing=sum(shown.standing.progress for shown in row.scenarios) / max(1, len(row.scenarios)),
        unprepared=next((shown.standing.trouble for shown in row.scenarios if shown.standing.trouble), ""),
        access=row.access,
        checked=row.checked,
        post=row.post.value,
        posted=row.posted,
        trouble=row.trouble,
        preflight=row.preflight,
        questions=row.questions,
        card=row.card,
        rights=list(row.rights),
    )
