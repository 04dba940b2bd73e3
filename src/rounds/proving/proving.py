"""The whole proof of one variant: texts, invariants, the solver, the chain, red herrings, giveaways, canaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rounds.incidents import bundles
from rounds.incidents.building import generator
from rounds.incidents.built import Built, Progress, Scenario, quiet
from rounds.incidents.bundles import Bundle
from rounds.incidents.sealed import Proof
from rounds.incidents.solving import Investigation
from rounds.incidents.soundness import flaws, public_flaws
from rounds.incidents.texts import located
from rounds.interviews import Asked, Cause, Evidence, Moments
from rounds.interviews.patterns import matches
from rounds.kit.errors import Problem
from rounds.proving.canaries import canaries
from rounds.proving.candidate import Candidate
from rounds.proving.fields import missing, strange
from rounds.proving.findings import Finding, Part
from rounds.proving.giveaways import giveaways
from rounds.proving.opening import OF_ITSELF, Opening
from rounds.proving.serving import Served, served
from rounds.records.work import Recorded
from rounds.signals import to_ns

SOLVERS = frozenset({Cause.SOLVER})
MOST_APART = 1  # questions, between the solvers of two seeds
BUILDING, INSTALLING = 0.5, 0.8  # shares of the time at which these are done


@dataclass(frozen=True, slots=True)
class Proven:
    """Of one variant. `questions` is how many the solver needed, None where it found nothing out."""

    seed: int
    findings: tuple[Finding, ...]
    questions: int | None
    canaries: frozenset[str]

    @property
    def holds(self) -> bool:
        return all(one.holds or one.warning for one in self.findings)


def prove(scenario: Scenario, seed: int, progress: Progress = quiet) -> Proven:
    """Build it, install it in a folder of its own, serve it on loopback, and look.

    Raises:
        Invalid, Conflict: it cannot be built or installed at all; the message names the part.
    """
    built = scenario.build(seed, lambda done, doing: progress(done * BUILDING, doing))
    with TemporaryDirectory(prefix="rounds-check-") as folder:
        bundle = bundles.check(bundles.write(Path(folder) / "bundle", built, generator()).folder, ours=True)
        return looked_at(scenario, built, bundle, progress)


def prove_bundle(bundle: Bundle, progress: Progress = quiet, scenario: Scenario | None = None) -> Proven:
    """A bundle brings no program: alone, everything but its invariants and its solver can be proven of it. With the
    scenario that it was built by, everything can, and nothing is built again.

    Raises:
        Invalid, Conflict: as `prove`.
    """
    progress(0.0, "reading")
    return looked_at(scenario, as_built(bundle), bundle, progress)


def looked_at(scenario: Scenario | None, built: Built, bundle: Bundle, progress: Progress) -> Proven:
    with TemporaryDirectory(prefix="rounds-check-") as folder:
        progress(BUILDING, "installing")
        with served(bundle, Path(folder)) as house:
            progress(INSTALLING, "asking")
            return proven(scenario, built, bundle, house)


def as_built(bundle: Bundle) -> Built:
    """What was built, but for the lines at which its texts were written."""
    told = bundle.manifest
    return Built(
        name=told.name,
        version=told.version,
        seed=told.seed,
        signals=bundle.signals(),
        began=told.window.began,
        onset=told.window.onset,
        now=told.window.now,
        step_seconds=told.window.step_seconds,
        public=bundle.public(),
        sealed=bundle.sealed(),
        shares=told.shares,
        heap={file.name.removesuffix(bundles.SNAPSHOT): file.read_bytes() for file in bundle.heap()},
    )


def proven(scenario: Scenario | None, built: Built, bundle: Bundle, house: Served) -> Proven:
    candidate = Candidate(house.url, house.token)
    try:
        look = candidate.investigation()
        opening = Opening(look, candidate.investigation(pane=OF_ITSELF))
        of_opening, at = list(opened(built, house, opening)), last(house)
        solved = list(solver(scenario, built, house, look, at)) if scenario else []
        questions = len(house.record(at)) if scenario else None
        findings = [
            *texts(built),
            *(invariants(scenario, built) if scenario else ()),
            *solved,
            *chain(built, house, look),
            *herrings(built, house, look),
            *(steps(built, house, at, bonus=True) if scenario else unsolved(built, house, at)),
            *unknown_fields(built, house),
            *of_opening,
            *giveaways(bundle, built.sealed, look),
            *canaries(built),
        ]
    finally:
        candidate.close()
    shown = frozenset(one.value for one in built.sealed.canaries)
    return Proven(built.seed, tuple(findings), questions, shown)


def compared(variants: Sequence[Proven]) -> Iterator[Finding]:
    """What must be true between seeds: the same cost, and values that tell them apart."""
    costs = {one.seed: one.questions for one in variants if one.questions is not None}
    if len(variants) < 2 or not costs:
        return
    shown = f"{min(costs.values())} to {max(costs.values())} questions"
    apart = max(costs.values()) - min(costs.values())
    yield Finding(Part.COST, f"the solvers of two seeds differ by at most {MOST_APART}", apart <= MOST_APART, shown)
    seen = Counter(value for one in variants for value in one.canaries)
    unknown = [str(one.seed) for one in variants if all(seen[value] > 1 for value in one.canaries)]
    claim = "each seed has a canary value that no other has"
    shown = f"not seed {', '.join(unknown[:5])}" if unknown else f"{len(variants)} seeds"
    yield Finding(Part.CANARIES, claim, not unknown, shown)


def texts(built: Built) -> Iterator[Finding]:
    found = [*public_flaws(built.public), *flaws(built.sealed)]
    for flaw in found:
        yield Finding(Part.TEXTS, flaw.problem, False, where(built, flaw.place))
    if not found:
        yield Finding(Part.TEXTS, "the sealed texts are whole", True, f"{len(built.sealed.steps)} steps")


def where(built: Built, place: str) -> str:
    """The file and line, where the texts were read from files; the place in them otherwise."""
    return located(built.written, place)


def unknown_fields(built: Built, house: Served) -> Iterator[Finding]:
    for place, problem in (*strange(built.sealed), *missing(built.sealed, map(asked_of, house.record()))):
        yield Finding(Part.TEXTS, problem, False, where(built, place))


def invariants(scenario: Scenario, built: Built) -> Iterator[Finding]:
    try:
        yield from (Finding(Part.INVARIANTS, one.claim, one.holds, one.shown) for one in scenario.check(built))
    except Problem as error:
        yield Finding(Part.INVARIANTS, "its claims can be looked at", False, error.message)


# The solver


def solver(scenario: Scenario, built: Built, house: Served, look: Investigation, after: int) -> Iterator[Finding]:
    try:
        facts = scenario.solve(look)
    except (Problem, LookupError, ArithmeticError, TypeError, ValueError) as error:
        told = error.message if isinstance(error, Problem) else f"{type(error).__name__}: {error}"
        yield Finding(Part.SOLVER, "the solver finds the facts", False, told)
        facts = {}
    for name, pattern in built.sealed.facts.items():
        found = facts.get(name)
        yield Finding(Part.SOLVER, f"it finds {name}", matches(pattern, found, moments(built)), f"{found}")
    yield from steps(built, house, after, bonus=False)


def steps(built: Built, house: Served, after: int, *, bonus: bool) -> Iterator[Finding]:
    """Each step that is shown is reached: those that are needed by what the solver asked, the others also by proofs."""
    asked = list(map(asked_of, house.record(after)))
    reached = {one.step: one for one in evidence(built, asked).exposures(built.sealed.steps)}
    kinds = {one.no: one.asked for one in asked}
    for number, step in enumerate(built.sealed.steps):
        if step.bonus is not bonus or not step.reached_by:
            continue
        found = reached.get(step.id)
        shown = kinds[found.no] if found else f"reached by none of {len(asked)} questions"
        place = where(built, f"sealed.steps.{number}")
        yield Finding(Part.SOLVER, f"step {step.id} is reached: {step.text}", found is not None, f"{shown}, {place}")


def unsolved(built: Built, house: Served, after: int) -> Iterator[Finding]:
    """Without a solver, what the proofs reach is all that is known of the steps."""
    asked = list(map(asked_of, house.record(after)))
    wanted = [step for step in built.sealed.steps if step.reached_by]
    reached = evidence(built, asked).exposures(wanted)
    shown = f"no program comes with a bundle; its proofs reach {len(reached)} of {len(wanted)} steps"
    yield Finding(Part.SOLVER, "there is no solver, so nobody tried the path", False, shown, warning=True)


# Proofs


def chain(built: Built, house: Served, look: Investigation) -> Iterator[Finding]:
    for number, link in enumerate(built.sealed.solution.chain):
        for place, proof in enumerate(link.proofs):
            here = where(built, f"sealed.solution.chain.{number}.proofs.{place}")
            yield shown_by(Part.CHAIN, f"{link.text}: {proof.shows}", proof, here, built, house, look)


def herrings(built: Built, house: Served, look: Investigation) -> Iterator[Finding]:
    for number, herring in enumerate(built.sealed.red_herrings):
        for place, proof in enumerate(herring.proofs):
            here = where(built, f"sealed.red_herrings.{number}.proofs.{place}")
            claim = f"{herring.looks_like}? {proof.shows}"
            yield shown_by(Part.RED_HERRINGS, claim, proof, here, built, house, look)


def shown_by(
    part: Part, claim: str, proof: Proof, place: str, built: Built, house: Served, look: Investigation
) -> Finding:
    """The proof's question is asked as a candidate would, and the digest in the record is held against it."""
    try:
        digest = answered(proof, built, house, look)
        return Finding(part, claim, matches(proof.where, digest, moments(built)), f"{brief(digest)}, {place}")
    except Problem as error:
        return Finding(part, claim, False, f"{error}, {place}")
    except KeyError as error:
        return Finding(part, claim, False, f"{proof.asked} has no {error} to ask with, {place}")


