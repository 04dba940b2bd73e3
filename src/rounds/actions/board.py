"""The board: every interview somebody has business with, and how ready each is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from rounds.actions import owed, rights
from rounds.actions.mails import REMINDERS
from rounds.actions.office import Office
from rounds.actions.showing import Shown, scenarios
from rounds.actions.zones import zone
from rounds.interviews import Done, Interview, Kind, Person, Role, State, acts
from rounds.interviews.access import access_of
from rounds.interviews.findings import Preflight
from rounds.interviews.rights import Right, as_seen_by, may
from rounds.kit.errors import Invalid
from rounds.records.mails import Mail
from rounds.records.work import Work

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that spreadsheets take for a formula
LONGEST_FIND = 200
LEADING = (Right.PREPARE, Right.FOLLOW, Right.RECORD, Right.SCORE, Right.DEBRIEF, Right.PACKET)


class Standing(StrEnum):
    DRAFT = "draft"  # not invited yet
    NOT_CHECKED = "not checked"  # invited; access check or consents are missing
    READY = "ready"
    LOBBY = "in the lobby"
    LIVE = "live now"
    OVER = "over"
    PRACTICE = "practice"


class Post(StrEnum):
    """What became of the mails of an interview, as a whole."""

    NONE = "none"
    COPIED = "copied"  # somebody sends it themselves
    WAITING = "waiting"
    SENT = "sent"
    BOUNCED = "bounced"
    FAILED = "failed"


LATE = "late"  # with a scorecard that is
SHOWN = ("all", "today", LATE, *(one.value for one in Standing))


@dataclass(frozen=True, slots=True)
class Row:
    """`today` by the candidate's clock. `trouble` is why a mail did not arrive. `access` is the check's colour. `card` is
    how the panel's scorecards are once it has ended: open, late or submitted; empty where there are none to come.
    """

    interview: Interview
    state: State
    standing: Standing
    today: bool
    lead: str
    scenarios: Sequence[Shown]
    access: str
    checked: datetime | None
    post: Post
    posted: datetime | None
    trouble: str
    preflight: str  # its colour, empty before there is one
    questions: int
    rights: Sequence[str]  # of those that lead to a page
    card: str = ""

    @property
    def prepared(self) -> int:
        return sum(bool(one.standing.incident) for one in self.scenarios)


@dataclass(frozen=True, slots=True)
class Board:
    """`counts` says how many there are of each that can be shown, among those found."""

    rows: list[Row]
    counts: dict[str, int]


def of(here: Office, who: Person, show: str = "all", find: str = "") -> Board:
    """Those to come by their start, then those without one, then the past ones, the latest first.

    Raises:
        Forbidden: there are no interviews for them. Invalid: there is nothing called that to show.
    """
    rights.need(who, Right.LIST)
    if show not in SHOWN or len(find) > LONGEST_FIND:
        raise Invalid(f"There can be shown: {', '.join(SHOWN)}.", field="show")
    found = [row for row in rows(here, who) if is_found(row, find)]
    counts = {name: sum(is_shown(row, name) for row in found) for name in SHOWN}
    return Board(ordered((row for row in found if is_shown(row, show)), here.now()), counts)


def rows(here: Office, who: Person) -> list[Row]:
    with here.records.look() as look:
        found, states, asked = look.interviews(), look.states(), look.asked()
        places = {seat.interview: seat for seat in look.seats_of_person(who.id)}
        facts, erased = Facts.of(look, here.now(), states, {one.id: one.kind for one in found}), look.keeping.erased()
    seen = []
    for one in found:
        role = places[one.id].role if one.id in places else Role.OBSERVER
        if not one.kind.is_apart and may(who, role, Right.SEE, states[one.id]):
            leads = () if one.id in erased else LEADING
            these = [right.value for right in leads if may(who, role, right, states[one.id])]
            seen.append(row(here, as_seen_by(who, role, one), states[one.id], facts, asked.get(one.id, 0), these))
    return seen


@dataclass(frozen=True, slots=True)
class Facts:
    """Of all interviews at once."""

    checked: Mapping[str, Done]
    leads: Mapping[str, str]  # names, where the lead was handed on
    invited: Mapping[str, Done]
    mails: Mapping[str, list[Mail]]
    preflights: Mapping[str, Preflight]
    cards: Mapping[str, str]

    @classmethod
    def of(cls, look: Work, now: datetime, states: Mapping[str, State], kinds: Mapping[str, Kind]) -> Facts:
        posted: dict[str, list[Mail]] = {}
        for mail in look.mails.all():
            posted.setdefault(mail.interview, []).append(mail)
        cards = {one: owing.standing(now).value for one, owing in owed.owing(look, states, kinds).items()}
        return cls(
            look.last_done("checked"), leads(look), look.last_done("invited"), posted, look.preflights.latest(), cards
        )


def leads(look: Work) -> dict[str, str]:
    found: dict[str, str] = {}
    for interview_id, done in look.last_done("handed").items():
        to = done.act.to if isinstance(done.act, acts.Handed) else ""
        for seat in look.seats_of(interview_id):
            if seat.id == to:
                found[interview_id] = seat.name
    return found


def row(here: Office, one: Interview, state: State, facts: Facts, questions: int, rights: Sequence[str]) -> Row:
    done = facts.checked.get(one.id)
    access = access_of([done]) if done else None
    post, mail = posted(facts.mails.get(one.id, []), one.id in facts.invited)
    return Row(
        interview=one,
        state=state,
        standing=standing(one, state),
        today=is_today(one, here.now()),
        lead=facts.leads.get(one.id, one.interviewer),
        scenarios=scenarios(here, one),
        access=access.colour.value if access else "",
        checked=access.at if access else None,
        post=post,
        posted=(mail.sent or mail.given_up or mail.due) if mail else None,
        trouble=mail.trouble if mail and not mail.sent else "",
        preflight=facts.preflights[one.id].colour.value if one.id in facts.preflights else "",
        questions=questions,
        card=facts.cards.get(one.id, ""),
        rights=rights,
    )


def standing(one: Interview, state: State) -> Standing:
    if one.kind is Kind.PRACTICE:
        return Standing.PRACTICE
    if state.is_running:
        return Standing.LIVE
    match state:
        case State.SCHEDULED:
            return Standing.DRAFT
        case State.INVITED:
            return Standing.NOT_CHECKED
        case State.READY:
            return Standing.READY
        case State.LOBBY:
            return Standing.LOBBY
    return Standing.OVER


def is_today(one: Interview, now: datetime) -> bool:
    if one.starts is None:
        return False
    there = zone(one.zone)
    return one.starts.astimezone(there).date() == now.astimezone(there).date()


def posted(mails: Sequence[Mail], invited: bool) -> tuple[Post, Mail | None]:
    """Of the newest first: what did not arrive matters until something newer did; reminders to come do not."""
    for mail in mails:
        if mail.bounced:
            return Post.BOUNCED, mail
        if mail.given_up:
            return Post.FAILED, mail
        if mail.sent:
            return Post.SENT, mail
        if mail.kind not in REMINDERS or mail.tries:
            return Post.WAITING, mail
    return (Post.COPIED if invited else Post.NONE), None


def is_shown(row: Row, show: str) -> bool:
    return show == "all" or (show == "today" and row.today) or show in (row.standing, row.card)


def is_found(row: Row, find: str) -> bool:
    one = row.interview
    words = " ".join((one.candidate, one.position, row.lead, one.level.value, one.id)).lower()
    return all(word in words for word in find.lower().split())


def ordered(found: Iterable[Row], now: datetime) -> list[Row]:
    def key(row: Row) -> tuple[int, float]:
        starts = row.interview.starts
        if row.standing in (Standing.LIVE, Standing.LOBBY):
            return 0, starts.timestamp() if starts else 0.0
        if row.standing is Standing.OVER:
            return 4, -(starts or row.interview.created).timestamp()
        if starts is None:
            return 2, -row.interview.created.timestamp()
        return (1, starts.timestamp()) if starts >= now or row.today else (3, -starts.timestamp())

    return sorted(found, key=key)


# As a table for spreadsheets


COLUMNS = ("Interview", "State", "Starts (viewer)", "Starts (candidate)", "Candidate", "Position", "Level", "Lead",
           "Scenarios prepared", "Access check", "Installation", "Mail", "Mail trouble", "Questions", "Scorecards")  # fmt: skip


def as_csv(board: Board, viewer: tzinfo) -> str:
    """With a sign before what a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)  # also where cells are parted by another sign than here
    writer.writerow(COLUMNS)
    for row in board.rows:
        writer.writerow([harmless(cell) for cell in cells(row, viewer)])
    return text.getvalue()


OVER = {State.CANCELLED: "cancelled", State.MISSED: "did not come", State.ABORTED: "aborted"}  # as on the page


def cells(row: Row, viewer: tzinfo) -> list[str]:
    one = row.interview
    return [
        one.id,
        OVER.get(row.state, row.standing.value) if row.standing is Standing.OVER else row.standing.value,
        f"{one.starts.astimezone(viewer):%Y-%m-%d %H:%M}" if one.starts else "",
        f"{one.starts.astimezone(zone(one.zone)):%Y-%m-%d %H:%M} {one.zone}" if one.starts else "",
        one.candidate,
        one.position,
        one.level.value,
        row.lead,
        f"{row.prepared} of {len(row.scenarios)}",
        row.access,
        row.preflight,
        row.post.value,
        row.trouble,
        str(row.questions),
        row.card,
    ]


def harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
