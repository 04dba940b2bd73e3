"""A house with people in browsers of their own, on a clock that the test alone moves: three private scenarios, one to
practise with and the tutorial, all prepared, a recruiter, an interviewer and somebody of a committee.

The server's clock is the machine's, and as far ahead of it as the test sets it: nothing else moves it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, expect

from rounds.actions import arranging
from rounds.actions.arranging import Wanted
from rounds.actions.links import Surface
from rounds.actions.office import Office, Places
from rounds.incidents import bundles
from rounds.incidents.built import Built
from rounds.incidents.library import TUTORIAL
from rounds.incidents.sealed import RedHerring, Topic
from rounds.interviews import Act, Duty, Hint, Person, Role, Rule, Step, View
from rounds.interviews.acts import Done
from rounds.web.app import application
from rounds.web.settings import Serving
from tests.incidents.small import Small
from tests.web.conftest import CHEAP

METRIC = "http_requests_total"
STEPS = (
    Step(
        "curve", "Requests", (Rule(("metrics.range",), ("metrics",), {"series": {"some": {"last": {"at_least": 0}}}}),)
    ),
    Step("said", "The cause", stated=True),
)
HINTS = (Hint(3, 1, "What would you expect to see?", "said", "said"),)
ON_SCREEN = (
    STEPS[0],
    Step(
        "errors", "The errors in the logs", (Rule(("logs.lines",), ("logs",), {"query": {"contains": "level:error"}}),)
    ),
)
LADDER = (
    Hint(3, 1, "What do the requests look like?", "curve", "curve"),
    Hint(6, 2, "Which lines are errors?", "errors", "errors"),
)
HERRING = RedHerring("The database is busy", "No statement is slower than before")
TOPICS = (Topic("What is it?", ("rca",), core=True),)
TITLES = {"orders-slow": "Orders are slow", "carts-slow": "Carts are slow", "mails-slow": "Mails are slow"}
RITA = Person("rita", "Rita", "rita@rounds.test", frozenset({Duty.RECRUITER}))
BEN = Person("ben", "Ben", "ben@rounds.test", frozenset({Duty.INTERVIEWER}))
ERIC = Person("eric", "Eric", "eric@rounds.test", frozenset({Duty.COMMITTEE}))
PRACTISED, VARIANT = "payments-slow", 7
READY = 30_000  # milliseconds, on a machine that is busy


@dataclass(frozen=True)
class Pathed(Small):
    def build(self, seed: int, progress: Callable[[float, str], None] = lambda _done, _doing: None) -> Built:
        built = super().build(seed, progress)
        return replace(built, sealed=replace(built.sealed, steps=STEPS, hints=HINTS, discussion=TOPICS))


@dataclass(frozen=True)
class Practised(Small):
    """With a path of two steps that the tools show, and hints to each."""

    def build(self, seed: int, progress: Callable[[float, str], None] = lambda _done, _doing: None) -> Built:
        built = super().build(seed, progress)
        solution = replace(built.sealed.solution, cause="One lock is held while a payment is sent.")
        sealed = replace(built.sealed, steps=ON_SCREEN, hints=LADDER, solution=solution, red_herrings=(HERRING,))
        return replace(built, sealed=sealed)


@dataclass
class Clock:
    """The server's, which the test alone sets ahead."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def goes(self, **by: float) -> None:
        self.ahead += timedelta(**by)

    def goes_to(self, moment: datetime) -> None:
        self.ahead += moment - self()


@dataclass
class House:
    office: Office
    app: FastAPI
    clock: Clock


@contextmanager
def opened(folder: Path, clock: Clock) -> Iterator[House]:
    """With three private scenarios and the tutorial, all prepared, and its people."""
    scenarios, tutorial = folder / "scenarios", Small(name=TUTORIAL, title="Prints are late")
    practised = Practised(name=PRACTISED, title="Payments are slow")
    scenarios.mkdir()
    for name, title in TITLES.items():
        bundles.write(scenarios / name, Pathed(name=name, title=title).build(1), "test")
    told = {"ROUNDS_DATA": str(folder / "data"), "ROUNDS_SCENARIOS": str(scenarios)}
    office = Office.open(Places.told(told), {TUTORIAL: tutorial, PRACTISED: practised}, now=clock, strength=CHEAP)
    try:
        for built in (tutorial.build(1), practised.build(1), practised.build(VARIANT)):
            place = office.library._cache(office.library.find(built.name, built.seed))
            place.parent.mkdir(parents=True, exist_ok=True)
            bundles.write(place, built, "test")
        for one in office.library.offered():
            office.library.install(one, office.telemetry)
        with office.records.work() as work:
            for person in (RITA, BEN, ERIC):
                work.people.add(person, clock())
        yield House(office, application(office, Serving(url="http://127.0.0.1")), clock)
    finally:
        office.close()


