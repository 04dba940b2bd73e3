"""All measurements, one after the other, each in a process of its own: `make bench`, or `python -m bench NAME …`.

Times are of this machine as it is. What they are held against stands in docs/budgets.md.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WHAT = {
    "store": "installing and recording",
    "questions": "typical questions of the lenses",
    "promql": "PromQL, beside Prometheus where it is installed",
    "heap": "heap snapshots, beside Chrome DevTools' worker, memlab and VS Code's parser",
    "heapclicks": "what the heap page asks at each click, of the largest snapshots",
    "start": "starting the demo",
    "scenario": "making the scenarios",
    "load": "200 candidates at once for ten minutes",
    "proofs": "every scenario proven over 50 seeds",
}


def main(names: list[str]) -> int:
    if unknown := set(names) - set(WHAT):
        print(f"there is no measurement {', '.join(sorted(unknown))}; there are {', '.join(WHAT)}", file=sys.stderr)
        return 2
    failed = [name for name in names or WHAT if not ran(name)]
    return 1 if failed else 0


def ran(name: str) -> bool:
    print(f"\n== {name}: {WHAT[name]}", flush=True)
    return subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=Path(__file__).parent.parent).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
