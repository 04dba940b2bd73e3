"""Records of interviews as far as they were read, so that a page which is told of every change reads only what is new.

Words that were erased meanwhile are forgotten with the rest: the whole is read again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from rounds.actions.retold import asked_of, viewed_of
from rounds.interviews import Asked, Done, Role, View, Viewed, act_of
from rounds.records import Recorded
from rounds.records.work import Work

MOST = 64  # interviews; an hour's record is about 5 MB


@dataclass(slots=True)
class Memory:
    """What a candidate asked by incident, what their browser showed, and what anybody did, in the record's order.

    `known` is what was made of it, by what it was made from: a part that nothing was added to is not made again.
    """

    last: int = 0
    words: int = 0  # entries whose words were there
    asked: dict[str, list[Asked]] = field(default_factory=lambda: defaultdict(list))
    viewed: list[Viewed] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    known: dict[str, tuple[object, object]] = field(default_factory=dict)

    def apart(self) -> Memory:
        """The same by itself: neither adds to the other."""
        asked = defaultdict(list, {incident: [*these] for incident, these in self.asked.items()})
        return replace(self, asked=asked, viewed=[*self.viewed], done=[*self.done], known={**self.known})

    def add(self, entry: Recorded, candidates: set[str]) -> None:
        self.last = entry.no
        self.words += entry.content is not None
        if entry.kind == Done.kind:
            if entry.content is not None:
                act = act_of(entry.facts["act"], entry.content)
                self.done.append(Done(act, entry.facts["seat"], no=entry.no, time=entry.time))
        elif entry.facts["seat"] in candidates:
            if entry.kind == View.kind:
                self.viewed.append(viewed_of(entry))
            else:
                self.asked[entry.facts["incident"]].append(asked_of(entry))


class Memories:
    """Of this process, safe to use from many threads: each interview's is read and used by one at a time."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.lock = threading.Lock()
        self.kept: OrderedDict[str, tuple[threading.Lock, list[Memory]]] = OrderedDict()

    @contextmanager
    def of(self, look: Work, interview_id: str) -> Iterator[Memory]:
        """What the record of an interview says by now."""
        with self.lock:
            lock, held = self.kept.setdefault(interview_id, (threading.Lock(), [Memory()]))
            self.kept.move_to_end(interview_id)
            while len(self.kept) > self.most:
                self.kept.popitem(last=False)
        with lock:
            if look.words(interview_id, held[0].last) != held[0].words:
                held[0] = Memory()
            read_on(held[0], look, interview_id)
            yield held[0]

    def forget(self, interview_id: str) -> None:
        with self.lock:
            self.kept.pop(interview_id, None)


def read_on(memory: Memory, look: Work, interview_id: str) -> None:
    candidates = {seat.id for seat in look.seats_of(interview_id) if seat.role is Role.CANDIDATE}
    for entry in look.record(interview_id, memory.last):
        memory.add(entry, candidates)
