"""The header of a snapshot: what the fields of a row are, what types are called, how many rows there are to be."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from rounds.heapsnapshot.heap import Kinds
from rounds.heapsnapshot.tables import LARGEST, Column, Table
from rounds.kit.errors import Invalid

LARGEST_HEADER = 4 << 20  # V8 writes 2 kB
U1, U4, INT32 = 0xFF, 0xFFFF_FFFF, 0x7FFF_FFFF


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
