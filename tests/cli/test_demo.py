"""`rounds demo` as somebody runs it: a process of its own, its links, its end. The one test that prepares all that is shipped."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest

from rounds.actions.demo import past
from rounds.cli import serving
from rounds.cli.commands import run
from rounds.incidents.scenarios import SHIPPED
from rounds.kit.errors import Conflict
from rounds.web import interface
from tests.incidents import shipped

READY_WITHIN, ALL_READY_WITHIN, ENDS_WITHIN = 150, 240, 20  # seconds, on a machine that is busy with other tests
BUILT_HERE, INSTALLED_HERE = "prints-slow", "webhooks-slow"
ROUNDS = [sys.executable, "-m", "rounds.cli"]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(420), pytest.mark.xdist_group("demo")]


@dataclass
class Demo:
    process: subprocess.Popen[str]
    environment: dict[str, str]
    address: str
    candidate: str
    interviewer: str
    live: str
    started: float

    def rounds(self, *arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
        environment = self.environment | changed
        return subprocess.run([*ROUNDS, *arguments], env=environment, capture_output=True, text=True, timeout=100)

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        said, _ = self.process.communicate(timeout=ENDS_WITHIN)
        assert said == ""
        return self.process.returncode


def environment(data: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ROUNDS_")}
    return kept | {"ROUNDS_DATA": str(data), "ROUNDS_PORT": str(port)}


def start(data: Path) -> Demo:
    port = free_port()
    told, began = environment(data, port), time.monotonic()
    with (data / "log").open("a") as log:
        process = subprocess.Popen([*ROUNDS, "demo"], env=told, stdout=subprocess.PIPE, stderr=log, text=True)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(3)]
    names = ("candidate", "interviewer", "live interview")
    links = [re.fullmatch(rf"{name}: (http://\S+)\n", line) for name, line in zip(names, lines, strict=True)]
    assert all(links), (data / "log").read_text()
    address = f"http://127.0.0.1:{port}"
    candidate, interviewer, live = (found[1] for found in links if found)
    try:
        wait_until_ready(address, process, data)
    except BaseException:
        process.kill()
        process.communicate()
        raise
    return Demo(process, told, address, candidate, interviewer, live, time.monotonic() - began)


def wait_until_ready(address: str, process: subprocess.Popen[str], data: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while status(f"{address}/readyz") != 200:
        assert process.poll() is None, (data / "log").read_text()
        assert time.monotonic() < deadline, (data / "log").read_text()
        time.sleep(0.1)


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except OSError:  # not listening yet, or too busy to answer
        return 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Browser:
    """Follows a link as its page does: the token from the fragment goes into one POST."""

    def __init__(self, link: str) -> None:
        self.address, token = link.split("#")
        self.origin = re.match(r"http://[^/]+", link)[0]  # type: ignore[index]
        self.surface = "staff" if "/staff/" in self.address else "candidate"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.send("session", {"token": token})

    def send(self, path: str, body: Any = None) -> Any:
        headers = {"Content-Type": "application/json", "Origin": self.origin}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.origin}/api/v1/{self.surface}/{path}", data, headers)
        with self.opener.open(request, timeout=30) as answer:
            read = answer.read()
        return json.loads(read) if read else None


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest is built here, and the first, which is waited for, is installed here; all others are installed with
    the other tests that need them: from the last, while those begin with the first, so that neither waits for the other.
    """
    assert interface.is_built(), "the interface is built first: `make test` does, or `python hatch_build.py`"
    data = tmp_path_factory.mktemp("demo")
    for name in reversed(SHIPPED):
        if name not in (BUILT_HERE, INSTALLED_HERE):
            shipped.install(name, data, tmp_path_factory)
    shipped.put(INSTALLED_HERE, data, tmp_path_factory)
    return data


@pytest.fixture(scope="module")
def demo(data: Path) -> Iterator[Demo]:
    running = start(data)
    yield running
    if running.process.poll() is None:
        running.end(signal.SIGTERM)


