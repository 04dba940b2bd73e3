"""What happens in it, put together: the one module here that imports the simulator."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from rounds.incidents.built import Built, Check, Progress
from rounds.incidents.checks.workflows_slow import checks
from rounds.signals.tables import SCHEMAS, Signals
from rounds.simulator import SECOND
from rounds.simulator.simulate import events

from .counts import Counts
from .database import Databases
from .grid import FINE_STEP
from .happenings import happenings
from .heap import snapshots
from .kept import Kept, engine_pods
from .measured import Measures, exemplars, samples_of, series_of
from .ordinary import ordinary, to_ns
from .public import public
from .rows import Place, together
from .runs import runs
from .sealed import sealed
from .statements import figures
from .story import ENGINE, PODS, story

# A candidate reads these: they must not say whose executions are kept whole.
SHARES = {
    "traces": "Executions whole, 1 in 600 or 1 in 24,000, by customer, kind and time; requests and deliveries 1 in "
    "240,000; background work 1 in 24,000. Kept by trace id; each span says how many it stands for.",
    "logs": "Those of the kept traces; each line says how many it stands for.",
    "metrics": "Everything, every two minutes, in the last day each minute, in the last six hours every 15 s.",
    "database": "Statement statistics of everything, each minute; sessions that are active on each whole minute; tables "
    "every ten minutes; single executions from the kept traces.",
}


def built(name: str, version: str, seed: int, progress: Progress, *, interleaved: bool, fault: bool) -> Built:
    told = story(seed)
    progress(0.0, "counting")
    counts = Counts(told, runs(told, fault=fault, interleaved=interleaved), interleaved)
    known = figures(counts)
    progress(0.2, "keeping traces")
    day = ordinary(told, counts)
    pods = engine_pods(told)
    kept = Kept(told, counts, dict(day.places), pods).everything()
    progress(0.6, "writing metrics")
    measures = Measures(counts, known, names(pods[:PODS]), names(day.places["workflow-api"]))
    gauges = sorted(measures.gauges(), key=lambda gauge: gauge[:2])
    signals = Signals(
        spans=together([kept.spans.spans(), day.spans], SCHEMAS["spans"].names),
        logs=together([kept.lines.lines(), day.logs], SCHEMAS["logs"].names),
        series=series_of(gauges),
        samples=samples_of(gauges, counts),
        exemplars=exemplars(gauges, kept.ended, measures),
        events=events(happenings(told, counts.runs, gauges), to_ns(told.began)),
        **Databases(counts, known, kept, day).tables(),
    )
    progress(0.8, "writing heap snapshots")
    heap = snapshots(counts, gauges, pods[ENGINE].resource["res@k8s.pod.name"])
    return Built(
        name=name,
        version=version,
        seed=seed,
        signals=replace(signals, heap_snapshots=heap.table),
        began=told.began,
        onset=told.began + timedelta(seconds=told.onset // SECOND),
        now=told.now,
        step_seconds=FINE_STEP // SECOND,
        public=public(told.now, told.customer.company, interleaved=interleaved),
        sealed=sealed(told, interleaved=interleaved),
        shares=SHARES,
        heap=heap.files,
    )


def names(pods: tuple[Place, ...]) -> tuple[str, ...]:
    return tuple(pod.resource["res@k8s.pod.name"] for pod in pods)


def claims(built: Built) -> list[Check]:
    return checks(built)
