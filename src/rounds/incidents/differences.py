"""What differs between two bundles: their texts, part by part and line by line, and what their telemetry holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from typing import Any

import pyarrow.compute as pc
import yaml

from rounds.incidents.bundles import PUBLIC_TEXT, SEALED_TEXT, Bundle
from rounds.incidents.manifest import SIGNALS
from rounds.signals import Signals

PARTS: Mapping[str, tuple[str, ...]] = {  # of the sealed texts, in their order
    "opening line": ("start",),
    "steps and rules": ("steps",),
    "hints": ("hints",),
    "discussion": ("discussion",),
    "solution": ("solution",),
    "red herrings": ("red_herrings",),
    "rubric notes": ("notes",),
    "giveaways, facts and canaries": ("giveaways", "facts", "canaries"),
}
ABSENT = "–"
WIDTH = 110
CONTEXT = 3  # lines around what differs

Held = dict[tuple[str, str], str]
"""What telemetry holds: (part, what) → how it is said."""


@dataclass(frozen=True, slots=True)
class TextDifference:
    """As `diff -u` writes it, of a part of the texts."""

    part: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differing:
    """One thing that the telemetry of both holds, or of one; `–` where it is not."""

    part: str
    what: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Differences:
    texts: tuple[TextDifference, ...]
    telemetry: tuple[Differing, ...]

    @property
    def same(self) -> bool:
        return not self.texts and not self.telemetry


def differences(a: Bundle, b: Bundle) -> Differences:
    """
    Raises:
        Invalid: a table is not what its bundle says.
    """
    return Differences(tuple(of_texts(a, b)), tuple(of_telemetry(a, b)))


# Texts


def of_texts(a: Bundle, b: Bundle) -> Iterator[TextDifference]:
    parts = zip(texts(a).items(), texts(b).values(), strict=True)
    for (part, before), after in parts:
        lines = unified_diff(before, after, "a", "b", lineterm="", n=CONTEXT)
        if found := tuple(lines)[2:]:  # without the names of the files
            yield TextDifference(part, found)


def texts(of: Bundle) -> dict[str, list[str]]:
    sealed = SEALED_TEXT.dump_python(of.sealed(), mode="json")
    found = {"public texts": PUBLIC_TEXT.dump_python(of.public(), mode="json")}
    found |= {part: {name: sealed[name] for name in names} for part, names in PARTS.items()}
    return {part: written(value) for part, value in found.items()}


def written(value: Any) -> list[str]:
    """Line by line, as YAML: what an author wrote, with every blank filled."""
    return yaml.dump(value, Dumper=Written, sort_keys=False, allow_unicode=True, width=WIDTH).splitlines()


class Written(yaml.SafeDumper):
    """With the lines of a text as its own lines."""


def as_text(dumper: Written, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


Written.add_representer(str, as_text)


# Telemetry


def of_telemetry(a: Bundle, b: Bundle) -> Iterator[Differing]:
    held = holds(a), holds(b)
    for part, what in dict.fromkeys((*held[0], *held[1])):
        before, after = (side.get((part, what), ABSENT) for side in held)
        if before != after:
            yield Differing(part, what, before, after)
    yield from of_values(a, b, *held)


def of_values(a: Bundle, b: Bundle, before: Held, after: Held) -> Iterator[Differing]:
    """Tables of as many rows that hold something else."""
    contents = [{SIGNALS[path]: part.content for path, part in one.manifest.parts().items() if path in SIGNALS}
                for one in (a, b)]  # fmt: skip
    for table in sorted(contents[0].keys() & contents[1].keys()):
        rows = ("rows", table)
        if contents[0][table] != contents[1][table] and before[rows] == after[rows]:
            yield Differing("values", table, contents[0][table][:10], contents[1][table][:10])


def holds(of: Bundle) -> Held:
    told, signals = of.manifest, of.signals()
    return {
        ("scenario", "name"): told.name,
        ("scenario", "version"): told.version,
        ("scenario", "seed"): str(told.seed),
        ("window", "began"): f"{told.window.began:%Y-%m-%d %H:%M:%S}",
        ("window", "onset"): f"{told.window.onset:%Y-%m-%d %H:%M:%S}",
        ("window", "now"): f"{told.window.now:%Y-%m-%d %H:%M:%S}",
        ("window", "step"): f"{told.window.step_seconds} s",
        **{("shares", name): share for name, share in told.shares.items()},
        **{("services", name): "there" for name in services(signals)},
        **{("rows", name): f"{table.num_rows:,}" for name, table in signals.tables().items()},
        **{("series", metric): f"{count:,}" for metric, count in series(signals).items()},
        **snapshots(signals),
    }


def services(signals: Signals) -> list[str]:
    tables = (signals.spans, signals.logs)
    return sorted({name for table in tables for name in pc.unique(table["ServiceName"]).to_pylist()})


def series(signals: Signals) -> dict[str, int]:
    return dict(sorted(Counter(signals.series["Metric"].to_pylist()).items()))


def snapshots(signals: Signals) -> Held:
    rows: Iterable[dict[str, Any]] = signals.heap_snapshots.to_pylist()
    return {("heap snapshots", row["Name"]): f"{row['Bytes']:,} bytes" for row in rows}
