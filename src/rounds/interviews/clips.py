"""Clips: stretches of a replay that are worth showing to colleagues, of candidates who agreed to training with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from rounds.interviews.access import agreed_of
from rounds.interviews.acts import Done
from rounds.interviews.hour import Hour
from rounds.interviews.replay import Scene
from rounds.kit.errors import Invalid

SHORTEST, LONGEST = 5_000.0, 20 * 60_000.0  # milliseconds; longer is no clip but the replay
MOST_PIECES = 120  # of a strip: more are finer than a pixel of it
CONSENTS = ("training", "record")  # both: without its record there is nothing to train with
Stretch = tuple[datetime, datetime]
Piece = tuple[float, float, str]


def are_agreed(done: Iterable[Done]) -> bool:
    """Whether the candidate agrees today. `done` holds the latest answer to the consents, or all of them."""
    consents = agreed_of(done).consents
    return bool(consents.get("training")) and bool(consents.get("record", True))


def of_scenario(hour: Hour, number: int) -> Stretch | None:
    """From and to of a scenario, its work and its discussion; None of one that was not begun."""
    past = [one for one in hour.past if one.phase.scenario == number and not one.void]
    ends = [one.until or hour.ended for one in past]
    if not past or None in ends:
        return None
    return past[0].since, max(end for end in ends if end)


def check(since: float, until: float, within: tuple[float, float]) -> None:
    """Milliseconds, all three. A second more than the scenario took is forgiven: pages count in seconds.

    Raises:
        Invalid: it is too short or too long, or not of this scenario alone.
    """
    if until - since < SHORTEST:
        raise Invalid(f"A clip is {SHORTEST / 1000:.0f} seconds at least.", field="until")
    if until - since > LONGEST:
        raise Invalid(f"A clip is {LONGEST / 60_000:.0f} minutes at most. Cut what matters most.", field="until")
    slack = timedelta(seconds=1) / timedelta(milliseconds=1)
    if since < within[0] - slack or until > within[1] + slack:
        raise Invalid("A clip lies within one scenario: its work and its discussion.", field="since")


def strip(scenes: Iterable[Scene], since: float, until: float) -> Iterator[Piece]:
    """What is shown of it in small: pages from and to, milliseconds since it begins. One page after itself is one piece,
    and pieces that are finer than anybody sees are left out.
    """
    finest = (until - since) / MOST_PIECES
    last: Piece | None = None
    for one in scenes:
        start, end = max(one.since, since) - since, min(one.until, until) - since
        if end <= start:
            continue
        if last and last[2] == one.page and start - last[1] < finest:
            last = (last[0], end, one.page)
            continue
        if last and last[1] - last[0] >= finest:
            yield last
        last = (start, end, one.page)
    if last and last[1] - last[0] >= finest:
        yield last
