"""`rounds demo` and `rounds serve`: one process that serves everything, until it is told to end."""

from __future__ import annotations

import errno
import gc
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import structlog
import typer
import uvicorn

from rounds.actions import due, interviews, preparing
from rounds.actions.demo import past, today
from rounds.actions.doctor import Circumstances
from rounds.actions.office import Office
from rounds.actions.places import Places
from rounds.cli import allocating
from rounds.cli.progress import board
from rounds.cli.running import announced, check_free
from rounds.kit.errors import Conflict, Problem
from rounds.web import interface
from rounds.web.app import application
from rounds.web.channel import Channels
from rounds.web.settings import Serving

LOOKS = 0.5  # seconds between two looks at how far things are
PATIENCE = 3  # seconds that requests have to end in
ANSWERS = 10  # seconds that the engine has for what it was asked last
TURN = 0.001  # seconds of a thread; a question waits for its turn after each of a dozen statements, 5 ms usually
KEEP_ALIVE = 75  # seconds; longer than a page or a proxy leaves a connection idle, so that they end it and not we


app = typer.Typer()


@app.command()
def demo() -> None:
    """Run Rounds with its scenarios, one interview to look around in, a live one of today, and one of yesterday."""
    with until_told_to_end(), opened() as (settings, listening, office):
        links = today.demo(office)
        link("candidate", f"{settings.url}/join#{links.candidate}")
        link("interviewer", f"{settings.url}/staff/join#{links.interviewer}")
        link("live interview", f"{settings.url}/join#{links.live}")
        served(office, settings, listening, level=logging.WARNING, beside=make_past)


@app.command()
def serve() -> None:
    """Run Rounds, and print the link of whoever runs it."""
    with until_told_to_end(), opened() as (settings, listening, office):
        link("staff", f"{settings.url}/staff/join#{interviews.operator(office)}")
        served(office, settings, listening, level=logging.INFO)


@contextmanager
def until_told_to_end() -> Iterator[None]:
    """Ctrl-C and SIGTERM end it well at any moment, also before it serves."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        yield


@contextmanager
def opened() -> Iterator[tuple[Serving, socket.socket, Office]]:
    """What may be taken comes first: then nothing else needs to begin."""
    settings, places = Serving.told(os.environ), Places.told(os.environ)
    check_free(places)
    with listening_at(settings.host, settings.port) as listening:
        from rounds.incidents.scenarios import SHIPPED  # noqa: PLC0415 - takes a second, and a taken port needs none

        office = Office.open(places, SHIPPED)
        try:
            interviews.operator(office)
            with announced(places.data, settings.local):
                yield settings, listening, office
        finally:
            office.close()


@contextmanager
def listening_at(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With its protocol named: asyncio sends an answer's parts at once only then, and each would take 40 ms longer.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as made:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host, port))
            made.listen(2048)
        except OSError as error:
            raise Conflict(refused(error, host, port)) from error
        yield made


def refused(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use by another program. Choose another: ROUNDS_PORT={port + 1}"
    return f"Rounds cannot listen on {host}, port {port}: {error.strerror or error}."


def make_past(office: Office) -> None:
    """Nobody waits for the demo's past interview: where it cannot be made, the rest is as it is."""
    try:
        past.make(office)
    except Exception as error:  # noqa: BLE001 - the edge of this thread: nobody else would hear of it
        told = error.message if isinstance(error, Problem) else f"{type(error).__name__}: {error}"
        sys.stderr.write(f"The interview that has ended cannot be shown: {told}\n")
        sys.stderr.flush()


def nothing(_office: Office) -> None:
    pass


def served(
    office: Office,
    settings: Serving,
    listening: socket.socket,
    *,
    level: int,
    beside: Callable[[Office], None] = nothing,
) -> None:
    """Until SIGINT or SIGTERM, which end it cleanly. `beside` is done once scenarios are on their way, behind all else."""
    log_to_stderr(level)
    allocating.give_back()
    app = application(office, settings)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,  # its lines would hold addresses and what was typed; ours are in web/guards.py
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=PATIENCE,
    )
    preparing.start(office)
    due.start(office, Circumstances(settings.url, has_interface=interface.is_built))
    telling = threading.Thread(target=tell, args=(office,), name="telling", daemon=True)
    behind = threading.Thread(target=beside, args=(office,), name="behind", daemon=True)
    for thread in (telling, behind):
        thread.start()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, already_ending)
    sys.setswitchinterval(TURN)
    gc.freeze()  # what was imported stays for ever
    gc.enable()
    office.presence.expect()
    Server(config, app.state.channels).run(sockets=[listening])
    office.postman.stop()
    office.preparations.stop()
    telling.join(PATIENCE)
    behind.join(ANSWERS)


class Server(uvicorn.Server):
    """Ends live channels as it begins to end: they would be waited for until patience is out."""

    def __init__(self, config: uvicorn.Config, channels: Channels) -> None:
        super().__init__(config)
        self.channels = channels

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.channels.stop()
        await super().shutdown(sockets)


def already_ending(_number: int, _frame: FrameType | None) -> None:
    """Uvicorn ends at the signal and raises it once more for whoever had it before: that is us, and we end too."""


def log_to_stderr(level: int) -> None:
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)  # it would print errors with what people typed
    terminal = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def link(who: str, url: str) -> None:
    """On one line, whatever its length."""
    shown = typer.style(url, fg="cyan", underline=True) if sys.stdout.isatty() else url
    sys.stdout.write(f"{who}: {shown}\n")
    sys.stdout.flush()


def tell(office: Office) -> None:
    """How far the scenarios and the interface are, until all are there or we end."""
    said: set[str] = set()
    with board() as seen:
        while not office.preparations.stopping.is_set():
            standings = office.preparations.all()
            for name, _, standing in standings:
                if not standing.ended:
                    seen.tell(name, standing.progress, standing.doing)
                if standing.trouble:
                    once(said, f"{name} cannot be used: {standing.trouble}")
            if not interface.is_built():
                seen.tell("interface", 0.0, "is not built yet")
            elif preparing.is_ready(office):
                once(said, "Rounds is ready. Ctrl-C ends it.")
                if all(standing.ended for _, _, standing in standings):
                    return
            office.preparations.wait(LOOKS)


def once(said: set[str], line: str) -> None:
    if line not in said:
        said.add(line)
        sys.stderr.write(line + "\n")
        sys.stderr.flush()
