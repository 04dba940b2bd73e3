"""How the cause is found with a candidate's tools alone."""

from __future__ import annotations

from typing import Any

from rounds.incidents.solving import Answer, Investigation

DELAY_MS = 180_000  # between an attempt and its retries, as the log lines tell


def solve(look: Investigation) -> dict[str, Any]:
    hosts = look.curves("topk(5, sum by (server_address) (rate(http_client_requests_total[1m])))", start="now-30m")
    host = max(hosts, key=grown)["labels"]["server_address"]
    here = f'server_address="{host}"'
    answer = look.ask(
        "metrics.range", expression=f"sum(rate(http_client_requests_total{{{here}}}[1m]))", start="now-30m"
    )
    codes = look.curves(f"sum by (status_code) (rate(http_client_requests_total{{{here}}}[1m]))", start="now-30m")
    attempt = look.traces(
        f"name:webhook.deliver server.address:{host} retry_count:>=1",
        columns=["webhook_id", "event_id", "retry_count"],
        limit=1,
    )[0]
    webhook = attempt["values"]["webhook_id"]
    trace = look.trace(attempt["trace_id"])
    highest = look.traces(f"webhook_id:{webhook} retry_count:>5", columns=["retry_count"], limit=1)
    first = look.traces(f"webhook_id:{webhook} retry_count:3", columns=["event_id"], sort="oldest", limit=1)[0]
    family = look.ask("logs.lines", query=f'event_id:{first["values"]["event_id"]} "webhook delivery failed"')
    others = f'service="webhook-dispatcher",server_address!="{host}"'
    share = look.curves(
        f'sum(rate(http_client_requests_total{{{others},outcome="error"}}[5m])) '
        f"/ sum(rate(http_client_requests_total{{{others}}}[5m]))",
        start="now-15m",
    )
    return {
        "host": host,
        "status": max(codes, key=latest)["labels"]["status_code"],
        "webhook": webhook,
        "fan_out": jobs_of(trace),
        "growth": growth(answer),
        "highest_retry_count": max((row["values"]["retry_count"] for row in highest), default=0),
        "attempts_of_one_event": family["total"],
        "others_failing": max(value for value in share[0]["values"] if value is not None),
    }


def grown(curve: Answer) -> float:
    return latest(curve) - float(next(value for value in curve["values"] if value is not None))


def latest(curve: Answer) -> float:
    return float(curve["values"][-1] or 0)


def growth(answer: Answer) -> float:
    """How many times as many as one delay before."""
    values = answer["series"][0]["values"]
    return float(values[-1] / values[-1 - round(DELAY_MS / answer["step_ms"])])


def jobs_of(trace: Answer) -> int:
    names = [trace["texts"][name] for name in trace["name"]]
    return names.count("INSERT jobs")
