"""What candidates are told before and after the interview, in plain words: the policy, the four questions people ask,
the consents, and what is asked about the interview at its end.

The four questions and, where nothing of an installation's own bears on them, their answers are word for word those of the
interview guide. Whether the data is real depends on the scenarios, and what may be used on the interview's policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rounds.interviews import wording
from rounds.interviews.access import LONGEST
from rounds.interviews.acts import Commented, Consented
from rounds.interviews.interview import Policy
from rounds.kit.errors import Invalid

VERSION = "2026-2"  # of the consents below: another text is another version
UNSAID = "Nothing is said of where this data is from."
SHIPPED = "Synthetic, modelled on incidents that companies have published."
RECORDED = "Recorded from a running system by the team that interviews you."


@dataclass(frozen=True, slots=True)
class Asked:
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Consent:
    """`required` ones are needed to begin; one that only informs has nothing to agree to."""

    name: str
    title: str
    text: str
    required: bool = False
    informs: bool = False


@dataclass(frozen=True, slots=True)
class Wondered:
    """A question about the interview. With `choices` one of them is the answer, else a text is."""

    name: str
    question: str
    choices: tuple[str, ...] = ()


CONSENTS = (
    Consent("policy", "What you may use", "", required=True),
    Consent(
        "record",
        "What is kept",
        "Rounds keeps what you ask its tools, which of its pages you see, and what you write in its notebook. "
        "Your interviewers read it to talk with you and to judge how you work. There is no recording of sound or "
        "picture, and nothing of your other windows is seen. You can ask for a copy, and to have it erased.",
        informs=True,
    ),
    Consent(
        "calibration",
        "To agree on what good looks like",
        "Interviewers may look at this interview again, without your name, to check that they judge alike.",
    ),
    Consent(
        "training",
        "To train new interviewers",
        "Interviewers, and people who learn to be one, may look at this interview or passages of it, without your name.",
    ),
)
WONDERED = (
    Wondered("fair", "Was this a fair picture of how you work?", ("Yes", "Partly", "No")),
    Wondered("tools", "Did the tools get in your way?", ("No", "A little", "Yes")),
    Wondered("better", "What would have made it better?"),
)


def consents(policy: Policy) -> tuple[Consent, ...]:
    """With this interview's policy as the text of the first."""
    first, *others = CONSENTS
    return Consent(first.name, first.title, wording.policy(policy), required=True), *others


def questions(policy: Policy, provenances: Mapping[int, str]) -> tuple[Asked, ...]:
    """What people ask, with the answers for this interview; `provenances` says of each scenario where its data is from."""
    conversation = "This is a conversation, not a test."
    outside = f"{conversation} If you want to Google something, that's fine." if policy.web else conversation
    return (
        Asked(
            "Can I look at the code?",
            "The observability platform is all you need. In production, you wouldn't have immediate code access either.",
        ),
        Asked("Is this data real?", reality(provenances)),
        Asked(
            "What if I can't solve one?",
            "That's okay! We're evaluating your approach and thinking, not just the answer.",
        ),
        Asked("Can I use external resources?", f"{outside} {wording.policy(policy)}"),
    )


def reality(provenances: Mapping[int, str]) -> str:
    """Once where it is the same for all scenarios, else for each."""
    told = dict(sorted(provenances.items()))
    if len(set(told.values())) <= 1:
        return next(iter(told.values()), UNSAID)
    return " ".join(f"Scenario {number}: {text}" for number, text in told.items())


def consented(given: Mapping[str, bool], version: str) -> Consented:
    """
    Raises:
        Invalid: it is of another version than is shown, names none of ours, or leaves out what is needed.
    """
    if version != VERSION:
        raise Invalid("These texts have changed meanwhile. Read them again.", field="version")
    names = {one.name for one in CONSENTS if not one.informs}
    if unknown := set(given) - names:
        raise Invalid(f"There is nothing called {min(unknown)!r} to agree to.", field="consents")
    for one in CONSENTS:
        if one.required and not given.get(one.name):
            raise Invalid("The interview needs you to accept what you may use in it.", field=one.name)
    return Consented({one.name: one.informs or given.get(one.name, False) for one in CONSENTS}, version)


def commented(answers: Mapping[str, str]) -> Commented:
    """
    Raises:
        Invalid: it answers what was not asked, with what was not offered, or nothing.
    """
    asked = {one.name: one for one in WONDERED}
    for name, answer in answers.items():
        if name not in asked:
            raise Invalid(f"There is no question {name!r}.", field="answers")
        if asked[name].choices and answer and answer not in asked[name].choices:
            raise Invalid(f"{answer!r} is none of the answers to choose from.", field=name)
        if len(answer) > LONGEST * 10:
            raise Invalid("This is too long.", field=name)
    told = {name: answers[name].strip() for name in asked if answers.get(name, "").strip()}
    if not told:
        raise Invalid("Answer at least one of the questions.", field="answers")
    return Commented(told)


def provenance(scenario_says: str, *, recorded_here: bool) -> str:
    return scenario_says.strip() or (RECORDED if recorded_here else UNSAID)
