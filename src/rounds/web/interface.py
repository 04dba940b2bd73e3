"""The built interface: one page for all addresses a browser may open, and the files it asks for.

It may be built while we serve already, so it is looked for at every request.
"""

from __future__ import annotations

import gzip
import mimetypes
from functools import lru_cache
from pathlib import Path

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request, Response

UI = Path(__file__).parent.parent / "ui"
INDEX = "index.html"
# First parts of addresses the interface knows; others get its "not found".
PAGES = ("join", "interview", "presented", "staff")
FOREVER = "public, max-age=31536000, immutable"  # names of assets hold a hash of what is in them
PACKED = {".js", ".css", ".html", ".svg", ".json", ".txt", ".webmanifest", ".ico"}

# Written by hand, since what would draw it is being built. A script, since a page whose address has a fragment, as every
# link has that lets somebody in, is not loaded again by `<meta http-equiv="refresh">`: only its fragment is gone to.
AGAIN = "again.js"
RELOAD = "setTimeout(() => location.reload(), 2000);\n"
NOT_YET = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Rounds</title>
<p>The interface is being built. This page opens it when it is there.</p><script src="/{AGAIN}"></script></html>"""

router = APIRouter(include_in_schema=False)


def threads() -> CapacityLimiter:
    """The interface's own: its files must not wait behind people's questions."""
    return CapacityLimiter(8)


def is_built() -> bool:
    return (UI / INDEX).exists()


@router.get("/{path:path}")
async def page_or_file(path: str, request: Request) -> Response:
    return await to_thread.run_sync(served, path, request, limiter=request.app.state.files)


def served(path: str, request: Request) -> Response:
    if path == AGAIN:  # also once it is built, for the page that was sent a moment before
        return Response(RELOAD, media_type="text/javascript", headers={"Cache-Control": "no-store"})
    found = file_of(path)
    if found:
        return sent(found, request, FOREVER if path.startswith("assets/") else "no-cache")
    if not is_built():
        return Response(NOT_YET, 503, media_type="text/html", headers={"Retry-After": "2"})
    if Path(path).suffix:
        return Response("There is nothing here.", 404, media_type="text/plain")
    known = not path or path.split("/")[0] in PAGES
    return sent(UI / INDEX, request, "no-cache", 200 if known else 404)


def file_of(path: str) -> Path | None:
    """The file of that name, unless it is nobody's: source maps tell how the interface is written, dot files more."""
    if not path or path.endswith(".map") or "\0" in path or any(part.startswith(".") for part in path.split("/")):
        return None
    try:
        found = (UI / path).resolve()
        return found if found.is_relative_to(UI) and found.is_file() else None
    except OSError:  # a name longer than the disk's may be
        return None


def sent(file: Path, request: Request, kept: str, status: int = 200) -> Response:
    body, packed = read(file, file.stat().st_mtime_ns)
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    headers = {"Cache-Control": kept, "Vary": "Accept-Encoding"}
    if packed and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, status, media_type=kind, headers={**headers, "Content-Encoding": "gzip"})
    return Response(body, status, media_type=kind, headers=headers)


@lru_cache(maxsize=256)
def read(file: Path, _changed: int) -> tuple[bytes, bytes | None]:
    """The file as it is and, where that pays, packed."""
    body = file.read_bytes()
    return body, gzip.compress(body, 6) if file.suffix in PACKED and len(body) > 1000 else None
