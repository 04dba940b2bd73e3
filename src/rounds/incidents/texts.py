"""The texts of a scenario as its author writes them: `public.yaml` and `sealed.yaml`, one folder, two files.

They are YAML with JSON's scalars: a plain number is a number, `true` and `false` are truths, everything else is text.
`$name` or `${name}` in a text stands for one of the scenario's facts (a host, a customer); `$$` is a dollar sign.
Every error names the file and the line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from string import Template
from typing import Any, Generic, TypeVar

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
Text = TypeVar("Text")


class Unreadable(Invalid):
    """Texts that cannot be read. Each of `flaws` names its file and line, as in `sealed.yaml:41: …`."""

    def __init__(self, flaws: tuple[str, ...]) -> None:
        super().__init__("\n".join(flaws), field=flaws[0].partition(": ")[0])
        self.flaws = flaws


@dataclass(frozen=True, slots=True)
class Texts:
    """Both parts of a scenario, and where each piece of them is written: `sealed.hints.0` → `sealed.yaml:41`."""

    public: Public
    sealed: Sealed
    written: dict[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """What a file holds, the line each part of it begins at, and what is wrong with it, by lines."""

    file: Path
    value: Any
    lines: dict[Place, int] = field(default_factory=dict)
    wrong: list[tuple[int, str]] = field(default_factory=list)

    def at(self, place: Place) -> str:
        """`sealed.yaml:41`, of the part or of what is around it."""
        return f"{self.file.name}:{self.line(place)}"

    def line(self, place: Place) -> int:
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def places(self) -> dict[str, str]:
        """Every part by its place, as in `sealed.hints.0`, also of a file like `sealed-2.yaml`."""
        name = self.file.stem.partition("-")[0]
        return {".".join(map(str, (name, *place))): self.at(place) for place in self.lines}

    def refuse(self, place: Place, problem: str) -> None:
        self.wrong.append((self.line(place), problem))

    def flaws(self) -> tuple[str, ...]:
        told = dict.fromkeys(sorted(self.wrong, key=lambda one: one[0]))  # an alias is read where it is used, too
        return tuple(f"{self.file.name}:{line}: {problem}" for line, problem in told)


@dataclass(frozen=True, slots=True)
class Read(Generic[Text]):
    """A part of the texts, or why it cannot be read."""

    text: Text | None
    written: dict[str, str]
    flaws: tuple[str, ...]


def texts(folder: Path, facts: Facts, now: datetime) -> Texts:
    """Both parts of a scenario.

    Raises:
        Unreadable: tells everything that is wrong in either file.
    """
    public, sealed = read_public(folder / PUBLIC_FILE, facts, now), read_sealed(folder / SEALED_FILE, facts)
    flaws = (*public.flaws, *sealed.flaws)
    if flaws or public.text is None or sealed.text is None:
        raise Unreadable(flaws)
    return Texts(public.text, sealed.text, public.written | sealed.written)


def public_text(folder: Path, facts: Facts, now: datetime, *, file: str = PUBLIC_FILE) -> Public:
    """What a candidate is told. A ticket says how long `ago` it was written: `6m40s`, `1d2h`.

    Raises:
        Unreadable: names the file and the lines.
    """
    return whole(read_public(folder / file, facts, now))


def sealed_text(folder: Path, facts: Facts, *, file: str = SEALED_FILE) -> tuple[Sealed, dict[str, str]]:
    """What stays sealed, and where each part of it is written.

    Raises:
        Unreadable: names the file and the lines.
    """
    read = read_sealed(folder / file, facts)
    return whole(read), read.written


def located(written: Mapping[str, str], place: str) -> str:
    """The file and line of that part or of what is around it; the place itself where the texts are in no files."""
    wanted = place
    while wanted and wanted not in written:
        wanted = wanted.rpartition(".")[0]
    return written.get(wanted, place)


def whole(read: Read[Text]) -> Text:
    if read.text is None:
        raise Unreadable(read.flaws)
    return read.text


def read_public(file: Path, facts: Facts, now: datetime) -> Read[Public]:
    return parsed(file, facts, PUBLIC_TEXT, lambda read: dated(read, now))


def read_sealed(file: Path, facts: Facts) -> Read[Sealed]:
    return parsed(file, facts, SEALED_TEXT, lambda _: None)


def dated(read: Written, now: datetime) -> None:
    """The tickets get moments for how long ago they were written."""
    tickets = read.value.get("tickets")
    for number, ticket in enumerate(tickets if isinstance(tickets, list) else ()):
        if isinstance(ticket, dict) and "ago" in ticket:
            ticket["at"] = now - long_ago(read, ("tickets", number, "ago"), str(ticket.pop("ago")))


def long_ago(read: Written, place: Place, text: str) -> timedelta:
    found = AGO.fullmatch(text)
    if not found or not any(found.groups()):
        read.refuse(place, f"{text!r} is no length of time: write 6m40s or 1d2h")
        return timedelta()
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def parsed(file: Path, facts: Facts, kind: TypeAdapter[Text], ready: Callable[[Written], None]) -> Read[Text]:
    read = Written(file, {})
    node = composed(read)
    if node is None:
        return Read(None, {}, read.flaws())
    read.value.update(value(read, node, (), facts))
    ready(read)
    try:
        text = kind.validate_json(json.dumps(read.value, default=datetime.isoformat), extra="forbid")
    except ValidationError as error:
        for one in error.errors():
            read.refuse(tuple(one["loc"]), said(tuple(one["loc"]), one["type"], one["msg"]))
        return Read(None, read.places(), read.flaws())
    return Read(None if read.wrong else text, read.places(), read.flaws())


def said(place: Place, kind: str, message: str) -> str:
    """What the reader of JSON found wrong, in an author's words."""
    where, name = ".".join(map(str, place)), "ago" if place[-1:] == ("at",) else place[-1] if place else ""
    match kind:
        case "missing":
            return f"{where.rpartition('.')[0] or 'the file'} has no {name}"
        case "extra_forbidden" | "unexpected_keyword_argument":
            return f"there is no key {name} here"
    return f"{where}: {message}"


