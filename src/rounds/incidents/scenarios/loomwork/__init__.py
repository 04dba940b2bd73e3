"""Loomwork: a workflow-automation service, the shared world of the shipped scenarios."""

from __future__ import annotations

from .alerts import alerts
from .cast import Cast, Customer, cast
from .world import billing, deliver, deliveries, dispatcher, events_of, inbound, loomwork

__all__ = [
    "Cast", "Customer", "alerts", "billing", "cast", "deliver", "deliveries", "dispatcher", "events_of", "inbound", "loomwork",
]  # fmt: skip
