"""Runs the cases of the ladder of hints: how each stands, what giving one takes, and how much help it all was."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from rounds.interviews import Done, Hint, Part, Reached, acts
from rounds.interviews.ladder import Reach, Work, check, check_undo, given_of, ladder, load, may_reveal
from rounds.kit.errors import Conflict

BEGAN = datetime(2026, 6, 1, 9, tzinfo=UTC)
HINTS = (
    Hint(3, 1, "what metrics", "E1", "E1"),
    Hint(6, 2, "the metric", "E1", "E1", Reached.CITED),
    Hint(9, 3, "the tag", "E3", "E3"),
    Hint(12, 4, "the fan-out", "E5", "E5", Reached.RECOGNISED),
    Hint(15, 5, "the answer", "E5", "E5", Reached.RECOGNISED),
)
HEAD = re.compile(r"(?P<at>\d+:\d\d) of (?P<length>\d+)(?:, quiet (?P<quiet>[\d.]+))?(?:, (?P<how>.+))?")
PARTS = {"discussion": Part.DISCUSSION, "over": None}


def climb(given: str) -> str:
    """The first line is the clock: `9:13 of 14, quiet 34`, then `discussion`, `over` or `time 1.5`. Others tell of steps
    (`exposed E1 at 1:12`), of hints (`sent 1 at 3:10`, `back 1`), and ask (`give 2 hold because stuck`, `undo 1`).
    """
    head, *lines = given.splitlines()
    found = HEAD.fullmatch(head)
    assert found, head
    how, quiet = found["how"] or "", timedelta(seconds=float(found["quiet"] or 60))
    longer = float(how.removeprefix("time ")) if how.startswith("time ") else 1.0
    length = timedelta(minutes=int(found["length"]))
    work = Work(after(found["at"]) - BEGAN, length, quiet, PARTS.get(how, Part.WORK), longer)
    reached: dict[str, Reach] = {}
    done: list[Done] = []
    for line in lines:
        tell(line, reached, done)
    sent = given_of(done, 1, HINTS, reached)
    rungs = ladder(HINTS, reached, sent, work)
    told = [
        f"{one.place + 1} {one.standing}{f' in {clock(one.wait)}' if one.standing == 'later' else ''}" for one in rungs
    ]
    told.append(f"load {load(sent):g}{', may reveal' if may_reveal(rungs, work.part) else ''}")
    for line in lines:
        told += asked(line, rungs, work, sent, after(found["at"]))
    return "\n".join(told)


def tell(line: str, reached: dict[str, Reach], done: list[Done]) -> None:
    match line.split():
        case [("exposed" | "cited" | "recognised") as far, step, "at", at]:
            known = reached.get(step, Reach())
            told = {name: getattr(known, name) for name in ("exposed", "cited", "recognised")} | {far: after(at)}
            reached[step] = Reach(**told)
        case ["sent", number, "at", at]:
            place = int(number) - 1
            hint = HINTS[place]
            done.append(Done(acts.Hinted(1, place, hint.level, hint.text), "lead", no=int(number), time=after(at)))
        case ["back", number]:
            done.append(Done(acts.Unhinted(int(number)), "lead", no=99, time=BEGAN))


def asked(line: str, rungs: list, work: Work, sent: list, now: datetime) -> list[str]:  # type: ignore[type-arg]
    what, _, reason = line.partition(" because ")
    try:
        match what.split():
            case ["give", number, *hold]:
                check(rungs[int(number) - 1], work, reason=reason, hold=bool(hold))
                return ["given"]
            case ["undo", number]:
                check_undo(sent, int(number), now)
                return ["taken back"]
    except Conflict as refusal:
        return [refusal.message]
    return []


def after(text: str) -> datetime:
    minutes, _, seconds = text.partition(":")
    return BEGAN + timedelta(minutes=int(minutes), seconds=float(seconds))


def clock(time: timedelta) -> str:
    whole = int(time.total_seconds())
    return f"{whole // 60}:{whole % 60:02}"
