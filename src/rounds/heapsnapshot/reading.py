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
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from threading import Thread

import numpy as np

from rounds.heapsnapshot.header import LARGEST_HEADER, Header, table_of
from rounds.heapsnapshot.heap import Kinds
from rounds.heapsnapshot.pieces import SPACE, File, Read
from rounds.heapsnapshot.progress import Progress, quiet
from rounds.heapsnapshot.strings import Strings
from rounds.heapsnapshot.tables import LARGEST, Column, Numbers, Table, Texts, late
from rounds.kit.errors import Invalid

ANALYSIS = "rounds.heapsnapshot.analysis"
"""What a file is read for. Its compiled code takes as long to load as a quarter of a large file, so that is done at once."""
LARGEST_SUM = 9e18  # bytes; whole numbers of 64 bits end little further


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
        if sizes.sum(dtype=np.float64) > LARGEST_SUM:
            row = int(np.argmax(np.cumsum(sizes, dtype=np.float64) > LARGEST_SUM))
            raise Invalid(f"row {row + 1:,} of nodes brings all sizes to more than can be", field="nodes")
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
