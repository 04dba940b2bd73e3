"""Runs the case files of this folder: patterns over values, and walks through an interview."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import yaml

from rounds.actions.seen import page_of
from rounds.incidents.texts import Written, value
from rounds.interviews import Asked, Cause, Evidence, Moments, Viewed
from rounds.interviews.evidence import Exposure
from rounds.interviews.patterns import check, matches
from rounds.kit.errors import Invalid
from tests.interviews.walked import ASKED, MOMENTS, STEPS

HELD = datetime(2026, 6, 1, 9, tzinfo=UTC).timestamp() * 1000  # when the interview of the walks began
TOY = Moments(1000.0, 3_600_000.0, 7_200_000.0)
LINE = re.compile(r"(?P<start>[\d.]+)(?:-(?P<end>[\d.]+))? (?P<does>asks|shows) (?P<what>.+?)(?:, (?P<how>[a-z]+ .+))?")


def pattern(given: str) -> str:
    """Whether `PATTERN on VALUE` matches; the pattern is YAML, the value JSON."""
    told, given_value = given.rsplit(" on ", 1)
    wanted = as_written(told)
    check(wanted)
    return "yes" if matches(wanted, json.loads(given_value), TOY) else "no"


def fault(given: str) -> str:
    """What is wrong with a pattern, and where."""
    try:
        check(as_written(given))
    except Invalid as error:
        return f"{error.field}: {error}"
    return "sound"


def as_written(text: str) -> Any:
    """As in a scenario's texts, where `no` is a word."""
    return value(Written(Path("patterns.yaml"), {}), yaml.compose(text, Loader=yaml.SafeLoader), (), {})


@dataclass
class Walk:
    asked: list[Asked] = field(default_factory=list)
    viewed: list[Viewed] = field(default_factory=list)
    until: float = float("inf")

    def line(self, text: str) -> None:
        if text.startswith("read at "):
            self.until = HELD + float(text.removeprefix("read at ")) * 1000
            return
        found = LINE.fullmatch(text)
        assert found, text
        start, end = (HELD + float(found[name] or found["start"]) * 1000 for name in ("start", "end"))
        if found["does"] == "asks":
            self.ask(start, found["what"], found["how"] or "")
        else:
            self.show(start, end, found["what"], found["how"] or "")

    def ask(self, time: float, what: str, how: str) -> None:
        kind, question, digest = ASKED[what]
        cause = Cause(how.removeprefix("as ") or "candidate")
        self.asked.append(Asked(len(self.asked) + 1, time, cause, kind, question, digest))

    def show(self, start: float, end: float, address: str, how: str) -> None:
        """`told at 50` says when the report came, `clock +90` by how many seconds the browser's clock is ahead."""
        told = float(how.removeprefix("told at ")) * 1000 + HELD if how.startswith("told at") else end
        ahead = float(how.removeprefix("clock ")) * 1000 if how.startswith("clock") else 0.0
        whole = address if address.startswith("/interview") else f"/interview/1{address}"
        page, scenario = page_of(whole)
        state = {
            name: values if len(values) > 1 else values[0] for name, values in parse_qs(whole.partition("?")[2]).items()
        }
        self.viewed.append(Viewed(page, whole, state, start + ahead, end + ahead, told, scenario))


def walk(given: str) -> str:
    """The steps that a walk through scenario 1 reaches. Its first line is its name; times are seconds."""
    walked = Walk()
    for text in given.splitlines()[1:]:
        walked.line(text)
    found = Evidence(walked.asked, walked.viewed, MOMENTS, scenario=1, until=walked.until).exposures(STEPS)
    return "\n".join(map(said, found)) or "nothing"


def said(exposure: Exposure) -> str:
    told: Any = exposure.note or f"at {(exposure.time - HELD) / 1000:g}, {exposure.seconds:g} s"
    return f"{exposure.step} by {exposure.no}, {told}"


RUN = {"patterns": pattern, "pattern_faults": fault, "walks": walk}
