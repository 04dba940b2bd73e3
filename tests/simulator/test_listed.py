"""Long recordings: only the arrivals that are listed, each standing for as many as the flow says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow.compute as pc

from rounds.incidents.checks.telemetry import Telemetry
from rounds.simulator import HOUR, MINUTE, SECOND, Flow, Listed, call, ms, say, simulate, work
from rounds.simulator.sampling import among_kept, kept, threshold
from tests.simulator.shop import incident, shop, world

MOMENTS = np.array([3, 5 * 3600, 40 * 3600]) * SECOND
UNTIL = np.array([100 * HOUR, 5 * HOUR + SECOND, 100 * HOUR])
bake = call(shop, "bake", ms(2000, 2100), work("knead", ms(2, 3), turn="{turn}"), line=say("INFO", "baked"))


def test_listed_arrivals_are_where_and_when_they_are_said_to_be() -> None:
    columns = {"turn": np.array([7, 8, 9]), "pod": np.array([1, 0, 1])}
    seen = lived(Listed(MOMENTS, columns))
    spans = seen.spans("Timestamp", "SampleRate", "res@k8s.pod.name", "@turn", SpanName="knead")
    roots = seen.spans("Timestamp", "res@k8s.pod.name", SpanName="bake")
    assert sorted(spans["@turn"].to_pylist()) == [7, 8, 9]
    assert set(spans["SampleRate"].to_pylist()) == {4096}
    assert (abs(np.sort(seen.moments(roots["Timestamp"])) - MOMENTS) < 10_000_000).all()
    pods = roots.sort_by("Timestamp")["res@k8s.pod.name"].to_pylist()
    assert pods[0] == pods[2] != pods[1]


def test_what_is_not_done_in_time_is_never_heard_of() -> None:
    seen = lived(Listed(MOMENTS, {"turn": np.array([7, 8, 9]), "until": UNTIL}))
    assert sorted(seen.spans("@turn", SpanName="knead")["@turn"].to_pylist()) == [7, 9]
    assert len(seen.logs("Timestamp", Body="baked")) == 2


def test_their_trace_ids_are_among_those_that_are_kept() -> None:
    drawn = np.random.default_rng(1).integers(0, 1 << 62, 10_000)
    assert kept(among_kept(drawn, 4096), 4096).all()
    share = (among_kept(drawn, 4096) & ((1 << 56) - 1)) - threshold(4096)
    assert 0.48 < float(np.mean(share)) / ((1 << 56) // 4096) < 0.52
    assert (pc.unique(lived(Listed(MOMENTS, {"turn": MOMENTS})).spans("TraceState", SpanName="bake")["TraceState"])
            .to_pylist() == ["ot=th:fff"])  # fmt: skip


def lived(arrivals: Listed) -> Telemetry:
    flow = Flow("bread", arrivals, ((1, bake),), keep=4096, tell=4096)
    long = replace(
        incident(world=replace(world(), flows=(flow,))), onset=48 * HOUR, now=48 * HOUR, step=HOUR, tick=MINUTE,
        chapter=48 * HOUR, stride=48 * HOUR,
    )  # fmt: skip
    return Telemetry(simulate(long), long.began, 3600)
