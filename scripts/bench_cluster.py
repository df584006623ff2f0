"""How does the same search do on an OpenSearch cluster, beside the embedded engine?

Usage: scripts/bench cluster [PART …] [--sources DIR] [--seed N] [--queries N] [--times N …]

Starts the three nodes of `scripts/opensearch` in a folder of its own. The parts:

- `relevance`: the sets of `scripts/bench relevance` for both engines.
- `agreement`: known items typed letter by letter: how often both have the same task on top.
- `growth`: the as-you-type queries over the release's tasks and over N times as many (generated as
  in `scripts/bench growth`), documents a second of the build, bytes a task.
- `loss`: searches from four threads while one node's process is killed and comes back.

A search is the whole search: three kinds, filters with counts, marks. Both engines run on the same
machine at the same time as the nodes, so times compare no more than this machine allows.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from index import corpus as joining
from index import lexicon
from index.engines import pairs, titled
from index.engines.opensearch import writer as cluster_writer
from index.engines.opensearch.client import Cluster as Connection
from index.engines.opensearch.searcher import OpenSearchEngine
from index.engines.protocol import SearchEngine
from index.engines.setting import cluster_address
from index.engines.titled import Titled
from index.engines.whoosh import FOLDER, WhooshEngine
from index.engines.whoosh import writer as whoosh_writer
from index.errors import EngineError
from index.progress import Progress
from index.query import parse
from index.records.joined import Corpus
from index.release import sources_folder
from scripts.bench_growth import grown
from scripts.bench_relevance import DEPTH, measure
from scripts.bench_search import queries
from scripts.cluster import DEFAULT_FOLDER, Cluster, free_ports
from scripts.front_door import Search
from scripts.judgements import (
    Case,
    activity_to_tasks,
    known_items,
    lay_title_to_occupation,
    with_typo,
)

PARTS = ("relevance", "agreement", "growth", "loss")
PATIENCE_MS = 60_000.0
NEARLY_EQUAL = 0.01
"""Scores that differ by less than this share of them: the order of the two says nothing."""
LOSS_S = 20.0


def main() -> None:
    options = argparse.ArgumentParser(description="Measures both engines beside each other.")
    options.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    options.add_argument("--sources", type=Path, default=os.environ.get("TASKDEX_SOURCES"))
    options.add_argument("--home", type=Path, default=Path("var"))
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--queries", type=int, default=500, help="of each set, at most")
    options.add_argument("--items", type=int, default=100, help="known items that are typed")
    options.add_argument("--times", type=int, nargs="+", default=[1, 10])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--shards", type=int, default=3)
    options.add_argument("--heap", type=int, default=512, metavar="MB")
    chosen = options.parse_args()
    parts = chosen.parts or PARTS
    corpus = joining.read(Path(chosen.sources or sources_folder(chosen.home)))
    with tempfile.TemporaryDirectory(prefix="taskdex-cluster-") as scratch:
        cluster = Cluster(
            Path(scratch),
            first_port=free_ports(3),
            heap_mb=chosen.heap,
            software=DEFAULT_FOLDER / "software",
        )
        try:
            started = time.perf_counter()
            cluster.start()
            print(f"three nodes were up after {time.perf_counter() - started:.0f} s", flush=True)
            bench = Bench(cluster, chosen.shards)
            if "relevance" in parts:
                relevance(bench, corpus, chosen.seed, chosen.queries)
            if "agreement" in parts:
                agreement(bench, corpus, chosen.seed, chosen.items)
            if "growth" in parts:
                growth(bench, corpus, chosen.times, chosen.rounds)
            if "loss" in parts:
                loss(bench, corpus)
        finally:
            cluster.stop()


class Bench:
    """Makes both engines over a corpus, without a release around them."""

    def __init__(self, cluster: Cluster, shards: int) -> None:
        self.cluster = cluster
        address = cluster_address(f"{cluster.setting}&shards={shards}")
        assert address is not None
        self.address = address
        self.connection = Connection(address)

    @contextmanager
    def distributed(self, corpus: Corpus, name: str) -> Iterator[tuple[OpenSearchEngine, float]]:
        """The engine on the cluster, and how many seconds its index took."""
        index = f"taskdex-bench-{name}"
        with tempfile.TemporaryDirectory() as scratch:
            lexicon.write(corpus, Path(scratch) / lexicon.FILE_NAME)
            words = lexicon.Lexicon(Path(scratch) / lexicon.FILE_NAME)
            titled.write(corpus, Path(scratch), words.joints)
            titles = Titled(Path(scratch))
            pairs.write(corpus, Path(scratch))
            table = pairs.Pairs(Path(scratch))
        started = time.perf_counter()
        with Progress("", 1, quiet=True) as progress:
            cluster_writer.write(corpus, words.joints, self.connection, index, progress)
        seconds = time.perf_counter() - started
        engine = OpenSearchEngine(self.address, index, titles, table, words, PATIENCE_MS)
        try:
            yield engine, seconds
        finally:
            engine.close()
            cluster_writer.remove(self.connection, index)

    def bytes_stored(self, name: str) -> tuple[int, int]:
        """Of an index: its documents, and bytes of one copy of them."""
        index = f"taskdex-bench-{name}"
        # Segments that were merged into others are counted until they are let go.
        self.connection.client.indices.flush(index=index, params={"force": "true"})
        self.connection.client.indices.refresh(index=index)
        stats = self.connection.client.indices.stats(index=index)
        primaries = stats["_all"]["primaries"]
        return primaries["docs"]["count"], primaries["store"]["size_in_bytes"]


@contextmanager
def embedded(corpus: Corpus) -> Iterator[tuple[WhooshEngine, float]]:
    with tempfile.TemporaryDirectory() as scratch, Progress("", 1, quiet=True) as progress:
        started = time.perf_counter()
        whoosh_writer.write(corpus, Path(scratch) / FOLDER, progress)
        seconds = time.perf_counter() - started
        yield WhooshEngine(Path(scratch) / FOLDER, PATIENCE_MS), seconds


# --- relevance -----------------------------------------------------------------------------------


def tasks_of(engine: SearchEngine) -> Search:
    def search(query: str) -> Sequence[str]:
        results = engine.search(parse(f"{query} ", kind="task", size=DEPTH))
        return [str(hit.task_id) for hit in results.tasks.hits]

    return search


def occupations_of(engine: SearchEngine) -> Search:
    def search(query: str) -> Sequence[str]:
        results = engine.search(parse(f"{query} ", kind="occupation", size=DEPTH))
        return [hit.occupation_code for hit in results.occupations.hits]

    return search


def relevance(bench: Bench, corpus: Corpus, seed: int, most: int) -> None:
    titles, without = lay_title_to_occupation(corpus, seed, 3000)
    known = known_items(corpus, seed, 2000)
    sets: dict[str, list[Case]] = {
        "activity → tasks": activity_to_tasks(corpus),
        "known item": known,
        "known item, one typo": with_typo(known, seed),
    }
    print(f"{'':34}{'':12}{'nDCG@10':>9}{'MRR@10':>9}{'recall@10':>10}")
    with bench.distributed(corpus, "relevance") as (ours, _), embedded(corpus) as (whoosh, _):
        for name, cases in sets.items():
            compared(name, spread(cases, most), tasks_of(whoosh), tasks_of(ours))
    with bench.distributed(without, "titles") as (ours, _), embedded(without) as (whoosh, _):
        cases = spread(titles, most)
        compared("lay title → occupation", cases, occupations_of(whoosh), occupations_of(ours))


def spread(cases: Sequence[Case], most: int) -> list[Case]:
    """So many of them at most, from beginning to end."""
    return list(cases[:: max(1, len(cases) // most)])[:most]


def compared(name: str, cases: Sequence[Case], whoosh: Search, ours: Search) -> None:
    for engine, search in (("Whoosh", whoosh), ("OpenSearch", ours)):
        ndcg, mrr, recall = measure(search, cases)
        told = f"{name} ({len(cases):,})" if engine == "Whoosh" else ""
        print(f"{told:34}{engine:12}{ndcg:9.3f}{mrr:9.3f}{recall:10.3f}", flush=True)


def agreement(bench: Bench, corpus: Corpus, seed: int, items: int) -> None:
    """Whether both have the same task on top after each letter, and if not, why."""
    counted: Counter[str] = Counter()
    with bench.distributed(corpus, "agreement") as (ours, _), embedded(corpus) as (whoosh, _):
        for case in known_items(corpus, seed, 2000)[:items]:
            for end in range(1, len(case.query) + 1):
                query = parse(case.query[:end], kind="task", size=DEPTH)
                counted[agrees(whoosh, ours, query.text)] += 1
    total = sum(counted.values())
    print(f"the same task on top, {total:,} queries of {items} items typed letter by letter:")
    for reason, count in counted.most_common():
        print(f"  {reason}: {count:,} ({100 * count / total:.1f} %)")


def agrees(whoosh: SearchEngine, ours: SearchEngine, text: str) -> str:
    query = parse(text, kind="task", size=DEPTH)
    theirs, found = whoosh.search(query), ours.search(query)
    if not theirs.tasks.hits or not found.tasks.hits:
        same = len(theirs.tasks.hits) == len(found.tasks.hits)
        return "both find nothing" if same else "one finds nothing"
    top, other = theirs.tasks.hits[0], found.tasks.hits[0]
    if top.task_id == other.task_id:
        return "the same"
    if top.text == other.text:
        return "another task of the same text"
    if theirs.corrections != found.corrections:
        return "another correction"
    scores = {hit.task_id: hit.score for hit in theirs.tasks.hits}
    if other.task_id in scores and scores[other.task_id] >= (1 - NEARLY_EQUAL) * top.score:
        return "scores less than 1 % apart"
    return "another order" if other.task_id in scores else "not among the other's first ten"


# --- growth --------------------------------------------------------------------------------------


def growth(bench: Bench, corpus: Corpus, times: Sequence[int], rounds: int) -> None:
    texts = [task.text for task in corpus.tasks.values()]
    asked = [text for group in queries(texts).values() for text in group]
    for factor in sorted(set(times)):
        larger = grown(corpus, factor) if factor > 1 else corpus
        name = f"growth-{factor}"
        with bench.distributed(larger, name) as (ours, seconds):
            documents, stored = bench.bytes_stored(name)
            tasks = len(larger.tasks)
            print(
                f"{tasks:,} tasks: {documents:,} documents in {seconds:.0f} s"
                f" ({documents / seconds:,.0f} a second, copies and checks included),"
                f" {stored / tasks:,.0f} bytes a task in one copy",
                flush=True,
            )
            with embedded(larger) as (whoosh, taken):
                print(f"  Whoosh: built in {taken:.0f} s", flush=True)
                times_of(ours, "OpenSearch", asked, rounds)
                times_of(whoosh, "Whoosh", asked, rounds)


def times_of(engine: SearchEngine, name: str, asked: Sequence[str], rounds: int) -> None:
    meant = [parse(text, size=10) for text in asked]
    taken: list[list[float]] = [[] for _ in meant]
    for number in range(rounds + 1):
        for place, query in enumerate(meant):
            started = time.perf_counter()
            engine.search(query)
            if number:  # the first round warms
                taken[place].append((time.perf_counter() - started) * 1000)
    p50, p95 = np.percentile([statistics.median(each) for each in taken], [50, 95])
    print(f"  {name}: p50 {p50:.1f} ms, p95 {p95:.1f} ms", flush=True)


# --- loss of a node ------------------------------------------------------------------------------


def loss(bench: Bench, corpus: Corpus) -> None:
    """Kills a node a third of the way, starts it again at two thirds."""
    texts = [task.text for task in corpus.tasks.values()]
    asked = [parse(text, size=10) for group in queries(texts).values() for text in group]
    with bench.distributed(corpus, "loss") as (patient, _):
        for query in asked[::10]:
            patient.search(query)
        engine = OpenSearchEngine(
            bench.address,
            "taskdex-bench-loss",
            *(patient.titled, patient.pairs, patient.words, 3000),
        )
        taken: list[tuple[float, float]] = []
        failures: list[str] = []
        began = time.perf_counter()

        def search(first: int) -> None:
            place = first
            while time.perf_counter() - began < LOSS_S:
                started = time.perf_counter()
                try:
                    engine.search(asked[place % len(asked)])
                except EngineError as error:
                    failures.append(str(error))
                taken.append((started - began, (time.perf_counter() - started) * 1000))
                place += 4

        threads = [threading.Thread(target=search, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(LOSS_S / 3)
        bench.cluster.kill_node(2)
        killed = time.perf_counter() - began
        time.sleep(LOSS_S / 3)
        bench.cluster.start_node(2)
        for thread in threads:
            thread.join()
        engine.close()
        before = [ms for at, ms in taken if at < killed]
        after = [ms for at, ms in taken if at >= killed]
        print(f"a node killed under four threads: {len(taken):,} searches, {len(failures)} failed")
        for name, part in (("before", before), ("after", after)):
            p50, p95 = np.percentile(part, [50, 95])
            print(f"  {name}: p50 {p50:.0f} ms, p95 {p95:.0f} ms, longest {max(part):.0f} ms")
        for reason in sorted(set(failures)):
            print(f"  {reason}")
        bench.cluster.wait(3)


if __name__ == "__main__":
    main()
