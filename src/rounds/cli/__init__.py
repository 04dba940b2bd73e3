"""The command line: each command reads what it was given, calls one action, and prints."""

from __future__ import annotations

import gc


def main() -> None:
    gc.disable()  # a tenth of every start went into looking through modules for garbage
    from rounds.cli.commands import run  # noqa: PLC0415 - `import rounds.cli` alone costs nothing

    run()
