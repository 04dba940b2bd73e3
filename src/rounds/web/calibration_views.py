"""What calibration's routes bring. What they answer are the values of `actions.calibrating`, with unknown figures as null."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from statistics import mean
from typing import Annotated, Any

from pydantic import Field

from rounds.actions.calibrating import ReportShown
from rounds.actions.watching_scenarios import Watched
from rounds.calibration.agreement import FEWEST, LEVELS, Interval
from rounds.calibration.hints import Hinting
from rounds.calibration.items import Item
from rounds.calibration.rasch import Placed
from rounds.calibration.raters import Drift
from rounds.calibration.report import Target
from rounds.web.views import Frozen

Text = Annotated[str, Field(max_length=4_000)]


class NewActions(Frozen):
    actions: Text


class NewRating(Frozen):
    """A scorecard as `scorecard.Scorecard` has it; every part may be missing. `since` is when what it was written on was
    kept, 0 for never: without it whatever was there is written over.
    """

    card: dict[str, Any]
    since: float | None = None


class IntervalView(Frozen):
    """With no value where the targets are too few to show one, or the ratings cannot tell."""

    value: float | None
    low: float | None
    high: float | None
    n: int


class AgreementView(Frozen):
    single: IntervalView
    average: IntervalView
    alpha: IntervalView
    ac2: IntervalView
    exact: IntervalView
    within_one: IntervalView
    raters: int


class PairView(Frozen):
    one: str
    other: str
    kappa: IntervalView


class PlacedView(Frozen):
    """In logits: 0 is the mean of its facet. `infit` is 1 where ratings vary as the model says."""

    name: str
    logits: float
    error: float
    infit: float
    fits: bool
    n: int


class DriftView(Frozen):
    """By interview, in the order in which they rated."""

    slope: IntervalView
    since: int | None


class OfRaterView(Frozen):
    """`leniency` is shrunk; its interval is that of the plain mean. `flagged` where it is worth a talk."""

    rater: str
    name: str
    you: bool
    n: int
    leniency: IntervalView
    flagged: bool
    centrality: float | None
    halo: IntervalView
    contrast: IntervalView
    drift: DriftView
    severity: PlacedView | None


class HintingView(Frozen):
    """How somebody leads, or with an empty `lead` all together: over so many `hints` and `scenarios`.

    `kept` is the share of hints as the ladder has them; `early`, `moot` and `busy` say how many were before their minute,
    not needed, and into somebody's thinking. `load` is that of hints a scenario, `more` what is beyond what all give for
    the same progress, `beyond` the points that are, after as many hints.
    """

    lead: str
    name: str
    you: bool
    kept: IntervalView
    early: int
    moot: int
    busy: int
    load: IntervalView
    more: IntervalView
    beyond: IntervalView


class TargetView(Frozen):
    """A scenario of an interview, by its pseudonym: how many gave 0, 1, 2 and 3 points, and what the reader did."""

    interview: str
    scenario: str
    given: list[int]
    yours: int | None
    apart: int


class FairView(Frozen):
    """An interview's mean points a scenario, and what they would be from raters of middle severity."""

    interview: str
    mean: float
    fair: float


class ReportView(Frozen):
    """`round` is empty for all that are closed. `scenarios` and `pairs` are for who runs rounds. `halo` is that of all
    raters on the mean. `targets` are those that at least two besides the reader rated, or all for who runs rounds: the
    furthest apart first. `fair` is for who runs rounds. `hints` are of all leads together.
    """

    round: str
    agreement: AgreementView
    halo: float | None
    raters: list[OfRaterView]
    hints: HintingView
    leads: list[HintingView]
    pairs: list[PairView]
    scenarios: list[PlacedView]
    targets: list[TargetView]
    fair: list[FairView]


class ItemView(Frozen):
    """Of a scenario or of one variant of it: no figure below ten interviews. `seconds` to the root cause; `faster` is
    the share of them lost with each interview.
    """

    n: int
    points: IntervalView
    spread: float | None
    discrimination: IntervalView
    seconds: IntervalView
    faster: IntervalView
    advice: list[str]


class VariantView(Frozen):
    version: str
    seed: int
    item: ItemView


class WatchedView(Frozen):
    """`offered` is whether interviews can be arranged with it."""

    name: str
    title: str
    offered: bool
    item: ItemView
    variants: list[VariantView]


