"""Calibration in two browsers: a hard case is ruled and stands in the scorecard, a round of four raters goes to its report,
and what they agree from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from rounds.actions import arranging, calibrating
from rounds.actions.arranging import Chosen, Wanted
from rounds.interviews import Act, Duty, Person, acts
from rounds.interviews.acts import Done
from rounds.interviews.people import Role
from rounds.interviews.rubric import CRITERIA
from rounds.records.calibrations import Rerated
from tests.browser.accessible import faults, faults_in_the_dark, scheme
from tests.browser.house import BEN, RITA, TITLES, House, Someone, browser_of, staff_link

ADA, EVA, MAX, ZOE = (
    Person(f"{name.lower()}-again", name, f"{name.lower()}@again.test", frozenset({duty}))
    for name, duty in (
        ("Ada", Duty.AUTHOR), ("Eva", Duty.INTERVIEWER), ("Max", Duty.INTERVIEWER), ("Zoe", Duty.COMMITTEE),
    )
)  # fmt: skip
RULED = "A two: the fix is the same."


def points(interview: int, scenario: int, off: int = 0) -> int:
    return max(0, min(3, (interview + scenario) % 4 + off))


def card(interview: int, off: int = 0) -> dict[str, Any]:
    return {
        "scores": [{"scenario": one, "points": points(interview, one, off)} for one in (1, 2, 3)],
        "ratings": [{"criterion": one.id, "points": 1.5 + interview % 2} for one in CRITERIA],
    }


class Quarter:
    """Six interviews that Ben led and whose candidates agreed, and a round of them that three have rated whole and Eva
    but for one.
    """

    def __init__(self, house: House) -> None:
        self.house, here = house, house.office
        with here.records.work() as work:
            for one in (ADA, EVA, MAX, ZOE):
                work.people.add(one, house.clock())
        held = [self.held(f"Nora {no}", no) for no in range(6)]
        self.round = calibrating.begin(here, ADA).rounds[0].name
        with here.records.work() as work:
            chosen = work.calibrations.of(self.round).interviews
            self.left = next(one for one in held if one in chosen)
            for no, interview in enumerate(chosen):
                for rater, off in ((MAX, 0), (ZOE, -1), (ADA, no % 2), (EVA, 0)):
                    if (rater, interview) != (EVA, self.left):
                        now = house.clock()
                        work.calibrations.keep(Rerated(self.round, interview, rater.id, card(no, off), now, now))

    def held(self, name: str, no: int) -> str:
        here, clock = self.house.office, self.house.clock
        wanted = Wanted(name, BEN.id, tuple(Chosen(scenario, 1) for scenario in TITLES), "Fit 60", "UTC")
        interview = arranging.arrange(here, RITA, wanted)
        with here.records.work() as work:
            seats = {one.role: one.id for one in work.seats_of(interview)}

            def does(seat: Role, *these: Act, minutes: float) -> None:
                clock.goes(minutes=minutes)
                for act in these:
                    work.append(interview, Done(act, seats[seat]), clock())

            does(Role.CANDIDATE, acts.Consented({"policy": True, "calibration": True}, "1"), minutes=0)
            does(Role.LEAD, acts.Entered(), acts.Admitted(), minutes=0)
            for segment in (1, 3, 5):
                does(Role.LEAD, acts.Begun(segment), minutes=4)
            does(Role.LEAD, acts.Ended(), acts.Submitted(card(no)), minutes=4)
            work.keep_state(interview, work.hour(interview).state)
        return interview


@pytest.fixture
def quarter(house: House) -> Quarter:
    return Quarter(house)


@pytest.fixture
def people(house: House, address: str, browser: Browser, quarter: Quarter) -> Iterator[tuple[Someone, ...]]:
    with ExitStack() as stack:
        yield tuple(
            stack.enter_context(browser_of(browser, address, staff_link(house, one), "Open Rounds"))
            for one in (ADA, EVA)
        )


def test_from_a_hard_case_to_what_a_round_says(quarter: Quarter, people: tuple[Someone, ...]) -> None:
    ada, eva = people
    it_is_ruled(ada.page)
    the_last_one_is_rated(quarter, eva.page)
    the_round_is_closed(quarter, ada.page)
    everybody_is_drawn(quarter, ada.page)
    eva_sees_herself(quarter, eva.page)


def it_is_ruled(page: Page) -> None:
    page.goto("/staff")
    page.get_by_role("link", name="Calibration", exact=True).click()
    page.get_by_role("link", name="Edge cases").click()
    page.get_by_role("button", name="New case").click()
    page.get_by_label("Scenario", exact=True).select_option("orders-slow")
    page.get_by_label("What of the rubric it is about").select_option("points 2")
    page.get_by_label("The case in a line").fill("Names the table only")
    page.get_by_label("What happened, and what speaks for either side").fill("The lock was never named. Two or one?")
    page.get_by_role("button", name="Open the case").click()
    case = page.get_by_role("article", name="Names the table only")
    case.get_by_role("button", name="Add a remark").click()
    case.get_by_label("Remark").fill("The fix would have worked.")
    case.get_by_role("button", name="Add", exact=True).click()
    expect(case.get_by_role("list", name="What was said").get_by_role("listitem")).to_have_count(2)
    case.get_by_role("button", name="Rule it").click()
    case.get_by_label("What holds from now on").fill(RULED)
    case.get_by_role("button", name="Rule", exact=True).click()
    expect(case).to_contain_text(RULED)
    expect(case.get_by_text("ruled", exact=True)).to_be_visible()
    assert faults(page) == []


def the_last_one_is_rated(quarter: Quarter, page: Page) -> None:
    page.goto("/staff/calibration")
    rows = page.get_by_role("table", name=f"Interviews of round {quarter.round}")
    expect(page.get_by_text("5 of 6 rated by you")).to_be_visible()
    expect(rows).not_to_contain_text("Nora")
    rows.get_by_role("link", name="Rate ").click()
    page.wait_for_url(f"**/staff/calibration/{quarter.round}/{quarter.left}")
    expect(page.get_by_role("list", name="Rulings").first).to_contain_text(RULED)
    expect(page.get_by_role("link", name="Replay")).to_have_attribute(
        "href", f"/staff/interviews/{quarter.left}/replay"
    )
    expect(page.get_by_role("button", name="Hand in")).to_be_disabled()
    assert faults(page) == []
    for scenario in (1, 2, 3):
        group = page.get_by_role("radiogroup", name=f"Score of scenario {scenario}")
        group.get_by_role("radio", name="2: ").check()
    for one in CRITERIA:
        page.get_by_role("button", name=f"{one.title} ", exact=False).first.click()
        page.get_by_role("radiogroup", name=f"How {one.title} is rated").get_by_text("Overall").click()
        page.get_by_role("radiogroup", name=f"{one.title} in the whole interview").get_by_role("radio").nth(2).check()
    expect(page.get_by_role("region", name="Outcome")).to_contain_text("6")
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("handed in")).to_be_visible()
    expect(page.get_by_role("button", name="Hand in")).to_have_count(0)


def the_round_is_closed(quarter: Quarter, page: Page) -> None:
    page.get_by_role("link", name="Rounds", exact=True).click()
    done = page.get_by_role("region", name="Who has rated how many")
    for name in ("Ada", "Eva", "Max", "Zoe"):
        expect(done.get_by_role("progressbar", name=f"{name}: 6 of 6")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Close the round").click()
    page.get_by_role("dialog").get_by_role("button", name="Close it").click()
    page.get_by_role("button", name="Write down what was agreed").click()
    page.get_by_label("What you agreed to do about it").fill("Zoe and Max rate one together.")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Zoe and Max rate one together.")).to_be_visible()
    page.get_by_role("link", name=f"Report of {quarter.round}").click()


def everybody_is_drawn(quarter: Quarter, page: Page) -> None:
    alone = page.get_by_role("region", name="One rater alone")
    expect(alone).to_contain_text("n = 18")
    expect(alone.get_by_role("img", name="One rater alone: ")).to_be_visible()
    for name in ("You", "Eva", "Max", "Zoe"):
        expect(page.get_by_role("img", name=f"Leniency of {name}: ")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Zoe").get_by_text("worth a talk")).to_be_visible()
    expect(page.get_by_role("table", name="Agreement of pairs of raters").get_by_role("row")).to_have_count(1 + 6)
    differ = page.get_by_role("table", name="Points that were given")
    expect(differ.get_by_role("row")).to_have_count(1 + 8)
    page.get_by_role("button", name="All 18").click()
    expect(differ.get_by_role("row")).to_have_count(1 + 18)
    for scenario in TITLES:
        expect(page.get_by_role("img", name=f"Difficulty of {scenario}: ")).to_be_visible()
    assert faults(page) + faults_in_the_dark(page) == []
    scheme(page, "light")
    page.get_by_role("link", name="Scenarios", exact=True).click()
    expect(page.get_by_role("table", name="Scenarios").get_by_role("row", name="orders-slow")).to_contain_text("of 10")


def eva_sees_herself(quarter: Quarter, page: Page) -> None:
    page.goto(f"/staff/calibration/{quarter.round}")
    expect(page.get_by_role("img", name="Leniency of You: ")).to_be_visible()
    expect(page.get_by_text("Zoe")).to_have_count(0)
    expect(page.get_by_role("table", name="Agreement of pairs of raters")).to_have_count(0)
    differ = page.get_by_role("table", name="Points that were given")
    expect(differ.get_by_role("img", name="you among them").first).to_be_visible()
    expect(page.get_by_text("All leads together")).to_be_visible()
