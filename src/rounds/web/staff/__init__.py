"""What everybody else's pages and scripts may ask."""

from __future__ import annotations
