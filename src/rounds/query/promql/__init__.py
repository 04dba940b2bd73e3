"""PromQL, as Prometheus 3 answers it: parsed with places, evaluated on NumPy.

```
expression = promql.parse('sum by (service) (rate(http_requests_total[5m]))')
value = promql.evaluate(expression, source, promql.Grid(start, step, steps))
```
"""

from __future__ import annotations

from rounds.query.promql.evaluate import LOOKBACK, evaluate
from rounds.query.promql.names import AGGREGATIONS, FUNCTIONS
from rounds.query.promql.parse import parse
from rounds.query.promql.tree import Aggregate, Expression, Matcher, Selector, made_labels, parts, selectors
from rounds.query.promql.units import unit
from rounds.query.promql.values import Grid, Labels, Looked, Samples, Scalar, Source, Vector
from rounds.query.promql.write import written

__all__ = [
    "AGGREGATIONS",
    "FUNCTIONS",
    "LOOKBACK",
    "Aggregate",
    "Expression",
    "Grid",
    "Labels",
    "Looked",
    "Matcher",
    "Samples",
    "Scalar",
    "Selector",
    "Source",
    "Vector",
    "evaluate",
    "made_labels",
    "parse",
    "parts",
    "selectors",
    "unit",
    "written",
]
