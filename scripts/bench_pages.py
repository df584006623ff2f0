"""Prints what task pages take in processor time and weigh, beside those of another checkout.

    scripts/bench pages [--home DIR] [--every N] [--rounds N] [--peer CHECKOUT HOME]

Every Nth task page is made in process, in a program of its own for each checkout, in turns: the
machine is the same, and so is the other work on it. A page's time is the least of its rounds. HOME
is a home with a release that the peer's own `taskdex build` made of the same sources.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import quantiles
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent


class Measured(NamedTuple):
    """A page."""

    seconds: float
    """Of processor time."""
    bytes: int
    """Of HTML, compressed with gzip."""


def measure(home: Path, every: int) -> list[Measured]:
    """Every Nth task page of the release, made once before it is measured."""
    from index.encyclopedia import Encyclopedia
    from webapp import create_app
    from webapp.config import Config

    with Encyclopedia.open(home) as encyclopedia:
        addresses = [f"/tasks/task-{task_id}" for task_id in encyclopedia.task_ids()][::every]
    client = create_app(Config(home=home)).test_client()
    found = []
    for warm in addresses[:50]:
        client.get(warm)
    for number, address in enumerate(addresses):
        # Another address each time, so that no answer is a remembered one.
        start = time.process_time()
        response = client.get(f"{address}?round={number}")
        seconds = time.process_time() - start
        assert response.status_code == 200, address
        found.append(Measured(seconds, len(gzip.compress(response.data, 6))))
    return found


def of_checkout(checkout: Path, home: Path, every: int) -> list[Measured]:
    """The same in a program of its own, with the code of a checkout."""
    program = (
        "import sys, json; sys.path.insert(0, sys.argv[1]); from pathlib import Path; import"
        " importlib.util as u; s = u.spec_from_file_location('bench_pages', sys.argv[2]); m ="
        " u.module_from_spec(s); sys.modules['bench_pages'] = m; s.loader.exec_module(m);"
        " print(json.dumps(m.measure(Path(sys.argv[3]), int(sys.argv[4]))))"
    )
    arguments = [str(checkout), str(Path(__file__).resolve()), str(home.resolve()), str(every)]
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, *arguments],
        cwd=checkout,
        check=True,
        capture_output=True,
        text=True,
    )
    return [Measured(*pair) for pair in json.loads(run.stdout.splitlines()[-1])]


def least(rounds: list[list[Measured]]) -> list[Measured]:
    """Each page's least time."""
    return [min(pages) for pages in zip(*rounds, strict=True)]


def shown(name: str, pages: list[Measured]) -> tuple[float, float]:
    times = [1000 * page.seconds for page in pages]
    sizes = [page.bytes for page in pages]
    cuts, weights = quantiles(times, n=100), quantiles(sizes, n=100)
    print(
        f"{name}: {len(pages):,} pages; processor time p50 {cuts[49]:.2f}, p95 {cuts[94]:.2f} ms;"
        f" compressed p50 {weights[49]:,.0f}, p95 {weights[94]:,.0f}, largest {max(sizes):,} bytes"
    )
    return cuts[49], cuts[94]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, default=ROOT / "var")
    parser.add_argument("--every", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer", type=Path, nargs=2, metavar=("CHECKOUT", "HOME"))
    given = parser.parse_args()
    own: list[list[Measured]] = []
    other: list[list[Measured]] = []
    for _ in range(given.rounds):
        own.append(of_checkout(ROOT, given.home, given.every))
        if given.peer:
            checkout, home = given.peer
            other.append(of_checkout(checkout, home, given.every))
    p50, p95 = shown("this checkout", least(own))
    if given.peer:
        before50, before95 = shown("the other", least(other))
        print(f"this checkout ÷ the other: p50 {p50 / before50:.2f}, p95 {p95 / before95:.2f}")


if __name__ == "__main__":
    main()
