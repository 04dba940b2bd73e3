"""Letters to a candidate: templates with merge fields, written as plain text and from it as HTML; and to interviewers.

The link is not in what is kept: it is put in when a letter is sent, so that the records hold none that works.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from difflib import get_close_matches
from enum import StrEnum

from rounds.interviews import wording
from rounds.interviews.interview import Interview
from rounds.interviews.people import Role, Seat
from rounds.kit.errors import Invalid

LINK = "\ue000link\ue001"  # stands for the candidate's link; nobody types these characters
HOUSE = "\ue000house\ue001"  # stands for the address of this installation
FIELD = re.compile(r"\{([^{}\n]*)\}")
ADDRESS = re.compile(rf"{LINK}|(?:{HOUSE}|https?://)[^\s<>\"]+[^\s<>\".,;:!?)\]]")
LONGEST_SUBJECT, LONGEST_TEXT = 200, 8_000


@dataclass(frozen=True, slots=True)
class Template:
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """With `LINK` where the candidate's link will stand."""

    subject: str
    plain: str
    html: str

    def linked(self, url: str) -> Letter:
        return self._with(LINK, url)

    def housed(self, url: str) -> Letter:
        """With the address of this installation where it stands for it."""
        return self._with(HOUSE, url)

    def _with(self, mark: str, url: str) -> Letter:
        return Letter(self.subject, self.plain.replace(mark, url), self.html.replace(mark, html.escape(url)))


@dataclass(frozen=True, slots=True)
class Fields:
    """What a letter is about. `sender` is who signs it, `contact` where an answer goes."""

    interview: Interview
    zone: tzinfo
    sender: str = ""
    contact: str = ""
    before: datetime | None = None  # of an interview that was moved
    link: str = field(default=LINK)

    def values(self) -> dict[str, str]:
        one = self.interview
        plan = one.plan.stretched(one.accommodations.time)
        starts = one.starts
        return {
            "name": one.candidate,
            "position": one.position,
            "day": wording.day(starts, self.zone) if starts else "",
            "when": wording.moment(starts, self.zone, one.zone) if starts else "",
            "before": wording.moment(self.before, self.zone, one.zone) if self.before else "",
            "link": self.link,
            "scenarios": wording.scenarios(plan),
            "sessions": wording.sessions(plan),
            "total": wording.total(plan),
            "policy": wording.policy(one.policy),
            "call": f"We talk by video: {one.call}" if one.call else "",
            "accommodations": arranged(one),
            "contact": self.contact,
            "help": help_text(self.contact),
            "interviewer": one.interviewer,
            "sender": self.sender,
        }


def arranged(interview: Interview) -> str:
    """What the candidate asked for and has, so that they need not ask again."""
    found = []
    if interview.accommodations.time != 1.0:
        found.append("the minutes above already have your extra time")
    if interview.accommodations.hidden_timer:
        found.append("no timer is shown")
    if interview.accommodations.high_contrast:
        found.append("pages open in high contrast")
    return f"As arranged with you: {', '.join(found)}." if found else ""


def help_text(contact: str) -> str:
    wanted = "If you need more time, no visible timer, high contrast or anything else, say so when you open the link"
    return f"{wanted}, or write to {contact}." if contact else f"{wanted}, or answer this mail."


NAMES = (
    "name", "position", "day", "when", "before", "link", "scenarios", "sessions", "total", "policy", "call",
    "accommodations", "contact", "help", "interviewer", "sender",
)  # fmt: skip

INVITATION = Template(
    "Your interview on {day}",
    """\
Hi {name},

For your interview on {when}, you'll be debugging production issues using our observability platform. \
No code setup needed - everything runs in the browser.

Your link: {link}

Please verify you can access it and that the dashboard loads. Use the computer and the browser of the interview: the \
link belongs to the first browser in which you open it. You'll see {scenarios} - don't worry about solving anything yet, \
we'll do that together.

The interview will be {total} with {sessions}.

{policy}

{call}

{accommodations}

{help}

See you then!
{sender}
""",
)
REMINDER = Template(
    "Tomorrow: your interview on {day}",
    """\
Hi {name},

Your interview is on {when}.

Your link: {link}

It will be {total} with {sessions}. If you have not yet, please verify that the link opens and that the dashboard loads.

{call}

See you then!
{sender}
""",
)
UNCHECKED = Template(
    "Before your interview on {day}: does your browser work?",
    """\
Hi {name},

Your interview begins on {when}, and the access check is not done yet. It takes two minutes, and shows while there \
is time whether everything works in your browser.

Your link: {link}

{help}

See you soon!
{sender}
""",
)
RESCHEDULED = Template(
    "Your interview has a new time: {day}",
    """\
Hi {name},

Your interview was moved. It is now on {when}; before, it was on {before}.

Your link stays the same: {link}

{call}

See you then!
{sender}
""",
)
CANCELLED = Template(
    "Your interview on {day} does not take place",
    """\
Hi {name},

Your interview on {when} was cancelled. Your link opens nothing any more.

{sender}
""",
)


def written(template: Template, fields: Fields) -> Letter:
    """
    Raises:
        Invalid: the template names a field there is not, with its position; or it is empty or too long.
    """
    check(template)
    values = fields.values()
    subject = " ".join(filled(template.subject, values).split())
    plain = tidy("\n".join(line for line in template.text.splitlines() if is_said(line, values)), values)
    return Letter(subject, plain, as_html(plain))


