"""Servers as processes: started, asked, and killed by their own number."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

STARTS_WITHIN = 90.0  # seconds, on a machine that is busy with other tests
ROOT = Path(__file__).parents[2]


@dataclass
class Process:
    """`tests.web.serving_small` at a folder, on a port that stays the same."""

    folder: Path
    records: str = ""
    telemetry: str = ""
    port: int = field(default_factory=lambda: free_port())
    running: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.web.serving_small", str(self.folder), str(self.port)]
        log = (self.folder.parent / f"{self.folder.name}-{self.port}.log").open("ab")
        with log:
            self.running = subprocess.Popen([*command, self.records, self.telemetry], cwd=ROOT, stdout=log, stderr=log)
        end = time.monotonic() + STARTS_WITHIN
        # One client for all questions: each `httpx2.get` reads the machine's certificates, which takes a core 30 ms.
        with httpx2.Client(base_url=self.address, timeout=5) as client:
            while not is_up(client):
                assert self.running.poll() is None, Path(log.name).read_text()
                assert time.monotonic() < end, Path(log.name).read_text()
                time.sleep(0.02)

    def kill(self) -> None:
        """As a power cut would end it: nothing of it is asked to end well."""
        assert self.running
        os.kill(self.running.pid, signal.SIGKILL)
        self.running.wait(20)

    def stop(self) -> None:
        if self.running and self.running.poll() is None:
            self.running.terminate()
            try:
                self.running.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
                raise


def is_up(client: httpx2.Client) -> bool:
    try:
        return client.get("/healthz").status_code == 200
    except httpx2.HTTPError:
        return False


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
