"""How fast is a search over HTTP, beside an empty Flask view and Datasette?

Usage: scripts/bench http [--home DIR] [--workers N] [--rounds N]

One run on loopback, kept-alive connections, one client and then eight; the as-you-type queries of
`scripts/bench search`, each once a pass. The servers take turns in every round.

- `first time`: `/_/search` of `taskdex serve`, started anew for each pass, so that no answer is
  remembered. Another set of queries is asked before, so that code and arrays are loaded.
- `remembered`: the same queries again, after each connection asked all of them. All ask for
  compression as browsers do; the others have none.
- `empty view`: a Flask view that returns nothing, in gunicorn with the same settings.
- `Datasette`: its table page over the same tasks and occupations in SQLite (FTS5, porter stemming,
  prefix indexes, the file opened as immutable), 20 rows a page; as it comes, and with its
  suggestions of facets turned off. It is one process, and sorts by row, not by rank.

A client sends its next request when it has the whole answer; every worker has as many of the eight.
All clients are one thread of this process; what it costs is printed beside what the servers cost.
Linux only.
"""

from __future__ import annotations

import argparse
import os
import random
import selectors
import signal
import socket
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlencode

import numpy as np
from flask import Flask

from index import Encyclopedia
from index.text import words
from scripts.bench_search import documents, queries
from scripts.bench_serve import Server, free_port, processes, running, taskdex

CLIENTS = (1, 8)
ACCEPTED = "Accept-Encoding: gzip, deflate, br, zstd"
"""As browsers send it: answers are compressed, which takes time, and so does sending more."""
EMPTY_REQUESTS = 1500
PASS_SECONDS = 8.0
"""A pass ends then, at the latest; queries are shuffled, so what is left out is of all classes."""
ANSWER_WITHIN_S = 30
TICKS = os.sysconf("SC_CLK_TCK")
ROWS = 20
SEED = 20240817

FIRST, REMEMBERED, EMPTY = "/_/search, first time", "/_/search, remembered", "empty view"
DATASETTE, PLAIN_DATASETTE = "Datasette", "Datasette, no suggestions"


@dataclass(slots=True)
class Taken:
    """What some passes took."""

    times_ms: list[float] = field(default_factory=list)
    """Of each request."""
    body_bytes: int = 0
    wall_s: float = 0.0
    server_s: float = 0.0
    """Processor time of all processes of the server."""
    client_s: float = 0.0

    def add(self, other: Taken) -> None:
        self.times_ms += other.times_ms
        self.body_bytes += other.body_bytes
        self.wall_s += other.wall_s
        self.server_s += other.server_s
        self.client_s += other.client_s

    def percentile(self, share: float) -> float:
        return float(np.percentile(self.times_ms, share))

    @property
    def a_second(self) -> float:
        return len(self.times_ms) / self.wall_s

    @property
    def server_ms(self) -> float:
        """Processor time of the server for one request."""
        return self.server_s * 1000 / len(self.times_ms)


# --- the load generator --------------------------------------------------------------------------


@dataclass(slots=True)
class Connection:
    """A kept-alive connection with at most one request under way."""

    socket: socket.socket
    requests: Iterator[bytes] = field(default_factory=lambda: iter(()))
    received: bytes = b""
    sent_at: float = 0.0


class Clients:
    """Some connections to a server, asked in turns by one thread.

    Each worker gets as many of them: left to luck, one worker often accepts all connections that
    are opened together, and what is measured is that luck. So the others are halted meanwhile.
    """

    def __init__(self, server: Server, count: int) -> None:
        self._connections: list[Connection] = []
        everyone = processes(server.process_id)
        workers = everyone[1:] or everyone
        for place, worker in enumerate(workers):
            with _halted(set(workers) - {worker}):
                share = count // len(workers) + (place < count % len(workers))
                self._connections += [_connect(server) for _ in range(share)]

    def share(self, requests: Iterable[bytes]) -> Taken:
        """Sends each request once, by whichever connection is free."""
        requests = iter(requests)
        return _ask(self._connections, [requests] * len(self._connections))

    def repeat(self, requests: Sequence[bytes]) -> None:
        """Sends all requests by every connection."""
        _ask(self._connections, [iter(requests) for _ in self._connections])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for connection in self._connections:
            connection.socket.close()


@contextmanager
def _halted(workers: Iterable[int]) -> Iterator[None]:
    workers = tuple(workers)
    for worker in workers:
        os.kill(worker, signal.SIGSTOP)
    try:
        yield
    finally:
        for worker in workers:
            os.kill(worker, signal.SIGCONT)


def _connect(server: Server) -> Connection:
    """A connection that got an answer, so that a worker has it."""
    opened = socket.create_connection(("127.0.0.1", server.port), ANSWER_WITHIN_S)
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection = Connection(opened)
    _ask([connection], [iter([request(server.port, server.path)])])
    return connection


