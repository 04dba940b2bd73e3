"""The shipped scenarios, by their public names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rounds.incidents.built import Scenario

from .pages_slow import PagesSlow
from .prints_slow import PrintsSlow
from .service_restarts import ServiceRestarts
from .webhooks_slow import WebhooksSlow
from .workflows_slow import WorkflowsSlow

SHIPPED: Mapping[str, Scenario] = MappingProxyType(
    {
        scenario.name: scenario
        for scenario in (
            WebhooksSlow(),
            WorkflowsSlow(),
            ServiceRestarts(),
            WorkflowsSlow("workflows-slow-2", interleaved=True),
            PrintsSlow(),  # to learn the tools on, before an interview
            PagesSlow(),  # in which nothing is wrong
        )
    }
)

__all__ = ["SHIPPED"]
