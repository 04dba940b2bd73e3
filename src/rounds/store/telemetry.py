"""All telemetry of one ClickHouse: incidents, sealed and read-only, each a database of its own.

A database's comment says what it is. One is built as `_new_NAME` and renamed, which is atomic; one that is
replaced stands aside as `_old_NAME` meanwhile. What a process that died left of either is cleared when the
telemetry is opened: an incident is complete or gone.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from rounds.kit.errors import Invalid, NotFound
from rounds.signals import Signals
from rounds.store import copying, recordings, sealing
from rounds.store import engine as engines
from rounds.store import install as installing
from rounds.store.answers import Answers
from rounds.store.engine import EngineError
from rounds.store.install import SEALED, Last, Progress, nothing, silent
from rounds.store.limits import DEFAULT, Limits, explained
from rounds.store.names import incident, quoted
from rounds.store.names import recording as recording_database
from rounds.store.pool import Pool
from rounds.store.reader import Reader, bound, frozen
from rounds.store.recordings import Recorded, Recording
from rounds.store.running import Running
from rounds.store.statement import bounded

ANSWERS = 128 << 20  # bytes: what pages open with is 10 MB of a scenario, and what is left soon full of what one asked
STOPPING = 5  # times a kill is sent: a question may have a client but not yet have started

INCIDENTS = (
    "SELECT name FROM system.databases WHERE comment = {sealed:String} AND NOT startsWith(name, '_') ORDER BY name"
)
IDENTITY = "SELECT toString(uuid) FROM system.databases WHERE name = {name:String} AND comment = {sealed:String}"
SPANS = "SELECT count() FROM otel_traces WHERE NOT ignore(TraceId)"  # read, and not known from what stands beside them
MOMENT = "SELECT toUnixTimestamp64Milli(now64(3))"
ROOM = "SELECT name, free_space, total_space FROM system.disks WHERE total_space > 0 ORDER BY name"
KILL = "KILL QUERY WHERE startsWith(Settings['log_comment'], {tag:String}) ASYNC"
KILL_ONE = "KILL QUERY WHERE Settings['log_comment'] = {comment:String} ASYNC"


class Telemetry:
    """One engine. Safe to use from many threads."""

    def __init__(self, engine: engines.Engine, *, clients: int = 8, drain: bool = True) -> None:
        self.engine = engine
        self.pool = Pool(engine.client, clients, drain=drain)
        self.control = Pool(engine.client, 4)  # lists, kills and installs, when every other client is busy
        self.running = Running()
        self.answers = Answers(ANSWERS)
        self.installing = threading.Lock()  # one incident at a time: each fills the machine
        self.recording = threading.Lock()
        self.taking: dict[str, Recording] = {}

    @classmethod
    def open(cls, dsn: str, *, clients: int = 8) -> Telemetry:
        """The telemetry at `chdb:///folder`, `http://…` or `https://…`, after clearing half-installed incidents.

        Raises:
            Invalid: the address is of another kind.
            Conflict: another process has the folder open (the message says which), or no server answers.
        """
        opened = cls(engines.opened(dsn), clients=clients)
        installing.clear(opened.control, shared=opened.engine.shared)
        return opened

    def close(self) -> None:
        """Write what recordings have queued, wait for questions that run, and give the engine back."""
        for recording in list(self.taking.values()):
            recording.close()
        self.pool.close()
        self.control.close()
        self.engine.close()

    def incidents(self) -> list[str]:
        """The names of all installed incidents, sorted."""
        return [name for (name,) in self._control(INCIDENTS, {"sealed": SEALED})]

    def reader(self, name: str) -> Reader:
        """Questions about that incident.

        Raises:
            NotFound: no such incident is installed.
        """
        found = self._control(IDENTITY, {"name": name, "sealed": SEALED}) if not name.startswith("_") else []
        if not found:
            raise NotFound(f"No incident named {name} is installed.")
        identity = found[0][0]  # another one after the incident is replaced: old answers are not found again

        def ask(database: str, sql: str, parameters: Mapping[str, object], fmt: str, tag: str, limits: Limits) -> bytes:
            question = (identity, fmt, sql, frozen(parameters))
            answer = self.answers.get(question)
            if answer is None:
                answer = self._ask(database, sql, parameters, fmt, tag, limits)
                self.answers.put(question, answer)
            return answer

        return Reader(name, ask)

    def check(self, name: str) -> int:
        """How many spans the incident has: read now, whatever was answered before.

        Raises:
            NotFound: no such incident is installed. Others of the engine's: it does not answer.
        """
        if name not in self.incidents():
            raise NotFound(f"No incident named {name} is installed.")
        return int(self._ask(name, SPANS, {}, "TabSeparated", "check", DEFAULT))

    def moment(self) -> float | None:
        """The engine's clock in milliseconds since 1970; None where it has none but ours."""
        return float(self._control(MOMENT, {})[0][0]) if self.engine.shared else None

    def room(self) -> list[tuple[str, int, int]]:
        """Each of the server's disks with its free bytes and all; none where they are this machine's."""
        return (
            [(str(name), int(free), int(all_)) for name, free, all_ in self._control(ROOM, {})]
            if self.engine.shared
            else []
        )

    def cancel(self, tag: str) -> None:
        """Stop the questions asked under that tag until now, in this process and in others on the same server."""
        stopped = self.running.stop(tag)
        self._kill(KILL, {"tag": f"{tag}#"})
        for question in stopped:
            for _ in range(STOPPING):
                if question.ended.wait(0.05):
                    break
                self._kill(KILL_ONE, {"comment": question.comment})

    def install(self, name: str, signals: Signals, *, progress: Progress = silent, last: Last = nothing) -> None:
        """Build the incident and put it in place at once; one of that name is replaced.

        `last` is called when all is written and nothing is there yet; when it fails, nothing will be.

        Raises:
            Invalid: the name, or what the tables hold.
            Conflict: the disk is full or the engine cannot write; nothing of it stays.
        """
        with self.installing:
            installing.install(self.engine, self.control, incident(name), signals, progress, last)

    def remove(self, name: str) -> None:
        """Delete the incident.

        Raises:
            NotFound: no such incident is installed.
        """
        if name not in self.incidents():
            raise NotFound(f"No incident named {name} is installed.")
        with self.control.client() as client:
            client.command(f"DROP DATABASE {quoted(name)} SYNC")

    def record(self, name: str) -> Recording:
        """The recording of that name, which takes OTLP requests; made if there is none.

        Raises:
            Invalid: the name.
        """
        with self.recording:
            if name not in self.taking:
                recordings.create(self.control, name)
                self.taking[name] = Recording(name, self.engine)
            return self.taking[name]

    def recordings(self) -> list[Recorded]:
        """What each recording holds, by name."""
        return recordings.listed(self.control)

    def forget(self, name: str) -> None:
        """Delete a recording; an incident sealed from it stays.

        Raises:
            NotFound: there is no such recording.
        """
        self._recorded(name)
        with self.recording:
            if taking := self.taking.pop(name, None):
                taking.close()
            recordings.drop(self.control, name)

    def dump(self, folder: Path, *, without: Collection[str]) -> list[str]:
        """Copy every recording, and every incident but these, into folders of a new folder; their databases' names.

        Raises:
            Conflict: one could not be read.
        """
        folder.mkdir(parents=True)
        recorded = [recording_database(one.name) for one in self.recordings()]
        found = [*recorded, *(one for one in self.incidents() if one not in without)]
        for number, database in enumerate(found):
            copying.dump(self.control, database, folder / f"{number:04}")
        return found

    def load(self, folder: Path) -> list[str]:
        """Bring back what was copied into that folder; their databases' names.

        Raises:
            Conflict: one is there already, or could not be written.
        """
        return [copying.load(self.engine, self.control, one) for one in sorted(folder.iterdir())]

    def seal(self, recording: str, name: str, *, progress: Progress = silent) -> None:
        """Install what the recording holds as an incident of that name; the recording stays and may grow on.

        Raises:
            NotFound: there is no such recording.
            Invalid: it is empty, or the name.
            Conflict: the disk is full.
        """
        incident(name)
        found = self._recorded(recording)
        if found.first is None:
            raise Invalid(f"The recording {recording} holds no telemetry yet.", field="recording")
        progress("reading the recording", 0.0)
        with self.control.client(recording_database(recording)) as client:
            signals = sealing.signals(client)
        self.install(name, signals, progress=progress)

    def _recorded(self, name: str) -> Recorded:
        found = next((each for each in self.recordings() if each.name == name), None)
        if found is None:
            raise NotFound(f"There is no recording named {name}.")
        return found

    def _ask(
        self, database: str, sql: str, parameters: Mapping[str, object], fmt: str, tag: str, limits: Limits
    ) -> bytes:
        with self.running.question(tag) as question:
            fits = limits if self.running.is_alone() else replace(limits, threads=1)  # then no processor is idle
            statement = bounded(sql, fits, question.comment)
            try:
                with self.pool.client(database) as client:
                    question.check()
                    return client.raw_query(statement, parameters=bound(parameters) or None, fmt=fmt)
            except EngineError as error:
                raise explained(error, limits) from error

    def _control(self, sql: str, parameters: Mapping[str, Any]) -> list[Any]:
        with self.control.client() as client:
            return list(client.query(sql, parameters=dict(parameters)).result_rows)

    def _kill(self, sql: str, parameters: Mapping[str, str]) -> None:
        with suppress(*EngineError), self.control.client() as client:
            client.command(sql, parameters=dict(parameters))
