"""The process that analyses starts before it is needed, and one is enough for what Rounds makes itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.heapcache.snapshots import snapshot

from rounds.heapcache import Heaps
from rounds.kit.errors import Invalid


def processes(here: Heaps) -> list[int]:
    return [analyst.process.pid for analyst in here.analysts.working]


def test_it_waits_from_one_incident_to_the_next_and_then_ends(tmp_path: Path) -> None:
    here, [file] = Heaps(tmp_path / "heaps"), written(tmp_path, snapshot())
    with here.starting():
        [waiting] = processes(here)
        with here.starting():
            here.keep("one", [file], ours=True)
            assert processes(here) == [waiting]
        here.keep("two", [file], ours=True)
        assert processes(here) == [waiting]
        [process] = here.analysts.working
    assert processes(here) == []
    assert process.process.poll() is not None
    assert "0" in here.of("one").names()
    assert here.of("one").names() == here.of("two").names()


def test_what_others_made_is_analysed_apart(tmp_path: Path) -> None:
    here, files = Heaps(tmp_path / "heaps"), written(tmp_path, b"no snapshot")
    with here.starting():
        [waiting] = processes(here)
        with pytest.raises(Invalid):
            here.keep("theirs", files)
        assert processes(here) == [waiting]
        with pytest.raises(Invalid):
            here.keep("ours", files, ours=True)
        assert processes(here) == []  # what went wrong is not used again


def written(folder: Path, *contents: bytes) -> list[Path]:
    files = [folder / f"{number}.heapsnapshot" for number in range(len(contents))]
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)
    return files
