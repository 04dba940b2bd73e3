"""A pseudonym in the place of the candidate's name, in all that a page shows to who may not know it: until the decision
for the committee and for who learns, and always for who rates in a calibration round.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from rounds.interviews import Done, Interview, Person, Role, Seat, gates
from rounds.interviews.rights import Right, may, pseudonym
from rounds.packet.blind import Blind

Shown = TypeVar("Shown")
# What names a thing and is no text: a view that is drawn anew by its address, what is asked for by its id.
NAMING = frozenset({"address", "id", "incident", "seat"})


def for_eyes(who: Person, seat: Seat, interview: Interview, done: Collection[Done], shown: Shown) -> Shown:
    """`shown` as this person may read it."""
    named = gates.is_decided(done) or may(who, seat.role, Right.NAME)
    if named and seat.role is not Role.RATER:
        return shown
    return blinded(shown, Blind(pseudonym(interview), interview.candidate, interview.mail))


def blinded(shown: Shown, told: Callable[[str], str]) -> Shown:
    """The same value with every text in it told so."""
    return cast("Shown", replaced(shown, told))


def replaced(value: Any, told: Callable[[str], str]) -> Any:
    if type(value) is str:  # and no word of ours, which are enumerations
        return told(value)
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return type(value)(replaced(one, told) for one in value)
    if isinstance(value, dict):
        return {name: one if name in NAMING else replaced(one, told) for name, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        own = {one.name: getattr(value, one.name) for one in fields(value) if one.init and one.name not in NAMING}
        changed = {name: new for name, one in own.items() if (new := replaced(one, told)) is not one}
        return replace(value, **changed) if changed else value
    return value
