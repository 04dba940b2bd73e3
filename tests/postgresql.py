"""A PostgreSQL for the tests of one run: a folder and a socket of its own, ended with the run."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

# Speed over safety: nothing of it outlives the run.
SETTINGS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "listen_addresses": ""}
STARTS_WITHIN = 30.0  # seconds


class Server:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, database: str) -> str:
        return f"postgresql://rounds@/{database}?host={self.folder}"

    def emptied(self) -> str:
        """The address of its one database, with nothing in it: emptying takes a tenth of the time of making another."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return self.url("postgres")

    def cleared(self, version: str) -> str:
        """The same with the tables of that version, if it has them, and nothing in them."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            names = {name for (name,) in found}
            if "alembic_version" not in names:
                return self.emptied()
            if connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(version,)]:
                return self.emptied()
            connection.execute(f"TRUNCATE {', '.join(sorted(names - {'alembic_version'}))} RESTART IDENTITY")
        return self.url("postgres")


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="rounds-pg-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        who = unprivileged(folder)
        data = folder / "data"
        made_by = [
            programs / "initdb",
            "-D",
            data,
            "-U",
            "rounds",
            "-A",
            "trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C",
        ]
        subprocess.run(made_by, check=True, capture_output=True, cwd=folder, **who)
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        with (folder / "log").open("w") as log:
            command = [programs / "postgres", "-D", data, "-k", folder, *settings]
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **who)
        server = Server(folder)
        try:
            wait_for(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGQUIT)  # at once: what it holds is thrown away
            process.wait(20)


def unprivileged(folder: Path) -> dict[str, str | int]:
    """`initdb` and `postgres` refuse root: then they run as another user, who gets the folder."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    shutil.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid}


def wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            psycopg.connect(server.url("postgres")).close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((server.folder / "log").read_text()) from None
            time.sleep(0.05)
