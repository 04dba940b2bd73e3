"""Compiled loops over texts, and over the names of properties that plain objects have. As in `kernels`, none recurses."""

from __future__ import annotations

import numpy as np
from numba import njit

from rounds.heapsnapshot.kernels import I4, I8, U1


@njit(f"void({U1}, {I8}, uint64[::1])", cache=True, nogil=True)
def hash_texts(text: np.ndarray, ends: np.ndarray, hashes: np.ndarray) -> None:
    """A number of 64 bits for each text, so that equal ones get equal numbers."""
    for number in range(len(hashes)):
        value = np.uint64(0x9E3779B97F4A7C15)
        for at in range(ends[number], ends[number + 1]):
            value = (value ^ np.uint64(text[at])) * np.uint64(0x100000001B3)
        value ^= value >> np.uint64(32)
        value *= np.uint64(0xD6E8FEB86659FD93)
        hashes[number] = value ^ (value >> np.uint64(29))


@njit(f"boolean({U1}, {I8}, int64, int64)", cache=True, nogil=True)
def same_text(text: np.ndarray, ends: np.ndarray, one: int, other: int) -> bool:
    length = ends[one + 1] - ends[one]
    if ends[other + 1] - ends[other] != length:
        return False
    step = 0
    while step < length and text[ends[one] + step] == text[ends[other] + step]:
        step += 1
    return bool(step == length)


@njit(f"int32[::1]({U1}, {I8}, {I4}, uint64[::1])", cache=True, nogil=True)
def first_of_equals(text: np.ndarray, ends: np.ndarray, order: np.ndarray, hashes: np.ndarray) -> np.ndarray:
    """For each text the first that reads the same; `order` has the texts by their hashes, equal ones by number.

    Texts made to have one hash are each compared to the first of them alone, so that no file can make this slow.
    """
    first = np.empty(len(hashes), np.int32)
    head = -1
    for text_number in order:
        first[text_number] = text_number
        if head >= 0 and hashes[head] == hashes[text_number]:
            if same_text(text, ends, head, text_number):
                first[text_number] = head
        else:
            head = text_number
    return first


@njit(f"int32[::1]({U1}, {I8})", cache=True, nogil=True)
def property_lengths(text: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """How long each text is where it names a property in an interface's name: in UTF-16, with quotes where it needs any."""
    lengths = np.empty(len(ends) - 1, np.int32)
    for number in range(len(lengths)):
        length = 0
        escapes = 0
        quoted = False
        for at in range(ends[number], ends[number + 1]):
            byte = text[at]
            if byte & 0xC0 != 0x80:
                length += 2 if byte >= 0xF0 else 1
            if byte == 44 or byte == 39 or byte == 34 or byte == 123 or byte == 125:
                quoted = True
            if byte == 34 or byte == 92 or byte == 8 or byte == 9 or byte == 10 or byte == 12 or byte == 13:
                escapes += 1
            elif byte < 32:
                escapes += 5
        lengths[number] = min(length + escapes + 2 if quoted else length, 1 << 30)
    return lengths


@njit("int64(int64[::1], int64)", cache=True, nogil=True)
def slot_of(table: np.ndarray, key: int) -> int:
    """Where a key stands in a table of hashes, or is to stand; 0 is no key. The table's length is a power of two."""
    value = np.uint64(key) * np.uint64(0x9E3779B97F4A7C15)
    value ^= value >> np.uint64(32)
    value *= np.uint64(0xD6E8FEB86659FD93)
    value ^= value >> np.uint64(29)
    at = np.int64(value & np.uint64(len(table) - 1))
    while table[at] != 0 and table[at] != key:
        at = (at + 1) & (len(table) - 1)
    return int(at)


@njit("int32[::1](int32[::1])", cache=True, nogil=True)
def twice(array: np.ndarray) -> np.ndarray:
    """Twice as long; zeros follow."""
    longer = np.zeros(2 * len(array), np.int32)
    for place in range(len(array)):
        longer[place] = array[place]
    return longer


@njit(
    f"Tuple((int32[::1], int32[::1], int32[::1]))({I4}, {I4}, {U1}, {I4}, {I4}, int64, int64, int64)",
    cache=True,
    nogil=True,
)
def candidate_shapes(
    objects: np.ndarray,
    first_edge: np.ndarray,
    edge_type: np.ndarray,
    edge_name: np.ndarray,
    lengths: np.ndarray,
    kind: int,
    proto: int,
    longest: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The lists of properties that plain objects begin with, each as long as its written name stays short.

    Returns for each list how many objects have it, the first of these, and how many properties of it are listed. A
    list is found by walking a tree of properties, kept in a table of hashes.
    """
    size = 1 << 12
    tree_key = np.zeros(size, np.int64)  # one more than the key; 0 where there is none
    tree_next = np.empty(size, np.int32)
    states = 1
    count = np.zeros(1 << 10, np.int32)
    example = np.zeros(1 << 10, np.int32)
    listed = np.zeros(1 << 10, np.int32)
    for thing in objects:
        state = 0
        length = 1
        properties = 0
        for edge in range(first_edge[thing], first_edge[thing + 1]):
            name = edge_name[edge]
            if edge_type[edge] != kind or name == proto:
                continue
            written = int(lengths[name])
            if length > 1 and length + written > longest:
                break
            properties += 1
            if length == 1 and written == 0:
                continue  # a property without a name is not seen at the beginning
            if length != 1:
                length += 2
            length += written
            key = (int(state) << 32 | int(name)) + 1
            if 2 * states > size:
                size *= 2
                narrow_key, narrow_next = tree_key, tree_next
                tree_key = np.zeros(size, np.int64)
                tree_next = np.empty(size, np.int32)
                for slot in range(size // 2):
                    if narrow_key[slot]:
                        at = slot_of(tree_key, narrow_key[slot])
                        tree_key[at] = narrow_key[slot]
                        tree_next[at] = narrow_next[slot]
            at = slot_of(tree_key, key)
            if tree_key[at] == 0:
                if states == len(count):
                    count, example, listed = twice(count), twice(example), twice(listed)
                tree_key[at] = key
                tree_next[at] = states
                states += 1
            state = tree_next[at]
        if properties == 0:
            continue
        if count[state] == 0:
            example[state] = thing
            listed[state] = properties
        count[state] += 1
    return count[:states], example[:states], listed[:states]
