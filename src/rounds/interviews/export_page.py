"""The candidate's copy as a page to read: one file that needs no network, no script and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from html import escape

from rounds.interviews.export import Card, Copy, Others, Written
from rounds.interviews.timeline import CONSENT, Moment, yes_or_no

STYLE = """
:root { color-scheme: light dark; --text: #1b1f24; --soft: #57606a; --line: #d8dee4; --back: #fff; --mark: #0b62c4 }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e9ee; --soft: #9aa4b0; --line: #333b45; --back: #14181d; --mark: #79b8ff }
}
* { box-sizing: border-box }
body { margin: 0 auto; padding: 32px 24px 64px; max-width: 860px; background: var(--back); color: var(--text);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 8px }
h2 { font-size: 18px; margin: 40px 0 12px; padding-bottom: 6px; border-bottom: 1px solid var(--line) }
h3 { font-size: 15px; margin: 24px 0 8px }
p { margin: 0 0 8px }
.soft { color: var(--soft) }
dl { display: grid; grid-template-columns: minmax(140px, max-content) 1fr; gap: 4px 20px; margin: 0 }
dt { color: var(--soft) }
dd { margin: 0; overflow-wrap: anywhere }
ol { list-style: none; margin: 0; padding: 0 }
li { display: grid; grid-template-columns: 76px 1fr; gap: 16px; padding: 5px 0 }
li[data-kind="phase"] { border-top: 1px solid var(--line); margin-top: 8px; padding-top: 10px; font-weight: 600 }
li[data-by="them"] .what { color: var(--mark) }
li[data-kind="phase"] .what { color: inherit }
time { color: var(--soft); font-variant-numeric: tabular-nums; font-weight: 400 }
.said { overflow-wrap: anywhere; white-space: pre-wrap; font-weight: 400 }
article { margin: 0 0 24px; padding: 14px 16px; border: 1px solid var(--line); border-radius: 6px }
article p.said { margin: 8px 0 0 }
@media (max-width: 560px) { dl, li { grid-template-columns: 1fr; gap: 0 } }
@media print { body { padding: 0; max-width: none } article { break-inside: avoid } }
"""


def page(copy: Copy, zone: tzinfo = UTC) -> str:
    """With times by the clock of that zone."""
    return "\n".join([*whole(copy, zone), ""])


def whole(copy: Copy, zone: tzinfo) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>Your interview</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>"
    yield "<h1>Your interview</h1>"
    made = f"{moment(copy.made, zone):%d %B %Y, %H:%M}"
    yield f'<p class="soft">What is kept of you, as of {made}. Times are by the clock of {escape(str(zone))}.</p>'
    yield "<h2>About the interview</h2>"
    yield facts((line.what, line.text) for line in copy.about)
    yield "<h2>What you agreed to</h2>"
    yield facts((title, yes_or_no(copy.consents[name])) for name, title in CONSENT.items() if name in copy.consents)
    yield "<h2>What you did and were told</h2>"
    yield from timeline(copy.timeline, zone)
    if copy.mails:
        yield "<h2>Mails to you</h2>"
        for mail in copy.mails:
            yield article(mail.subject, stamp(mail.at, zone), mail.text)
    yield "<h2>What others wrote about you</h2>"
    yield from others(copy.others, zone) if copy.others else [f"<p>{escape(copy.why)}</p>"]
    yield "</main>\n</body>\n</html>"


def timeline(moments: Iterable[Moment], zone: tzinfo) -> Iterator[str]:
    day = None
    for one in moments:
        at = moment(one.at, zone)
        if at.date() != day:
            yield ("</ol>\n" if day else "") + f"<h3>{at:%A, %d %B %Y}</h3>\n<ol>"
            day = at.date()
        yield entry(one, zone)
    yield "</ol>" if day else "<p>Nothing was written down.</p>"


def entry(one: Moment, zone: tzinfo) -> str:
    where = f' <span class="soft">scenario {one.scenario}</span>' if one.scenario and one.kind != "phase" else ""
    text = f'<div class="said">{escape(one.text)}</div>' if one.text else ""
    at = moment(one.at, zone)
    return (
        f'<li data-kind="{escape(one.kind)}" data-by="{escape(one.by)}"><time datetime="{at.isoformat()}">{at:%H:%M:%S}'
        f'</time><div><span class="what">{escape(one.what)}</span>{where}{text}</div></li>'
    )


def others(found: Others, zone: tzinfo) -> Iterator[str]:
    parts = (
        ("The decision", found.decisions),
        ("The talk about it", found.debrief),
        ("Notes", found.notes),
        ("Flags that were raised", found.flags),
        ("Why something was done", found.reasons),
        ("Passages that colleagues may learn from", found.clips),
    )
    if not found.cards and not any(these for _, these in parts):
        yield "<p>Nobody wrote anything.</p>"
    for one in found.cards:
        yield scorecard(one, zone)
    for title, these in parts:
        if these:
            yield f"<h3>{title}</h3>"
            yield from (article(about(one), f"{one.by}, {stamp(one.at, zone)}", one.text) for one in these)


def about(one: Written) -> str:
    where = f"Scenario {one.scenario}" if one.scenario else ""
    return ", ".join(part for part in (where, one.about) if part)


def scorecard(one: Card, zone: tzinfo) -> str:
    title = f"Scorecard of: {one.by}" + (f", version {one.version}" if one.version > 1 else "")
    head = [f"<p>{escape(stamp(one.at, zone))}</p>"]
    head += ["<p>In training: it counts in nothing.</p>"] if one.training else []
    head += [f"<p>Changed because: {escape(one.reason)}</p>"] if one.reason else []
    points = ((f"Scenario {score.scenario}", f"{score.points} of 3: {score.anchor}") for score in one.points)
    lines = facts([*points, *((line.what, line.text) for line in one.lines)])
    feedback = f'<p class="said">{escape(one.feedback)}</p>' if one.feedback else ""
    return f'<article><h3 style="margin-top:0">{escape(title)}</h3>{"".join(head)}{lines}{feedback}</article>'


def article(title: str, below: str, text: str) -> str:
    head = f"<b>{escape(title)}</b> " if title else ""
    said = f'<p class="said">{escape(text)}</p>' if text else ""
    return f'<article>{head}<span class="soft">{escape(below)}</span>{said}</article>'


def facts(found: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{escape(what)}</dt><dd>{escape(text)}</dd>" for what, text in found)
    return f"<dl>{rows}</dl>" if rows else "<p>Nothing.</p>"


def stamp(at: float, zone: tzinfo) -> str:
    return f"{moment(at, zone):%d %B %Y, %H:%M}"


def moment(at: float, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)
