"""What people install: the wheel holds the interface and the migrations, each file once."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from rounds.web import interface

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The files of the wheel that this checkout makes, with the interface as it is built by then: see `tests/run`.

    Building it here would change it under tests that look at it.
    """
    assert interface.is_built(), "the interface is built first: `make test` does, or `python hatch_build.py`"
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    environment = os.environ | {"ROUNDS_WITHOUT_UI": "1"}
    made = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    (wheel,) = folder.glob("*.whl")
    return zipfile.ZipFile(wheel).namelist()


def test_the_wheel_holds_the_interface(names: list[str]) -> None:
    assert "rounds/ui/index.html" in names
    assert any(name.startswith("rounds/ui/assets/") and name.endswith(".js") for name in names)
    assert not [name for name in names if name.endswith(".map")], "source maps are not shipped"


def test_the_wheel_holds_what_is_read_at_run_time(names: list[str]) -> None:
    package = ROOT / "src/rounds"
    kinds = {".lark", ".proto", ".sql", ".toml", ".mako", ".ini", ".yaml"}
    data = [path for path in package.rglob("*") if path.suffix in kinds]
    assert {f"rounds/{path.relative_to(package).as_posix()}" for path in data} <= set(names)


def test_every_file_is_in_the_wheel_once(names: list[str]) -> None:
    assert not [name for name, times in Counter(names).items() if times > 1]


def test_nothing_that_an_engine_left_behind_is_in_the_wheel(names: list[str]) -> None:
    assert not [name for name in names if "__cache__" in name]
