"""The functions and aggregations that are answered; what else Prometheus knows is refused by name."""

from __future__ import annotations

OVER_TIME = tuple(
    f"{name}_over_time"
    for name in [
        "avg",
        "min",
        "max",
        "sum",
        "count",
        "last",
        "first",
        "quantile",
        "stddev",
        "stdvar",
        "present",
        "absent",
    ]
)
FUNCTIONS = frozenset(
    [
        "rate",
        "increase",
        "delta",
        "irate",
        "idelta",
        "resets",
        "changes",
        "deriv",
        "predict_linear",
        "histogram_quantile",
        "abs",
        "ceil",
        "floor",
        "round",
        "clamp",
        "clamp_min",
        "clamp_max",
        "ln",
        "log2",
        "log10",
        "exp",
        "sqrt",
        "sgn",
        "sort",
        "sort_desc",
        "scalar",
        "vector",
        "time",
        "timestamp",
        "absent",
        "label_replace",
        "label_join",
        "pi",
    ]
) | frozenset(OVER_TIME)
AGGREGATIONS = frozenset(
    ["sum", "avg", "max", "min", "count", "group", "stddev", "stdvar", "quantile", "topk", "bottomk"]
)
