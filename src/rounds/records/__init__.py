"""Interviews, seats and what was asked and seen, in SQLite or PostgreSQL.

```
records = Records.open("sqlite:///var/lib/rounds/records.sqlite")
with records.work() as work:
    work.append(interview.id, question, now)
```
"""

from __future__ import annotations

from rounds.records.records import Records
from rounds.records.work import Recorded, Work

__all__ = ["Recorded", "Records", "Work"]
