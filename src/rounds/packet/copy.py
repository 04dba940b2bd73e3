"""A copy that somebody took: the content in a cover that names them, and from which the whole can be made again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cover:
    """`taker` and `taken` name who took the copy and when (ISO 8601, UTC); `url` is the installation's address, `rounds`
    the version of Rounds that made it, `hash` that of the content.
    """

    taker: str
    taken: str
    url: str
    rounds: str
    hash: str
