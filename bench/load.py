"""200 candidates at once: each in an hour of their own, with a live channel open, a question every five seconds.

One process serves them on loopback, as `rounds serve` does; who asks runs on the same machine and counts. Each has a
live interview whose work runs. Questions are those of `pages.py`, over all six tools: what pages ask as they open, which
is the same for everybody, and every fourth over a stretch that nobody asked about before. Every five seconds a page also tells what it shows, and every fifteen what it showed.

Run as `python -m bench.load [SECONDS [CANDIDATES]]`, 600 seconds and 200 candidates without; ROUNDS_BENCH_DATA names a
folder that keeps what was installed for the next time.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import random
import resource
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.pages import OTHER, PATHS, Asked, Page, asked

SCENARIOS = ("webhooks-slow", "workflows-slow", "service-restarts")
SECONDS, CANDIDATES = 600, 200
EVERY = 5.0  # seconds between two questions of one candidate
FRESH = 0.25  # of the questions are over a stretch of their own
REPORTED = 3  # questions between two reports of what was seen
BUDGET_MS = 500
GROWTH = 1.10  # of the resident memory, from minute 2 to the end
WARM = 120  # seconds after which memory is looked at first; a fifth of a shorter run
READY_WITHIN = 60  # seconds
TOOLS = ("metrics", "traces", "logs", "database", "heap", "services")
Question = dict[str, Any]  # tool, method, path, body


# In a process of its own: the data, and who sits in it


def prepare(data: Path, candidates: int) -> None:
    """Install the scenarios, write down what can be asked about each, and seat the candidates."""
    from rounds.actions.office import Office  # noqa: PLC0415
    from rounds.actions.places import Places  # noqa: PLC0415

    office = Office.open(Places.told({"ROUNDS_DATA": str(data)}), shipped())
    try:
        incidents = {name: office.library.install(office.library.find(name), office.telemetry) for name in SCENARIOS}
        known = data / "questions.json"
        if not known.exists():
            known.write_text(json.dumps({name: listed(office, name, one) for name, one in incidents.items()}))
        seats = [seated(office, incidents, number) for number in range(candidates)]
        (data / "seats.json").write_text(json.dumps(seats))
    finally:
        office.close()


def shipped() -> dict[str, Any]:
    from rounds.incidents.scenarios import SHIPPED  # noqa: PLC0415

    return {name: SHIPPED[name] for name in SCENARIOS}


def listed(office: Any, scenario: str, incident: str) -> list[Question]:
    """The questions of its pages over the last hour, as a browser sends them."""
    from rounds import tools  # noqa: PLC0415
    from rounds.actions.asking import heaps_of  # noqa: PLC0415
    from rounds.tools.incident import IncidentQuestion  # noqa: PLC0415

    reader = office.telemetry.reader(incident)
    known = tools.ask(reader, IncidentQuestion())
    public = office.library.public(incident)
    now = public.now.timestamp() * 1000
    start = max(known.start, now - 3_600_000)
    heaps = heaps_of(office, incident)
    page = Page(reader, PATHS.get(scenario, OTHER), known.start, start, now, known.metric_step_ms, heaps)
    return [sent for one in asked(page) if (sent := as_sent(one)) is not None]


def as_sent(one: Asked) -> Question | None:
    """None for what no tool's page asks."""
    question = asdict(one.question)
    tool = one.name.partition(":")[0]
    if tool not in TOOLS:
        return None
    if one.signal:
        return {"tool": tool, "method": "POST", "path": f"{one.signal}/facets", "body": question}
    kind = type(one.question).__name__
    if kind in READ:
        return {"tool": tool, "method": "GET", "path": READ[kind].format(**question), "body": None}
    path = paths()[kind]
    return {"tool": tool, "method": "POST", "path": path, "body": question}


READ = {
    "CatalogueQuestion": "metrics/catalogue",
    "LabelsQuestion": "metrics/labels?metric={metric}",
    "TraceQuestion": "traces/{trace_id}",
    "SpanQuestion": "traces/{trace_id}/spans/{span_id}",
    "LineQuestion": "logs/lines/{no}",
    "DatabasesQuestion": "database/databases",
    "SnapshotsQuestion": "heap/snapshots",
}


