"""A snapshot file, read in pieces from any stream straight into columns.

The file is one JSON object: `snapshot` says what the columns are called, `nodes` and `edges` are flat lists of whole
numbers, `locations` says where functions were written, `strings` holds every text. V8 of each version writes other
columns, so they are found by name; sections that are not known are passed over. The keys may come in any order and
with any white space. Nothing is believed before it is checked: a wrong file is `Invalid`, with the section as its
`field` and the row in its message, and memory is only taken for what has arrived.

Sizes are read as 64-bit numbers. V8 writes a buffer of 5 GiB as 5368709120; Chrome DevTools keeps sizes in 32 bits
and shows 1 GiB less every four.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib import import_module
from threading import Thread
from typing import Any

import numpy as np

from rounds.heapsnapshot import scanning
from rounds.heapsnapshot.heap import Kinds
from rounds.heapsnapshot.progress import Progress, quiet
from rounds.heapsnapshot.strings import Strings
from rounds.kit.errors import Invalid

Read = Callable[[int], bytes]
"""A stream's `read`: up to so many bytes, none at the end."""

ANALYSIS = "rounds.heapsnapshot.analysis"
"""What a file is read for. Its compiled code takes as long to load as a quarter of a large file, so that is done at once."""

PIECE = 1 << 20  # fits the processor's cache together with what it becomes
SPACE = b" \n\r\t"
WORD = re.compile(rb"[-+.\w]+")
LONGEST_WORD = 1000
LARGEST = 2**53  # whole numbers beyond cannot be told apart in JavaScript
LARGEST_HEADER = 4 << 20  # V8 writes 2 kB
DEEPEST = 1 << 20  # a tree of allocations is as deep as the stack of calls, twice
AHEAD = 4  # pieces cut and waiting while two are read
FIRST_ROWS = 1 << 16
U1, U4, INT32 = 0xFF, 0xFFFF_FFFF, 0x7FFF_FFFF


@dataclass(frozen=True, slots=True)
class Columns:
    """What a file says, checked: every number of a node, text or type is within its table.

    N nodes, E edges, L locations; sizes in bytes. Edges that leave node n are `first_edge[n]` to `first_edge[n + 1]`.
    """

    kinds: Kinds
    strings: Strings
    extra_native_bytes: int
    node_type: np.ndarray  # u1[N]
    node_name: np.ndarray  # int32[N], number of a text
    node_id: np.ndarray  # u4[N]
    self_size: np.ndarray  # int64[N]
    detached: np.ndarray | None  # u1[N]: 0 unknown, 1 attached, 2 detached; None where V8 did not write it yet
    first_edge: np.ndarray  # int32[N + 1]
    edge_type: np.ndarray  # u1[E]
    edge_name: np.ndarray  # int32[E]: an index for element and hidden edges (as unsigned), otherwise of a text
    edge_to: np.ndarray  # int32[E]
    location_node: np.ndarray  # int32[L]
    location_script: np.ndarray  # int32[L], as unsigned
    location_line: np.ndarray  # int32[L], from 0, as unsigned
    location_column: np.ndarray  # int32[L], from 0, as unsigned


def read(stream: Read, *, size: int | None = None, most: int | None = None, progress: Progress = quiet) -> Columns:
    """Read a snapshot. `size` is the number of bytes that will come, where known; `most` how many may come.

    Raises Invalid.
    """
    Thread(target=import_module, args=(ANALYSIS,)).start()
    with ThreadPoolExecutor(2) as threads:
        file = File(stream, size=size, most=most, progress=progress)
        return Snapshot(file, threads).read()


