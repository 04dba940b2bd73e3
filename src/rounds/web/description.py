"""Writes the API's own description: OpenAPI of each surface, and the interface's TypeScript types.

Run as a program by `make api`. A test compares what is committed with what the code says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from rounds.web.surfaces import candidate_surface, staff_surface
from rounds.web.views import Trouble

ROOT = Path(__file__).parents[3]
SCALARS = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
TOOLS = ("/api/v1/candidate/scenarios/{number}/", "/api/v1/staff/incidents/{name}/")
TUTORIAL = "/api/v1/candidate/tutorial/"
Schema = dict[str, Any]

# What every address may answer instead. Said here and not where addresses are served: there it would take a third of
# a second of every start.
REFUSED: dict[int | str, dict[str, Any]] = {status: {"model": Trouble} for status in (401, 403, 404, 409, 422)}


def descriptions() -> dict[str, str]:
    """Every described file by its path in the repository, with its text."""
    surfaces = {"candidate": openapi(candidate_surface()), "staff": openapi(staff_surface())}
    texts = {f"schemas/{name}.json": json.dumps(api, indent=1) + "\n" for name, api in surfaces.items()}
    return {**texts, "frontend/src/api/types.ts": typescript(surfaces.values())}


def openapi(surface: APIRouter) -> Schema:
    app = FastAPI(title="Rounds", version="1", generate_unique_id_function=named)
    app.include_router(surface, responses=REFUSED)
    api = app.openapi()
    paths = api["paths"]  # the tools stand under the tutorial as under a scenario: once is enough
    api["paths"] = {path: paths[path] for path in paths if not (path.startswith(TUTORIAL) and is_tool(paths[path]))}
    return told_whole(api)


def named(route: APIRoute) -> str:
    """By its function. Those of the tools stand on the candidate's surface twice."""
    return f"tutorial_{route.name}" if route.path.startswith(TUTORIAL) and "tools" in route.tags else route.name


def told_whole(api: Schema) -> Schema:
    """An answer always has all its fields, also those that have a default where they are made."""
    answers = [response for operation in operations(api) for response in operation["responses"].values()]
    for name in reached(answers, api["components"]["schemas"]):
        schema = api["components"]["schemas"][name]
        if "properties" in schema:
            schema["required"] = list(schema["properties"])
    return api


def operations(api: Schema) -> Iterator[Schema]:
    for verbs in api["paths"].values():
        yield from verbs.values()


def reached(part: Any, schemas: Schema) -> set[str]:
    """The names of all schemas that this part refers to, at any depth."""
    found: set[str] = set()
    waiting = [part]
    while waiting:
        names = set(referred(waiting.pop())) - found
        found |= names
        waiting += [schemas[name] for name in names]
    return found


def referred(part: Any) -> Iterator[str]:
    match part:
        case {"$ref": str(name)}:
            yield name.rsplit("/", 1)[-1]
        case dict():
            for inner in part.values():
                yield from referred(inner)
        case list():
            for inner in part:
                yield from referred(inner)


def typescript(surfaces: Iterable[Schema]) -> str:
    """All schemas as types, and the operations of both surfaces; the tools' stand once, under a path of their own."""
    schemas: Schema = {}
    lines: dict[str, str] = {}
    for api in surfaces:
        schemas |= agreeing(schemas, api["components"]["schemas"])
        lines |= agreeing(lines, dict(signatures(api)))
    types = [f"{comment(schema)}export type {name} = {written(schema)};\n" for name, schema in sorted(schemas.items())]
    head = "// Made by `make api` from the API's own description. Do not edit.\n"
    tail = ["export interface Operations {", *(f"  {name}: {line};" for name, line in lines.items()), "}\n"]
    return "\n".join([head, *types, *tail])


def agreeing(known: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    for name, value in new.items():
        if known.get(name, value) != value:
            raise ValueError(f"{name} means two things on the two surfaces")
    return new


def signatures(api: Schema) -> Iterator[tuple[str, str]]:
    for path, verbs in api["paths"].items():
        prefix = next((prefix for prefix in TOOLS if path.startswith(prefix) and is_tool(verbs)), "")
        for verb, operation in verbs.items():
            yield operation["operationId"], signature(verb, path.removeprefix(prefix), operation, bool(prefix))


def is_tool(verbs: Schema) -> bool:
    return any("tools" in operation.get("tags", []) for operation in verbs.values())


def signature(verb: str, path: str, operation: Schema, relative: bool) -> str:
    left_out = ("number", "name") if relative else ()
    told = [given for given in operation.get("parameters", []) if given["in"] != "header"]
    given = [given for given in told if given["name"] not in left_out]
    optional = {name["name"]: "" if name.get("required") else "?" for name in given}
    parameters = "; ".join(f"{g['name']}{optional[g['name']]}: {written(g['schema'])}" for g in given)
    named = f"{{ {parameters} }}" if parameters else "Record<string, never>"
    body = content(operation.get("requestBody", {}))
    answer = next((content(told) for status, told in operation["responses"].items() if status.startswith("2")), "void")
    return f'{{ method: "{verb.upper()}"; path: "{path}"; parameters: {named}; body: {body}; answer: {answer} }}'


def content(part: Schema) -> str:
    for media in part.get("content", {}).values():
        return written(media["schema"])
    return "void"


def comment(schema: Schema) -> str:
    lines = schema.get("description", "").strip().splitlines()
    if not lines:
        return ""
    return (
        "/** " + lines[0] + "\n" + "".join(f" * {line.strip()}".rstrip() + "\n" for line in lines[1:]) + " */\n"
        if len(lines) > 1
        else f"/** {lines[0]} */\n"
    )


def written(schema: Schema) -> str:
    """One schema as a TypeScript type."""
    match schema:
        case {"$ref": str(ref)}:
            return ref.rsplit("/", 1)[-1]
        case {"const": value}:
            return json.dumps(value)
        case {"enum": list(values)}:
            return " | ".join(map(json.dumps, values))
        case {"anyOf": list(options)} | {"oneOf": list(options)}:
            return " | ".join(dict.fromkeys(map(written, options)))
        case {"type": "array", "prefixItems": list(items)}:
            return f"[{', '.join(map(written, items))}]"
        case {"type": "array", "items": dict(item)}:
            return f"Array<{written(item)}>"
        case {"type": "object", "properties": dict(fields)}:
            required = schema.get("required", [])
            return (
                "{ "
                + "; ".join(
                    f"{name}{'' if name in required else '?'}: {written(field)}" for name, field in fields.items()
                )
                + " }"
            )
        case {"type": "object"}:
            value = schema.get("additionalProperties")
            return f"Record<string, {written(value) if isinstance(value, dict) else 'unknown'}>"
        case {"type": str(kind)}:
            return SCALARS[kind]
    return "unknown"


def main() -> None:
    for path, text in descriptions().items():
        file = ROOT / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


if __name__ == "__main__":
    main()
