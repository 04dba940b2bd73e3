"""What a candidate has of their own data, in a browser of theirs: what they did and were told, a copy of it, a consent taken
back, what they ask for. And what staff do about it: the release, how long it is kept, the erasure, and who looked at what.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Download, Page, expect

from rounds.actions import inviting
from rounds.actions.arranging import Chosen, Wanted
from rounds.interviews import Cause, Duty, Person, Question, Role, acts, cards
from rounds.interviews.letters import INVITATION
from rounds.interviews.rubric import CRITERIA
from rounds.interviews.scorecard import Cited, Rating, Score, Scorecard, Solution
from tests.browser.accessible import faults, faults_in_the_dark, scheme
from tests.browser.house import BEN, METRIC, READY, RITA, TITLES, House, Played, Someone, browser_of, staff_link

OLGA = Person("olga", "Olga", "olga@rounds.test", frozenset({Duty.ADMIN}))
NAME, HINT, NOTED = "Nora Quist", "What would you expect to see?", "Quist named the pool before she had seen it"
GUESS = "The pool of connections is full"
CARD = Scorecard(
    scores=tuple(
        Score(one, 2, 600.0, False, Solution.WORKING, "", (Cited(one, 120.0, "asks for errors"),)) for one in (1, 2, 3)
    ),
    ratings=tuple(Rating(one.id, 0, 2.0) for one in CRITERIA),
    feedback="Calm throughout. [1, 2:00]\n\nSEALED-cause",
)


class Afterwards(Played):
    """An interview of Nora Quist's that is over, with what she did in it and what Ben wrote, and not yet decided."""

    def __init__(self, house: House) -> None:
        with house.office.records.work() as work:
            work.people.add(OLGA, house.clock())
        chosen = tuple(Chosen(name, 1) for name in TITLES)
        super().__init__(
            house, Wanted(NAME, BEN.id, chosen, "Fit 60", "UTC", house.clock(), mail="nora@candidates.test")
        )
        sent = inviting.invite(house.office, RITA, self.id, "http://127.0.0.1", template=INVITATION, send=False)
        self.link = found(r"/join#\S+", sent.letter.plain)
        agreed = dict.fromkeys(("policy", "record", "calibration", "training"), True)
        self.does(acts.Consented(agreed, "1"), minutes=0, by=Role.CANDIDATE)
        self.does(acts.Entered(), acts.Admitted(), minutes=2)
        self.does(acts.Begun(1), minutes=4)
        self.sees(f"/interview/1/metrics?q={METRIC}", seconds=95)
        self.asks("metrics.range", expression=METRIC)
        self.does(acts.Wrote("one", 1, "hypothesis", GUESS), minutes=1, by=Role.CANDIDATE)
        self.does(acts.Noted(NOTED, ("correlation",), 1), acts.Hinted(1, 0, 1, HINT, aloud=True), minutes=1)
        for phase, minutes in ((2, 11), (3, 3), (5, 17)):
            self.does(acts.Begun(phase), minutes=minutes)
        self.does(acts.Ended(), minutes=17)

    def asks(self, asked: str, **question: Any) -> None:
        with self.house.office.records.work() as work:
            seat, incident = self.seats[Role.CANDIDATE], work.interview(self.id).pins[0].incident
            one = Question(cause=Cause.CANDIDATE, seat=seat, incident=incident, asked=asked, question=question)
            work.append(self.id, one, self.house.clock())

    def is_decided(self) -> None:
        self.does(cards.submitted(CARD), minutes=30)
        self.does(acts.Decided("advance", "Exact in two of three."), minutes=10)


def found(pattern: str, text: str) -> str:
    matched = re.search(pattern, text)
    assert matched, text
    return matched[0]


@pytest.fixture
def afterwards(house: House) -> Afterwards:
    return Afterwards(house)


@pytest.fixture
def people(house: House, address: str, browser: Browser, afterwards: Afterwards) -> Iterator[tuple[Someone, ...]]:
    with ExitStack() as stack:
        nora = stack.enter_context(browser_of(browser, address, afterwards.link, "Open my interview"))
        yield (
            nora,
            *(
                stack.enter_context(browser_of(browser, address, staff_link(house, one), "Open Rounds"))
                for one in (RITA, OLGA)
            ),
        )


def test_what_is_kept_of_a_candidate_is_theirs(
    afterwards: Afterwards, people: tuple[Someone, ...], tmp_path: Path
) -> None:
    nora, rita, olga = people
    they_read_what_they_did(nora.page)
    copy, page = taken(they_take_a_copy(nora.page), tmp_path)
    assert copy["others"] is None
    assert GUESS in page
    assert HINT in page
    assert NOTED not in page + json.dumps(copy)
    they_take_a_consent_back(nora.page)
    they_ask_for_more(nora.page)
    afterwards.is_decided()
    it_is_answered(afterwards, rita.page)
    others_are_in_their_copy(nora.page, tmp_path)
    they_want_it_erased(nora.page)
    it_is_due(afterwards, olga.page)
    it_is_held_for_a_while(afterwards, olga.page, rita.page)
    it_is_erased(olga.page)
    nothing_opens_it(nora, rita.page)
    everybody_who_looked_is_named(afterwards, olga.page, tmp_path)


