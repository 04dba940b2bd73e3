"""The evidence of one scenario over time, as a picture: steps, hints, the cause, and the tools that were open.

One drawing for the page and for the paper: `ink` says how a colour is written there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from rounds.packet.content import PacketScenario, PacketStep

WIDTH, LEFT, RIGHT = 980.0, 10.0, 16.0
TOP, ROW, LEAST_ROWS, MOST_ROWS = 15.0, 17.0, 3, 6
BESIDE = 26.0  # a step's number and its last mark, which another in its row must not touch
CHARACTER = 6.2  # of a label at 11 px, on average
TICK = 180.0  # seconds
INKS = {
    "briefing": "c10",
    "metrics": "c1",
    "traces": "c2",
    "logs": "c3",
    "database": "c9",
    "heap": "c6",
    "services": "c5",
}
Ink = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Axis:
    """Seconds to units. `work` is when the discussion began, `end` the last second drawn."""

    work: float
    end: float

    def __call__(self, seconds: float) -> float:
        share = min(max(seconds, 0.0), self.end) / self.end
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def ticks(self) -> list[float]:
        """Every three minutes of the work, its end and the last second; those that would touch are left out."""
        room = self.end * 40 / (WIDTH - LEFT - RIGHT)
        kept = [0.0, *([self.work] if 0 < self.work < self.end - room else []), self.end]
        regular = [place * TICK for place in range(1, int((self.work or self.end) // TICK) + 1)]
        return sorted([*kept, *(one for one in regular if all(abs(one - fixed) > room for fixed in kept))])


def axis_of(one: PacketScenario) -> Axis:
    work = one.worked or one.work
    return Axis(work, max(one.whole, work, 60.0))


def lane(one: PacketScenario, ink: Ink, *, timed: bool = True) -> str:
    """An SVG with nothing in it that is fetched. Not `timed`, the cause has no figure: see `telling.is_timed`."""
    axis, placed = axis_of(one), [*rows(one.steps, axis_of(one))]
    deep = max([LEAST_ROWS, *(row + 1 for _, row in placed)])
    base = TOP + deep * ROW + 4
    parts = [
        *discussion(one, axis, base, ink),
        *grid(axis, base, ink),
        *ribbon(one, axis, base, ink),
        *(part for step, row in placed for part in marks(step, TOP + row * ROW, axis, ink)),
        *hints(one, axis, base, ink),
        *cause(one, axis, base, ink, timed=timed),
        *(label(axis(at), base + 35, clock(at), ink, anchor=anchor(at, axis)) for at in axis.ticks()),
    ]
    height = f"{base + 42:g}"
    name = escape(f"Evidence of scenario {one.number} over time: {finding(one, timed=timed)}", quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height}" width="{WIDTH:g}" height="{height}" '
        f'role="img" aria-label="{name}">{"".join(parts)}</svg>'
    )


def finding(one: PacketScenario, *, timed: bool) -> str:
    """What the picture says, for who does not see it."""
    told = f"{one.reached} of {one.needed} steps of the path, hint load {one.hint_load:g}"
    return told if one.cause is None or not timed else f"{told}, the cause at {clock(one.cause)}"


def rows(steps: Sequence[PacketStep], axis: Axis) -> Iterator[tuple[PacketStep, int]]:
    """Each step in the first row with room for it; those that nobody saw have no place in time."""
    ends: list[float] = []
    for step in steps:
        moments = [one.seconds for one in (step.exposed, step.cited, step.recognised) if one]
        if not moments:
            continue
        start, end = axis(min(moments)) - BESIDE, axis(max(moments)) + BESIDE / 2
        free = next((row for row, until in enumerate(ends) if until <= start), len(ends))
        row = free if free < MOST_ROWS else min(range(MOST_ROWS), key=lambda row: ends[row])
        ends[row : row + 1] = [end]
        yield step, row


def discussion(one: PacketScenario, axis: Axis, base: float, ink: Ink) -> Iterator[str]:
    if axis.work >= axis.end:
        return
    left, right = axis(axis.work), axis(axis.end)
    yield f'<rect x="{left}" y="8" width="{right - left:.1f}" height="{base + 12:g}" {ink_of("sunken", ink)}/>'
    if right - left > 70:
        yield label(left + 6, 22, "discussion", ink)
        asked = sum(topic.asked for topic in one.topics)
        if one.topics:
            yield label(left + 6, 37, f"{asked} of {len(one.topics)} asked", ink)


def grid(axis: Axis, base: float, ink: Ink) -> Iterator[str]:
    for at in axis.ticks():
        x = f"{axis(at):g}"
        yield f'<line x1="{x}" x2="{x}" y1="8" y2="{base + 20:g}" {ink_of("line", ink, "stroke")}/>'


def ribbon(one: PacketScenario, axis: Axis, base: float, ink: Ink) -> Iterator[str]:
    for stay in one.tools:
        left, width = axis(stay.since), max(axis(stay.until) - axis(stay.since) - 1, 0.6)
        name = INKS.get(stay.tool, "c10")
        where = f'x="{left}" width="{width:.1f}"'
        yield f'<rect {where} y="{base:g}" height="18" {ink_of(f"{name}-soft", ink)}/>'
        yield f'<rect {where} y="{base + 16:g}" height="2" {ink_of(name, ink)}/>'
        if width > 12 + CHARACTER * len(stay.tool):
            yield label(left + 5, base + 12.5, stay.tool.capitalize(), ink, of="text")


def marks(step: PacketStep, y: float, axis: Axis, ink: Ink) -> Iterator[str]:
    moments = [one.seconds for one in (step.exposed, step.cited, step.recognised) if one]
    first, last = axis(min(moments)), axis(max(moments))
    yield f'<line x1="{first}" x2="{last}" y1="{y:g}" y2="{y:g}" {ink_of("line-input", ink, "stroke")} stroke-width="1.5"/>'
    yield label(first - 8, y + 4, str(step.no), ink, of="text", anchor="end", weight=600)
    if step.exposed:
        around = f'{ink_of("surface", ink)} {ink_of("text-2", ink, "stroke")} stroke-width="1.5"'
        yield f'<circle cx="{axis(step.exposed.seconds)}" cy="{y:g}" r="3.5" {around}/>'
    if step.cited:
        yield f'<circle cx="{axis(step.cited.seconds)}" cy="{y:g}" r="3.5" {ink_of("text-2", ink)}/>'
    if step.recognised:
        x = axis(step.recognised.seconds)
        yield f'<rect x="{x - 6:.1f}" y="{y - 6:g}" width="12" height="12" rx="3" {ink_of("ok", ink)}/>'
        tick = f"M{x - 2.8:.1f} {y:g}l2 2.2 3.6-4.2"
        yield f'<path d="{tick}" fill="none" {ink_of("surface", ink, "stroke")} stroke-width="1.7"/>'


def hints(one: PacketScenario, axis: Axis, base: float, ink: Ink) -> Iterator[str]:
    for hint in one.hints:
        x, text = axis(hint.seconds), f"level {hint.level}"
        left = x - 44 if x > 54 else x + 4
        yield (
            f'<line x1="{x}" x2="{x}" y1="8" y2="{base:g}" {ink_of("text", ink, "stroke")} stroke-dasharray="2 2"/>'
            f'<rect x="{left:.1f}" y="{base - 17:g}" width="40" height="14" rx="2" {ink_of("press", ink)}/>'
        )
        yield label(left + 20, base - 6.5, text, ink, of="text", anchor="middle")


def cause(one: PacketScenario, axis: Axis, base: float, ink: Ink, *, timed: bool) -> Iterator[str]:
    if one.cause is None:
        return
    x, text = axis(one.cause), f"cause {clock(one.cause)}" if timed else "cause"
    before = x + 12 + CHARACTER * len(text) > WIDTH
    yield f'<path d="M{x} {base - 15:g}l5 5-5 5-5-5z" {ink_of("accent-text", ink)}/>'
    place = x - 9 if before else x + 9
    yield label(place, base - 6, text, ink, of="accent-text", anchor="end" if before else "start", weight=600)


def label(
    x: float, y: float, text: str, ink: Ink, *, of: str = "text-3", anchor: str = "start", weight: int = 400
) -> str:
    where = f'x="{x:.1f}" y="{y:g}" text-anchor="{anchor}" font-size="11" font-weight="{weight}"'
    return f"<text {where} {ink_of(of, ink)}>{escape(text)}</text>"


def ink_of(name: str, ink: Ink, what: str = "fill") -> str:
    return f'{what}="{ink(name)}"'


def anchor(at: float, axis: Axis) -> str:
    return "start" if at == 0 else "end" if at == axis.end else "middle"


def clock(seconds: float) -> str:
    """Minutes and seconds, as 3:04."""
    whole = int(seconds + 1e-6)
    return f"{whole // 60}:{whole % 60:02d}"


def drawn(scenarios: Iterable[PacketScenario], ink: Ink, *, timed: bool = True) -> dict[int, str]:
    """Of those that were begun, by number."""
    return {one.number: lane(one, ink, timed=timed) for one in scenarios if one.began}
