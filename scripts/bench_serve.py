"""How soon is a server ready, and how much memory do its workers take?

Usage: scripts/bench serve [--home DIR]

From the start of `taskdex serve` to the first 200 of `/readyz` (which runs a real query), with one
and with four workers; then the memory of all its processes after a hundred searches each.
Proportional set size counts a page that several processes share once; Linux only.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

SEARCHES = 100


def start(home: Path, port: int, workers: int) -> tuple[subprocess.Popen[bytes], float]:
    """The running server, and the seconds until it was ready."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "index.cli", "serve", "--home", str(home)]
    server = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", "--workers", str(workers)],
        stderr=subprocess.DEVNULL,
    )
    while time.perf_counter() - started < 30:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return server, time.perf_counter() - started
        except urllib.error.URLError:
            time.sleep(0.01)
    server.kill()
    raise SystemExit("The server was not ready within 30 s.")


def processes(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [parent, *(child for each in children for child in processes(int(each)))]


def megabytes(process: int, kind: str) -> float:
    text = Path(f"/proc/{process}/smaps_rollup").read_text()
    found = re.search(rf"^{kind}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found.group(1)) / 1024 if found else 0.0


def main() -> None:
    options = argparse.ArgumentParser(description="Times the start of a server.")
    options.add_argument("--home", type=Path, default=Path("var"))
    options.add_argument("--port", type=int, default=8765)
    chosen = options.parse_args()
    for workers in (1, 4):
        times = []
        for _ in range(5):
            server, seconds = start(chosen.home, chosen.port, workers)
            times.append(seconds)
            if len(times) < 5:
                server.send_signal(signal.SIGTERM)
                server.wait()
        for number in range(SEARCHES * workers):
            address = f"http://127.0.0.1:{chosen.port}/_/search?q=task+{number % 97}"
            with urllib.request.urlopen(address, timeout=10):
                pass
        everyone = processes(server.pid)
        shared = sum(megabytes(each, "Pss") for each in everyone)
        resident = sum(megabytes(each, "Rss") for each in everyone)
        print(
            f"{workers} worker{'s' if workers > 1 else ' '}: ready after {sorted(times)[2]:.2f} s"
            f" (of 5: {min(times):.2f} to {max(times):.2f}); memory {shared:.0f} MB"
            f" (proportional; {resident:.0f} MB resident, shared pages counted each time)"
        )
        os.kill(server.pid, signal.SIGTERM)
        server.wait()


if __name__ == "__main__":
    main()
