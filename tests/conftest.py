from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, settings

from tests.programs import left_out

ROOT = Path(__file__).parents[1]

# How long an example takes says how busy the machine is.
settings.register_profile("rounds", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rounds")

gc.disable()  # until all is imported: a fifth of what it takes to find the tests


@pytest.fixture(autouse=True)
def logs_as_usual() -> Iterator[None]:
    """A command that ran in this process says where its lines go, and which: to its own end, for others not."""
    yield
    structlog.reset_defaults()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests stay on one worker, for they share what is set up for it; what takes long is begun first."""
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(ROOT / "tests").as_posix()))
    long = {group(item) for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: group(item) not in long)


def pytest_collection_finish() -> None:
    """Half a million objects of what is imported stay: looking through them for what does not took a twentieth."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


def group(item: pytest.Item) -> str:
    marker = item.get_closest_marker("xdist_group")
    assert marker
    return str(marker.args[0])


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for line in left_out(terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(line, yellow=True)


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> pytest.Collector | None:
    """Every `*.case` file is a test file: blocks of input, `=> ` and output, which the folder's `run.py` runs."""
    return CaseFile.from_parent(parent, path=file_path) if file_path.suffix == ".case" else None


class CaseFile(pytest.File):
    def collect(self) -> Iterator[pytest.Item]:
        folder = import_module(".".join((*self.path.parent.relative_to(ROOT).parts, "run")))
        for block in self.path.read_text().split("\n\n"):
            text = "\n".join(line for line in block.strip("\n").splitlines() if not line.startswith("# "))
            given, arrow, expected = text.partition("\n=> ")
            if arrow:
                yield Case.from_parent(self, name=given, run=folder.RUN[self.path.stem], given=given, expected=expected)


class Case(pytest.Item):
    def __init__(self, *, run: Callable[[str], str], given: str, expected: str, **rest: Any) -> None:
        super().__init__(**rest)
        self.run, self.given, self.expected = run, given, expected

    def runtest(self) -> None:
        assert self.run(self.given) == "\n".join(line.strip() for line in self.expected.splitlines())

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        return str(excinfo.value) if excinfo.errisinstance(AssertionError) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        return self.path, None, self.given