class File:
    """The stream, a piece of it in memory, and where in that piece everything before has been read."""

    def __init__(self, stream: Read, *, size: int | None, most: int | None, progress: Progress) -> None:
        self.stream = stream
        self.size = size
        self.most = most
        self.progress = progress
        self.piece = b""
        self.at = 0
        self.arrived = 0
        self.ended = False

    def more(self) -> bool:
        """Read on, keeping what is not done with. False when nothing is left."""
        before = self.arrived
        pieces = [self.piece[self.at :]]
        while not self.ended and self.arrived < before + PIECE:
            pieces.append(self.stream(before + PIECE - self.arrived))
            self.ended = not pieces[-1]
            self.arrived += len(pieces[-1])
            if self.most is not None and self.arrived > self.most:
                raise Invalid(f"unpacks to more than {self.most:,} bytes")
        self.piece = b"".join(pieces)
        self.at = 0
        if self.size:
            self.progress("reading", min(1.0, self.arrived / self.size))
        return self.arrived > before

    def array(self) -> np.ndarray:
        return np.frombuffer(self.piece, np.uint8)

    def next_byte(self, section: str) -> int:
        """The next byte that is not white space, still to be read."""
        while True:
            self.at = len(self.piece) - len(self.piece[self.at :].lstrip(SPACE))
            if self.at < len(self.piece):
                return self.piece[self.at]
            if not self.more():
                raise truncated(section)

    def expect(self, byte: bytes, section: str) -> None:
        found = self.next_byte(section)
        if found != byte[0]:
            raise Invalid(
                f"not a heap snapshot: {byte.decode()!r} was expected in {section or 'the file'} and "
                f"{chr(found) if 32 < found < 127 else hex(found)!r} stands there",
                field=section,
            )
        self.at += 1

    def value(self, section: str, *, keep: int = 0) -> bytes:
        """Pass over a value of any kind; give back its bytes when `keep` is how many it may have."""
        kept: list[bytes] = []
        first = self.next_byte(section)
        step = self._nested if first in b'[{"' else self._word
        finished = False
        state = np.array([scanning.QUOTED if first == 34 else scanning.PLAIN, 0])
        opened = np.empty(DEEPEST, np.uint8)
        if first == 34:
            kept.append(b'"')
            self.at += 1
        held = 0
        while not finished:
            begin = self.at
            finished = step(section, state, opened)
            held += self.at - begin
            if keep and held > keep:
                raise Invalid(f"{section or 'a key'} is longer than {keep:,} bytes", field=section)
            if keep:
                kept.append(self.piece[begin : self.at])
            if not finished and not self.more():
                raise truncated(section)
        return b"".join(kept)

    def _nested(self, section: str, state: np.ndarray, opened: np.ndarray) -> bool:
        self.at = scanning.skip(self.array(), self.at, len(self.piece), state, opened)
        if state[0] == scanning.UNBALANCED:
            raise Invalid(f"{section} closes what it did not open", field=section)
        if state[0] == scanning.TOO_DEEP:
            raise Invalid(f"{section} is nested more than {DEEPEST:,} deep", field=section)
        return bool(state[0] == scanning.OVER)

    def _word(self, section: str, state: np.ndarray, _opened: np.ndarray) -> bool:
        """Numbers, true, false, null."""
        word = WORD.match(self.piece, self.at)
        self.at = word.end() if word else self.at
        state[1] += len(word[0]) if word else 0
        if self.at == len(self.piece) and state[1] < LONGEST_WORD:
            return False
        if not 0 < state[1] < LONGEST_WORD:
            raise Invalid(f"not a heap snapshot: there is no value in {section}", field=section)
        return True


def truncated(section: str, what: str = "") -> Invalid:
    where = f"{what} in {section}" if what else f"in {section}" if section else "before its end"
    return Invalid(f"truncated {where}; was the disk full or the process killed while writing?", field=section)


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
            if len(piece) - start > PIECE:
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


@dataclass(frozen=True, slots=True)
class Header:
    """What `snapshot` says: what the fields of a row are, the names of types, and how many rows there are."""

    node_fields: tuple[str, ...]
    edge_fields: tuple[str, ...]
    location_fields: tuple[str, ...]
    kinds: Kinds
    nodes: int
    edges: int
    extra_native_bytes: int

    @classmethod
    def of(cls, written: bytes) -> Header:
        try:
            header = json.loads(written)
        except (ValueError, RecursionError):
            raise wrong("is not JSON") from None
        meta = header.get("meta") if isinstance(header, dict) else None
        if not isinstance(meta, dict):
            raise wrong("has no meta")
        if header.get("root_index") not in (None, 0):
            raise wrong(f"says that the root is not the first node: root_index is {header['root_index']}")
        node_fields = fields(meta, "node_fields", ("type", "name", "id", "self_size", "edge_count"))
        edge_fields = fields(meta, "edge_fields", ("type", "name_or_index", "to_node"))
        locations = meta.get("location_fields")
        nodes, edges = amount(header, "node_count"), amount(header, "edge_count")
        if max(nodes, edges) > INT32:
            raise wrong(f"says that there are {max(nodes, edges):,} rows, more than can be")
        return cls(
            node_fields=node_fields,
            edge_fields=edge_fields,
            location_fields=fields(meta, "location_fields", ()) if locations else (),
            kinds=Kinds(types(meta, "node_types", node_fields), types(meta, "edge_types", edge_fields)),
            nodes=nodes,
            edges=edges,
            extra_native_bytes=amount(header, "extra_native_bytes", 0),
        )


def wrong(what: str) -> Invalid:
    return Invalid(f"not a heap snapshot: snapshot {what}", field="snapshot")


def fields(meta: dict[str, Any], key: str, needed: tuple[str, ...]) -> tuple[str, ...]:
    named = meta.get(key)
    if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
        raise wrong(f"has no {key}")
    missing = [one for one in needed if one not in named]
    if missing:
        raise wrong(f"has no {missing[0]} among its {key}")
    if len(set(named)) != len(named):
        raise wrong(f"names one of its {key} twice")
    if len(named) > 64:
        raise wrong(f"has {len(named):,} {key}")
    return tuple(named)


