"""What an expression is measured in, as far as its form says."""

from __future__ import annotations

from collections.abc import Mapping

from rounds.query.promql.tree import Aggregate, Binary, Call, Expression, Negative, Range, Selector, Subquery

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
NUMBERLESS = frozenset({"count", "group", "stdvar"})


def unit(expression: Expression, units: Mapping[str, str]) -> str:
    """`seconds`, `bytes`, `per second`, `bytes per second`, `ratio`, … or empty. `units`: of metrics by name."""
    match expression:
        case Selector():
            return of_metric(expression.metric, units)
        case Range(selector):
            return unit(selector, units)
        case Subquery(inner) | Negative(inner):
            return unit(inner, units)
        case Aggregate(operator, inner):
            return "" if operator in NUMBERLESS else unit(inner, units)
        case Call("histogram_quantile", (_, inner)):
            return of_metric(bucket(inner), units)
        case Call("timestamp" | "time"):
            return "seconds"
        case Call(name, arguments) if name in PER_SECOND:
            return per_second(unit(arguments[-1], units))
        case Call(name, arguments) if name in SAME:
            return next((found for found in (unit(argument, units) for argument in arguments) if found), "")
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
    left, right = unit(node.left, units), unit(node.right, units)
    if node.as_number:
        return ""
    if node.operator == "/" and left and right:
        return quotient(left, right)
    if node.operator in ("*", "/") and left and right:
        return ""
    return left or right if node.operator not in ("^", "atan2") else ""


def quotient(left: str, right: str) -> str:
    """Equal units make a ratio; seconds per second over requests per second are seconds."""
    if left == right:
        return "ratio"
    return left.removesuffix(" per second") if right == "per second" and left.endswith(" per second") else ""
