"""The post office: a mail server as its setting says, and handing one mail over to it.

What is known of a mail after that: the server took it, refused its recipient for good, or something else went wrong,
and it is tried again. A server that takes a mail and sends a notice of failure later tells that to the sender's mailbox,
not to us.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from rounds.interviews.letters import Letter
from rounds.kit.errors import Invalid

SETTING = "ROUNDS_SMTP"
FORM = "smtp://USER:PASSWORD@HOST:587?from=rounds@example.org"
PORTS = {"smtp": 587, "smtps": 465}
LOOPBACK = ("localhost", "127.0.0.1", "::1")
PATIENCE = 20.0  # seconds for each answer of the server
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")
WRITTEN = re.compile(r"[^\s<>]+@[^\s<>]+")  # an address in what a server says
FOR_GOOD = 500  # answers from here on will be the same when asked again


class Refused(Exception):
    """The server does not take it for this recipient, and will not later either."""


class Unsent(Exception):
    """It was not sent, and may be tried again."""


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server. `tls` is when the connection is encrypted: from the start, by STARTTLS, or not.

    A server's certificate is always checked. Without encryption nothing is sent but to this machine, unless the setting
    says `tls=off`; a password never is.
    """

    host: str
    port: int
    user: str
    password: str
    sender: str
    name: str
    tls: str  # start, starttls, if offered, off

    @classmethod
    def told(cls, text: str) -> Smtp | None:
        """From `smtp://…` or `smtps://…`; None where the setting is empty.

        Raises:
            Invalid: names the setting and what it must be. Its text may hold a password and is not told.
        """
        if not text:
            return None
        try:
            parts = urlsplit(text)
            port = parts.port or PORTS[parts.scheme]
        except (ValueError, KeyError):
            raise wrong(f"must be {FORM}") from None
        given = parse_qs(parts.query)
        if unknown := set(given) - {"from", "tls"}:
            raise wrong(f"knows from= and tls=off, not {sorted(unknown)[0]}=")
        name, sender = parseaddr(given.get("from", [""])[0])
        if not parts.hostname or not ADDRESS.fullmatch(sender):
            raise wrong(f"must name a host and the address mails come from: {FORM}")
        made = cls(
            host=parts.hostname,
            port=port,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            sender=sender,
            name=name,
            tls=encryption(parts, given.get("tls", [""])[0]),
        )
        if made.tls == "off" and made.password and made.host not in LOOPBACK:
            raise wrong("sends no password with tls=off")
        return made


def wrong(what: str) -> Invalid:
    return Invalid(f"{SETTING} {what}.", field=SETTING)


def encryption(parts: SplitResult, told: str) -> str:
    if told not in ("", "off"):
        raise wrong("knows tls=off alone; without it the connection is encrypted")
    if parts.scheme == "smtps":
        return "start"
    if told == "off":
        return "off"
    return "if offered" if parts.hostname in LOOPBACK else "starttls"


def is_address(text: str) -> bool:
    """Whether a mail can be addressed to it. Letters beyond ASCII are not taken: few servers take them."""
    return len(text) <= 254 and ADDRESS.fullmatch(text) is not None and ".." not in text


def message(smtp: Smtp, to: str, letter: Letter, *, identifier: str, at: datetime, calendar: str = "") -> EmailMessage:
    """As one MIME message. `identifier` is the same each time it is tried, so that a mail server may see it is the same.

    Raises:
        Refused: `to` is no address; what reads headers may stumble over it, and would each time.
    """
    if not is_address(to):
        raise Refused("this is no mail address")
    made = EmailMessage()
    made["From"] = str(Address(smtp.name, addr_spec=smtp.sender)) if smtp.name else smtp.sender
    made["To"] = to
    made["Subject"] = letter.subject
    made["Date"] = format_datetime(at)
    made["Message-ID"] = f"<{identifier}@{smtp.sender.partition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.plain)
    made.add_alternative(letter.html, subtype="html")
    if calendar:
        method = re.search(r"^METHOD:([A-Z]+)", calendar, re.MULTILINE)
        made.add_alternative(
            calendar.replace("\r\n", "\n"), subtype="calendar", params={"method": method[1] if method else "PUBLISH"}
        )
        made.add_attachment(calendar.encode(), maintype="application", subtype="ics", filename="interview.ics")
    return made


def send(smtp: Smtp, to: str, letter: EmailMessage) -> None:
    """Hand it over; when this returns, the server has taken it.

    Raises:
        Refused: the server says that this recipient gets none, now or later.
        Unsent: it could not be reached, or would not take it now.
    """
    try:
        with connected(smtp) as server:
            server.send_message(letter, smtp.sender, [to])
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise (Refused if code >= FOR_GOOD else Unsent)(told(code, said)) from None
    except smtplib.SMTPDataError as error:
        raise (Refused if error.smtp_code >= FOR_GOOD else Unsent)(told(error.smtp_code, error.smtp_error)) from None
    except smtplib.SMTPResponseException as error:
        raise Unsent(told(error.smtp_code, error.smtp_error)) from None
    except ssl.SSLError as error:
        raise Unsent(f"the connection cannot be encrypted ({error.reason or type(error).__name__})") from None
    except (smtplib.SMTPException, OSError) as error:
        raise Unsent(f"the mail server cannot be reached ({type(error).__name__})") from None


def reach(smtp: Smtp) -> None:
    """Connect and sign in as for a mail, and send none.

    Raises:
        Unsent: why that cannot be done.
    """
    try:
        with connected(smtp) as server:
            server.noop()
    except smtplib.SMTPResponseException as error:
        raise Unsent(told(error.smtp_code, error.smtp_error)) from None
    except ssl.SSLError as error:
        raise Unsent(f"the connection cannot be encrypted ({error.reason or type(error).__name__})") from None
    except (smtplib.SMTPException, OSError) as error:
        raise Unsent(f"the mail server cannot be reached ({type(error).__name__})") from None


@contextmanager
def connected(smtp: Smtp) -> Iterator[smtplib.SMTP]:
    checked = ssl.create_default_context()
    if smtp.tls == "start":
        server: smtplib.SMTP = smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=PATIENCE, context=checked)
    else:
        server = smtplib.SMTP(smtp.host, smtp.port, timeout=PATIENCE)
    try:
        server.ehlo()
        if smtp.tls == "starttls" or (smtp.tls == "if offered" and server.has_extn("starttls")):
            server.starttls(context=checked)
            server.ehlo()
        if smtp.user:
            server.login(smtp.user, smtp.password)
        yield server
        hang_up(server)
    finally:
        server.close()


def hang_up(server: smtplib.SMTP) -> None:
    """A server that is gone by now has the mail all the same."""
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        return


def told(code: int, said: bytes | str) -> str:
    """What the server said, without anybody's address."""
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return f"{code} {WRITTEN.sub('…', ' '.join(text.split()))[:200]}"
