"""A snapshot without what its strings say, for when it must leave the place where it was taken.

Redacted are the contents of strings, of whatever representation V8 chose for them: each becomes its length and a keyed
hash, so that equal ones stay recognisable and nobody without the key can try out guesses. The source code of scripts is
such a string. The empty one stays. Numbers that were written are no longer said.

Kept are names: of classes, properties, variables, functions, scripts, symbols, regular expressions, of what V8 itself
holds, and in a page of its elements and addresses. So an object that is used as a dictionary keeps its keys: they are
the names of its properties. (The keys of a Map are strings, and redacted.)

Traces of allocations are not written. Ids, sizes and edges are the same, so every analysis gives the same numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from hashlib import blake2b

import numpy as np

from rounds.heapsnapshot.reading import Columns
from rounds.heapsnapshot.strings import Strings

SECRET = "string"
NUMBER, UNSAID = "number", ("heap number", "smi number", "number")  # what V8 says of a number whose value it does not
HASH_BYTES = 8
LARGEST_ID = (1 << 32) - 1
V8_CUT = 1024  # characters of a string that V8 writes
PAIR = " / part of key ("
# An edge to a WeakMap's value is named after key and value: `2 / part of key (Object @1) -> value (text @3) pair in …`
NAMED_PAIR = re.compile(
    r"([0-9]+ / part of key \()([^\n\r\u2028\u2029]*?)( @([0-9]+)\) -> value \()([^\n\r\u2028\u2029]*?)"
    r"( @([0-9]+)\) pair in WeakMap \(table @[0-9]+\))"
)
NO_PAIR = "pair in WeakMap"


def redacted(of: Columns, key: bytes) -> Columns:
    """The same columns with other texts. Two snapshots redacted with one key stay comparable text by text.

    `key` has at most 64 bytes; with an empty one, short texts can be guessed.
    """
    return Redaction(of, key).columns()


@dataclass(slots=True)
class Redaction:
    of: Columns
    key: bytes
    texts: list[str] = field(init=False)
    secret: np.ndarray = field(init=False)
    number: np.ndarray = field(init=False)
    by_id: np.ndarray = field(init=False)
    ids: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.texts = list(self.of.strings)
        self.secret = self.of_type(SECRET)
        values = np.unique(self.of.node_name[self.of_type(NUMBER)])
        told = values[[self.texts[value] not in UNSAID for value in values.tolist()]]
        self.number = self.of_type(NUMBER) & np.isin(self.of.node_name, told)
        self.by_id = np.argsort(self.of.node_id, kind="stable")
        self.ids = self.of.node_id[self.by_id]

    def of_type(self, name: str) -> np.ndarray:
        kinds = self.of.kinds.nodes
        found: np.ndarray = self.of.node_type == (kinds.index(name) if name in kinds else len(kinds))
        return found

    def columns(self) -> Columns:
        named = ~self.indexed()
        kept_nodes = ~(self.secret | self.number)
        kept = np.unique(np.concatenate([self.of.node_name[kept_nodes], self.of.edge_name[named], [0]]))
        secrets = np.unique(self.of.node_name[self.secret])
        numbers = np.unique(self.of.node_name[self.number])
        written = [self.name(self.texts[text]) for text in kept.tolist()]
        written += [self.hidden(self.texts[text]) for text in secrets.tolist()]
        written += [NUMBER] * len(numbers)
        names = np.searchsorted(kept, self.of.node_name)
        names[self.secret] = len(kept) + np.searchsorted(secrets, self.of.node_name[self.secret])
        names[self.number] = len(kept) + len(secrets) + np.searchsorted(numbers, self.of.node_name[self.number])
        labels = np.where(named, np.searchsorted(kept, self.of.edge_name), self.of.edge_name)
        return replace(
            self.of,
            strings=Strings.of(written),
            node_name=names.astype(np.int32),
            edge_name=labels.astype(np.int32),
        )

    def indexed(self) -> np.ndarray:
        kinds = [kind for kind, name in enumerate(self.of.kinds.edges) if name in ("element", "hidden")]
        return np.isin(self.of.edge_type, kinds)

    def hidden(self, text: str) -> str:
        """What stands for a text."""
        if not text:
            return text
        length = f"{len(text)} characters" if len(text) < V8_CUT else f"{V8_CUT} characters or more"
        digest = blake2b(text.encode("utf-8", "surrogatepass"), key=self.key, digest_size=HASH_BYTES).hexdigest()
        return f"[{length}, {digest}]"

    def name(self, text: str) -> str:
        """A name, which only for the edges of WeakMaps can hold what a string says."""
        if PAIR not in text:
            return text
        found = NAMED_PAIR.fullmatch(text)
        if found is None:
            return NO_PAIR
        begin, key, between, key_id, value, end, value_id = found.groups()
        return f"{begin}{self.part(key, key_id)}{between}{self.part(value, value_id)}{end}"

    def part(self, text: str, number: str) -> str:
        """A name when it is that of a node whose name stays."""
        wanted = np.uint32(min(int(number), LARGEST_ID))
        first, end = (int(np.searchsorted(self.ids, wanted, side)) for side in ("left", "right"))
        nodes = self.by_id[first:end]
        known = len(nodes) and not (self.secret[nodes] | self.number[nodes]).any()
        return text if known else self.hidden(text)
