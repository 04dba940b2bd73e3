"""The sections of a snapshot as they arrive: lists of numbers that become columns, and the list of texts."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from rounds.heapsnapshot import pieces, scanning
from rounds.heapsnapshot.pieces import SPACE, File, truncated
from rounds.heapsnapshot.strings import Strings
from rounds.kit.errors import Invalid

LARGEST = 2**53  # whole numbers beyond cannot be told apart in JavaScript
AHEAD = 4  # pieces cut and waiting while two are read
FIRST_ROWS = 1 << 16


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a section: its place in a row, the largest number it may have and what it is kept as.

    A number that says where a node begins is a multiple of `step`, and kept as the node's own number.
    """

    place: int
    most: int
    kind: str
    step: int = 1


@dataclass(slots=True)
class Table:
    """The rows of a section as they arrive. `rows` is how many the header promises; None for as many as come."""

    section: str
    fields: int
    columns: dict[str, Column]
    rows: int | None
    unit: str = "row"  # a number, where it is not known yet what a row is
    kept: dict[str, np.ndarray] = field(default_factory=dict)

    def room(self, rows: int) -> None:
        """Make the columns at least so long."""
        for name, column in self.columns.items():
            have = self.kept.get(name)
            if have is None:
                self.kept[name] = np.empty(rows, column.kind)
            elif len(have) < rows:
                # The memory is given more pages rather than copied
                have.resize(rows, refcheck=False)

    @property
    def length(self) -> int:
        return len(next(iter(self.kept.values()))) if self.kept else 0

    def column(self, name: str) -> np.ndarray:
        return self.kept[name]

    def row_of(self, number: int) -> str:
        return f"{self.unit} {number // self.fields + 1:,} of {self.section}"


