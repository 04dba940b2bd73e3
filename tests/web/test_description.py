"""The API's description and the interface's types are committed, and say what the code says."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from rounds.web.description import ROOT, descriptions, typescript, written


@pytest.fixture(scope="module")
def described() -> dict[str, str]:
    return descriptions()


def test_what_is_committed_is_what_the_code_says(described: dict[str, str]) -> None:
    assert described
    for path, text in described.items():
        assert (ROOT / path).read_text() == text, "run `make api`"


def test_every_press_of_the_cockpit_has_an_address(described: dict[str, str]) -> None:
    paths = {re.sub(r"{\w+}", "{}", path) for path in json.loads(described["schemas/staff.json"])["paths"]}
    texts = [path.read_text() for path in sorted((ROOT / "frontend/src/features/cockpit").glob("*.ts*"))]
    pressed = re.compile(r"""(?:\bpress\(\s*|\bwhat={?)["`]([a-z/]+(?:\${[^`]*}[a-z/]*)*)["`]""")
    found = {re.sub(r"\${[^`]*?}", "{}", one) for text in texts for one in pressed.findall(text)}
    found -= {"commands/{}"}  # the next step, whose kinds are begin, admit and end
    assert {"commands/skip", "hint", "browsers/{}/admit"} <= found
    assert [one for one in found if f"/api/v1/staff/interviews/{{}}/{one}" not in paths] == []


@pytest.mark.parametrize("surface", ["candidate", "staff"])
def test_a_surface_describes_its_own_addresses_only(described: dict[str, str], surface: str) -> None:
    paths = json.loads(described[f"schemas/{surface}.json"])["paths"]
    assert paths
    assert all(path.startswith(f"/api/v1/{surface}/") for path in paths)


def test_the_candidates_types_know_nothing_that_is_sealed(described: dict[str, str]) -> None:
    """But for hints in drills, which those who are in one take by themselves."""
    told = json.loads(described["schemas/candidate.json"])
    of_drills = {path for path in told["paths"] if path.startswith("/api/v1/candidate/drill")}
    assert {one.rpartition("/")[2] for one in of_drills} == {"drill", "begin", "hint", "next", "finish"}
    for path in of_drills:
        del told["paths"][path]
    for name in ("DrillRoom", "HintOffered", "HintWanted"):
        del told["components"]["schemas"][name]
    text = json.dumps(told)
    words = ("sealed", "cause", "hint", "solution", "rubric", "onset", "herring", "seed")
    assert [word for word in words if re.search(rf'"{word}', text, re.IGNORECASE)] == []


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({"$ref": "#/components/schemas/Line"}, "Line"),
        ({"type": "string"}, "string"),
        ({"type": "integer"}, "number"),
        ({"anyOf": [{"type": "number"}, {"type": "null"}]}, "number | null"),
        ({"anyOf": [{"type": "integer"}, {"type": "number"}, {"type": "string"}]}, "number | string"),
        ({"enum": ["a", "b"]}, '"a" | "b"'),
        ({"const": 1}, "1"),
        ({"type": "array", "items": {"type": "string"}}, "Array<string>"),
        ({"type": "object", "additionalProperties": {"type": "number"}}, "Record<string, number>"),
        ({"type": "object"}, "Record<string, unknown>"),
        (
            {"type": "object", "properties": {"a": {"type": "null"}, "b": {}}, "required": ["a"]},
            "{ a: null; b?: unknown }",
        ),
    ],
)
def test_a_schema_as_a_type(schema: dict[str, Any], text: str) -> None:
    assert written(schema) == text


def test_one_name_cannot_mean_two_things() -> None:
    surfaces = [{"components": {"schemas": {"A": {"type": kind}}}, "paths": {}} for kind in ("string", "number")]
    with pytest.raises(ValueError, match="A means two things"):
        typescript(surfaces)
