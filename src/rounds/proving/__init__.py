"""Proving that a scenario is what it says, is solvable by a candidate, and gives nothing away."""

from __future__ import annotations

from rounds.proving.findings import Finding, Part
from rounds.proving.many import prove_many, quietly
from rounds.proving.proving import Proven, compared, prove, prove_bundle

__all__ = ["Finding", "Part", "Proven", "compared", "prove", "prove_bundle", "prove_many", "quietly"]
