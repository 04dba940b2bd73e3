from __future__ import annotations

from typing import Any

from tests.programs import left_out


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for line in left_out(terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(line, yellow=True)
