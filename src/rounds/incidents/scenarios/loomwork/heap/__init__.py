"""Heap snapshots of Loomwork's services, in true numbers: captured once, grafted for each seed.

What the programs in `program/` hold at a moment was captured with Node.js 20 by `capture` and is kept in `captured/`.
The rest follows from how many executions, templates, deliveries and jobs a process has, and how large its heap is.
"""

from __future__ import annotations

from .dispatcher import Shift, healthy
from .engine import Moment, leaking
from .running import Load, healthy_engine

__all__ = ["Load", "Moment", "Shift", "healthy", "healthy_engine", "leaking"]
