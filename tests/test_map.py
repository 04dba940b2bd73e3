"""docs/map.md names every room of the house, and no room that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAP = (ROOT / "docs/map.md").read_text()


def rooms(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_dir() and path.name != "__pycache__"}


def named(heading: str) -> set[str]:
    section = MAP.split(f"## Rooms of `{heading}`")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `(\w+)/` \|", section, re.MULTILINE))


@pytest.mark.parametrize("heading", ["src/rounds/", "frontend/src/"])
def test_the_map_names_the_rooms_that_are_there(heading: str) -> None:
    assert rooms(ROOT / heading) | {"ui"} == named(heading) | {"ui"}


def test_the_map_keeps_the_order_of_the_import_contract() -> None:
    contract = (ROOT / "pyproject.toml").read_text().split("layers = [")[1].split("]")[0]
    layers = [set(line.split(" | ")) for line in re.findall(r'"([\w |]+)"', contract)]
    order = re.findall(r"^\| `(\w+)/` \|", MAP.split("## Rooms of `frontend")[0], re.MULTILINE)
    level = {room: number for number, layer in enumerate(layers) for room in layer}
    levels = [level[room] for room in order if room in level]
    assert levels == sorted(levels)
