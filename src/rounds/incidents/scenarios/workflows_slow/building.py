"""What happens in it, put together: the one module here that imports the simulator."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from rounds.incidents.built import Built, Check, Progress
from rounds.incidents.checks.workflows_slow import checks
from rounds.incidents.scenarios.loomwork import queries as sql
from rounds.incidents.scenarios.shuffled import shuffled
from rounds.incidents.texts import public_text, sealed_text
from rounds.signals.tables import SCHEMAS, Signals
from rounds.simulator import SECOND, Chance
from rounds.simulator.simulate import events
from rounds.simulator.statements import query_id

from .counts import Counts
from .database import Databases
from .grid import FINE_STEP
from .happenings import happenings
from .heap import snapshots
from .kept import Kept, engine_pods
from .measured import Measures, exemplars, samples_of, series_of
from .ordinary import ordinary, to_ns
from .rows import Place, together
from .runs import runs
from .statements import figures
from .story import ENGINE, PODS, Story, story

FOLDER = Path(__file__).parent
# By whether executions run at the same time.
PUBLIC = {False: "public.yaml", True: "public-2.yaml"}
SEALED = {False: "sealed.yaml", True: "sealed-2.yaml"}
MEGABYTE = 1_000_000
# A candidate reads these: they must not say whose executions are kept whole.
SHARES = {
    "traces": "Executions whole, 1 in 600 or 1 in 24,000, by customer, kind and time; requests and deliveries 1 in "
    "240,000; background work 1 in 24,000. Kept by trace id; each span says how many it stands for.",
    "logs": "Those of the kept traces; each line says how many it stands for.",
    "metrics": "Everything, every two minutes, in the last two days each minute, in the last six hours every 15 s.",
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
    facts = facts_of(told, kept, pods[ENGINE].resource["res@k8s.pod.name"])
    sealed, written = shuffled(
        *sealed_text(FOLDER, facts, file=SEALED[interleaved]), Chance(seed).apart("workflows-slow/sealed")
    )
    return Built(
        name=name,
        version=version,
        seed=seed,
        signals=replace(signals, heap_snapshots=heap.table),
        began=told.began,
        onset=told.began + timedelta(seconds=told.onset // SECOND),
        now=told.now,
        step_seconds=FINE_STEP // SECOND,
        public=public_text(FOLDER, facts, told.now, file=PUBLIC[interleaved]),
        sealed=sealed,
        shares=SHARES,
        heap=heap.files,
        written=written,
    )


def facts_of(told: Story, kept: Kept, pod: str) -> dict[str, Any]:
    """What the texts may name."""
    key, before, after = told.switch
    mine = sorted((end, trace) for customer, end, _, trace, _ in kept.ended if customer == told.customer.name)
    return {
        "customer": told.customer.name,
        "company": told.customer.company,
        "neighbour": told.tracked[0].name,
        "pod": pod,
        "workflow": told.workflow,
        "workflow_id": told.workflow_ids[-1],
        "key": key,
        "before": before,
        "after": after,
        "megabytes": f"{told.state_bytes / MEGABYTE:.1f}",
        "usual": mine[0][1],  # a trace from before the change, and the last one
        "slow": mine[-1][1],
        "statement": str(query_id(sql.load_state)),
    }


def names(pods: tuple[Place, ...]) -> tuple[str, ...]:
    return tuple(pod.resource["res@k8s.pod.name"] for pod in pods)


def claims(built: Built) -> list[Check]:
    return checks(built)
