from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from rounds.incidents.checks.telemetry import Telemetry

GUIDE = Path(__file__).parents[2] / "docs/guide/worlds.md"


def test_the_guide_to_worlds_does_what_it_says() -> None:
    told: dict[str, Any] = {}
    exec("\n".join(re.findall(r"```python\n(.*?)```", GUIDE.read_text(), re.DOTALL)), told)
    seen = Telemetry(told["signals"], told["incident"].began, 15)
    usage = max(float(values.max()) for _, values in seen.series("db_client_connections_usage"))
    p95 = seen.quantile(0.95, "http_server_request_duration_seconds", 4, service="web")
    assert usage == 20
    assert p95[22] < 0.2 < 2 < p95[-1]
    assert seen.logs("Body", Body="timeout acquiring connection from pool (5000ms)").num_rows > 10
