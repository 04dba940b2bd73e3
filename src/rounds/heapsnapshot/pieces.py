"""A stream of JSON, a piece of it in memory at a time: what comes next, and values to pass over."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from rounds.heapsnapshot import scanning
from rounds.heapsnapshot.progress import Progress
from rounds.kit.errors import Invalid

Read = Callable[[int], bytes]
"""A stream's `read`: up to so many bytes, none at the end."""

PIECE = 1 << 20  # fits the processor's cache together with what it becomes
SPACE = b" \n\r\t"
WORD = re.compile(rb"[-+.\w]+")
LONGEST_WORD = 1000
DEEPEST = 1 << 20  # a tree of allocations is as deep as the stack of calls, twice


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
