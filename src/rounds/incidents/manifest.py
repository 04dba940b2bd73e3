"""`bundle.toml`: what a bundle says it is, and every part it has with what that part must be."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import TypeAdapter, ValidationError

from rounds.kit.errors import Invalid
from rounds.signals import SCHEMAS

FILE = "bundle.toml"
FORMAT = 2
PUBLIC, SEALED = "public/scenario.json", "sealed/scenario.json"
SIGNALS = {f"signals/{name}.parquet": name for name in SCHEMAS}
HEAP = re.compile(r"heap/[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.heapsnapshot\.zst")
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,29}")


@dataclass(frozen=True, slots=True)
class Part:
    """`content` is the hash of a table's contents, and of an unpacked snapshot; of other files it is that of the file."""

    path: str
    bytes: int
    sha256: str
    content: str


@dataclass(frozen=True, slots=True)
class Window:
    began: datetime
    onset: datetime
    now: datetime
    step_seconds: int


@dataclass(frozen=True, slots=True)
class Manifest:
    format: int
    name: str
    version: str
    title: str
    seed: int
    generator: str
    content: str
    window: Window
    shares: dict[str, str]
    part: tuple[Part, ...]

    @property
    def incident(self) -> str:
        """The name of the incident that installing makes. Another content is another incident: a pin never moves."""
        return f"{self.name}-{self.content[:10]}"

    def parts(self) -> dict[str, Part]:
        return {part.path: part for part in self.part}


@dataclass(frozen=True, slots=True)
class Identity:
    """What a bundle is of, before its parts are known."""

    name: str
    version: str
    title: str
    seed: int
    generator: str
    window: Window
    shares: dict[str, str]


def manifest(of: Identity, parts: tuple[Part, ...]) -> Manifest:
    return Manifest(
        format=FORMAT,
        name=of.name,
        version=of.version,
        title=of.title,
        seed=of.seed,
        generator=of.generator,
        content=content_of(of.name, of.version, of.seed, parts),
        window=of.window,
        shares=of.shares,
        part=parts,
    )


def content_of(name: str, version: str, seed: int, parts: tuple[Part, ...]) -> str:
    told = [[part.path, part.content] for part in sorted(parts, key=lambda part: part.path)]
    return hashlib.sha256(json.dumps([name, version, seed, told]).encode()).hexdigest()


def written(of: Manifest) -> str:
    """As TOML. JSON's strings are TOML's, but for the names of characters beyond the basic plane."""
    lines = [f"{key} = {toml(getattr(of, key))}" for key in HEAD]
    lines += ["", "[window]", *(f"{key} = {toml(getattr(of.window, key))}" for key in WINDOW)]
    lines += ["", "[shares]", *(f"{toml(key)} = {toml(value)}" for key, value in of.shares.items())]
    for part in of.part:
        lines += [
            "",
            "[[part]]",
            *(f"{key} = {toml(getattr(part, key))}" for key in ("path", "bytes", "sha256", "content")),
        ]
    return "\n".join(lines) + "\n"


HEAD = ("format", "name", "version", "title", "seed", "generator", "content")
WINDOW = ("began", "onset", "now", "step_seconds")


def toml(value: str | int | datetime) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def parsed(text: bytes) -> Manifest:
    """
    Raises:
        Invalid: it is not TOML, of another format, or says something impossible; the message names the key.
    """
    try:
        told = tomllib.loads(text.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise wrong(f"is not TOML: {error}") from error
    if told.get("format") != FORMAT:
        raise wrong(f"has format {told.get('format')!r}, and this version of Rounds reads format {FORMAT}")
    try:
        found = READ.validate_python(told, extra="forbid")
    except ValidationError as error:
        first = error.errors()[0]
        raise wrong(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    return sound(found)


READ = TypeAdapter(Manifest)


def sound(found: Manifest) -> Manifest:
    if not NAME.fullmatch(found.name):
        raise wrong("name must be lower-case letters, digits and dashes, at most 60")
    if not VERSION.fullmatch(found.version):
        raise wrong("version must be letters, digits and . _ -, at most 30")
    if not 0 <= found.seed < 1 << 63:
        raise wrong("seed must be a whole number from 0")
    moments = (found.window.began, found.window.onset, found.window.now)
    if any(moment.tzinfo is None for moment in moments):
        raise wrong("window: its moments need a time zone")
    if not moments[0] <= moments[1] <= moments[2] or moments[0] == moments[2]:
        raise wrong("window: began, onset and now must follow each other")
    for part in found.part:
        if part.path not in (PUBLIC, SEALED, *SIGNALS) and not HEAP.fullmatch(part.path):
            raise wrong(f"names a part {part.path!r}, which no bundle has")
    if len(found.parts()) != len(found.part):
        raise wrong("names a part twice")
    for wanted in (PUBLIC, SEALED):
        if wanted not in found.parts():
            raise wrong(f"does not name {wanted}")
    if content_of(found.name, found.version, found.seed, found.part) != found.content:
        raise wrong("content is not the hash of its parts' contents")
    return found


def wrong(what: str) -> Invalid:
    return Invalid(f"{FILE} {what}", field=FILE)