def paths() -> dict[str, str]:
    """By kind of a question, the address that takes it."""
    from fastapi.routing import APIRoute  # noqa: PLC0415

    from rounds.web.lenses import router  # noqa: PLC0415

    found = {}
    for route in router.routes:
        if isinstance(route, APIRoute) and route.dependant.body_params:
            found[str(route.dependant.body_params[0].field_info.annotation.__name__)] = route.path.lstrip("/")
    return found


def seated(office: Any, incidents: dict[str, str], number: int) -> dict[str, Any]:
    """A candidate whose interview runs, in the work on one of the scenarios."""
    from rounds.actions import acting  # noqa: PLC0415
    from rounds.interviews import Interview, Kind, Pin, Role, Seat, acts, fit_60  # noqa: PLC0415
    from rounds.records.browsers import Browser  # noqa: PLC0415

    name, now = secrets.token_hex(6), office.now()
    pins = tuple(
        Pin(n, one, office.library.find(one).version, 1, incidents[one]) for n, one in enumerate(SCENARIOS, start=1)
    )
    made = Interview(name, f"Candidate {number}", "Nobody", now, fit_60(3), pins, kind=Kind.LIVE)
    seat, lead = Seat(f"{name}-c", name, Role.CANDIDATE, "Candidate"), Seat(f"{name}-l", name, Role.LEAD, "Nobody")
    browser = secrets.token_hex(8)
    scenario = number % len(SCENARIOS)
    with office.records.work() as work:
        work.add(made)
        for one in (seat, lead):
            work.seat(one, now)
        work.browsers.add(Browser(browser, seat.id, now, "bench", admitted=now))
        for who, act in (
            (seat, acts.Consented({"policy": True}, "1")),
            (seat, acts.Entered()),
            (lead, acts.Admitted()),
            (lead, acts.Begun(1 + 2 * scenario)),
        ):
            acting.write(work, office, who, act)
    badge = office.links.candidate(seat.id, browser)
    return {"badge": badge, "number": scenario + 1, "scenario": SCENARIOS[scenario]}


def serve(data: Path, port: int) -> None:
    """As `rounds serve`, with these scenarios alone."""
    import gc  # noqa: PLC0415
    import logging  # noqa: PLC0415

    from rounds.actions.office import Office  # noqa: PLC0415
    from rounds.actions.places import Places  # noqa: PLC0415
    from rounds.cli import serving  # noqa: PLC0415
    from rounds.web.settings import Serving  # noqa: PLC0415

    gc.disable()
    settings = Serving(port=port, url=f"http://127.0.0.1:{port}")
    with serving.until_told_to_end(), serving.listening_at("127.0.0.1", port) as listening:
        office = Office.open(Places.told({"ROUNDS_DATA": str(data)}), shipped())
        try:
            serving.served(office, settings, listening, level=logging.WARNING)
        finally:
            office.close()


# Who asks


@dataclass
class Measured:
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))  # ms by tool
    later: list[float] = field(default_factory=list)  # those of the second half
    errors: Counter[str] = field(default_factory=Counter)
    events: int = 0
    late: float = 0.0  # seconds that a question was asked late, at most: the generator's own doing


class Line:
    """One kept connection."""

    def __init__(self, port: int, badge: str) -> None:
        self.port = port
        self.head = f"Host: 127.0.0.1:{port}\r\nCookie: rounds_candidate={badge}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        self.stream: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def opened(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self.stream is None:
            self.stream = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 22)
        return self.stream

    async def ask(self, method: str, path: str, body: Any, view: str = "") -> int:
        """The status, once all of the answer is here."""
        reader, writer = await self.opened()
        told = b"" if body is None else json.dumps(body).encode()
        kind = f"Content-Type: application/json\r\nContent-Length: {len(told)}\r\n" if method != "GET" else ""
        named = f"rounds-view: {view}\r\n" if view else ""
        head = f"{method} /api/v1/candidate/{path} HTTP/1.1\r\n{self.head}Accept-Encoding: gzip\r\n{named}{kind}\r\n"
        writer.write(head.encode() + told)
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = next((line for line in lines.split("\r\n") if line.startswith("content-length:")), ":0")
        await reader.readexactly(int(length.partition(":")[2]))
        return int(lines.split(" ", 2)[1])

    def close(self) -> None:
        if self.stream:
            self.stream[1].close()


