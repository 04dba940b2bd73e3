"""A candidate without a browser: the token of a link, and the addresses that every candidate may ask."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

from rounds.incidents.solving import Answer, Investigation
from rounds.kit.errors import Conflict, Invalid, NotFound, Problem, TooMuch
from rounds.web.doors import CANDIDATE

PATIENCE = 60  # seconds for one answer
KINDS: dict[str, type[Problem]] = {"invalid": Invalid, "not_found": NotFound, "too_much": TooMuch}


class Candidate:
    """Knows the server's address and its own token; one connection, kept open."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)
        self.cookie = ""
        self.cookie = self._send("POST", "session", {"token": token}).getheader("Set-Cookie", "").partition(";")[0]

    def get(self, path: str) -> Answer:
        return self.send("GET", path, None)

    def send(self, method: str, path: str, body: Answer | None, pane: str = "") -> Answer:
        """
        Raises:
            Invalid, NotFound, TooMuch, Conflict: the question was refused; the message says why.
        """
        answer = self._send(method, path, body, pane)
        found: Answer = json.loads(answer.read() or b"{}")
        return found

    def _send(self, method: str, path: str, body: Answer | None, pane: str = "") -> http.client.HTTPResponse:
        headers = {"Origin": self.url, "Content-Type": "application/json", "Cookie": self.cookie}
        headers |= {"Rounds-View": pane} if pane else {}
        told = None if body is None else json.dumps(body).encode()
        self.connection.request(method, f"{CANDIDATE.path}/{path}", told, headers)
        answer = self.connection.getresponse()
        if answer.status >= http.client.BAD_REQUEST:
            raise refused(f"{method} {path}", answer)
        if answer.status == http.client.NO_CONTENT:
            answer.read()
        return answer

    def investigation(self, number: int = 1, *, pane: str = "") -> Investigation:
        """Without a browser there are no panes; `pane` names the one of a page that asks."""

        def send(method: str, path: str, body: Answer | None) -> Answer:
            return self.send(method, f"scenarios/{number}/{path}", body, pane)

        return Investigation(send, send("GET", "incident", None), send("GET", "briefing", None))

    def close(self) -> None:
        self.connection.close()


def refused(what: str, answer: http.client.HTTPResponse) -> Problem:
    try:
        told: dict[str, Any] = json.loads(answer.read())
        return KINDS.get(told["kind"], Conflict)(f"{what}: {told['message']}")
    except (ValueError, KeyError):
        return Conflict(f"{what}: the server answered {answer.status}")
