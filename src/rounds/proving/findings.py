"""What was looked at to prove a scenario, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """In the order in which they are shown."""

    TEXTS = "texts"
    INVARIANTS = "invariants"
    SOLVER = "solver"
    CHAIN = "chain"
    RED_HERRINGS = "red herrings"
    LOOKING_AROUND = "looking around"
    GIVEAWAYS = "giveaways"
    CANARIES = "canaries"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim, whether it holds, and what was found. What is only a `warning` fails nothing."""

    part: Part
    claim: str
    holds: bool
    shown: str = ""
    warning: bool = False
