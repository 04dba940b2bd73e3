"""The packet as a PDF, typeset by Typst. What people wrote reaches it as values and never as its markup.

The content is attached as it was hashed (`packet.json`), and the cover (`cover.json`), so the whole can be made again and
compared. The fonts are in this package and in Typst; for scripts that they lack, those of the machine are used.
"""

from __future__ import annotations

import unicodedata
from dataclasses import asdict
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Literal

import typst

from rounds.packet import telling
from rounds.packet.canonical import canonical, written
from rounds.packet.content import Packet
from rounds.packet.copy import Cover
from rounds.packet.lanes import drawn

# Of the page in light colours.
INKS = {
    "surface": "#ffffff", "sunken": "#f7f8fa", "press": "#e7e9ef", "line": "#e2e4e8", "line-input": "#858993",
    "text": "#171c25", "text-2": "#444954", "text-3": "#5f6571", "accent-text": "#4942d4", "ok": "#258e6a",
    "c1": "#1a509a", "c2": "#cb8355", "c3": "#0b856b", "c5": "#409dd0", "c6": "#805cc1", "c9": "#9b7c00",
    "c10": "#8f929b", "c1-soft": "#bacae1", "c2-soft": "#efdacc", "c3-soft": "#b6dad3", "c5-soft": "#c6e2f1",
    "c6-soft": "#d9ceec", "c9-soft": "#e1d8b2", "c10-soft": "#dddee1",
}  # fmt: skip
SCRIPTS = {"CJK": "Chinese"}  # where Unicode names one otherwise than people do
# Up to Cyrillic, and punctuation: what the fonts that are shipped have. Looking for others takes a while.
SHIPPED = [(0x0000, 0x052F), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x22FF)]


def pdf(packet: Packet, cover: Cover) -> bytes:
    return made(packet, cover, "pdf")[0]


def pictures(packet: Packet, cover: Cover) -> list[bytes]:
    """Its pages as PNG, to be looked at."""
    return made(packet, cover, "png")


def made(packet: Packet, cover: Cover, kind: Literal["pdf", "png"]) -> list[bytes]:
    content = canonical(packet).decode()
    found = typst.compile(
        template(),
        format=kind,
        ppi=80,
        font_paths=fonts(system=needs_more(content + cover.taker)),
        sys_inputs={
            "packet": content,
            "cover": written(asdict(cover)).decode(),
            "said": written(said(packet, cover)).decode(),
        },
        timestamp=int(datetime.fromisoformat(cover.taken).timestamp()),
    )
    return found if isinstance(found, list) else [found]


def said(packet: Packet, cover: Cover) -> dict[str, object]:
    """What is put into words here and not there."""
    svg = {
        str(number): one.replace("<svg ", '<svg font-family="Inter" ', 1)
        for number, one in drawn(packet.scenarios, INKS.__getitem__, timed=telling.is_timed(packet)).items()
    }
    level = telling.level_of(packet)
    return {
        "lanes": svg,
        "timed": telling.is_timed(packet),
        "taken": telling.moment(cover.taken),
        "day": telling.day(packet.about.began),
        "level": telling.LEVELS[packet.about.level],
        "sums": telling.sums(packet),
        "agreement": telling.agreement(packet),
        "fit": telling.fit(level) if level else "",
        "unmet": "; ".join(level.unmet) if level else "",
        "fits": [telling.fit(one) for one in packet.result.levels],
        "verify": telling.VERIFY,
        "kinds": telling.KINDS,
        "solutions": telling.SOLUTIONS,
        "seen": telling.SEEN,
        "outcomes": telling.OUTCOMES,
        "roles": telling.ROLES,
        "decided": telling.moment(packet.decision.made) if packet.decision else "",
        "submitted": [[telling.moment(version.submitted) for version in one.versions] for one in packet.raters],
        "scripts": scripts_of(canonical(packet).decode() + cover.taker),
        "replay": f"{cover.url}/staff/interviews/{packet.about.id}/replay",
    }


def needs_more(text: str) -> bool:
    return any(not is_shipped(sign) for sign in text)


def is_shipped(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in SHIPPED)


def scripts_of(text: str) -> str:
    """The scripts of letters that only the machine's fonts can have, as "Arabic, Chinese"."""
    beyond = {unicodedata.name(sign, "").split(" ")[0] for sign in {*text} if sign.isalpha() and not is_shipped(sign)}
    return ", ".join(sorted(SCRIPTS.get(name, name.capitalize()) for name in beyond - {""}))


@cache
def template() -> bytes:
    return (files("rounds.packet") / "templates" / "packet.typ").read_bytes()


@cache
def fonts(*, system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system, font_paths=[str(files("rounds.packet") / "fonts")])
