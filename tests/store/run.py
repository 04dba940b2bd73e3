"""Runs the case files of this folder."""

from __future__ import annotations

from typing import Any

import pyarrow.compute as pc

from rounds.store import spans
from rounds.store.metric_names import label_name, metric_name
from rounds.store.patterns import ANY, MASK
from tests.store.incidents import span, table


def named(given: str) -> str:
    name, unit, kind = (part.strip() for part in given.split("|"))
    return metric_name(name, unit, counter=kind == "counter", gauge=kind == "gauge")


def masked(given: str) -> str:
    return str(pc.replace_substring_regex(given, MASK, ANY).as_py())


def calls(given: str) -> str:
    """The calls that spans make, one a line: who, whom, of which kind, with what became of it."""
    rows = [spelled(number, written) for number, written in enumerate(given.splitlines())]
    found = sorted(
        spans.prepared(table("spans", rows)).calls.to_pylist(), key=lambda call: (call["Caller"], call["Callee"])
    )
    lines = []
    for call in found:
        kinds = (
            f" ({kind})" if kind not in ("", "service") else "" for kind in (call["CallerKind"], call["CalleeKind"])
        )
        caller, callee = (
            name + kind for name, kind in zip((call["Caller"] or "outside", call["Callee"]), kinds, strict=True)
        )
        lines.append(f"{caller} → {callee} {call['Duration']}{' failed' if call['Failed'] else ''}")
    return "\n".join(lines) or "none"


def spelled(number: int, written: str) -> dict[str, Any]:
    """`  cart Server 30 failed db.system.name=redis`: two blanks more than its parent; `?` has a parent that is missing."""
    depth, words = (len(written) - len(written.lstrip())) // 2, written.split()
    own = {f"@{key}": value for key, _, value in (word.partition("=") for word in words if "=" in word)}
    missing = words[0] == "?"
    service, kind, took, *rest = words[1:] if missing else words
    fields = {
        "ServiceName": service,
        "SpanKind": kind,
        "Duration": int(took),
        "StatusCode": "Error" if "failed" in rest else "Unset",
    }
    return span(1, number + 1, 999 if missing else parent_of(number, depth), at=number, **fields, **own)


PATH: dict[int, int] = {}


def parent_of(number: int, depth: int) -> int:
    PATH[depth] = number + 1
    return PATH[depth - 1] if depth else 0


RUN = {"metric_names": named, "label_names": label_name, "masks": masked, "calls": calls}
