"""The parts an office is put together from: settings, secret, links, panes."""

from __future__ import annotations

import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rounds.actions.links import Links, SignedOut, Surface
from rounds.actions.panes import Panes
from rounds.actions.places import Places
from rounds.actions.secret import secret
from rounds.kit.errors import Invalid
from rounds.web.settings import Serving

LINKS = Links(b"a secret of enough bytes, as a file holds")


class TestSettings:
    def test_have_usual_values(self) -> None:
        places, serving = Places.told({}), Serving.told({})
        data = Path.cwd() / "data"
        assert places == Places(
            data, f"chdb://{data}/telemetry", f"sqlite:///{data}/records.sqlite", None, data / "secret"
        )
        assert serving == Serving("127.0.0.1", 8000, "http://127.0.0.1:8000")

    def test_follow_from_each_other(self, tmp_path: Path) -> None:
        places = Places.told({"ROUNDS_DATA": str(tmp_path), "ROUNDS_SCENARIOS": str(tmp_path / "own")})
        assert places.telemetry == f"chdb://{tmp_path}/telemetry"
        assert (places.secret, places.scenarios) == (tmp_path / "secret", tmp_path / "own")
        assert Serving.told({"ROUNDS_PORT": "9", "ROUNDS_HOST": "::1"}).url == "http://[::1]:9"
        assert Serving.told({"ROUNDS_HOST": "0.0.0.0"}).url == "http://127.0.0.1:8000"
        assert Serving.told({"ROUNDS_URL": "https://rounds.example.org/"}).url == "https://rounds.example.org"
        assert Serving.told({"ROUNDS_URL": "https://Rounds.example.org:443"}).url == "https://rounds.example.org"

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("ROUNDS_PORT", "x"),
            ("ROUNDS_PORT", "0"),
            ("ROUNDS_PORT", "65536"),
            ("ROUNDS_PORT", "-1"),
            ("ROUNDS_URL", "rounds.example.org"),
            ("ROUNDS_URL", "ftp://rounds.example.org"),
            ("ROUNDS_URL", "https://rounds.example.org/deep"),
            ("ROUNDS_TELEMETRY", "/var/lib/x"),
            ("ROUNDS_RECORDS", "mysql://x"),
        ],
    )
    def test_that_are_wrong_are_told_by_name(self, name: str, value: str) -> None:
        with pytest.raises(Invalid, match=name) as wrong:
            (Serving.told if name in ("ROUNDS_PORT", "ROUNDS_URL") else Places.told)({name: value})
        assert wrong.value.field == name

    def test_never_show_a_password(self) -> None:
        with pytest.raises(Invalid) as wrong:
            Places.told({"ROUNDS_RECORDS": "mysql://user:pass@host/x"})
        assert "pass" not in wrong.value.message


class TestSecret:
    def test_is_made_once_for_us_alone(self, tmp_path: Path) -> None:
        file = tmp_path / "deep/secret"
        made = secret(file)
        assert secret(file) == made
        assert len(made) >= 32
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert [path.name for path in file.parent.iterdir()] == ["secret"]

    def test_is_one_for_all_that_start_together(self, tmp_path: Path) -> None:
        with ThreadPoolExecutor(8) as threads:
            assert len(set(threads.map(secret, [tmp_path / "secret"] * 16))) == 1

    def test_may_be_given(self, tmp_path: Path) -> None:
        (tmp_path / "secret").write_text("given by an operator, long enough\n")
        assert secret(tmp_path / "secret") == b"given by an operator, long enough"

    @pytest.mark.parametrize("content", ["", "short", "\n" * 40])
    def test_that_is_too_short_is_refused(self, tmp_path: Path, content: str) -> None:
        (tmp_path / "secret").write_text(content)
        with pytest.raises(Invalid, match="ROUNDS_SECRET_FILE"):
            secret(tmp_path / "secret")

    def test_that_cannot_be_made_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(Invalid, match="ROUNDS_SECRET_FILE"):
            secret(tmp_path / "file/secret")


class TestLinks:
    def test_name_a_seat_and_an_interview(self) -> None:
        assert LINKS.followed(Surface.CANDIDATE, LINKS.link(Surface.CANDIDATE, "s", "i")) == ("s", "i")

    def test_are_the_same_every_time(self) -> None:
        assert LINKS.link(Surface.STAFF, "s", "i") == LINKS.link(Surface.STAFF, "s", "i")

    def test_are_good_for_one_purpose(self) -> None:
        """What is signed for one use opens nothing else."""
        link, badge, token = LINKS.link(Surface.STAFF, "s", ""), LINKS.badge(Surface.STAFF, "s"), LINKS.recording("s")
        assert LINKS.worn(Surface.STAFF, badge, seconds=60) == "s"
        assert LINKS.recorded(token) == "s"
        for wrong in (badge, token):
            with pytest.raises(SignedOut):
                LINKS.followed(Surface.STAFF, wrong)
        for wrong in (link, token, LINKS.badge(Surface.CANDIDATE, "s")):
            with pytest.raises(SignedOut):
                LINKS.worn(Surface.STAFF, wrong, seconds=60)
        for wrong in (link, badge):
            with pytest.raises(SignedOut):
                LINKS.recorded(wrong)

    def test_badges_wear_out(self) -> None:
        with pytest.raises(SignedOut):
            LINKS.worn(Surface.STAFF, LINKS.badge(Surface.STAFF, "s"), seconds=-1)


class Engine:
    """Notes what it is told to stop."""

    def __init__(self) -> None:
        self.stopped: list[str] = []

    def cancel(self, tag: str) -> None:
        self.stopped.append(tag)


class TestPanes:
    def test_a_newer_question_stops_the_older(self) -> None:
        engine = Engine()
        panes = Panes(engine)  # type: ignore[arg-type]
        with panes.newest("seat/page.logs"):
            assert engine.stopped == []
            with panes.newest("seat/page.logs"):
                assert engine.stopped == ["seat/page.logs"]

    def test_other_panes_and_none_are_left_alone(self) -> None:
        engine = Engine()
        panes = Panes(engine)  # type: ignore[arg-type]
        with panes.newest("seat/page.logs"), panes.newest("seat/page.traces"), panes.newest(""), panes.newest(""):
            assert engine.stopped == []

    def test_nothing_is_stopped_once_it_has_ended(self) -> None:
        engine = Engine()
        panes = Panes(engine)  # type: ignore[arg-type]
        barrier = threading.Barrier(4)

        def ask(_: int) -> None:
            barrier.wait()
            for _ in range(50):
                with panes.newest("tag"):
                    pass

        with ThreadPoolExecutor(4) as threads:
            list(threads.map(ask, range(4)))
        engine.stopped.clear()
        with panes.newest("tag"):
            pass
        assert engine.stopped == []
        assert not panes.asking
