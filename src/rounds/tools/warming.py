"""What the first clicks on an incident's snapshots will need, made ready behind the first look at the list of them.

That is loading the compiled loops (up to a second, and some more the first time after an installation, when they are
compiled), and comparing the snapshots that people compare. A start does not wait for it, as most ask nothing of heaps.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any

from rounds.kit.errors import Problem
from rounds.tools.heap import KEEP, CompareQuestion, DuplicatesQuestion, GroupsQuestion, PathQuestion, SummaryQuestion
from rounds.tools.snapshots import Shelf, Taken

MOST_PAIRS = 6  # of an incident; the others are compared when somebody asks
BEGUN: set[str] = set()
ONE = threading.Lock()  # incident at a time: there are people who wait for the other core


def warm(shelf: Shelf) -> None:
    """Begin, in a thread of its own, unless it was begun for this incident before."""
    if shelf.taken and shelf.incident not in BEGUN:
        BEGUN.add(shelf.incident)
        threading.Thread(target=ready, args=(shelf,), name="warming", daemon=True).start()


def ready(shelf: Shelf) -> None:
    """Until something cannot be answered, which is told to whoever asks for it."""
    with ONE, suppress(Problem):
        from rounds.tools import heap_answers  # noqa: PLC0415 - this takes its time

        for question in usual(shelf):
            heap_answers.answer(shelf, question)


def usual(shelf: Shelf) -> Iterator[Any]:
    """The loops on the smallest snapshot; then each with the one before it in its pod, and the first with the last."""
    smallest = min(shelf.taken, key=lambda one: shelf.heap(one).nodes)
    number = int(shelf.heap(smallest).node_id[-1])
    yield PathQuestion(snapshot=smallest.name, id=number, ignore=(1,))
    for base, taken in pairs(shelf)[:MOST_PAIRS]:
        yield CompareQuestion(base=base.name, snapshot=taken.name)
    for taken in shelf.taken[-MOST_PAIRS:]:
        yield DuplicatesQuestion(snapshot=taken.name)
        yield GroupsQuestion(snapshot=taken.name, key=shelf.heap(taken).classes.key[0])
    for keep in KEEP[2:]:
        yield SummaryQuestion(snapshot=shelf.taken[-1].name, keep=keep)


def pairs(shelf: Shelf) -> list[tuple[Taken, Taken]]:
    of_pods = [shelf.of_pod(pod) for pod in dict.fromkeys(one.pod for one in shelf.taken)]
    return [pair for taken in of_pods for pair in (*ends(taken), *pairwise(taken))]


def ends(taken: Sequence[Taken]) -> Iterator[tuple[Taken, Taken]]:
    if len(taken) > 2:
        yield taken[0], taken[-1]
