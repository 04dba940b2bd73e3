"""The doctor: whether this installation can hold an interview, part by part, and what to do where it cannot.

Each part is looked at by itself: what raises there is its finding, and the others are looked at all the same. Nothing
that is found names a person, and no mail is sent.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import stat
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

import structlog

from rounds.actions import post, rights
from rounds.actions.office import Office
from rounds.actions.post import Unsent
from rounds.interviews import Person, Pin, State
from rounds.interviews.findings import Finding, amber, green, red
from rounds.interviews.rights import Right
from rounds.kit.errors import Problem
from rounds.records import health

log = structlog.get_logger()

LOOKED_AT = 5  # records of interviews, the newest of those with something in them
LITTLE, LEAST = 10 << 30, 2 << 30  # free bytes
TELLABLE, TOO_FAR = timedelta(seconds=1), timedelta(seconds=10)  # between two clocks
SLOW = 1.0  # seconds for a message to go round
GIVEN_UP_WITHIN = timedelta(days=3)
OWN = frozenset({
    "ROUNDS_DATA", "ROUNDS_TELEMETRY", "ROUNDS_RECORDS", "ROUNDS_SCENARIOS", "ROUNDS_SECRET_FILE", "ROUNDS_SMTP",
    "ROUNDS_HOST", "ROUNDS_PORT", "ROUNDS_URL", "ROUNDS_WITHOUT_UI", "ROUNDS_CACHE",
})  # fmt: skip
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the process was told: the address people know it by, its settings, and whether it has its interface."""

    url: str
    settings: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    has_interface: Callable[[], bool] = lambda: True


def examined(here: Office, who: Person, around: Circumstances) -> list[Finding]:
    """Everything, with every scenario that an interview to come is pinned to.

    Raises:
        Forbidden: it is not theirs.
    """
    rights.need(who, Right.SYSTEM)
    return examine(here, around, pinned(here))


def examine(here: Office, around: Circumstances, pins: Iterable[Pin]) -> list[Finding]:
    """The same for these scenarios alone."""
    these = list(pins)
    parts: dict[str, Callable[[], Iterable[Finding]]] = {
        "records": lambda: records(here),
        "telemetry": lambda: telemetry(here, these),
        "bundles": lambda: bundles(here, these),
        "live channel": lambda: live(here),
        "mail": lambda: mail(here),
        "clock": lambda: clock(here),
        "disk": lambda: disk(here),
        "secret": lambda: secret(here),
        "settings": lambda: settings(here, around),
    }
    return [finding for part, look in parts.items() for finding in looked(part, look)]


def looked(part: str, look: Callable[[], Iterable[Finding]]) -> list[Finding]:
    found: list[Finding] = []
    try:
        for one in look():  # one after the other: what was found before something broke is told too
            found.append(one)  # noqa: PERF402
    except Exception as error:  # noqa: BLE001 - whatever breaks is what is looked for
        log.warning("a check broke", part=part, error=type(error).__name__)
        found.append(red(part, broken(error), WHEN_BROKEN[part]))
    return found


def broken(error: Exception) -> str:
    if isinstance(error, Problem):
        return error.message
    said = str(error).strip().splitlines()
    return f"{type(error).__name__}: {said[0][:200]}" if said else type(error).__name__


WHEN_BROKEN = {
    "records": "See that the database of ROUNDS_RECORDS runs, and that this process may write to it.",
    "telemetry": "See that ClickHouse runs at ROUNDS_TELEMETRY and has memory left; start Rounds again.",
    "bundles": "Bring the bundle back as it was, from a backup or from where it came. What is installed from it stays.",
    "live channel": "See that processes of this installation reach the same PostgreSQL, and that nothing pools away LISTEN.",
    "mail": "See ROUNDS_SMTP, and that this machine may reach that server.",
    "clock": "Keep this machine's clock by NTP.",
    "disk": "See that the data folder is there and this process may read it.",
    "secret": "See that ROUNDS_SECRET_FILE is there and this process may read it.",
    "settings": "Compare the settings with those in docs/guide/deploy.md.",
}


def pinned(here: Office) -> list[Pin]:
    """Of every interview that is not over, each scenario once. A rehearsal has those of its interview."""
    with here.records.look() as look:
        states = look.states()
        these = [one for one in look.interviews() if not states[one.id].is_over and not one.kind.is_apart]
    known = {(pin.scenario, pin.version, pin.seed, pin.incident): pin for one in these for pin in one.pins}
    return list(known.values())


# Part by part


def records(here: Office) -> Iterator[Finding]:
    found, newest = health.version(here.records)
    if found != newest:
        yield red(
            "records",
            f"The tables are at version {found}, and this program is of {newest}.",
            "Start it again: it brings them up.",
        )
        return
    health.try_writing(here.records)
    yield green("records", f"They open, can be written, and are at the newest version ({newest}).")
    yield chain(here)