def check(template: Template) -> None:
    for name, text, longest in (
        ("subject", template.subject, LONGEST_SUBJECT),
        ("text", template.text, LONGEST_TEXT),
    ):
        if not text.strip() or len(text) > longest:
            raise Invalid(f"The {name} of a mail has 1 to {longest:,} characters.", field=name)
        for found in FIELD.finditer(text):
            if found[1] not in NAMES:
                near = get_close_matches(found[1], NAMES, 1)
                raise Invalid(
                    f"There is no field {found[0]}. There are: {', '.join(f'{{{one}}}' for one in NAMES)}.",
                    field=name,
                    start=found.start(),
                    end=found.end(),
                    suggestion=f"{{{near[0]}}}" if near else "",
                )


def filled(text: str, values: Mapping[str, str]) -> str:
    return FIELD.sub(lambda found: values[found[1]], text)


def is_said(line: str, values: Mapping[str, str]) -> bool:
    """A line of nothing but fields without a value is left out."""
    return not FIELD.search(line) or bool(filled(line, values).strip()) or bool(FIELD.sub("", line).strip())


def tidy(text: str, values: Mapping[str, str]) -> str:
    """Paragraphs with one empty line between them."""
    paragraphs = (part.strip("\n") for part in re.split(r"\n\s*\n", filled(text, values)))
    return "\n\n".join(part for part in paragraphs if part.strip()) + "\n"


def as_html(plain: str) -> str:
    """The same words for mail programs that draw: paragraphs, and addresses as links."""
    paragraphs = "".join(f"<p>{marked(part)}</p>\n" for part in plain.strip().split("\n\n"))
    style = "font-family:system-ui,sans-serif;font-size:15px;line-height:22px;max-width:640px"
    return f'<!doctype html>\n<html lang="en"><body style="{style}">\n{paragraphs}</body></html>\n'


def marked(paragraph: str) -> str:
    told, last = [], 0
    for found in ADDRESS.finditer(paragraph):
        address = html.escape(found[0])
        told += [html.escape(paragraph[last : found.start()]), f'<a href="{address}">{address}</a>']
        last = found.end()
    return "".join([*told, html.escape(paragraph[last:])]).replace("\n", "<br>\n")


# To interviewers


class Notice(StrEnum):
    """What an interviewer is told of an interview. LEFT is for who has no place in it any more."""

    PLANNED = "planned"
    MOVED = "moved"
    CANCELLED = "cancelled"
    LEFT = "left"


DOES = {Role.LEAD: "You lead", Role.PANEL: "You interview in", Role.SHADOW: "You sit in on"}
PLACES = {Role.LEAD: "Interview to lead", Role.PANEL: "Interview", Role.SHADOW: "Interview to sit in on"}


def notice(what: Notice, interview: Interview, seat: Seat, zone: tzinfo, before: datetime | None = None) -> Letter:
    """It names no candidate. With `HOUSE` where the address of this installation will stand.

    `seat` is their place, or was. `before` is when it was to start until now.
    """
    assert interview.starts
    day = wording.day(interview.starts, zone)
    subject, told = {
        Notice.PLANNED: (f"An interview with you on {day}", planned),
        Notice.MOVED: (f"Your interview has a new time: {day}", moved),
        Notice.CANCELLED: (f"The interview on {day} does not take place", cancelled),
        Notice.LEFT: (f"The interview on {day} goes on without you", left),
    }[what]
    moments = [wording.moment(at, zone, interview.zone) if at else "" for at in (interview.starts, before)]
    plain = "\n\n".join([f"Hi {seat.name},", *filter(None, told(interview, seat, *moments))]) + "\n"
    return Letter(subject, plain, as_html(plain))


def place_in(interview: Interview, seat: Seat) -> str:
    """ "Interview to lead: Platform engineer"."""
    does = PLACES.get(seat.role, "Interview")
    return f"{does}: {interview.position}" if interview.position else does


def planned(interview: Interview, seat: Seat, when: str, _: str) -> list[str]:
    position = f" ({interview.position})" if interview.position else ""
    plan = interview.plan.stretched(interview.accommodations.time)
    return [
        f"{DOES.get(seat.role, 'You have a place in')} an interview{position} on {when}.",
        f"It will be {wording.total(plan)} with {wording.sessions(plan)}.",
        f"Solutions, hints and rubric to read the day before, and a rehearsal: {page(interview)}/prepare",
        calling(interview),
    ]


def moved(interview: Interview, _: Seat, when: str, before: str) -> list[str]:
    was = f"; before, it was on {before}" if before else ""
    return [
        f"The interview was moved. It is now on {when}{was}.",
        f"Its page: {page(interview)}",
        calling(interview),
    ]


def cancelled(interview: Interview, _: Seat, when: str, __: str) -> list[str]:
    return [f"The interview on {when} was cancelled.", f"Its page says why: {page(interview)}"]


def left(_: Interview, __: Seat, when: str, ___: str) -> list[str]:
    return [f"You have no place any more in the interview on {when}. There is nothing for you to do."]


def page(interview: Interview) -> str:
    return f"{HOUSE}/staff/interviews/{interview.id}"


def calling(interview: Interview) -> str:
    return f"You talk by video: {interview.call}" if interview.call else ""
