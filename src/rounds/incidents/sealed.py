"""The sealed part of a scenario: what only interviewers and authors may see. It holds nothing of the public part."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rounds.interviews import Hint, Level, Step

# `Step`, `Hint` and `Level` are words of the interview, where the rules about them are kept.
__all__ = [
    "Canary",
    "Hint",
    "Level",
    "Link",
    "Misconception",
    "Proof",
    "RedHerring",
    "Sealed",
    "Solution",
    "Source",
    "Step",
    "Topic",
]


@dataclass(frozen=True, slots=True)
class Proof:
    """A question to the candidate's tools, and what its answer must look like.

    `asked` names its kind ("metrics.range") and `question` holds its fields; moments in it may be written as `now-15m`.
    `where` is a pattern of the digest of the answer (`rounds.interviews.patterns`), `shows` says it in words.
    """

    asked: str
    question: dict[str, Any]
    where: dict[str, Any]
    shows: str


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the causal chain, with what proves it."""

    text: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class RedHerring:
    """Something that looks like the cause, and what in the tools shows that it is not."""

    looks_like: str
    refuted_by: str
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Misconception:
    says: str
    truth: str


@dataclass(frozen=True, slots=True)
class Source:
    """A public source that the scenario is modelled on."""

    title: str
    url: str
    told: str


@dataclass(frozen=True, slots=True)
class Solution:
    """`accepted` are other ways to say the cause that count as well; `mitigation` is what to do first."""

    cause: str
    chain: tuple[Link, ...] = ()
    accepted: tuple[str, ...] = ()
    mitigation: tuple[str, ...] = ()
    fix: tuple[str, ...] = ()
    prevention: tuple[str, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A question for the discussion. `tags` say what its answer speaks for: a criterion (`rca`, `solution`,
    `tradeoff`) or what is expected of a level (`architecture`, `prevention`, `monitoring`, `organisation`). Core ones
    are asked first; `answers` are model answers by level.
    """

    text: str
    tags: tuple[str, ...] = ()
    core: bool = False
    answers: dict[Level, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Canary:
    """A value that only this variant has, and where it is seen: a screenshot that shows it is of this variant."""

    where: str
    value: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """`start` is what the interviewer says first, `notes` are about the rubric. `giveaways` are phrases that would give
    the cause away, `facts` patterns of what a solver must have found, by name.
    """

    start: str
    steps: tuple[Step, ...]
    hints: tuple[Hint, ...]
    discussion: tuple[Topic, ...]
    solution: Solution
    red_herrings: tuple[RedHerring, ...]
    notes: tuple[str, ...]
    giveaways: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    canaries: tuple[Canary, ...] = ()
