"""Real servers and real load, for tests that stop, starve and flood them.

`serving` starts `taskdex serve` on a free port; `Load` asks it at a fixed rate, whatever becomes of
the answers; `variants` builds releases that tell by their text which one they are.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from index.sources import sample
from tests.support import ROOT

STARTS_WITHIN_S = 60
ENDS_WITHIN_S = 40
ANSWERS_WITHIN_S = 20
AT_MOST = 100
"""Requests of a load that are under way at once."""
TASK_ID = 19156
MARK = re.compile(r"Edition (\d+)\.")
_LISTENING = re.compile(r"Listening at: http://127\.0\.0\.1:(\d+)")


@dataclass(slots=True)
class Server:
    """A running `taskdex serve`."""

    process: subprocess.Popen[str]
    port: int
    log: list[str]
    """What it has said so far, line by line."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def workers(self) -> tuple[int, ...]:
        """Process ids of those who answer; Linux only."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return tuple(map(int, path.read_text().split()))

    def descriptors(self) -> tuple[int, int]:
        """How many files and sockets the master and its one worker hold; Linux only."""
        (worker,) = self.workers
        master, other = (
            sum(1 for _ in Path(f"/proc/{each}/fd").iterdir())
            for each in (self.process.pid, worker)
        )
        return master, other

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def said(self, text: str) -> int:
        """How many lines hold a text."""
        return sum(text in line for line in tuple(self.log))


@contextmanager
def serving(
    home: Path,
    *,
    workers: int = 2,
    command: Sequence[str] = (sys.executable, "-W", "ignore", "-m", "index.cli"),
    folder: Path | str = ROOT,
    **environment: str,
) -> Iterator[Server]:
    """A server that answers, on a free port; `environment` is added to ours.

    `folder` is the one that it is started in.
    """
    options = ["--home", str(home), "--bind", "127.0.0.1:0", "--workers", str(workers)]
    process = subprocess.Popen(
        [*command, "serve", *options],
        cwd=folder,
        env={**os.environ, **environment},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    log: list[str] = []
    reader = threading.Thread(target=_follow, args=(process.stderr, log), daemon=True)
    reader.start()
    try:
        yield Server(process, _port(process, log), log)
    finally:
        process.terminate()
        try:
            process.wait(ENDS_WITHIN_S)
        finally:
            process.kill()
            process.wait()
            reader.join(5)
            process.stderr.close()


def _follow(stream: IO[str], log: list[str]) -> None:
    with suppress(ValueError):  # closed at the end
        log.extend(iter(stream.readline, ""))


def _port(process: subprocess.Popen[str], log: list[str]) -> int:
    deadline = time.monotonic() + STARTS_WITHIN_S
    port = 0
    while time.monotonic() < deadline and process.poll() is None:
        if not port and (found := _LISTENING.search("".join(log))):
            port = int(found[1])
        if port:
            with suppress(OSError):
                get(port, "/healthz")
                return port
        time.sleep(0.02)
    raise AssertionError(f"The server did not start:\n{''.join(log)}")


# --- one request ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came."""

    status: int
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes


def get(port: int, path: str, **headers: str) -> Answer:
    """One request on a connection of its own. Raises OSError if there is no whole answer."""
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return exchange(port, "\r\n".join([*lines, "", ""]).encode())


def exchange(port: int, request: bytes) -> Answer:
    """Sends bytes, and reads until the server hangs up. Raises OSError likewise."""
    with socket.create_connection(("127.0.0.1", port), ANSWERS_WITHIN_S) as connection:
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(request)  # a server may refuse before it has read it all
        received = bytearray()
        with suppress(ConnectionResetError):
            while part := connection.recv(1 << 16):
                received += part
    head, separator, body = bytes(received).partition(b"\r\n\r\n")
    if not separator:
        raise ConnectionError(f"no answer, but {bytes(received[:80])!r}")
    return _answer(head, body)


def _answer(head: bytes, body: bytes) -> Answer:
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return Answer(int(status.split(" ")[1]), headers, body)


