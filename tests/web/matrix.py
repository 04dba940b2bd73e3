"""The matrix as it is meant: of every route of the staff's surface, who may use it. `test_matrix.py` asks each of them as
everybody, in every state of an interview, and fails when a route stands in no row here.

Who adds a route adds a row, in the list of its subject below:

    Row("POST interviews/{interview_id}/pause", LEAD),

The first word is the method, the second the path after /api/v1/staff/. Then who may: a set of the names in `PRACTISES`.
Who may not is expected to be told what the address's kind tells them:

    interviews/{interview_id}/…   404 who has no business with the interview, 403 who has, but not this
    incidents/{name}/…            404
    others                        403

What is sent is `BODIES` of `questions.py`, as for all tests that walk the routes. It needs no success: that the state of
the interview does not allow it (409) or that it is wrong (422) is said to those who may, and to nobody else.

    ended=COMMITTEE      they may besides, once the interview has ended
    stream=True          it answers for ever: asked by those alone who may not
    own=True             everybody who is signed in may: it is about themselves
    absent=True          what is sent names something that is not there, so that who may is told that (404)
"""

from __future__ import annotations

from dataclasses import dataclass

ADMIN, AUTHOR, RECRUITER = frozenset({"admin"}), frozenset({"author"}), frozenset({"recruiter"})
LEAD, PANEL, SHADOW = frozenset({"lead"}), frozenset({"panel"}), frozenset({"shadow"})
COMMITTEE = frozenset({"committee"})  # with a place in the interview
OUTSIDER = frozenset({"outsider"})  # an interviewer who has none
NOBODY: frozenset[str] = frozenset()
SEATED = LEAD | PANEL | SHADOW | COMMITTEE
WATCHING = LEAD | PANEL | SHADOW
SEEING = ADMIN | RECRUITER | SEATED  # that there is such an interview
EVERYBODY = ADMIN | AUTHOR | RECRUITER | SEATED | OUTSIDER  # with some business with interviews
ENGINEER = frozenset({"engineer"})  # with none: they practise
PRACTISES = EVERYBODY | ENGINEER

# Words that only some may ever be told, in any answer about an interview.
NAMED = ADMIN | RECRUITER | LEAD | PANEL  # the candidate's name
CONTACT = ADMIN | RECRUITER  # their address
REASON = ADMIN | RECRUITER  # why there are accommodations
SOLUTIONS = ADMIN | AUTHOR | WATCHING  # what is sealed; once the interview has ended, the committee sees the path


@dataclass(frozen=True)
class Row:
    route: str
    may: frozenset[str]
    ended: frozenset[str] = NOBODY
    stream: bool = False
    own: bool = False
    absent: bool = False

    @property
    def method(self) -> str:
        return self.route.split()[0]

    @property
    def path(self) -> str:
        return self.route.split()[1]

    @property
    def is_of_interview(self) -> bool:
        return "{interview_id}" in self.path

    @property
    def is_of_incident(self) -> bool:
        return self.path.startswith("incidents/{name}/")

    def status(self, who: str, state: str) -> int:
        """200 stands for all that says nothing of rights."""
        if self.own or who in self.may or (state == "ended" and who in self.ended):
            return 200
        if self.is_of_incident or (self.is_of_interview and who not in SEEING):
            return 404
        return 403


# Whoever comes in has no badge yet.
DOORS = {"POST session", "POST sign-in", "POST password-link", "POST password"}

PEOPLE = [
    Row("GET me", EVERYBODY, own=True),
    Row("POST me/password", EVERYBODY, own=True),
    Row("POST sign-out", EVERYBODY, own=True),
    Row("POST link", EVERYBODY, own=True),
    Row("GET people", ADMIN),
    Row("POST people", ADMIN),
    Row("GET people/interviewers", ADMIN | RECRUITER | SEATED - COMMITTEE | OUTSIDER),
    Row("POST people/{person_id}", ADMIN),
    Row("POST people/{person_id}/close", ADMIN),
    Row("POST people/{person_id}/reopen", ADMIN),
    Row("POST people/{person_id}/password-link", ADMIN),
    Row("POST people/{person_id}/password", ADMIN),
]

INCIDENTS = [
    Row("GET incidents", PRACTISES),  # each those that are theirs
    Row("POST incidents", ADMIN | AUTHOR, absent=True),
    Row("GET incidents/{name}/briefing", ADMIN | AUTHOR | WATCHING, ended=COMMITTEE),
    Row("GET recordings", ADMIN | AUTHOR),
    Row("POST recordings", ADMIN | AUTHOR),
    Row("POST recordings/{name}/seal", ADMIN | AUTHOR),
]
# The routes of the tools, which stand in no row of their own.
TOOLS = Row("* incidents/{name}/*", ADMIN | AUTHOR | WATCHING, ended=COMMITTEE)

