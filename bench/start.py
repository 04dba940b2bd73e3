"""Starting: `rounds demo` on an empty data folder and on one that it has used, to `/readyz`.

Run as `python -m bench.start`. The interface must be built.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tests.browser.demo import running

BUDGETS = {"first start": 60.0, "second start": 3.0}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, budget in BUDGETS.items():
            began = time.perf_counter()
            with running(Path(folder)):
                took = time.perf_counter() - began
            print(f"{name}: ready after {took:.1f} s (budget {budget:g} s)", flush=True)


if __name__ == "__main__":
    main()
