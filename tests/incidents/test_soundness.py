"""What must be true of the texts of a scenario, tried with one slip each in a scenario that is whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.incidents.authored import folder, slip

from rounds.incidents.authoring import flaws_of, load
from rounds.incidents.texts import PUBLIC_FILE, SEALED_FILE, Texts

HINT_2 = '  - {minute: 6, level: 2, text: "What does one slow search do in all that time?", target: L2, moot: L2}\n'


def read(place: Path) -> Texts:
    found = load(place).texts(1)
    assert found is not None
    return found


def test_the_template_is_sound(tmp_path: Path) -> None:
    assert flaws_of(read(folder(tmp_path))) == []


# What is written for what, how many lines below its beginning the flaw is, and what is said of it.
SLIPS = [
    # steps and rules
    ("id: L2\n", "id: L1\n", 0, "there is another step L1"),
    ("    stated: true # said and not shown, so only the interviewer can confirm it\n", "", -2,
     "nobody can reach step L3: give it rules, or say that it is stated"),
    ("asked: [traces.trace]", "asked: [traces.tree]", 0, "there is no question traces.tree; there are: traces.traces"),
    ("asked: [traces.trace]", "asked: [trace.trace]", 0, "there is no question trace.trace; there are: traces.trace"),
    ("asked: [traces.trace]", "asked: [nothing]", 0, "there is no question nothing; there are: metrics.…"),
    ("asked: [traces.trace]", "asked: [traces.facets]", 0, "nobody can reach a step by traces.facets"),
    ("asked: [traces.trace]", "asked: [traces.facets]", 0, "nobody reaches a step by traces.facets, which only lists"),
    ("asked: [traces.trace]", "asked: []", 0, "nobody can reach this rule: it names no question, or no page"),
    ("page: [trace]", "page: [tracing]", 0, "there is no page tracing; there are: dashboard, briefing, metrics"),
    ("seconds: 4 #", "seconds: 400 #", 0, "must be from 0 to 60"),
    ("where: {found: {at_least: 1}, calls: {some: {to: catalog, changes: {length: {at_least: 1}}}}}", "where: {}", -2,
     "this rule holds whatever comes back"),
    # patterns
    ("series_total: {at_most: 20}", "series_total: {at_mots: 20}", 0, "there is no operator at_mots; at_most is one"),
    ("series_total: {at_most: 20}", "series_total: {lte: 20}", 0, "there is no operator lte; at_most is one"),
    ("series_total: {at_most: 20}", "series_total: {at_most: many}", 0, "wants a number, not 'many'"),
    ("covers: [onset, now-1m]", "covers: [onset, now-1 min]", 0, "is no moment"),
    ("{of: last, to: first, at_least: 5}", "{of: last, at_least: 5}", 0, "wants `of` and `to`"),
    ("{of: last, to: first, at_least: 5}", "{of: last, to: first, at_least: 5, over: 2}", 0, "a ratio has of, to"),
    # hints
    ("minute: 12", "minute: 16", 0, "minute 16 is not within the 15 minutes of work"),
    ("minute: 3,", "minute: 0,", 0, "minute 0 is not within the 15 minutes of work"),
    ("minute: 9,", "minute: 5,", None, "hints must follow each other from vague to telling"),
    (HINT_2, "", None, "there is no hint of level 2"),
    ("target: L3", "target: L9", 0, "there is no step L9"),
    ("moot: L1}", "moot: L8}", 0, "there is no step L8"),
    # discussion
    ("    core: true\n", "", None, "2 of the questions must be core"),
    ("tags: [rca]", "tags: [why]", 0, "there is no tag why; there are: rca, solution"),
    ("      junior: Tests with more data.\n", "", -1, "there is no model answer for level junior"),
    # solution, proofs
    ("  accepted:\n    - N+1 queries in the catalogue\n    - the copies are fetched one by one since $version\n", "",
     None, "the solution has no accepted"),
    ("url: https://martinfowler.com/eaaCatalog/lazyLoad.html", "url: javascript:alert(1)", 0,
     "the address of a source begins with https:// or http://"),
    ("url: https://martinfowler.com/eaaCatalog/lazyLoad.html", "url: martinfowler.com", 0,
     "the address of a source begins with https:// or http://"),
    ("asked: logs.lines", "asked: logs.line_search", 0, "there is no question logs.line_search; there are: logs.lines"),
    ("start: onset+2m", "start: two minutes later", 0, "'two minutes later' is no moment"),
    ("where: {total: {at_most: 1200}}", "where: {}", -2, "this proof holds whatever comes back"),
    ("where: {total: {at_most: 1200}}", "where: {total: {below: 1200, at_most: x}}", 0, "wants a number, not 'x'"),
    # the rest
    ("  - {where: name of the cluster, value: $cluster}\n", "  []\n", None, "there are no canaries"),
    ("  repeated: {at_least: 20}", "  repeated: {at_least: twenty}", 0, "wants a number, not 'twenty'"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "below", "problem"), SLIPS, ids=[f"{n} {one[3][:40]}" for n, one in enumerate(SLIPS)]
)
def test_a_slip_is_told_with_its_line(tmp_path: Path, old: str, new: str, below: int | None, problem: str) -> None:
    place = folder(tmp_path)
    line = slip(place / SEALED_FILE, old, new)
    (told,) = (flaw for flaw in flaws_of(read(place)) if problem in flaw)
    file, number, _ = told.split(":", 2)
    assert file == SEALED_FILE
    if below is not None:
        assert int(number) == line + below
    else:  # of a whole part, which begins somewhere above
        key = (place / SEALED_FILE).read_text().splitlines()[int(number) - 1]
        assert key.endswith(":") or key.startswith("#") or "canaries" in key


def test_a_red_herring_needs_something_that_refutes_it(tmp_path: Path) -> None:
    place = folder(tmp_path)
    file = place / SEALED_FILE
    start = "    refuted_by: As many searches come in as before.\n"
    whole = file.read_text()
    rest = whole[whole.index(start) + len(start) : whole.index("notes: #")]
    line = slip(file, start + rest, start + "\n")
    assert f"sealed.yaml:{line - 1}: nothing refutes “More readers than usual”: give it a proof" in flaws_of(
        read(place)
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("quote: I type a title, and the page stays empty for a second or more.", "quote: ''", "there is no quote"),
        ("  - catalog\n", "  - web\n", "web stands here twice"),
    ],
)
def test_what_a_candidate_is_told_is_looked_at_too(tmp_path: Path, old: str, new: str, problem: str) -> None:
    place = folder(tmp_path)
    slip(place / PUBLIC_FILE, old, new)
    (told,) = flaws_of(read(place))
    assert told.startswith("public.yaml:")
    assert told.endswith(problem)


def test_fields_that_look_a_little_like_operators_are_no_slips(tmp_path: Path) -> None:
    place = folder(tmp_path)
    where = (
        "where: {most: {at_least: 1}, key: x, windows: 2, min_ms: 3, labels: {in: x, contain: y}, node: 1, first: 2}"
    )
    slip(place / SEALED_FILE, "where: {total: {at_most: 1200}}", where)
    assert flaws_of(read(place)) == []


def test_all_of_them_are_told(tmp_path: Path) -> None:
    place = folder(tmp_path)
    for old, new in (("minute: 12", "minute: 99"), ("page: [trace]", "page: [x]"), ("tags: [rca]", "tags: [x]")):
        slip(place / SEALED_FILE, old, new)
    assert len(flaws_of(read(place))) == 3