def answered(proof: Proof, built: Built, house: Served, look: Investigation) -> dict[str, Any]:
    told = moments(built)
    question = {name: told.at(value) if is_onset(value) else value for name, value in proof.question.items()}
    before = last(house)
    look.ask(proof.asked, **question)
    return asked_of(house.record(before)[-1]).digest


def is_onset(value: Any) -> bool:
    """A moment that an investigator would have found by then."""
    return isinstance(value, str) and value.startswith("onset")


# Looking around


def opened(built: Built, house: Served, opening: Opening) -> Iterator[Finding]:
    """What every page asks as it opens reaches no step: who only looks around has found nothing yet."""
    for page, opens in opening.pages().items():
        before = last(house)
        opens()
        asked = list(map(asked_of, house.record(before)))
        reached = evidence(built, asked).exposures(built.sealed.steps)
        shown = ", ".join(one.step for one in reached) or f"{len(asked)} questions"
        yield Finding(Part.LOOKING_AROUND, f"opening {page} reaches no step", not reached, shown)


# The record


def evidence(built: Built, asked: Sequence[Asked]) -> Evidence:
    return Evidence(asked, (), moments(built), SOLVERS)


def asked_of(entry: Recorded) -> Asked:
    content = entry.content or {}
    at = to_ns(entry.time) / 1e6
    cause = Cause(entry.facts["cause"])
    return Asked(entry.no, at, cause, entry.facts["asked"], content.get("question", {}), content.get("digest", {}))


def last(house: Served) -> int:
    return max((one.no for one in house.record()), default=0)


def moments(built: Built) -> Moments:
    return Moments(*(to_ns(moment) / 1e6 for moment in (built.began, built.onset, built.now)))


def brief(digest: dict[str, Any]) -> str:
    told = {name: value for name, value in digest.items() if name not in ("question", "window")}
    text = str(told)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


LONGEST = 160
