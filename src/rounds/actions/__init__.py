"""What a person can do: each function checks who may, does one thing, and opens the unit of work it needs."""

from __future__ import annotations