INTERVIEWS = [
    Row("GET interviews", EVERYBODY),  # each those that are theirs
    Row("GET interviews/{interview_id}", SEEING),
    Row("GET interviews/{interview_id}/record", ADMIN | WATCHING, ended=COMMITTEE),
    Row("GET interviews/{interview_id}/evidence", ADMIN | WATCHING, ended=COMMITTEE),
]

# Arranging, plans, invitations, mail
ARRANGES = ADMIN | RECRUITER | LEAD
ARRANGING: list[Row] = [
    Row("GET arranging", EVERYBODY),
    Row("POST interviews", ADMIN | RECRUITER),
    Row("GET board", EVERYBODY),  # each those that are theirs
    Row("GET board/csv", EVERYBODY),
    Row("GET plans", EVERYBODY),
    Row("POST plans/weigh", EVERYBODY),
    Row("POST plans", ADMIN | RECRUITER),
    Row("POST plans/remove", ADMIN | RECRUITER, absent=True),
    Row("GET interviews/{interview_id}/arrangement", SEEING),
    Row("POST interviews/{interview_id}/arrangement", ARRANGES),
    Row("GET interviews/{interview_id}/calendar", SEEING),
    Row("POST interviews/{interview_id}/invitation/preview", ARRANGES),
    Row("POST interviews/{interview_id}/invitation", ARRANGES),
    Row("POST interviews/{interview_id}/invitation/revoke", ARRANGES),
    Row("POST interviews/{interview_id}/reschedule", ARRANGES),
    Row("POST interviews/{interview_id}/cancel", ARRANGES),
    Row("POST interviews/{interview_id}/mails/{mail_id}/again", ARRANGES),
    Row("POST interviews/{interview_id}/browsers/{browser_id}/admit", LEAD, absent=True),
]

# The hour, the live channel
RUNNING = ("admit", "begin", "pause", "resume", "extend", "skip", "end", "abort", "reopen", "present")
HOUR: list[Row] = [
    Row("GET interviews/{interview_id}/live", WATCHING, stream=True),
    Row("POST interviews/{interview_id}/live/view", LEAD),
    *(Row(f"POST interviews/{{interview_id}}/commands/{name}", LEAD) for name in RUNNING),
    Row("POST interviews/{interview_id}/commands/reseed", LEAD, absent=True),
    Row("POST interviews/{interview_id}/commands/missed", ADMIN | RECRUITER | LEAD),
    Row("POST interviews/{interview_id}/commands/hand", ADMIN | RECRUITER | LEAD, absent=True),
]

# The cockpit
LEADING = ("say", "prompt", "silence", "sharing", "hint", "unhint", "reveal", "recognise", "mitigated", "discuss")
NOTING = ("note", "flag", "dismiss")
COCKPIT: list[Row] = [
    Row("GET interviews/{interview_id}/cockpit", WATCHING),
    Row("GET interviews/{interview_id}/cockpit/solution/{number}", ADMIN | WATCHING),
    Row("GET interviews/{interview_id}/cockpit/rubric", ADMIN | WATCHING),
    *(Row(f"POST interviews/{{interview_id}}/{name}", LEAD) for name in LEADING),
    *(Row(f"POST interviews/{{interview_id}}/{name}", WATCHING) for name in NOTING),
]

# The notebook, cited evidence
NOTEBOOK: list[Row] = [
    Row("GET interviews/{interview_id}/notebook", ADMIN | WATCHING, ended=COMMITTEE),
]

# Following, presenting, replay, process facts
REPLAY: list[Row] = [
    Row("GET interviews/{interview_id}/replay", ADMIN | WATCHING, ended=COMMITTEE),
    Row("POST interviews/{interview_id}/replay/note", WATCHING, ended=COMMITTEE),
]

# Scorecards, the debrief
SCORING: list[Row] = [
    Row("GET interviews/{interview_id}/card", WATCHING, ended=COMMITTEE),
    Row("PUT interviews/{interview_id}/card", WATCHING, ended=COMMITTEE),
    Row("POST interviews/{interview_id}/card/draft-feedback", WATCHING, ended=COMMITTEE),
    Row("POST interviews/{interview_id}/card/submit", WATCHING, ended=COMMITTEE),
    Row("POST interviews/{interview_id}/card/amend", WATCHING, ended=COMMITTEE),
    Row("GET interviews/{interview_id}/cards", ADMIN | WATCHING, ended=COMMITTEE),
    Row("GET interviews/{interview_id}/scoring", SEEING),
    Row("POST interviews/{interview_id}/raters", ARRANGES, absent=True),
    Row("GET interviews/{interview_id}/debrief", RECRUITER | WATCHING, ended=COMMITTEE),
    Row("GET interviews/{interview_id}/debrief/live", RECRUITER | WATCHING, ended=COMMITTEE, stream=True),
    Row("POST interviews/{interview_id}/debrief/convene", RECRUITER | LEAD),
    Row("POST interviews/{interview_id}/debrief/settle", RECRUITER | WATCHING, ended=COMMITTEE, absent=True),
    Row("POST interviews/{interview_id}/decision", RECRUITER, ended=COMMITTEE),
]