def _ask(connections: Sequence[Connection], requests: Sequence[Iterator[bytes]]) -> Taken:
    taken = Taken()
    started, process_started = time.perf_counter(), time.process_time()
    with selectors.DefaultSelector() as selector:
        for connection, its_own in zip(connections, requests, strict=True):
            connection.requests = its_own
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            _send_next(connection, selector, started)
        while selector.get_map():
            ready = selector.select(ANSWER_WITHIN_S)
            if not ready:
                raise SystemExit(f"A server did not answer within {ANSWER_WITHIN_S} s.")
            for key, _ in ready:
                _receive(key.data, selector, started, taken)
    taken.wall_s = time.perf_counter() - started
    taken.client_s = time.process_time() - process_started
    return taken


def _send_next(connection: Connection, selector: selectors.BaseSelector, started: float) -> None:
    now = time.perf_counter()
    request = next(connection.requests, None) if now - started < PASS_SECONDS else None
    if request is None:
        selector.unregister(connection.socket)
        return
    connection.received = b""
    connection.sent_at = now
    connection.socket.sendall(request)


def _receive(
    connection: Connection, selector: selectors.BaseSelector, started: float, taken: Taken
) -> None:
    part = connection.socket.recv(1 << 18)
    connection.received += part
    if not part:
        raise SystemExit(f"A server hung up after {connection.received[:200]!r}.")
    if (size := _body_bytes(connection.received)) is None:
        return
    taken.times_ms.append((time.perf_counter() - connection.sent_at) * 1000)
    taken.body_bytes += size
    if not connection.received.startswith(b"HTTP/1.1 200 "):
        raise SystemExit(f"A server answered {connection.received[:400]!r}.")
    _send_next(connection, selector, started)


def _body_bytes(received: bytes) -> int | None:
    """How long the body is, if all of it is there."""
    head, _, body = received.partition(b"\r\n\r\n")
    _, has_length, length = head.lower().partition(b"\r\ncontent-length:")
    if has_length:
        return len(body) if len(body) >= int(length.partition(b"\r\n")[0]) else None
    return len(body) if received.endswith(b"\r\n0\r\n\r\n") else None


def processor_seconds(process_id: int) -> float:
    """What a process and all below it have used so far."""
    ticks = 0
    for each in processes(process_id):
        # After the name, which may hold anything: fields 14 and 15 of proc(5), user and system.
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


def timed(server: Server, clients: Clients, requests: Iterable[bytes]) -> Taken:
    before = processor_seconds(server.process_id)
    taken = clients.share(requests)
    taken.server_s = processor_seconds(server.process_id) - before
    return taken


# --- who is asked --------------------------------------------------------------------------------


def request(port: int, path: str, *headers: str) -> bytes:
    lines = (f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", *headers, "", "")
    return "\r\n".join(lines).encode()


def typed(port: int, text: str) -> bytes:
    """What the page sends while somebody types."""
    shown = f"HX-Current-URL: http://127.0.0.1:{port}/search?q={quote(text[:-1])}"
    path = f"/_/search?{urlencode({'q': text})}"
    return request(port, path, "HX-Request: true", "HX-Source: input#q", shown, ACCEPTED)


def looked_up(port: int, text: str) -> bytes:
    """The same search in Datasette."""
    found = [f'"{word}"' for word in words(text)]
    if not text.endswith(" "):
        found[-1] += "*"
    asked = {"_search": " ".join(found), "_searchmode": "raw", "_size": ROWS}
    return request(port, f"/rows/document?{urlencode(asked)}")


def empty_app() -> Flask:
    """The floor of the stack: what every Flask view costs in this gunicorn."""
    app = Flask("empty")
    app.add_url_rule("/", view_func=lambda: "", endpoint="empty")
    return app


def empty_view(workers: int) -> AbstractContextManager[Server]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "python:webapp.server.settings"]
    command += ["-b", f"127.0.0.1:{port}", "-w", str(workers), "scripts.bench_http:empty_app()"]
    return running(command, port, "/", lambda body: body == b"")


def datasette(file: Path, *settings: str) -> AbstractContextManager[Server]:
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "datasette", "serve", "-i", str(file)]
    command += ["-h", "127.0.0.1", "-p", str(port), *settings]
    return running(command, port, "/rows/document.json?_size=1", lambda body: b'"rows"' in body)


def write_rows(encyclopedia: Encyclopedia, file: Path) -> None:
    """Every task and occupation, with what a result line shows."""
    tasks = [encyclopedia.task_summary(task_id) for task_id in encyclopedia.task_ids()]
    rows = [(t.text, t.type, t.occupation_title, t.importance) for t in tasks]
    rows += [(o.title, None, o.title, None) for o in encyclopedia.occupations()]
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(
            "CREATE TABLE document (id INTEGER PRIMARY KEY,"
            " text TEXT, type TEXT, occupation TEXT, importance REAL)"
        )
        connection.executemany(
            "INSERT INTO document (text, type, occupation, importance) VALUES (?, ?, ?, ?)", rows
        )
        connection.execute(
            "CREATE VIRTUAL TABLE document_fts USING fts5 (text, content = 'document',"
            " content_rowid = 'id', tokenize = 'porter', prefix = '1 2 3 4 5')"
        )
        connection.execute("INSERT INTO document_fts (document_fts) VALUES ('rebuild')")
        connection.execute("INSERT INTO document_fts (document_fts) VALUES ('optimize')")
        connection.commit()