class Candidate:
    def __init__(self, told: dict[str, Any], questions: list[Question], port: int, seed: int) -> None:
        self.number = told["number"]
        self.first = seed  # tool
        self.chance = random.Random(seed)
        self.by_tool = {tool: [one for one in questions if one["tool"] == tool] for tool in TOOLS}
        self.asking, self.telling = Line(port, told["badge"]), Line(port, told["badge"])
        self.listening = Line(port, told["badge"])
        self.seq = 0
        self.half = 0.0

    async def work(self, until: float, measured: Measured) -> None:
        self.half = (time.monotonic() + until) / 2
        channel = asyncio.create_task(self.listen(measured))
        due = time.monotonic() + self.chance.random() * EVERY
        try:
            while due < until:
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                measured.late = max(measured.late, time.monotonic() - due)
                await self.turn(measured)
                due = max(due + EVERY, time.monotonic())
        finally:
            channel.cancel()
            for line in (self.asking, self.telling, self.listening):
                line.close()

    async def turn(self, measured: Measured) -> None:
        """A question as of somebody who goes from tool to tool, and what their page shows meanwhile."""
        self.seq += 1
        tool = TOOLS[(self.seq // 4 + self.first) % len(TOOLS)]
        chosen = varied(self.chance.choice(self.by_tool[tool]), self.chance)
        await asyncio.gather(self.asked(tool, chosen, measured), self.told(tool, measured))

    async def asked(self, tool: str, question: Question, measured: Measured) -> None:
        began, later = time.perf_counter(), time.monotonic() > self.half
        path = f"scenarios/{self.number}/{question['path']}"
        status = await self.sent(self.asking, question["method"], path, question["body"], measured)
        took = (time.perf_counter() - began) * 1000
        measured.times[tool].append(took)
        measured.later += [took] if later else []
        if status not in (200, 0):
            measured.errors[f"{question['path']} {status}"] += 1

    async def told(self, tool: str, measured: Measured) -> None:
        address = f"/interview/{self.number}/{tool}"
        shown = {"seq": self.seq, "address": address, "state": {"q": f"view {self.seq}"}}
        status = await self.sent(self.telling, "POST", "live/view", shown, measured)
        if status == 204 and self.seq % REPORTED == 0:
            now = time.time() * 1000
            seen = {"address": address, "state": {}, "visible_from": now - 1000 * EVERY, "visible_to": now}
            status = await self.sent(self.telling, "POST", "views", {"views": [seen] * 1}, measured)
        if status not in (204, 0):
            measured.errors[f"view {status}"] += 1

    async def sent(self, line: Line, method: str, path: str, body: Any, measured: Measured) -> int:
        try:
            return await line.ask(method, path, body)
        except (OSError, asyncio.IncompleteReadError) as error:
            measured.errors[type(error).__name__] += 1
            line.close()
            line.stream = None
            return 0

    async def listen(self, measured: Measured) -> None:
        reader, writer = await self.listening.opened()
        writer.write(f"GET /api/v1/candidate/live HTTP/1.1\r\n{self.listening.head}\r\n".encode())
        while line := await reader.readline():
            measured.events += line.startswith(b"event:")


def varied(question: Question, chance: random.Random) -> Question:
    """Some over a stretch of its own."""
    body = question["body"]
    if not body or "start" not in body or body["start"] is None or chance.random() >= FRESH:
        return question
    step = body.get("step_ms") or 60_000
    length = body["end"] - body["start"]
    moved = math.floor(chance.random() * length / 2 / step) * step
    return {**question, "body": {**body, "start": body["start"] + moved}}


async def asked_by_all(data: Path, port: int, seconds: float, pid: int) -> tuple[Measured, list[tuple[float, int]]]:
    measured = Measured()
    questions = json.loads((data / "questions.json").read_text())
    seats = json.loads((data / "seats.json").read_text())
    all_of = [Candidate(one, questions[one["scenario"]], port, seed) for seed, one in enumerate(seats)]
    began, until = time.monotonic(), time.monotonic() + seconds
    memory: list[tuple[float, int]] = []

    async def look() -> None:
        while True:
            memory.append((time.monotonic() - began, resident(pid)))
            await asyncio.sleep(min(5.0, seconds / 10))

    looking = asyncio.create_task(look())
    await asyncio.gather(*(one.work(until, measured) for one in all_of))
    looking.cancel()
    memory.append((seconds, resident(pid)))
    return measured, memory


def resident(pid: int) -> int:
    """KiB."""
    text = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in text.splitlines() if line.startswith("VmRSS")).split()[1])


