"""Compiled loops over the bytes of a snapshot's JSON: lists of whole numbers, lists of texts, and values to skip.

Each looks at one piece of the file and says where it stopped, so a file of any size is read in pieces. No loop
recurses, and none writes outside of the arrays it is given.
"""

from __future__ import annotations

import numpy as np
from numba import njit

BYTES = 'Array(uint8, 1, "C", readonly=True)'

FINE = 0
NOT_A_NUMBER = 1
NOT_WHOLE = 2
NEGATIVE = 3
TOO_BIG = 4
NO_COMMA = 5
NOT_A_MULTIPLE = 6

# States of `texts`
FIRST = 0  # `[` is behind; a text or the end comes
NEXT = 1  # a comma is behind; a text comes
INSIDE = 2  # inside of a text
AFTER = 3  # a text is behind; a comma or the end comes
DONE = 4
BROKEN = 5


@njit(
    f"UniTuple(int64, 3)({BYTES}, int64, int64, int64, int64[::1], int64[::1], int64[::1], int64[:, ::1])",
    cache=True,
    nogil=True,
)
def numbers(
    piece: np.ndarray,
    start: int,
    end: int,
    first: int,
    slots: np.ndarray,
    most: np.ndarray,
    steps: np.ndarray,
    rows: np.ndarray,
) -> tuple[int, int, int]:
    """Reads `number, number, …` from `piece[start:end]` into a block of columns.

    The first number read is number `first` of its list, whose rows have `len(slots)` numbers. That of column c goes to
    `rows[slots[c]]`, or nowhere when that is -1; it may not be above `most[c]`, must be a multiple of `steps[c]` and is
    divided by it. `rows` begins at the row of `first`. Returns how many were read, why it stopped and where.
    """
    fields = len(slots)
    column = first % fields
    row = 0
    count = 0
    at = start
    while True:
        while at < end and (piece[at] == 32 or piece[at] == 10 or piece[at] == 13 or piece[at] == 9):
            at += 1
        value = np.int64(0)
        begin = at
        while at < end:
            digit = piece[at] - np.uint8(48)
            if digit > 9:
                break
            value = value * 10 + np.int64(digit)
            at += 1
        if at == begin:
            return count, NEGATIVE if at < end and piece[at] == 45 else NOT_A_NUMBER, at
        if at - begin > 16 or value > most[column]:
            return count, TOO_BIG, begin
        slot = slots[column]
        if slot >= 0:
            if steps[column] != 1:
                whole = np.int64(np.uint64(value) // np.uint64(steps[column]))
                if whole * steps[column] != value:
                    return count, NOT_A_MULTIPLE, begin
                value = whole
            rows[slot, row] = value
        count += 1
        column += 1
        if column == fields:
            column = 0
            row += 1
        while at < end and (piece[at] == 32 or piece[at] == 10 or piece[at] == 13 or piece[at] == 9):
            at += 1
        if at == end:
            return count, FINE, at
        if piece[at] != 44:
            follows = piece[at]
            return count - 1, NOT_WHOLE if follows == 46 or follows == 101 or follows == 69 else NO_COMMA, at
        at += 1


@njit("int64(int64)", cache=True, nogil=True)
def hexadecimal(byte: int) -> int:
    """What a hexadecimal digit stands for, or -1."""
    if 48 <= byte <= 57:
        return byte - 48
    if 97 <= byte <= 102:
        return byte - 87
    if 65 <= byte <= 70:
        return byte - 55
    return -1


@njit(f"int64({BYTES}, int64)", cache=True, nogil=True)
def four_digits(piece: np.ndarray, at: int) -> int:
    """The number that four hexadecimal digits write, or -1."""
    value = 0
    for step in range(4):
        digit = hexadecimal(int(piece[at + step]))
        if digit < 0:
            return -1
        value = value * 16 + digit
    return value


@njit("int64(uint8[::1], int64, int64)", cache=True, nogil=True)
def put(out: np.ndarray, at: int, code: int) -> int:
    """Writes a character as UTF-8; half of one is written as U+FFFD. Returns where the next goes."""
    if 0xD800 <= code <= 0xDFFF:
        code = 0xFFFD
    if code < 0x80:
        out[at] = code
        return at + 1
    if code < 0x800:
        out[at] = 0xC0 | code >> 6
        out[at + 1] = 0x80 | code & 0x3F
        return at + 2
    if code < 0x10000:
        out[at] = 0xE0 | code >> 12
        out[at + 1] = 0x80 | code >> 6 & 0x3F
        out[at + 2] = 0x80 | code & 0x3F
        return at + 3
    out[at] = 0xF0 | code >> 18
    out[at + 1] = 0x80 | code >> 12 & 0x3F
    out[at + 2] = 0x80 | code >> 6 & 0x3F
    out[at + 3] = 0x80 | code & 0x3F
    return at + 4


@njit(f"int64({BYTES}, int64, int64)", cache=True, nogil=True)
def valid_length(piece: np.ndarray, at: int, end: int) -> int:
    """How many bytes the well-formed UTF-8 character at `at` has, beyond ASCII; 0 when it is none."""
    lead = piece[at]
    if 0xC2 <= lead <= 0xDF:
        length = 2
    elif 0xE0 <= lead <= 0xEF:
        length = 3
    elif 0xF0 <= lead <= 0xF4:
        length = 4
    else:
        return 0
    if at + length > end:
        return 0
    second = piece[at + 1]
    least = 0xA0 if lead == 0xE0 else 0x90 if lead == 0xF0 else 0x80
    largest = 0x9F if lead == 0xED else 0x8F if lead == 0xF4 else 0xBF
    if second < least or second > largest:
        return 0
    for step in range(2, length):
        if piece[at + step] & 0xC0 != 0x80:
            return 0
    return length


@njit(
    f"int64({BYTES}, int64, int64, boolean, int64[::1], uint8[::1], int64[::1])",
    cache=True,
    nogil=True,
)
def texts(
    piece: np.ndarray, start: int, end: int, last: bool, state: np.ndarray, out: np.ndarray, ends: np.ndarray
) -> int:
    """Reads a list of JSON texts from `piece[start:end]`, unescaped, as UTF-8.

    `state` is where it stands in the list, how many texts have ended and how many bytes were written to `out`; text n
    ends at `ends[n + 1]`. `out` must have room for three times as many bytes as are read: what is not UTF-8 becomes
    U+FFFD byte for byte. `last` says that no more of the file follows. Returns where it stopped: at the end of the
    piece, up to twelve bytes before it (an escape that may go on in the next piece), behind the list, or where it broke.
    """
    mode = state[0]
    count = state[1]
    to = state[2]
    at = start
    while at < end:
        byte = piece[at]
        if mode == INSIDE:
            if byte == 34:
                count += 1
                ends[count] = to
                mode = AFTER
                at += 1
            elif byte == 92:
                if end - at < 12 and not last:
                    break
                if at + 1 >= end:
                    break
                kind = piece[at + 1]
                code = -1
                length = 2
                if kind == 34 or kind == 92 or kind == 47:
                    code = int(kind)
                elif kind == 110:
                    code = 10
                elif kind == 116:
                    code = 9
                elif kind == 114:
                    code = 13
                elif kind == 98:
                    code = 8
                elif kind == 102:
                    code = 12
                elif kind == 117:
                    if at + 6 > end:
                        break
                    code = four_digits(piece, at + 2)
                    length = 6
                    if 0xD800 <= code <= 0xDBFF and at + 12 <= end and piece[at + 6] == 92 and piece[at + 7] == 117:
                        low = four_digits(piece, at + 8)
                        if 0xDC00 <= low <= 0xDFFF:
                            code = 0x10000 + ((code - 0xD800) << 10) + low - 0xDC00
                            length = 12
                if code < 0:
                    mode = BROKEN
                    break
                to = put(out, to, code)
                at += length
            elif byte < 32:
                mode = BROKEN
                break
            elif byte < 128:
                out[to] = byte
                to += 1
                at += 1
            else:
                if end - at < 4 and not last:
                    break
                length = valid_length(piece, at, end)
                if length == 0:
                    to = put(out, to, 0xFFFD)
                    at += 1
                else:
                    for step in range(length):
                        out[to + step] = piece[at + step]
                    to += length
                    at += length
        elif byte == 32 or byte == 10 or byte == 13 or byte == 9:
            at += 1
        elif byte == 34 and mode != AFTER:
            mode = INSIDE
            at += 1
        elif byte == 44 and mode == AFTER:
            mode = NEXT
            at += 1
        elif byte == 93 and mode != NEXT:
            mode = DONE
            at += 1
            break
        else:
            mode = BROKEN
            break
    state[0] = mode
    state[1] = count
    state[2] = to
    return at


# States of `skip`
PLAIN = 0
QUOTED = 1
ESCAPED = 2
OVER = 3
UNBALANCED = 4
TOO_DEEP = 5


@njit(f"int64({BYTES}, int64, int64, int64[::1], uint8[::1])", cache=True, nogil=True)
def skip(piece: np.ndarray, start: int, end: int, state: np.ndarray, opened: np.ndarray) -> int:
    """Passes over the rest of a list, an object or a text. `state` is the mode and how many are open, `opened` which."""
    mode = state[0]
    depth = state[1]
    at = start
    while at < end:
        byte = piece[at]
        at += 1
        if mode == QUOTED:
            if byte == 34:
                mode = PLAIN
                if depth == 0:
                    mode = OVER
                    break
            elif byte == 92:
                mode = ESCAPED
        elif mode == ESCAPED or byte == 34:
            mode = QUOTED
        elif byte == 91 or byte == 123:
            if depth == len(opened):
                mode = TOO_DEEP
                break
            opened[depth] = byte
            depth += 1
        elif byte == 93 or byte == 125:
            if depth == 0 or opened[depth - 1] != byte - 2:
                mode = UNBALANCED
                break
            depth -= 1
            if depth == 0:
                mode = OVER
                break
    state[0] = mode
    state[1] = depth
    return at
