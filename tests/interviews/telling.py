"""Runs the cases of what is said about an interview: of its minutes, its moments, and in letters."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from rounds.interviews import Interview, Plan, Policy, Segment, fit_60, letters, planning, wording
from rounds.interviews.letters import LINK, Fields, Template
from rounds.interviews.plan import MINUTE
from rounds.kit.errors import Invalid

ANNA = Interview(
    id="i1",
    candidate="Anna",
    interviewer="Ben",
    created=datetime(2026, 11, 1, tzinfo=UTC),
    plan=fit_60(3),
    pins=(),
    starts=datetime(2026, 12, 1, 9, tzinfo=UTC),
    zone="Europe/Berlin",
    mail="anna@example.com",
    position="{name} & <b>co</b>",
)


def words(given: str) -> str:
    what, _, told = given.partition(": ")
    match what.split():
        case ["policy"]:
            web, assistants, people = told.split(", ")
            return wording.policy(Policy(web == "web", assistants, people == "people"))
        case ["moment"]:
            at, _, zone = told.partition(" in ")
            return wording.moment(datetime.fromisoformat(at), ZoneInfo(zone), zone)
        case ["concerns"]:
            return "\n".join(planning.concerns(planned(told))) or "nothing"
        case ["checked", *name]:
            return sound(planned(told, " ".join(name) or "Ours"))
        case ["stretched", times]:
            return minutes(planned(told).stretched(float(times)))
    return minutes(planned(told))


def minutes(plan: Plan) -> str:
    return "\n".join((wording.fit(plan), wording.total(plan), wording.sessions(plan), wording.each(plan)))


def sound(plan: Plan) -> str:
    try:
        planning.check(plan)
    except Invalid as fault:
        return f"{fault.field}: {fault.message}"
    return "sound"


def planned(told: str, name: str = "Ours") -> Plan:
    introduction, scenarios, wrap_up = told.split(", ")
    worked = [tuple(map(float, one.split("+"))) for one in scenarios.split()]
    segments = (
        Segment("Introduction", float(introduction) * MINUTE),
        *(Segment(f"Scenario {no}", work * MINUTE, no, talk * MINUTE) for no, (work, talk) in enumerate(worked, 1)),
        Segment("Wrap-up", float(wrap_up) * MINUTE),
    )
    return Plan(segments, name)


def letter(given: str) -> str:
    as_html = given.startswith("html: ")
    text = given.removeprefix("html: ").replace(" / ", "\n").replace("/ ", "\n")
    try:
        found = letters.written(Template("Hello", text), Fields(ANNA, ZoneInfo("Europe/Berlin"), "Ben"))
    except Invalid as fault:
        meant = f" Meant: {fault.suggestion}" if fault.suggestion else ""
        return f"{fault.field} {fault.start}-{fault.end}: {fault.message.split('. ')[0]}.{meant}"
    if as_html:
        return re.sub(r"(?s).*<body[^>]*>\n(.*)</body>.*", r"\1", found.html).replace(LINK, "LINK").strip()
    return found.plain.strip().replace("\n", " / ").replace(" /  / ", " / / ").replace(LINK, "LINK")
