"""A PromQL tree back to text, in one canonical form."""

from __future__ import annotations

from rounds.query.promql.tree import (
    Aggregate,
    At,
    Binary,
    Call,
    Expression,
    Matcher,
    Matching,
    Negative,
    Number,
    Range,
    Selector,
    String,
    Subquery,
)

UNITS = (("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1))


def written(node: Expression) -> str:
    """The expression as text; parsing it gives the same tree, but for places."""
    match node:
        case Number(value):
            return number(value)
        case String(text):
            return quoted(text)
        case Selector(offset=offset, at=at):
            return selected(node) + moved(offset, at)
        case Range(selector, width):
            return f"{selected(selector)}[{duration(width)}]{moved(selector.offset, selector.at)}"
        case Subquery(inner, width, step, offset, at):
            return f"{inside(inner)}[{duration(width)}:{duration(step) if step else ''}]{moved(offset, at)}"
        case Call(function, arguments):
            return f"{function}({', '.join(map(written, arguments))})"
        case Negative(inner):
            return f"-{inside(inner)}"
        case Aggregate():
            return aggregate(node)
        case Binary(operator, left, right, matching, as_number):
            words = [operator, "bool" if as_number else "", *matched(matching)]
            return f"{inside(left)} {' '.join(word for word in words if word)} {inside(right)}"


def inside(node: Expression) -> str:
    return f"({written(node)})" if isinstance(node, Binary | Negative) else written(node)


def number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def selected(selector: Selector) -> str:
    """The metric's name first, then what else is asked for."""
    others = [m for m in selector.matchers if not (m.label == "__name__" and m.operator == "=" and bare(m.value))]
    name = selector.metric if bare(selector.metric) else ""
    return name + ("{" + ", ".join(map(matcher, others)) + "}" if others else "")


def bare(name: str) -> bool:
    plain = name.replace("_", "a").replace(":", "a")
    return bool(name) and plain.isascii() and plain.isalnum() and not name[0].isdigit()


def matcher(asked: Matcher) -> str:
    label = asked.label if bare(asked.label) else quoted(asked.label)
    return f"{label}{asked.operator}{quoted(asked.value)}"


def moved(offset: int, at: At | None) -> str:
    when = "" if at is None else f" @ {at.moment}()" if isinstance(at.moment, str) else f" @ {number(at.moment / 1000)}"
    return when + (f" offset {duration(offset)}" if offset else "")


def duration(milliseconds: int) -> str:
    """`90000` as `1m30s`."""
    rest, text = abs(milliseconds), "-" if milliseconds < 0 else ""
    for name, size in UNITS:
        many, rest = divmod(rest, size)
        text += f"{many}{name}" if many else ""
    return text or "0s"


def aggregate(node: Aggregate) -> str:
    grouped = node.labels or node.without
    grouping = f" {'without' if node.without else 'by'} ({', '.join(node.labels)}) " if grouped else ""
    parameter = f"{written(node.parameter)}, " if node.parameter is not None else ""
    return f"{node.operator}{grouping}({parameter}{written(node.expression)})"


def matched(matching: Matching) -> list[str]:
    labels = ", ".join(matching.labels)
    words = [f"{'on' if matching.on else 'ignoring'} ({labels})"] if matching.on or matching.labels else []
    return words + ([f"group_{matching.side} ({', '.join(matching.group)})"] if matching.side else [])
