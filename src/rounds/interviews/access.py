"""What a candidate did before the interview, told by its acts: the access check, the consents, the tour of the tools."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from rounds.interviews import acts
from rounds.interviews.acts import Done
from rounds.kit.errors import Invalid

# Everything the browser looks at, in the order in which it is shown.
CHECKS = ("browser", "connection", "live", "screen", "zoom", "clock", "storage", "charts", "keyboard")
WORDS = ("good", "fair", "bad")
LONGEST = 200  # characters of what is said of one check
STOPS = ("metrics", "traces", "logs", "database", "heap", "services")
CHOICES = ("larger text", "high contrast", "reduced motion", "hidden timer")  # of how pages are displayed


class Colour(StrEnum):
    """Of the whole check: its worst word."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


COLOURS = {"good": Colour.GREEN, "fair": Colour.AMBER, "bad": Colour.RED}


@dataclass(frozen=True, slots=True)
class Access:
    """The latest check: by name "good", "fair" or "bad" with a word on it, as the browser reported it `at` that time."""

    checks: Mapping[str, tuple[str, str]]
    at: datetime

    @property
    def colour(self) -> Colour:
        words = {word for word, _ in self.checks.values()}
        return next((COLOURS[word] for word in reversed(WORDS) if word in words), Colour.GREEN)

    @property
    def good(self) -> int:
        return sum(word == "good" for word, _ in self.checks.values())


@dataclass(frozen=True, slots=True)
class Agreed:
    """Which consents were given, in the version that was shown."""

    consents: Mapping[str, bool] = field(default_factory=dict)
    version: str = ""
    at: datetime | None = None

    @property
    def policy(self) -> bool:
        return bool(self.consents.get("policy"))


def access_of(done: Iterable[Done]) -> Access | None:
    """The latest access check; None where there was none yet."""
    found = None
    for one in done:
        if isinstance(one.act, acts.Checked) and one.time:
            found = Access({name: (word, text) for name, (word, text) in one.act.checks.items()}, one.time)
    return found


def agreed_of(done: Iterable[Done]) -> Agreed:
    """The latest answer to the consents. A training or calibration that is taken back is so from then on."""
    found = Agreed()
    for one in done:
        if isinstance(one.act, acts.Consented):
            found = Agreed(one.act.consents, one.act.version, one.time)
    return found


def toured_of(done: Iterable[Done]) -> dict[str, str]:
    """The stops of the tour that are behind the candidate: "done" or "skipped". Started over, there are none."""
    found: dict[str, str] = {}
    for one in done:
        match one.act:
            case acts.Toured(stop="", skipped=_):
                found = {}
            case acts.Toured(stop, skipped) if not (skipped and found.get(stop) == "done"):
                found[stop] = "skipped" if skipped else "done"
    return found


def displayed_of(done: Iterable[Done]) -> tuple[str, ...]:
    """How the candidate wants pages displayed, as far as it differs from the usual: staff see the effect, not why."""
    found: tuple[str, ...] = ()
    for one in done:
        if isinstance(one.act, acts.Displayed):
            found = tuple(one.act.choices)
    return found


def requested_of(done: Iterable[Done]) -> datetime | None:
    """When the candidate last asked for more time or another format. What for is no part of the record."""
    asked = [one.time for one in done if isinstance(one.act, acts.Requested)]
    return asked[-1] if asked else None


def moved_of(done: Iterable[Done]) -> datetime | None:
    """When the interview was last moved to another time."""
    moved = [one.time for one in done if isinstance(one.act, acts.Rescheduled)]
    return moved[-1] if moved else None


def commented_of(done: Iterable[Done]) -> dict[str, str]:
    """What the candidate last said about the interview: answers by question."""
    said = [one.act.answers for one in done if isinstance(one.act, acts.Commented)]
    return said[-1] if said else {}


def checked(told: Mapping[str, tuple[str, str]]) -> acts.Checked:
    """
    Raises:
        Invalid: it tells of something that is not looked at, in no word of ours, or at length.
    """
    for name, (word, text) in told.items():
        if name not in CHECKS:
            raise Invalid(f"There is no check {name!r}.", field="checks")
        if word not in WORDS or len(text) > LONGEST:
            raise Invalid(f"{name} must be good, fair or bad, with a few words.", field="checks")
    if not told:
        raise Invalid("Nothing was checked.", field="checks")
    return acts.Checked({name: told[name] for name in CHECKS if name in told})


def toured(stop: str, *, skipped: bool) -> acts.Toured:
    """`stop` is empty to start over.

    Raises:
        Invalid: the tour has no such stop.
    """
    if stop and stop not in STOPS:
        raise Invalid(f"The tour has no stop {stop!r}.", field="stop")
    return acts.Toured(stop, skipped)


def displayed(choices: Iterable[str]) -> acts.Displayed:
    """
    Raises:
        Invalid: there is no such choice.
    """
    chosen = set(choices)
    if unknown := chosen - set(CHOICES):
        raise Invalid(f"There is no choice {min(unknown)!r}.", field="choices")
    return acts.Displayed(tuple(one for one in CHOICES if one in chosen))
