"""What of the staff's surface is written to the audit log: each address that tells something about a candidate.

A test holds the two lists against all addresses that read. What is done to an interview stands in its own record, and what
is taken, shared or erased is written where that is done.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from anyio import to_thread
from fastapi import Request

from rounds.actions import auditing
from rounds.actions.rights import TO_RATE
from rounds.web.access import Here, Staff
from rounds.web.doors import STAFF

READS = {
    "interviews": "list",
    "board": "list",
    "board/csv": "list taken",
    "interviews/{interview_id}": "arrangement",
    "interviews/{interview_id}/arrangement": "arrangement",
    "interviews/{interview_id}/calendar": "arrangement",
    "interviews/{interview_id}/record": "record",
    "interviews/{interview_id}/evidence": "evidence",
    "interviews/{interview_id}/notebook": "notebook",
    "interviews/{interview_id}/replay": "replay",
    "interviews/{interview_id}/cockpit": "cockpit",
    "interviews/{interview_id}/live": "cockpit",
    "interviews/{interview_id}/card": "scorecard",
    "interviews/{interview_id}/cards": "scorecards of others",
    "interviews/{interview_id}/debrief": "debrief",
    "interviews/{interview_id}/debrief/live": "debrief",
    "interviews/{interview_id}/data": "data",
    "calibration/{round_name}/{rated_id}/card": TO_RATE,
    "gallery": "gallery",
    "interviews/{interview_id}/clips": "clips",
    "audit": "audit log",
    "audit/csv": "audit log taken",
    "retention": "retention",
}
# Nothing there is about a candidate, or it is written where it is answered.
ELSEWHERE = frozenset({
    "interviews/{interview_id}/cockpit/solution/{number}",
    "interviews/{interview_id}/cockpit/rubric",
    "interviews/{interview_id}/preparation",
    "interviews/{interview_id}/scoring",  # who has handed in, and no more
    "interviews/{interview_id}/export",
    "interviews/{interview_id}/packet",
    "interviews/{interview_id}/packet/readers",
    "interviews/{interview_id}/packet/file",
    "interviews/{interview_id}/packet/content",
    "gallery/{clip_id}",
})  # fmt: skip


async def accessed(request: Request, here: Here, who: Staff) -> AsyncIterator[None]:
    """After an answer was made; what was refused was not looked at."""
    yield
    if request.method != "GET":
        return
    if what := READS.get(path_of(request)):
        named = request.path_params
        interview = str(named.get("interview_id") or named.get("rated_id", ""))
        await to_thread.run_sync(auditing.accessed, here, who, what, interview)


def path_of(request: Request) -> str:
    return str(request.scope["route"].path).removeprefix(STAFF.path).lstrip("/")
