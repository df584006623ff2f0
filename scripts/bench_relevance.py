"""How good are the results, on judgements that other people made?

Usage: scripts/bench relevance [SET …] [--sources DIR] [--seed N] [--quick] [--judgements DIR]

The sets (scripts/judgements.py), all of them unless some are named:

- `activities`, `held-out`, `known`: nDCG@10, MRR@10 and recall@10, beside SQLite FTS5 and tantivy
  on the same documents and queries, words joined by OR. What must not be in an index for a set is
  not in any of them: no activity titles for the first, 3,000 job titles less for the second.
  Activities and held-out titles are asked with word vectors that were trained without them
  (scripts/held_out_vectors.py; some minutes, once); all else with those that TASKDEX_VECTORS names.
- `letters`: how many letters of a known item are typed until it is found.
- `titles`: a title → its own tasks and its occupation; official, reported and held-out titles; and
  what half a title finds of what the whole finds.
- `exact`: a lay title that is in the index → its occupation.
- `names`: names of jobs in other languages, held out and as people type them, and what they cost
  English (scripts/foreign_names.py); where the sources have ESCO.
- `lay`: judged queries as people type them, where there are any: TASKDEX_JUDGEMENTS or
  --judgements names their folder (scripts/lay_queries.py). --wanting FILE takes what has no grade.

All are asked through the readers' own door. Titles and judged queries are typed to their end, as
people type, with no space after it.
"""

from __future__ import annotations

import argparse
import math
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import tantivy

from index import corpus as joining
from index.encyclopedia import Encyclopedia
from index.query import parse
from index.records.joined import Corpus
from index.records.terms import Kind
from index.release import sources_folder
from index.relevance.stems import stem
from index.relevance.vectors import WordVectors
from index.relevance.vectors import chosen as chosen_vectors
from index.sources import onet
from index.text import words
from scripts import foreign_names, held_out_vectors, lay_queries
from scripts.front_door import Search, ids, open_with_each, searching
from scripts.judgements import (
    Case,
    activity_to_occupations,
    activity_to_tasks,
    known_items,
    lay_title_to_occupation,
    lay_titles,
    official_titles,
    reported_titles,
    with_typo,
)

DEPTH = 10
FIRST = 3
HALF_TYPED, KEPT = 300, (0.5, 0.6, 0.75)
"""Of how many titles half is typed, and how much of each."""
SETS = ("activities", "held-out", "known", "letters", "titles", "exact", "names", "lay")
Document = tuple[str, str]


def main() -> None:
    options = argparse.ArgumentParser(description="Measures relevance.")
    options.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    options.add_argument("--sources", type=Path, default=os.environ.get("TASKDEX_SOURCES"))
    options.add_argument("--home", type=Path, default=Path("var"))
    options.add_argument("--judgements", type=Path, default=os.environ.get("TASKDEX_JUDGEMENTS"))
    options.add_argument("--wanting", type=Path, help="where to write what has no grade")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--quick", action="store_true", help="half of the queries, ours alone")
    chosen = options.parse_args()
    sets = set(chosen.sets or SETS)
    if unknown := sets - set(SETS):
        options.error(f"There is no set {', '.join(sorted(unknown))}: {', '.join(SETS)}.")
    sources = Path(chosen.sources or sources_folder(chosen.home))
    bench = Bench(
        *(sources, chosen.seed, 2 if chosen.quick else 1),
        with_peers=not chosen.quick,
        holds_out=bool(sets & {"activities", "held-out", "titles"}),
    )
    if sets & {"activities", "held-out", "known"}:
        bench.ranked(sets)
    if "letters" in sets:
        bench.letters()
    if "titles" in sets:
        bench.titles()
    if "exact" in sets:
        bench.exact()
    if "names" in sets and bench.corpus.foreign_titles:
        texts = lay_queries.texts(Path(chosen.judgements)) if chosen.judgements else []
        bench.names(texts)
    if "lay" in sets and chosen.judgements:
        judged = lay_queries.ask(bench.whole, Path(chosen.judgements))
        print("\n".join(["", *lay_queries.report(judged)]))
        if chosen.wanting:
            lay_queries.write_wanting(judged, chosen.wanting)


