"""What the actions work with, put together once where the process starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from rounds.actions.accesses import Accesses
from rounds.actions.attempts import Attempts
from rounds.actions.links import Links
from rounds.actions.live import Live
from rounds.actions.memories import Memories
from rounds.actions.paces import Paces
from rounds.actions.panes import Panes
from rounds.actions.passwords import USUAL, Passwords, Strength
from rounds.actions.places import Places
from rounds.actions.post import Smtp
from rounds.actions.postman import Postman
from rounds.actions.preparations import Preparations
from rounds.actions.presence import Presence
from rounds.actions.readers import Readers
from rounds.actions.remembered import Remembered
from rounds.actions.secret import secret
from rounds.heapcache import Heaps
from rounds.incidents.built import Scenario
from rounds.incidents.library import Library
from rounds.kit.errors import Invalid
from rounds.records import Records
from rounds.store import Telemetry

# Bytes of questions and views of a seat that are written down: an hour's are 5 MB, and this is many times as quick.
WRITTEN_A_SECOND, WRITTEN_AT_ONCE = 16_000.0, 32e6
SHOWN_A_SECOND, SHOWN_AT_ONCE = 5.0, 20.0  # views that a page may tell of; ours sends four a second at most


@dataclass(frozen=True, slots=True)
class Office:
    places: Places
    records: Records
    telemetry: Telemetry
    library: Library
    preparations: Preparations
    links: Links
    panes: Panes
    readers: Readers
    paces: Paces
    live: Live
    passwords: Passwords
    attempts: Attempts
    presence: Presence
    shows: Paces
    words: Paces
    memories: Memories
    postman: Postman
    accesses: Accesses
    remembered: Remembered
    now: Callable[[], datetime]

    @classmethod
    def open(
        cls,
        places: Places,
        shipped: Mapping[str, Scenario],
        now: Callable[[], datetime] | None = None,
        strength: Strength = USUAL,
    ) -> Office:
        """`strength` is that of passwords; tests take less of it, since each costs a tenth of a second.

        Raises:
            Conflict: another process has the data open, or a database does not answer.
            Invalid: a setting is wrong.
        """
        try:
            places.data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Invalid(
                f"ROUNDS_DATA: {places.data} cannot be made: {error.strerror}.", field="ROUNDS_DATA"
            ) from error
        smtp = Smtp.told(places.mail)
        links = Links(secret(places.secret))
        records = Records.open(places.records)
        telemetry = Telemetry.open(places.telemetry)
        live, now = Live(records.line), now or this_moment
        records.line.listen(live.read, live.missed)
        library = Library(places.data, shipped, places.scenarios)
        return cls(
            places=places,
            records=records,
            telemetry=telemetry,
            library=library,
            preparations=Preparations(library, telemetry),
            links=links,
            panes=Panes(telemetry),
            readers=Readers(telemetry, library),
            paces=Paces(),
            passwords=Passwords(strength),
            attempts=Attempts(),
            live=live,
            presence=Presence(records, live, now),
            shows=Paces(SHOWN_A_SECOND, SHOWN_AT_ONCE),
            words=Paces(WRITTEN_A_SECOND, WRITTEN_AT_ONCE),
            memories=Memories(),
            postman=Postman(smtp),
            accesses=Accesses(),
            remembered=Remembered(),
            now=now,
        )

    @property
    def heaps(self) -> Heaps:
        """The heap snapshots of its incidents."""
        return self.library.heaps

    def close(self) -> None:
        self.postman.stop()
        self.preparations.stop()
        self.presence.stop()
        self.heaps.stop()
        self.telemetry.close()
        self.records.close()


def this_moment() -> datetime:
    return datetime.now(UTC)
