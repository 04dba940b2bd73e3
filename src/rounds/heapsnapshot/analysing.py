"""What follows from a snapshot: what keeps each object alive, how much would go with it, how far it is, what it is.

The rules are those of Chrome DevTools' heap snapshot worker, so that every number is the one people see there; each
function that follows a rule says which.
"""

from __future__ import annotations

from rounds.heapsnapshot.heap import Heap
from rounds.heapsnapshot.progress import Progress, quiet
from rounds.heapsnapshot.reading import Columns
from rounds.heapsnapshot.rules import DEVTOOLS, Rules

__all__ = ["DEVTOOLS", "Rules", "analyse"]


def analyse(columns: Columns, progress: Progress = quiet, rules: Rules = DEVTOOLS) -> Heap:
    """Analyse a file that was read. The columns become part of the heap."""
    from rounds.heapsnapshot import analysis  # noqa: PLC0415 - its compiled code is loaded while a file is read

    return analysis.analysed(columns, progress, rules)
