"""A plausible question for every route of the tools, so that tests can walk all there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

from fastapi import FastAPI

from rounds.interviews.welcome import VERSION
from rounds.packet.canonical import canonical
from rounds.signals import to_ns
from rounds.web import app
from tests.incidents import small
from tests.packet.sample import packet
from tests.tools import leak
from tests.tools.leak import execution_id

SEEN = to_ns(datetime(2026, 6, 1, 9, tzinfo=UTC)) / 1e6  # when these interviews are held
START, END = to_ns(small.BEGAN) / 1e6, to_ns(small.NOW) / 1e6
STRETCH = {"start": START, "end": END}
BASELINE = {"base_start": START, "base_end": to_ns(small.ONSET) / 1e6}
WHOLE = {"whole_start": START, "whole_end": END}
DATABASE = {"database": small.DATABASE}
STATEMENT = {"id": str(small.STATEMENT)}
TWO_TRACES = {"a": small.TRACE, "b": f"{3:032x}"}
EXECUTION = {"snapshot": "last", "id": execution_id(3)}

COMMANDS: dict[str, Any] = {
    **{name: {} for name in ("admit", "begin", "resume", "end", "missed", "reopen")},
    **{name: {"reason": "The line is down."} for name in ("pause", "abort")},
    "extend": {"minutes": 2},
    "skip": {"scenario": 1, "reason": "There is no time."},
    "hand": {"to": "nobody"},
    "reseed": {"scenario": 1, "reason": "A chart is broken."},
    "present": {"on": True},
}
PLAN = {"name": "Short", "segments": [{"title": "Scenario 1", "minutes": 20, "worked": True}]}
ARRANGED = {"candidate": "Nora", "lead": "ben", "scenarios": [{"scenario": "orders-slow", "seed": 1}]}
LETTER = {"subject": "Your interview", "text": "Hi {name}, your link: {link}"}
ARRANGING: dict[str, Any] = {
    "plans": PLAN,
    "plans/weigh": PLAN,
    "plans/remove": {"name": "Short"},
    "interviews": ARRANGED,
    "interviews/{interview_id}/arrangement": ARRANGED,
    "interviews/{interview_id}/invitation": {**LETTER, "send": False},
    "interviews/{interview_id}/invitation/preview": LETTER,
    "interviews/{interview_id}/invitation/revoke": {},
    "interviews/{interview_id}/reschedule": {"starts": "2026-06-02T09:00:00Z", "reason": "They are ill."},
    "interviews/{interview_id}/cancel": {"reason": "The position is filled."},
    "interviews/{interview_id}/mails/{mail_id}/again": {},
    "interviews/{interview_id}/browsers/{browser_id}/admit": {},
}

RIGHTS: dict[str, Any] = {
    "rights/claim": {"what": "correction", "text": "My name has two n."},
    "rights/consent": {"consent": "training", "given": False},
    "interviews/{interview_id}/region": {"region": "DE"},
    "interviews/{interview_id}/hold": {"reason": "A claim is open."},
    "interviews/{interview_id}/release": {},
    "interviews/{interview_id}/answer": {"what": "correction", "text": "It is put right."},
    "interviews/{interview_id}/erase": {"typed": "somebody else"},
    "retention": {"region": "other", "days": {"other": 365}, "audit": 400},
    "retention/run": {},
    "retention/again": {"interviews": []},
}

BODIES: dict[str, Any] = {
    "metrics/range": {"expression": "http_requests_total", **STRETCH},
    "metrics/exemplars": {"expression": "http_requests_total", **STRETCH},
    "traces/search": {"query": "status:error", **STRETCH},
    "traces/durations": STRETCH,
    "traces/facets": STRETCH,
    "traces/compare": TWO_TRACES,
    "traces/compare/path": TWO_TRACES,
    "traces/partners": {"trace_id": small.TRACE},
    "logs/search": {"query": "level:error", **STRETCH},
    "logs/histogram": STRETCH,
    "logs/facets": STRETCH,
    "logs/around": {"no": 3, "within_ms": 1e7},
    "heap/summary": {"snapshot": "last", "find": "Workflow", "keep": "new", "since": "early"},
    "heap/objects": {"snapshot": "last", "key": ",(string)"},
    "heap/compare": {"base": "early", "snapshot": "last"},
    "heap/changed": {"base": "early", "snapshot": "last", "key": ",(string)"},
    "heap/growth": {"pod": leak.POD},
    "heap/object": EXECUTION,
    "heap/fields": EXECUTION,
    "heap/retainers": EXECUTION,
    "heap/path": EXECUTION,
    "heap/paths": EXECUTION,
    "heap/groups": {"snapshot": "last", "key": ",(string)", "since": "early"},
    "heap/dominated": EXECUTION,
    "heap/dominators": EXECUTION,
    "heap/statistics": {"snapshot": "last"},
    "heap/duplicates": {"snapshot": "last"},
    "heap/suspects": {"snapshot": "last", "base": "early"},
    "database/load": {**DATABASE, **STRETCH, "by": "statement"},
    "database/profile": {**DATABASE, **STRETCH, **BASELINE},
    "database/statements": {**DATABASE, **STRETCH, **BASELINE, **WHOLE, "find": "orders"},
    "database/statement": {**STATEMENT, **STRETCH, **BASELINE, **WHOLE},
    "database/plans": STATEMENT,
    "database/compare": {**STATEMENT, "before": "1", "after": "2"},
    "database/blocking": {**DATABASE, "at": to_ns(small.ONSET) / 1e6},
    "database/blocked": {**DATABASE, **STRETCH},
    "database/relations": {**DATABASE, **STRETCH},
    "database/pools": STRETCH,
    "services/graph": {**STRETCH, "before_start": START, "before_end": END, "find": "errors > 5%"},
    "services/call": {"callees": ["web"], "from_time": START, "to_time": END, **STRETCH},
    "services/path": {"trace_id": small.TRACE},
    "services/failing": STRETCH,
    "suggest": {"signal": "logs", "text": "lev", "cursor": 3},
    "views": {"views": [{"address": "/interview/1/logs", "visible_from": SEEN, "visible_to": SEEN}]},
    "session": {"token": "x"},
    "link": {"token": "x"},
    "sign-in": {"mail": "nobody@rounds.test", "password": "not the password"},
    "sign-out": {},
    "me/password": {"current": "not the password", "password": "another password"},
    "password-link": {"token": "x"},
    "password": {"token": "x", "password": "another password"},
    "people": {"name": "Nora", "mail": "nora@rounds.test", "duties": ["interviewer"]},
    "people/{person_id}": {"name": "Nora", "mail": "nora@rounds.test", "duties": ["interviewer"]},
    "people/{person_id}/close": {},
    "calibration": {},
    "calibration/{round_name}/close": {},
    "calibration/{round_name}/actions": {"actions": "Talk about scenario 2."},
    "calibration/{round_name}/{rated_id}/card": {"card": {}},
    "calibration/{round_name}/{rated_id}/card/submit": {},
    "edge-cases": {"scenario": "orders-slow", "anchor": "points 2", "title": "The index", "text": "Two or three?"},
    "edge-cases/{case_id}/remarks": {"text": "A two."},
    "edge-cases/{case_id}/ruling": {"ruling": "It is a two."},
    "gallery/{clip_id}": {"title": "From the chart to the lock", "text": "Two tools in a minute."},
    "gallery/{clip_id}/remove": {},
    "interviews/{interview_id}/clips": {"scenario": 1, "since": SEEN, "until": SEEN + 60_000, "title": "A pivot"},
    "drills": {"scenarios": ["nobody-slow"], "seed": 1},
    "drills/{drill_id}": {},
    "drills/{drill_id}/join": {},
    "drills/{drill_id}/score": {"scenario": 1, "points": 2, "criteria": {"tools": 2.5}, "text": "Too many lanes."},
    "drill/begin": {},
    "drill/hint": {"place": 0, "reason": "asked early"},
    "drill/next": {},
    "drill/finish": {},
    "people/{person_id}/reopen": {},
    "people/{person_id}/password-link": {},
    "people/{person_id}/password": {"password": "another password"},
    "interviews/{interview_id}/attest": {"scenario": 1, "version": "1"},
    "interviews/{interview_id}/preflight": {},
    "interviews/{interview_id}/rehearsal": {},
    "interviews/{interview_id}/rehearsal/end": {},
    "requests": {"what": "pause", "text": "A glass of water."},
    **{f"interviews/{{interview_id}}/commands/{name}": body for name, body in COMMANDS.items()},
    "live/view": {"seq": 1, "address": "/interview/1/logs", "state": {}},
    "interviews/{interview_id}/live/view": {"seq": 1, "address": "/interview/1/logs", "state": {}},
    "notebook/write": {"entry": "e1", "kind": "hypothesis", "text": "Orders wait", "command": "n1"},
    "notebook/judge": {"entry": "e1", "state": "supported", "command": "n2"},
    "notebook/pin": {"pin": "p1", "address": "/interview/1/logs", "title": "Lines", "command": "n3"},
    "notebook/unpin": {"pin": "p1", "command": "n4"},
    "access/checks": {"checks": {"screen": {"word": "fair", "text": "1280 × 700"}}},
    "access/consents": {"consents": {"policy": True, "training": False}, "version": VERSION},
    "access/tour": {"stop": "logs", "skipped": True},
    "access/display": {"choices": ["larger text"]},
    "access/request": {"text": "An hour and a half."},
    "access/entrance": {},
    "access/comment": {"answers": {"better": "More tea."}},
    **ARRANGING,
    **RIGHTS,
    "incidents": {"scenario": "nobody"},
    "recordings": {"name": "mine"},
    "recordings/{name}/seal": {},
    "interviews/{interview_id}/say": {"line": "intro.self"},
    "interviews/{interview_id}/prompt": {"phrase": "aloud"},
    "interviews/{interview_id}/silence": {},
    "interviews/{interview_id}/sharing": {"on": True},
    "interviews/{interview_id}/hint": {"scenario": 1, "hint": 0, "reason": "stuck", "hold": True},
    "interviews/{interview_id}/unhint": {"no": 1},
    "interviews/{interview_id}/reveal": {"scenario": 1},
    "interviews/{interview_id}/recognise": {"scenario": 1, "step": "SEALED-step"},
    "interviews/{interview_id}/mitigated": {"scenario": 1},
    "interviews/{interview_id}/discuss": {"scenario": 1, "topic": 0},
    "interviews/{interview_id}/note": {"text": "asked for the logs first"},
    "interviews/{interview_id}/replay/note": {"text": "asked for the logs first", "at": 0.0},
    "interviews/{interview_id}/flag": {"flag": "clicking", "scenario": 1},
    "interviews/{interview_id}/dismiss": {"flag": "clicking", "scenario": 1},
    "interviews/{interview_id}/card": {"card": {"feedback": "good"}},
    "interviews/{interview_id}/card/draft-feedback": {},
    "interviews/{interview_id}/card/submit": {},
    "interviews/{interview_id}/card/amend": {"card": {}, "reason": "I looked again."},
    "interviews/{interview_id}/raters": {"person": "nobody"},
    "interviews/{interview_id}/packet/share": {"person": "nobody", "until": "2026-07-01T00:00:00Z"},
    "interviews/{interview_id}/packet/verify": {"content": canonical(packet()).decode()},
    "interviews/{interview_id}/debrief/convene": {"reason": "One is ill."},
    "interviews/{interview_id}/debrief/settle": {"item": "scenario:1", "text": "We say 2."},
    "interviews/{interview_id}/decision": {"outcome": "advance", "reason": "They debug well."},
}
PARAMETERS = {
    "number": "1",
    "trace_id": small.TRACE,
    "span_id": f"{1:016x}",
    "no": "1",
    "interview_id": "interview1",
    "person_id": "nobody",
    "mail_id": "nothing",
    "browser_id": "nothing",
    "round_name": "2026-Q1",
    "rated_id": "nothing",
    "case_id": "nothing",
    "clip_id": "nothing",
    "drill_id": "nothing",
}
QUERIES = {"metrics/labels": "?metric=http_requests_total", "interviews/{interview_id}/packet/file": "?as=html"}


@cache
def description() -> dict[str, Any]:
    """Of what every application serves. To write it takes two seconds."""
    everything = FastAPI()
    everything.router.routes.extend(app.routes())
    return everything.openapi()


def routes(surface: str) -> Iterator[tuple[str, str]]:
    """Method and path of everything a surface answers to, from the application itself; live channels never end."""
    for path, verbs in description()["paths"].items():
        if path.startswith(f"/api/v1/{surface}/"):
            for verb, operation in verbs.items():
                if not is_live(operation):
                    yield verb.upper(), path


def is_live(operation: dict[str, Any]) -> bool:
    return "text/event-stream" in operation["responses"].get("200", {}).get("content", {})


def tail(path: str) -> str:
    """The path without what is the same for all of a surface's tools."""
    rest = path.split("/", 4)[4]
    for prefix in ("scenarios/{number}/", "incidents/{name}/", "tutorial/"):
        rest = rest.removeprefix(prefix)
    return rest


def filled(path: str, incident: str) -> str:
    for name, value in {**PARAMETERS, "name": incident}.items():
        path = path.replace(f"{{{name}}}", value)
    return path


def body(path: str) -> Any:
    """What to post there. A new route needs a line above, so that no test walks past it."""
    return BODIES[tail(path)]
