"""A packet from its content as it was written: the same plain values again."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from rounds.packet.content import Packet


def packet_of(told: dict[str, Any]) -> Packet:
    """
    Raises:
        TypeError, KeyError, ValueError: it has not the form of a packet.
    """
    found = made(Packet, told)
    assert isinstance(found, Packet)
    return found


def made(kind: Any, told: Any) -> Any:
    if isinstance(kind, type) and is_dataclass(kind):
        hints = hints_of(kind)
        if not isinstance(told, dict) or told.keys() != hints.keys():
            raise ValueError("other parts than those of a packet")
        return kind(**{name: made(hint, told[name]) for name, hint in hints.items()})
    if get_origin(kind) is UnionType:
        return None if told is None else made(next(one for one in get_args(kind) if one is not NoneType), told)
    if get_origin(kind) is tuple:
        return listed(get_args(kind), told)
    return plain(kind, told)


def listed(kinds: tuple[Any, ...], told: Any) -> tuple[Any, ...]:
    if not isinstance(told, list):
        raise TypeError("no list where one is told")
    if kinds[-1] is Ellipsis:
        return tuple(made(kinds[0], one) for one in told)
    return tuple(made(kind, one) for kind, one in zip(kinds, told, strict=True))


def plain(kind: type, told: Any) -> Any:
    """A whole number is a number with decimals, too: it was written as short as it is."""
    good = isinstance(told, int | float) if kind is float else isinstance(told, kind)
    if not good or (isinstance(told, bool) and kind is not bool):
        raise TypeError(f"no {kind.__name__} where one is told")
    return told


@cache
def hints_of(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}