def composed(read: Written) -> yaml.MappingNode | None:
    """What it holds; None, with what is wrong noted, if that cannot be said."""
    try:
        text = read.file.read_bytes().decode()
        node = nodes(text)
    except OSError as error:
        read.wrong.append((1, f"cannot be read: {error.strerror}"))
    except UnicodeDecodeError as error:
        read.wrong.append((error.object[: error.start].count(b"\n") + 1, "is not UTF-8"))
    except yaml.YAMLError as error:
        read.wrong.append((line_of(error), f"is not YAML: {problem_of(error)}"))
    else:
        if isinstance(node, yaml.MappingNode):
            return node
        read.wrong.append((1, "must be keys with values"))
    return None


def nodes(text: str) -> yaml.Node | None:
    """By libyaml, which is ten times as fast, where PyYAML has it; what is wrong is told by PyYAML itself.

    Raises:
        yaml.YAMLError: it is not YAML.
    """
    fast = getattr(yaml, "CSafeLoader", None)
    if fast:
        with suppress(yaml.YAMLError):
            return yaml.compose(text, Loader=fast)
    return yaml.compose(text, Loader=yaml.SafeLoader)


def line_of(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line + 1 if mark else 1


def problem_of(error: Exception) -> str:
    told = [getattr(error, "context", None), getattr(error, "problem", None)]
    problem = ", ".join(part for part in told if part) or str(error).splitlines()[0]
    return f"{problem} (indent with spaces)" if "'\\t'" in problem else problem


def value(read: Written, node: Any, place: Place, facts: Facts) -> Any:
    read.lines.setdefault(place, node.start_mark.line + 1)
    match node:
        case yaml.MappingNode():
            return dict(items(read, node, place, facts))
        case yaml.SequenceNode():
            return [value(read, one, (*place, number), facts) for number, one in enumerate(node.value)]
    return scalar(read, node, facts)


def items(read: Written, node: yaml.MappingNode, place: Place, facts: Facts) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key, part in node.value:
        name = str(key.value)
        if name in seen:
            read.wrong.append((key.start_mark.line + 1, f"{name} stands here a second time"))
            continue
        seen.add(name)
        read.lines[*place, name] = key.start_mark.line + 1
        yield name, value(read, part, (*place, name), facts)


def scalar(read: Written, node: Any, facts: Facts) -> Any:
    text = str(node.value)
    if not node.style:
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
        read.wrong.append(
            (line_in(read.file, node, error.args[0]), f"there is no fact ${error.args[0]}; there are: {told}")
        )
    except ValueError:
        read.wrong.append((node.start_mark.line + 1, "a dollar sign is written $$"))
    return text


def line_in(file: Path, node: Any, name: str) -> int:
    """The line of the text that names this fact, as far as its lines are kept as they are written."""
    first = int(node.start_mark.line) + 1
    lines = file.read_text(encoding="utf-8").split("\n")[first - 1 : node.end_mark.line + 1]
    return next(
        (first + number for number, line in enumerate(lines) if f"${name}" in line or f"${{{name}}}" in line), first
    )
