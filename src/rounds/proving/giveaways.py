"""That nothing a candidate can read says the cause, but for the telemetry itself.

Looked at are the public texts, the scenario's and the incident's names, the names of heap snapshots, the metrics'
help texts, the addresses of the candidate's API, and every text of the interface. Values of telemetry (names of
metrics, services, spans, fields, and what they hold) are exempt: they are what a candidate is to find. Those that hold
a phrase are listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rounds.incidents.bundles import PUBLIC_TEXT, Bundle
from rounds.incidents.sealed import Sealed
from rounds.incidents.solving import QUESTIONS, Investigation
from rounds.proving.findings import Finding, Part
from rounds.web import interface

VAGUE = 2  # the hints up to this level must not name the cause
TEXTS = (".js", ".css", ".html", ".svg", ".json")

Told = tuple[str, str]  # where, text


def giveaways(bundle: Bundle, sealed: Sealed, look: Investigation) -> Iterator[Finding]:
    """Costs two questions."""
    phrases = {phrase: pattern(phrase) for phrase in sealed.giveaways}
    catalogue = look.ask("metrics.catalogue")["metrics"]
    places = {
        "public texts": [("public texts", PUBLIC_TEXT.dump_json(bundle.public()).decode())],
        "names": [
            ("name", bundle.manifest.name),
            ("incident", bundle.manifest.incident),
            ("title", bundle.manifest.title),
        ],
        "metrics' help texts": [(one["name"], one["help"]) for one in catalogue],
        "names of snapshots": [("snapshot", one["name"]) for one in look.ask("heap.snapshots")["snapshots"]]
        or [("snapshots", "")],  # a scenario may have none
        "addresses": [("address", path) for path in QUESTIONS.values()],
        "texts of the interface": list(of_interface()),
    }
    for where, told in places.items():
        yield of_place(where, told, phrases)
    yield of_telemetry(catalogue, phrases)
    yield from of_hints(sealed, phrases)


def pattern(phrase: str) -> re.Pattern[str]:
    """Whatever stands between its words, in whatever case: `retry storm` is in `retry_storm` and `Retry-Storm`."""
    return re.compile(r"[\W_]*".join(map(re.escape, phrase.split())), re.IGNORECASE)


def of_place(where: str, told: list[Told], phrases: dict[str, re.Pattern[str]]) -> Finding:
    found = [f"“{phrase}” in {name}" for phrase, form in phrases.items() for name, text in told if form.search(text)]
    shown = "; ".join(found[:5]) or f"{len(told)} looked at"
    return Finding(
        Part.GIVEAWAYS, f"no phrase that gives the cause away in the {where}", bool(told) and not found, shown
    )


def of_telemetry(catalogue: Iterable[dict[str, str]], phrases: dict[str, re.Pattern[str]]) -> Finding:
    names = [one["name"] for one in catalogue]
    found = [f"“{phrase}” in {name}" for phrase, form in phrases.items() for name in names if form.search(name)]
    shown = "; ".join(found[:5]) or "none"
    return Finding(Part.GIVEAWAYS, "names of metrics that hold one (exempt)", True, shown)


def of_hints(sealed: Sealed, phrases: dict[str, re.Pattern[str]]) -> Iterator[Finding]:
    for hint in sealed.hints:
        found = [phrase for phrase, form in phrases.items() if form.search(hint.text)]
        if found and hint.level <= VAGUE:
            claim = f"the hint of minute {hint.minute}, level {hint.level}, does not give the cause away"
            yield Finding(Part.GIVEAWAYS, claim, False, f"“{found[0]}” in “{hint.text}”", warning=True)


def of_interface() -> Iterator[Told]:
    for file in sorted(interface.UI.rglob("*")) if interface.is_built() else ():
        yield file.name, file.name
        if file.suffix in TEXTS:
            yield file.name, file.read_text(encoding="utf-8", errors="replace")