def test_both_links_open_what_they_say(demo: Demo) -> None:
    candidate, interviewer = Browser(demo.candidate), Browser(demo.interviewer)
    (card, *_) = candidate.send("interview")["scenarios"]
    assert (card["title"], card["state"]) == ("Webhook deliveries fail and everything is slow", "ready")
    about = candidate.send("scenarios/1/incident")
    stretch = {"start": about["start"], "end": about["now"]}
    found = candidate.send("scenarios/1/logs/search", {"query": "level:error", **stretch})
    assert found["rows"] > 100
    (practice,) = (one for one in interviewer.send("interviews") if one["id"].startswith("demo-"))
    record = interviewer.send(f"interviews/{practice['id']}/record")
    assert record["verified"]
    assert [entry["asked"] for entry in record["entries"]] == ["logs.lines"]


def test_the_live_interview_is_of_today_and_bound_to_one_browser(demo: Demo) -> None:
    first, interviewer = Browser(demo.live), Browser(demo.interviewer)
    assert first.send("session") == {"browser": "admitted"}
    found = first.send("interview")
    assert (found["kind"], found["state"], {card["state"] for card in found["scenarios"]}) == (
        "live",
        "invited",
        {"locked"},
    )
    assert Browser(demo.live).send("session") == {"browser": "waiting"}
    rows = {row["id"].partition("-")[0]: row for row in interviewer.send("board?show=all")["rows"]}
    assert (rows["live"]["standing"], rows["live"]["starts"] is not None) == ("not checked", True)
    assert rows["demo"]["standing"] == "practice"


def test_the_pages_are_served(demo: Demo) -> None:
    for page in (demo.candidate, demo.interviewer, demo.address):
        with urllib.request.urlopen(page.split("#")[0], timeout=10) as answer:
            assert b"<title>" in answer.read()


def test_commands_go_through_the_running_server(demo: Demo, capsys: pytest.CaptureFixture[str]) -> None:
    """The first as a process; the others here, for each process takes more than a second."""
    recorded = demo.rounds("incident", "record", "ours")
    assert f"endpoint: {demo.address}\n" in recorded.stdout, recorded.stderr
    told = json.loads(here(demo, capsys, "incident", "list", "--json").stdout)
    assert [one["name"] for one in told["recordings"]] == ["ours"]
    names = {one["title"]: one["name"] for one in told["incidents"]}  # others may be there, or on their way
    assert "Webhook deliveries fail and everything is slow" in names
    sealed = here(demo, capsys, "incident", "seal", "ours")
    assert (sealed.returncode, "no telemetry" in sealed.stderr) == (2, True)
    installed = here(demo, capsys, "scenario", "install", "webhooks-slow")
    assert installed.stdout.strip() == names["Webhook deliveries fail and everything is slow"], installed.stderr
    unknown = here(demo, capsys, "scenario", "install", "nobody")
    assert (unknown.returncode, "webhooks-slow" in unknown.stderr) == (2, True)
    file = here(demo, capsys, "scenario", "install", __file__)
    assert (file.returncode, demo.address in file.stderr) == (1, True)


def here(demo: Demo, capsys: pytest.CaptureFixture[str], *arguments: str) -> subprocess.CompletedProcess[str]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("ROUNDS_DATA", "ROUNDS_PORT"):
            patch.setenv(name, demo.environment[name])
        patch.setattr(sys, "argv", ["rounds", *arguments])
        with pytest.raises(SystemExit) as ended:
            run()
    told = capsys.readouterr()
    return subprocess.CompletedProcess(arguments, int(ended.value.code or 0), told.out, told.err)


def test_a_taken_port_is_told_before_anything_else(demo: Demo, tmp_path: Path) -> None:
    second = demo.rounds("serve", ROUNDS_DATA=str(tmp_path / "other"))
    assert second.returncode == 1
    assert second.stderr.startswith(f"rounds: Port {demo.environment['ROUNDS_PORT']} on 127.0.0.1 is in use")
    assert not (tmp_path / "other").exists()