def they_read_what_they_did(page: Page) -> None:
    """By time, in the parts of the interview; the hint that was read aloud is there to be read."""
    page.get_by_role("link", name="Your data").click()
    told = page.get_by_role("region", name="What you did and were told")
    first = told.get_by_role("region", name="Scenario 1", exact=True)
    for text in (GUESS, HINT, METRIC, "for 1 min 35 s"):
        expect(first).to_contain_text(text)
    assert NOTED not in page.content()
    scheme(page, "light")
    assert faults(page) + faults_in_the_dark(page) == []
    told.get_by_text("What you were told", exact=True).click()
    expect(first).to_contain_text(HINT)
    expect(first).not_to_contain_text(GUESS)
    told.get_by_text("Everything", exact=True).click()


def they_take_a_copy(page: Page) -> Download:
    with page.expect_download() as begun:
        page.get_by_role("button", name="Take a copy").click()
    return begun.value


def taken(download: Download, folder: Path) -> tuple[dict[str, Any], str]:
    """The copy for programs, and the page."""
    file = folder / download.suggested_filename
    download.save_as(file)
    with zipfile.ZipFile(file) as packed:
        return json.loads(packed.read("data.json")), packed.read("interview.html").decode()


def they_take_a_consent_back(page: Page) -> None:
    training = page.get_by_role("switch", name="To train new interviewers")
    expect(training).to_be_checked()
    training.press("Space")
    expect(training).not_to_be_checked()
    page.reload()
    expect(training).not_to_be_checked()
    expect(page.get_by_role("switch", name="To agree on what good looks like")).to_be_checked()


def they_ask_for_more(page: Page) -> None:
    asked = page.get_by_role("region", name="Ask for more")
    asked.get_by_role("button", name="Have something put right").click()
    dialog = page.get_by_role("dialog", name="What is wrong?")
    expect(dialog.get_by_role("button", name="Send")).to_be_disabled()
    dialog.get_by_label("What is wrong, and what would be right").fill("My name is spelled Kvist.")
    assert faults(page, "[role=dialog]") == []
    dialog.get_by_role("button", name="Send").click()
    expect(asked).to_contain_text("My name is spelled Kvist.")
    asked.get_by_role("button", name="Ask for what others wrote").click()
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(asked).to_contain_text("2 requests")


def it_is_answered(afterwards: Afterwards, page: Page) -> None:
    """Both stand on the interview's page; what others wrote is released."""
    page.goto(afterwards.path)
    data = page.get_by_role("region", name="Data", exact=True)
    expect(data).to_contain_text("The candidate asks for a correction")
    expect(data).to_contain_text("My name is spelled Kvist.")
    expect(data).to_contain_text("asks for what others wrote")
    expect(data).to_contain_text("training: no")
    expect(data.get_by_role("button", name="Legal hold")).to_have_count(0)
    data.get_by_role("button", name="Answer: asks for a correction").click()
    page.get_by_label("What was done, or why nothing is").fill("Your name is put right.")
    page.get_by_role("dialog").get_by_role("button", name="Answer").click()
    expect(data).to_contain_text("Your name is put right.")
    data.get_by_role("button", name="Release to the candidate").click()
    dialog = page.get_by_role("dialog", name="Release what others wrote?")
    assert faults(page, "[role=dialog]") == []
    dialog.get_by_role("button", name="Release").click()
    expect(data).to_contain_text("holds what others wrote")
    expect(data.get_by_role("button", name="Answer")).to_have_count(0)
    scheme(page, "light")
    assert faults(page) + faults_in_the_dark(page) == []


def others_are_in_their_copy(page: Page, folder: Path) -> None:
    """By their places and not by name, and without what solutions say."""
    page.reload()
    expect(page.get_by_role("region", name="A copy of everything")).to_contain_text("and what others wrote about you")
    expect(page.get_by_role("button", name="Ask for what others wrote")).to_have_count(0)
    expect(page.get_by_role("region", name="Ask for more")).to_contain_text("Your name is put right.")
    copy, shown = taken(they_take_a_copy(page), folder)
    assert [one["text"] for one in copy["others"]["notes"]] == [NOTED]
    (card,) = copy["others"]["cards"]
    assert card["feedback"] == "Calm throughout. [1, 2:00]\n\n[passage of a solution left out]"
    assert copy["others"]["decisions"][0]["text"] == "Exact in two of three."
    assert "Calm throughout." in shown
    assert "SEALED" not in shown
    assert "Ben" not in shown


