"""What DevTools' worker answers beside its tables, of the snapshots in the repository: asks it again, or reads it.

python -m bench.heap.answers
"""

from __future__ import annotations

import hashlib
import json
import lzma
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.heap import peers, tables

FILE = tables.HELD / "answers.json.xz"
SCRIPT = Path(__file__).with_name("answers.mjs")


def read() -> dict[str, Any]:
    """By the names of snapshots; the shapes are those that `answers.mjs` writes."""
    found: dict[str, Any] = json.loads(lzma.decompress(FILE.read_bytes()))
    return found


def digest(name: str) -> str:
    """Of a snapshot, to tell whether the answers are about it."""
    return hashlib.sha256(lzma.decompress(tables.held()[name].read_bytes())).hexdigest()


def asked(name: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        snapshot, out = Path(folder) / "snapshot", Path(folder) / "answers"
        snapshot.write_bytes(lzma.decompress(tables.held()[name].read_bytes()))
        subprocess.run(["node", SCRIPT, peers.mended(snapshot, Path(folder)), out], check=True)
        return {"of": digest(name), **json.loads(out.read_text())}


def main() -> int:
    if missing := peers.missing():
        print(missing, file=sys.stderr)
        return 1
    answers = {name: asked(name) for name in tables.held()}
    FILE.write_bytes(lzma.compress(json.dumps(answers, separators=(",", ":")).encode(), preset=9))
    return 0


if __name__ == "__main__":
    sys.exit(main())
