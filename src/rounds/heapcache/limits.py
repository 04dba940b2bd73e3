"""How much memory and time an analysis may take, and holding a process to the memory."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

BASE_BYTES = 500 << 20  # Python, NumPy, and numba when it compiles everything anew
TIMES = 4  # as many bytes of arrays as the snapshot has
BASE_SECONDS = 60.0
BYTES_A_SECOND = 2_000_000  # a fiftieth of what two cores do
SHARE = 0.75  # of the machine's memory, at most
CGROUP = Path("/sys/fs/cgroup/memory.max")


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that any analysis may have, whatever the size of its snapshot."""

    memory: int = sys.maxsize  # bytes
    seconds: float = 3600.0

    def memory_for(self, size: int) -> int:
        """Bytes, for a snapshot that unpacks to so many at most."""
        return int(min(self.memory, machine_bytes() * SHARE, BASE_BYTES + TIMES * size))

    def seconds_for(self, size: int) -> float:
        return min(self.seconds, BASE_SECONDS + size / BYTES_A_SECOND)


def machine_bytes() -> int:
    """What this machine has, or the container it is."""
    found = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    with suppress(OSError, ValueError):
        found = min(found, int(CGROUP.read_text()))
    return found


def hold_to(memory: int) -> None:
    """Let this process have no more bytes of its own; mapped files are not counted. Only Linux holds to it."""
    import resource  # noqa: PLC0415 - not everywhere

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory, hard))
