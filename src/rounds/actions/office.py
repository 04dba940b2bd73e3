"""What the actions work with, put together once where the process starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rounds.actions.links import Links
from rounds.actions.panes import Panes
from rounds.actions.preparations import Preparations
from rounds.actions.secret import secret
from rounds.incidents.built import Scenario
from rounds.incidents.library import Library
from rounds.kit.errors import Invalid
from rounds.records import Records
from rounds.store import Telemetry


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything of this installation lies."""

    data: Path
    telemetry: str
    records: str
    scenarios: Path | None
    secret: Path

    @classmethod
    def told(cls, environment: Mapping[str, str]) -> Places:
        """From ROUNDS_DATA (`./data`), ROUNDS_TELEMETRY, ROUNDS_RECORDS, ROUNDS_SCENARIOS and ROUNDS_SECRET_FILE.

        Raises:
            Invalid: names the setting and what it must be.
        """
        data = Path(environment.get("ROUNDS_DATA") or "data").expanduser().absolute()
        scenarios = environment.get("ROUNDS_SCENARIOS")
        return cls(
            data=data,
            telemetry=addressed(environment, "ROUNDS_TELEMETRY", f"chdb://{data}/telemetry", TELEMETRY),
            records=addressed(environment, "ROUNDS_RECORDS", f"sqlite:///{data}/records.sqlite", RECORDS),
            scenarios=Path(scenarios).expanduser().absolute() if scenarios else None,
            secret=Path(environment.get("ROUNDS_SECRET_FILE") or data / "secret").expanduser().absolute(),
        )


TELEMETRY = ("chdb://", "http://", "https://")
RECORDS = ("sqlite:///", "postgresql://", "postgres://")


def addressed(environment: Mapping[str, str], name: str, usual: str, kinds: tuple[str, ...]) -> str:
    given = environment.get(name) or usual
    if not given.startswith(kinds):
        raise Invalid(f"{name} must start with {' or '.join(kinds)}, not {given.partition(':')[0]!r}.", field=name)
    return given


@dataclass(frozen=True, slots=True)
class Office:
    records: Records
    telemetry: Telemetry
    library: Library
    preparations: Preparations
    links: Links
    panes: Panes
    now: Callable[[], datetime]

    @classmethod
    def open(cls, places: Places, shipped: Mapping[str, Scenario], now: Callable[[], datetime] | None = None) -> Office:
        """
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
        links = Links(secret(places.secret))
        records = Records.open(places.records)
        telemetry = Telemetry.open(places.telemetry)
        library = Library(places.data, shipped, places.scenarios)
        preparations = Preparations(library, telemetry)
        return cls(records, telemetry, library, preparations, links, Panes(telemetry), now or this_moment)

    def close(self) -> None:
        self.preparations.stop()
        self.telemetry.close()
        self.records.close()


def this_moment() -> datetime:
    return datetime.now(UTC)
