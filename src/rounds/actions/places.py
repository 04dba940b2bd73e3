"""Where everything of an installation lies, as its settings say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from rounds.kit.errors import Invalid


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything of this installation lies."""

    data: Path
    telemetry: str
    records: str
    scenarios: Path | None
    secret: Path
    mail: str = ""

    @classmethod
    def told(cls, environment: Mapping[str, str]) -> Places:
        """From ROUNDS_DATA (`./data`), ROUNDS_TELEMETRY, ROUNDS_RECORDS, ROUNDS_SCENARIOS, ROUNDS_SECRET_FILE and ROUNDS_SMTP.

        Raises:
            Invalid: names the setting and what it must be.
        """
        data = Path(environment.get("ROUNDS_DATA") or "data").expanduser().absolute()
        scenarios = environment.get("ROUNDS_SCENARIOS")
        return cls(
            data=data,
            telemetry=addressed(environment, "ROUNDS_TELEMETRY", f"chdb://{data}/telemetry", TELEMETRY),
            records=addressed(environment, "ROUNDS_RECORDS", f"sqlite:///{quote(str(data))}/records.sqlite", RECORDS),
            scenarios=Path(scenarios).expanduser().absolute() if scenarios else None,
            secret=Path(environment.get("ROUNDS_SECRET_FILE") or data / "secret").expanduser().absolute(),
            mail=environment.get("ROUNDS_SMTP") or "",
        )


TELEMETRY = ("chdb://", "http://", "https://")
RECORDS = ("sqlite:///", "postgresql://", "postgres://")


def addressed(environment: Mapping[str, str], name: str, usual: str, kinds: tuple[str, ...]) -> str:
    given = environment.get(name) or usual
    if not given.startswith(kinds):
        raise Invalid(f"{name} must start with {' or '.join(kinds)}, not {given.partition(':')[0]!r}.", field=name)
    return given
