"""Whatever is said about an interview's minutes, told by its plan: the same in mails, on pages and in the script."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from rounds.interviews.interview import Policy
from rounds.interviews.plan import MINUTE, Plan, Segment

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ASSISTANTS = {
    "no": "AI assistants are not part of it",
    "allowed": "you may use AI assistants",
    "disclosed": "you may use AI assistants if you say when you do",
}


def number(count: int) -> str:
    return WORDS[count] if count < len(WORDS) else str(count)


def minutes(length: timedelta) -> str:
    """ "17 minutes", "1 minute", "12.5 minutes"."""
    told = figure(length)
    return f"{told} minute" if told == "1" else f"{told} minutes"


def figure(length: timedelta) -> str:
    return f"{round(length / MINUTE, 1):g}"


def scenarios(plan: Plan) -> str:
    """ "three scenarios"."""
    return plural(len(plan.worked), "scenario")


def plural(count: int, thing: str) -> str:
    return f"{number(count)} {thing}{'' if count == 1 else 's'}"


def sessions(plan: Plan) -> str:
    """ "three 14-minute debugging sessions", with the discussion after each where there is one."""
    lengths, talks = spans(plan, "length"), spans(plan, "discussion")
    if len(lengths) == 1:
        told = plural(len(plan.worked), f"{figure(lengths[0])}-minute debugging session")
    else:
        told = f"{number(len(plan.worked))} debugging sessions of {listed(plan, 'length')}"
    if not any(talks):
        return told
    if len(plan.worked) == 1:
        return f"{told}, followed by {minutes(talks[0])} of discussion"
    if len(talks) == 1:
        return f"{told}, each followed by {minutes(talks[0])} of discussion"
    return f"{told}, followed by discussions"


def spans(plan: Plan, part: str) -> list[timedelta]:
    """The different lengths of this part, in the plan's order."""
    return list(dict.fromkeys(length_of(one, part) for one in plan.worked))


def length_of(segment: Segment, part: str) -> timedelta:
    return segment.discussion if part == "discussion" else segment.length


def listed(plan: Plan, part: str) -> str:
    *before, last = (figure(length_of(one, part)) for one in plan.worked)
    return f"{', '.join(before)} and {last} minutes"


def total(plan: Plan) -> str:
    """ "60 minutes in total"."""
    return f"{minutes(plan.length)} in total"


def fit(plan: Plan) -> str:
    """ "60 of 60 minutes": what is needed of what was promised."""
    return f"{figure(plan.length)} of {minutes(plan.slot)}"


def each(plan: Plan) -> str:
    """ "about 17 minutes per scenario", work and discussion together."""
    whole = [one.whole for one in plan.worked]
    if len(set(whole)) == 1:
        return f"about {minutes(whole[0])} per scenario"
    return f"{figure(min(whole))} to {minutes(max(whole))} per scenario"


def expectation(plan: Plan) -> str:
    """What the guide has said before the first scenario."""
    if len(plan.worked) == 1:
        return f"{each(plan).capitalize()}, it's okay if you don't fully solve it"
    return f"{each(plan).capitalize()}, it's okay if you don't fully solve one"


def hour(plan: Plan) -> str:
    """The guide's sentence of its mail."""
    return f"The interview will be {total(plan)} with {sessions(plan)}."


def policy(allowed: Policy) -> str:
    """One sentence on the web, AI assistants and other people."""
    web = "You may look things up on the web" if allowed.web else "The web is not part of it"
    people = "you may ask other people" if allowed.people else "nobody else helps you"
    return f"{web}, {ASSISTANTS.get(allowed.assistants, ASSISTANTS['no'])}, and {people}."


def moment(at: datetime, zone: tzinfo, name: str) -> str:
    """ "Tuesday, 1 December 2026, 10:00 (Europe/Berlin, UTC+1)"."""
    local = at.astimezone(zone)
    return f"{day(at, zone)}, {local:%H:%M} ({name}{offset(local, name)})"


def day(at: datetime, zone: tzinfo) -> str:
    local = at.astimezone(zone)
    return f"{local:%A}, {local.day} {local:%B} {local.year}"


def offset(local: datetime, name: str) -> str:
    away = local.utcoffset() or timedelta()
    if name == "UTC":
        return ""
    hours, rest = divmod(abs(round(away / MINUTE)), 60)
    sign = "−" if away < timedelta() else "+"
    return f", UTC{sign}{hours}{f':{rest:02}' if rest else ''}"