def chain(here: Office) -> Finding:
    with here.records.look() as look:
        asked, states = look.asked(), look.states()
        these = [one.id for one in look.interviews() if not one.kind.is_apart]
        recent = [one for one in these if asked.get(one) or states[one] is not State.SCHEDULED][:LOOKED_AT]
        wrong = {one: at for one in recent if (at := look.broken_at(one)) is not None}
    if wrong:
        told = ", ".join(f"{one} from entry {at}" for one, at in wrong.items())
        return red(
            "records",
            f"A record is not what was written: {told}.",
            "Keep the database as it is, and compare it with a backup.",
        )
    return green(
        "records", f"The chains of the {len(recent)} most recent records hold." if recent else "There is no record yet."
    )


def telemetry(here: Office, pins: list[Pin]) -> Iterator[Finding]:
    installed = here.telemetry.incidents()
    yield green("telemetry", f"ClickHouse answers, and has {len(installed)} {plural('incident', len(installed))}.")
    for pin in pins:
        yield asked(here, pin)


def asked(here: Office, pin: Pin) -> Finding:
    if not pin.incident:
        known = {(name, seed): standing for name, seed, standing in here.preparations.all()}
        standing = known.get((pin.scenario, pin.seed))
        if standing and standing.trouble:
            return red(
                "telemetry",
                f"{pin.scenario} cannot be prepared: {standing.trouble}",
                "Choose another variant, or mend what it says.",
            )
        return amber(
            "telemetry",
            f"{pin.scenario} (seed {pin.seed}) is not prepared yet.",
            "Wait until it is: the server prepares it.",
        )
    if here.library.sealeds.get(pin.incident) is None or here.library.public(pin.incident) is None:
        return red("telemetry", f"What is known of {pin.incident} beside its telemetry is gone.", REINSTALL)
    try:
        spans = here.telemetry.check(pin.incident)
    except Exception as error:  # noqa: BLE001 - of one incident; the others are asked all the same
        return red("telemetry", f"{pin.incident} does not answer: {broken(error)}", REINSTALL)
    return green("telemetry", f"{pin.incident} answers: {spans:,} spans.")


REINSTALL = "Install it again: start Rounds with that scenario, or `rounds restore` the data folder."


def bundles(here: Office, pins: list[Pin]) -> Iterator[Finding]:
    for pin in pins:
        if pin.incident:
            yield bundle(here, pin)
    if not any(pin.incident for pin in pins):
        yield green("bundles", "No interview to come is pinned to an installed scenario.")


def bundle(here: Office, pin: Pin) -> Finding:
    try:
        kept = here.library.verified(pin.incident)
    except (Problem, OSError) as error:
        return red("bundles", f"The bundle of {pin.incident}: {broken(error)}", WHEN_BROKEN["bundles"])
    if kept:
        return green("bundles", f"The bundle of {pin.incident} is what it was: every hash holds.")
    return amber(
        "bundles",
        f"The bundle that {pin.incident} was installed from is not here any more; what is installed stays.",
        "It cannot be installed again from here: keep a backup of the telemetry.",
    )


def live(here: Office) -> Iterator[Finding]:
    heard = threading.Event()
    with here.live.listening("doctor", lambda _: heard.set()):
        here.live.changed("doctor")
    if not heard.is_set():
        yield red("live channel", "A message in this process does not arrive.", "Start Rounds again.")
        return
    try:
        took = health.round_trip(here.records)
    except TimeoutError:
        yield red(
            "live channel",
            "A message over the database does not arrive at another process.",
            WHEN_BROKEN["live channel"],
        )
        return
    if took is None:
        yield green("live channel", "A message goes round. There is one process.")
    elif took > SLOW:
        yield amber("live channel", f"A message over the database takes {took:.1f} s.", "See how busy the database is.")
    else:
        yield green("live channel", f"A message goes round, and over the database in {took * 1000:.0f} ms.")


def mail(here: Office) -> Iterator[Finding]:
    smtp = here.postman.smtp
    if smtp is None:
        yield amber(
            "mail",
            "No mail server is set: invitations are copied and sent by hand.",
            "Set ROUNDS_SMTP if Rounds is to send them.",
        )
        return
    try:
        post.reach(smtp)
        yield green("mail", f"{smtp.host} takes us. No mail was sent.")
    except Unsent as trouble:
        yield red("mail", f"{smtp.host}: {trouble}.", WHEN_BROKEN["mail"])
    with here.records.look() as look:
        given_up, again_ = look.mails.troubled(here.now() - GIVEN_UP_WITHIN)
    if given_up:
        yield amber(
            "mail",
            f"{given_up} {plural('mail', given_up)} did not arrive in the last {GIVEN_UP_WITHIN.days} days.",
            "The board shows whose; send them again.",
        )
    if again_:
        yield amber(
            "mail",
            f"{again_} {plural('mail', again_)} could not be sent yet and will be tried again.",
            "See whether the mail server takes mails.",
        )
    if not given_up and not again_:
        yield green("mail", "None is stuck in the queue.")


