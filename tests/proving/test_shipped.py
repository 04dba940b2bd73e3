"""Every shipped scenario is proven, as `rounds scenario check` does it: of the incident that all tests have in common."""

from __future__ import annotations

from pathlib import Path

import pytest

from rounds.incidents import bundles
from rounds.incidents.library import Library
from rounds.incidents.scenarios import SHIPPED
from rounds.proving import Finding, Part
from rounds.proving.proving import as_built, proven
from rounds.proving.serving import served
from tests.incidents import shipped

# What is warned of and stays, since it is the guide's own word.
WARNINGS = {"webhooks-slow": ["the hint of minute 3, level 1, does not give the cause away"]}

pytestmark = pytest.mark.timeout(300)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.xdist_group(f"proof of {name}")) for name in SHIPPED]
)
def test_it_is_what_it_says_can_be_solved_and_gives_nothing_away(
    name: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = bundles.check(shipped.bundle(name, tmp_path_factory), ours=True)
    shipped.install(name, tmp_path, tmp_path_factory)
    monkeypatch.setattr(Library, "install_bundle", lambda _library, told, *_: told.manifest.incident)  # it is
    with served(bundle, tmp_path) as there:
        found = proven(SHIPPED[name], as_built(bundle), bundle, there)
    failed = [one for one in found.findings if not one.holds]
    assert [told(one) for one in failed if not one.warning] == []
    assert [one.claim for one in failed] == WARNINGS.get(name, [])
    assert found.holds
    assert {one.part for one in found.findings} == set(Part) - {Part.COST}
    assert sum(one.part is Part.INVARIANTS for one in found.findings) > 30
    assert found.questions is not None
    assert found.questions <= 20


def told(one: Finding) -> str:
    return f"{one.part.value}: {one.claim}: {one.shown}"
