"""Telemetry of incidents in ClickHouse: installed, sealed, asked within limits.

```
telemetry = Telemetry.open("chdb:///var/lib/rounds/telemetry")
telemetry.install("webhooks-slow", signals)
reader = telemetry.reader("webhooks-slow")
reader.rows("SELECT ServiceName, count() AS Spans FROM otel_traces WHERE StatusCode = {code:String} GROUP BY ALL",
            {"code": "Error"}, tag="page-1/traces")
```
"""

from __future__ import annotations

from rounds.store.limits import DEFAULT, Cancelled, Limits, QuestionFailed
from rounds.store.names import quoted
from rounds.store.reader import Key, Reader
from rounds.store.recordings import Recorded, Recording
from rounds.store.telemetry import Telemetry

__all__ = [
    "DEFAULT",
    "Cancelled",
    "Key",
    "Limits",
    "QuestionFailed",
    "Reader",
    "Recorded",
    "Recording",
    "Telemetry",
    "quoted",
]