# What is kept, and who looked at it
KEEPS = ADMIN | RECRUITER
RIGHTS: list[Row] = [
    Row("GET interviews/{interview_id}/data", KEEPS),
    Row("GET interviews/{interview_id}/export", KEEPS),
    Row("POST interviews/{interview_id}/region", KEEPS),
    Row("POST interviews/{interview_id}/release", KEEPS),
    Row("POST interviews/{interview_id}/answer", KEEPS),
    Row("POST interviews/{interview_id}/erase", KEEPS),
    Row("POST interviews/{interview_id}/hold", ADMIN),
    Row("GET retention", KEEPS),
    Row("PUT retention", ADMIN),
    Row("POST retention/run", ADMIN),
    Row("GET retention/erased", ADMIN),
    Row("POST retention/again", ADMIN),
    Row("GET audit", ADMIN),
    Row("GET audit/csv", ADMIN),
]

# The packet
PACKET_READERS = ADMIN | RECRUITER | LEAD | PANEL
PACKET: list[Row] = [
    *(
        Row(f"{route}", PACKET_READERS, ended=COMMITTEE)
        for route in (
            "GET interviews/{interview_id}/packet",
            "GET interviews/{interview_id}/packet/readers",
            "GET interviews/{interview_id}/packet/content",
            "GET interviews/{interview_id}/packet/file",
            "POST interviews/{interview_id}/packet/verify",
        )
    ),
    Row("POST interviews/{interview_id}/packet/share", ADMIN | RECRUITER, absent=True),
]

# Preparation, rehearsal, doctor
PREPARING: list[Row] = [
    Row("GET doctor", ADMIN),
    Row("GET backup/telemetry", ADMIN),
    Row("POST interviews/{interview_id}/preflight", ARRANGES),
    Row("GET interviews/{interview_id}/preparation", ADMIN | WATCHING),
    Row("POST interviews/{interview_id}/attest", WATCHING),
    Row("POST interviews/{interview_id}/rehearsal", WATCHING),
    Row("POST interviews/{interview_id}/rehearsal/end", LEAD),
]

# Calibration
RATES = EVERYBODY - RECRUITER
CALIBRATION: list[Row] = [
    Row("GET calibration", RATES),
    Row("POST calibration", ADMIN | AUTHOR),
    Row("GET calibration/report", RATES),
    Row("GET calibration/scenarios", RATES),
    Row("GET calibration/{round_name}/report", RATES, absent=True),
    Row("POST calibration/{round_name}/close", ADMIN | AUTHOR, absent=True),
    Row("POST calibration/{round_name}/actions", ADMIN | AUTHOR, absent=True),
    Row("GET calibration/{round_name}/{rated_id}/card", RATES, absent=True),
    Row("PUT calibration/{round_name}/{rated_id}/card", RATES, absent=True),
    Row("POST calibration/{round_name}/{rated_id}/card/submit", RATES, absent=True),
    Row("GET edge-cases", RATES),
    Row("POST edge-cases", RATES),
    Row("POST edge-cases/{case_id}/remarks", RATES, absent=True),
    Row("POST edge-cases/{case_id}/ruling", ADMIN | AUTHOR, absent=True),
]

# The approach gallery
GALLERY: list[Row] = [
    Row("GET gallery", RATES),
    Row("GET gallery/{clip_id}", RATES, absent=True),
    Row("POST gallery/{clip_id}", RATES, absent=True),
    Row("POST gallery/{clip_id}/remove", RATES, absent=True),
    Row("GET interviews/{interview_id}/clips", ADMIN | WATCHING, ended=COMMITTEE),
    Row("POST interviews/{interview_id}/clips", ADMIN | WATCHING, ended=COMMITTEE),
]

# Practice runs and game days: each those that are theirs
DRILLS: list[Row] = [
    Row("GET drills", PRACTISES),
    Row("POST drills", PRACTISES),
    Row("GET drills/{drill_id}", PRACTISES, absent=True),
    Row("DELETE drills/{drill_id}", PRACTISES, absent=True),
    Row("POST drills/{drill_id}/join", PRACTISES, absent=True),
    Row("POST drills/{drill_id}/score", PRACTISES, absent=True),
]

ROWS = [
    *PEOPLE,
    *INCIDENTS,
    *INTERVIEWS,
    *ARRANGING,
    *HOUR,
    *COCKPIT,
    *NOTEBOOK,
    *REPLAY,
    *SCORING,
    *PACKET,
    *RIGHTS,
    *CALIBRATION,
    *DRILLS,
    *GALLERY,
    *PREPARING,
]
