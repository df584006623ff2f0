"""Names of jobs in other languages: how many lead to their occupation, and what that costs English.

- *held out*: ESCO's other names of each language, left out of the table; the occupation of the
  concept is right. Beside SQLite FTS5 on the same names, a document for each occupation and
  language, accents folded, words joined by OR.
- *typed*: 240 names as people type them (tests/data/foreign_jobs.csv, written by hand in two sets,
  the second before anything was seen of its results): as they are, without accents, with a slip,
  half and two thirds of the letters, with the language chosen and without; of all, and of those
  that ESCO has word for word.
- *English*: how many English queries are read as another language, whole and while they are typed;
  how many of them, and of the judged ones, find other tasks or occupations than without any names;
  after how many letters of a job title its occupation is shown, with names and without any; how
  long it takes to see that they are English, and what the table costs a build.
- *thresholds*: what half of a name finds where its language is not known, and how many beginnings
  of English job titles are read so and lose their occupation by it, as names outweigh more and more
  English words.

Called by `scripts/bench_relevance.py`.
"""

from __future__ import annotations

import csv
import math
import random
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.encyclopedia import Encyclopedia
from index.engines import foreign_table, standing
from index.query import parse
from index.records.joined import Corpus, ForeignTitle
from index.records.published import ENGLISH
from index.relevance.foreign_words import content
from index.relevance.vectors import WordVectors
from index.text import fold
from scripts.front_door import Search, ids, open_over, searching
from scripts.judgements import Case

FILE = Path(__file__).parent.parent / "tests" / "data" / "foreign_jobs.csv"
DEPTH = 10
FIRST = 3
THRESHOLDS: Sequence[tuple[float, float, float]] = (
    *((8, 4.7, 3.5), (16, 4.7, 3.5), (32, 5.0, 3.5), (64, 5.3, 3.5), (64, 5.3, 4.5)),
    (math.inf, math.inf, math.inf),
)
"""FOREIGN_OUTWEIGHS, FOREIGN_USUAL_BEGINNING and FOREIGN_USUAL_WORD: as they are, and more and more
for names, up to reading whatever may be one so."""
SHORTEST_BEGINNING = 3
LETTERS = 500
"""Of so many job titles it is counted how many letters are typed."""
SHORTEST_PART = 4
"""Letters that are typed of a name at least."""


@dataclass(frozen=True, slots=True)
class Job:
    """A name as people type it, and the occupations that it may mean."""

    set: int
    """1: seen while the search was made; 2: written before anything was seen of its results."""
    language: str
    name: str
    occupations: frozenset[str]


def jobs(file: Path = FILE) -> list[Job]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            Job(
                *(int(row["set"]), row["language"], row["name"]),
                frozenset(row["occupations"].split()),
            )
            for row in csv.DictReader(lines)
        ]


def part(name: str, share: float) -> str:
    """So much of a name's letters, spaces left out, and no fewer than SHORTEST_PART."""
    wanted = max(SHORTEST_PART, math.ceil(share * len(name.replace(" ", ""))))
    end = 0
    for letter in name:
        end += 1
        wanted -= letter != " "
        if not wanted:
            break
    return name[:end]


def half(name: str) -> str:
    return part(name, 1 / 2)


def two_thirds(name: str) -> str:
    return part(name, 2 / 3)


def slip(name: str) -> str:
    """Two neighbours swapped in the middle of the longest word."""
    word = max(name.split(), key=len)
    middle = len(word) // 2
    swapped = word[:middle] + word[middle + 1] + word[middle] + word[middle + 2 :]
    return name.replace(word, swapped)


TYPED: dict[str, Callable[[str], str]] = {
    "as written": str,
    "without accents": fold,
    "with a slip": slip,
    "half of the letters": half,
    "two thirds": two_thirds,
}


def _of_other_languages(corpus: Corpus) -> Iterator[ForeignTitle]:
    return (title for title in corpus.foreign_titles if title.language != ENGLISH)


# --- held out ------------------------------------------------------------------------------------


