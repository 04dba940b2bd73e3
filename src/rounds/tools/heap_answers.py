"""Every question about heap snapshots to the function that answers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rounds.tools import heap as asked
from rounds.tools import heap_classes, heap_objects
from rounds.tools.heap_checks import check
from rounds.tools.heap_desk import Desk
from rounds.tools.snapshots import Shelf


def answer(shelf: Shelf, question: Any) -> Any:
    """
    Raises:
        Invalid: names the field that is wrong, and what would be right.
        NotFound: there is no such snapshot, pod, class or object.
    """
    check(question)
    return ANSWERS[type(question)](Desk(shelf), question)


ANSWERS: dict[type[Any], Callable[[Desk, Any], Any]] = {
    asked.ChangedQuestion: heap_classes.changed,
    asked.CompareQuestion: heap_classes.comparison,
    asked.DominatedQuestion: heap_objects.dominated,
    asked.DominatorsQuestion: heap_objects.chain,
    asked.DuplicatesQuestion: heap_classes.doubles,
    asked.FieldsQuestion: heap_objects.fields,
    asked.GroupsQuestion: heap_classes.groups,
    asked.GrowthQuestion: heap_classes.grown,
    asked.ObjectQuestion: heap_objects.details,
    asked.ObjectsQuestion: heap_classes.members,
    asked.PathQuestion: heap_objects.held_by,
    asked.PathsQuestion: heap_objects.all_paths,
    asked.RetainersQuestion: heap_objects.retainers,
    asked.StatisticsQuestion: heap_classes.shares,
    asked.SummaryQuestion: heap_classes.classes,
    asked.SuspectsQuestion: heap_classes.leaks,
}
