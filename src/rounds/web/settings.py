"""Where this process listens, and under which address people know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from rounds.kit.errors import Invalid

HOST, PORT = "127.0.0.1", 8000
HIGHEST_PORT = 65_535
USUAL = {"http": ":80", "https": ":443"}
EVERYWHERE = ("0.0.0.0", "::")


@dataclass(frozen=True, slots=True)
class Serving:
    """`url` has no path and no slash at its end."""

    host: str = HOST
    port: int = PORT
    url: str = f"http://{HOST}:{PORT}"

    @classmethod
    def told(cls, environment: Mapping[str, str]) -> Serving:
        """From ROUNDS_HOST, ROUNDS_PORT and ROUNDS_URL.

        Raises:
            Invalid: names the setting and what it must be.
        """
        host = environment.get("ROUNDS_HOST") or HOST
        port = port_of(environment.get("ROUNDS_PORT") or str(PORT))
        local = cls(host, port, "").local
        return cls(host, port, url_of(environment.get("ROUNDS_URL") or local))

    @property
    def local(self) -> str:
        """The address under which this machine reaches it."""
        shown = HOST if self.host in EVERYWHERE else self.host
        return f"http://[{shown}]:{self.port}" if ":" in shown else f"http://{shown}:{self.port}"


def port_of(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= HIGHEST_PORT:
        raise Invalid(f"ROUNDS_PORT must be a number from 1 to {HIGHEST_PORT}, not {text!r}.", field="ROUNDS_PORT")
    return int(text)


def url_of(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query:
        raise Invalid(
            f"ROUNDS_URL must be an address without a path, such as https://rounds.example.org, not {text!r}.",
            field="ROUNDS_URL",
        )
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(USUAL[parts.scheme])}"  # as browsers write it
