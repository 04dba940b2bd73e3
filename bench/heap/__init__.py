"""What the heap engine is held against: other people's engines, real snapshots, and what the former say of the latter."""

from __future__ import annotations
