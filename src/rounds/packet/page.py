"""The packet as one HTML file: nothing in it is fetched and nothing in it runs. Its font, its pictures and its content are
inside; made of the same content and cover it has the same bytes.

The content stands in `<script type="application/json" id="packet">` as it was hashed, so whoever has the file can hash it.
"""

from __future__ import annotations

import base64
from dataclasses import asdict
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from rounds.packet import telling
from rounds.packet.canonical import canonical, written
from rounds.packet.content import Packet
from rounds.packet.copy import Cover
from rounds.packet.lanes import clock, drawn

FONT = "inter-latin.woff2"


def page(packet: Packet, cover: Cover) -> bytes:
    """UTF-8. `cover.hash` must be that of the content."""
    text = (
        environment()
        .get_template("packet.html")
        .render(
            packet=packet,
            cover=cover,
            lanes=drawn(packet.scenarios, variable, timed=telling.is_timed(packet)),
            content=canonical(packet).decode(),
            told=written(asdict(cover)).decode(),
            font=font(),
            replay=f"{cover.url}/staff/interviews/{packet.about.id}/replay",
        )
    )
    return text.encode(errors="replace")


def variable(name: str) -> str:
    return f"var(--{name})"


@cache
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("rounds.packet"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(
        clock=clock,
        day=telling.day,
        moment=telling.moment,
        number=telling.number,
        points=telling.points,
        name_of_kind=telling.name_of_kind,
        second=telling.second,
    )
    made.globals.update(telling=telling)
    return made


@cache
def font() -> str:
    """Inter's Latin letters; other scripts are the reader's own fonts."""
    return base64.b64encode((files("rounds.packet") / "fonts" / FONT).read_bytes()).decode()
