"""What is written down of an answer."""

from __future__ import annotations

from typing import Any


def digest(question: Any, answer: Any) -> dict[str, Any]:
    return {}
