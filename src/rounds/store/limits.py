"""How much one question may cost, and what is said when it would cost more."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rounds.kit.errors import Invalid, NotFound, Problem, TooMuch

FULL = frozenset({74, 75, 243, 252})  # cannot write or open a file, no space, too many parts
NARROW = "Narrow the time range or add a filter."


@dataclass(frozen=True, slots=True)
class Limits:
    """The ceilings of one question. Reading more, or taking longer, ends it with TooMuch.

    `block_rows`: how many rows come in one piece, for what is large and put together again; 0 leaves it to the engine.
    """

    seconds: float = 5.0
    rows_read: int = 200_000_000
    bytes_read: int = 20 << 30
    result_rows: int = 200_000
    result_bytes: int = 64 << 20
    memory_bytes: int = 1 << 30
    threads: int = 2
    block_rows: int = 0

    def settings(self) -> dict[str, float]:
        pieces = {"max_block_size": self.block_rows, "preferred_block_size_bytes": 0} if self.block_rows else {}
        return {
            **pieces,
            "max_execution_time": self.seconds,
            "max_rows_to_read": self.rows_read,
            "max_bytes_to_read": self.bytes_read,
            "max_result_rows": self.result_rows,
            "max_result_bytes": self.result_bytes,
            "max_memory_usage": self.memory_bytes,
            "max_threads": self.threads,
        }


DEFAULT = Limits()


class Cancelled(Problem):
    """The question was stopped, because a newer one took its place or nobody waits for it any more."""


class QuestionFailed(Exception):
    """The engine refused a statement that is ours: a mistake in this program, not of a person. `code` is ClickHouse's."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(f"{message} (ClickHouse's code {code})")
        self.code = code


def explained(error: Exception, limits: Limits) -> Exception:
    """What to raise in place of the engine's error: plain words for a limit, the error itself for a mistake of ours."""
    code = code_of(error)
    if code in TOO_MUCH:
        return TooMuch(TOO_MUCH[code].format(seconds=limits.seconds, rows=limits.result_rows, narrow=NARROW))
    if code == 394:
        return Cancelled("The question was stopped.")
    if code == 81:
        return NotFound("This incident is not installed any more.")
    if code in (427, 36) and (
        found := re.search(r"regular expression|regexp|RE2|OptimizedRegularExpression", str(error))
    ):
        return Invalid(f"This is not a regular expression that RE2 understands{reason(str(error), found.start())}")
    return QuestionFailed(str(error), code)


def reason(text: str, start: int) -> str:
    """`…: error: missing ): (abc` from the engine's message, cut where its own notes begin."""
    found = re.search(r"error: ([^.\n]{1,120})", text[start:])
    return f": {found.group(1).strip()}." if found else "."


def code_of(error: Exception) -> int:
    """ClickHouse's code, or 0 when the error came from elsewhere, such as a lost connection."""
    given = getattr(error, "code", None)
    found = re.search(r"Code: (\d+)", str(error))
    return int(given or (found.group(1) if found else 0))


TOO_LONG = "The question is too long or goes too deep. Take parts of it away."
TOO_MUCH = {
    158: "The question reads too many rows. {narrow}",
    307: "The question reads too much. {narrow}",
    159: "The question takes too long (more than {seconds:g} s). {narrow}",
    160: "The question would take too long (more than {seconds:g} s). {narrow}",
    241: "The question needs too much memory. {narrow}",
    167: TOO_LONG,  # too deep an AST
    168: TOO_LONG,  # too big an AST
    306: TOO_LONG,  # too deep a recursion
    396: "The question returns too much (more than {rows:,} rows, or wider ones than can be sent). {narrow}",
}