def types(meta: dict[str, Any], key: str, named: tuple[str, ...]) -> tuple[str, ...]:
    place = named.index("type")
    of_fields = meta.get(key)
    names = of_fields[place] if isinstance(of_fields, list) and len(of_fields) > place else None
    if not isinstance(names, list) or not names or not all(isinstance(one, str) for one in names):
        raise wrong(f"has no {key}")
    if len(names) > U1:
        raise wrong(f"has {len(names):,} {key}")
    return tuple(names)


def amount(header: dict[str, Any], key: str, otherwise: int | None = None) -> int:
    value = header.get(key, otherwise)
    if type(value) is not int or not 0 <= value <= LARGEST:
        raise wrong(f"has no {key}" if value is None else f"has a {key} that is not a number of rows: {value!r}")
    return value


class Snapshot:
    """Puts the sections of one file together, in whatever order they come."""

    def __init__(self, file: File, threads: ThreadPoolExecutor) -> None:
        self.file = file
        self.threads = threads
        self.header: Header | None = None
        self.strings: Strings | None = None
        self.tables: dict[str, Table] = {}
        self.early: dict[str, np.ndarray] = {}

    def read(self) -> Columns:
        self._sections()
        header, strings = self._complete()
        nodes = self._table("nodes", header)
        edges = self._table("edges", header)
        locations = self._table("locations", header)
        return Check(header, strings, nodes, edges, locations).columns()

    def _sections(self) -> None:
        file = self.file
        if not file.more():
            raise Invalid("the file is empty")
        if file.piece.startswith(b"\xef\xbb\xbf"):
            file.at = 3
        file.expect(b"{", "")
        seen: set[str] = set()
        while True:
            section = self._key()
            if section in seen and section in ("snapshot", "nodes", "edges", "locations", "strings"):
                raise Invalid(f"{section} is there twice", field=section)
            seen.add(section)
            file.expect(b":", section)
            self._section(section)
            if file.next_byte("") != ord(","):
                break
            file.at += 1
        file.expect(b"}", "")
        self._nothing_more()

    def _key(self) -> str:
        if self.file.next_byte("") != 34:
            self.file.expect(b'"', "")
        try:
            return str(json.loads(self.file.value("", keep=4096)))
        except ValueError:
            raise Invalid("not a heap snapshot: a key is not a JSON text") from None

    def _section(self, section: str) -> None:
        match section:
            case "snapshot":
                self.header = Header.of(self.file.value(section, keep=LARGEST_HEADER))
            case "nodes" | "edges" | "locations" if self.header is not None:
                table = table_of(section, self.header)
                Numbers(self.file, table, self.threads).read()
                self.tables[section] = table
            case "nodes" | "edges" | "locations":
                # Before the header it is not known what a row is
                table = Table(section, 1, {"number": Column(0, LARGEST, "i8")}, None, "number")
                Numbers(self.file, table, self.threads).read()
                self.early[section] = table.column("number")
            case "strings":
                self.strings = Texts(self.file).read()
            case _:
                self.file.value(section)

    def _nothing_more(self) -> None:
        file = self.file
        while True:
            rest = file.piece[file.at :].strip(SPACE)
            if rest:
                raise Invalid(f"something follows the end of the snapshot: {rest[:20].decode('latin-1')!r}")
            file.at = len(file.piece)
            if not file.more():
                return

    def _complete(self) -> tuple[Header, Strings]:
        if self.header is None:
            raise Invalid("not a heap snapshot: there is no snapshot", field="snapshot")
        for section in ("nodes", "edges"):
            if section not in self.tables and section not in self.early:
                raise Invalid(f"not a heap snapshot: there are no {section}", field=section)
        if self.strings is None:
            raise Invalid("not a heap snapshot: there are no strings", field="strings")
        return self.header, self.strings

    def _table(self, section: str, header: Header) -> Table:
        if section in self.tables:
            return self.tables[section]
        table = table_of(section, header)
        numbers = self.early.pop(section, np.empty(0, np.int64))
        rows, over = divmod(len(numbers), table.fields)
        promised = rows if table.rows is None else table.rows
        if over or rows != promised:
            raise Invalid(f"{section} ends after {rows:,} of {promised:,} rows", field=section)
        for name, column in table.columns.items():
            table.kept[name] = late(section, numbers.reshape(rows, table.fields)[:, column.place], column)
        return table


