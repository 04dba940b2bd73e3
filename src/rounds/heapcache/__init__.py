"""Heap snapshots as files and their analyses, kept on disk and mapped; analysing in a process of its own."""

from __future__ import annotations

from rounds.heapcache.heaps import Heaps, Kept
from rounds.heapcache.limits import Limits

__all__ = ["Heaps", "Kept", "Limits"]
