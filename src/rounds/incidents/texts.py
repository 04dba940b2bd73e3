"""The texts of a scenario as its author writes them: `public.yaml` and `sealed.yaml`, one folder, two files.

They are YAML with JSON's scalars: a plain number is a number, `true` and `false` are truths, everything else is text.
`$name` or `${name}` in a text stands for one of the scenario's facts (a host, a customer); `$$` is a dollar sign.
Every error names the file and the line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from string import Template
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from rounds.incidents.public import Public
from rounds.incidents.sealed import Sealed
from rounds.kit.errors import Invalid

PUBLIC_FILE, SEALED_FILE = "public.yaml", "sealed.yaml"
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")
WHOLE = re.compile(r"\$(?:(\w+)|\{(\w+)\})")
AGO = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")
TRUTHS: Mapping[str, Any] = {"true": True, "false": False, "null": None}
PUBLIC_TEXT: TypeAdapter[Public] = TypeAdapter(Public)
SEALED_TEXT: TypeAdapter[Sealed] = TypeAdapter(Sealed)

Facts = Mapping[str, Any]
Place = tuple[str | int, ...]
Text = TypeVar("Text", Public, Sealed)


@dataclass(frozen=True, slots=True)
class Written:
    """What a file holds, and the line each part of it begins at."""

    file: Path
    value: Any
    lines: dict[Place, int] = field(default_factory=dict)

    def at(self, place: Place) -> str:
        """`sealed.yaml:41`, of the part or of what is around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return f"{self.file.name}:{self.lines.get(place, 1)}"

    def places(self) -> dict[str, str]:
        """Every part by its place, as in `sealed.hints.0`."""
        name = self.file.stem
        return {".".join(map(str, (name, *place))): self.at(place) for place in self.lines}


def public_text(folder: Path, facts: Facts, now: datetime, *, file: str = PUBLIC_FILE) -> Public:
    """What a candidate is told. A ticket says how long `ago` it was written: `6m40s`, `1d2h`.

    Raises:
        Invalid: names the file and the line.
    """
    read = written(folder / file, facts)
    for number, ticket in enumerate(read.value.get("tickets") or ()):
        if isinstance(ticket, dict) and "ago" in ticket:
            ticket["at"] = now - long_ago(read, ("tickets", number, "ago"), str(ticket.pop("ago")))
    return parsed(read, PUBLIC_TEXT)


def sealed_text(folder: Path, facts: Facts, *, file: str = SEALED_FILE) -> tuple[Sealed, dict[str, str]]:
    """What stays sealed, and where each part of it is written.

    Raises:
        Invalid: names the file and the line.
    """
    read = written(folder / file, facts)
    return parsed(read, SEALED_TEXT), read.places()


def long_ago(read: Written, place: Place, text: str) -> timedelta:
    found = AGO.fullmatch(text)
    if not found or not any(found.groups()):
        raise Invalid(f"{read.at(place)}: {text!r} is no length of time: write 6m40s or 1d2h.", field=read.at(place))
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def parsed(read: Written, kind: TypeAdapter[Text]) -> Text:
    try:
        return kind.validate_json(json.dumps(read.value, default=datetime.isoformat), extra="forbid")
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        line = read.at(tuple(first["loc"]))
        raise Invalid(f"{line}: {where}: {first['msg']}", field=line) from error


def written(file: Path, facts: Facts) -> Written:
    """
    Raises:
        Invalid: there is no such file, it is not YAML, a key stands twice, or a text names a fact that there is not.
    """
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise Invalid(f"{file}: {error.strerror}", field=file.name) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Invalid(f"{file.name}{line_of(error)}: is not YAML: {problem_of(error)}", field=file.name) from error
    if not isinstance(node, yaml.MappingNode):
        raise Invalid(f"{file.name}:1: must be keys with values", field=f"{file.name}:1")
    read = Written(file, {})
    read.value.update(value(read, node, (), facts))
    return read


def line_of(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f":{mark.line + 1}" if mark else ""


def problem_of(error: Exception) -> str:
    return getattr(error, "problem", None) or str(error).splitlines()[0]


def value(read: Written, node: Any, place: Place, facts: Facts) -> Any:
    read.lines[place] = node.start_mark.line + 1
    match node:
        case yaml.MappingNode():
            return dict(items(read, node, place, facts))
        case yaml.SequenceNode():
            return [value(read, one, (*place, number), facts) for number, one in enumerate(node.value)]
    return scalar(read, node, place, facts)


def items(read: Written, node: yaml.MappingNode, place: Place, facts: Facts) -> Any:
    for key, part in node.value:
        name = str(key.value)
        if (*place, name) in read.lines:
            line = f"{read.file.name}:{key.start_mark.line + 1}"
            raise Invalid(f"{line}: {name} stands here a second time", field=line)
        found = value(read, part, (*place, name), facts)
        read.lines[*place, name] = key.start_mark.line + 1
        yield name, found


def scalar(read: Written, node: Any, place: Place, facts: Facts) -> Any:
    text = str(node.value)
    if node.style is None:
        if text in TRUTHS:
            return TRUTHS[text]
        if NUMBER.fullmatch(text):
            return float(text) if set(text) & set(".eE") else int(text)
        if (whole := WHOLE.fullmatch(text)) and (name := whole[1] or whole[2]) in facts:
            return facts[name]
    try:
        return Template(text).substitute(facts)
    except KeyError as error:
        told = ", ".join(sorted(facts)) or "none"
        raise Invalid(
            f"{read.at(place)}: there is no fact ${error.args[0]}; there are: {told}", field=read.at(place)
        ) from error
    except ValueError as error:
        raise Invalid(f"{read.at(place)}: a dollar sign is written $$", field=read.at(place)) from error
