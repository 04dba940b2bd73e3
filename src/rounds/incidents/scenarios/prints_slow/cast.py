"""Who orders prints: accounts, whose names and share of the traffic differ from one seed to the next."""

from __future__ import annotations

from dataclasses import dataclass

from rounds.simulator import Chance

FIRST = ("amber", "birch", "cobalt", "dune", "elm", "fjord", "ginger", "heron", "indigo", "juniper", "kite", "linen")
SECOND = ("studio", "gallery", "weddings", "travel", "portraits", "school", "press", "club", "archive", "family")


@dataclass(frozen=True)
class Account:
    """`name` is the id in telemetry, `called` what people call it."""

    name: str
    called: str


@dataclass(frozen=True)
class Cast:
    accounts: tuple[Account, ...]

    @property
    def weights(self) -> tuple[int, ...]:
        return tuple(900 // (rank + 6) for rank in range(len(self.accounts)))


def cast(chance: Chance, size: int = 38) -> Cast:
    called = chance.several("accounts", [f"{first} {second}" for first in FIRST for second in SECOND], size)
    numbers = chance.several("numbers", range(10_001, 19_999), size)
    return Cast(tuple(Account(f"acct_{number}", name) for number, name in zip(numbers, called, strict=True)))
