"""ClickHouse's HTTP interface, answered by chDB in this process: so that one test goes both ways.

    python -m tests.store.clickhouse_server FOLDER [PORT]

It covers what clickhouse-connect uses: settings, parameters and sessions in the address or a form, compression both
ways, formats, errors with their code (also in the middle of a stream), and stopping a question whose client left.
It is no database server: no users, roles or quotas, no external data, no asynchronous inserts. Loopback only.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import select
import sys
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import chdb
import lz4.frame

# Parameters of the transport; everything else in the address is a setting or `param_…`.
TRANSPORT = frozenset(
    [
        "query",
        "database",
        "session_id",
        "session_timeout",
        "session_check",
        "query_id",
        "quota_key",
        "compress",
        "decompress",
        "wait_end_of_query",
        "buffer_size",
        "client_protocol_version",
        "role",
        "default_format",
        "send_progress_in_http_headers",
        "http_headers_progress_interval_ms",
        "enable_http_compression",
        "user",
        "password",
        "cancel_http_readonly_queries_on_client_close",
    ]
)
STREAMED = frozenset({"Native", "TabSeparated", "TSV", "CSV", "RowBinary", "JSONEachRow"})
INSERT = re.compile(rb"(\s*INSERT\s+INTO\s.*?)\sFORMAT\s+(?!Values)(\w+)[ \t]*\n", re.I | re.S)
FORMAT = re.compile(rb"\bFORMAT\s+(\w+)\s*;?\s*$", re.I)
QUESTION = re.compile(rb"^\s*(?:SELECT|WITH|\()", re.I)
KILL = re.compile(rb"^\s*KILL\s+QUERY\b", re.I)
STATUS = {"60": 404, "81": 404, "47": 404, "46": 404, "62": 400, "36": 400, "43": 400, "115": 404, "373": 423}
PACKED = {"gzip": (gzip.compress, gzip.decompress), "lz4": (lz4.frame.compress, lz4.frame.decompress)}


@dataclass
class Session:
    connection: Any
    lock: threading.Lock


class Engine:
    """chDB's connections, and the watcher that stops questions whose client has gone."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.control = chdb.connect(folder)
        self.lock = threading.Lock()
        self.sessions: dict[str, Session] = {}
        self.watched: dict[str, Any] = {}
        threading.Thread(target=self.watch, daemon=True).start()

    @contextmanager
    def connection(self, session: str | None) -> Iterator[Any]:
        """A connection of its own for one request, or the session's, which takes one request at a time."""
        if not session:
            connection = chdb.connect(self.folder)
            try:
                yield connection
            finally:
                connection.close()
            return
        with self.lock:
            found = self.sessions.setdefault(session, Session(chdb.connect(self.folder), threading.Lock()))
        if not found.lock.acquire(timeout=1):
            raise RuntimeError(
                "Code: 373. DB::Exception: Session is locked by a concurrent client. (SESSION_IS_LOCKED)"
            )
        try:
            yield found.connection
        finally:
            found.connection.query("SELECT 1")  # takes along what a failed question left behind
            found.lock.release()

    def kill(self, comment: str) -> None:
        with self.lock, suppress(RuntimeError):
            self.control.query(f"KILL QUERY WHERE Settings['log_comment'] = {quoted(comment)} ASYNC")

    def watch(self) -> None:
        while not threading.Event().wait(0.05):
            for comment, socket in list(self.watched.items()):
                poll = select.poll()
                poll.register(socket, select.POLLRDHUP | select.POLLHUP | select.POLLERR)
                if poll.poll(0) and self.watched.pop(comment, None):
                    self.kill(comment)


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else every request takes 44 ms
    wbufsize = 1 << 16  # headers and body in one packet
    engine: Engine

    def log_message(self, *_: object) -> None:
        """Nothing: a test's output is pytest's."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/ping":
            return self.reply(200, b"Ok.\n", {})
        if path != "/":
            return self.reply(404, b"There is no handle " + self.path.encode(), {})
        try:
            return self.question()
        except RuntimeError as error:
            code = (re.search(r"Code: (\d+)", str(error)) or ["", "1002"])[1]
            text = f"{error} (version 26.9.2.1)\n".encode()
            return self.reply(STATUS.get(code, 500), text, {"X-ClickHouse-Exception-Code": code})

    do_POST = do_GET  # noqa: N815

    def question(self) -> None:
        given, body = self.request_parts()
        query_id = given.get("query_id") or str(uuid.uuid4())
        settings = {k: v for k, v in given.items() if k not in TRANSPORT and not k.startswith("param_")}
        settings.setdefault("log_comment", query_id)
        late = {k: settings.pop(k) for k in ("readonly",) if k in settings}  # no setting may change after it
        with self.engine.connection(given.get("session_id")) as connection:
            try:
                for name, value in {**settings, **late}.items():
                    connection.query(f"SET {re.sub(r'[^a-zA-Z0-9_]', '', name)} = {quoted(value)}")
                if given.get("database"):
                    connection.query("USE `{}`".format(given["database"].replace("\\", "\\\\").replace("`", "\\`")))
                self.run(connection, body, given, query_id, settings["log_comment"])
            finally:
                self.engine.watched.pop(settings["log_comment"], None)
                if given.get("session_id"):  # settings in the address are the question's, not the session's
                    for name in settings:
                        connection.query(f"SET {name} = DEFAULT")

    def request_parts(self) -> tuple[dict[str, str], bytes]:
        """The parameters, of the address and of a form, and the body."""
        given = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        body = self.body()
        if self.headers.get_content_type() == "multipart/form-data":
            head = b"Content-Type: " + self.headers["Content-Type"].encode() + b"\r\n\r\n"
            for part in BytesParser(policy=HTTP).parsebytes(head + body).iter_parts():
                if part.get_filename():
                    raise RuntimeError("Code: 48. DB::Exception: external data is not supported. (NOT_IMPLEMENTED)")
                name = part.get_param("name", header="content-disposition")
                given[str(name)] = part.get_payload(decode=True).decode()
            body = b""
        return given, body

    def body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            out = bytearray()
            while size := int(self.rfile.readline().split(b";")[0], 16):
                out += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            out = bytearray(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        coding = self.headers.get("Content-Encoding")
        return PACKED[coding][1](bytes(out)) if coding and out else bytes(out)

    def run(self, connection: Any, body: bytes, given: Mapping[str, str], query_id: str, comment: str) -> None:
        bound = {name.removeprefix("param_"): v for name, v in given.items() if name.startswith("param_")}
        sql = given.get("query", "").encode()
        sql += (b"\n" if sql and body else b"") + body
        insert = INSERT.match(sql)
        kill = KILL.match(sql)
        reads = not insert and not kill and connection._conn.classify_query(sql)["query_class"].name == "READ_ONLY"
        asked = FORMAT.search(sql[-200:]) if not insert else None
        fmt = asked.group(1).decode() if asked else given.get("default_format", "TabSeparated")
        headers = {"X-ClickHouse-Query-Id": query_id, "X-ClickHouse-Timezone": "UTC"}
        headers["X-ClickHouse-Server-Display-Name"] = "chdb-test"
        if reads or kill:
            headers["X-ClickHouse-Format"] = fmt
        if reads and given.get("cancel_http_readonly_queries_on_client_close") == "1":
            self.engine.watched[comment] = self.connection
        if QUESTION.match(sql) and fmt in STREAMED and given.get("wait_end_of_query") != "1":
            return self.stream(connection.send_query(sql.decode(), fmt, params=bound), headers, self.coding(given))
        if insert:
            with connection.send_insert(insert.group(1).decode(), insert.group(2).decode()) as opened:
                opened.append(sql[insert.end() :])
                done = opened.finish()
            answer, summary = b"", {"written_rows": str(done.rows_written), "written_bytes": str(done.bytes_written)}
        else:
            result = connection.query(sql.decode(), fmt, params=bound)
            answer, summary = bytes(result.bytes() or b""), {"read_rows": str(result.rows_read())}
        headers["X-ClickHouse-Summary"] = json.dumps(summary)
        return self.reply(200, answer, headers, self.coding(given))

    def coding(self, given: Mapping[str, str]) -> str:
        if given.get("enable_http_compression") != "1":
            return ""
        offered = [each.strip() for each in self.headers.get("Accept-Encoding", "").split(",")]
        return next((each for each in offered if each in PACKED), "")

    def stream(self, chunks: Any, headers: Mapping[str, str], coding: str) -> None:
        first = chunks.fetch()  # an early error still becomes a status
        mark = uuid.uuid4().hex[:16]
        self.send_response(200)
        more = {"Transfer-Encoding": "chunked", "X-ClickHouse-Exception-Tag": mark}
        if coding:
            more["Content-Encoding"] = coding
        for name, value in {**headers, **more}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            while first is not None:
                self.chunk(bytes(first.bytes()), coding)
                first = chunks.fetch()
        except RuntimeError as error:
            found = re.search(r"Code: .*", str(error), re.S)
            text = (found.group() if found else str(error)).encode()
            parts = (b"\r\n__exception__\r\n", mark.encode(), b"\r\n", text, b"\n")
            self.chunk(b"".join(parts) + b"%d %s\r\n__exception__\r\n" % (len(text) + 1, mark.encode()), coding)
        except OSError:  # the client hung up
            chunks.close()
            self.close_connection = True
            return
        self.wfile.write(b"0\r\n\r\n")
        self.wfile.flush()

    def chunk(self, data: bytes, coding: str) -> None:
        data = PACKED[coding][0](data) if coding else data  # frames one behind the other
        if data:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
            self.wfile.flush()

    def reply(self, status: int, body: bytes, headers: Mapping[str, str], coding: str = "") -> None:
        if coding:
            headers = {**headers, "Content-Encoding": coding}
            body = PACKED[coding][0](body)
        with suppress(OSError):
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()
            return
        self.close_connection = True


def serve(folder: str, port: int = 0) -> ThreadingHTTPServer:
    handler = type("Bound", (Handler,), {"engine": Engine(folder)})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    return server


if __name__ == "__main__":
    os.chdir(Path(sys.argv[1]).parent)  # chDB leaves copies of schemas where it was started
    started = serve(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    print(started.server_port, flush=True)  # noqa: T201
    started.serve_forever()
