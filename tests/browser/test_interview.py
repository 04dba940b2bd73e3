"""A whole interview, played by three people in browsers of their own: a recruiter invites, a candidate works, a lead
watches, helps and presents; and what the replay tells of it afterwards.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from statistics import median
from typing import Any

from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.accessible import faults, faults_in_the_dark, scheme
from tests.browser.house import BEN, METRIC, READY, RITA, Clock, House, Someone, browser_of, invited, staff_link, until
from tests.browser.walking import SEEN, add_lane, settled, tool

WITHIN = 1.0  # seconds from a change of the candidate's view to the follower's, of which the machine's load is no part


@dataclass
class Followed:
    """A candidate's moves, each as it is seen by who follows, and when that was by the server's clock."""

    clock: Clock
    candidate: Page
    lead: Page
    views: Callable[[], int]  # how many were told so far
    is_here: Callable[[], bool]  # whether their page has its channel
    moves: list[tuple[datetime, str]] = field(default_factory=list)
    took: list[float] = field(default_factory=list)

    def waits(self, **by: float) -> None:
        """The clock goes ahead, once all that was shown until then is told."""
        before = self.views()
        self.candidate.reload()
        until(self.candidate, lambda: self.views() > before)
        settled(self.candidate)
        until(self.candidate, self.is_here)
        self.clock.goes(**by)

    def goes(self, address: str) -> None:
        """Within their page, as a link does."""
        self.candidate.evaluate("(to) => history.pushState(history.state, '', to)", address)
        self.sees(address)

    def opens(self, address: str) -> None:
        """As a page that is loaded: what was shown before is told as it is left."""
        self.candidate.goto(address)
        self.sees(address)

    def sees(self, address: str) -> None:
        moment, began = self.clock(), time.monotonic()
        wanted = address.replace("/interview", "")
        frame = follower(self.lead)
        while not (frame.url.endswith(wanted) or decoded(frame.url).endswith(decoded(wanted))):
            assert time.monotonic() - began < READY / 1000, f"{frame.url} is not {wanted}"
            self.lead.wait_for_timeout(20)
        self.took.append(time.monotonic() - began)
        self.moves.append((moment, address))
        self.candidate.wait_for_timeout(600)  # what was there for less is not told


def decoded(address: str) -> str:
    return address.replace("%3A", ":").replace("+", " ").replace("%20", " ")


def views(house: House, interview: str) -> int:
    with house.office.records.look() as look:
        return sum(one.kind == "view" for one in look.record(interview))


def follower(lead: Page) -> Any:
    return next(frame for frame in lead.frames if "/staff/follow/" in frame.url)


def seen(page: Page, name: str = "The candidate's view, live") -> FrameLocator:
    return page.frame_locator(f'iframe[title="{name}"]')


def desk(lead: Someone, interview: str, number: int) -> dict[str, Any]:
    cockpit = lead.asks(f"staff/interviews/{interview}/cockpit")
    found: dict[str, Any] = cockpit["scenarios"][number - 1]
    return found


def looks_at_the_chart(number: int, followed: Followed) -> None:
    """Long enough to count, and left as one leaves a page, so that its time on screen is told."""
    page = followed.candidate
    followed.goes(f"/interview/{number}/metrics?q={METRIC}")
    settled(page)
    page.wait_for_timeout(SEEN * 1000 + 700)


def test_a_whole_interview(house: House, address: str, browser: Browser) -> None:
    clock = house.clock
    starts = (clock() + timedelta(hours=2)).replace(second=0, microsecond=0)
    with browser_of(browser, address, staff_link(house, RITA), "Open Rounds") as rita:
        interview, link = invited(rita.page, starts)
    with (
        browser_of(browser, address, staff_link(house, BEN), "Open Rounds") as ben,
        browser_of(browser, address, link, "Open my interview") as nora,
    ):
        before(house, nora, starts)
        with house.office.records.look() as look:
            seat = next(one.id for one in look.seats_of(interview) if not one.role.is_staff)

        def is_here() -> bool:
            return bool(house.office.presence.is_here(seat))

        followed = Followed(clock, nora.page, ben.page, lambda: views(house, interview), is_here)
        the_hour(interview, ben, nora, followed)
        assert median(followed.took) < WITHIN, followed.took
        afterwards(interview, ben, followed)


def before(house: House, nora: Someone, starts: datetime) -> None:
    """The access check and what is agreed to; then the waiting room."""
    page = nora.page
    check = page.get_by_role("region", name="Access check")
    check.get_by_role("button", name="Check my access").click()
    page.keyboard.press("j")
    expect(check.get_by_text(re.compile("of 9 as they should be"))).to_be_visible(timeout=READY)
    consents = page.get_by_role("region", name="Consents")
    consents.get_by_role("checkbox", name="I accept: What you may use").check()
    consents.get_by_role("button", name="Agree").click()
    expect(consents.get_by_role("status")).to_have_text("Kept")
    house.clock.goes_to(starts - timedelta(minutes=5))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are in the waiting room")


def the_hour(interview: str, ben: Someone, nora: Someone, followed: Followed) -> None:
    page, lead, clock = nora.page, ben.page, followed.clock
    lead.goto(f"/staff/interviews/{interview}/cockpit")
    lead.get_by_role("button", name="Let in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your interview has begun")
    expect(seen(lead).get_by_text("On the overview page")).to_be_visible(timeout=READY)

    # Scenario 1: a chart is looked at, pinned and recognised, followed all the way.
    lead.keyboard.press("d")
    page.wait_for_url("**/interview/1/briefing", timeout=READY)
    followed.sees("/interview/1/briefing")
    looks_at_the_chart(1, followed)
    expect(seen(lead).get_by_text(METRIC).first).to_be_visible()
    assert lead.evaluate("document.activeElement === document.body || !document.activeElement.closest('iframe')")
    page.get_by_role("button", name=re.compile("^shop|^http_requests")).first.hover()
    page.keyboard.press("p")
    followed.goes("/interview/1/logs?q=level:error")
    followed.opens("/interview/1/briefing")
    until(lead, lambda: desk(ben, interview, 1)["steps"][0]["exposed"] and desk(ben, interview, 1)["steps"][0]["cited"])
    lead.get_by_role("button", name="Recognised: Requests").click()
    until(lead, lambda: desk(ben, interview, 1)["steps"][0]["recognised"])

    # A hint after its minute.
    followed.waits(minutes=4)
    lead.reload()
    expect(lead.get_by_role("region", name="Hints").get_by_role("button", name="Read it aloud")).to_be_visible()
    lead.keyboard.press("h")
    sent = page.get_by_role("region", name="From your interviewer")
    expect(sent).to_contain_text("What would you expect to see?", timeout=READY)
    sent.get_by_role("button", name="Put away").click()

    # A pause.
    lead.keyboard.press(" ")
    lead.get_by_label("Reason").fill("the bell rang")
    lead.get_by_role("dialog").get_by_role("button", name="Pause").click()
    expect(page.get_by_text("The interview is paused and the clock stands still")).to_be_visible(timeout=READY)
    followed.waits(minutes=1)
    lead.keyboard.press(" ")
    expect(page.get_by_text("The interview is paused and the clock stands still")).to_have_count(0, timeout=READY)

    # Scenario 2: the lead presents the chart, which is found by nobody; then the candidate finds it.
    lead.get_by_role("button", name="Discuss").click()
    lead.get_by_role("button", name="Start 2").click()
    page.wait_for_url("**/interview/2/briefing", timeout=READY)
    followed.sees("/interview/2/briefing")
    presents_the_chart(ben, nora)
    assert [(step["exposed"], step["cited"]) for step in desk(ben, interview, 2)["steps"]] == [(None, None)] * 2
    looks_at_the_chart(2, followed)
    followed.opens("/interview/2/briefing")
    until(lead, lambda: desk(ben, interview, 2)["steps"][0]["exposed"])

    # Scenario 3: the network is gone for more than a moment.
    lead.get_by_role("button", name="Discuss").click()
    lead.get_by_role("button", name="Start 3").click()
    page.wait_for_url("**/interview/3/briefing", timeout=READY)
    followed.sees("/interview/3/briefing")
    followed.waits(seconds=0)
    nora.context.set_offline(True)
    until(lead, lambda: not followed.is_here())
    clock.goes(seconds=90)  # so far that its reports count as those of another clock
    expect(lead.get_by_role("status", name="Candidate")).to_contain_text("gone for", timeout=READY)
    nora.context.set_offline(False)
    expect(lead.get_by_role("status", name="Candidate")).not_to_contain_text("gone for", timeout=READY)
    looks_at_the_chart(3, followed)
    followed.opens("/interview/3/briefing")
    until(lead, lambda: desk(ben, interview, 3)["steps"][0]["exposed"])

    # The end.
    lead.get_by_role("button", name="More").click()
    lead.get_by_role("menuitem", name="End the interview…").click()
    lead.get_by_role("button", name="End it").click()
    page.goto("/interview")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, Nora", timeout=READY)


def presents_the_chart(ben: Someone, nora: Someone) -> None:
    own = nora.page.url
    with ben.context.expect_page() as tab:
        ben.page.keyboard.press("p")
    shown = tab.value
    expect(shown.get_by_role("region", name="Presenting")).to_contain_text("Nora sees this page", timeout=READY)
    covered = nora.page.get_by_role("region", name="Ben is showing you this")
    expect(covered).to_be_visible(timeout=READY)
    tool(shown, "Metrics")
    add_lane(shown, METRIC)
    frame = nora.page.frame_locator('iframe[title="What is shown to you"]')
    expect(frame.get_by_role("heading", name=METRIC).or_(frame.get_by_text(METRIC)).first).to_be_visible(timeout=READY)
    nora.page.wait_for_timeout(SEEN * 1000 + 500)
    shown.get_by_role("button", name="Stop showing").click()
    expect(covered).to_have_count(0, timeout=READY)
    assert nora.page.url == own
    shown.close()


def afterwards(interview: str, ben: Someone, followed: Followed) -> None:
    """The replay shows the same views at the same seconds, and nothing of what was presented."""
    page = ben.page
    told = ben.asks(f"staff/interviews/{interview}/replay")
    scenes = [one for one in told["scenes"] if one["address"] != "/interview"]
    assert distinct(one["address"] for one in scenes) == distinct(address for _, address in followed.moves)
    for moment, address in followed.moves:
        away = [abs(one["since"] - moment.timestamp() * 1000) for one in scenes if one["address"] == address]
        assert min(away) < SAME * 1000, (address, away)
    (presented,) = told["presented"]
    assert not [one for one in scenes if presented[0] < one["since"] < presented[1] - SAME * 1000]
    assert [one["kind"] for one in told["marks"] if one["kind"] in TOLD] == TOLD
    assert [facts["reached"] for facts in told["facts"]] == [1, 1, 1]

    chart = next(one for one in scenes if "metrics" in one["address"])
    second = round((chart["since"] - told["began"]) / 1000) + 2
    page.goto(f"/staff/interviews/{interview}/replay?t={second}")
    frame = seen(page, "The candidate's view at this moment")
    expect(frame.get_by_text(METRIC).first).to_be_visible(timeout=READY)
    happened = page.get_by_role("tabpanel", name="What happened")
    for name in ("Exposed", "Pinned", "Cited", "Recognised", "Hint", "Paused", "Presented", "Connection lost"):
        expect(happened.get_by_text(name, exact=True).first).to_be_visible()
    for _ in range(3):
        page.keyboard.press("j")
    expect(page.get_by_role("slider", name="Moment of the interview")).not_to_have_attribute(
        "aria-valuenow", str(second)
    )
    page.get_by_role("tab", name="Notebook then").click()
    expect(page.get_by_role("tabpanel", name="Notebook then")).to_contain_text("Pinned beside")
    page.get_by_role("tab", name="How they worked").click()
    expect(page.get_by_role("region", name="Scenario 1")).to_contain_text("Path reached")
    scheme(page, "light")
    assert faults(page) == []
    assert faults_in_the_dark(page) == []


TOLD = ["exposed", "recognised", "hint", "pause", "presented", "exposed", "left", "exposed"]
SAME = 2.0  # seconds; a browser's clock is known as well as its quickest report was quick


def distinct(addresses: Iterable[str]) -> list[str]:
    """Each as often as it came anew."""
    return [address for address, _ in groupby(addresses)]
