"""A mail server of our own on loopback, that does to mails what a test says: takes, refuses, puts off, or falls silent."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class MailServer:
    """`taken` are the mails it took, each with its recipient. `says` is the answer to recipients; `at_data` what happens
    to the mail itself: "250 …" takes it, "gone" takes it and hangs up before saying so, others refuse it.
    """

    port: int = 0
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    says: str = "250 ok"
    at_data: str = "250 taken"
    commands: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?from=Rounds%20<rounds@example.org>"

    @property
    def subjects(self) -> list[str]:
        return [mail["Subject"].strip() for _, mail in self.taken]  # a long one is folded, which leaves a space


@contextmanager
def serving() -> Iterator[MailServer]:
    told = MailServer()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            talk(self, told)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        told.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield told
        finally:
            server.shutdown()
            thread.join()


def talk(line: socketserver.StreamRequestHandler, told: MailServer) -> None:
    def say(answer: str) -> None:
        line.wfile.write(f"{answer}\r\n".encode())

    recipient = ""
    say("220 mail.test ESMTP")
    for raw in iter(line.rfile.readline, b""):
        word, _, rest = raw.decode().strip().partition(" ")
        told.commands.append(word.upper())
        match word.upper():
            case "EHLO" | "HELO":
                say("250 mail.test")
            case "RCPT":
                recipient = rest[rest.index("<") + 1 : rest.index(">")]
                say(told.says)
            case "DATA":
                say("354 go on")
                body = b"".join(iter(line.rfile.readline, b".\r\n"))
                if told.at_data.startswith(("250", "gone")):
                    told.taken.append((recipient, message_from_bytes(body, policy=policy.default)))  # type: ignore[arg-type]
                if told.at_data == "gone":
                    return
                say(told.at_data)
            case "QUIT":
                say("221 bye")
                return
            case _:
                say("250 ok")
