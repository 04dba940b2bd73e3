"""The text of a question: checked to be one that only reads, then given its limits.

`readonly=1` in the engine refuses writing, DDL, changed settings and table functions. It lets three things
through, seen in chDB 26.9: the scalar function `file('/etc/passwd')`, `INTO OUTFILE`, and a second
statement behind a semicolon. So the text is looked at as well. Statements are fixed texts of this program
and values are always bound; this is the second wall, not the first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rounds.kit.errors import Forbidden
from rounds.store.limits import Limits
from rounds.store.names import literal

TOKEN = re.compile(
    r"""(?P<comment>--[^\n]*|\#[^\n]*|/\*.*?\*/)|(?P<text>'(?:[^'\\]|\\.|'')*')|(?P<heredoc>\$\w*\$)"""
    r"""|(?P<quoted>`(?:[^`\\]|\\.|``)*`|"(?:[^"\\]|\\.|"")*")|(?P<word>[A-Za-z_]\w*)|(?P<space>\s+)|(?P<mark>.)""",
    re.S,
)
START = frozenset({"select", "with", "describe"})
CLAUSES = frozenset({"settings", "format", "outfile", "infile", "insert", "into"})
OUTSIDE = frozenset(
    """
    file url s3 gcs hdfs azureblobstorage filecluster urlcluster s3cluster remote remotesecure cluster clusterallreplicas
    mysql postgresql sqlite mongodb redis odbc jdbc hive ytsaurus arrowflight iceberg deltalake hudi paimon
    executable python input loop dictionary dictget catboostevaluate
    getsetting getserversetting getmacro servername hostname fqdn user currentuser sleep sleepeachrow
    """.split()  # noqa: SIM905 (forty names read better as text)
)
HIDDEN = frozenset({"system", "information_schema"})

# prefer_column_name_to_alias: else `max(x) AS x` hides the column x from the rest of the statement (codes 184, 53).
# session_timezone: chDB takes the zone of the machine, a server its own.
# log_queries: what a candidate typed is bound to the statement, and a server's log would keep it beside our records.
FIXED = {"prefer_column_name_to_alias": 1, "session_timezone": "UTC", "log_queries": 0}


@lru_cache(maxsize=2000)
def reading(sql: str) -> str:
    """The statement without its outer blanks, if it is one SELECT that stays inside its database.

    Raises:
        Forbidden: it is something else, carries its own settings or format, or reaches outside.
    """
    text = sql.strip()
    words = significant(text)
    if not words or words[0][1] not in START:
        raise Forbidden("Only a SELECT may be asked.")
    around = zip([("", ""), *words], words, [*words[1:], ("", "")], strict=False)
    for (_, before), (kind, word), (_, following) in around:
        if word == ";" or kind == "heredoc":
            raise Forbidden("Only one statement may be asked.")
        if kind == "word" and word in CLAUSES and following not in (",", ".", ")", "=", "("):
            raise Forbidden(f"A question may not say {word.upper()}.")
        if kind in ("word", "quoted") and following == "(" and word in OUTSIDE:
            raise Forbidden(f"A question may not call {word}().")
        if kind in ("word", "quoted") and following == "." and word in HIDDEN:
            raise Forbidden(f"A question may not read {word}.")
        if kind == "word" and word == "identifier" and before == ":" and following == "}":
            raise Forbidden("A question may not take a name as a value.")
    return text


def significant(text: str) -> list[tuple[str, str]]:
    """Its tokens as (kind, text in lower case), without blanks, comments and literals."""
    found = ((token.lastgroup or "", token.group()) for token in TOKEN.finditer(text))
    return [
        (kind, word.strip('`"').lower()) for kind, word in found if kind not in ("space", "comment") and kind != "text"
    ]


def bounded(sql: str, limits: Limits, comment: str) -> str:
    """The statement with `readonly=1`, its limits and its tag as the last clause, which both engines take alike.

    With `readonly=1` set first, any other SETTINGS clause of the statement is refused by the engine.
    """
    settings: Mapping[str, object] = {"readonly": 1, **FIXED, **limits.settings(), "log_comment": comment}
    listed = ", ".join(f"{name} = {literal(str(value))}" for name, value in settings.items())
    return f"{reading(sql)}\nSETTINGS {listed}"
