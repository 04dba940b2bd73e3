"""Programs that some tests need and a machine may lack: Chromium and PostgreSQL.

Tests that need a missing one are left out, and the run says so at its end. With CI=true they fail instead.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Program:
    name: str
    find: Callable[[], Path | None]
    how: str

    def wanted(self) -> Path:
        """Where it is; without it the test that asks is left out, or fails when CI=true."""
        found = self.find()
        if found:
            return found
        message = f"{self.name} is missing ({self.how})"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)


def chromium() -> Path | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = [path for name in names if (path := shutil.which(name))]
    return Path(found[0]) if found else None


def postgresql() -> Path | None:
    """The folder of its programs, the newest version's. Debian keeps them out of the way of PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name.split(".")[0]))
    places = [*reversed(debian), *(Path(path).parent for path in [shutil.which("initdb")] if path)]
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


CHROMIUM = Program("Chromium", chromium, "apt-get install chromium")
POSTGRESQL = Program("PostgreSQL", postgresql, "apt-get install postgresql")


def left_out(reports: list[pytest.TestReport]) -> list[str]:
    """What to say at the end of a run: which program was missing, how many tests were left out, how to add them."""
    reasons = [str(report.longrepr) for report in reports]
    counted = [(program, sum(f"{program.name} is missing" in reason for reason in reasons)) for program in PROGRAMS]
    return [
        f"{count} tests left out: {program.name} is missing. To add them: {program.how}"
        for program, count in counted
        if count
    ]


PROGRAMS = (CHROMIUM, POSTGRESQL)
