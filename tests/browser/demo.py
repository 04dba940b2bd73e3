"""A running `rounds demo` of its own: a free port on loopback, a data folder of its own, ended by Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
READY_WITHIN = 150  # seconds; a cold start makes and installs the scenario, and whatever is given beside it


@dataclass(frozen=True)
class Demo:
    address: str
    candidate: str  # the link
    interviewer: str
    live: str  # the candidate's link of an interview with a clock
    data: Path


@contextmanager
def running(data: Path, scenarios: Path | None = None) -> Iterator[Demo]:
    """`scenarios` holds bundles that are shown beside those of Rounds, after them."""
    port = free_port()
    environment = os.environ | {"ROUNDS_DATA": str(data), "ROUNDS_PORT": str(port), "ROUNDS_HOST": "127.0.0.1"}
    if scenarios:
        environment |= {"ROUNDS_SCENARIOS": str(scenarios)}
    command = [sys.executable, "-m", "tests.browser.serving", "demo"]
    log = (data / "demo.log").open("w+")
    process = subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        links = {}
        assert process.stdout is not None
        while len(links) < 3:
            line = process.stdout.readline()
            assert line, f"the demo ended: {(data / 'demo.log').read_text()[-2000:]}"
            if found := re.match(r"(candidate|interviewer|live interview): (\S+)$", line.strip()):
                links[found[1]] = found[2]
        address = f"http://127.0.0.1:{port}"
        wait_until_ready(address, process)
        yield Demo(address, links["candidate"], links["interviewer"], links["live interview"], data)
    finally:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(15)
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
        log.close()


def wait_until_ready(address: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        assert process.poll() is None, "the demo ended before it was ready"
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:  # not listening yet, or too busy to answer
            pass
        time.sleep(0.2)
    raise AssertionError(f"not ready within {READY_WITHIN} s")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
