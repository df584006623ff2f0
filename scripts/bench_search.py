"""How fast is a search while somebody types, beside peers that do the same work and bare ones?

Usage: scripts/bench search [--home DIR] [--rounds N] [--judgements DIR]

One run, one process, one thread; the same documents (those of the current release), the same
queries. Taskdex and tantivy answer in turns: both the first query, then both the second; so do the
bare ones. What is measured is the processor time of the searching thread; of some rounds the
median. Queries are made from the release's own words with a fixed seed: prefixes of one and two
letters, of three to five, several words with the last unfinished, finished words, a word with one
typo, no result, pasted sentences.

Equal work (`scripts/equal_work.py` says what it is):

- `Taskdex`: the whole search, through the readers' own door, which does more.
- `Taskdex, words alone`: the same without meaning, as with `TASKDEX_VECTORS=off`.
- `Taskdex, equal work`: its engine, asked directly and without meaning. Still more than a peer:
  order of words, everyday words, tasks of a title first, words that mean something together.
- `tantivy`: with the steps around it that make the same answer.
- `MiniSearch`: likewise in JavaScript, if node and the library are there; processor time of its
  process.

The queries of people (--judgements, or TASKDEX_JUDGEMENTS: `scripts/lay_queries.py`) typed letter
by letter have a table of their own: some of all their beginnings.

Bare, over task statements and occupation titles, the ten best with what a result line shows:

- `Taskdex, matching`: all words required, BM25F, over our arrays.
- `Taskdex, tasks`: the whole ranking of tasks: correction, relaxation, order of words, meaning.
- `FTS5`: porter stemming, prefix indexes of one to five letters, bm25().
- `tantivy, bare`: stemmed words, and a second field of edge n-grams for the unfinished one.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import tantivy

from index import Encyclopedia
from index.engines.backends import WhooshBackend
from index.engines.protocol import SearchEngine
from index.engines.whoosh.analysis import FOLDER
from index.engines.whoosh.matching import look_up
from index.engines.whoosh.ranking import top, with_all
from index.engines.whoosh.searcher import WhooshEngine
from index.errors import EngineError
from index.query import parse
from index.release import current_id, folder_of, sources_folder
from index.relevance.stems import stem
from index.text import STOP_WORDS, words
from scripts import lay_queries
from scripts.equal_work import MiniSearchPeer, TantivyPeer, material

SEED = 20240817
PER_CLASS = 54
BEGINNINGS = 300
Search = Callable[[str], Sequence[object]]
Measured = Callable[[str], float]
"""A search that says how many milliseconds of processor time it took."""
TASKDEX, WORDS_ALONE, EQUAL = "Taskdex", "Taskdex, words alone", "Taskdex, equal work"
TANTIVY = "tantivy"


class WordsAlone(WhooshBackend):
    """The embedded engine without meaning."""

    def open(
        self, folder: Path, versions: Mapping[str, str], budget_ms: float | None = None
    ) -> SearchEngine:
        return WhooshEngine(folder / FOLDER)


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


def sentences(texts: Sequence[str]) -> list[str]:
    """Long texts as people paste them: the beginnings of two statements, and talk before."""
    chance = random.Random(SEED)
    long = [found for text in texts if len(found := text.rstrip(".").split()) >= 12]
    return [
        f"we look for somebody who can {' '.join(first[:9])} and {' '.join(second[:9])}"
        for first, second in (chance.sample(long, 2) for _ in range(PER_CLASS))
    ]


def beginnings(texts: Sequence[str]) -> list[str]:
    """Some of what is in the box while queries are typed, letter by letter."""
    all_of_them = [text[:end] for text in texts for end in range(1, len(text) + 1)]
    return random.Random(SEED).sample(all_of_them, BEGINNINGS)


def ours(encyclopedia: Encyclopedia) -> Search:
    return lambda text: encyclopedia.search(text, size=10).tasks.hits


def our_equal_work(engine: SearchEngine) -> Search:
    return lambda text: engine.search(parse(text, size=10)).tasks.hits


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


def processor_time(search: Search) -> Measured:
    """What a search takes of this thread, in milliseconds."""

    def measured(text: str) -> float:
        started = time.thread_time()
        search(text)
        return (time.thread_time() - started) * 1000

    return measured


def measure(
    peers: Mapping[str, Measured], asked: Sequence[str], rounds: int
) -> dict[str, list[float]]:
    """Milliseconds of each query: the median of some rounds."""
    for measured in peers.values():
        for text in asked:
            measured(text)
    times: dict[str, list[list[float]]] = {name: [[] for _ in asked] for name in peers}
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for place, text in enumerate(asked):
                for name, measured in peers.items():
                    times[name][place].append(measured(text))
    finally:
        gc.enable()
    return {name: list(map(statistics.median, each)) for name, each in times.items()}


def in_turns_with(
    peer: Measured,
    whole: Mapping[str, Measured],
    asked: Sequence[str],
    rounds: int,
    classes: int = 1,
) -> tuple[list[str], dict[str, list[float]]]:
    """Each of ours in turns with the peer alone: the next of ours would find the code of the one
    before in the processor's cache. How each compares, and what all took."""
    compared: list[str] = []
    taken: dict[str, list[float]] = {}
    for name, measured in whole.items():
        pair = measure({name: measured, TANTIVY: peer}, asked, rounds)
        compared.append(f"{name} ÷ {TANTIVY}: {ratios(pair, name, TANTIVY, classes)}")
        taken |= pair
    return compared, {**taken, TANTIVY: taken.pop(TANTIVY)}


