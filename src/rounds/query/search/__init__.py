"""The search language of traces and logs: text to tree, tree to a condition with bound values, tree to text.

```
service:webhook-dispatcher retry_count:>3 duration:>2s status:[500 TO 599] "exact phrase" -path:/health (a OR b)
```
"""

from __future__ import annotations

from rounds.query.search.fields import LEVELS, Attribute, Field, Fields
from rounds.query.search.parse import parse
from rounds.query.search.plan import Condition, condition, like, texts
from rounds.query.search.tree import Tree
from rounds.query.search.write import with_filter, written

__all__ = [
    "LEVELS",
    "Attribute",
    "Condition",
    "Field",
    "Fields",
    "Tree",
    "condition",
    "like",
    "parse",
    "texts",
    "with_filter",
    "written",
]
