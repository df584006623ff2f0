"""How good are the results, on judgements that other people made?

Usage: scripts/bench relevance [--sources DIR] [--seed N] [--quick]

nDCG@10, MRR@10 and recall@10 on six sets (scripts/judgements.py), beside SQLite FTS5 and tantivy
on the same documents and queries, words joined by OR. What must not be in an index for a set is
not in any of them: no activity titles for the first two, 3,000 job titles less for occupations.
"""

from __future__ import annotations

import argparse
import math
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import tantivy

from index import corpus as joining
from index.engines.whoosh import WhooshEngine
from index.engines.whoosh import writer as engine_writer
from index.engines.whoosh.analysis import FOLDER
from index.progress import Progress
from index.query import parse
from index.records import Corpus
from index.release import sources_folder
from index.relevance.rewording import reworded
from index.relevance.stems import stem
from index.text import words
from scripts.judgements import (
    Case,
    activity_to_occupations,
    activity_to_tasks,
    known_items,
    lay_title_to_occupation,
    with_typo,
)

DEPTH = 10
Search = Callable[[str], Sequence[str]]
"""A query → ids, best first."""
Document = tuple[str, str]


def main() -> None:
    options = argparse.ArgumentParser(description="Measures relevance on six sets.")
    options.add_argument("--sources", type=Path, default=os.environ.get("TASKDEX_SOURCES"))
    options.add_argument("--home", type=Path, default=Path("var"))
    options.add_argument("--seed", type=int, default=1)
    options.add_argument(
        "--quick", action="store_true", help="a quarter of the queries, ours alone"
    )
    chosen = options.parse_args()
    share = 2 if chosen.quick else 1
    corpus = joining.read(Path(chosen.sources or sources_folder(chosen.home)))
    statements = [(str(task.task_id), task.text) for task in corpus.tasks.values()]
    titles, without = lay_title_to_occupation(corpus, chosen.seed, 3000 // share)
    known = known_items(corpus, chosen.seed, 2000 // share)

    engine = open_engine(corpus)
    title_engine = open_engine(without)
    ours = {"tasks": our_tasks(engine), "occupations": our_occupations(title_engine)}
    peers = [("Taskdex", ours)]
    if not chosen.quick:
        occupations = occupation_documents(without)
        for name, make in (("SQLite FTS5", sqlite), ("tantivy", tantivy_index)):
            peers.append((name, {"tasks": make(statements), "occupations": make(occupations)}))

    print(f"{'':34}{'':14}{'nDCG@10':>9}{'MRR@10':>9}{'recall@10':>10}")
    sets: list[tuple[str, str, list[Case]]] = [
        ("activity → tasks", "tasks", activity_to_tasks(corpus)[::share]),
        ("activity → occupations", "occupations", activity_to_occupations(corpus)[::share]),
        ("lay title → occupation", "occupations", titles),
        ("known item", "tasks", known),
        ("known item, one typo", "tasks", with_typo(known, chosen.seed)),
    ]
    figures: dict[str, float] = {}
    for name, kind, cases in sets:
        for peer, searches in peers:
            ndcg, mrr, recall = measure(searches[kind], cases)
            figures[f"{peer}, {name}"] = ndcg
            told = f"{name} ({len(cases):,})" if peer == "Taskdex" else ""
            print(f"{told:34}{peer:14}{ndcg:9.3f}{mrr:9.3f}{recall:10.3f}")
    typed, mistyped = figures["Taskdex, known item"], figures["Taskdex, known item, one typo"]
    print(f"one typo costs {100 * (1 - mistyped / typed):.1f} %")
    for depth in (10, 3):
        letters = [letters_until_found(engine, case, depth) for case in known[:700]]
        p25, p50, p75, p90 = np.percentile(letters, [25, 50, 75, 90])
        print(
            f"letters until the known item is in the top {depth}: median {p50:.0f}"
            f" (quartiles {p25:.0f} and {p75:.0f}, nine in ten by {p90:.0f})"
        )


def measure(search: Search, cases: Iterable[Case]) -> tuple[float, float, float]:
    """Means of nDCG@10, MRR@10 and recall@10, each 0 to 1."""
    rows = []
    for case in cases:
        found = list(search(case.query))[:DEPTH]
        gains = [1 / math.log2(place + 2) for place in range(DEPTH)]
        hits = [place for place, document in enumerate(found) if document in case.relevant]
        ideal = sum(gains[: min(DEPTH, len(case.relevant))])
        ndcg = sum(gains[place] for place in hits) / ideal
        recall = len(hits) / min(DEPTH, len(case.relevant))
        rows.append((ndcg, 1 / (hits[0] + 1) if hits else 0.0, recall))
    means = np.array(rows).mean(axis=0)
    return float(means[0]), float(means[1]), float(means[2])


def letters_until_found(engine: WhooshEngine, case: Case, depth: int) -> int:
    """How many letters (spaces left out) somebody types until a relevant task is among the first;
    all of them and one more if it never is."""
    for end in range(1, len(case.query) + 1):
        found = engine.best_tasks(reworded(parse(case.query[:end], size=depth))[0])
        if any(str(task_id) in case.relevant for task_id, _ in found):
            return len(case.query[:end].replace(" ", ""))
    return len(case.query.replace(" ", "")) + 1


# --- who is asked --------------------------------------------------------------------------------


def open_engine(corpus: Corpus) -> WhooshEngine:
    """Our engine over a corpus, without a release around it."""
    with tempfile.TemporaryDirectory() as scratch, Progress("", 1, quiet=True) as progress:
        folder = Path(scratch) / FOLDER
        engine_writer.write(corpus, folder, progress)
        return WhooshEngine(folder)


def our_tasks(engine: WhooshEngine) -> Search:
    def search(query: str) -> Sequence[str]:
        asked = reworded(parse(f"{query} ", size=DEPTH))[0]
        return [str(task_id) for task_id, _ in engine.best_tasks(asked)]

    return search


def our_occupations(engine: WhooshEngine) -> Search:
    def search(query: str) -> Sequence[str]:
        asked = reworded(parse(f"{query} ", kind="occupation", size=DEPTH))[0]
        results = engine.search(asked)
        return [hit.occupation_code for hit in results.occupations.hits]

    return search


def occupation_documents(corpus: Corpus) -> list[Document]:
    texts = {code: [o.title, o.description] for code, o in corpus.occupations.items()}
    for lay in corpus.lay_titles:
        texts[lay.occupation_code].append(lay.title)
    return [(code, " ".join(parts)) for code, parts in texts.items()]


def sqlite(documents: Iterable[Document]) -> Search:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE document USING fts5 (id UNINDEXED, text, tokenize = 'porter')"
    )
    connection.executemany("INSERT INTO document VALUES (?, ?)", documents)

    def search(query: str) -> Sequence[str]:
        asked = " OR ".join(f'"{word}"' for word in words(query))
        rows = connection.execute(
            "SELECT id FROM document WHERE document MATCH ? ORDER BY bm25(document) LIMIT ?",
            (asked, DEPTH),
        )
        return [document_id for (document_id,) in rows]

    return search


def tantivy_index(documents: Iterable[Document]) -> Search:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    for document_id, text in documents:
        document = tantivy.Document()
        document.add_text("id", document_id)
        document.add_text("text", " ".join(map(stem, words(text))))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(query: str) -> Sequence[str]:
        terms = [tantivy.Query.term_query(schema, "text", stem(word)) for word in words(query)]
        asked = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        return [searcher.doc(address)["id"][0] for _, address in searcher.search(asked, DEPTH).hits]

    return search


if __name__ == "__main__":
    main()
