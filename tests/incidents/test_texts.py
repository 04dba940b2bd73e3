"""The texts of a scenario: read whole, or refused with everything that is wrong in them, each by its line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.incidents.authored import folder, slip

from rounds.incidents.sealed import Level
from rounds.incidents.texts import PUBLIC_FILE, SEALED_FILE, Unreadable, public_text, sealed_text, texts

NOW = datetime(2026, 5, 11, 12, tzinfo=UTC)
FACTS = {"title": "T", "town": "Elm", "cluster": "elm-1", "version": "1.5.0", "onset": "11:52", "found": 24}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return folder(tmp_path)


def refused(place: Path) -> list[str]:
    with pytest.raises(Unreadable) as found:
        texts(place, FACTS, NOW)
    assert found.value.message == "\n".join(found.value.flaws)
    return list(found.value.flaws)


def test_a_whole_scenario_is_read_with_where_each_part_stands(place: Path) -> None:
    found = texts(place, FACTS, NOW)
    assert found.public.symptom.startswith("Readers in Elm wait")
    assert [NOW - ticket.at for ticket in found.public.tickets] == [timedelta(seconds=330), timedelta(seconds=70)]
    assert found.sealed.facts["version"] == "1.5.0"
    assert found.sealed.discussion[0].answers[Level.STAFF].startswith("As senior")
    lines = (place / SEALED_FILE).read_text().splitlines()
    assert "minute: 3" in lines[int(found.written["sealed.hints.0"].partition(":")[2]) - 1]
    assert "seconds: 4" in lines[int(found.written["sealed.steps.0.reached_by.0.seconds"].partition(":")[2]) - 1]
    assert lines[int(found.written["sealed.hints"].partition(":")[2]) - 1] == "hints:"
    assert found.written["public.tickets.1"].startswith("public.yaml:")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("7", 7),
        ("0.5", 0.5),
        ("1e3", 1000.0),
        ("true", True),
        ("null", None),
        ("'7'", "7"),
        ("007", "007"),
        ("no", "no"),
        ("2026-05-01", "2026-05-01"),
        ("12:30", "12:30"),
        ("$found", 24),
        ("'$found'", "24"),
        ("${found} books", "24 books"),
        ("5 $$", "5 $"),
    ],
)
def test_scalars_are_those_of_json_and_everything_else_is_text(place: Path, written: str, meant: object) -> None:
    slip(place / SEALED_FILE, "  service: catalog", f"  service: {written}")
    found, _ = sealed_text(place, FACTS)
    assert found.facts["service"] == meant
    assert type(found.facts["service"]) is type(meant)


SLIPS = [
    (SEALED_FILE, "$onset. What", "$onste. What", "there is no fact $onste; there are: cluster, found, onset, title"),
    (SEALED_FILE, "  - Roll the", "  - Costs $5. Roll the", "a dollar sign is written $$"),
    (SEALED_FILE, "notes: #", "start: again\nnotes: #", "start stands here a second time"),
    (SEALED_FILE, "    stated: true #", "    statde: true #", "there is no key statde here"),
    (SEALED_FILE, "minute: 12", "minute: twelve", "hints.3.minute: Input should be a valid integer"),
    (SEALED_FILE, "minute: 3, level: 1", "level: 1", "hints.0 has no minute"),
    (SEALED_FILE, "      staff: >-", "      expert: >-", "discussion.0.answers.expert.[key]: Input should be"),
    (SEALED_FILE, "    bonus: true #", "\tbonus: true #", "is not YAML: "),
    (SEALED_FILE, "    bonus: true #", "   bonus: true #", "is not YAML: "),
    (SEALED_FILE, "bonus: true #", "bonus: 'yes #", "is not YAML: "),
    (PUBLIC_FILE, "5m30s", "soon", "'soon' is no length of time: write 6m40s or 1d2h"),
    (PUBLIC_FILE, "ago: 1m10s", "plan: x", "there is no key plan here"),
    (PUBLIC_FILE, "quote: I", "quot: I", "there is no key quot here"),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"), SLIPS, ids=[f"{n} {one[3][:40]}" for n, one in enumerate(SLIPS)]
)
def test_a_slip_is_told_with_its_file_and_line(place: Path, file: str, old: str, new: str, problem: str) -> None:
    line = slip(place / file, old, new)
    here = [flaw for flaw in refused(place) if flaw.startswith(f"{file}:{line}: ")]
    if "YAML" in problem and not here:  # the reader notices a wrong indent or quote where the next thing begins
        (here,) = ([flaw] for flaw in refused(place))
        assert int(here[0].split(":")[1]) >= line
    assert any(problem in flaw for flaw in here), refused(place)


def test_a_tab_is_told_as_one(place: Path) -> None:
    slip(place / SEALED_FILE, "    bonus: true", "\tbonus: true")
    assert "indent with spaces" in refused(place)[0]


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_the_lines(place: Path) -> None:
    lines = [
        slip(place / PUBLIC_FILE, "reporter:", "reported:"),
        slip(place / SEALED_FILE, "$version the", "$release the"),
        slip(place / SEALED_FILE, "level: 2", "levle: 2"),
        slip(place / SEALED_FILE, "  cause: >-", "  reason: >-"),
    ]
    told = [flaw.partition(": ")[0] for flaw in refused(place)]
    assert f"{PUBLIC_FILE}:{lines[0]}" in told
    sealed = [int(one.partition(":")[2]) for one in told if one.startswith(SEALED_FILE)]
    assert sealed == sorted(sealed)
    assert set(lines[1:]) <= set(sealed)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "sealed.yaml:1: must be keys with values"),
        (b"- a\n- b\n", "sealed.yaml:1: must be keys with values"),
        (b"start: x\nnotes: \xff\n", "sealed.yaml:2: is not UTF-8"),
        (b"a: 1\n---\nb: 2\n", "sealed.yaml:2: is not YAML"),
    ],
)
def test_what_is_no_text_at_all_is_refused(place: Path, content: bytes, problem: str) -> None:
    (place / SEALED_FILE).write_bytes(content)
    assert refused(place)[0].startswith(problem)


def test_a_missing_file_is_named(place: Path) -> None:
    (place / PUBLIC_FILE).unlink()
    assert refused(place) == ["public.yaml:1: cannot be read: No such file or directory"]


def test_one_part_can_be_read_alone(place: Path) -> None:
    (place / SEALED_FILE).unlink()
    assert public_text(place, FACTS, NOW).services[-1] == "library-db"
    with pytest.raises(Unreadable, match=r"sealed\.yaml:1: cannot be read"):
        sealed_text(place, FACTS)
