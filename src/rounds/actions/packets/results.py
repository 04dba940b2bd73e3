"""The first page of a packet: what the panel’s cards come to, each figure beside the other, and what to talk about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rounds.actions.packets.sources import Source
from rounds.interviews import verdict
from rounds.interviews.verdict import Verdict
from rounds.packet.content import PacketAgreement, PacketLevel, PacketProcess, PacketResult


def result(source: Source, found: Verdict | None) -> PacketResult:
    told = tuple(warnings(source, found))
    if found is None:
        return PacketResult(None, 0, "–", 0, False, True, 0, None, (), agreement(source), told)
    process = found.process
    return PacketResult(
        outcome=found.outcome,
        of=found.of,
        word=found.word.value,
        sem=found.sem,
        borderline=found.borderline,
        prior=found.prior,
        targets=found.n_targets,
        process=PacketProcess(process.points, process.percent or 0.0, process.observed, process.valid)
        if process.points is not None
        else None,
        levels=tuple(
            PacketLevel(
                level=one.level.value,
                title=one.title,
                chosen=one.level is source.sheet.interview.level,
                meets=one.meets,
                exceeds=one.exceeds,
                unmet=one.unmet,
                beyond=one.beyond,
            )
            for one in found.levels
        ),
        agreement=agreement(source),
        warnings=told,
    )


def agreement(source: Source) -> PacketAgreement | None:
    found = verdict.agreement_of(source.points())
    if not found.pairs:
        return None
    exact, within = (round((share or 0) * found.pairs / 100) for share in (found.exact, found.within_one))
    return PacketAgreement(exact, within, found.pairs)


def warnings(source: Source, found: Verdict | None) -> Iterator[str]:
    missing, counted = len(source.sheet.cards.missing), len(source.sheet.cards.counted)
    if missing:
        yield f"{missing} of {counted} scorecards {'is' if missing == 1 else 'are'} missing."
    for number, points in sorted(verdict.by(source.points()).items()):
        if max(points) > min(points):
            yield f"Scenario {number}: {gave(points)}. Discuss before you decide."
    if found is None:
        yield "Nothing was scored."
        return
    if found.borderline:
        yield f"Borderline: the threshold of a pass lies within ± {found.sem:.1f}. Discuss before you decide."
    if found.uneven:
        yield "Uneven: a pass with a scenario of at most 1."
    if found.discordance and found.discordance.discuss:
        yield f"Outcome and process are {found.discordance.apart * 100:.0f} % apart. Discuss before you decide."
    if not found.process.valid:
        yield "Less than 80 % of the criteria’s weight was observed: the process figure does not count."
    for one in source.raters:
        if one.versions[0].seen:
            yield f"Rater {one.letter} rated after seeing others."
        if any(version.seen for version in one.versions[1:]):
            yield f"Rater {one.letter} changed their card after seeing others."


def gave(points: Sequence[float]) -> str:
    """one rater gave 2, one gave 3"""
    counts = [(value, [*points].count(value)) for value in sorted({*points})]
    first, *more = [(count_of(many), f"{value:g}") for value, many in counts]
    said = [f"{first[0]} gave {first[1]}", *(f"{many.split()[0]} gave {value}" for many, value in more)]
    return ", ".join(said)


def count_of(many: int) -> str:
    return "one rater" if many == 1 else f"{many} raters"