def spent(pid: int) -> float:
    """Seconds of processors so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def parts(pid: int) -> Counter[str]:
    """Seconds of processors so far by threads' names; the event loop's is `loop`. Those of threads that ended are in none."""
    found: Counter[str] = Counter()
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):  # it has ended
            head, _, rest = (task / "stat").read_text().rpartition(")")
            fields, name = rest.split(), head.partition("(")[2]
            found["loop" if task.name == str(pid) else name] += (int(fields[11]) + int(fields[12])) / os.sysconf(
                "SC_CLK_TCK"
            )
    return found


# All of it


@contextmanager
def running(data: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    log = (data / "load.log").open("wb")
    command = [sys.executable, "-m", "bench.load", "--serve", str(data), str(port)]
    process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        wait_until_ready(port, process)
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()
        process.wait()
        log.close()


def wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    import urllib.request  # noqa: PLC0415

    for _ in range(READY_WITHIN * 10):
        assert process.poll() is None, "the server ended"
        with suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).close()
            return
        time.sleep(0.1)
    raise TimeoutError


def free_port() -> int:
    import socket  # noqa: PLC0415

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def report(measured: Measured, memory: list[tuple[float, int]], seconds: float, cpu: float, by: Counter[str]) -> bool:
    """Print it; whether all is within the budget."""
    every = sorted(time for times in measured.times.values() for time in times)
    print(f"{'ms':10} {'n':>6} {'p50':>7} {'p95':>7} {'max':>7}")
    for tool, times in [*sorted(measured.times.items()), ("all", every), ("2nd half", measured.later)]:
        print(row(tool, sorted(times)))
    warm = min(WARM, seconds / 5)
    first = next(kib for at, kib in memory if at >= warm)
    last = memory[-1][1]
    own = resource.getrusage(resource.RUSAGE_SELF)
    print(f"errors: {sum(measured.errors.values())} {dict(measured.errors) or ''}")
    print(
        f"memory: {first / 1024:,.0f} MiB after {warm:.0f} s, {last / 1024:,.0f} MiB at the end ({last / first:.2f} ×)"
    )
    each = 1000 * cpu / max(1, len(every))
    print(
        f"CPU: {cpu / seconds:.2f} cores the server ({each:.0f} ms a question), {(own.ru_utime + own.ru_stime) / seconds:.2f} who asks"
    )
    print(
        "of it: "
        + ", ".join(f"{name} {1000 * spent / max(1, len(every)):.1f}" for name, spent in by.most_common(6))
        + " ms"
    )
    print(f"live: {measured.events} events; asked late by at most {measured.late * 1000:,.0f} ms")
    good = percentile(every, 0.95) <= BUDGET_MS and not measured.errors and last <= first * GROWTH
    print("within the budget" if good else f"over the budget: p95 {BUDGET_MS} ms, no error, {GROWTH:.2f} × the memory")
    return good


def row(tool: str, times: list[float]) -> str:
    return f"{tool:10} {len(times):6} {percentile(times, 0.5):7.0f} {percentile(times, 0.95):7.0f} {times[-1]:7.0f}"


def percentile(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))]


@contextmanager
def folder() -> Iterator[Path]:
    if kept := os.environ.get("ROUNDS_BENCH_DATA"):
        place = Path(kept).absolute()
        place.mkdir(parents=True, exist_ok=True)
        yield place
    else:
        with tempfile.TemporaryDirectory(prefix="rounds-bench-") as made:
            yield Path(made)


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--serve"]:
        serve(Path(arguments[1]), int(arguments[2]))
        return 0
    if arguments[:1] == ["--prepare"]:
        prepare(Path(arguments[1]), int(arguments[2]))
        return 0
    seconds = float(arguments[0]) if arguments else SECONDS
    candidates = int(arguments[1]) if len(arguments) > 1 else CANDIDATES
    with folder() as data:
        subprocess.run([sys.executable, "-m", "bench.load", "--prepare", str(data), str(candidates)], check=True)
        port = free_port()
        print(f"{candidates} candidates for {timedelta(seconds=round(seconds))}; load before {os.getloadavg()[0]:.1f}")
        with running(data, port) as process:
            before, by = spent(process.pid), parts(process.pid)
            measured, memory = asyncio.run(asked_by_all(data, port, seconds, process.pid))
            cpu, by = spent(process.pid) - before, parts(process.pid) - by
            return 0 if report(measured, memory, seconds, cpu, by) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
