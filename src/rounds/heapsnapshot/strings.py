"""The texts of a snapshot: one block of UTF-8 and where each text ends, so that opening a snapshot decodes none of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

MANY = 1 << 12  # texts that are decoded at once


@dataclass(frozen=True, slots=True)
class Strings:
    """`text` holds u1 bytes; `ends` int64, one more than there are texts: text n is `text[ends[n]:ends[n + 1]]`.

    What V8 wrote as half a character (a lone surrogate) stands as U+FFFD.
    """

    text: np.ndarray
    ends: np.ndarray

    @classmethod
    def of(cls, texts: Iterable[str]) -> Strings:
        written = [text.encode("utf-8", "replace") for text in texts]
        ends = np.zeros(len(written) + 1, np.int64)
        np.cumsum([len(one) for one in written], out=ends[1:])
        return cls(np.frombuffer(b"".join(written), np.uint8), ends)

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, number: int) -> str:
        return self.text[self.ends[number] : self.ends[number + 1]].tobytes().decode("utf-8", "replace")

    def __iter__(self) -> Iterator[str]:
        return (text for start in range(0, len(self), MANY) for text in self.some(start, start + MANY))

    def some(self, start: int, end: int) -> list[str]:
        """Those from one number up to another, in a quarter of the time that one after the other takes."""
        ends = self.ends[start : end + 1]
        block, places = self.text[ends[0] : ends[-1]].tobytes(), (ends - ends[0]).tolist()
        if block.isascii():
            whole = block.decode("ascii")
            return [whole[a:b] for a, b in pairwise(places)]
        return [block[a:b].decode("utf-8", "replace") for a, b in pairwise(places)]
