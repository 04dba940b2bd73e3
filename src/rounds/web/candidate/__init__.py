"""What a candidate's pages may ask: an allow-list of its own, with its own types, cookie and description."""

from __future__ import annotations
