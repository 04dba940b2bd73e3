"""Two traces laid over each other, against a plain walk of the same rules."""

from __future__ import annotations

import random

import numpy as np

from rounds.tools.alignment import Spans, grouped, parents

Span = tuple[int, int, int]  # begin, end, parent; in pre-order


def forest(seed: int, many: int) -> list[Span]:
    """Spans of whole numbers, some of which outlive their parents or run beside each other."""
    rng = random.Random(seed)
    made: list[Span] = []

    def below(parent: int, begin: int, end: int, depth: int) -> None:
        moments = sorted(rng.randrange(begin, end + 8) for _ in range(rng.randrange(4)))
        for since in moments if depth < 5 else ():
            if len(made) < many:
                place, until = len(made), since + rng.randrange(12)
                made.append((since, until, parent))
                below(place, since, until, depth + 1)

    while len(made) < many:
        begin = rng.randrange(20)
        made.append((begin, begin + rng.randrange(1, 40), -1))
        below(len(made) - 1, made[-1][0], made[-1][1], 0)
    return made


def spans_of(left: list[Span], right: list[Span], operations: list[int]) -> Spans:
    both = [*left, *((begin, end, up if up < 0 else up + len(left)) for begin, end, up in right)]
    begin, end, parent = (np.array(column, "i8") for column in zip(*both, strict=True))
    depth: list[int] = []
    for up in parent.tolist():
        depth.append(depth[up] + 1 if up >= 0 else 0)
    assert parents(np.array(depth[: len(left)])).tolist() == [up for _, _, up in left]
    return Spans(
        side=np.repeat([0, 1], [len(left), len(right)]),
        parent=parent,
        depth=np.array(depth, "i8"),
        operation=np.array(operations, "i8"),
        begin=begin,
        end=end,
        self_time=np.zeros(len(both), "i8"),
        failed=np.zeros(len(both), bool),
    )


def waited_for(spans: list[Span]) -> list[int]:
    """Time of each on the critical path, by the walk that the page of one trace draws."""
    reach = [end for _, end, _ in spans]
    for place in reversed(range(len(spans))):
        if spans[place][2] >= 0:
            reach[spans[place][2]] = max(reach[spans[place][2]], reach[place])
    own = [0] * len(spans)

    def walk(span: int, cursor: int) -> None:
        def take(since: int, until: int) -> None:
            if span >= 0:
                own[span] += max(0, min(until, spans[span][1]) - max(since, spans[span][0]))

        children = [place for place, (_, _, up) in enumerate(spans) if up == span]
        for child in sorted(children, key=lambda place: (-reach[place], -spans[place][0])):
            if reach[child] <= cursor and spans[child][0] < cursor:
                take(reach[child], cursor)
                walk(child, reach[child])
                cursor = spans[child][0]
        take(-1, cursor)

    walk(-1, max(reach, default=0))
    return own


def test_sums_by_path_are_those_of_a_plain_walk() -> None:
    rng = random.Random(1)
    for seed in range(60):
        left, right = forest(seed, 1 + seed % 23), forest(seed + 1000, 1 + seed % 17)
        operations = [rng.randrange(3) for _ in (*left, *right)]
        spans = spans_of(left, right, operations)
        groups = grouped(spans)
        names: dict[tuple[int, ...], list[list[int]]] = {}
        expected = [*waited_for(left), *waited_for(right)]
        for place in range(spans.count):
            path, up = [operations[place]], int(spans.parent[place])
            while up >= 0:
                path.append(operations[up])
                up = int(spans.parent[up])
            sums = names.setdefault(tuple(path), [[0, 0, 0], [0, 0, 0]])[int(spans.side[place])]
            sums[0] += 1
            sums[1] += int(spans.end[place] - spans.begin[place])
            sums[2] += expected[place]
        columns = (groups.spans, groups.total, groups.critical)
        found = [[[int(one[side, g]) for one in columns] for side in (0, 1)] for g in range(len(groups.parent))]
        assert sorted(found) == sorted(names.values()), seed


def test_spans_at_the_same_time_are_under_way_once() -> None:
    # A root, under it two that overlap and one alone, the last of which leaves a job behind that outlives it.
    left = [(0, 100, -1), (10, 30, 0), (20, 50, 0), (60, 70, 0), (65, 130, 3)]
    groups = grouped(spans_of(left, [(0, 10, -1)], [0, 1, 1, 1, 2, 0]))
    assert groups.extent.tolist() == [[130, 40 + 70, 65], [10, 0, 0]]
    assert groups.total.tolist() == [[100, 60, 65], [10, 0, 0]]
    assert groups.longest.tolist() == [[100, 30, 65], [10, 0, 0]]
    assert groups.first.tolist() == [[0, 10, 65], [0, -1, -1]]
    assert groups.parent.tolist() == [-1, 0, 1]