def test_data_that_another_process_has_open_is_told(demo: Demo) -> None:
    second = demo.rounds("serve", ROUNDS_PORT=str(free_port()))
    assert second.returncode == 1
    assert str(demo.process.pid) in second.stderr
    assert second.stderr.count("\n") == 1


def test_every_scenario_becomes_ready(demo: Demo, data: Path) -> None:
    deadline, wanted = time.monotonic() + ALL_READY_WITHIN, {one.title for one in SHIPPED.values()}
    interviewer = Browser(demo.interviewer)
    while wanted - {one["title"] for one in interviewer.send("incidents") if one["name"]}:  # others are on their way
        assert time.monotonic() < deadline, (data / "log").read_text()
        time.sleep(0.5)
    cards = Browser(demo.candidate).send("interview")["scenarios"]
    assert [card["state"] for card in cards] == ["ready"] * len(cards)


def test_an_interview_of_yesterday_has_ended(demo: Demo) -> None:
    """With a record that holds, steps that were reached, and all that comes after but the decision."""
    interviewer = Browser(demo.interviewer)
    path = f"interviews/{past_of(interviewer)}"
    record, cockpit = interviewer.send(f"{path}/record"), interviewer.send(f"{path}/cockpit")
    assert (record["verified"], record["more"], cockpit["state"]) == (True, False, "ended")
    times = [entry["time"] for entry in record["entries"]]
    assert times == sorted(times, reverse=True)
    needed = {
        desk["number"]: [step["id"] for step in desk["steps"] if step["exposed"] and not step["bonus"]]
        for desk in cockpit["scenarios"]
    }
    assert all(len(steps) >= 3 for steps in needed.values()), needed
    seconds = [step["exposed"]["seconds"] for desk in cockpit["scenarios"] for step in desk["steps"] if step["exposed"]]
    assert None not in seconds  # all that was asked was on the screen
    assert [desk["load"] for desk in cockpit["scenarios"]] == [0, 1.5, 5]
    card, debrief = interviewer.send(f"{path}/card"), interviewer.send(f"{path}/debrief")
    assert (card["standing"], [other["standing"] for other in card["others"]]) == ("submitted", ["submitted"])
    assert (debrief["state"], debrief["agenda"][0]["item"]["item"], debrief["decisions"]) == ("open", "scenario:3", [])
    assert interviewer.send(f"{path}/packet")["state"] == "open"


def past_of(interviewer: Browser) -> str:
    """Its id, once it is made."""
    deadline = time.monotonic() + READY_WITHIN
    while not (found := [one["id"] for one in interviewer.send("interviews") if one["id"].startswith("past-")]):
        assert time.monotonic() < deadline
        time.sleep(0.5)
    assert len(found) == 1
    return str(found[0])


def test_what_cannot_be_made_of_it_is_told_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_office: object) -> None:
        raise Conflict("There is no room left.")

    monkeypatch.setattr(past, "make", fails)
    serving.make_past(None)  # type: ignore[arg-type]
    assert capsys.readouterr().err == "The interview that has ended cannot be shown: There is no room left.\n"


def test_it_ends_cleanly_and_the_second_start_has_everything(demo: Demo, data: Path) -> None:
    assert demo.end(signal.SIGINT) == 0
    assert not (data / "server.json").exists()
    first = (data / "log").read_text()
    built = bundles_in(data)
    assert len(built) == len(SHIPPED)
    assert "Traceback" not in first
    again = start(data)
    try:
        assert "simulating" not in (data / "log").read_text().removeprefix(first)
        assert bundles_in(data) == built
        assert again.started < demo.started
        links = [[link.split("#")[1] for link in (one.candidate, one.interviewer, one.live)] for one in (demo, again)]
        assert links[0] == links[1]
        assert len(Browser(again.interviewer).send("interviews")) == 3
    finally:
        assert again.end(signal.SIGTERM) == 0


def bundles_in(data: Path) -> dict[Path, int]:
    """One that is built anew is another file."""
    return {path: path.stat().st_ino for path in data.rglob("bundle.toml")}
