"""A packet's content as bytes: in one way only, so that what was made twice of one record has one hash.

Names sorted, nothing between the parts, numbers as short as they are (`2` and never `2.0`), at most three decimals. The
signs that mean something in a page are written `\\u003c`, so the very bytes may stand inside a `<script>`.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from rounds.packet.content import Packet

ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def canonical(packet: Packet) -> bytes:
    return written(asdict(packet))


def written(part: Any) -> bytes:
    """Of plain values: dictionaries, lists, texts, numbers, truth and None."""
    text = json.dumps(plain(part), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.translate(ESCAPED).encode(errors="replace")


def plain(part: Any) -> Any:
    match part:
        case dict():
            return {str(name): plain(inner) for name, inner in part.items()}
        case list() | tuple():
            return [plain(inner) for inner in part]
        case float():
            short = round(part, 3)
            return int(short) if short.is_integer() else short
        case str():  # half characters could not be written
            return part.encode(errors="replace").decode()
    return part


def hash_of(content: bytes) -> str:
    return sha256(content).hexdigest()
