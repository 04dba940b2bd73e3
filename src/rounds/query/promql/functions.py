"""Functions of whole vectors: of their values, step by step, and of their labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.kit.errors import Invalid
from rounds.query.promql.operators import merged
from rounds.query.promql.values import Array, Labels, Vector

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
    """
    check_label(target)
    texts = arrow([labels.get(source, "") for labels in vector.labels])
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
    labels = [with_label(own, target, separator.join(own.get(name, "") for name in sources)) for own in vector.labels]
    return merged(Vector(labels, vector.values, vector.present))


def check_label(name: str) -> None:
    if not name or not name.replace("_", "a").isalnum() or not name.isascii() or name[0].isdigit():
        raise Invalid(f"“{name}” is not the name of a label.", field="expression")


def with_label(labels: Labels, name: str, value: str) -> Labels:
    kept = {other: text for other, text in labels.items() if other != name}
    return kept | {name: value} if value else kept
