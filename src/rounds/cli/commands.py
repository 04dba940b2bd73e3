"""All commands, each imported when it is used, and what becomes of a problem: a sentence and an exit code.

0 is good, 1 says that a check failed or something could not be done, 2 that the command was used wrongly.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from rounds.kit.errors import Invalid, NotFound, Problem

PLACES = {  # the order of `--help`
    "demo": "rounds.cli.serving",
    "serve": "rounds.cli.serving",
    "user": "rounds.cli.user",
    "doctor": "rounds.cli.doctor",
    "retention": "rounds.cli.retention",
    "backup": "rounds.cli.backup",
    "restore": "rounds.cli.backup",
    "packet": "rounds.cli.packet",
    "scenario": "rounds.cli.scenario",
    "incident": "rounds.cli.incident",
    "heap": "rounds.cli.heap",
}
SERVING = ("demo", "serve")  # which go on without it until they serve
FAILED, MISUSED = 1, 2
LONGEST = 1_000  # characters of a line that says what is wrong


class Commands(TyperGroup):
    """Serving imports an engine and a web framework; `rounds --version` should not wait for them."""

    def list_commands(self, _ctx: Any) -> list[str]:
        return list(PLACES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in PLACES:
            return None
        group = typer.main.get_group(import_module(PLACES[cmd_name]).app)
        if cmd_name not in SERVING:
            gc.enable()
        group.name = cmd_name
        return group.get_command(ctx, cmd_name) or group


app = typer.Typer(cls=Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def say_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"rounds {version('rounds')}\n")
        raise typer.Exit


@app.callback()
def options(
    _version: Annotated[
        bool, typer.Option("--version", callback=say_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Production-debugging interviews on recorded incidents."""


def plain(message: str) -> str:
    """As it is, but what a file or its name smuggled into it does not steer a terminal, or fill it."""
    from rounds.cli.heap_tables import text  # noqa: PLC0415 - only when something is wrong

    return "\n".join(text(line, LONGEST) for line in message.split("\n"))


def run() -> None:
    try:
        app()
    except Problem as problem:
        sys.stderr.write(f"rounds: {plain(problem.message)}\n")
        sys.exit(MISUSED if isinstance(problem, Invalid | NotFound) else FAILED)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:  # `rounds scenario list | head -1`
        sys.stderr.close()
        sys.exit(0)
