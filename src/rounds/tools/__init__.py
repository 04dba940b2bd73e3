"""The lenses: a question about an incident in, an answer out.

```
answer = tools.ask(reader, logs.LinesQuestion(query="level:error", start=…, end=…), tag="page-1/logs")
digest = tools.digest(question, answer)
```
"""

from __future__ import annotations

from rounds.tools.asking import ask
from rounds.tools.digests import digest
from rounds.tools.snapshots import Heaps

__all__ = ["Heaps", "ask", "digest"]
