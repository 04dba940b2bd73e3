"""`rounds`, as if only its first scenario were shipped: the others would take a minute of the machine, and no story
here is about them.

    python -m tests.browser.serving demo
"""

from __future__ import annotations

from types import MappingProxyType

from rounds.cli.__main__ import main
from rounds.incidents import scenarios

if __name__ == "__main__":
    first = next(iter(scenarios.SHIPPED))
    scenarios.SHIPPED = MappingProxyType({first: scenarios.SHIPPED[first]})
    main()
