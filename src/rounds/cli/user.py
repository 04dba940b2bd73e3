"""`rounds user`: the people of an installation, added, listed and closed, and their passwords."""

from __future__ import annotations

import json
import sys
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Annotated, Any, Protocol
from urllib.parse import quote

import typer

from rounds.cli import running
from rounds.cli.running import Server
from rounds.cli.tables import table
from rounds.interviews import Duty
from rounds.kit.errors import Invalid, NotFound

if TYPE_CHECKING:
    from rounds.actions.office import Office

app = typer.Typer(help="The people of this installation.", no_args_is_help=True)

Mail = Annotated[str, typer.Argument(help="Their mail address, with which they sign in.")]
ByLink = Annotated[
    bool,
    typer.Option("--link", help="Ask for no password; print a link with which they set one, once, within 72 hours."),
]

Row = dict[str, Any]


class Desk(Protocol):
    """What these commands need, from a running server or from the data itself."""

    def people(self) -> list[Row]: ...
    def add(self, name: str, mail: str, duties: list[str]) -> tuple[Row, str]: ...
    def close(self, person: str) -> None: ...
    def link(self, person: str) -> str: ...
    def password(self, person: str, password: str) -> None: ...


@app.command()
def add(
    mail: Mail,
    name: Annotated[str, typer.Option(help="Their name; what stands before the @ when left out.")] = "",
    *,
    admin: Annotated[bool, typer.Option("--admin", help="Keeps people, and may see every interview.")] = False,
    author: Annotated[bool, typer.Option("--author", help="Installs and records incidents.")] = False,
    recruiter: Annotated[bool, typer.Option("--recruiter", help="Arranges interviews.")] = False,
    interviewer: Annotated[bool, typer.Option("--interviewer", help="Leads interviews, or sits in them.")] = False,
    committee: Annotated[bool, typer.Option("--committee", help="Reads what interviews led to, and decides.")] = False,
    engineer: Annotated[bool, typer.Option("--engineer", help="Practises, alone and in game days.")] = False,
    link: ByLink = False,
) -> None:
    """Add somebody. Their password is asked for twice, or read from standard input; without one a link is printed."""
    told = {
        Duty.ADMIN: admin,
        Duty.AUTHOR: author,
        Duty.RECRUITER: recruiter,
        Duty.INTERVIEWER: interviewer,
        Duty.COMMITTEE: committee,
        Duty.ENGINEER: engineer,
    }
    duties = [duty.value for duty, does in told.items() if does]
    if not duties:
        raise Invalid(
            "Say what they do here: --admin, --author, --recruiter, --interviewer, --committee or --engineer."
        )
    given = "" if link else asked()
    with desk() as found:
        check(given)
        person, address = found.add(name or mail.partition("@")[0], mail, duties)
        if given:
            found.password(person["id"], given)
    sys.stdout.write(f"added: {person['mail']}\n")
    if not given:
        sys.stdout.write(f"set a password, once, within 72 hours: {address}\n")


@app.command("list")
def list_(*, as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """Show everybody."""
    with desk() as found:
        rows = found.people()
    if as_json:
        sys.stdout.write(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
        return
    table(
        ["name", "mail", "does", ""],
        [[one["name"], one["mail"], ", ".join(one["duties"]), standing(one)] for one in rows],
        alarming=["closed"],
    )


@app.command()
def close(mail: Mail) -> None:
    """Close an account: signed out everywhere, and what they did stays."""
    with desk() as found:
        found.close(person_of(found, mail)["id"])
    sys.stdout.write(f"closed: {mail}\n")


@app.command()
def password(mail: Mail, *, link: ByLink = False) -> None:
    """Set somebody's password, which signs them out everywhere; asked for twice, or read from standard input."""
    given = "" if link else asked()
    with desk() as found:
        person = person_of(found, mail)
        if given:
            found.password(person["id"], given)
            sys.stdout.write(f"set: {mail}\n")
        else:
            sys.stdout.write(f"set a password, once, within 72 hours: {found.link(person['id'])}\n")


def asked() -> str:
    """Twice from a terminal, else the first line of what is piped in; empty where nothing is."""
    if sys.stdin.isatty():
        typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")


def check(given: str) -> None:
    """Before anybody is added for whom it would not do."""
    if given:
        from rounds.actions import passwords  # noqa: PLC0415 - argon2 is loaded where it is needed

        passwords.check(given)


def standing(person: Row) -> str:
    if not person["active"]:
        return "closed"
    return "" if person["password"] else "has set no password"


def person_of(found: Desk, mail: str) -> Row:
    for one in found.people():
        if one["mail"] and one["mail"] == mail.strip().lower():
            return one
    raise NotFound(f"Nobody here has the address {mail}.")


def desk() -> AbstractContextManager[Desk]:
    return running.desk(Remote, on_the_data)


def on_the_data(office: Office, url: str) -> Desk:
    from rounds.cli.local_people import LocalPeople  # noqa: PLC0415 - a second of imports that a running server saves us

    return LocalPeople(office, url)


class Remote:
    def __init__(self, running: Server) -> None:
        self.running = running

    def people(self) -> list[Row]:
        found: list[Row] = self.running.get("people")
        return found

    def add(self, name: str, mail: str, duties: list[str]) -> tuple[Row, str]:
        told = self.running.post("people", {"name": name, "mail": mail, "duties": duties})
        return told["person"], told["link"]["url"]

    def close(self, person: str) -> None:
        self.running.post(f"people/{quote(person)}/close", {})

    def link(self, person: str) -> str:
        url: str = self.running.post(f"people/{quote(person)}/password-link", {})["url"]
        return url

    def password(self, person: str, password: str) -> None:
        self.running.post(f"people/{quote(person)}/password", {"password": password})
