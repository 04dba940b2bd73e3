"""Records on both databases: what is written comes back, all of a unit of work is kept or nothing."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from rounds.interviews import Cause, Interview, Kind, Pin, Question, Role, Seat, View, fit_60
from rounds.kit.errors import Conflict, Invalid, NotFound
from rounds.records import Records
from rounds.records.migrating import configuration, current, newest
from rounds.records.records import NEWEST
from rounds.records.tables import metadata

SOURCE = Path(__file__).parents[2] / "src/rounds"
NOW = datetime(2026, 5, 12, 14, 2, 3, 123456, tzinfo=UTC)
ANNA = Interview(
    id="i1",
    candidate="Anna",
    interviewer="Ben",
    created=NOW,
    plan=fit_60(2),
    pins=(Pin(1, "webhooks-slow", "1", 7), Pin(2, "workflows-slow", "1", 2**40, "workflows-slow-1")),
    starts=NOW + timedelta(hours=1),
)
SEAT = Seat("s1", "i1", Role.CANDIDATE, "Anna")


def question(text: str = "level:error", **more: object) -> Question:
    given = {"cause": Cause.CANDIDATE, "seat": "s1", "incident": "webhooks-slow-1", "asked": "logs.search"}
    return Question(**{**given, "question": {"query": text}, "digest": {"rows": 3}, "window": (1.0, 2.5), **more})


VIEW = View(
    seat="s1",
    page="logs",
    scenario=1,
    address="/interview/1/logs?q=x",
    state={"q": "x"},
    visible_from=1778594523123.456,
    visible_to=1778594529000.0,
)


@pytest.fixture
def sat(records: Records) -> Records:
    """With an interview and its candidate."""
    with records.work() as work:
        work.add(ANNA)
        work.seat(SEAT, NOW)
    return records


class TestInterviews:
    def test_come_back_as_they_were_written(self, sat: Records) -> None:
        with sat.look() as look:
            assert look.interview("i1") == ANNA
            assert look.interviews() == [ANNA]
            assert look.seat_of("s1") == SEAT
            assert look.seats_of("i1") == [SEAT]

    def test_an_id_is_taken_once(self, sat: Records) -> None:
        with pytest.raises(Conflict, match="i1"), sat.work() as work:
            work.add(ANNA)

    def test_an_unknown_one_is_not_found(self, records: Records) -> None:
        with records.look() as look:
            for ask in (look.interview, look.seat_of):
                with pytest.raises(NotFound):
                    ask("nobody")

    def test_an_incident_is_filled_in_once_and_stays(self, sat: Records) -> None:
        with sat.work() as work:
            work.pin_incident("webhooks-slow", "1", 7, "webhooks-slow-a")
            work.pin_incident("webhooks-slow", "1", 7, "webhooks-slow-b")
        with sat.look() as look:
            assert [pin.incident for pin in look.interview("i1").pins] == ["webhooks-slow-a", "workflows-slow-1"]
            assert look.pinned_incidents() == {"webhooks-slow-a", "workflows-slow-1"}


class TestRecord:
    def test_holds_questions_and_views_in_their_order(self, sat: Records) -> None:
        with sat.work() as work:
            assert [work.append("i1", question(), NOW), work.append("i1", VIEW, NOW)] == [1, 2]
        with sat.look() as look:
            asked, seen = look.record("i1")
            assert look.asked() == {"i1": 1}
        assert asked.time == NOW
        assert asked.facts == {
            "seat": "s1",
            "cause": "candidate",
            "incident": "webhooks-slow-1",
            "asked": "logs.search",
        }
        assert asked.content is not None
        assert (asked.content["question"], asked.content["window"]) == ({"query": "level:error"}, [1.0, 2.5])
        assert seen.content is not None
        assert (seen.content["visible_from"], seen.content["reported_by"]) == (VIEW.visible_from, "browser")

    def test_its_chain_holds(self, sat: Records) -> None:
        fill(sat, 5)
        assert broken_at(sat) is None

    def test_of_an_unknown_interview_takes_nothing(self, records: Records) -> None:
        with pytest.raises(NotFound), records.work() as work:
            work.append("nobody", question(), NOW)

    @pytest.mark.parametrize(
        ("tampered", "place"),
        [
            ("UPDATE entries SET time = (SELECT time FROM entries WHERE no = 1) WHERE no = 3", 3),
            ("UPDATE entries SET kind = 'view' WHERE no = 2", 2),
            ("UPDATE contents SET content = replace(content, 'words4', 'others') WHERE no = 4", 4),
            (
                "DELETE FROM contents WHERE no = 5; DELETE FROM questions WHERE no = 5; DELETE FROM entries WHERE no = 5",
                5,
            ),
            ("UPDATE interviews SET head = (SELECT link FROM entries WHERE no = 4)", 6),
        ],
    )
    def test_a_change_shows_at_its_place(self, sat: Records, tampered: str, place: int) -> None:
        fill(sat, 5)
        with sat.work() as work:
            for statement in tampered.split("; "):
                work.connection.execute(sa.text(statement))
        assert broken_at(sat) == place
        with sat.look() as look:
            assert look.broken_at("i1", after=1) == place, "also when only what follows the first is looked at"

    def test_questions_asked_at_once_take_places_of_their_own(self, sat: Records) -> None:
        def ask(number: int) -> int:
            with sat.work() as work:
                return work.append("i1", question(f"words{number}"), NOW)

        with ThreadPoolExecutor(8) as threads:
            places = list(threads.map(ask, range(40)))
        assert sorted(places) == list(range(1, 41))
        assert broken_at(sat) is None

    def test_a_failed_unit_leaves_nothing(self, sat: Records) -> None:
        with pytest.raises(NotFound), sat.work() as work:  # noqa: PT012 - the first line must have worked
            work.append("i1", question(), NOW)
            work.append("nobody", question(), NOW)
        with sat.look() as look:
            assert look.record("i1") == []
        fill(sat, 1)
        assert broken_at(sat) is None

    def test_what_is_written_while_looking_is_taken_back(self, sat: Records) -> None:
        with sat.look() as look:
            look.append("i1", question(), NOW)
        with sat.look() as look:
            assert look.record("i1") == []


class TestErasing:
    def test_takes_the_words_and_leaves_the_chain(self, sat: Records) -> None:
        fill(sat, 3)
        with sat.work() as work:
            work.erase("i1", 2)
        with sat.look() as look:
            entries = look.record("i1")
        assert [entry.content is None for entry in entries] == [False, True, False]
        assert entries[1].facts["asked"] == "logs.search"
        assert broken_at(sat) is None

    def test_happens_once(self, sat: Records) -> None:
        fill(sat, 1)
        with sat.work() as work:
            work.erase("i1", 1)
        with pytest.raises(NotFound), sat.work() as work:
            work.erase("i1", 1)

    def test_later_entries_hold_on_to_the_erased_one(self, sat: Records) -> None:
        fill(sat, 1)
        with sat.work() as work:
            work.erase("i1", 1)
        fill(sat, 2)
        assert broken_at(sat) is None

    # PostgreSQL overwrites when it vacuums, in its own time.
    @pytest.mark.parametrize("url", ["sqlite"], indirect=True)
    def test_leaves_no_words_in_any_file(self, sat: Records, tmp_path: Path) -> None:
        fill(sat, 3)
        assert found_in_files(tmp_path, "words2")
        with sat.work() as work:
            work.erase("i1", 2)
        sat.settle()
        assert not found_in_files(tmp_path, "words2")
        assert found_in_files(tmp_path, "words3")


class TestOpening:
    def test_again_finds_what_was_kept(self, url: str, sat: Records) -> None:
        again = Records.open(url)
        with again.look() as look:
            assert look.interview("i1") == ANNA
        again.close()

    def test_the_migrations_make_the_tables_of_the_code(self, sat: Records) -> None:
        with sat.look() as look:
            assert current(look.connection) == newest() == NEWEST
            assert compare_metadata(MigrationContext.configure(look.connection), metadata) == []

    def test_records_that_hold_something_are_brought_up(self, url: str, sat: Records) -> None:
        """Back to the form before and up again: SQLite refuses some changes of tables only once others point at them."""
        fill(sat, 2)
        with sat.work() as work:
            command.downgrade(configuration(work.connection), "-1")
        again = Records.open(url)
        with again.look() as look:
            assert current(look.connection) == newest()
            assert look.interview("i1") == ANNA
            assert look.broken_at("i1") is None
        again.close()

    def test_records_of_a_newer_version_are_refused(self, url: str, sat: Records) -> None:
        with sat.work() as work:
            work.connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(Conflict, match="newer version"):
            Records.open(url)

    def test_two_at_once_make_one_set_of_tables(self, url: str) -> None:
        with ThreadPoolExecutor(2) as threads:
            for opened in list(threads.map(Records.open, [url, url])):
                opened.close()


@pytest.mark.parametrize("url", ["mysql://host/name", "records.sqlite", "", "postgresql+asyncpg://host/name"])
def test_another_kind_of_address_is_refused(url: str) -> None:
    with pytest.raises(Invalid, match="postgresql://"):
        Records.open(url)


def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    with pytest.raises(Conflict, match=r"cannot be opened: .*socket"):
        Records.open(f"postgresql://nobody@/nothing?host={tmp_path}")


def test_what_a_person_is_told_of_a_broken_database_is_a_sentence(tmp_path: Path) -> None:
    """No path, no statement, no host: whoever runs it finds those in the log."""
    records = Records.open(f"sqlite:///{tmp_path / 'records.sqlite'}")
    with pytest.raises(Conflict) as told, records.look() as look:
        look.connection.exec_driver_sql("SELECT secret FROM nowhere")
    records.close()
    assert told.value.message == "The records cannot be used just now. Try again in a moment."
    assert "nowhere" in str(told.value.__cause__)


def test_a_zero_character_is_refused_where_it_cannot_be_kept(records: Records) -> None:
    """PostgreSQL's texts hold none: what is sent with one is no mistake of ours."""
    kept = records.engine.dialect.name == "sqlite"
    with pytest.raises(NotFound if kept else Invalid), records.look() as look:
        look.interview("i\0")
    with nullcontext() if kept else pytest.raises(Invalid, match="zero character"), records.work() as work:
        work.add(replace(ANNA, candidate="An\0na"))
    with records.look() as look:
        assert look.has("i1") is kept


