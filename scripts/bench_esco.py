"""What ESCO's names cost a build: seconds of processor time, and bytes of the release.

Usage: scripts/bench esco [--sources DIR] [--rounds N]

Builds of the same sources with and without the folder extra/esco, in turns, each in a process of
its own and into an empty home: `taskdex build`, as people call it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import numpy as np

FOLDER = Path("extra") / "esco"


def main() -> None:
    options = argparse.ArgumentParser(description="Times builds with and without ESCO's names.")
    options.add_argument("--sources", type=Path, default=os.environ.get("TASKDEX_SOURCES"))
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    if chosen.sources is None:
        options.error("--sources DIR, or TASKDEX_SOURCES, names the publishers' files.")
    sources = Path(chosen.sources)
    if not (sources / FOLDER).is_dir():
        options.error(f"{sources} has no {FOLDER}.")
    with tempfile.TemporaryDirectory() as folder:
        without = Path(folder) / "without"
        shutil.copytree(sources, without, ignore=_without_esco)
        taken: dict[str, list[float]] = {"with": [], "without": []}
        size: dict[str, int] = {}
        for _ in range(chosen.rounds):
            for name, of in (("with", sources), ("without", without)):
                home = Path(folder) / "home"
                taken[name].append(seconds(of, home))
                size[name] = sum(bytes_of(home / "releases"))
                shutil.rmtree(home)
    for name, each in taken.items():
        rounds = ", ".join(f"{one:.1f}" for one in each)
        print(f"{name:8}{np.median(each):7.1f} s (median of {rounds}){size[name] / 1e6:9.2f} MB")
    ratio = np.median(taken["with"]) / np.median(taken["without"])
    more = (size["with"] - size["without"]) / 1e6
    print(f"with ÷ without: {ratio:.3f}, and {more:.2f} MB more")


def _without_esco(folder: str, names: list[str]) -> set[str]:
    return {FOLDER.name} & set(names) if Path(folder).name == FOLDER.parent.name else set()


def seconds(sources: Path, home: Path) -> float:
    """Processor time of one build, by all its processes."""
    before = getrusage(RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "index", "build", "--quiet"]
    subprocess.run([*command, "--sources", sources, "--home", home], check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def bytes_of(folder: Path) -> Iterator[int]:
    return (file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    main()
