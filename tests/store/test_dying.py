"""What is there after a process was killed with -9, or while the disk was full: all that was said to be, and nothing half.

Other processes do the work (`tests.store.dying`), since one process opens a chDB folder.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rounds.kit.errors import Conflict, Invalid
from rounds.signals import Signals
from rounds.store import Telemetry
from tests.store import otlp_requests as otlp
from tests.store.incidents import incident, span

ROOT = Path(__file__).parents[2]


def dying(what: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "tests.store.dying", what, str(folder)]


def killed(what: str, folder: Path, after: float, *, said: int = 0) -> list[str]:
    """What the process said before it was killed, so many seconds after it was ready and had said so many lines."""
    with subprocess.Popen(dying(what, folder), stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        lines = [process.stdout.readline().strip() for _ in range(said)]
        time.sleep(after)
        process.kill()
        return lines + process.stdout.read().split("\n")[:-1]


@contextmanager
def reopened(folder: Path) -> Iterator[Telemetry]:
    telemetry = Telemetry.open(f"chdb:///{folder}")
    try:
        yield telemetry
    finally:
        telemetry.close()


def test_an_incident_is_whole_or_gone_when_its_installing_is_killed(tmp_path: Path) -> None:
    chance = random.Random(5)
    for _ in range(3):
        lines = killed("install", tmp_path, chance.uniform(0.05, 0.9))
        with reopened(tmp_path) as telemetry:
            whole(telemetry, at_least=int(lines[-1]) if lines else 0)


def whole(telemetry: Telemetry, at_least: int) -> None:
    with telemetry.control.client() as client:
        odd = client.query("SELECT name FROM system.databases WHERE startsWith(name, '_')").result_rows
    assert odd == []
    if not telemetry.incidents():
        assert at_least == 0
        return
    (row,) = telemetry.reader("x").rows(
        """
        SELECT
            (SELECT count() FROM otel_traces) AS spans,
            (SELECT count() FROM otel_traces_by_trace) AS skeletons,
            (SELECT count() FROM trace_summaries) AS traces,
            (SELECT count() FROM trace_ids) AS ids,
            (SELECT count() FROM otel_logs) AS lines,
            (SELECT sum(Rows) FROM log_histogram) AS counted,
            (SELECT sum(Rows) FROM attribute_values WHERE Signal = 'logs' AND Key = 'ServiceName') AS services
        """
    )
    assert len(set(row.values())) == 1, row
    assert row["spans"] >= at_least


def test_what_was_acknowledged_is_there_when_a_recording_is_killed(tmp_path: Path) -> None:
    chance = random.Random(7)
    for _ in range(2):
        said = {int(line) for line in killed("record", tmp_path, chance.uniform(0.0, 0.4), said=5)}
        with reopened(tmp_path) as telemetry:
            with telemetry.control.client("rec_r") as client:
                rows = client.query(
                    "SELECT reinterpretAsUInt64(reverse(unhex(TraceId))), count() FROM traces GROUP BY TraceId"
                ).result_rows
            found = dict(rows)
            assert said <= set(found), "acknowledged and gone"
            assert set(found.values()) == {20}, "a request is there whole or not at all"
            telemetry.forget("r")


def test_a_full_disk_is_told_and_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "telemetry"
    with reopened(folder) as telemetry:
        telemetry.install("x", incident([span(1, 1, SpanName="small")]))
        telemetry.record("r").accept("traces", otlp.traces([{"trace": 1, "number": 1}]), content_type=otlp.PROTOBUF)
    ran = subprocess.run(dying("full", folder), capture_output=True, text=True, cwd=ROOT, check=True, timeout=60)
    ready, *refused, incidents, spans = ran.stdout.splitlines()
    assert ready == "ready"
    assert len(refused) == 4
    assert all(line.startswith("refused:") and "disk is full" in line for line in refused)
    assert incidents == "['x'] [{'SpanName': 'small'}]"
    assert spans == "1 0"
    with reopened(folder) as telemetry:
        telemetry.install("y", Signals())
        assert telemetry.incidents() == ["x", "y"]


def test_a_folder_in_use_is_refused_and_says_by_whom(tmp_path: Path) -> None:
    with subprocess.Popen(dying("install", tmp_path), stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(Conflict, match=f"in use by process {process.pid}, which started at 20"):
            Telemetry.open(f"chdb:///{tmp_path}")
        process.kill()


@pytest.mark.parametrize("dsn", ["postgresql://x", "telemetry", "chdb://relative", "chdb:///", "chdb:///a?b=c", ""])
def test_an_address_of_another_kind_is_refused(dsn: str) -> None:
    with pytest.raises(Invalid):
        Telemetry.open(dsn)


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "it's 100 % ä#1"
    with reopened(folder) as telemetry:
        telemetry.install("x", incident([span(1, 1)]))
        assert telemetry.reader("x").rows("SELECT count() AS n FROM otel_traces") == [{"n": 1}]


def test_a_server_that_does_not_answer_is_told() -> None:
    with pytest.raises(Conflict, match=r"No ClickHouse answers at 127\.0\.0\.1:9"):
        Telemetry.open("http://127.0.0.1:9")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(Conflict, match="cannot be opened"):
        Telemetry.open(f"chdb:///{tmp_path / 'file' / 'telemetry'}")
