"""Names as the engine takes them: the only place where a name or a text is written into a statement."""

from __future__ import annotations

import re

from rounds.kit.errors import Invalid

INCIDENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}")
RECORDED = "rec_"  # databases of recordings; `_new_` and `_old_` ones exist only while an incident is installed
BUILDING = "Rounds, being built"  # the comment of a database that is not whole yet
SYSTEM = frozenset({"default", "system", "information_schema"})


def quoted(name: str) -> str:
    r"""A database, table or column as an identifier: in backticks, with ``\`` and the backtick escaped."""
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`"


def literal(text: str) -> str:
    """A text as a string of the statement. For fixed texts and settings; what a person typed is bound instead."""
    escaped = (
        text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\t", "\\t").replace("\0", "\\0")
    )
    return f"'{escaped}'"


def incident(name: str) -> str:
    """The name, if an incident may have it.

    Raises:
        Invalid: it holds other characters, is longer than 100, or belongs to the engine or to recordings.
    """
    if not INCIDENT.fullmatch(name):
        raise Invalid("An incident's name is 1 to 100 letters, digits and . _ @ + - and starts with a letter or digit.")
    if name.lower() in SYSTEM or name.startswith(RECORDED):
        raise Invalid(f"An incident cannot be named {name!r}: names that start with {RECORDED} are recordings'.")
    return name


def recording(name: str) -> str:
    """The database of the recording of that name.

    Raises:
        Invalid: as for an incident's name.
    """
    if not INCIDENT.fullmatch(name):
        raise Invalid("A recording's name is 1 to 100 letters, digits and . _ @ + - and starts with a letter or digit.")
    return RECORDED + name