class Numbers:
    """Reads one list of numbers into a table, in pieces that two threads take in turn.

    A piece ends behind a comma, and counting commas says which row the next begins with; so the pieces need not wait
    for one another.
    """

    def __init__(self, file: File, table: Table, threads: ThreadPoolExecutor) -> None:
        self.file = file
        self.table = table
        self.threads = threads
        self.waiting: deque[Future[None]] = deque()
        self.first = 0
        self.slots = np.full(table.fields, -1, np.int64)
        self.most = np.full(table.fields, LARGEST, np.int64)
        self.steps = np.ones(table.fields, np.int64)
        for slot, column in enumerate(table.columns.values()):
            self.slots[column.place] = slot
            self.most[column.place] = column.most
            self.steps[column.place] = column.step

    def read(self) -> None:
        section = self.table.section
        self.file.expect(b"[", section)
        if self.file.next_byte(section) != ord("]"):
            while not self._piece():
                if not self.file.more():
                    self._wait(0)
                    raise self._truncated()
            self._wait(0)
        self.file.expect(b"]", section)
        self._finish()

    def _piece(self) -> bool:
        """Give away what can be read of the piece in memory. True when the list ends in it."""
        piece, start = self.file.piece, self.file.at
        close = piece.find(b"]", start)
        end = close if close >= 0 else piece.rfind(b",", start)
        if end < 0:
            if len(piece) - start > pieces.PIECE:
                raise Invalid(f"{self._here()} has no number in a million bytes", field=self.table.section)
            return False
        self.file.at = close if close >= 0 else end + 1
        commas = int(np.count_nonzero(np.frombuffer(piece, np.uint8, end - start, start) == 44))
        rows = -(-(self.first + commas + 1) // self.table.fields)
        self._make_room(rows)
        self._wait(AHEAD)
        self.waiting.append(self.threads.submit(self._parse, piece, start, end, self.first))
        self.first += commas + 1
        if self.table.rows is not None and rows > self.table.rows:
            self._wait(0)
            raise Invalid(f"{self.table.section} goes on after its {self.table.rows:,} rows", field=self.table.section)
        return close >= 0

    def _make_room(self, rows: int) -> None:
        if rows > self.table.length:
            self._wait(0)
            self.table.room(self._grown(rows))

    def _grown(self, rows: int) -> int:
        """How many rows to make room for: what was promised, as far as the bytes can hold it, or twice as many."""
        promised = self.table.rows
        size = self.file.size
        if promised is None:
            return max(2 * rows, FIRST_ROWS)
        if size is not None:
            # A number and its comma take two bytes
            return max(rows, min(promised, size // (2 * self.table.fields) + 1))
        return max(rows, min(promised, max(2 * rows, FIRST_ROWS)))

    def _parse(self, piece: bytes, start: int, end: int, first: int) -> None:
        table = self.table
        fields = table.fields
        array = np.frombuffer(piece, np.uint8)
        top = first // fields
        block = np.empty((len(table.columns), (end - start) // (2 * fields) + 3), np.int64)
        count, status, at = scanning.numbers(array, start, end, first, self.slots, self.most, self.steps, block)
        if status != scanning.FINE:
            raise Invalid(self._problem(status, piece, at, first + count), field=table.section)
        for slot, (name, column) in enumerate(table.columns.items()):
            low = -((column.place - first) // fields)
            high = -((column.place - first - count) // fields)
            table.kept[name][low:high] = narrow(block[slot, low - top : high - top], column.kind)

    def _problem(self, status: int, piece: bytes, at: int, number: int) -> str:
        row = self.table.row_of(number)
        written = piece[at : at + 24].split(b",")[0].split(b"]")[0].strip(SPACE).decode("latin-1")
        match status:
            case scanning.NEGATIVE:
                return f"{row} has a number below zero"
            case scanning.NOT_WHOLE:
                return f"{row} has a number that is not whole"
            case scanning.NOT_A_MULTIPLE:
                return f"{row} points to {written}, where no node begins"
            case scanning.TOO_BIG if self._points(number):
                return f"{row} points to {written}, behind the last node"
            case scanning.TOO_BIG:
                return f"{row} has a number that is too large: {written}"
            case scanning.NO_COMMA:
                return f"{row} is not a list of numbers: no comma follows"
        stands = piece[at : at + 1].decode("latin-1")
        return f"{row} is not a list of numbers: {stands!r} stands where a number should"

    def _points(self, number: int) -> bool:
        return bool(self.steps[number % self.table.fields] != 1)

    def _wait(self, most: int) -> None:
        """Until no more than so many pieces are being read. What is wrong comes out in the order of the file."""
        while len(self.waiting) > most:
            self.waiting.popleft().result()

    def _here(self) -> str:
        return self.table.row_of(self.first)

    def _truncated(self) -> Invalid:
        promised = "" if self.table.rows is None else f" of {self.table.rows:,}"
        return truncated(self.table.section, f"at {self.table.unit} {self.first // self.table.fields + 1:,}{promised}")

    def _finish(self) -> None:
        table = self.table
        rows, over = divmod(self.first, table.fields)
        if over:
            raise Invalid(
                f"the last row of {table.section}, {rows + 1:,}, has {over} of {table.fields} numbers",
                field=table.section,
            )
        if table.rows is not None and rows != table.rows:
            raise Invalid(f"{table.section} ends after {rows:,} of {table.rows:,} rows", field=table.section)
        table.room(rows)
        for kept in table.kept.values():
            kept.resize(rows, refcheck=False)


def narrow(numbers: np.ndarray, kind: str) -> np.ndarray:
    """Numbers of 32 bits that are kept as signed keep their bits."""
    return numbers.astype(np.uint32).view(np.int32) if kind == "i4" else numbers


class Texts:
    """Reads the list of texts into one block of UTF-8."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.text = np.empty(0, np.uint8)
        self.ends = np.zeros(1, np.int64)
        self.state = np.zeros(3, np.int64)

    def read(self) -> Strings:
        file = self.file
        file.expect(b"[", "strings")
        while not self._piece():
            if file.ended:
                raise truncated("strings", f"at text {self.state[1] + 1:,}")
            file.more()
        self.text.resize(int(self.state[2]), refcheck=False)
        self.ends.resize(int(self.state[1]) + 1, refcheck=False)
        return Strings(self.text, self.ends)

    def _piece(self) -> bool:
        file = self.file
        coming = len(file.piece) - file.at
        grow(self.text, int(self.state[2]) + 3 * coming)
        grow(self.ends, int(self.state[1]) + 2 + coming // 2)
        file.at = scanning.texts(file.array(), file.at, len(file.piece), file.ended, self.state, self.text, self.ends)
        if self.state[0] == scanning.BROKEN:
            raise Invalid(f"text {self.state[1] + 1:,} of strings is not a JSON text", field="strings")
        return bool(self.state[0] == scanning.DONE)


def grow(array: np.ndarray, length: int) -> None:
    if len(array) < length:
        array.resize(max(length, 2 * len(array)), refcheck=False)


def late(section: str, values: np.ndarray, column: Column) -> np.ndarray:
    """A column of a section that came before the header, checked as the others are while they come."""
    bad = (values > column.most) | (values % column.step != 0)
    for row in np.flatnonzero(bad)[:1].tolist():
        what = "points to no node" if column.step != 1 else "has a number that is too large"
        raise Invalid(f"row {row + 1:,} of {section} {what}: {values[row]}", field=section)
    return narrow(values // column.step, column.kind).astype(column.kind)
