"""`rounds scenario new`, `preview`, `diff` and `find`: writing scenarios, and telling their variants apart."""

from __future__ import annotations

import json
import logging
import os
import sys
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from rounds.actions.places import Places
from rounds.cli.progress import shown
from rounds.cli.tables import table
from rounds.cli.variants import library, opened, variant
from rounds.incidents import authoring
from rounds.incidents.differences import Differences, differences
from rounds.incidents.shelves import canary_seen
from rounds.kit.errors import Invalid
from rounds.web.settings import HOST, Serving, port_of

DIFFERENT = 1
COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def new(
    name: Annotated[str, typer.Argument(help="The scenario's name: lower-case letters, digits and dashes.")],
    within: Annotated[Path, typer.Option("--in", help="The folder to make it in; this one when left out.")] = Path(),
) -> None:
    """Write a folder with a small whole scenario, to be changed into another."""
    if any(one.name == name for one in library().offered()):
        raise Invalid(f"There is a scenario {name} already. Choose another name.", field="name")
    place = authoring.new(name, within)
    shown_as = place if place.is_absolute() else f"./{place}"
    sys.stdout.write(f"{place}\n\n")
    sys.stdout.write(f"rounds scenario check {shown_as}    proves it, and names what is wrong by file and line\n")
    sys.stdout.write(f"rounds scenario preview {shown_as}  shows it as a candidate sees it\n")
    sys.stdout.write(f"rounds scenario export {shown_as} --out {name}.zip  packs it for ROUNDS_SCENARIOS\n")


def preview(
    name: Annotated[str, typer.Argument(help="A scenario's name, or its folder, or a bundle: a folder or a zip file.")],
    seed: Annotated[int | None, typer.Option(min=0, help="The variant.")] = None,
) -> None:
    """Serve one scenario alone, as a candidate meets it, until Ctrl-C. Nothing of it stays."""
    from rounds.cli import serving  # noqa: PLC0415 - the other commands need no engine and no server
    from rounds.proving.serving import installed  # noqa: PLC0415

    found = variant(name, seed)
    port = os.environ.get("ROUNDS_PORT")
    with ExitStack() as until_the_end:
        enter = until_the_end.enter_context
        enter(serving.until_told_to_end())
        listening = enter(serving.listening_at(HOST, port_of(port) if port else 0))
        folder = Path(enter(TemporaryDirectory(prefix="rounds-preview-")))
        serving.log_to_stderr(logging.WARNING)
        with shown(name) as progress:
            bundle = enter(opened(found, lambda done, doing: progress(done / 2, doing)))
            house = enter(installed(bundle, folder, lambda done, doing: progress(0.5 + done / 2, doing)))
        at = listening.getsockname()[1]
        settings = Serving(HOST, at, f"http://{HOST}:{at}")
        serving.link("candidate", f"{settings.url}/join#{house.invitation.candidate}")
        serving.link("staff", f"{settings.url}/staff/join#{house.invitation.interviewer}")
        serving.served(house.office, settings, listening, level=logging.WARNING)


def diff(
    a: Annotated[str, typer.Argument(help="A scenario's name, folder or bundle; NAME@7 is its variant of seed 7.")],
    b: Annotated[str, typer.Argument(help="Another.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show what differs between two versions or variants; exit with 1 if anything does."""
    wanted = [(name, variant(name)) for name in (a, b)]  # before either is built
    with ExitStack() as both:
        sides = []
        for name, one in wanted:
            with shown(name) as progress:
                sides.append(both.enter_context(opened(one, progress)))
        found = differences(*sides)
    if as_json:
        told = {"a": a, "b": b, "same": found.same, **asdict(found)}
        sys.stdout.write(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
    else:
        print_differences(a, b, found)
    if not found.same:
        raise typer.Exit(DIFFERENT)


def print_differences(a: str, b: str, found: Differences) -> None:
    if found.same:
        sys.stdout.write("They are the same: every text, and every value of the telemetry.\n")
    for part in found.texts:
        sys.stdout.write(f"{styled(part.part, bold=True)}\n")
        for line in part.lines:
            sys.stdout.write(f"{styled(line, fg=COLOURS.get(line[:1]))}\n")
        sys.stdout.write("\n")
    if found.telemetry:
        table(["telemetry", "", a, b], [[row.part, row.what, row.a, row.b] for row in found.telemetry])


def styled(text: str, fg: str | None = None, *, bold: bool = False) -> str:
    return typer.style(text, fg=fg, bold=bold or None) if sys.stdout.isatty() else text


def find(
    value: Annotated[str, typer.Argument(help="What a screenshot shows: a host, a customer, an id.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Find the installed variants that have a value as a canary; exit with 1 if there is none."""
    if not value.strip():
        raise Invalid("Give a value to look for.", field="value")
    found = list(canary_seen(Places.told(os.environ).data, value))
    if as_json:
        sys.stdout.write(json.dumps([asdict(one) for one in found], indent=1, ensure_ascii=False) + "\n")
    elif found:
        heads = ["scenario", "version", "seed", "value", "where", "incident"]
        table(heads, [[one.scenario, one.version, str(one.seed), one.value, one.where, one.incident] for one in found])
    else:
        sys.stderr.write(f"rounds: no installed variant has {value!r} as a canary.\n")
    if not found:
        raise typer.Exit(1)
