"""Practice runs and game days: begun and joined, the room of who works in one, and what it says of them afterwards."""

from __future__ import annotations
