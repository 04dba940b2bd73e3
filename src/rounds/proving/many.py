"""Many variants, several at a time, in processes of their own, which give all their memory back after a few."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

import structlog

from rounds.incidents.built import Scenario
from rounds.proving.proving import Proven, prove

Variant = tuple[Scenario, int]
A_PROCESS = 4  # proofs; starting takes two seconds, and memory comes in pieces that not all go back


def prove_many(wanted: Sequence[Variant], jobs: int) -> Iterator[tuple[Variant, Proven]]:
    """Each as it is done. The engine holds one folder a process and must never be forked, so processes start anew.

    Raises: as `prove`; what runs then is ended first.
    """
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=quietly, max_tasks_per_child=A_PROCESS)
    try:
        running = {pool.submit(prove, scenario, seed): (scenario, seed) for scenario, seed in wanted}
        for done in as_completed(running):
            yield running[done], done.result()
    finally:
        pool.shutdown(cancel_futures=True)


def quietly() -> None:
    """The server's own lines would stand between those of the table."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
