"""The last lines of a service's log, which stand in its heap."""

from __future__ import annotations

import json
from datetime import datetime

LINES = 400  # how many a service keeps


def line(at: datetime, message: str, **fields: object) -> str:
    time = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({"time": time, "level": "info", "message": message, **fields}, separators=(",", ":")) + "\n"
