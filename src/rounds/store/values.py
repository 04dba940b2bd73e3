"""Attribute values of a recording, which keep their type in the first letter, as values again.

See `rounds.store.otlp` for the letters. Arrays and maps become JSON text, however deep they nest.
"""

from __future__ import annotations

import base64
import json
import math
from typing import Any

from opentelemetry.proto.common.v1.common_pb2 import AnyValue, ArrayValue, KeyValueList


def text(marked: str) -> str:
    """A value as text: scalars as they are, arrays and maps as JSON."""
    mark, value = marked[:1], marked[1:]
    if mark not in ("a", "m"):
        return value
    return json.dumps(nested(mark, base64.b64decode(value)), ensure_ascii=False, separators=(",", ":"))


def nested(mark: str, raw: bytes) -> Any:
    """An array or map as it came: JSON of an OTLP value, or a message in Protobuf."""
    if raw[:1] == b"{" and (written := from_text(raw)) is not None:
        return json_value({"arrayValue" if mark == "a" else "kvlistValue": written})
    if mark == "a":
        return [message_value(value) for value in ArrayValue.FromString(raw).values]
    return {pair.key: message_value(pair.value) for pair in KeyValueList.FromString(raw).values}


def from_text(raw: bytes) -> Any:
    """What the JSON encoding left here. A message in Protobuf never opens with a brace that closes as JSON."""
    try:
        return json.loads(raw)
    except ValueError:
        return None


def message_value(value: AnyValue) -> Any:
    match value.WhichOneof("value"):
        case "array_value":
            return [message_value(inner) for inner in value.array_value.values]
        case "kvlist_value":
            return {pair.key: message_value(pair.value) for pair in value.kvlist_value.values}
        case "bytes_value":
            return base64.b64encode(value.bytes_value).decode()
        case "double_value":
            return finite(value.double_value)
        case None:
            return None
        case kind:
            return getattr(value, kind)


def json_value(value: dict[str, Any]) -> Any:
    """A value of OTLP's JSON: 64-bit integers come as text there."""
    match next(iter(value.items()), ("", None)):
        case "arrayValue", inner:
            return [json_value(each) for each in (inner or {}).get("values") or []]
        case "kvlistValue", inner:
            pairs = (inner or {}).get("values") or []
            return {pair.get("key", ""): json_value(pair.get("value") or {}) for pair in pairs}
        case "intValue", number:
            return int(number)
        case "doubleValue", number:
            return finite(float(number))
        case _, scalar:
            return scalar


def finite(number: float) -> float | str:
    """JSON has no NaN and no infinity."""
    return number if math.isfinite(number) else str(number)
