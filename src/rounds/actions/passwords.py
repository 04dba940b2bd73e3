"""Passwords: hashed with argon2id, and told in the same time whether there is somebody or not."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from rounds.kit.errors import Invalid

SHORTEST, LONGEST = 12, 200  # characters
AT_ONCE = 2  # each takes 64 MiB and a core


@dataclass(frozen=True, slots=True)
class Strength:
    """What one guess costs: RFC 9106's second recommendation, 3 passes over 64 MiB. `memory` is in KiB."""

    passes: int = 3
    memory: int = 65_536
    lanes: int = 4


USUAL = Strength()


class Passwords:
    """Safe to use from many threads. A hash keeps its strength, so that another one later changes no password."""

    def __init__(self, strength: Strength = USUAL) -> None:
        hasher = Argon2Hasher(time_cost=strength.passes, memory_cost=strength.memory, parallelism=strength.lanes)
        self.hasher = PasswordHash((hasher,))
        self.places = threading.BoundedSemaphore(AT_ONCE)
        self.nobody: str | None = None
        self.lock = threading.Lock()

    def hash(self, password: str) -> str:
        """
        Raises:
            Invalid: it is too short or too long.
        """
        check(password)
        with self.places:
            return self.hasher.hash(password)

    def holds(self, password: str, hashed: str | None) -> bool:
        """Whether it is the password. Where there is none, it takes as long to say no."""
        with self.lock:
            self.nobody = self.nobody or self.hasher.hash("nobody has this password")
        with self.places:
            return self.hasher.verify(password[:LONGEST], hashed or self.nobody) and hashed is not None


def check(password: str) -> None:
    if len(password) < SHORTEST:
        raise Invalid(
            f"A password has at least {SHORTEST} characters. A few words in a row are good.", field="password"
        )
    if len(password) > LONGEST:
        raise Invalid(f"A password has at most {LONGEST} characters.", field="password")