def test_what_is_written_as_something_is_deleted_goes_with_it(records: Records) -> None:
    with records.work() as work:
        work.add(replace(ANNA, kind=Kind.DRILL))
        work.seat(SEAT, NOW)

    def remove() -> None:
        with records.work() as work:
            work.rehearsals.remove("i1")

    with ThreadPoolExecutor(1) as others:
        with records.work() as work:
            work.append("i1", question("late"), NOW)
            removing = others.submit(remove)
            wait([removing], 0.3)
        removing.result(10)
    with records.look() as look:
        assert not look.has("i1")


def test_one_file_commits() -> None:
    """Of those that may: the import contract keeps SQLAlchemy inside `records/`."""
    files = [path for path in (SOURCE / "records").rglob("*.py") if re.search(r"\.(commit|begin)\(", path.read_text())]
    assert [path.name for path in files] == ["records.py"]


def fill(records: Records, number: int) -> None:
    for place in range(1, number + 1):
        with records.work() as work:
            work.append("i1", question(f"words{place}"), NOW + timedelta(seconds=place))


def broken_at(records: Records) -> int | None:
    with records.look() as look:
        return look.broken_at("i1")


def found_in_files(folder: Path, words: str) -> bool:
    return any(words.encode() in path.read_bytes() for path in folder.iterdir())
