"""How soon is a server ready, and how much memory do its workers take?

Usage: scripts/bench serve [--home DIR]

From the start of `taskdex serve` to the first 200 of `/readyz` (which runs a real query), with one
and with four workers; then the memory of all its processes after a hundred searches each.
Proportional set size counts a page that several processes share once; Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.release import current_id

SEARCHES = 100
STARTS = 5
READY_WITHIN_S = 30
STOPPED_WITHIN_S = 25
"""Gunicorn waits 20 s for requests that are under way."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers, until the end of `running`."""

    process_id: int
    port: int
    path: str
    """Answered with 200."""
    ready_after_s: float


def free_port() -> int:
    """A port on loopback that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str], port: int, path: str, is_ours: Callable[[bytes], bool]
) -> Iterator[Server]:
    """Starts a server, waits until `path` gets a 200 that is its own, and stops it at the end.

    Raises SystemExit, with what the server said last, if it ends or is not ready in time.
    """
    settings = {key: value for key, value in os.environ.items() if not key.startswith("TASKDEX_")}
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, env=settings, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            while not _answers(process, port, path, is_ours):
                if process.poll() is not None or time.perf_counter() - started > READY_WITHIN_S:
                    log.seek(0)
                    told = log.read().decode(errors="replace")[-2000:]
                    raise SystemExit(f"Not ready: {' '.join(command)}\n{told}")
                time.sleep(0.01)
            yield Server(process.pid, port, path, time.perf_counter() - started)
        finally:
            _stop(process)


def _answers(
    process: subprocess.Popen[bytes], port: int, path: str, is_ours: Callable[[bytes], bool]
) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            # Whoever took the port first lets our process end, and answers for another release.
            return is_ours(answer.read()) and process.poll() is None
    except (urllib.error.URLError, ConnectionError, TimeoutError, ValueError, KeyError):
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOPPED_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def taskdex(home: Path, workers: int) -> Iterator[Server]:
    """`taskdex serve` with the current release of a home."""
    port, release_id = free_port(), current_id(home)
    command = [sys.executable, "-W", "ignore", "-m", "index.cli", "serve", "--home", str(home)]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(workers)]

    def is_ours(body: bytes) -> bool:
        return bool(json.loads(body)["release"] == release_id)

    with running(command, port, "/readyz", is_ours) as server:
        yield server


def processes(parent: int) -> list[int]:
    """A process and all below it."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [parent, *(child for each in children for child in processes(int(each)))]


def megabytes(process: int, kind: str) -> float:
    text = Path(f"/proc/{process}/smaps_rollup").read_text()
    found = re.search(rf"^{kind}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found.group(1)) / 1024 if found else 0.0


def search_often(port: int, times: int) -> None:
    for number in range(times):
        address = f"http://127.0.0.1:{port}/_/search?q=task+{number % 97}"
        with urllib.request.urlopen(address, timeout=10):
            pass


def main() -> None:
    options = argparse.ArgumentParser(description="Times the start of a server.")
    options.add_argument("--home", type=Path, default=Path("var"))
    home = options.parse_args().home
    if current_id(home) is None:
        raise SystemExit(f'There is no release in {home}. Build one: "taskdex build".')
    for workers in (1, 4):
        times = []
        for _ in range(STARTS - 1):
            with taskdex(home, workers) as server:
                times.append(server.ready_after_s)
        with taskdex(home, workers) as server:
            times.append(server.ready_after_s)
            search_often(server.port, SEARCHES * workers)
            everyone = processes(server.process_id)
            shared = sum(megabytes(each, "Pss") for each in everyone)
            resident = sum(megabytes(each, "Rss") for each in everyone)
        print(
            f"{workers} worker{'s' if workers > 1 else ' '}: ready after"
            f" {sorted(times)[STARTS // 2]:.2f} s"
            f" (of {STARTS}: {min(times):.2f} to {max(times):.2f}); memory {shared:.0f} MB"
            f" (proportional; {resident:.0f} MB resident, shared pages counted each time)"
        )


if __name__ == "__main__":
    main()
