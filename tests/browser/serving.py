"""`rounds`, as if only the guide's three scenarios were shipped, and its interview over those and all that are given
beside them.

    python -m tests.browser.serving demo
"""

from __future__ import annotations

from types import MappingProxyType

from rounds.actions.demo import today
from rounds.cli.__main__ import main
from rounds.incidents import scenarios

if __name__ == "__main__":
    guides = list(scenarios.SHIPPED)[: today.SCENARIOS]
    scenarios.SHIPPED = MappingProxyType({name: scenarios.SHIPPED[name] for name in guides})
    today.SCENARIOS = 9
    main()