def clock(here: Office) -> Iterator[Finding]:
    other = False
    for name, far in skews(here):
        other = True
        yield skewed(name, far)
    kept = kept_by_the_system()
    if kept is False:
        yield amber(
            "clock", "The operating system says that its clock is not kept by a time service.", WHEN_BROKEN["clock"]
        )
    elif kept:
        yield green("clock", "The operating system says that its clock is kept by a time service.")
    elif not other:
        yield green("clock", "Nothing here knows another clock to compare ours with.")


def skews(here: Office) -> Iterator[tuple[str, timedelta]]:
    """Of each clock beside our own, by how much it is ahead."""
    ahead = health.ahead(here.records, here.now())
    if ahead is not None:
        yield "the database's", ahead
    engine = here.telemetry.moment()
    if engine is not None:
        yield "ClickHouse's", timedelta(milliseconds=engine) - timedelta(seconds=here.now().timestamp())


def skewed(name: str, far: timedelta) -> Finding:
    told = f"Our clock and {name} differ by {abs(far.total_seconds()):.1f} s."
    if abs(far) >= TOO_FAR:
        return red("clock", told, "Keep the clocks of both machines by NTP.")
    return (
        amber("clock", told, "Keep the clocks of both machines by NTP.")
        if abs(far) >= TELLABLE
        else green("clock", told)
    )


def kept_by_the_system() -> bool | None:
    """Whether the kernel's clock is synchronised; None where the system does not tell. Linux's `ntp_adjtime`."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        told = ctypes.create_string_buffer(512)  # struct timex with room; modes 0 reads
        state = ctypes.CDLL(None, use_errno=True).ntp_adjtime(told)
    except (OSError, AttributeError):
        return None
    return None if state < 0 else state != UNSYNCHRONISED


UNSYNCHRONISED = 5  # TIME_ERROR


def disk(here: Office) -> Iterator[Finding]:
    used = shutil.disk_usage(here.places.data)
    yield room("The data folder's disk", used.free, used.total)
    for name, free, whole in here.telemetry.room():
        yield room(f"ClickHouse's disk {name}", free, whole)


def room(name: str, free: int, whole: int) -> Finding:
    told = f"{name} has {free / (1 << 30):,.1f} of {whole / (1 << 30):,.1f} GiB free."
    if free < LEAST:
        return red("disk", told, "Free at least 10 GiB: preparing a scenario takes 1 to 2 GiB for a while.")
    return (
        amber("disk", told, "Free at least 10 GiB before more scenarios are prepared.")
        if free < LITTLE
        else green("disk", told)
    )


def secret(here: Office) -> Iterator[Finding]:
    file = here.places.secret
    mode = stat.S_IMODE(file.stat().st_mode)
    told = f"{file} has mode {mode:04o}"
    if mode & stat.S_IRWXO:
        yield red(
            "secret", f"{told}: every account of this machine reads what signs links and badges.", f"chmod 600 {file}"
        )
    elif mode & stat.S_IRWXG:
        yield amber("secret", f"{told}: its group reads what signs links and badges.", f"chmod 600 {file}")
    else:
        yield green("secret", f"{told}.")


def settings(here: Office, around: Circumstances) -> Iterator[Finding]:
    parts = urlsplit(around.url)
    if parts.scheme == "https" or parts.hostname in LOOPBACK:
        yield green("settings", f"People know this installation as {around.url}.")
    else:
        yield red(
            "settings",
            f"{around.url} is not encrypted: badges and answers can be read on the way.",
            "Put a proxy with TLS before it and set ROUNDS_URL to its https address.",
        )
    if unknown := sorted(name for name in around.settings if name.startswith("ROUNDS_") and name not in OWN):
        yield amber(
            "settings",
            f"There is no setting {', '.join(unknown)}.",
            "See how it is written: docs/guide/deploy.md has all.",
        )
    if not around.has_interface():
        yield red(
            "settings",
            "The interface is not built: browsers see nothing.",
            "Install the wheel, or build it: `python hatch_build.py`.",
        )
    if here.places.records.startswith("sqlite") and here.telemetry.engine.shared:
        yield amber(
            "settings",
            "Records lie in SQLite: a second process on this installation would not hear of this one.",
            "Use PostgreSQL for several processes.",
        )


def plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
