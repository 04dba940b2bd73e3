"""Other people's engines: Chrome DevTools' worker, memlab, and VS Code's parser, installed by npm when first asked for."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
NODE = ("node", "--max-old-space-size=8000")
OLDEST_NODE = 20


@dataclass(frozen=True, slots=True)
class Ran:
    """A process and what it took: seconds on the clock, seconds of all its threads, MB of memory at its peak."""

    said: Mapping[str, Any]
    wall_s: float
    cpu_s: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Found:
    """What DevTools' worker found; `columns` as `devtools.mjs --nodes` writes them."""

    columns: bytes
    summary: list[Mapping[str, Any]]
    statistics: Mapping[str, Any]
    comparison: list[Mapping[str, Any]]


def missing() -> str:
    """Installs the peers. Says in a sentence why they are not there, or nothing."""
    if not (shutil.which("npm") and shutil.which("node")):
        return "The other engines need Node.js and npm, and this machine has none."
    version = subprocess.run(["node", "-p", "process.versions.node"], capture_output=True, text=True, check=True).stdout
    if int(version.split(".")[0]) < OLDEST_NODE:
        return f"The other engines need Node.js {OLDEST_NODE} or newer, and this machine has {version.strip()}."
    if installed():
        return ""
    done = subprocess.run(["npm", "ci", "--loglevel=error"], cwd=HERE, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"npm could not install the other engines: {done.stderr.strip()[-300:]}"


def installed() -> bool:
    """Whether `node_modules` is of this lock."""
    marker, lock = HERE / "node_modules/.package-lock.json", HERE / "package-lock.json"
    return marker.exists() and marker.stat().st_mtime >= lock.stat().st_mtime


def devtools(file: Path, base: Path | None = None) -> Found:
    """The worker's numbers of a snapshot, and of its Comparison with an older one."""
    with tempfile.TemporaryDirectory() as folder:
        out = {name: Path(folder) / name for name in ("nodes", "summary", "statistics", "comparison")}
        loadable = mended(file, Path(folder))
        run("devtools", loadable, *(f"--{name}={out[name]}" for name in ("nodes", "summary", "statistics")))
        if base:
            run("devtools", mended(base, Path(folder)), f"--compare={loadable}", f"--comparison={out['comparison']}")
        rows = json.loads(out["comparison"].read_text()) if base else []
        summary, statistics = (json.loads(out[name].read_text()) for name in ("summary", "statistics"))
        return Found(out["nodes"].read_bytes(), summary, statistics, rows)


def memlab(file: Path) -> dict[str, np.ndarray]:
    """What memlab found: of each node self size, retained size and dominator, called as in `Heap`."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "nodes"
        nodes = run("memlab", file, f"--nodes={out}").said["nodes"]
        data = out.read_bytes()
    kinds = {"self_size": "<f8", "retained": "<f8", "dominator": "<u4"}
    return {name: np.frombuffer(data, kind, nodes, 8 * nodes * at) for at, (name, kind) in enumerate(kinds.items())}


def mended(file: Path, folder: Path) -> Path:
    """The file, or where its header counts too few functions of allocation traces, a copy that the worker can load."""
    data = file.read_bytes()
    head = re.search(rb'"trace_function_count":(\d+)', data[: data.find(b'"nodes"')])
    if not head or not int(head[1]):
        return file
    fields = len(json.loads(re.search(rb'"trace_function_info_fields":(\[.*?\])', data)[1]))  # type: ignore[index]
    start = data.index(b'"trace_function_infos":[')
    count = (data.count(b",", start, data.index(b"]", start)) + 1) // fields
    copy = folder / f"mended-{file.name}"
    copy.write_bytes(data[: head.start(1)] + str(count).encode() + data[head.end(1) :])
    return copy


def run(name: str, *arguments: object) -> Ran:
    """One of the engines on a file, in a process of its own. Raises CalledProcessError with what it said."""
    return measured([*NODE, str(HERE / f"{name}.mjs"), *map(str, arguments)])


def measured(command: Sequence[str]) -> Ran:
    """A process that prints JSON as its last line."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=HERE.parents[1])
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            failed = subprocess.CalledProcessError(process.returncode, command, out.read(), said := err.read())
            failed.add_note(said[-2000:])
            raise failed
        return Ran(json.loads(out.read().splitlines()[-1]), wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