def watched_view(one: Watched) -> WatchedView:
    variants = [VariantView(version=it.version, seed=it.seed, item=item_view(it.item)) for it in one.variants]
    return WatchedView(name=one.name, title=one.title, offered=one.offered, item=item_view(one.item), variants=variants)


def item_view(one: Item) -> ItemView:
    return ItemView(
        n=one.n,
        points=enough(one.points),
        spread=known(one.spread) if one.n >= FEWEST else None,
        discrimination=enough(one.discrimination),
        seconds=enough(one.seconds),
        faster=enough(one.faster),
        advice=[*one.advice],
    )


def enough(one: Interval) -> IntervalView:
    """Not even an interval where the interviews are few: by it single candidates could be told."""
    return interval(one) if one.n >= FEWEST else IntervalView(value=None, low=None, high=None, n=one.n)


def report_view(shown: ReportShown) -> ReportView:
    report = shown.report
    agreement = {name: interval(getattr(report.agreement, name)) for name in FIGURES}
    return ReportView(
        round=shown.round,
        agreement=AgreementView(**agreement, raters=report.agreement.raters),
        raters=[
            OfRaterView(
                rater=one.rater,
                name=shown.names.get(one.rater, ""),
                you=one.rater == shown.you,
                n=one.n,
                leniency=interval(one.leniency.plain, one.leniency.shrunk),
                flagged=one.leniency.flagged,
                centrality=known(one.centrality),
                halo=interval(one.halo),
                contrast=interval(one.contrast),
                drift=drift_view(one.drift),
                severity=placed(one.severity) if one.severity else None,
            )
            for one in report.raters
        ],
        halo=known(report.halo),
        hints=hinting_view(shown.hints, shown),
        leads=[hinting_view(one, shown) for one in shown.leads],
        pairs=[PairView(one=one.one, other=one.other, kappa=interval(one.kappa)) for one in report.pairs],
        scenarios=[placed(one) for one in report.fit.scenarios] if report.fit else [],
        targets=[target_view(one, shown) for one in report.targets[:MOST]],
        fair=[*fair_views(shown)],
    )


MOST = 100  # targets: those that are furthest apart come first


def target_view(one: Target, shown: ReportShown) -> TargetView:
    given = [sum(points == level for points in one.points.values()) for level in range(LEVELS)]
    yours = one.points.get(shown.you)
    return TargetView(
        interview=called(one.interview, shown), scenario=one.scenario, given=given, yours=yours, apart=one.apart
    )


def fair_views(shown: ReportShown) -> Iterator[FairView]:
    """From weak to strong, where the model was fitted."""
    given: dict[str, list[int]] = {}
    report = shown.report
    for one in report.targets:
        given.setdefault(one.interview, []).extend(one.points.values())
    fair = report.fit.fair if report.fit else {}
    for name, points in sorted(given.items(), key=lambda pair: mean(pair[1])):
        if name in fair:
            yield FairView(interview=called(name, shown), mean=mean(points), fair=fair[name])


def called(target: str, shown: ReportShown) -> str:
    """The pseudonym of an interview in a round, "2026-Q4 <id>", with the round where the report is of several."""
    name, _, interview_id = target.partition(" ")
    return f"Candidate {interview_id[-4:]}" if shown.round else f"Candidate {interview_id[-4:]}, {name}"


def hinting_view(one: Hinting, shown: ReportShown) -> HintingView:
    return HintingView(
        lead=one.lead,
        name=shown.names.get(one.lead, ""),
        you=one.lead == shown.you,
        kept=interval(one.kept),
        early=one.early,
        moot=one.moot,
        busy=one.busy,
        load=interval(one.load),
        more=interval(one.more),
        beyond=interval(one.beyond),
    )


FIGURES = ("single", "average", "alpha", "ac2", "exact", "within_one")


def interval(one: Interval, value: float | None = None) -> IntervalView:
    """`value` in the place of its own. What rests on too few targets has an interval and no value."""
    shown = known(one.value if value is None else value) if one.shown else None
    return IntervalView(value=shown, low=known(one.low), high=known(one.high), n=one.n)


def drift_view(one: Drift) -> DriftView:
    return DriftView(slope=interval(one.slope), since=one.since)


def placed(one: Placed) -> PlacedView:
    return PlacedView(name=one.name, logits=one.logits, error=one.error, infit=one.infit, fits=one.fits, n=one.n)


def known(value: float) -> float | None:
    return None if isnan(value) else value
