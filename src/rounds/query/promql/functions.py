"""Functions of whole vectors: of their values, step by step, and of their labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.kit.errors import Invalid, TooMuch
from rounds.query.promql.operators import merged
from rounds.query.promql.regular import check_regular
from rounds.query.promql.values import Array, Labels, Vector

MOST_BYTES = 4000  # of one label's value that a function makes
MOST_BYTES_IN_ALL = 16 << 20  # of all values that one function makes

PLAIN: Mapping[str, Callable[[Array], Array]] = {
    "abs": np.abs,
    "ceil": np.ceil,
    "floor": np.floor,
    "ln": np.log,
    "log2": np.log2,
    "log10": np.log10,
    "exp": np.exp,
    "sqrt": np.sqrt,
    "sgn": np.sign,
}


def rounded(values: Array, nearest: Array) -> Array:
    """To the nearest multiple, halves up, as Prometheus does it: by the inverse, which is exact more often."""
    inverse = 1.0 / nearest
    return np.floor(values * inverse + 0.5) / inverse


def clamped(vector: Vector, least: Array, most: Array) -> Vector:
    """Between two bounds; nothing at all at steps where they are the wrong way round."""
    values = np.maximum(least, np.minimum(most, vector.values))
    values = np.where(np.isnan(vector.values), vector.values, values)
    return vector.with_values(values, vector.present & ~(most < least))


def label_replaced(vector: Vector, target: str, template: str, source: str, pattern: str) -> Vector:
    """Where RE2 matches the whole of a label's value, another label gets the template, with `$1` and `${name}` filled.

    Raises:
        Invalid: the pattern is no regular expression, or the result has the same labels twice.
        TooMuch: the values could come out too long; `$1$1` doubles them with every call.
    """
    check_label(target)
    check_regular(pattern)
    sources = [labels.get(source, "") for labels in vector.labels]
    many = template.count("$")
    check_sizes([len(template.encode()) + many * len(text.encode()) for text in sources])
    texts = arrow(sources)
    anchored = f"^(?s:{pattern})$"
    try:
        matching = pc.match_substring_regex(texts, anchored).to_pylist()
        replaced = pc.replace_substring_regex(texts, anchored, re2_template(template)).to_pylist()
    except pa.ArrowInvalid as problem:
        raise Invalid(f"{pattern} cannot be used: {problem}", field="expression") from None
    labels = [
        with_label(own, target, text) if hit else own
        for own, hit, text in zip(vector.labels, matching, replaced, strict=True)
    ]
    return merged(Vector(labels, vector.values, vector.present))


def arrow(texts: list[str]) -> pa.StringArray:
    """Texts for Arrow's RE2. (`pa.array` would import pandas, which takes a second.)"""
    encoded = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, encoded)]).astype("i4")
    return pa.StringArray.from_buffers(len(texts), pa.py_buffer(ends.tobytes()), pa.py_buffer(b"".join(encoded)))


def re2_template(template: str) -> str:
    r"""`$1-${2}` as `\1-\2`; a name RE2 does not number, like `$host`, stands for nothing."""
    out, place = [], 0
    while place < len(template):
        character = template[place]
        rest = template[place + 1 :]
        if character == "\\":
            out.append("\\\\")
        elif character == "$" and rest.startswith("$"):
            out.append("$")
            place += 1
        elif character == "$":
            name, length = reference(rest)
            out.append(f"\\{name}" if name.isdigit() and len(name) == 1 else "$" if not length else "")
            place += length
        else:
            out.append(character)
        place += 1
    return "".join(out)


def reference(rest: str) -> tuple[str, int]:
    """The name after a dollar, and how many characters it takes: `{1}` or `1` or `name`."""
    if rest.startswith("{") and "}" in rest:
        name = rest[1 : rest.index("}")]
        return name, len(name) + 2
    length = next((at for at, c in enumerate(rest) if not (c.isascii() and (c.isalnum() or c == "_"))), len(rest))
    return rest[:length], length


def label_joined(vector: Vector, target: str, separator: str, sources: list[str]) -> Vector:
    check_label(target)
    between = len(separator.encode()) * len(sources)
    check_sizes([between + sum(len(own.get(name, "").encode()) for name in sources) for own in vector.labels])
    labels = [with_label(own, target, separator.join(own.get(name, "") for name in sources)) for own in vector.labels]
    return merged(Vector(labels, vector.values, vector.present))


def check_sizes(sizes: list[int]) -> None:
    """Refuses values before they are made: `sizes` are the most bytes each can have."""
    if max(sizes, default=0) > MOST_BYTES or sum(sizes) > MOST_BYTES_IN_ALL:
        raise TooMuch(f"A label would be longer than {MOST_BYTES:,} bytes. Put less into it, or take fewer series.")


def check_label(name: str) -> None:
    if not name or not name.replace("_", "a").isalnum() or not name.isascii() or name[0].isdigit():
        raise Invalid(f"“{name}” is not the name of a label.", field="expression")


def with_label(labels: Labels, name: str, value: str) -> Labels:
    kept = {other: text for other, text in labels.items() if other != name}
    return kept | {name: value} if value else kept
