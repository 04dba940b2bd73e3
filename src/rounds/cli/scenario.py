"""`rounds scenario`: which there are, and building, installing, exporting and checking them."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rounds.actions.places import Places
from rounds.cli.progress import shown
from rounds.cli.tables import table
from rounds.incidents import bundles
from rounds.incidents.built import Progress, Scenario
from rounds.incidents.bundles import Bundle
from rounds.incidents.library import Library
from rounds.kit.errors import Conflict, Invalid

if TYPE_CHECKING:
    from rounds.actions.office import Office
    from rounds.cli.running import Server
    from rounds.proving import Finding, Proven

LOOKS = 0.5  # seconds between two looks at how far a server is

app = typer.Typer(help="Scenarios: list, build, install, export and check them.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="A scenario's name, as `rounds scenario list` shows it.")]
Seed = Annotated[int | None, typer.Option(min=0, help="The variant: the same seed gives the same bytes.")]
Out = Annotated[Path | None, typer.Option(help="A folder to make, or a file whose name ends in .zip.")]


@app.command("list")
def list_(*, as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """Show the scenarios of this installation."""
    offered = library().offered()
    if as_json:
        told = [{"name": one.name, "version": one.version, "title": one.title} for one in offered]
        sys.stdout.write(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
        return
    rows = [[one.name, one.version, one.title, "private" if one.place else "shipped"] for one in offered]
    table(["name", "version", "title", "from"], rows)


@app.command()
def build(name: Name, seed: Seed = None, out: Out = None) -> None:
    """Build a scenario into a folder or a zip file."""
    exported(name, seed, out)


@app.command()
def export(name: Name, seed: Seed = None, out: Out = None) -> None:
    """Write a scenario's bundle into a folder or a zip file, for another installation."""
    exported(name, seed, out)


@app.command()
def install(
    name: Annotated[str, typer.Argument(help="A scenario's name, or a bundle: a folder or a zip file.")],
    seed: Seed = None,
) -> None:
    """Install a scenario, or a bundle from elsewhere."""
    from rounds.actions.office import Office  # noqa: PLC0415 - the other commands need no engine
    from rounds.cli.running import server  # noqa: PLC0415

    places = Places.told(os.environ)
    if running := server(places):
        with shown(name) as progress:
            sys.stdout.write(f"{asked_for(running, name, seed, progress)}\n")
        return
    office = Office.open(places, shipped())
    try:
        with shown(name) as progress:
            incident = put_in(office, name, seed, progress)
    finally:
        office.close()
    sys.stdout.write(f"{incident}\n")


@app.command()
def check(
    name: Name,
    seed: Seed = None,
    seeds: Annotated[int | None, typer.Option(min=1, help="Check the seeds 1 to this.")] = None,
) -> None:
    """Build a scenario, solve it as a candidate could, and check every claim about it; exit with 1 if one fails."""
    if seed is not None and seeds is not None:
        raise Invalid("Give --seed or --seeds, not both.", field="seeds")
    from rounds import proving  # noqa: PLC0415 - needs the engine and the server, the other commands do not

    found = library().find(name)
    wanted = range(1, seeds + 1) if seeds else [found.seed if seed is None else seed]
    scenario = shipped().get(name)
    if found.place is not None or scenario is None:
        with bundles.opened(found.place or Path()) as bundle:
            bundle.signals()
        sys.stdout.write(f"{name}: its bundle is whole. Only shipped scenarios have claims of their own.\n")
        return
    variants = [proven(scenario, number) for number in wanted]
    print_findings(variants, list(proving.compared(variants)))
    if not (all(one.holds for one in variants) and all(one.holds for one in proving.compared(variants))):
        raise typer.Exit(1)


def proven(scenario: Scenario, seed: int) -> Proven:
    from rounds import proving  # noqa: PLC0415 - as above

    with shown(f"{scenario.name}, seed {seed}") as progress:
        return proving.prove(scenario, seed, progress)


def print_findings(variants: list[Proven], between: list[Finding]) -> None:
    found = [(str(one.seed), finding) for one in variants for finding in one.findings]
    found += [("all", finding) for finding in between]
    rows = [[seed, one.part.value, word(one), one.claim, one.shown] for seed, one in found]
    table(["seed", "part", "", "claim", "found"], rows, alarming=["FAILS", "warns"])
    failed = sum(word(one) == "FAILS" for _, one in found)
    sys.stdout.write(
        f"{len(rows)} claims, {failed} of them do not hold\n" if failed else f"all {len(rows)} claims hold\n"
    )


def word(finding: Finding) -> str:
    if finding.holds:
        return "holds"
    return "warns" if finding.warning else "FAILS"


def exported(name: str, seed: int | None, out: Path | None) -> None:
    known = library()
    found = known.find(name, seed)
    target = out or Path(f"{name}-{found.seed}")
    if target.exists():
        raise Invalid(f"{target} is there already. Choose another place with --out.", field="out")
    with shown(name) as progress, known.opened(found, progress) as bundle:
        bundles.export(bundle, target)
        told = summary(bundle)
    sys.stdout.write(f"{target}: {told}\n")


def summary(bundle: Bundle) -> str:
    told = bundle.manifest
    size = sum(part.bytes for part in told.part) / 1e6
    return f"{told.name} {told.version}, seed {told.seed}, {len(told.part)} parts, {size:.1f} MB, content {told.content[:16]}"


def put_in(office: Office, name: str, seed: int | None, progress: Progress) -> str:
    place = Path(name)
    if not (place.is_dir() or place.suffix == ".zip"):
        return office.library.install(office.library.find(name, seed), office.telemetry, progress)
    if not place.exists():
        raise Invalid(f"There is no file {place}.", field="name")
    with bundles.opened(place) as bundle:
        return office.library.install_bundle(bundle, office.telemetry, progress)


def asked_for(running: Server, name: str, seed: int | None, progress: Progress) -> str:
    """The server that has the data open installs it; we watch.

    Raises:
        Conflict: it could not be installed, or is no scenario that the server knows.
    """
    if Path(name).exists():
        raise Conflict(f"Rounds runs on this data at {running.url}. End it first, then install a bundle's file.")
    row = running.post("incidents", {"scenario": name, "seed": seed})
    while not row["name"]:
        time.sleep(LOOKS)
        progress(row["progress"], row["doing"])
        wanted = [one for one in running.get("incidents") if same(one, row)]
        if wanted and wanted[0]["trouble"]:
            raise Conflict(f"{name} cannot be installed: {wanted[0]['trouble']}")
        row = wanted[0] if wanted else running.post("incidents", {"scenario": name, "seed": seed})
    return str(row["name"])


def same(one: dict[str, Any], row: dict[str, Any]) -> bool:
    return not one["name"] and (one["scenario"], one["seed"]) == (row["scenario"], row["seed"])


def library() -> Library:
    places = Places.told(os.environ)
    return Library(places.data, shipped(), places.scenarios)


def shipped() -> Any:
    from rounds.incidents.scenarios import SHIPPED  # noqa: PLC0415 - takes a second, which `--help` need not wait

    return SHIPPED