class Played:
    """An interview that recruiter Rita arranged, and what is done in it as a test says, whatever is allowed."""

    def __init__(self, house: House, wanted: Wanted) -> None:
        self.house = house
        self.id = arranging.arrange(house.office, RITA, wanted)
        with house.office.records.look() as look:
            self.seats = {seat.role: seat.id for seat in look.seats_of(self.id)}
        self.path = f"/staff/interviews/{self.id}"

    def does(self, *these: Act, minutes: float, by: Role = Role.LEAD) -> None:
        self.house.clock.goes(minutes=minutes)
        with self.house.office.records.work() as work:
            for act in these:
                work.append(self.id, Done(act, self.seats[by]), self.house.clock())
            work.keep_state(self.id, work.hour(self.id).state)
        self.house.office.live.changed(self.id)

    def sees(self, address: str, seconds: float) -> None:
        """What the candidate has on the screen in scenario 1, for so long."""
        begins = self.house.clock()
        self.house.clock.goes(seconds=seconds)
        now = self.house.clock()
        view = View(
            seat=self.seats[Role.CANDIDATE], page=address.split("?")[0].rsplit("/", 1)[1], scenario=1, address=address,
            state={}, visible_from=begins.timestamp() * 1000, visible_to=now.timestamp() * 1000,
        )  # fmt: skip
        with self.house.office.records.work() as work:
            work.append(self.id, view, now)


@dataclass
class Someone:
    """In a browser of their own, with nothing of anybody else's."""

    context: BrowserContext
    page: Page

    def asks(self, path: str) -> Any:
        return self.page.evaluate("async (path) => (await fetch(path)).json()", f"/api/v1/{path}")


@contextmanager
def browser_of(browser: Browser, address: str, link: str, button: str) -> Iterator[Someone]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, base_url=address, timezone_id="UTC", reduced_motion="reduce"
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(link)
    page.get_by_role("button", name=button).click()
    page.wait_for_url(re.compile(r"/(staff|staff/practice|interview)$"))
    yield Someone(context, page)
    context.close()


def staff_link(house: House, person: Person) -> str:
    return f"/staff/join#{house.office.links.link(Surface.STAFF, person.id, '')}"


def invited(recruiter: Page, starts: datetime) -> tuple[str, str]:
    """The interview's id and its link, taken from the mail that the recruiter copies."""
    page = recruiter
    page.goto("/staff/interviews/new")
    page.get_by_label("Name", exact=True).fill("Nora")
    page.get_by_label("Starts, by the candidate's clock").fill(f"{starts:%Y-%m-%dT%H:%M}")
    page.get_by_label("Who has place 1").select_option(label="Ben")
    page.get_by_role("button", name="Add a place").click()
    page.get_by_label("What place 2 is").select_option(label="Committee")
    page.get_by_label("Who has place 2").select_option(label="Eric")
    for place, title in reversed([*enumerate(TITLES.values(), 1)]):  # what a later place has is not offered
        page.get_by_label(f"Scenario {place}", exact=True).select_option(label=title)
    page.get_by_role("button", name="Arrange the interview").click()
    page.get_by_role("button", name="Invite", exact=True).click()
    page.get_by_role("button", name="Make the link, and show the mail").click()
    mail = page.get_by_role("region", name="The mail as plain text")
    expect(mail).to_contain_text("/join#")
    found = re.search(r"/join#\S+", mail.inner_text())
    assert found
    return page.url.rstrip("/").rsplit("/", 1)[1], found[0]


def until(page: Page, holds: Callable[[], Any], within: float = READY / 1000) -> None:
    end = time.monotonic() + within
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        page.wait_for_timeout(150)
