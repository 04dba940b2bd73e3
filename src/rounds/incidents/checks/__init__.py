"""Checks: what must be true of a built scenario, found out from its tables alone."""

from __future__ import annotations
