"""The packet of an interview: put together from its sheet, read page by page, taken as a copy, and held against it."""

from __future__ import annotations
