"""An author's folder, as `rounds scenario new` makes it, and slips in it."""

from __future__ import annotations

from pathlib import Path

from rounds.incidents import authoring

NAME = "lending-slow"


def folder(within: Path) -> Path:
    return authoring.new(NAME, within)


def slip(file: Path, old: str, new: str) -> int:
    """Write `new` for the first `old` in the file; the line it stands in."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"the template has no {old!r} any more"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1