def they_want_it_erased(page: Page) -> None:
    page.get_by_role("switch", name="What is kept of how you worked").press("Space")
    dialog = page.get_by_role("dialog", name="Have your record erased?")
    expect(dialog).to_contain_text("take a copy first")
    assert faults(page, "[role=dialog]") == []
    dialog.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("region", name="Ask for more")).to_contain_text("asked for erasure")
    expect(page.get_by_role("switch", name="What is kept of how you worked")).not_to_be_checked()


def it_is_due(afterwards: Afterwards, page: Page) -> None:
    """On the page of what is kept for how long, where no law is overruled."""
    page.get_by_role("link", name="Retention").click()
    due = page.get_by_role("table", name="Interviews that are due, held or asked about")
    expect(due.get_by_role("row").filter(has_text=NAME)).to_contain_text("erasure")
    days = page.get_by_label("Days in Germany")
    days.fill("400")
    page.get_by_role("button", name="Keep the change").click()
    expect(page.get_by_role("alert")).to_contain_text("from 1 to 365 days")
    scheme(page, "light")
    assert faults(page) + faults_in_the_dark(page) == []
    days.fill("150")
    page.get_by_role("button", name="Keep the change").click()
    expect(page.get_by_role("button", name="Keep the change")).to_be_disabled()
    expect(days).to_have_value("150")
    due.get_by_role("link", name=NAME).click()
    page.wait_for_url(f"**{afterwards.path}")


def it_is_held_for_a_while(afterwards: Afterwards, admin: Page, recruiter: Page) -> None:
    """Whoever asks; and why, only admins read."""
    data = admin.get_by_role("region", name="Data", exact=True)
    data.get_by_role("button", name="Legal hold").click()
    admin.get_by_label("Why it must be kept").fill("A suit of another candidate")
    admin.get_by_role("dialog").get_by_role("button", name="Hold it").click()
    expect(data).to_contain_text("A suit of another candidate")
    expect(data.get_by_role("button", name="Erase")).to_be_disabled()
    recruiter.reload()
    others = recruiter.get_by_role("region", name="Data", exact=True)
    expect(others).to_contain_text("legal hold")
    assert "A suit" not in recruiter.content()
    data.get_by_role("button", name="Lift the hold").click()
    admin.get_by_role("dialog").get_by_role("button", name="Lift it").click()
    expect(data.get_by_role("button", name="Erase")).to_be_enabled()


def it_is_erased(page: Page) -> None:
    data = page.get_by_role("region", name="Data", exact=True)
    data.get_by_role("button", name="Erase").click()
    dialog = page.get_by_role("dialog", name="Erase everything of this candidate?")
    dialog.get_by_label(f"Type {NAME}").fill("Nora")
    expect(dialog.get_by_role("button", name="Erase")).to_be_disabled()
    assert faults(page, "[role=dialog]") == []
    dialog.get_by_label(f"Type {NAME}").fill(NAME.lower())
    dialog.get_by_role("button", name="Erase").click()
    expect(data).to_contain_text("Erased on", timeout=READY)
    expect(page.get_by_text(NAME)).to_have_count(0)


def nothing_opens_it(nora: Someone, recruiter: Page) -> None:
    """Neither the candidate's browser, nor a page of the staff's that was open."""
    nora.page.reload()
    expect(nora.page.get_by_role("alert")).to_contain_text("no link opens it any more")
    assert faults(nora.page) == []
    assert "Quist" not in nora.page.content()
    assert GUESS not in nora.page.content()
    expect(recruiter.get_by_text(NAME)).to_have_count(0)
    expect(recruiter.get_by_role("region", name="Data", exact=True)).to_contain_text("Erased on")


def everybody_who_looked_is_named(afterwards: Afterwards, page: Page, folder: Path) -> None:
    """And the candidate is not, any more."""
    page.get_by_role("link", name="Audit log").click()
    page.get_by_label("Interview, by its id").fill(afterwards.id)
    page.keyboard.press("Enter")
    table = page.get_by_role("table", name="Who looked at what")
    expect(table.get_by_role("row").filter(has_text="Erased")).to_contain_text("Olga")
    expect(table.get_by_role("row").filter(has_text="Arrangement").filter(has_text="Rita").first).to_be_visible()
    page.get_by_label("Person").select_option(label="Rita")
    expect(table.get_by_role("row").filter(has_text="Olga")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"person=rita"))
    assert "Quist" not in page.content()
    scheme(page, "light")
    assert faults(page) + faults_in_the_dark(page) == []
    with page.expect_download() as begun:
        page.get_by_role("button", name="CSV").click()
    file = folder / "audit.csv"
    begun.value.save_as(file)
    assert '"Rita"' in file.read_text()
    assert "Quist" not in file.read_text()