def table(taken: Mapping[str, Sequence[float]], classes: Sequence[str]) -> None:
    """p50 and p95 of each peer over all queries and over each class, as Markdown."""
    print(f"| | {' | '.join(['all', *classes])} |")
    print(f"|---|{'---|' * (len(classes) + 1)}")
    for name, times in taken.items():
        whole = np.array(times)
        parts = [whole, *(np.array_split(whole, len(classes)) if classes else ())]
        cells = ["{:.2f} / {:.2f}".format(*np.percentile(part, [50, 95])) for part in parts]
        print(f"| {name} | {' | '.join(cells)} |")


def ratios(taken: Mapping[str, Sequence[float]], ours_: str, peer: str, classes: int = 1) -> str:
    """How many times as long the one takes as the other: p50 and p95 of all, and the least and the
    most p50 of any class."""
    mine, theirs = np.array(taken[ours_]), np.array(taken[peer])
    p50, p95 = np.percentile(mine, [50, 95]) / np.percentile(theirs, [50, 95])
    each = [
        np.median(part) / np.median(other)
        for part, other in zip(
            np.array_split(mine, classes), np.array_split(theirs, classes), strict=True
        )
    ]
    of_classes = f"; p50 of a class {min(each):.2f} to {max(each):.2f}" if classes > 1 else ""
    return f"p50 {p50:.2f}, p95 {p95:.2f}{of_classes}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--home", type=Path, default=sources_folder(Path("var")).parent)
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--judgements", type=Path, default=os.environ.get("TASKDEX_JUDGEMENTS"))
    chosen = options.parse_args()
    encyclopedia = Encyclopedia.open(chosen.home)
    folder = folder_of(chosen.home, current_id(chosen.home) or "")
    words_alone = Encyclopedia.open_release(folder, searched_with=WordsAlone())
    lines = documents(encyclopedia)
    texts = [text for text, _ in lines]
    classes = {**queries(texts), "sentences": sentences(texts)}
    engine = encyclopedia.engine
    assert isinstance(engine, WhooshEngine)
    assert words_alone.engine
    found = material(encyclopedia)
    asked = [text for group in classes.values() for text in group]
    whole = {
        TASKDEX: processor_time(ours(encyclopedia)),
        WORDS_ALONE: processor_time(ours(words_alone)),
        EQUAL: processor_time(our_equal_work(words_alone.engine)),
    }
    peer = processor_time(TantivyPeer(found).search)
    bare = {
        "Taskdex, matching": processor_time(our_matching(engine)),
        "Taskdex, tasks": processor_time(our_engine(engine)),
        "FTS5": processor_time(sqlite(lines)),
        "tantivy, bare": processor_time(tantivy_index(lines)),
    }
    compared, taken = in_turns_with(peer, whole, asked, chosen.rounds, len(classes))
    try:
        # Alone: it takes seconds for some queries, and leaves nothing in the processor's cache.
        taken |= measure({"MiniSearch": MiniSearchPeer(found).milliseconds}, asked, 1)
    except EngineError as error:
        print(f"Without MiniSearch: {error}.")
    taken |= measure(bare, asked, chosen.rounds)
    print(f"{len(asked)} queries, milliseconds of processor time, p50 / p95\n")
    table(taken, list(classes))
    print("", *compared, sep="\n")
    for name in ("Taskdex, matching", "Taskdex, tasks"):
        for other in ("tantivy, bare", "FTS5"):
            print(f"{name} ÷ {other}: {ratios(taken, name, other, len(classes))}")
    if chosen.judgements is None:
        print("\nWithout queries typed letter by letter: --judgements names none.")
        return
    typed = beginnings(lay_queries.texts(Path(chosen.judgements)))
    compared, taken = in_turns_with(peer, whole, typed, chosen.rounds)
    print(f"\nTyped letter by letter, {len(typed)} beginnings\n")
    table(taken, [])
    print("", *compared, sep="\n")


if __name__ == "__main__":
    main()
