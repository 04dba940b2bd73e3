"""Scenarios and bundles: building, checking, writing, reading and installing them. The shipped ones are in `scenarios/`."""

from __future__ import annotations
