"""Runs the cases of what cards come to: ceilings by hints and solution, levels, whole verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

from rounds.interviews import Level
from rounds.interviews.feedback import LINK
from rounds.interviews.ladder import Given, load
from rounds.interviews.rubric import CRITERIA
from rounds.interviews.scorecard import Rating, Score, Scorecard, Seen, Signal, Solution
from rounds.interviews.verdict import (
    Basis,
    Circumstances,
    Verdict,
    Word,
    all_solved,
    basis_of,
    ceiling,
    is_uneven,
    verdict_of,
    word_of,
)

THEN = datetime(2026, 6, 1, 9, tzinfo=UTC)
SHORT = {one.short.lower(): one.id for one in CRITERIA}


def hints(told: str) -> list[Given]:
    """ "L1 L2 (L3)": those in brackets were not needed. "no hints" are none."""
    words = [] if told == "no hints" else told.split()
    return [Given(no, no, int(one.strip("L()")), "", THEN, moot=one.startswith("(")) for no, one in enumerate(words)]


def allowed(given: str) -> str:
    """`L1 L2: cause, working` → the most that this speaks for, and why."""
    told, _, how = given.partition(": ")
    said, given_hints = how.split(", "), hints(told)
    solution = next((Solution(one) for one in said if one in [*Solution]), None)
    score = Score(1, cause=60.0 if "cause" in said else None, explained="explained" in said, solution=solution)
    found = ceiling(given_hints, score)
    return f"{found.points}: {found.why} (load {load(given_hints):g})"


def triples(given: str) -> str:
    """The sums of three scenarios by their word: `strong`, `pass`, `uneven`, `solved` or `below how many`."""
    every = ["".join(map(str, one)) for one in product(range(4), repeat=3)]
    if given == "uneven":
        return listed(one for one in every if is_uneven([*map(float, one)]))
    if given == "solved":
        return listed(one for one in every if all_solved(points(one), Circumstances((1, 2, 3))))
    word = {"strong": Word.STRONG, "pass": Word.PASS, "below": Word.BELOW}[given.split()[0]]
    found = [one for one in every if word_of(sum(map(int, one)), 3) is word]
    return str(len(found)) if given.endswith("how many") else listed(found)


def points(told: str) -> Basis:
    return Basis({no: float(one) for no, one in enumerate(told, start=1)}, {}, {}, frozenset(), {})


def listed(found: Iterable[str]) -> str:
    return " ".join(found)


def verdict(given: str) -> str:
    """A card in lines: `3 2 0 senior`, then `hints 1: L1 L3`, `cause 1 at 8:05`, `solution 1 working`, `all criteria 2`,
    `Tools 2.5`, `Tools 2 1 3` by scenario, `not observed Tools`, `saw tradeoffs`, `skipped 3`, `time 1.5`.
    """
    head, *lines = given.splitlines()
    *points, level = head.split()
    skipped = {int(line.split()[1]) for line in lines if line.startswith("skipped")}
    scores = {no: Score(no, int(one)) for no, one in enumerate(points, start=1) if one != "-"}
    sent: dict[int, list[Given]] = {}
    ratings, signals, longer = [], [], 1.0
    for line in lines:
        match line.replace(":", " ").split() if line.startswith("hints") else line.split():
            case ["hints", number, *sort]:
                sent[int(number)] = hints(" ".join(sort))
            case ["cause", number, "at", at]:
                scores[int(number)] = changed(scores[int(number)], cause=seconds(at))
            case ["solution", number, what]:
                scores[int(number)] = changed(scores[int(number)], solution=Solution(what))
            case ["all", "criteria", value]:
                ratings += [Rating(one.id, 0, float(value)) for one in CRITERIA]
            case ["not", "observed", name]:
                ratings.append(Rating(SHORT[name.lower()], 0, None, observed=False))
            case ["saw", *names]:
                signals += [Signal(name, Seen.SEEN) for name in names]
            case ["time", times]:
                longer = float(times)
            case [name, value]:
                ratings = [one for one in ratings if name == "skipped" or one.criterion != SHORT[name.lower()]]
                ratings += [] if name == "skipped" else [Rating(SHORT[name.lower()], 0, float(value))]
            case [name, *values]:
                ratings += [Rating(SHORT[name.lower()], no, float(one)) for no, one in enumerate(values, start=1)]
    card = Scorecard(scores=tuple(scores.values()), ratings=tuple(ratings), signals=tuple(signals))
    around = Circumstances(tuple(range(1, len(points) + 1)), frozenset(skipped), sent, longer)
    return told(verdict_of(basis_of(card, around), around, Level(level)))


def changed(score: Score, **different: object) -> Score:
    return replace(score, **different)  # type: ignore[arg-type]


def seconds(at: str) -> float:
    found = LINK.fullmatch(f"[1, {at}]")
    assert found
    return int(found[2]) * 60.0 + int(found[3])


def told(found: Verdict | None) -> str:
    if found is None:
        return "none yet"
    of = "" if found.scenarios == found.planned else f" in {found.scenarios} of {found.planned} scenarios"
    words = [f"{found.outcome:g} of {found.of}{of}: {found.word.value}"]
    words += ["uneven"] if found.uneven else []
    words += [f"± {found.sem:.2f}, {found.low:.2f} to {found.high:.2f}"]
    words += ["borderline"] if found.borderline else []
    lines = [", ".join(words)]
    process = found.process
    lines.append(
        f"process {process.points:.4g} of 3, {process.percent:.4g} %{'' if process.valid else ', not valid'}"
        if process.points is not None and process.percent is not None
        else "no process"
    )
    if found.discordance:
        lines.append(f"{found.discordance.apart:.3f} apart{': discuss' if found.discordance.discuss else ''}")
    for fit in found.levels:
        word = "exceeds" if fit.exceeds else "meets" if fit.meets else "; ".join(fit.unmet)
        lines.append(f"{fit.title}: {word}{' <' if fit == found.level else ''}")
    return "\n".join(lines)