def late(section: str, values: np.ndarray, column: Column) -> np.ndarray:
    """A column of a section that came before the header, checked as the others are while they come."""
    bad = (values > column.most) | (values % column.step != 0)
    for row in np.flatnonzero(bad)[:1].tolist():
        what = "points to no node" if column.step != 1 else "has a number that is too large"
        raise Invalid(f"row {row + 1:,} of {section} {what}: {values[row]}", field=section)
    return narrow(values // column.step, column.kind).astype(column.kind)


def table_of(section: str, header: Header) -> Table:
    match section:
        case "nodes":
            of_types = len(header.kinds.nodes) - 1
            kept = [("type", of_types, "u1"), ("name", INT32, "i4"), ("id", U4, "u4"), ("self_size", LARGEST, "i8")]
            kept += [("edge_count", INT32, "i4"), ("detachedness", U1, "u1")]
            return table(section, header, header.node_fields, kept, header.nodes)
        case "edges":
            kept = [("type", len(header.kinds.edges) - 1, "u1"), ("name_or_index", U4, "i4")]
            return table(section, header, header.edge_fields, kept, header.edges, points="to_node")
    kept = [("script_id", U4, "i4"), ("line", U4, "i4"), ("column", U4, "i4")]
    named = header.location_fields
    if not {"object_index", "script_id", "line", "column"} <= set(named):
        return Table(section, max(len(named), 1), {}, None)
    return table(section, header, named, kept, None, points="object_index")


def table(
    section: str,
    header: Header,
    named: tuple[str, ...],
    kept: list[tuple[str, int, str]],
    rows: int | None,
    points: str = "",
) -> Table:
    columns = {name: Column(named.index(name), most, kind) for name, most, kind in kept if name in named}
    if points:
        step = len(header.node_fields)
        columns[points] = Column(named.index(points), step * header.nodes - 1, "i4", step)
    return Table(section, len(named), columns, rows)


@dataclass(frozen=True, slots=True)
class Check:
    """What a row says of another table, held against that table."""

    header: Header
    strings: Strings
    nodes: Table
    edges: Table
    locations: Table

    def columns(self) -> Columns:
        if not self.header.nodes:
            raise Invalid("there are no nodes", field="nodes")
        detached = self.nodes.kept.get("detachedness")
        return Columns(
            kinds=self.header.kinds,
            strings=self.strings,
            extra_native_bytes=self.header.extra_native_bytes,
            node_type=self.nodes.column("type"),
            node_name=self._names(),
            node_id=self.nodes.column("id"),
            self_size=self._sizes(),
            detached=None if detached is None else detached & 3,
            first_edge=self._first_edge(),
            edge_type=self.edges.column("type"),
            edge_name=self._edge_names(),
            edge_to=self.edges.column("to_node"),
            location_node=self._located("object_index"),
            location_script=self._located("script_id"),
            location_line=self._located("line"),
            location_column=self._located("column"),
        )

    def _names(self) -> np.ndarray:
        names = self.nodes.column("name")
        self._refuse(names >= len(self.strings), "nodes", names, "names text")
        return names

    def _sizes(self) -> np.ndarray:
        sizes = self.nodes.column("self_size")
        if sizes.sum(dtype=np.float64) > LARGEST:
            row = int(np.argmax(np.cumsum(sizes, dtype=np.float64) > LARGEST))
            raise Invalid(f"row {row + 1:,} of nodes brings all sizes to more than {LARGEST:,} bytes", field="nodes")
        return sizes

    def _edge_names(self) -> np.ndarray:
        names = self.edges.column("name_or_index")
        numbered = np.array([kind in ("element", "hidden") for kind in self.header.kinds.edges])
        outside = names.view(np.uint32) >= len(self.strings)
        if outside.any():
            self._refuse(outside & ~numbered[self.edges.column("type")], "edges", names.view(np.uint32), "names text")
        return names

    def _first_edge(self) -> np.ndarray:
        ends = np.zeros(self.header.nodes + 1, np.int64)
        np.cumsum(self.nodes.column("edge_count"), out=ends[1:])
        self.nodes.kept.pop("edge_count")
        edges = self.header.edges
        if ends[-1] != edges:
            row = int(np.searchsorted(ends[1:], edges, side="right"))
            where = f"row {row + 1:,}" if row < self.header.nodes else "the last row"
            raise Invalid(
                f"the nodes have {ends[-1]:,} edges in all and the file has {edges:,}: they part at {where} of nodes",
                field="nodes",
            )
        return ends.astype(np.int32)

    def _located(self, name: str) -> np.ndarray:
        return self.locations.kept.get(name, np.empty(0, np.int32))

    def _refuse(self, bad: np.ndarray, section: str, values: np.ndarray, what: str) -> None:
        if bad.any():
            row = int(np.argmax(bad))
            raise Invalid(f"row {row + 1:,} of {section} {what} {values[row]:,}, which is not there", field=section)
