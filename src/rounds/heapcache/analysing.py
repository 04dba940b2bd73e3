"""Working on snapshots in a process of its own: what a hostile file does to it ends with it.

    python -m rounds.heapcache.analysing

says when it is ready, then reads a line of JSON for each snapshot, analyses it into the folder that the line names or
writes it redacted into a file, and tells how far it is, a line of JSON each time; the last one of a snapshot says that
it is made, or what is wrong with it. It ends with its standard input, at once.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rounds.heapcache import files, limits
from rounds.kit.errors import Invalid, Problem

LONGEST = 1_000  # characters of what is wrong, which may quote the file
READING, WORKING = 0.35, 0.55  # shares of the time; the rest is writing


def main() -> None:
    requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(requests,), daemon=True).start()
    import rounds.heapsnapshot.analysing  # noqa: PLC0415 - compiled code takes its time, and who asks is not there yet
    import rounds.heapsnapshot.reading  # noqa: F401, PLC0415

    say({"ready": True})
    while True:
        answer(requests.get())


def listen(requests: queue.SimpleQueue[dict[str, Any]]) -> None:
    for line in sys.stdin:
        requests.put(json.loads(line))
    os._exit(0)  # nobody waits for an answer any more, whatever is being done


def answer(request: dict[str, Any]) -> None:
    file, memory = Path(request["file"]), request["memory"]
    try:
        limits.hold_to(memory)
        match request["do"]:
            case "analyse":
                analyse(file, Path(request["into"]), lasting=request["lasting"])
            case "redact":
                redact(file, Path(request["into"]), bytes.fromhex(request["key"]))
        say({"made": True})
    except Invalid as problem:
        message, field = problem.message[:LONGEST], problem.field[:LONGEST]
        say({"problem": "Invalid", "message": f"{file.name}: {message}", "field": field})
    except Problem as problem:
        say({"problem": type(problem).__name__, "message": problem.message, "field": ""})
    except OSError as error:  # reading has its own errors
        into = Path(request["into"]).parent
        say({"problem": "Conflict", "message": f"Nothing can be written to {into}: {error.strerror}.", "field": ""})
    except MemoryError:
        say({"problem": "TooMuch", "message": too_much(file.name, memory), "field": ""})


def too_much(name: str, memory: int) -> str:
    return f"{name} takes more memory to analyse than the {files.amount(memory)} it may have."


def analyse(file: Path, folder: Path, *, lasting: bool) -> None:
    from rounds.heapcache import arrays  # noqa: PLC0415 - loaded when it is needed; see `main`
    from rounds.heapsnapshot import analysing, reading  # noqa: PLC0415

    with files.opened(file) as stream:
        columns = reading.read(telling(stream), size=stream.size)
    heap = analysing.analyse(columns, part(READING, WORKING))
    part(READING + WORKING, 0.0)("writing", 0.0)
    arrays.write(heap, folder, file_bytes=stream.count, lasting=lasting)


def redact(file: Path, into: Path, key: bytes) -> None:
    from rounds.heapsnapshot import reading, redacting, writing  # noqa: PLC0415

    with files.opened(file) as stream:
        columns = reading.read(telling(stream), size=stream.size)
    part(READING, 0.0)("redacting", 0.0)
    redacted = redacting.redacted(columns, key)
    part(READING + WORKING, 0.0)("writing", 0.0)
    with files.written(into) as target:
        for piece in writing.write(redacted):
            target.write(piece)


def telling(stream: files.Stream) -> Callable[[int], bytes]:
    """Its `read`, which says at each hundredth how far it is."""
    said = 0.0

    def read(most: int) -> bytes:
        nonlocal said
        piece = stream.read(most)
        if (share := stream.share()) >= said + 0.01:
            said = share
            say({"done": share * READING, "doing": "reading"})
        return piece

    return read


def part(begins: float, share: float) -> Callable[[str, float], None]:
    return lambda doing, done: say({"done": begins + done * share, "doing": doing})


def say(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
