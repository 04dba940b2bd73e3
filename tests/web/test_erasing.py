"""An interview with its candidate's name, address and words wherever they can be, erased; then every byte is searched.

On SQLite that is the whole data folder, on PostgreSQL the files of its tables as well.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
import sqlalchemy as sa
import structlog

from rounds.actions import acting, mails
from rounds.actions.live import What
from rounds.actions.mails import Written
from rounds.interviews import State, acts, figures
from rounds.interviews.findings import Colour, Finding
from rounds.interviews.letters import Letter
from rounds.interviews.scorecard import Cited, Raised, Rating, Score, Scorecard, Seen, Signal, told
from rounds.kit.errors import Conflict
from rounds.records.edge_cases import EdgeCase, Remark
from rounds.records.tables import calibrated, calibration_cards, calibrations, clips, metadata
from rounds.records.work import Work
from tests import postgresql
from tests.programs import POSTGRESQL
from tests.web.conftest import NOW, House, opened
from tests.web.hours import IN, Held, held
from tests.web.questions import SEEN, STRETCH

NAME, MAIL, WORD = "Zoë Quillfeather", "zoe.quillfeather@example.org", "quizzacious"
TOKENS = ("Quillfeather", "quillfeather", WORD)
STAFF = "/api/v1/staff/interviews/one"
CANDIDATE = "/api/v1/candidate"


def forms(token: str) -> list[bytes]:
    """As it may stand in a file."""
    escaped = json.dumps(token).strip('"')
    texts = {token, escaped, quote(token), token.upper()}
    return [text.encode(coding) for text in texts for coding in ("utf-8", "utf-16-le", "utf-16-be")]


LOOKED_FOR = [form for token in (*TOKENS, NAME) for form in forms(token)]


@dataclass
class Filled:
    """The interview, what the process logged, where everything lies, and what there was before it was erased."""

    one: Held
    log: io.StringIO
    folders: tuple[Path, ...]
    before: list[str] = field(default_factory=list)
    entries: int = 0

    @property
    def house(self) -> House:
        return self.one.house

    def found(self) -> list[str]:
        """Every place that holds one of them."""
        if len(self.folders) == 2:  # what PostgreSQL is about to write, to take away, and to keep as frequent
            server = f"postgresql://rounds@/postgres?host={self.folders[1].parents[1]}"
            with psycopg.connect(server, autocommit=True) as it:
                it.execute("ANALYZE")
                it.execute("CHECKPOINT")
        files = [path for folder in self.folders for path in sorted(folder.rglob("*")) if path.is_file()]
        places = {str(path): path.read_bytes() for path in files} | {"log": self.log.getvalue().encode()}
        return [name for name, body in places.items() if any(form in body for form in LOOKED_FOR)]


@pytest.fixture(scope="module")
def server() -> Iterator[postgresql.Server]:
    with postgresql.running(POSTGRESQL.wanted()) as started:
        yield started


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def erased(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    folders, records = [tmp_path_factory.mktemp("erased")], ""
    if request.param == "postgresql":
        started: postgresql.Server = request.getfixturevalue("server")
        records = started.emptied()
        folders.append(started.folder / "data" / "base")
    scratch = folders[0] / "scratch"
    scratch.mkdir()
    with pytest.MonkeyPatch.context() as here, opened(folders[0] / "data", records=records) as house:
        here.setattr(tempfile, "tempdir", str(scratch))
        here.setenv("SQLITE_TMPDIR", str(scratch))
        log = io.StringIO()
        structlog.configure(logger_factory=structlog.PrintLoggerFactory(log), cache_logger_on_first_use=False)
        filled = Filled(fill(house), log, tuple(folders))
        take(filled.one)
        filled.before, filled.entries = filled.found(), entries(filled.one)
        with house.admin() as admin:
            assert admin.post(f"{STAFF}/erase", json={"typed": NAME}).status_code == 204
        yield filled


def entries(one: Held) -> int:
    with one.house.office.records.look() as look:
        return len(look.record(one.id))


def take(one: Held) -> None:
    """Everything that is made of it when somebody asks."""
    with one.house.admin() as admin:
        for path in ("export", "replay", "arrangement", "packet", "packet/content", "packet/file?as=html"):
            assert admin.get(f"{STAFF}/{path}").status_code == 200, path
    for path in ("rights/copy", "notebook.md"):
        assert one.client().get(f"{CANDIDATE}/{path}").status_code == 200, path


def fill(house: House) -> Held:
    one = held(house, "one", (*IN, acts.Begun(1)))
    here = house.office
    with here.records.work() as work:
        known = work.interview("one")
        work.change(replace(known, candidate=NAME, mail=MAIL, position=WORD, call=f"https://call.test/{WORD}"))
        work.name_seat(one.candidate.id, NAME)
        work.keep_reason("one", f"{WORD} wrist")
    by_candidate(one)
    by_lead(one)
    afterwards(one)
    by_server(one)
    return one


def by_candidate(one: Held) -> None:
    client = one.client()
    scenario = f"{CANDIDATE}/scenarios/1"
    steps: list[tuple[str, Any]] = [
        (f"{scenario}/logs/search", {"query": f'body:"{WORD}"', **STRETCH}),
        (f"{scenario}/logs/search", {"query": f'{WORD}:"', **STRETCH}),  # refused, and written down
        (f"{scenario}/traces/search", {"query": f"status:error {WORD}", **STRETCH}),
        (f"{scenario}/metrics/range", {"expression": f'up{{a="{WORD}"}}', **STRETCH}),
        (f"{scenario}/notebook/write", {"entry": "e1", "kind": "hypothesis", "text": WORD, "command": WORD}),
        (f"{scenario}/notebook/write", {"entry": "e2", "kind": "note", "text": f"{WORD} {NAME}", "command": "w2"}),
        (f"{scenario}/notebook/judge", {"entry": "e1", "state": "cause", "command": "w3"}),
        (
            f"{scenario}/notebook/pin",
            {
                "pin": "p1",
                "address": f"/interview/1/logs?q={WORD}",
                "title": WORD,
                "line": WORD,
                "value": WORD,
                "mark": {"trace_id": WORD},
                "command": "w4",
            },
        ),
        (f"{CANDIDATE}/requests", {"what": "help", "text": WORD, "command": f"r {WORD}"}),
        (f"{CANDIDATE}/access/checks", {"checks": {"browser": {"word": "good", "text": WORD}}, "command": "c1"}),
        (f"{CANDIDATE}/views", {"views": [seen(f"/interview/1/logs?q={WORD}")]}),
        (f"{CANDIDATE}/live/view", {"seq": 1, "address": f"/interview/1/logs?q={WORD}", "state": {"q": WORD}}),
    ]
    for address, body in steps:
        answer = client.post(address, json=body)
        assert answer.status_code in (200, 204, 422), (address, answer.text)


def seen(address: str) -> dict[str, Any]:
    return {"address": address, "state": {"q": WORD}, "visible_from": SEEN, "visible_to": SEEN}


def by_lead(one: Held) -> None:
    client = one.client("staff")
    for path, body in (
        ("note", {"text": f"{NAME} said {WORD}", "command": "n1"}),
        ("flag", {"flag": "clicking", "scenario": 1, "support": WORD, "command": "n2"}),
        ("hint", {"scenario": 1, "hint": 0, "reason": WORD, "hold": True, "command": "n3"}),
        ("commands/pause", {"reason": WORD, "command": "n4"}),
        ("commands/resume", {"command": "n5"}),
        ("commands/end", {"command": "n6"}),
    ):
        answer = client.post(f"{STAFF}/{path}", json=body)
        assert answer.status_code in (200, 204), (path, answer.text)


CARD = Scorecard(
    scores=(Score(1, 2, 300.0, reason=WORD, cited=(Cited(1, 30.0, WORD),)),),
    ratings=(Rating("systematic", 0, 2.5), Rating("tools", 0, None, observed=False)),
    signals=(Signal("prevention", Seen.SEEN, WORD),),
    flags=(Raised("clicking", 1, 20.0, WORD),),
    feedback=f"{NAME} was {WORD}. [1, 0:30]\n\nAnd more of it.",
)


def afterwards(one: Held) -> None:
    card = told(CARD)
    one.do(acts.Submitted(card), acts.Submitted(card, 2, WORD), acts.Convened(WORD), acts.Settled("scenario:1", WORD))
    one.do(acts.Decided("advance", WORD), acts.Shared("ben", "2026-07-01"))
    client = one.client()
    for path, body in (
        ("access/comment", {"answers": {"better": WORD}}),
        ("rights/claim", {"what": "correction", "text": f"{NAME} {WORD}", "command": WORD}),
        ("rights/consent", {"consent": "calibration", "given": True}),
    ):
        answer = client.post(f"{CANDIDATE}/{path}", json=body)
        assert answer.status_code == 200, answer.text


def by_server(one: Held) -> None:
    """Mails, checks, drafts, and what others made of it later."""
    here = one.house.office
    letter = Letter(f"Hello {NAME}", WORD, f"<p>{WORD}</p>")
    with here.records.work() as work:
        for kind in ("invitation", "reminder"):
            mails.queue(work, here, Written(kind, MAIL, letter, WORD), "one")
        sent = work.mails.take(NOW, NOW + timedelta(hours=1))
        assert sent
        work.mails.again(sent.id, NOW, WORD)
        work.mails.sent(sent.id, NOW)
        to_staff(work, one)
        case(work)
        work.preflights.begin("one", NOW)
        work.preflights.keep("one", NOW, [Finding("mail", Colour.RED, WORD, WORD)])
        work.drafts.keep("one", "ben", {"feedback": WORD}, NOW)
        browser = work.browsers.of(one.browser)
        work.browsers.add(replace(browser, id="another", agent=f"{WORD} {NAME}"))
        row = work.connection.execute
        row(sa.insert(calibrations).values(name="2026-Q2", seed=1, created=NOW, due=NOW, closed=NOW, actions=AGREED))
        row(sa.insert(calibrated).values(round="2026-Q2", interview="one", place=1, repeated=False))
        placed = {"round": "2026-Q2", "interview": "one", "person": "ben"}
        row(sa.insert(calibration_cards).values(**placed, changed=NOW, submitted=NOW, card=told(CARD)))
        row(
            sa.insert(clips).values(
                id="c", interview="one", scenario=1, step="", since=0, until=1, title=WORD, text=WORD, person="ben",
                created=NOW,
            )
        )  # fmt: skip


AGREED = f"Talk about {NAME}."


def case(work: Work) -> None:
    """What colleagues talked about, with a name in it that should not be there."""
    work.edge_cases.add(EdgeCase("e", "orders-slow", "1", "1", "points 2", f"{NAME.upper()}'s case", "ben", NOW))
    work.edge_cases.say("e", Remark(NOW, "ben", f"Write to {MAIL}: it is long, and Quillfeather named the table."))
    work.edge_cases.rule("e", f"A two, as for Quillfeather, {NAME.split()[0]}.", "ben", NOW)


def to_staff(work: Work, one: Held) -> None:
    """Mails of no interview: one leads to its page, the other has where its call is."""
    here, interview = one.house.office, work.interview("one")
    page = Letter("A card is missing", f"https://rounds.test/staff/interviews/one {WORD}", "")
    event = f"UID:one.interviewers@rounds\nLOCATION:{interview.call}"
    for written in (
        Written("scorecard_late", f"{WORD}@x.test", page),
        Written("interviewer_planned", "b@x.test", page, event),
    ):
        mails.queue(work, here, written)
        sent = work.mails.take(NOW, NOW + timedelta(hours=1))
        assert sent
        work.mails.sent(sent.id, NOW)


def test_nothing_holds_the_candidate_any_more(erased: Filled) -> None:
    assert erased.before, "so that an empty search cannot pass for a clean one"
    assert erased.found() == []
    here = erased.house.office
    assert "one" not in here.memories.kept
    assert here.live.showing("one", What.SHOWN) is None


def test_the_chain_still_verifies(erased: Filled) -> None:
    with erased.house.office.records.look() as look:
        assert look.broken_at("one") is None
        record = look.record("one")
        assert len(record) == erased.entries + 1
        assert [one.no for one in record if one.content is not None] == [erased.entries + 1]
        assert look.interview("one").candidate == "Candidate one"
        assert look.hour("one").state is State.ENDED


def test_figures_stay(erased: Filled) -> None:
    with erased.house.office.records.look() as look:
        kept = look.figures.of("one")
        card = look.connection.scalar(sa.select(calibration_cards.c.card))
        audit = [(one.person, one.what) for one in look.audit.of("one")]
    assert kept
    found = figures.read(kept)
    assert (found.month, found.level, found.ttrc, found.outcome) == ("2026-06", "mid", {1: 300.0}, "advance")
    (rater,) = found.raters
    assert (rater.person, rater.role, rater.points, rater.amended) == ("ben", "lead", {1: 2}, True)
    assert [(one.criterion, one.points) for one in rater.ratings] == [("systematic", 2.5), ("tools", None)]
    assert [(one.scenario, one.level) for one in found.hints] == [(1, 1)]
    assert card["scores"][0]["points"] == 2
    assert ("operator", "erased") in audit


def test_what_colleagues_wrote_for_themselves_stays_without_the_name(erased: Filled) -> None:
    with erased.house.office.records.look() as look:
        (ruled,) = look.edge_cases.all()
        (said,) = look.edge_cases.said("e")
        agreed = look.calibrations.of("2026-Q2").actions
        position = look.interview("one").position
    assert (ruled.title, ruled.ruling) == ("Candidate one's case", "A two, as for Candidate one.")
    assert said.text == "Write to Candidate one: it is long, and Candidate one named the table."
    assert (agreed, position) == ("Talk about Candidate one.", "")


def test_nobody_comes_back_to_it(erased: Filled) -> None:
    one, staff = erased.one, erased.one.client("staff")
    theirs = one.client().get(f"{CANDIDATE}/interview")
    assert theirs.status_code == 401
    assert "erased" in theirs.json()["message"]
    for path in ("record", "replay", "notebook", "evidence", "cockpit", "card", "packet"):
        answer = staff.get(f"{STAFF}/{path}")
        assert answer.status_code == 409, path
        assert "erased" in answer.json()["message"]
    assert staff.post(f"{STAFF}/note", json={"text": NAME}).status_code == 409
    shown = staff.get(f"{STAFF}/arrangement").json()
    assert shown["candidate"] == "Candidate one"
    assert shown["rights"] == ["see"]
    with erased.house.admin() as admin:
        assert admin.get(f"{STAFF}/data").json()["anonymised"] is not None
        assert admin.post(f"{STAFF}/erase", json={"typed": "Candidate one"}).status_code == 409
    with pytest.raises(Conflict, match="erased"):
        acting.act(erased.house.office, one.lead, acts.Noted("x"))


def test_every_table_with_words_is_thought_of() -> None:
    """Who adds a table decides what erasing does with it: see `records/keeping.py`."""
    stays = {
        "interviews", "people", "pins", "seats", "entries", "contents", "questions", "views", "acts", "mails", "audit",
        "figures", "policies", "plans", "calibrations", "calibrated", "calibration_cards", "edge_cases", "remarks",
    }  # fmt: skip
    goes = {"invitations", "browsers", "preflights", "drafts", "clips"}
    assert set(metadata.tables) == stays | goes
