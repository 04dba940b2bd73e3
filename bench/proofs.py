"""Proving every shipped scenario over many seeds, as `rounds scenario check` does, two at a time.

Run as `python -m bench.proofs [SEEDS] [NAMES …]`; exits with 1 if a claim does not hold.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict

from rounds.incidents.scenarios import SHIPPED
from rounds.proving import Finding, Proven, compared, prove_many

SEEDS = 50
JOBS = 2


def main(seeds: int = SEEDS, *names: str) -> bool:
    wanted = [(SHIPPED[name], seed) for seed in range(1, seeds + 1) for name in names or SHIPPED]
    proven: dict[str, list[Proven]] = defaultdict(list)
    began = time.monotonic()
    for done, ((scenario, _), one) in enumerate(prove_many(wanted, JOBS), start=1):
        proven[scenario.name].append(one)
        tell(f"{done} of {len(wanted)}", scenario.name, one, time.monotonic() - began)
    held = [concluded(name, of) for name, of in sorted(proven.items())]
    return all(held)


def tell(done: str, name: str, one: Proven, seconds: float) -> None:
    failed = failing(one.findings)
    print(f"{done}, {seconds:.0f} s: {name}, seed {one.seed}: {len(one.findings)} claims, {len(failed)} do not hold")
    for finding in failed:
        print(f"    {finding.part.value}: {finding.claim}: {finding.shown}")
    sys.stdout.flush()


def concluded(name: str, of: list[Proven]) -> bool:
    between = list(compared(of))
    held = sum(one.holds for one in of)
    print(f"{name}: {held} of {len(of)} seeds hold; " + "; ".join(f"{one.claim}: {one.shown}" for one in between))
    return held == len(of) and not failing(between)


def failing(findings: list[Finding] | tuple[Finding, ...]) -> list[Finding]:
    return [one for one in findings if not one.holds and not one.warning]


if __name__ == "__main__":
    sys.exit(not main(*(int(argument) if argument.isdigit() else argument for argument in sys.argv[1:])))
