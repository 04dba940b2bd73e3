"""Writing a scenario as an author does: made, checked, changed, compared, looked at and given away."""

from __future__ import annotations

import json
import os
import pickle
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rounds import proving
from rounds.cli import variants
from rounds.cli.commands import app, run
from rounds.incidents import authoring, bundles
from rounds.proving import Finding, Part, Proven
from tests.incidents.authored import slip
from tests.incidents.small import Small

FILES = ["public.yaml", "scenario.py", "sealed.yaml", "solving.py"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation in an empty folder that ships one small scenario."""
    for name in list(os.environ):
        if name.startswith("ROUNDS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ROUNDS_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(variants, "shipped", lambda: {"orders-slow": Small()})
    return tmp_path


def rounds(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def exit_code(*arguments: str) -> int:
    """As the program ends: a problem is a sentence and a code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["rounds", *arguments])
        with pytest.raises(SystemExit) as ended:
            run()
    return int(ended.value.code or 0)


def made(name: str = "mine") -> Path:
    return authoring.new(name, Path())


class TestNew:
    @pytest.mark.slow
    @pytest.mark.timeout(300)
    def test_makes_a_folder_that_passes_check(self, here: Path) -> None:
        """The one test that proves the template whole, with two seeds, and the bundle that is made of it."""
        told = rounds("scenario", "new", "mine")
        assert told.exit_code == 0
        assert "rounds scenario check ./mine" in told.stdout
        checked = rounds("scenario", "check", "./mine", "--seeds", "2")
        assert checked.exit_code == 0, checked.stdout
        assert re.search(r"^all \d+ claims hold$", checked.stdout, re.MULTILINE)
        for part in Part:
            assert re.search(rf"^\w+ +{part.value} +holds", checked.stdout, re.MULTILINE), part
        assert sorted(file.name for file in (here / "mine").iterdir()) == FILES, "checking leaves nothing in it"
        assert rounds("scenario", "export", "./mine", "--out", "mine.zip").exit_code == 0
        packed = rounds("scenario", "check", "mine.zip")
        assert packed.exit_code == 0, packed.stdout
        assert re.search(r"solver +warns +there is no solver", packed.stdout)
        for part in (Part.CHAIN, Part.RED_HERRINGS, Part.LOOKING_AROUND, Part.GIVEAWAYS, Part.CANARIES):
            assert re.search(rf"^1 +{part.value} +holds", packed.stdout, re.MULTILINE), part
        assert not (here / "data").exists()

    @pytest.mark.parametrize("name", ["a", "0", "for", "import-this", "x" * 60, "n1-queries", "rounds", "scenario"])
    def test_takes_any_valid_name(self, here: Path, name: str) -> None:
        assert rounds("scenario", "new", name, "--in", "deep/er").exit_code == 0
        place = here / "deep/er" / name
        scenario = authoring.load(place)
        texts = scenario.texts(1)
        assert texts is not None
        assert authoring.flaws_of(texts) == []
        assert (scenario.name, scenario.title) == (name, texts.public.title)
        assert not [file for file in place.iterdir() if authoring.PLACEHOLDER in file.read_text()]
        assert sorted(file.name for file in place.iterdir()) == FILES

    @pytest.mark.parametrize("name", ["", "Mine", "with space", "a_b", "../up", "a/b", "-a", "x" * 61, "ü", "."])
    def test_refuses_what_is_no_name(self, here: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert exit_code("scenario", "new", "--", name) == 2
        assert "is no name: lower-case letters, digits and dashes, at most 60" in capsys.readouterr().err
        assert list(here.iterdir()) == []

    def test_never_over_something(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (here / "mine").write_text("precious")
        assert exit_code("scenario", "new", "mine") == 2
        assert capsys.readouterr().err.startswith("rounds: mine is there already.")
        assert (here / "mine").read_text() == "precious"

    def test_never_as_a_scenario_that_there_is(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert exit_code("scenario", "new", "orders-slow") == 2
        assert "There is a scenario orders-slow already" in capsys.readouterr().err

    def test_leaves_nothing_when_it_cannot_be_written_whole(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(authoring, "COPIED", ("scenario.py", "missing.yaml"))
        assert exit_code("scenario", "new", "mine") == 2
        assert list(here.iterdir()) == []


class TestCheck:
    @pytest.mark.parametrize(
        ("old", "new", "code", "problem"),
        [
            ("minute: 12", "minute: 16", 1, "minute 16 is not within the 15 minutes of work"),
            ("page: [trace]", "page: [tracing]", 1, "there is no page tracing"),
            ("asked: [traces.trace]", "asked: [traces.tree]", 1, "there is no question traces.tree"),
            ("$found times for each search", "$fond times for each search", 2, "there is no fact $fond"),
            ("bonus: true #", "bouns: true #", 2, "there is no key bouns here"),
        ],
    )
    def test_names_the_file_and_line_of_a_slip(self, old: str, new: str, code: int, problem: str) -> None:
        place = made()
        line = slip(place / "sealed.yaml", old, new)
        found = rounds("scenario", "check", str(place))
        assert found.exit_code == code
        assert f"sealed.yaml:{line}: {problem}" in found.stdout

    def test_names_all_of_them(self) -> None:
        place = made()
        slip(place / "sealed.yaml", "minute: 12", "minute: 16")
        slip(place / "sealed.yaml", "    stated: true #", "    stated: false #")
        found = rounds("scenario", "check", str(place))
        assert found.exit_code == 1
        assert [line.partition(": ")[2] for line in found.stdout.splitlines()] == [
            "nobody can reach step L3: give it rules, or say that it is stated",
            "minute 16 is not within the 15 minutes of work",
        ]

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            ("def middle(", "def middle((", "is not Python: "),
            ("from .solving import solve", "from .solver import solve", "ModuleNotFoundError: No module named"),
            ("SCENARIO = Slow()", "SCENARIO = Slow(nam='x')", "TypeError: "),
            ("SCENARIO = Slow()", "SCENARIOS = Slow()", "there is no SCENARIO in it"),
            ("    def solve(self, look", "    def solution(self, look", "SCENARIO has no solve"),
            ("told, said = story(seed)", "told, said = stroy(seed)", "NameError: name 'stroy' is not defined"),
        ],
    )
    def test_names_the_line_of_code_that_fails(
        self, old: str, new: str, problem: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        place = made()
        line = slip(place / "scenario.py", old, new)
        assert exit_code("scenario", "check", str(place)) == 2
        said = capsys.readouterr().err
        assert problem in said
        if "SCENARIO has" not in problem and "SCENARIO in" not in problem:
            assert f"scenario.py:{line}: " in said

    def test_takes_a_bundle_and_the_seed_it_has(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        bundles.write(here / "theirs", Small("theirs-slow").build(4), "theirs")
        monkeypatch.setattr(proving, "prove_bundle", lambda bundle, progress: proved(bundle.manifest.seed))
        assert rounds("scenario", "check", "theirs").exit_code == 0
        assert rounds("scenario", "check", "theirs", "--seed", "4").exit_code == 0
        assert exit_code("scenario", "check", "theirs", "--seed", "5") == 2
        assert exit_code("scenario", "check", "theirs", "--seeds", "2") == 2
        monkeypatch.setenv("ROUNDS_SCENARIOS", str(here))
        assert rounds("scenario", "check", "theirs-slow").exit_code == 0

    def test_goes_into_another_process_as_its_folder(self) -> None:
        scenario = authoring.load(made())
        assert pickle.loads(pickle.dumps(scenario)).texts(2) == scenario.texts(2)

    def test_says_what_a_folder_lacks(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (here / "empty").mkdir()
        assert exit_code("scenario", "check", "empty") == 2
        assert "empty has neither scenario.py nor bundle.toml" in capsys.readouterr().err


def proved(seed: int) -> Proven:
    return Proven(seed, (Finding(Part.TEXTS, "the sealed texts are whole", True),), None, frozenset())


class TestBuild:
    def test_takes_a_folder(self, here: Path) -> None:
        made()
        assert rounds("scenario", "build", "mine", "--seed", "3").exit_code == 0
        assert bundles.check(here / "mine-3").manifest.seed == 3
        assert rounds("scenario", "build", "mine@3", "--out", "again").exit_code == 0
        assert bundles.check(here / "again").manifest == bundles.check(here / "mine-3").manifest
        assert exit_code("scenario", "build", "mine@3", "--seed", "4") == 2

    def test_says_which_files_made_it(self, here: Path) -> None:
        place = made()
        scenario = authoring.load(place)
        before = authoring.made_by(scenario)
        slip(place / "solving.py", "slowest", "slowest_of")
        assert authoring.made_by(scenario) != before

    def test_is_installed_from_a_folder_and_found_by_its_canaries(self) -> None:
        made()
        installed = [rounds("scenario", "install", "mine", "--seed", seed).stdout.strip() for seed in ("1", "2")]
        assert all(incident.startswith("mine-") for incident in installed)
        canaries = [canary(seed) for seed in (1, 2)]
        for seed, (incident, value) in enumerate(zip(installed, canaries, strict=True), start=1):
            for shown in (value, value.upper(), f"https://{value}.example/books?id=7", value[:-2]):
                told = json.loads(rounds("scenario", "find", shown, "--json").stdout)
                assert [(one["scenario"], one["version"], one["seed"], one["incident"]) for one in told] == [
                    ("mine", "1.0.0", seed, incident)
                ]
        assert "name of the cluster" in rounds("scenario", "find", canaries[0]).stdout

    def test_what_nobody_has_is_not_found(self) -> None:
        assert rounds("scenario", "find", "nothing-like-it").exit_code == 1
        assert exit_code("scenario", "find", " ") == 2


def canary(seed: int) -> str:
    texts = authoring.load(Path("mine")).texts(seed)
    assert texts is not None
    return texts.sealed.canaries[0].value


class TestDiff:
    def test_of_the_same_says_so(self) -> None:
        made()
        found = rounds("scenario", "diff", "mine", "mine@1")
        assert (found.exit_code, found.stdout.split(":")[0]) == (0, "They are the same")

    def test_of_two_versions_shows_every_part_that_differs(self, here: Path) -> None:
        first, second = made("one"), made("two")
        for file in FILES:  # the same but for what is changed here
            (second / file).write_text((first / file).read_text())
        for file, old, new in (
            ("public.yaml", "quote: I type", "quote: I enter"),
            ("sealed.yaml", "at_least: 5}}", "at_least: 6}}"),
            ("sealed.yaml", "minute: 9,", "minute: 10,"),
            ("sealed.yaml", "junior: Roll the release back.", "junior: Roll back."),
            ("sealed.yaml", "- Roll the catalogue back to 1.4.2.", "- Roll it back."),
            ("sealed.yaml", "looks_like: More readers", "looks_like: Many more readers"),
            ("sealed.yaml", "  - N+1 problem", "  - N+1 trouble"),
            ("scenario.py", 'Rate("loans", 3)', 'Rate("loans", 4)'),
            ("scenario.py", "ms(4, 18), connection(lend)", "ms(5, 19), connection(lend)"),
        ):
            slip(second / file, old, new)
        found = rounds("scenario", "diff", "one", "two", "--json")
        told = json.loads(found.stdout)
        assert found.exit_code == 1
        assert [part["part"] for part in told["texts"]] == [
            "public texts", "steps and rules", "hints", "discussion", "solution", "red herrings",
            "giveaways, facts and canaries",
        ]  # fmt: skip
        assert {"-- minute: 9", "+- minute: 10"} <= set(told["texts"][2]["lines"])
        rows = {row["what"]: (row["part"], row["a"], row["b"]) for row in told["telemetry"]}
        assert rows["spans"][0] == "rows"
        assert {row["part"] for row in told["telemetry"]} <= {"rows", "values"}
        for_people = rounds("scenario", "diff", "one", "two").stdout
        assert "+quote: I enter a title" in for_people

    def test_of_two_seeds_and_of_a_bundle(self, here: Path) -> None:
        made()
        bundle = rounds("scenario", "build", "mine", "--seed", "2", "--out", "two.zip")
        assert bundle.exit_code == 0
        assert rounds("scenario", "diff", "two.zip", "mine@2").exit_code == 0
        told = json.loads(rounds("scenario", "diff", "mine@1", "two.zip", "--json").stdout)
        rows = {(row["part"], row["what"]): (row["a"], row["b"]) for row in told["telemetry"]}
        assert rows["scenario", "seed"] == ("1", "2")
        assert ("window", "began") in rows
        assert ("window", "step") not in rows

    def test_series_and_services_that_are_new_are_named(self, here: Path) -> None:
        bundles.write(here / "small", Small().build(1), "theirs")
        made()
        told = json.loads(rounds("scenario", "diff", "small", "mine", "--json").stdout)
        rows = {(row["part"], row["what"]): (row["a"], row["b"]) for row in told["telemetry"]}
        assert rows["services", "shop"] == ("there", "–")
        assert rows["services", "catalog"] == ("–", "there")
        assert rows["series", "http_requests_total"] == ("1", "–")
        assert rows["series", "pg_up"] == ("–", "1")
        assert rows["shares", "database"][0] == "–"

    def test_of_what_is_not_there_is_wrong_use(self) -> None:
        assert exit_code("scenario", "diff", "orders-slow", "nobody") == 2


class TestPreview:
    def test_serves_it_until_it_is_told_to_end_and_leaves_nothing(self, here: Path) -> None:
        made()
        rooms = here / "rooms"
        rooms.mkdir()
        environment = {**os.environ, "TMPDIR": str(rooms)}
        command = [sys.executable, "-m", "rounds.cli", "scenario", "preview", "mine", "--seed", "2"]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
        ) as own:
            try:
                assert own.stdout is not None
                links = dict(own.stdout.readline().strip().split(": ", 1) for _ in range(2))
                assert asked(links["candidate"], "candidate", "scenarios/1/incident")["services"] == [
                    "catalog",
                    "web",
                    "loans",
                ]
                assert len(asked(links["staff"], "staff", "interviews")) == 1
            finally:
                own.send_signal(signal.SIGINT)
            said = own.communicate(timeout=60)[1]
        assert own.returncode == 0, said
        assert list(rooms.iterdir()) == []
        assert not (here / "data").exists()

    def test_a_port_that_is_taken_is_told_before_anything_is_built(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        made()
        from rounds.cli.serving import listening_at  # noqa: PLC0415 - an engine and a server, for this test alone

        with listening_at("127.0.0.1", 0) as taken:
            monkeypatch.setenv("ROUNDS_PORT", str(taken.getsockname()[1]))
            assert exit_code("scenario", "preview", "mine") == 1
        assert "is in use by another program" in capsys.readouterr().err


def asked(link: str, surface: str, path: str) -> object:
    """As the page behind that link would."""
    base, _, token = link.partition("/staff/join#" if surface == "staff" else "/join#")
    headers = {"Origin": base, "Content-Type": "application/json"}
    joining = urllib.request.Request(f"{base}/api/v1/{surface}/session", json.dumps({"token": token}).encode(), headers)
    with urllib.request.urlopen(joining, timeout=30) as joined:
        cookie = str(joined.headers["Set-Cookie"]).partition(";")[0]
    question = urllib.request.Request(f"{base}/api/v1/{surface}/{path}", headers={"Cookie": cookie})
    with urllib.request.urlopen(question, timeout=30) as answer:
        return json.load(answer)
