"""Loomwork: a workflow-automation service, the shared world of the shipped scenarios."""

from __future__ import annotations

from .cast import Cast, Customer, cast
from .world import (
    api,
    billing,
    deliver,
    dispatcher,
    engine,
    execution,
    executions,
    inbound,
    loomwork,
    retries,
)  # fmt: skip

__all__ = [
    "Cast", "Customer", "api", "billing", "cast", "deliver", "dispatcher", "engine", "execution", "executions",
    "inbound", "loomwork", "retries",
]  # fmt: skip
