"""The secret that signs links and badges: made once, readable by nobody else."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from rounds.kit.errors import Invalid

LENGTH = 32  # bytes


def secret(file: Path) -> bytes:
    """
    Raises:
        Invalid: the file holds too little, or cannot be read or made.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            make(file)
        found = file.read_bytes().strip()
    except OSError as error:
        raise Invalid(f"ROUNDS_SECRET_FILE: {file}: {error.strerror}.", field="ROUNDS_SECRET_FILE") from error
    if len(found) < LENGTH:
        raise Invalid(f"ROUNDS_SECRET_FILE: {file} must hold at least {LENGTH} bytes.", field="ROUNDS_SECRET_FILE")
    return found


def make(file: Path) -> None:
    """At once and never over another: two processes that start together end with the same secret."""
    new = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as opened:
        opened.write(secrets.token_hex(LENGTH) + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    try:
        os.link(new, file)
    finally:
        new.unlink()
