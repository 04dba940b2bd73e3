"""What a debrief talks about: where the panel's cards differ, the largest difference first.

Differences are counted in points, so that scenarios, criteria and the rest stand in one order: opposite flags weigh like
two points and a level that is met for some like one. What concerns the figures as a whole comes after them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rounds.interviews import feedback
from rounds.interviews.acts import Done, Settled
from rounds.interviews.flags import KNOWN
from rounds.interviews.interview import Level
from rounds.interviews.rubric import CRITERIA
from rounds.interviews.scorecard import Raised, Scorecard
from rounds.interviews.verdict import Basis, Verdict, by

OPPOSITE = (("unsystematic", "systematic"), ("clicking", "hypotheses"), ("uncorrelated", "correlates"))
OPPOSED, FITS = 2.0, 1.0
LEAST = 0.5  # points between two means of a criterion
KINDS = ("scenario", "criterion", "flag", "level", "discordance", "borderline")


@dataclass(frozen=True, slots=True)
class Judged:
    """One rater's card with what it comes to."""

    seat: str
    name: str
    card: Scorecard
    basis: Basis
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one rater said of an item: a value, and what they wrote to it."""

    seat: str
    rater: str
    value: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """`item` names it in the record, `spread` is how far raters are apart, in points."""

    item: str
    kind: str
    title: str
    spread: float
    by: tuple[Opinion, ...]


def agenda_of(
    raters: Sequence[Judged], level: Level, titles: Mapping[int, str], panel: Verdict | None = None
) -> list[Item]:
    """Without what all agree on. `titles` are those of the scenarios by number."""
    items = [
        *scenarios(raters, titles), *criteria(raters), *opposed(raters), *levels(raters, level), *whole(raters, panel),
    ]  # fmt: skip
    return sorted(items, key=lambda one: (-one.spread, KINDS.index(one.kind), one.item))


def scenarios(raters: Sequence[Judged], titles: Mapping[int, str]) -> Iterator[Item]:
    for number, points in sorted(by(one.basis.points for one in raters).items()):
        if spread := max(points) - min(points):
            said = tuple(Opinion(one.seat, one.name, *scored(one, number)) for one in raters)
            yield Item(f"scenario:{number}", "scenario", titles.get(number, f"Scenario {number}"), spread, said)


def scored(one: Judged, number: int) -> tuple[str, str]:
    points = one.basis.points.get(number)
    score = next((score for score in one.card.scores if score.scenario == number), None)
    cited = (
        [f"{feedback.link(cited.scenario, cited.seconds)} {cited.text}".strip() for cited in score.cited]
        if score
        else []
    )
    reason = [score.reason.strip()] if score and score.reason.strip() else []
    return "–" if points is None else f"{points:g}", "\n".join([*reason, *cited])


def criteria(raters: Sequence[Judged]) -> Iterator[Item]:
    for criterion in CRITERIA:
        rated = [points for one in raters if (points := one.basis.criteria.get(criterion.id)) is not None]
        spread = max(rated) - min(rated) if rated else 0.0
        if spread >= LEAST:
            said = tuple(Opinion(one.seat, one.name, meant(one.basis.criteria.get(criterion.id))) for one in raters)
            yield Item(f"criterion:{criterion.id}", "criterion", criterion.title, spread, said)


def meant(points: float | None) -> str:
    return "not observed" if points is None else f"{points:.3g}"


def opposed(raters: Sequence[Judged]) -> Iterator[Item]:
    """A red flag of one and the green flag that says the opposite of another, in the same scenario or in none."""
    for red, green in OPPOSITE:
        against, for_it = raised(raters, red), raised(raters, green)
        meant = [one for one in against if any(differ(one, two) for two in for_it)]
        meant += [two for two in for_it if any(differ(one, two) for one in against)]
        if meant:
            said = tuple(Opinion(one.seat, one.name, KNOWN[flag.flag].text, told(flag)) for one, flag in meant)
            yield Item(f"flag:{red}:{green}", "flag", f"{KNOWN[green].text}, or not", OPPOSED, said)


def raised(raters: Iterable[Judged], flag: str) -> list[tuple[Judged, Raised]]:
    return [(one, raised) for one in raters for raised in one.card.flags if raised.flag == flag]


def differ(one: tuple[Judged, Raised], two: tuple[Judged, Raised]) -> bool:
    """Whether two raters say it of the same scenario, or one of them of the whole."""
    places = (one[1].scenario, two[1].scenario)
    return one[0].seat != two[0].seat and (places[0] == places[1] or 0 in places)


def told(flag: Raised) -> str:
    return f"{feedback.link(flag.scenario, flag.seconds)} {flag.text}".strip()


def levels(raters: Sequence[Judged], level: Level) -> Iterator[Item]:
    fits = [(one, one.verdict.level) for one in raters if one.verdict]
    if len({fit.meets for _, fit in fits}) > 1:
        said = tuple(
            Opinion(one.seat, one.name, "meets" if fit.meets else "does not meet", "\n".join(fit.unmet))
            for one, fit in fits
        )
        yield Item(f"level:{level.value}", "level", f"Expectations of {fits[0][1].title}", FITS, said)


def whole(raters: Sequence[Judged], panel: Verdict | None) -> Iterator[Item]:
    """What the figures of the whole panel ask to be talked about."""
    if panel and panel.discordance and panel.discordance.discuss:
        said = tuple(Opinion(one.seat, one.name, apart(one.verdict)) for one in raters)
        yield Item("discordance", "discordance", "Outcome and process say different things", 0.0, said)
    if panel and panel.borderline:
        said = tuple(Opinion(one.seat, one.name, of_all(one.verdict)) for one in raters)
        yield Item("borderline", "borderline", "The threshold lies within the error", 0.0, said)


def apart(verdict: Verdict | None) -> str:
    return f"{verdict.discordance.apart:.2f} apart" if verdict and verdict.discordance else "–"


def of_all(verdict: Verdict | None) -> str:
    return f"{verdict.outcome:g} of {verdict.of}" if verdict else "–"


def settled_of(done: Iterable[Done]) -> dict[str, str]:
    """What the debrief said, by item."""
    found: dict[str, str] = {}
    for one in done:
        if isinstance(one.act, Settled):
            found[one.act.item] = one.act.text
    return {item: text for item, text in found.items() if text}
