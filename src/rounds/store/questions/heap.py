"""Statements about heap snapshots. The snapshots themselves are files; the engine knows when and where each was taken."""

from __future__ import annotations

SNAPSHOTS = """
SELECT toUnixTimestamp64Milli(Time) AS Taken, ServiceName, Pod, Name
FROM heap_snapshots
ORDER BY Time, ServiceName, Pod, Name
"""
