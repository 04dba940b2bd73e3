"""Compiled loops, made ready behind the first look at an incident's snapshots.

Loading them takes up to a second, and the first time after an installation they are compiled, which takes some more.
A start does not wait for that, as most of them ask nothing of heaps; nor does the first click on a page, mostly.
"""

from __future__ import annotations

import threading

from rounds.kit.errors import Problem
from rounds.tools.heap import CompareQuestion, PathsQuestion, RetainersQuestion
from rounds.tools.snapshots import Shelf

ONCE = threading.Lock()  # never let go: what is loaded stays


def warm(shelf: Shelf) -> None:
    """Begin, in a thread of its own, unless it was begun before in this process."""
    if shelf.taken and ONCE.acquire(blocking=False):
        threading.Thread(target=ready, args=(shelf,), name="heap-loops", daemon=True).start()


def ready(shelf: Shelf) -> None:
    """Ask of the smallest snapshot what runs the loops: kernels are compiled for arrays as they are mapped."""
    from rounds.tools import heap_answers  # noqa: PLC0415 - this is what takes its time

    smallest = min(shelf.taken, key=lambda one: shelf.heap(one).nodes)
    number = int(shelf.heap(smallest).node_id[-1])
    for question in (
        CompareQuestion(base=smallest.name, snapshot=smallest.name),
        RetainersQuestion(snapshot=smallest.name, id=number, ignore=(number,)),
        PathsQuestion(snapshot=smallest.name, id=number, ignore=(number,)),
    ):
        try:
            heap_answers.answer(shelf, question)
        except Problem:  # whoever asks for it will be told
            return
