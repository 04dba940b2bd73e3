"""Hours as text: an act a line, and where the clock stands after them.

at 0 entered
at 4:30 begun 1
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from rounds.interviews import ACTS, Accommodations, Act, Hour, Interview, Kind, State, acts, fit_60, hour_of
from rounds.interviews.acts import Done
from rounds.interviews.hour import beginning, check, further
from rounds.interviews.plan import MINUTE
from rounds.kit.errors import Conflict

BEGAN = datetime(2026, 6, 1, 9, tzinfo=UTC)
MADE: dict[str, Any] = {
    "begun": lambda no: acts.Begun(int(no)),
    "paused": lambda *why: acts.Paused(" ".join(why) or "tea"),
    "extended": lambda no, minutes: acts.Extended(int(no), float(minutes)),
    "skipped": lambda no: acts.Skipped(int(no), "no time"),
    "reseeded": lambda no: acts.Reseeded(int(no), 2, "", "broken"),
    "left": lambda at: acts.Left(moment(at).isoformat()),
    "returned": lambda: acts.Returned(0),
    "handed": acts.Handed,
    "aborted": lambda: acts.Aborted("broken"),
    "invited": lambda: acts.Invited("one"),
    "rescheduled": lambda: acts.Rescheduled("2026-06-02", "ill"),
    "cancelled": lambda: acts.Cancelled("filled"),
    "consented": lambda: acts.Consented({"policy": True}, "1"),
    "sharing": lambda on: acts.Sharing(on == "on"),
    "presented": lambda on: acts.Presented(on == "on"),
    "admitted": lambda *browser: acts.Admitted(*browser),
}
EXAMPLES: dict[str, Act] = {
    "asked": acts.Asked("pause"), "checked": acts.Checked({}), "toured": acts.Toured("logs"),
    "attested": acts.Attested(1, "1"), "knocked": acts.Knocked("b"), "said": acts.Said("hello"),
    "prompted": acts.Prompted("go on"), "hinted": acts.Hinted(1, 0, 1, "Look there."), "unhinted": acts.Unhinted(1),
    "revealed": acts.Revealed(1, "It was this."), "recognised": acts.Recognised(1, "a"), "mitigated": acts.Mitigated(1),
    "discussed": acts.Discussed(1, 0), "noted": acts.Noted("x"), "flagged": acts.Flagged("x"),
    "dismissed": acts.Dismissed("x"), "wrote": acts.Wrote("e", 1, "note", "x"), "judged": acts.Judged("e", 1, "open"),
    "pinned": acts.Pinned("p", 1, "/interview/1/logs", "x"), "unpinned": acts.Unpinned("p", 1),
    "commented": acts.Commented({}), "begun": acts.Begun(2), "extended": acts.Extended(1, 2), "skipped": acts.Skipped(2, "x"),
    "reseeded": acts.Reseeded(1, 2, "", "x"), "left": acts.Left(BEGAN.isoformat()), "handed": acts.Handed("x"),
    "sharing": acts.Sharing(True), "presented": acts.Presented(True), "silence": acts.Silence(),
    "submitted": acts.Submitted({}), "convened": acts.Convened("x"), "settled": acts.Settled("x", "y"),
    "decided": acts.Decided("advance", "x"), "shared": acts.Shared("p", "2026-06-02"),
    "claimed": acts.Claimed("copy"), "anonymised": acts.Anonymised("ended"),
}  # fmt: skip
TO: dict[State, str] = {  # what brings an hour there
    State.SCHEDULED: "",
    State.INVITED: "invited",
    State.READY: "invited, consented",
    State.LOBBY: "entered",
    State.LIVE: "entered, admitted, begun 1",
    State.PAUSED: "entered, admitted, begun 1, paused",
    State.ENDED: "entered, admitted, begun 1, ended",
    State.CANCELLED: "cancelled",
    State.MISSED: "missed",
    State.ABORTED: "entered, admitted, begun 1, aborted",
}


def moment(text: str) -> datetime:
    """`4:30` after the beginning."""
    minutes, _, seconds = text.partition(":")
    return BEGAN + timedelta(minutes=int(minutes), seconds=int(seconds or 0))


def act_of(words: str) -> Act:
    name, *told = words.split()
    made = MADE.get(name) or ACTS[name]
    found: Act = made(*told)
    return found


def interview(time: float = 1.0, kind: Kind = Kind.LIVE) -> Interview:
    return Interview("i", "Anna", "Ben", BEGAN, fit_60(), (), kind=kind, accommodations=Accommodations(time))


def state_of(words: str) -> Hour:
    told = [act_of(one.strip()) for one in words.split(",") if one.strip()]
    return hour_of(interview(), [Done(act, "", time=BEGAN + n * MINUTE) for n, act in enumerate(told)])


def hour(given: str) -> str:
    """Each act where it is allowed; the last line may say until when, and the first how much longer the candidate has."""
    now, found = BEGAN, beginning(interview())
    for line in given.splitlines():
        if line.startswith("times "):
            found = beginning(interview(float(line.removeprefix("times "))))
            continue
        _, at, *words = line.split()
        now = moment(at)
        if words:
            act = act_of(" ".join(words))
            try:
                check(found, act)
            except Conflict as refusal:
                return f"{' '.join(words)}: {refusal}"
            found = further(found, [Done(act, "", time=now)])
    return told(found, now)


def told(found: Hour, now: datetime) -> str:
    lines = [found.state.value]
    if found.now_in:
        phase = found.now_in.phase
        spent = f"{minutes(found.elapsed(now))} of {minutes(phase.length)}"
        lines[0] += f", {phase.title} {phase.part.value}: {spent}, drift {minutes(found.drift(now))}"
        lines.append(f"ends {minutes(found.ends(now) - BEGAN)}")
    elif found.past:
        lines[0] += f", drift {minutes(found.drift(now))}"
    worked = [f"{n}: {minutes(found.worked(n, now))}" for n in (1, 2, 3) if found.works(n)]
    lines += [f"worked {', '.join(worked)}"] if worked else []
    lines += [f"open {n}" for n in (1, 2, 3) if found.opens(n)]
    lines += [f"closed {n}" for n in (1, 2, 3) if found.is_closed(n)]
    lines += ["presenting"] * found.presenting + ["shared"] * found.sharing
    lines += [f"away {minutes(one.within(BEGAN, now))}" for one in found.away]
    return "\n".join(lines)


def minutes(time: timedelta) -> str:
    seconds = round(time.total_seconds())
    sign = "-" if seconds < 0 else ""
    return f"{sign}{abs(seconds) // 60}:{abs(seconds) % 60:02}"


def allowed(given: str) -> str:
    """In which states an act may be done."""
    act = EXAMPLES.get(given) or act_of(given)
    found = [state.value for state in State if is_allowed(state, act)]
    return ", ".join(found) or "never"


def is_allowed(state: State, act: Act) -> bool:
    try:
        check(state_of(TO[state]), act)
    except Conflict:
        return False
    return True
