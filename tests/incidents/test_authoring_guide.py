"""docs/guide/authoring.md: what it makes of the template, followed word for word, is a scenario that is proven."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rounds import proving
from rounds.incidents import authoring
from rounds.interviews.patterns import OPERATORS

GUIDE = (Path(__file__).parents[2] / "docs/guide/authoring.md").read_text(encoding="utf-8")
NAME = "covers-slow"


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = authoring.new(NAME, tmp_path_factory.mktemp("guide"))
    for kind, block in re.findall(r"^```([a-z ]+)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE):
        match kind:
            case "diff":
                changed(place / "scenario.py", block)
            case "yaml public" | "yaml sealed":
                put(place / f"{kind.split()[1]}.yaml", block)
            case "python":
                (place / "solving.py").write_text(block)
    return place


def changed(file: Path, block: str) -> None:
    """The lines that begin with a minus go, those with a plus come in their place, others stay."""
    lines = block.splitlines()
    before = "\n".join(line[1:] for line in lines if line[:1] in ("-", " "))
    after = "\n".join(line[1:] for line in lines if line[:1] in ("+", " "))
    text = file.read_text()
    assert text.count(f"\n{before}\n") == 1, f"the template does not have these lines:\n{before}"
    file.write_text(text.replace(f"\n{before}\n", f"\n{after}\n" if after else "\n"))


def put(file: Path, block: str) -> None:
    """Each part in the place of that of the same name."""
    for key, part in parts(block).items():
        text = file.read_text()
        old = parts(text)[key]
        file.write_text(text.replace(old, part))


def parts(text: str) -> dict[str, str]:
    return {found[1]: found[0] for found in re.finditer(r"^(\w+):.*\n(?:(?!\w+:).*\n)*", text, re.MULTILINE)}


def test_what_the_guide_makes_is_proven(followed: Path) -> None:
    found = proving.prove(authoring.load(followed), 1)
    assert [one for one in found.findings if not one.holds] == []


def test_its_claims_hold_for_other_seeds_and_fail_without_the_fault(followed: Path) -> None:
    scenario = authoring.load(followed)
    for seed in (2, 3, 4):
        assert [one for one in scenario.check(scenario.build(seed)) if not one.holds] == []
    well = scenario.own.build(1, fault=False)  # type: ignore[call-arg]
    assert sum(not one.holds for one in scenario.check(well)) >= 3


def test_it_names_every_operator_of_patterns() -> None:
    table = GUIDE.split("| operator |")[1].split("\n\n")[0]
    named = {name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.split(" | ")[0])}
    assert named == set(OPERATORS)
