"""What could be typed at the cursor."""

from __future__ import annotations

from rounds.store import Reader
from rounds.tools.asked import Suggestions, SuggestQuestion


def suggest(reader: Reader, question: SuggestQuestion, tag: str = "") -> Suggestions:
    return Suggestions(())