class Bench:
    """The corpus, with and without the titles that are held out, behind the readers' own door."""

    def __init__(
        self, sources: Path, seed: int, share: int, *, with_peers: bool, holds_out: bool
    ) -> None:
        """One in `share` of the queries is asked; `holds_out`: word vectors are trained without
        what is asked."""
        self._sources, self._seed, self._share, self._with_peers = sources, seed, share, with_peers
        self.corpus = joining.read(sources)
        held_out, self._without = lay_title_to_occupation(self.corpus, seed, 3000)
        self._held_out = held_out[::share]
        self._known = known_items(self.corpus, seed, 2000 // share)
        self._vectors = vectors = chosen_vectors(os.environ.get("TASKDEX_VECTORS", ""))
        unknowing: Sequence[WordVectors | None] = [None]
        if vectors is not None and holds_out:
            unknowing = held_out_vectors.trained_without(sources, self.corpus, self._without, seed)
            print("Activities and held-out titles: with vectors trained without them, in two folds")
        self.whole, *self._each_whole = open_with_each(self.corpus, [vectors, *unknowing])
        self._each_masked = open_with_each(self._without, unknowing)
        self.masked = self._each_masked[0]

    def ranked(self, sets: set[str]) -> None:
        """The sets that the peers are asked, too."""
        corpus, share = self.corpus, self._share
        tasks = {"Taskdex": self._by_fold(self._each_whole, "task")}
        occupations = {"Taskdex": self._by_fold(self._each_masked, "occupation")}
        if self._with_peers:
            statements = [(str(task.task_id), task.text) for task in corpus.tasks.values()]
            titled = occupation_documents(self._without)
            tasks |= {"SQLite FTS5": sqlite(statements), "tantivy": tantivy_index(statements)}
            occupations |= {"SQLite FTS5": sqlite(titled), "tantivy": tantivy_index(titled)}
        rows: list[tuple[str, str, Mapping[str, Search], list[Case]]] = [
            ("activities", "activity → tasks", tasks, activity_to_tasks(corpus)[::share]),
            (
                *("activities", "activity → occupations", occupations),
                activity_to_occupations(corpus)[::share],
            ),
            ("held-out", "lay title → occupation", occupations, self._held_out),
            ("known", "known item", tasks, self._known),
            ("known", "known item, one typo", tasks, with_typo(self._known, self._seed)),
        ]
        print(f"{'':34}{'':14}{'nDCG@10':>9}{'MRR@10':>9}{'recall@10':>10}")
        figures: dict[str, float] = {}
        for name, label, peers, cases in rows:
            if name not in sets:
                continue
            for peer, search in peers.items():
                ndcg, mrr, recall = measure(search, cases)
                told = f"{label} ({len(cases):,})" if peer == "Taskdex" else ""
                figures.setdefault(label, ndcg)
                print(f"{told:34}{peer:14}{ndcg:9.3f}{mrr:9.3f}{recall:10.3f}")
        if "known" in sets:
            cost = 1 - figures["known item, one typo"] / figures["known item"]
            print(f"one typo costs {100 * cost:.1f} %")

    def _by_fold(self, opened: Sequence[Encyclopedia], kind: Kind) -> Search:
        """Asks of each activity the one whose vectors do not know it, of all else the first."""
        searches = [searching(each, kind, DEPTH) for each in opened]
        fold_of = held_out_vectors.folds(self.corpus, self._seed) if len(opened) > 1 else {}
        return lambda query: searches[fold_of.get(query, 0)](query)

    def letters(self) -> None:
        for depth in (DEPTH, FIRST):
            search = searching(self.whole, "task", depth, ended=False)
            letters = [letters_until_found(search, case) for case in self._known[:700]]
            p25, p50, p75, p90 = np.percentile(letters, [25, 50, 75, 90])
            print(
                f"letters until the known item is in the top {depth}: median {p50:.0f}"
                f" (quartiles {p25:.0f} and {p75:.0f}, nine in ten by {p90:.0f})"
            )

    def titles(self) -> None:
        """Titles → the tasks and the occupation that have them."""
        released = next(each for each in onet.find_releases(self._sources) if each.is_complete)
        own_tasks: dict[str, set[str]] = defaultdict(set)
        for task in self.corpus.tasks.values():
            own_tasks[task.occupation_code].add(str(task.task_id))
        rows = [
            ("official", self.whole, official_titles(self.corpus)[:: self._share]),
            (
                *("reported", self.whole),
                reported_titles(
                    *(self.corpus, released.reported_titles(), self._seed, 1000 // self._share)
                ),
            ),
            ("held out", self.masked, self._held_out[:1000]),
        ]
        print(
            f"\n{'title → own tasks, occupation':34}{'own of first 10':>16}{'own in first 3':>16}"
            f"{'occupation first':>18}"
        )
        for label, opened, cases in rows:
            told = [own_share(opened, case, own_tasks) for case in cases]
            with_tasks = np.array([row[:2] for row in told if row[0] is not None], dtype=float)
            share, first = with_tasks.mean(axis=0)
            right = np.mean([row[2] for row in told])
            label = f"{label} ({len(cases):,})"
            print(f"{label:34}{share:16.3f}{first:16.3f}{right:18.3f}")
        print(f"\n{'title without its end':34}{'own in first 3':>16}{'occupation first':>18}")
        for label, opened, cases in rows:
            for kept in KEPT:
                asked = [case.query for case in cases[:HALF_TYPED]]
                found = np.array([half_typed(opened, each, kept, own_tasks) for each in asked])
                first, right = found.mean(axis=0)
                print(f"{f'{label}, {100 * kept:.0f} % typed':34}{first:16.3f}{right:18.3f}")

    def exact(self) -> None:
        """Lay titles that are in the index → an occupation that has them is the first."""
        print(f"\n{'exact lay title → occupation':34}{'first':>9}")
        for label, unique in (("of one occupation", True), ("of several", False)):
            cases = lay_titles(self.corpus, self._seed, 3000 // self._share, unique=unique)
            search = searching(self.whole, "occupation", 1, ended=False)
            first = np.mean(
                [bool(case.relevant.intersection(search(case.query))) for case in cases]
            )
            label = f"{label} ({len(cases):,})"
            print(f"{label:34}{first:9.3f}")

    def names(self, judged: Sequence[str]) -> None:
        """Names in other languages; English queries: those of all other sets, and judged ones."""
        held_out, without = foreign_names.hold_out(self.corpus, self._seed, 1000 // self._share)
        (masked,) = open_with_each(without, [None])
        english = [case.query for case in self._held_out[:1000]]
        english += [case.query for case in self._known[:500]]
        english += [case.query for case in with_typo(self._known, self._seed)[:500]]
        english += [case.query for case in activity_to_tasks(self.corpus)[::4]]
        told = foreign_names.report(
            *(self.whole, masked, without, held_out, self.corpus, self._vectors, measure),
            *(letters_until_found, self._held_out[: 2000 // self._share], english, judged),
        )
        print("\n".join(["", *told]))


def own_share(
    opened: Encyclopedia, case: Case, own_tasks: Mapping[str, set[str]]
) -> tuple[float | None, bool, bool]:
    """What share of the first ten tasks are of an occupation with the title (of as many as it has,
    if it has fewer; None: it has none), whether one of the first three is, and whether the first
    occupation is one with the title."""
    results = opened.answer(parse(case.query, size=DEPTH))
    first = case.relevant.intersection(ids(results, "occupation")[:1])
    own = set().union(*(own_tasks[code] for code in case.relevant))
    if not own:
        return None, False, bool(first)
    found = ids(results, "task")
    share = len(own.intersection(found)) / min(DEPTH, len(own))
    return share, bool(own.intersection(found[:FIRST])), bool(first)


def half_typed(
    opened: Encyclopedia, title: str, kept: float, own_tasks: Mapping[str, set[str]]
) -> tuple[bool, bool]:
    """What the beginning of a title finds of what the whole finds: whether one of the first three
    tasks is of the same first occupation (or that has none), and whether the first one is it."""
    first = ids(opened.answer(parse(title)), "occupation")[:1]
    begun = opened.answer(parse(title[: round(kept * len(title))].rstrip()))
    own = set().union(*(own_tasks[code] for code in first))
    has_own = not own or bool(own.intersection(ids(begun, "task")[:FIRST]))
    return has_own, ids(begun, "occupation")[:1] == first


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


def letters_until_found(search: Search, case: Case) -> int:
    """How many letters (spaces left out) somebody types until a relevant document is found; all of
    them and one more if it never is."""
    for end in range(1, len(case.query) + 1):
        if case.relevant.intersection(search(case.query[:end])):
            return len(case.query[:end].replace(" ", ""))
    return len(case.query.replace(" ", "")) + 1


# --- who else is asked ---------------------------------------------------------------------------


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