def hold_out(corpus: Corpus, seed: int, size: int) -> tuple[dict[str, list[Case]], Corpus]:
    """For each language some of the names that ESCO does not prefer, and the corpus without any
    name of the same words."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    shown: dict[tuple[str, str], str] = {}
    preferred: set[tuple[str, str]] = set()
    for title in _of_other_languages(corpus):
        key = title.language, " ".join(content(title.title))
        owners[key].add(title.occupation_code)
        shown.setdefault(key, title.title)
        if title.is_preferred:
            preferred.add(key)
    chance = random.Random(seed)
    cases: dict[str, list[Case]] = {}
    gone: set[tuple[str, str]] = set()
    for language in sorted({language for language, _ in owners}):
        able = sorted(key for key in owners if key[0] == language and key not in preferred)
        chosen = chance.sample(able, min(size, len(able)))
        gone.update(chosen)
        cases[language] = [Case(shown[key], frozenset(owners[key])) for key in chosen]
    kept = tuple(
        title
        for title in corpus.foreign_titles
        if (title.language, " ".join(content(title.title))) not in gone
    )
    return cases, replace(corpus, foreign_titles=kept)


def fts5(corpus: Corpus, language: str) -> Search:
    """One document for each occupation with its names in a language."""
    names: dict[str, list[str]] = defaultdict(list)
    for title in corpus.foreign_titles:
        if title.language == language:
            names[title.occupation_code].append(title.title)
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE name USING fts5"
        " (id UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 2')"
    )
    connection.executemany(
        "INSERT INTO name VALUES (?, ?)", ((code, ". ".join(own)) for code, own in names.items())
    )

    def search(query: str) -> Sequence[str]:
        asked = " OR ".join(f'"{word}"' for word in content(query))
        found = connection.execute(
            "SELECT id FROM name WHERE name MATCH ? ORDER BY bm25(name) LIMIT ?", (asked, DEPTH)
        )
        return [code for (code,) in found]

    return search


# --- report --------------------------------------------------------------------------------------


def report(
    whole: Encyclopedia,
    masked: Encyclopedia,
    masked_corpus: Corpus,
    held_out: dict[str, list[Case]],
    corpus: Corpus,
    vectors: WordVectors | None,
    measure: Callable[[Search, Iterable[Case]], tuple[float, float, float]],
    letters: Callable[[Search, Case], int],
    titles: Sequence[Case],
    english: Sequence[str],
    judged: Sequence[str],
) -> Iterator[str]:
    """`english` and `judged` are queries in English, typed to their end; `titles` are job titles in
    English, `letters` how many of one are typed until it is found."""
    yield f"{'names in other languages':34}{'':14}{'nDCG@10':>9}{'first':>9}"
    for language, cases in held_out.items():
        peers = {
            "Taskdex": searching(masked, "occupation", DEPTH, ended=False),
            "SQLite FTS5": fts5(masked_corpus, language),
        }
        for peer, search in peers.items():
            ndcg = measure(search, cases)[0]
            right = [bool(case.relevant & {*search(case.query)[:1]}) for case in cases]
            first = float(np.mean(right))
            told = f"held out, {language} ({len(cases):,})" if peer == "Taskdex" else ""
            yield f"{told:34}{peer:14}{ndcg:9.3f}{first:9.3f}"
    columns = ("first", "first 3", "in ESCO", "first 3", "English")
    yield f"\n{'names as people type them':34}" + "".join(f"{name:>9}" for name in columns)
    there = {(title.language, fold(title.title)) for title in corpus.foreign_titles}
    for number, language in sorted({(job.set, job.language) for job in jobs()}):
        own = [job for job in jobs() if (job.set, job.language) == (number, language)]
        has = [(language, fold(job.name)) in there for job in own]
        for how, typed in TYPED.items():
            for chosen in ("", language):
                answers = [whole.answer(parse(typed(job.name), language=chosen)) for job in own]
                found = [ids(answer, "occupation") for answer in answers]
                in_english = sum(not answer.read_as for answer in answers)
                hits = np.array(
                    [
                        [bool(job.occupations & {*each[:depth]}) for depth in (1, FIRST)]
                        for job, each in zip(own, found, strict=True)
                    ]
                )
                shares = [*hits.mean(axis=0), *hits[has].mean(axis=0)]
                told = "".join(f"{share:9.3f}" for share in shares)
                asked = f"{language} {number}, {how}{f', hl={chosen}' if chosen else ''}"
                yield f"{asked:34}{told}{in_english:9}"
        yield f"{language} {number}: {len(own)} names, {sum(has)} in ESCO"
    yield from _english(whole, english)
    unnamed = open_over(replace(corpus, foreign_titles=()), vectors)
    for what, queries in (("English", english), ("judged", judged)):
        others = [text for text in queries if _best(whole, text) != _best(unnamed, text)]
        yield f"of {len(queries):,} {what} queries {len(others)} find other than without names"
        yield from (f"  {each}" for each in others[:20])
    for label, opened in (("with names", whole), ("without any", unnamed)):
        search = searching(opened, "occupation", FIRST, ended=False)
        until = np.array([letters(search, case) for case in titles[:LETTERS]])
        yield (
            f"letters of {len(until)} English titles until their occupation is shown, {label}:"
            f" mean {until.mean():.3f}, median {np.median(until):.0f}"
        )
    yield from _line(whole, unnamed, titles)
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        foreign_table.write(corpus, Path(folder))
        took = time.perf_counter() - started
        size = (Path(folder) / foreign_table.FILE_NAME).stat().st_size
        yield f"the table of names: {size / 1e6:.2f} MB, written in {took:.1f} s"


def _line(whole: Encyclopedia, unnamed: Encyclopedia, titles: Sequence[Case]) -> Iterator[str]:
    """A row for each of THRESHOLDS."""
    there = {
        (title.language, fold(title.title))
        for occupation in whole.occupations()
        for title in whole.occupation(occupation.code).foreign_titles
    }
    known = [job for job in jobs() if (job.language, fold(job.name)) in there]
    begun = {
        case.query[:end]: case.relevant
        for case in titles
        for end in range(SHORTEST_BEGINNING, len(case.query) + 1)
    }
    yield f"\n{'half typed, language not known':34}{'read so':>9}{'lose':>9}" + "".join(
        f"{f'{language} first':>9}{'first 3':>9}" for language in whole.languages
    )

    def shown(opened: Encyclopedia, text: str, depth: int = FIRST) -> set[str]:
        return {*ids(opened.answer(parse(text)), "occupation")[:depth]}

    def found(job: Job, depth: int) -> bool:
        return bool(job.occupations & shown(whole, half(job.name), depth))

    for weights in THRESHOLDS:
        with _weighing(*weights):
            read = [
                text
                for text in begun
                if any(one.language != ENGLISH for one in whole.esco_names(parse(text)))
            ]
            lose = sum(
                bool(begun[text] & shown(unnamed, text)) and not begun[text] & shown(whole, text)
                for text in read
            )
            told = f"{len(read):9}{lose:9}"
            for language in whole.languages:
                own = [job for job in known if job.language == language]
                for depth in (1, FIRST):
                    told += f"{np.mean([found(job, depth) for job in own]):9.3f}"
        yield f"{'{}, {}, {}'.format(*weights):34}{told}"
    yield f"of {len(begun):,} beginnings of {len(titles):,} English job titles"


@contextmanager
def _weighing(outweighs: float, beginning: float, word: float) -> Iterator[None]:
    """Names outweigh so much English."""
    names = ("FOREIGN_OUTWEIGHS", "FOREIGN_USUAL_BEGINNING", "FOREIGN_USUAL_WORD")
    before = [getattr(standing, name) for name in names]
    try:
        for name, value in zip(names, (outweighs, beginning, word), strict=True):
            setattr(standing, name, value)
        yield
    finally:
        for name, value in zip(names, before, strict=True):
            setattr(standing, name, value)


def _best(opened: Encyclopedia, text: str) -> tuple[list[str], list[str]]:
    """The first ten tasks, and the first three occupations."""
    answer = opened.answer(parse(text, size=DEPTH))
    return ids(answer, "task"), ids(answer, "occupation")


def _english(whole: Encyclopedia, english: Sequence[str]) -> Iterator[str]:
    """How English queries fare: no name of a job, letter by letter."""
    read: list[str] = []
    typing = 0
    times = []
    for text in english:
        for end in range(1, len(text) + 1):
            query = parse(text[:end])
            started = time.perf_counter()
            found = whole.esco_names(query)
            times.append(time.perf_counter() - started)
            if found and end == len(text):
                read.append(f"{text} ({found[0].title}, {found[0].language})")
            typing += bool(found)
    yield (
        f"\nof {len(english):,} English queries {len(read)} are read as another language, of their"
        f" {len(times):,} beginnings {typing}"
    )
    yield from (f"  {each}" for each in read[:20])
    p50, p95, p99 = np.percentile(np.array(times) * 1000, [50, 95, 99])
    yield f"to see that: p50 {p50:.3f} ms, p95 {p95:.3f} ms, p99 {p99:.3f} ms"
