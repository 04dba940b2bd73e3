"""What an expression is measured in, as far as its form says."""

from __future__ import annotations

import math
from collections.abc import Mapping

from rounds.query.promql.tree import Aggregate, Binary, Call, Expression, Negative, Number, Range, Selector, Subquery

SAME = frozenset(
    [
        "increase",
        "delta",
        "idelta",
        "abs",
        "ceil",
        "floor",
        "round",
        "clamp",
        "clamp_min",
        "clamp_max",
        "sort",
        "sort_desc",
        "scalar",
        "label_replace",
        "label_join",
        "avg_over_time",
        "min_over_time",
        "max_over_time",
        "sum_over_time",
        "last_over_time",
        "first_over_time",
        "quantile_over_time",
        "stddev_over_time",
        "predict_linear",
    ]
)
PER_SECOND = frozenset({"rate", "irate", "deriv"})
MULTIPLES: Mapping[tuple[str, float], str] = {("ratio", 100): "percent", ("seconds", 1000): "milliseconds"}
NUMBERLESS = frozenset({"count", "group", "stdvar"})


def unit(expression: Expression, units: Mapping[str, str]) -> str:
    """`seconds`, `bytes`, `per second`, `bytes per second`, `ratio`, `percent`, … or empty.

    `units`: of metrics by name. What is multiplied or divided by a number is not in its unit any more, but may
    be in another: a ratio times 100 is percent.
    """
    found, times = base(expression, units), factor(expression)
    if abs(times) == 1:
        return found
    return MULTIPLES.get((found, times), "")


def base(expression: Expression, units: Mapping[str, str]) -> str:
    """The unit without regard to numbers it is multiplied by."""
    match expression:
        case Selector():
            return of_metric(expression.metric, units)
        case Range(selector):
            return base(selector, units)
        case Subquery(inner) | Negative(inner):
            return base(inner, units)
        case Aggregate(operator, inner):
            return "" if operator in NUMBERLESS else base(inner, units)
        case Call("histogram_quantile", (_, inner)):
            return of_metric(bucket(inner), units)
        case Call("timestamp" | "time"):
            return "seconds"
        case Call(name, arguments) if name in PER_SECOND:
            return per_second(base(arguments[-1], units))
        case Call(name, arguments) if name in SAME:
            return next((found for found in (base(argument, units) for argument in arguments) if found), "")
        case Binary():
            return of_both(expression, units)
        case _:
            return ""


def of_metric(name: str, units: Mapping[str, str]) -> str:
    """The metric's own unit; counts and sums of buckets have none of their own but the sum."""
    if name.endswith(("_bucket", "_count")) and name.rsplit("_", 1)[0] + "_bucket" in units:
        return units.get(name, "") if name.endswith("_bucket") else ""
    return units.get(name, "")


def bucket(expression: Expression) -> str:
    """The metric under a histogram's sums and rates."""
    match expression:
        case Selector():
            return expression.metric
        case Range(selector):
            return selector.metric
        case Aggregate(_, inner) | Negative(inner) | Subquery(inner):
            return bucket(inner)
        case Call(_, arguments):
            return next((found for found in map(bucket, arguments) if found), "")
        case Binary(_, left, right):
            return bucket(left) or bucket(right)
        case _:
            return ""


def per_second(base: str) -> str:
    return f"{base} per second" if base else "per second"


def of_both(node: Binary, units: Mapping[str, str]) -> str:
    left, right = base(node.left, units), base(node.right, units)
    if node.as_number:
        return ""
    if node.operator == "/" and left and right:
        return quotient(left, right)
    if (node.operator == "*" and left and right) or (node.operator == "/" and right):
        return ""
    return left or right if node.operator not in ("^", "atan2") else ""


def quotient(left: str, right: str) -> str:
    """Equal units make a ratio; seconds per second over requests per second are seconds."""
    if left == right:
        return "ratio"
    return left.removesuffix(" per second") if right == "per second" and left.endswith(" per second") else ""


def factor(expression: Expression) -> float:
    """What the measured values were multiplied by: 100 for `100 * errors / requests`."""
    match expression:
        case Aggregate(_, inner) | Negative(inner) | Subquery(inner):
            return factor(inner)
        case Call(_, arguments):
            return next((found for found in map(factor, arguments) if found != 1), 1)
        case Binary("*" | "/"):
            left, right = scale(expression.left), scale(expression.right)
            return left * right if expression.operator == "*" else left / right if right else math.inf
        case Binary():
            return factor(expression.right if constant(expression.left) is not None else expression.left)
        case _:
            return 1


def scale(expression: Expression) -> float:
    """A number's own value, or what is multiplied into the rest."""
    number = constant(expression)
    return factor(expression) if number is None else number


def constant(expression: Expression) -> float | None:
    match expression:
        case Number(value):
            return value
        case Negative(inner):
            number = constant(inner)
            return None if number is None else -number
        case _:
            return None
