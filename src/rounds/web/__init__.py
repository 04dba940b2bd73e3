"""HTTP: two surfaces, the candidate's and the staff's, OTLP in, and the built interface."""

from __future__ import annotations
