"""`rounds doctor`: whether this installation can hold an interview."""

from __future__ import annotations

import json
import os
import sys
from typing import Annotated, Any

import typer

from rounds.actions.places import Places
from rounds.cli.running import server
from rounds.cli.tables import table
from rounds.web.settings import Serving

app = typer.Typer()

Told = dict[str, Any]


@app.command()
def doctor(*, as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """Look at records, telemetry, bundles, live channel, mail, clock, disk, secret and settings; 1 if any is red.

    A server that runs is asked; otherwise the data is looked at here.
    """
    told = looked()
    if as_json:
        sys.stdout.write(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
    else:
        show(told)
    raise typer.Exit(1 if told["colour"] == "red" else 0)


def looked() -> Told:
    places, serving = Places.told(os.environ), Serving.told(os.environ)
    if running := server(places):
        found: Told = running.get("doctor")
        return found
    from rounds.actions import doctor as doctors  # noqa: PLC0415 - a second of imports that a running server saves us
    from rounds.actions.office import Office  # noqa: PLC0415
    from rounds.incidents.scenarios import SHIPPED  # noqa: PLC0415
    from rounds.interviews import OPERATOR  # noqa: PLC0415
    from rounds.web import interface  # noqa: PLC0415
    from rounds.web.preparing_views import doctor_view  # noqa: PLC0415

    office = Office.open(places, SHIPPED)
    try:
        around = doctors.Circumstances(serving.url, has_interface=interface.is_built)
        return doctor_view(doctors.examined(office, OPERATOR, around)).model_dump(mode="json")
    finally:
        office.close()


def show(told: Told) -> None:
    rows = [[one["part"], one["colour"], one["says"]] for one in told["findings"]]
    rows = [row for row, one in zip(rows, told["findings"], strict=True) for row in with_help(row, one["do"])]
    table(["part", "", "found"], rows, alarming=["red"])


def with_help(row: list[str], do: str) -> list[list[str]]:
    return [row, ["", "", f"→ {do}"]] if do else [row]
