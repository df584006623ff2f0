"""How fast is a search while somebody types, beside SQLite FTS5 and tantivy?

Usage: scripts/bench search [--home DIR] [--rounds N]

One run, one process, one thread; the same documents (task statements and occupation titles of the
current release), the same queries, the ten best with what a result line shows. Queries are made
from the release's own words with a fixed seed: prefixes of one and two letters, of three to five,
several words with the last unfinished, finished words, a word with one typo, and no result.

- `ours, matching`: what the peers do, over our arrays: all words required, BM25F, the ten best with
  what a result line shows.
- `ours, engine`: the whole ranking of tasks: correction, relaxation, order of words, occupations.
- `ours, whole`: all that a page needs: three kinds, filters with counts, marking, lay titles.
- `FTS5`: porter stemming, prefix indexes of one to five letters, bm25().
- `tantivy`: stemmed words, and a second field of edge n-grams for the unfinished one.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import tantivy

from index import Encyclopedia
from index.engines.whoosh.matching import look_up
from index.engines.whoosh.ranking import top, with_all
from index.engines.whoosh.searcher import WhooshEngine
from index.query import parse
from index.release import sources_folder
from index.relevance.stems import stem
from index.text import STOP_WORDS, words

SEED = 20240817
PER_CLASS = 54
Search = Callable[[str], Sequence[object]]


def documents(encyclopedia: Encyclopedia) -> list[tuple[str, str]]:
    """(text, what a result line shows) of every task, then of every occupation."""
    lines = []
    for task_id in encyclopedia.task_ids():
        task = encyclopedia.task_summary(task_id)
        facts = [task.task_id, task.text, task.type, task.occupation_title, task.importance]
        lines.append((task.text, json.dumps(facts)))
    lines += [(o.title, json.dumps([o.code, o.title])) for o in encyclopedia.occupations()]
    return lines


def queries(texts: Sequence[str]) -> dict[str, list[str]]:
    """Class of query → queries, as typed; one that ends in a space ends in a finished word."""
    chance = random.Random(SEED)
    split = [[w for w in words(text) if w not in STOP_WORDS and len(w) > 2] for text in texts]
    split = [found for found in split if len(found) >= 4]

    def some(make: Callable[[list[str]], str]) -> list[str]:
        return [make(chance.choice(split)) for _ in range(PER_CLASS)]

    def misspelt(found: list[str]) -> str:
        word = max(found, key=len)
        place = chance.randrange(1, len(word) - 1)
        return word[:place] + word[place + 1 :] + " "

    def several(found: list[str]) -> str:
        start = chance.randrange(len(found) - 2)
        *finished, last = found[start : start + chance.choice((2, 3))]
        return " ".join([*finished, last[: chance.randrange(1, len(last))]])

    return {
        "1–2 letters": some(lambda found: chance.choice(found)[: chance.choice((1, 2))]),
        "3–5 letters": some(lambda found: chance.choice(found)[: chance.choice((3, 4, 5))]),
        "last unfinished": some(several),
        "finished words": some(lambda found: " ".join(found[: chance.choice((1, 2, 3))]) + " "),
        "one typo": some(misspelt),
        "no result": some(lambda found: f"{found[0]} xq{found[1][::-1]} "),
    }


def ours(encyclopedia: Encyclopedia) -> Search:
    return lambda text: encyclopedia.search(text, size=10).tasks.hits


def our_matching(engine: WhooshEngine) -> Search:
    postings = engine.tasks.postings

    def search(text: str) -> Sequence[object]:
        found = with_all(postings, look_up(postings, parse(text)))
        return [postings.stored(document) for document in top(found[1], found[0], 0, 10).tolist()]

    return search


def our_engine(engine: WhooshEngine) -> Search:
    return lambda text: engine.best_tasks(parse(text, size=10))


def sqlite(lines: Sequence[tuple[str, str]]) -> Search:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE document USING"
        " fts5 (text, shown UNINDEXED, tokenize = 'porter', prefix = '1 2 3 4 5')"
    )
    connection.executemany("INSERT INTO document VALUES (?, ?)", lines)
    connection.execute("INSERT INTO document (document) VALUES ('optimize')")

    def search(text: str) -> Sequence[object]:
        found = [f'"{word}"' for word in words(text)]
        if not text.endswith(" "):
            found[-1] += "*"
        return connection.execute(
            "SELECT shown FROM document WHERE document MATCH ? ORDER BY bm25(document) LIMIT 10",
            (" ".join(found),),
        ).fetchall()

    return search


def tantivy_index(lines: Sequence[tuple[str, str]]) -> Search:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("stems", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("edges", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("shown", stored=True, tokenizer_name="raw", index_option="basic")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    for text, shown in lines:
        found = words(text)
        edges = dict.fromkeys(word[:end] for word in found for end in range(1, len(word) + 1))
        document = tantivy.Document()
        document.add_text("stems", " ".join(map(stem, found)))
        document.add_text("edges", " ".join(edges))
        document.add_text("shown", shown)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(text: str) -> Sequence[object]:
        found = words(text)
        clauses = [tantivy.Query.term_query(schema, "stems", stem(word)) for word in found]
        if not text.endswith(" "):
            clauses[-1] = tantivy.Query.term_query(schema, "edges", found[-1])
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, clause) for clause in clauses])
        hits = searcher.search(query, 10).hits
        return [searcher.doc(address)["shown"] for _, address in hits]

    return search


def measure(search: Search, asked: Sequence[str], rounds: int) -> list[float]:
    """Milliseconds of each query: the median of some rounds."""
    for text in asked:
        search(text)
    times: list[list[float]] = [[] for _ in asked]
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for place, text in enumerate(asked):
                started = time.perf_counter()
                search(text)
                times[place].append((time.perf_counter() - started) * 1000)
    finally:
        gc.enable()
    return [statistics.median(each) for each in times]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--home", type=Path, default=sources_folder(Path("var")).parent)
    options.add_argument("--rounds", type=int, default=7)
    chosen = options.parse_args()
    encyclopedia = Encyclopedia.open(chosen.home)
    lines = documents(encyclopedia)
    classes = queries([text for text, _ in lines])
    engine = encyclopedia.engine
    assert isinstance(engine, WhooshEngine)
    peers: dict[str, Search] = {
        "ours, matching": our_matching(engine),
        "ours, engine": our_engine(engine),
        "ours, whole": ours(encyclopedia),
        "FTS5": sqlite(lines),
        "tantivy": tantivy_index(lines),
    }
    asked = [text for group in classes.values() for text in group]
    taken = {name: measure(search, asked, chosen.rounds) for name, search in peers.items()}
    print(f"{len(lines):,} documents, {len(asked)} queries, milliseconds p50 / p95 / p99")
    print(f"{'':16}{'all':>24}" + "".join(f"{name:>18}" for name in classes))
    for name, times in taken.items():
        p50, p95, p99 = np.percentile(times, [50, 95, 99])
        row = f"{name:16}{p50:>8.3f}{p95:>8.3f}{p99:>8.3f}"
        for number, _ in enumerate(classes):
            part = times[number * PER_CLASS : (number + 1) * PER_CLASS]
            p50, p95 = np.percentile(part, [50, 95])
            row += f"{p50:>10.3f}{p95:>8.3f}"
        print(row)
    p95 = {name: float(np.percentile(times, 95)) for name, times in taken.items()}
    for name in ("ours, matching", "ours, engine", "ours, whole"):
        for peer in ("tantivy", "FTS5"):
            print(f"p95 of {name} ÷ {peer}: {p95[name] / p95[peer]:.2f}")


if __name__ == "__main__":
    main()
