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
A_PROCESS = 4  # proofs, about; starting takes two seconds, and memory comes in pieces that not all go back


def prove_many(wanted: Sequence[Variant], jobs: int) -> Iterator[tuple[Variant, Proven]]:
    """Each as it is done. The engine holds one folder a process and must never be forked, so processes start anew.

    Some at a time, each time with new processes: a pool that exchanges its own as they end may wait for ever.

    Raises: as `prove`; what runs then is ended first.
    """
    for first in range(0, len(wanted), jobs * A_PROCESS):
        yield from prove_some(wanted[first : first + jobs * A_PROCESS], jobs)


def prove_some(wanted: Sequence[Variant], jobs: int) -> Iterator[tuple[Variant, Proven]]:
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=quietly)
    try:
        running = {pool.submit(prove, scenario, seed): (scenario, seed) for scenario, seed in wanted}
        for done in as_completed(running):
            yield running[done], done.result()
    finally:
        pool.shutdown(cancel_futures=True)


def quietly() -> None:
    """The server's own lines would stand between those of the table."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
