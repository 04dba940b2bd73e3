"""How far something is, on standard error: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from rounds.incidents.built import Progress as Told

QUIET = 1.0  # seconds before anything is said, and between two lines where there is no terminal


class Board:
    """Several things at once, each by its name."""

    def __init__(self, bars: Progress | None) -> None:
        self.bars = bars
        self.rows: dict[str, TaskID] = {}
        self.said: dict[str, tuple[float, str]] = {}

    def tell(self, name: str, done: float, doing: str) -> None:
        if self.bars is None:
            self._line(name, done, doing)
            return
        if name not in self.rows:
            self.rows[name] = self.bars.add_task(name, total=1.0, doing="")
        self.bars.update(self.rows[name], completed=done, doing=doing)

    def _line(self, name: str, done: float, doing: str) -> None:
        now, line = time.monotonic(), f"{name}: {done:.0%} {doing}".rstrip()
        since, last = self.said.setdefault(name, (now, ""))
        if line == last or (now - since < QUIET and done < 1):
            return
        self.said[name] = (now, line)
        sys.stderr.write(line + "\n")
        sys.stderr.flush()


@contextmanager
def board() -> Iterator[Board]:
    if not sys.stderr.isatty():
        yield Board(None)
        return
    # Where there is no terminal, nothing of this is needed.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} % {task.fields[doing]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield Board(bars)


@contextmanager
def shown(name: str) -> Iterator[Told]:
    """The progress of one thing."""
    with board() as seen:
        seen.tell(name, 0.0, "")
        yield lambda done, doing: seen.tell(name, done, doing)
