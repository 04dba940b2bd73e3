"""`rounds scenario`: which there are, and building, installing, exporting and checking them.

What authors need beside these is in `authoring.py`.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from rounds.actions.places import Places
from rounds.cli import authoring
from rounds.cli.progress import shown
from rounds.cli.tables import table
from rounds.cli.variants import Known, Packed, Written, library, opened, shipped, variant, with_seed
from rounds.incidents import bundles
from rounds.incidents.authoring import Authored, flaws_of
from rounds.incidents.built import Progress, Scenario
from rounds.incidents.bundles import Bundle
from rounds.incidents.texts import Unreadable
from rounds.kit.errors import Conflict, Invalid

if TYPE_CHECKING:
    from rounds.actions.office import Office
    from rounds.cli.running import Server
    from rounds.proving import Finding, Proven

LOOKS = 0.5  # seconds between two looks at how far a server is

app = typer.Typer(help="Scenarios: list, build, install, export, check and write them.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="A scenario's name, or its folder, or a bundle: a folder or a zip file.")]
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
def install(name: Name, seed: Seed = None) -> None:
    """Install a scenario, or a bundle from elsewhere."""
    from rounds.actions.office import Office  # noqa: PLC0415 - the other commands need no engine
    from rounds.cli.running import server  # noqa: PLC0415

    places = Places.told(os.environ)
    if running := server(places):
        with shown(name) as progress:
            sys.stdout.write(f"{asked_for(running, *with_seed(name, seed), progress)}\n")
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
    """Build a scenario, solve it as a candidate could, and check every claim about it.

    Exits with 1 if a claim does not hold, with 2 if it cannot be read.
    """
    if seed is not None and seeds is not None:
        raise Invalid("Give --seed or --seeds, not both.", field="seeds")
    match found := variant(name, seed):
        case Written(scenario, first):
            sound(scenario, name, first)
            prove(name, scenario, range(1, seeds + 1) if seeds else [first])
        case Known(offered) if offered.place is None:
            prove(name, shipped()[offered.name], range(1, seeds + 1) if seeds else [offered.seed])
        case Known() | Packed():
            if seeds is not None:
                raise Invalid(f"{name} is a bundle, which has one seed: leave --seeds out.", field="seeds")
            with opened(found) as bundle:
                from rounds import proving  # noqa: PLC0415 - as in `prove`

                concluded([proven(name, lambda progress: proving.prove_bundle(bundle, progress))], [])


def sound(scenario: Authored, name: str, seed: int) -> None:
    """What can be told of a folder's texts before anything is built, each by its line."""
    try:
        texts = scenario.texts(seed)
        flaws = flaws_of(texts) if texts else []
    except Unreadable as error:
        flaws_told(error.flaws, name, code=2)
    if flaws:
        flaws_told(flaws, name, code=1)


def flaws_told(flaws: Collection[str], name: str, *, code: int) -> NoReturn:
    for flaw in flaws:
        sys.stdout.write(f"{flaw}\n")
    many = "1 thing is" if len(flaws) == 1 else f"{len(flaws)} things are"
    sys.stderr.write(f"rounds: {many} wrong in {name}; nothing was built.\n")
    raise typer.Exit(code)


def prove(name: str, scenario: Scenario, seeds: Sequence[int]) -> None:
    from rounds import proving  # noqa: PLC0415 - needs the engine and the server, the other commands do not

    def of(seed: int) -> Proven:
        return proven(f"{name}, seed {seed}", lambda progress: proving.prove(scenario, seed, progress))

    variants = [of(seed) for seed in seeds]
    concluded(variants, list(proving.compared(variants)))


def proven(what: str, look: Callable[[Progress], Proven]) -> Proven:
    from rounds.cli.serving import log_to_stderr  # noqa: PLC0415 - as above

    log_to_stderr(logging.ERROR)  # the server's own lines would stand between those of the table
    with shown(what) as progress:
        return look(progress)


def concluded(variants: list[Proven], between: list[Finding]) -> None:
    print_findings(variants, between)
    if not (all(one.holds for one in variants) and all(one.holds for one in between)):
        raise typer.Exit(1)


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
    found = variant(name, seed)
    with shown(name) as progress:
        if out is not None:
            free(out)
        with opened(found, progress) as bundle:
            target = out or Path(f"{bundle.manifest.name}-{bundle.manifest.seed}")
            bundles.export(bundle, free(target))
            told = summary(bundle)
    sys.stdout.write(f"{target}: {told}\n")


def free(target: Path) -> Path:
    if target.exists():
        raise Invalid(f"{target} is there already. Choose another place with --out.", field="out")
    return target


def summary(bundle: Bundle) -> str:
    told = bundle.manifest
    size = sum(part.bytes for part in told.part) / 1e6
    return f"{told.name} {told.version}, seed {told.seed}, {len(told.part)} parts, {size:.1f} MB, content {told.content[:16]}"


def put_in(office: Office, name: str, seed: int | None, progress: Progress) -> str:
    match found := variant(name, seed):
        case Known(offered):
            return office.library.install(offered, office.telemetry, progress)
        case _:
            with opened(found) as bundle:
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


for command in (authoring.new, authoring.preview, authoring.diff, authoring.find):
    app.command()(command)