# --- a run ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """What is asked of whom."""

    home: Path
    workers: int
    rows: Path
    asked: Sequence[str]
    before: Sequence[str]
    """Asked first, and not measured."""

    def round(self, clients: int) -> Iterator[tuple[str, Taken]]:
        yield from self._ours(clients)
        yield EMPTY, self._empty(clients)
        yield DATASETTE, self._datasette(clients)
        settings = ("--setting", "suggest_facets", "off")
        yield PLAIN_DATASETTE, self._datasette(clients, *settings)

    def _ours(self, count: int) -> Iterator[tuple[str, Taken]]:
        with taskdex(self.home, self.workers) as server, Clients(server, count) as clients:
            make = partial(typed, server.port)
            clients.repeat([make(text) for text in self.before])
            requests = [make(text) for text in self.asked]
            yield FIRST, timed(server, clients, requests)
            clients.repeat(requests)
            yield REMEMBERED, timed(server, clients, requests)

    def _empty(self, count: int) -> Taken:
        with empty_view(self.workers) as server, Clients(server, count) as clients:
            requests = [request(server.port, "/")] * EMPTY_REQUESTS
            clients.repeat(requests[:50])
            return timed(server, clients, requests)

    def _datasette(self, count: int, *settings: str) -> Taken:
        with datasette(self.rows, *settings) as server, Clients(server, count) as clients:
            make = partial(looked_up, server.port)
            clients.repeat([make(text) for text in self.before[:10]])
            return timed(server, clients, [make(text) for text in self.asked])


def show(taken: dict[tuple[str, int], Taken]) -> None:
    titles = ("p50 ms", "p95 ms", "p99 ms", "a second", "server ms", "client ms", "kB")
    print(f"{'':28}{'clients':>8}{'requests':>10}" + "".join(f"{title:>11}" for title in titles))
    for (name, clients), figures in taken.items():
        count = len(figures.times_ms)
        columns = [figures.percentile(share) for share in (50, 95, 99)]
        columns += [figures.a_second, figures.server_ms, figures.client_s * 1000 / count]
        columns.append(figures.body_bytes / 1000 / count)
        print(f"{name:28}{clients:8}{count:10,}" + "".join(f"{value:11.2f}" for value in columns))
    print("server ms and client ms: processor time of one request")


def compare(taken: dict[tuple[str, int], Taken]) -> None:
    for clients in CLIENTS:
        empty = taken[EMPTY, clients]
        for name in (FIRST, REMEMBERED):
            ours = taken[name, clients]
            print(
                f"{name} ÷ {EMPTY}, {clients} clients: requests a second"
                f" {ours.a_second / empty.a_second:.2f}"
                f" (by processor time {empty.server_ms / ours.server_ms:.2f})"
            )
    for clients in CLIENTS:
        for peer in (DATASETTE, PLAIN_DATASETTE):
            theirs = taken[peer, clients].percentile(95)
            ours_ms = taken[FIRST, clients].percentile(95)
            print(f"p95 of {FIRST} ÷ {peer}, {clients} clients: {ours_ms / theirs:.3f}")


def main() -> None:
    options = argparse.ArgumentParser(description="Times searches over HTTP.")
    options.add_argument("--home", type=Path, default=Path("var"))
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    taken: dict[tuple[str, int], Taken] = {}
    with tempfile.TemporaryDirectory() as scratch, Encyclopedia.open(chosen.home) as encyclopedia:
        rows = Path(scratch) / "rows.db"
        write_rows(encyclopedia, rows)
        texts = [text for text, _ in documents(encyclopedia)]
        asked = mixed(queries(texts))
        before = [text for text in mixed(queries(texts[::-1])) if text not in set(asked)]
        run = Run(chosen.home, chosen.workers, rows, asked, before[:60])
        print(f"{len(texts):,} rows, {len(asked)} queries, {chosen.workers} workers")
        for _ in range(chosen.rounds):
            for clients in CLIENTS:
                for name, figures in run.round(clients):
                    taken.setdefault((name, clients), Taken()).add(figures)
    show(taken)
    compare(taken)


def mixed(classes: dict[str, list[str]]) -> list[str]:
    """All queries, each once, in an order that a fixed seed gives."""
    found = list(dict.fromkeys(text for group in classes.values() for text in group))
    random.Random(SEED).shuffle(found)
    return found


if __name__ == "__main__":
    main()