def until(holds: Callable[[], bool]) -> None:
    """Waits for something to happen, for as long as a start may take."""
    deadline = time.monotonic() + STARTS_WITHIN_S
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def until_ready(server: Server, release_id: str) -> None:
    """Waits until every worker of today serves a release: many answers in a row name it."""
    deadline = time.monotonic() + STARTS_WITHIN_S
    in_a_row = 0
    while in_a_row < 12:
        assert time.monotonic() < deadline, f"{release_id} is not served:\n{''.join(server.log)}"
        answer = get(server.port, "/readyz")
        same = answer.status == 200 and json.loads(answer.body)["release"] == release_id
        in_a_row = in_a_row + 1 if same else 0
        if not same:
            time.sleep(0.05)


# --- load ----------------------------------------------------------------------------------------

PATHS = (
    "/_/search?q=art",
    f"/tasks/task-{TASK_ID}",
    f"/api/v1/tasks/{TASK_ID}",
    "/api/v1/search?q=artwork",
    "/occupations/29-1129.01",
)


@dataclass(slots=True)
class Load:
    """Asks at a fixed rate, in a thread of its own, every request on a connection of its own.

    Whether or not earlier requests were answered, the next one is sent when its time has come;
    only AT_MOST are under way at once, so that a busy machine is asked less and not drowned.
    """

    port: int
    a_second: float = 200
    paths: Sequence[str] = PATHS
    check: bool = False
    """Whether release and text of each answer of the API must be of one edition."""
    editions: dict[str, int] = field(default_factory=dict)
    """Release id → edition of its text."""
    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    failures_begun: list[float] = field(default_factory=list)
    """When each request without an answer was begun, by `time.monotonic`."""
    slowest_s: float = 0.0
    releases: Counter[str] = field(default_factory=Counter)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        assert self._thread is not None
        self._thread.join(STARTS_WITHIN_S)
        assert not self._thread.is_alive()

    @property
    def count(self) -> int:
        return sum(self.statuses.values()) + len(self.failures)

    async def _run(self) -> None:
        started = time.monotonic()
        under_way: set[asyncio.Task[None]] = set()
        number = 0
        while not self._stop.is_set():
            due = started + number / self.a_second
            if (early := due - time.monotonic()) > 0:
                await asyncio.sleep(early)
            if len(under_way) >= AT_MOST:
                await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            task = asyncio.create_task(self._ask(self.paths[number % len(self.paths)]))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
            number += 1
        await asyncio.gather(*under_way)

    async def _ask(self, path: str) -> None:
        started = time.monotonic()
        try:
            async with asyncio.timeout(ANSWERS_WITHIN_S):
                answer = await self._get(path)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            self.failures.append(f"{path}: {error!r}")
            self.failures_begun.append(started)
            return
        self.slowest_s = max(self.slowest_s, time.monotonic() - started)
        self.statuses[answer.status] += 1
        if answer.status >= 500:
            self.failures.append(f"{path}: {answer.status}")
        elif self.check and path.startswith("/api/v1/tasks"):
            self._check(path, answer)

    async def _get(self, path: str) -> Answer:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            writer.write(request.encode())
            await writer.drain()
            head = (await reader.readuntil(b"\r\n\r\n")).removesuffix(b"\r\n\r\n")
            answer = _answer(head, b"")
            length = int(answer.headers["content-length"])
            return Answer(answer.status, answer.headers, await reader.readexactly(length))
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    def _check(self, path: str, answer: Answer) -> None:
        told = json.loads(answer.body)
        self.releases[told["release"]] += 1
        found = MARK.search(told["task"])
        if found is None or self.editions.get(told["release"]) != int(found[1]):
            self.failures.append(f"{path}: {told['release']} says {told['task']!r}")


# --- releases that tell who they are -------------------------------------------------------------


def edition(folder: Path, number: int) -> Path:
    """The sample's sources with "Edition N." in the statement of TASK_ID."""
    shutil.copytree(sample.folder(), folder)
    statements = next((folder / "onet").glob("*/Task Statements.txt"))
    lines = statements.read_text(encoding="utf-8").split("\n")
    for place, line in enumerate(lines):
        cells = line.split("\t")
        if len(cells) > 2 and cells[1] == str(TASK_ID):
            cells[2] += f" Edition {number}."
            lines[place] = "\t".join(cells)
    statements.write_text("\n".join(lines), encoding="utf-8", newline="")
    return folder


def ended(process: subprocess.Popen[str], within_s: float = ENDS_WITHIN_S) -> int:
    """Waits for an end and returns the exit status."""
    try:
        return process.wait(within_s)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        raise AssertionError("The process did not end.") from None
