"""Making scenario 1: spans a second, seconds, peak memory; and its invariants over many seeds.

Run as `python -m bench.scenario [SEEDS]`.
"""

from __future__ import annotations

import resource
import sys
import time

from rounds.incidents.scenarios import SHIPPED

SEEDS = 20
GOAL = 100_000  # spans simulated and written, a second on one core


def made(name: str, seed: int) -> None:
    began, cpu = time.perf_counter(), time.process_time()
    signals = SHIPPED[name].build(seed).signals
    took, busy = time.perf_counter() - began, time.process_time() - cpu
    rows = signals.tables()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    happened = int(rows["spans"]["SampleRate"].to_numpy().sum())
    print(
        f"{name}, seed {seed}: {took:.1f} s, {busy:.1f} s of CPU, peak {peak:,.0f} MB\n"
        f"  stored: {rows['spans'].num_rows:,} spans, {rows['logs'].num_rows:,} lines, {rows['samples'].num_rows:,} samples\n"
        f"  spans simulated, a second of CPU: {happened / busy:,.0f} (goal {GOAL:,}); stored: {rows['spans'].num_rows / busy:,.0f}"
    )


def proven(name: str, seeds: int) -> bool:
    scenario, good = SHIPPED[name], True
    for seed in range(1, seeds + 1):
        checks = scenario.check(scenario.build(seed))
        failed = [check for check in checks if not check.holds]
        good = good and not failed
        print(
            f"  seed {seed:2}: {len(checks) - len(failed)} of {len(checks)} hold",
            *(f"\n    {c.claim}: {c.shown}" for c in failed),
            flush=True,
        )
    return good


def main(seeds: int = SEEDS) -> bool:
    good = True
    for name in SHIPPED:
        made(name, 1)
        print(f"invariants of {name}, seeds 1 to {seeds}:")
        good = proven(name, seeds) and good
    return good


if __name__ == "__main__":
    sys.exit(not main(*(int(argument) for argument in sys.argv[1:])))
