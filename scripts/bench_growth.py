"""How do search time, memory and index grow with the number of tasks?

Usage: scripts/bench growth [--sources DIR | --home DIR] [--times N …] [--rounds N]

Builds the engine's index over the release's tasks, then over N times as many, and asks each the
as-you-type queries of `scripts/bench search`. N is 10 unless said otherwise; 100 takes much memory
and time (docs/benchmarks.md says how much).

A generated task begins like a real one of the same occupation, and goes on as a second-order
Markov chain over the words of all real statements does, with a fixed seed: words, their
frequencies and the lengths of statements are as in the release, rating, label and observed use are
those of the task that it begins like. New words do not turn up, as they would in a larger O*NET.

Each index is built and each is measured in a process of its own. Linux only.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import random
import resource
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from index import corpus as joining
from index.engines.whoosh import FOLDER, open_engine
from index.engines.whoosh import writer as engine_writer
from index.progress import Progress
from index.query import parse
from index.records.joined import Corpus
from index.records.published import TaskStatement
from index.release import sources_folder
from scripts.bench_search import queries
from scripts.bench_serve import megabytes

SEED = 20240817
LONGEST = 60
"""Words of a generated statement; the longest real ones have about as many."""
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Built:
    """An index, and what it took."""

    tasks: int
    words_a_task: float
    different_words: int
    seconds: float
    peak_mb: float
    """Of the process that built it, generated corpus included."""
    index_mb: float


@dataclass(frozen=True, slots=True)
class Measured:
    """An opened index, asked all queries."""

    open_ms: float
    times_ms: list[float]
    """Of each query, the median of some rounds."""
    matches: list[int]
    """Of each query, among tasks."""
    own_mb: float
    """Memory that every worker has for itself, less what it had before opening."""
    shared_mb: float
    """Pages of the index that were touched; workers share them."""


# --- generated tasks -----------------------------------------------------------------------------


class Chain:
    """Which words follow which two, in real statements."""

    def __init__(self, texts: Iterator[str], seed: int) -> None:
        self._chance = random.Random(seed)
        self._next: dict[tuple[str, str], list[str]] = defaultdict(list)
        for text in texts:
            found = text.split()
            for place in range(len(found) - 1):
                following = found[place + 2] if place + 2 < len(found) else ""
                self._next[found[place], found[place + 1]].append(following)

    def like(self, text: str) -> str:
        """A statement with the first two words of this one."""
        made = text.split()[:2]
        while len(made) < LONGEST:
            following = self._next.get((made[-2], made[-1])) if len(made) > 1 else None
            word = self._chance.choice(following) if following else ""
            if not word:
                break
            made.append(word)
        return " ".join(made)


def grown(corpus: Corpus, times: int) -> Corpus:
    """The corpus with so many times its tasks; the first of them are the real ones."""
    chain = Chain((task.text for task in corpus.tasks.values()), SEED)
    step = max(corpus.tasks) + 1
    tasks: dict[int, TaskStatement] = dict(corpus.tasks)
    for copy in range(1, times):
        for task_id, task in corpus.tasks.items():
            number = task_id + copy * step
            tasks[number] = replace(task, task_id=number, text=chain.like(task.text))

    def repeated(of_task: Mapping[int, Value]) -> dict[int, Value]:
        return {
            task_id + copy * step: value
            for copy in range(times)
            for task_id, value in of_task.items()
        }

    return replace(
        corpus,
        tasks=tasks,
        ratings=repeated(corpus.ratings),
        exposures=repeated(corpus.exposures),
        task_activities=repeated(corpus.task_activities),
        usage=tuple(replace(text, task_ids=repeated(text.task_ids)) for text in corpus.usage),
    )


# --- one index, each function in a process of its own --------------------------------------------


def build(sources: Path, times: int, release: Path) -> Built:
    corpus = grown(joining.read(sources), times)
    release.mkdir()
    started = time.perf_counter()
    with Progress("", 1, quiet=True) as progress:
        engine_writer.write(corpus, release / FOLDER, progress)
    seconds = time.perf_counter() - started
    split = [task.text.split() for task in corpus.tasks.values()]
    return Built(
        tasks=len(split),
        words_a_task=statistics.mean(map(len, split)),
        different_words=len({word for found in split for word in found}),
        seconds=seconds,
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        index_mb=sum(file.stat().st_size for file in (release / FOLDER).iterdir()) / 1e6,
    )


def as_you_type(sources: Path) -> list[str]:
    corpus = joining.read(sources)
    texts = [task.text for task in corpus.tasks.values()]
    return [text for group in queries(texts).values() for text in group]


def measure(release: Path, asked: Sequence[str], rounds: int) -> Measured:
    before = memory()
    started = time.perf_counter()
    engine = open_engine(release)
    open_ms = (time.perf_counter() - started) * 1000
    meant = [parse(text, size=10) for text in asked]
    matches = [engine.search(query).tasks.total for query in meant]
    times: list[list[float]] = [[] for _ in asked]
    gc.collect()
    after = memory()
    gc.disable()
    for _ in range(rounds):
        for place, query in enumerate(meant):
            started = time.perf_counter()
            engine.search(query)
            times[place].append((time.perf_counter() - started) * 1000)
    own_mb, resident_mb = (now - then for now, then in zip(after, before, strict=True))
    return Measured(
        open_ms=open_ms,
        times_ms=[statistics.median(each) for each in times],
        matches=matches,
        own_mb=own_mb,
        shared_mb=resident_mb - own_mb,
    )


def memory() -> tuple[float, float]:
    """Megabytes of this process: its own, and with what it maps."""
    return megabytes(os.getpid(), "Anonymous"), megabytes(os.getpid(), "Rss")


# --- a run ---------------------------------------------------------------------------------------


def main() -> None:
    options = argparse.ArgumentParser(description="Measures growth with the number of tasks.")
    options.add_argument("--sources", type=Path, default=os.environ.get("TASKDEX_SOURCES"))
    options.add_argument("--home", type=Path, default=Path("var"))
    options.add_argument("--times", type=int, nargs="+", default=[10])
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    sources = Path(chosen.sources or sources_folder(chosen.home))
    taken: list[tuple[Built, Measured]] = []
    with (
        tempfile.TemporaryDirectory() as scratch,
        ProcessPoolExecutor(
            1, multiprocessing.get_context("spawn"), max_tasks_per_child=1
        ) as process,
    ):
        asked = process.submit(as_you_type, sources).result()
        for times in sorted({1, *chosen.times}):
            release = Path(scratch) / str(times)
            built = process.submit(build, sources, times, release).result()
            measured = process.submit(measure, release, asked, chosen.rounds).result()
            show(built, measured)
            taken.append((built, measured))
    for larger in taken[1:]:
        compare(taken[0], larger)


def show(built: Built, measured: Measured) -> None:
    p50, p95 = np.percentile(measured.times_ms, [50, 95])
    matches = np.array(measured.matches)
    print(
        f"{built.tasks:,} tasks, {built.words_a_task:.1f} words each, {built.different_words:,}"
        f" different; index built in {built.seconds:.1f} s, at most {built.peak_mb:,.0f} MB,"
        f" {built.index_mb * 1e6 / built.tasks:,.0f} bytes a task\n"
        f"  search p50 {p50:.2f} ms, p95 {p95:.2f} ms; matches of a query: mean"
        f" {matches.mean():,.0f}, p50 {np.percentile(matches, 50):,.0f},"
        f" p95 {np.percentile(matches, 95):,.0f}\n"
        f"  opened in {measured.open_ms:.0f} ms; memory of a worker {measured.own_mb:.0f} MB"
        f" of its own and {measured.shared_mb:.0f} MB shared:"
        f" {measured.own_mb * 1e6 / built.tasks:,.0f} and"
        f" {measured.shared_mb * 1e6 / built.tasks:,.0f} MB a million tasks"
    )


def compare(small: tuple[Built, Measured], large: tuple[Built, Measured]) -> None:
    """Each figure of the larger index divided by that of the release's."""
    more = np.mean(large[1].matches) / np.mean(small[1].matches)
    p50, p95 = (
        np.percentile(large[1].times_ms, share) / np.percentile(small[1].times_ms, share)
        for share in (50, 95)
    )
    print(
        f"{large[0].tasks / small[0].tasks:.0f} times the tasks: {more:.1f} times the matches,"
        f" p50 {p50:.1f} times, p95 {p95:.1f} times (p95 ÷ matches: {p95 / more:.2f})"
    )


if __name__ == "__main__":
    main()
