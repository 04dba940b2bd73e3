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
from rounds.interviews import Asked, Cause, Done, Evidence, Moments, Viewed
from rounds.interviews.acts import Act, Judged, Pinned, Unpinned, Wrote
from rounds.interviews.citing import Citation, Citing
from rounds.interviews.evidence import Exposure
from rounds.interviews.notebook import notebook_of
from rounds.interviews.patterns import check, matches
from rounds.interviews.quoting import Solutions
from rounds.kit.errors import Invalid
from tests.interviews import scoring, telling
from tests.interviews.hours import allowed, hour
from tests.interviews.ladders import climb
from tests.interviews.walked import ASKED, MOMENTS, STEPS, TOLD

HELD = datetime(2026, 6, 1, 9, tzinfo=UTC).timestamp() * 1000  # when the interview of the walks began
TOY = Moments(1000.0, 3_600_000.0, 7_200_000.0)
LINE = re.compile(r"(?P<start>[\d.]+)(?:-(?P<end>[\d.]+))? (?P<does>asks|shows) (?P<what>.+?)(?:, (?P<how>[a-z]+ .+))?")

NOTED = re.compile(
    r"(?P<at>[\d.]+) (?P<does>pins|unpins|writes|rewrites|erases|refutes) (?:(?P<which>[pe]\d+): )?(?P<what>.+)"
)


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
    done: list[Done] = field(default_factory=list)
    until: float = float("inf")

    def line(self, text: str) -> None:
        if text.startswith("read at "):
            self.until = HELD + float(text.removeprefix("read at ")) * 1000
            return
        if noted := NOTED.fullmatch(text):
            self.note(float(noted["at"]), noted["does"], noted["which"] or "", noted["what"])
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

    def note(self, at: float, does: str, which: str, what: str) -> None:
        """In the notebook of scenario 1: pins and entries are called by number, in their order."""
        act = self.act(does, which, what)
        time = datetime.fromtimestamp(HELD / 1000 + at, UTC)
        self.done.append(Done(act, "c", no=1000 + len(self.done), time=time))

    def act(self, does: str, which: str, what: str) -> Act:
        acts = [one.act for one in self.done]
        match does:
            case "pins":
                address, *marks = what.split(", of ", 1)
                mark = dict(one.split("=", 1) for one in marks[0].split(" and ")) if marks else {}
                whole = address if address.startswith("/interview") else f"/interview/1{address}"
                pins = {act.pin for act in acts if isinstance(act, Pinned)}
                return Pinned(which or f"p{len(pins) + 1}", 1, whole, "A view", mark=mark)
            case "unpins":
                return Unpinned(what, 1)
            case "refutes":
                return Judged(what, 1, "refuted")
        entries = {act.entry for act in acts if isinstance(act, Wrote)}
        return Wrote(which or f"e{len(entries) + 1}", 1, "hypothesis", "" if does == "erases" else what)


def walk(given: str) -> str:
    """The steps that a walk through scenario 1 reaches. Its first line is its name; times are seconds."""
    walked = Walk()
    for text in given.splitlines()[1:]:
        walked.line(text)
    evidence = Evidence(walked.asked, walked.viewed, MOMENTS, scenario=1, until=walked.until)
    exposures = evidence.exposures(STEPS)
    cited = Citing(evidence, notebook_of(walked.done, 1), page_of, TOLD).citations(STEPS, exposures)
    return "\n".join([*map(said, exposures), *map(cited_by, cited)]) or "nothing"


def said(exposure: Exposure) -> str:
    told: Any = exposure.note or f"at {(exposure.time - HELD) / 1000:g}, {exposure.seconds:g} s"
    return f"{exposure.step} by {exposure.no}, {told}"


def cited_by(citation: Citation) -> str:
    at = f"{(citation.time - HELD) / 1000:g}"
    by = f"{citation.by} {citation.place}" + (f" with {citation.word}" if citation.word else "")
    return f"{citation.step} cited by {by} at {at}, of {citation.question}"


SOLUTIONS = Solutions(
    (
        "The pool of connections is exhausted because each retry holds one and none is given back",
        "Add a limit to retries",
        "Retries",
    ),
    ("retry_storm", "plain"),
    ("Look at how many connections each retry holds and whether one is given back to the pool",),
)


def quoted(given: str) -> str:
    """A text without passages of these solutions."""
    return SOLUTIONS.without(given)


RUN = {
    "wording": telling.words,
    "letters": telling.letter,
    "quoting": quoted,
    "allowed": allowed,
    "hours": hour,
    "ceilings": scoring.allowed,
    "triples": scoring.triples,
    "verdicts": scoring.verdict,
    "ladder": climb,
    "citing": walk,
    "patterns": pattern,
    "pattern_faults": fault,
    "walks": walk,
}
