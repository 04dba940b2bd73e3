"""Edge cases: what is hard to judge by the rubric is talked about once, and what comes of it is shown to whoever scores."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from rounds.actions import given, rights
from rounds.actions.office import Office
from rounds.actions.retold import milliseconds
from rounds.interviews import Person
from rounds.interviews.rights import Right, may
from rounds.interviews.rubric import CRITERIA, RUBRIC
from rounds.kit.errors import Invalid
from rounds.records.edge_cases import EdgeCase, Remark
from rounds.records.work import Work

TITLE, LONGEST = 200, 4_000  # characters
ANCHORS = {
    **{f"points {one.points}": f"{one.points}: {one.text}" for one in RUBRIC.anchors},
    **{f"criterion {one.id}": one.title for one in CRITERIA},
    **{f"hint {number}": f"Hint {number}" for number in range(1, 6)},
}


@dataclass(frozen=True, slots=True)
class RemarkShown:
    at: float
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class CaseShown:
    """`about` is the anchor in the rubric's own words. `ruling` is empty until there is one. Of a scenario that is no longer
    here the name is its title.
    """

    id: str
    scenario: str
    scenario_title: str
    version: str
    rubric: str
    anchor: str
    about: str
    title: str
    by: str
    opened: float
    remarks: list[RemarkShown]
    ruling: str
    ruled: float | None
    ruled_by: str


@dataclass(frozen=True, slots=True)
class CasesShown:
    """`scenarios`, by name with their titles, and `anchors` are what a new one may be about."""

    cases: list[CaseShown]
    scenarios: dict[str, str]
    anchors: dict[str, str]
    may_rule: bool


def listed(here: Office, who: Person) -> CasesShown:
    """The newest first."""
    rights.need(who, Right.CALIBRATE)
    titles = {one.name: one.title for one in here.library.offered()}
    with here.records.look() as look:
        names = {one.id: one.name for one in look.people.all()}
        cases = [shown(look, one, names, titles.get(one.scenario, one.scenario)) for one in look.edge_cases.all()]
    return CasesShown(cases, titles, ANCHORS, may(who, None, Right.ROUNDS))


def opened(here: Office, who: Person, scenario: str, anchor: str, title: str, text: str) -> CasesShown:
    """
    Raises:
        Invalid: there is no such scenario or anchor, or nothing is said.
    """
    rights.need(who, Right.CALIBRATE)
    known = versions(here)
    if scenario not in known:
        raise Invalid("There is no such scenario here.", field="scenario")
    if anchor not in ANCHORS:
        raise Invalid("The rubric has no such anchor.", field="anchor")
    title, text = worded(title, "title", TITLE), worded(text, "text", LONGEST)
    rights.need_account(who)
    now, new = here.now(), secrets.token_hex(8)
    with here.records.work() as work:
        work.edge_cases.add(EdgeCase(new, scenario, known[scenario], RUBRIC.version, anchor, title, who.id, now))
        work.edge_cases.say(new, Remark(now, who.id, text))
    return listed(here, who)


def say(here: Office, who: Person, case_id: str, text: str) -> CasesShown:
    rights.need(who, Right.CALIBRATE)
    text = worded(text, "text", LONGEST)
    rights.need_account(who)
    with here.records.work() as work:
        work.edge_cases.of(case_id)
        work.edge_cases.say(case_id, Remark(here.now(), who.id, text))
    return listed(here, who)


def rule(here: Office, who: Person, case_id: str, ruling: str) -> CasesShown:
    """What holds from now on; another takes the place of the one before."""
    rights.need(who, Right.ROUNDS)
    ruling = worded(ruling, "ruling", LONGEST)
    rights.need_account(who)
    with here.records.work() as work:
        work.edge_cases.of(case_id)
        work.edge_cases.rule(case_id, ruling, who.id, here.now())
    return listed(here, who)


def versions(here: Office) -> Mapping[str, str]:
    """Of the scenarios that interviews can be arranged with, by name."""
    return {one.name: one.version for one in here.library.offered()}


def worded(text: str, field: str, longest: int) -> str:
    given.check_text(text, field, longest)
    if not text.strip():
        raise Invalid("Say something here.", field=field)
    return text.strip()


def shown(look: Work, one: EdgeCase, names: Mapping[str, str], title: str) -> CaseShown:
    said = [
        RemarkShown(milliseconds(remark.time), names.get(remark.person, ""), remark.text)
        for remark in look.edge_cases.said(one.id)
    ]
    return CaseShown(
        id=one.id,
        scenario=one.scenario,
        scenario_title=title,
        version=one.version,
        rubric=one.rubric,
        anchor=one.anchor,
        about=ANCHORS.get(one.anchor, one.anchor),
        title=one.title,
        by=names.get(one.person, ""),
        opened=milliseconds(one.opened),
        remarks=said,
        ruling=one.ruling,
        ruled=milliseconds(one.ruled) if one.ruled else None,
        ruled_by=names.get(one.ruled_by, ""),
    )
