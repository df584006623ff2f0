"""What does a restart cost readers?

Usage: scripts/bench restarts [--home DIR] [--times N] [--a-second N]

Asks a running server at a fixed rate, each request on a connection of its own, and counts what is
lost: first while it takes up the release again N times (SIGHUP), then while it is stopped (SIGTERM)
and started N times. Of what is lost, refused connections are told apart from those that were
accepted and then cut off. Linux only.
"""

from __future__ import annotations

import argparse
import signal
import time
from collections import Counter
from pathlib import Path

from tests.faults.servers import Load, Server, ended, serving

SETTLED_S = 0.5
"""Under load before each stop."""
SETTLED = 100
"""Answers before each reload: the workers of the last one are up."""
WORKERS = 2


def reloaded(server: Server) -> None:
    """Takes up the release; back when the workers of before have gone."""
    before = set(server.workers)
    server.signal(signal.SIGHUP)
    while before & set(server.workers) or len(server.workers) < WORKERS:
        time.sleep(0.05)


def kind(failure: str) -> str:
    return "refused" if "ConnectionRefused" in failure else failure.partition(": ")[2]


def report(name: str, times: int, asked: int, seconds: float, failures: list[str]) -> None:
    """A busy machine asks less than it was told to: what it did ask a second is said."""
    lost = Counter(map(kind, failures))
    told = ", ".join(f"{count} {what}" for what, count in lost.most_common()) or "none lost"
    rate = f"{asked / seconds:.0f} a second"
    print(f"{name}: {times} times, {asked:,} requests, {rate}: {told}", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description="Restarts a server under load.")
    options.add_argument("--home", type=Path, default=Path("var"))
    options.add_argument("--times", type=int, default=50)
    options.add_argument("--a-second", type=float, default=200)
    chosen = options.parse_args()

    with serving(chosen.home, workers=WORKERS) as server:
        began = time.monotonic()
        with Load(server.port, a_second=chosen.a_second) as load:
            for _ in range(chosen.times):
                answered = load.statuses[200]
                while load.statuses[200] < answered + SETTLED:
                    time.sleep(0.05)
                reloaded(server)
            seconds = time.monotonic() - began
        report("reload", chosen.times, load.count, seconds, load.failures)

    asked, seconds, failures = 0, 0.0, list[str]()
    for _ in range(chosen.times):
        with serving(chosen.home, workers=WORKERS) as server:
            began = time.monotonic()
            with Load(server.port, a_second=chosen.a_second) as load:
                time.sleep(SETTLED_S)
                server.signal(signal.SIGTERM)
                ended(server.process)
                seconds += time.monotonic() - began
            asked += load.count
            failures += load.failures
    report("stop", chosen.times, asked, seconds, failures)


if __name__ == "__main__":
    main()
