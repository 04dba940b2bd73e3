"""`rounds incident`: recording telemetry of one's own systems, sealing it, and what is installed."""

from __future__ import annotations

import json
import sys
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Annotated, Any, Protocol
from urllib.parse import quote

import typer

from rounds.cli import running
from rounds.cli.progress import shown
from rounds.cli.running import Server
from rounds.cli.tables import table

if TYPE_CHECKING:
    from rounds.actions.office import Office

app = typer.Typer(help="Incidents recorded from your own systems.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The recording's name: letters, digits and . _ @ + -")]


class Desk(Protocol):
    """What these commands need, from a running server or from the data itself."""

    def record(self, name: str) -> tuple[str, str]: ...
    def seal(self, name: str, incident: str) -> str: ...
    def listed(self) -> dict[str, list[dict[str, Any]]]: ...


@app.command()
def record(name: Name) -> None:
    """Open a recording, and say where to send telemetry and with which token."""
    with desk() as found:
        endpoint, token = found.record(name)
    sys.stdout.write(f"endpoint: {endpoint}\ntoken: {token}\n\n")
    sys.stdout.write(f"OTEL_EXPORTER_OTLP_ENDPOINT={endpoint}\n")
    sys.stdout.write("OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf\n")
    sys.stdout.write(f"OTEL_EXPORTER_OTLP_HEADERS=Authorization={quote(f'Bearer {token}')}\n")


@app.command()
def seal(
    name: Name,
    incident: Annotated[str, typer.Option("--as", help="The incident's name; the recording's own when left out.")] = "",
) -> None:
    """Make an incident of what a recording holds, to look at in the tools."""
    with desk() as found, shown(f"sealing {name}"):
        sealed = found.seal(name, incident or name)
    sys.stdout.write(f"{sealed}\n")


@app.command("list")
def list_(*, as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """Show the recordings and the installed incidents."""
    with desk() as found:
        told = found.listed()
    if as_json:
        sys.stdout.write(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
        return
    rows = [["incident", one["name"], one["title"]] for one in told["incidents"]]
    rows += [["recording", one["name"], holds(one)] for one in told["recordings"]]
    table(["", "name", ""], rows)


def holds(recording: dict[str, Any]) -> str:
    return f"{recording['spans']:,} spans, {recording['lines']:,} log lines, {recording['points']:,} metric points"


def desk() -> AbstractContextManager[Desk]:
    return running.desk(Remote, on_the_data)


def on_the_data(office: Office, url: str) -> Desk:
    from rounds.cli.local import Local  # noqa: PLC0415 - a second of imports that a running server saves us

    return Local(office, url)


class Remote:
    def __init__(self, running: Server) -> None:
        self.running = running

    def record(self, name: str) -> tuple[str, str]:
        told = self.running.post("recordings", {"name": name})
        return told["endpoint"], told["token"]

    def seal(self, name: str, incident: str) -> str:
        sealed: str = self.running.post(f"recordings/{quote(name)}/seal", {"incident": incident})["incident"]
        return sealed

    def listed(self) -> dict[str, list[dict[str, Any]]]:
        installed = [one for one in self.running.get("incidents") if one["name"]]
        return {
            "incidents": [{"name": one["name"], "title": one["title"]} for one in installed],
            "recordings": self.running.get("recordings"),
        }
