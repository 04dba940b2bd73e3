"""The command line as a person or a script meets it. What runs a server is in `test_demo.py`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from typer.testing import CliRunner, Result

from rounds import proving
from rounds.cli import scenario as scenario_commands
from rounds.cli import variants
from rounds.cli.commands import app, run
from rounds.incidents import bundles, library
from rounds.incidents.built import Progress
from rounds.kit.errors import Conflict, Invalid, NotFound
from rounds.proving import Finding, Part, Proven
from tests.incidents.small import Small
from tests.incidents.test_library import InProcess

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation in an empty folder, whose one shipped scenario is small."""
    for name in list(os.environ):
        if name.startswith("ROUNDS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ROUNDS_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    ships(monkeypatch, Small())
    monkeypatch.setattr(library, "Builders", InProcess)
    return tmp_path


def ships(monkeypatch: pytest.MonkeyPatch, *scenarios: Small) -> None:
    shipped: Mapping[str, Small] = MappingProxyType({one.name: one for one in scenarios})
    for module in (scenario_commands, variants):
        monkeypatch.setattr(module, "shipped", lambda: shipped)


def rounds(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def exit_code(*arguments: str) -> int:
    """As the program ends: a problem is a sentence and a code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["rounds", *arguments])
        with pytest.raises(SystemExit) as ended:
            run()
    return int(ended.value.code or 0)


class TestList:
    def test_as_json_is_for_scripts(self) -> None:
        told = json.loads(rounds("scenario", "list", "--json").stdout)
        assert told == [{"name": "orders-slow", "version": "1", "title": "Orders are slow"}]

    def test_as_a_table_is_for_people(self) -> None:
        assert "orders-slow" in rounds("scenario", "list").stdout

    def test_shows_private_ones(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        bundles.write(here / "private/a", Small("a-slow", title="A is slow").build(1), "theirs")
        monkeypatch.setenv("ROUNDS_SCENARIOS", str(here / "private"))
        told = json.loads(rounds("scenario", "list", "--json").stdout)
        assert [one["name"] for one in told] == ["orders-slow", "a-slow"]

    def test_makes_no_folder(self, here: Path) -> None:
        rounds("scenario", "list")
        assert list(here.iterdir()) == []


class TestBuild:
    def test_into_a_folder_or_a_zip_file(self, here: Path) -> None:
        assert rounds("scenario", "build", "orders-slow", "--seed", "4", "--out", "made").exit_code == 0
        assert bundles.check(here / "made").manifest.seed == 4
        assert rounds("scenario", "export", "orders-slow", "--seed", "4", "--out", "made.zip").exit_code == 0
        with bundles.opened(here / "made.zip") as bundle:
            assert bundle.manifest == bundles.check(here / "made").manifest

    def test_into_a_place_named_for_it(self, here: Path) -> None:
        assert "content" in rounds("scenario", "build", "orders-slow").stdout
        assert [path.name for path in here.iterdir()] == ["orders-slow-1"]
        assert (here / "orders-slow-1/bundle.toml").exists()

    def test_never_over_something(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (here / "made").mkdir()
        assert exit_code("scenario", "build", "orders-slow", "--out", "made") == 2
        assert capsys.readouterr().err == "rounds: made is there already. Choose another place with --out.\n"


class TestCheck:
    """What it says and how it ends. A whole proof is in `test_authoring.py`."""

    @pytest.fixture(autouse=True)
    def claims_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def prove(scenario: Small, seed: int, progress: Progress) -> Proven:
            claims = scenario.check(scenario.build(seed, progress))
            found = (Finding(Part.INVARIANTS, one.claim, one.holds, one.shown) for one in claims)
            return Proven(seed, tuple(found), 7, frozenset({f"canary of {seed}"}))

        monkeypatch.setattr(proving, "prove", prove)

    def test_is_good_when_every_claim_holds(self) -> None:
        found = rounds("scenario", "check", "orders-slow", "--seeds", "2")
        assert found.exit_code == 0
        assert "all 4 claims hold" in found.stdout
        assert [line.split()[:3] for line in found.stdout.splitlines() if "spans are there" in line] == [
            ["1", "invariants", "holds"],
            ["2", "invariants", "holds"],
        ]

    def test_fails_when_one_does_not(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ships(monkeypatch, Small(holds=False))
        found = rounds("scenario", "check", "orders-slow", "--seed", "7")
        assert found.exit_code == 1
        assert "FAILS" in found.stdout

    def test_leaves_nothing_behind(self, here: Path) -> None:
        rounds("scenario", "check", "orders-slow")
        assert list(here.iterdir()) == []

    @pytest.mark.parametrize(
        "wrong", [["--seed", "1", "--seeds", "2"], ["--seeds", "0"], ["--seed", "-1"], ["--seed", "x"], ["--sed", "1"]]
    )
    def test_of_wrong_seeds_is_wrong_use(self, wrong: list[str]) -> None:
        assert exit_code("scenario", "check", "orders-slow", *wrong) == 2


class TestIncidents:
    def test_are_recorded_sealed_and_listed(self) -> None:
        recorded = rounds("incident", "record", "mine").stdout
        assert "endpoint: http://127.0.0.1:8000" in recorded
        assert "OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20" in recorded
        assert json.loads(rounds("incident", "list", "--json").stdout) == {
            "incidents": [],
            "recordings": [{"name": "mine", "spans": 0, "lines": 0, "points": 0, "first": None, "last": None}],
        }
        assert exit_code("incident", "seal", "mine") == 2
        assert exit_code("incident", "seal", "nobody") == 2

    @pytest.mark.parametrize("name", ["with space", "a%20b", "h#y", "ü"])
    def test_lie_in_a_folder_of_any_name(self, here: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        monkeypatch.setenv("ROUNDS_DATA", str(here / name))
        assert rounds("incident", "list", "--json").exit_code == 0
        assert [path.name for path in here.iterdir()] == [name]
        assert {"records.sqlite", "secret", "telemetry"} <= {path.name for path in (here / name).iterdir()}

    def test_come_from_scenarios_too(self) -> None:
        installed = rounds("scenario", "install", "orders-slow").stdout.strip()
        assert installed.startswith("orders-slow-")
        assert rounds("scenario", "install", "orders-slow").stdout.strip() == installed
        told = json.loads(rounds("incident", "list", "--json").stdout)
        assert told["incidents"] == [{"name": installed, "title": "Orders are slow"}]

    def test_come_from_a_bundle_of_another_installation(self, here: Path) -> None:
        bundle = bundles.write(here / "theirs", Small("theirs-slow").build(1), "theirs")
        assert rounds("scenario", "install", "theirs").stdout.strip() == bundle.manifest.incident
        assert exit_code("scenario", "install", "missing.zip") == 2


@pytest.mark.parametrize(
    "wrong",
    [
        ["nothing"],
        ["scenario", "nothing"],
        ["scenario", "check"],
        ["scenario", "check", "nobody"],
        ["scenario", "build", "nobody"],
        ["incident", "record", "a b"],
        ["--nothing"],
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_2(wrong: list[str]) -> None:
    assert exit_code(*wrong) == 2


@pytest.mark.parametrize(("error", "code"), [(Conflict("no"), 1), (Invalid("no"), 2), (NotFound("no"), 2)])
def test_a_problem_is_one_sentence(
    error: Exception, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(scenario_commands, "library", fail)
    assert exit_code("scenario", "list") == code
    assert capsys.readouterr().err == "rounds: no\n"


def test_a_wrong_setting_is_told_by_name(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ROUNDS_PORT", "http")
    assert exit_code("serve") == 2
    assert "ROUNDS_PORT must be a number" in capsys.readouterr().err


def test_the_version_is_told_without_loading_anything_heavy() -> None:
    program = (
        "import sys; from rounds.cli.commands import run; sys.argv = ['rounds', '--version']\n"
        "try: run()\n"
        "except SystemExit as ended: assert not ended.code\n"
        "heavy = {'fastapi', 'sqlalchemy', 'chdb', 'pyarrow', 'numpy', 'pandas'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert told.stdout.startswith("rounds 0.")
