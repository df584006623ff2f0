"""Peers that do the work of a whole search, for `scripts/bench search`.

Each answers as Taskdex does at a keystroke: tasks that have all words, the last one a prefix; words
that nothing has corrected; where too few tasks have all words, those that have some; matched words
marked; exact counts of seven filters; three occupations, each with the lay title that was meant;
three work activities. What they leave out: order of words, everyday words, meaning, titles first.

- `TantivyPeer`: four indexes, each query through the Python binding; stems of ours, a second field
  of edge n-grams, fuzzy terms where a word is in no document, one aggregation for all counts.
- `MiniSearchPeer`: the JavaScript library in a process of node (`equal_work.mjs`), with its own
  fuzzy and prefix search; NODE_PATH names the `node_modules` that minisearch 7.2.0 is in.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from shutil import which
from typing import Any

import tantivy

from index import Encyclopedia
from index.engines.documents import importance_band
from index.errors import EngineError
from index.query import FILTERS
from index.records.terms import UNLABELLED
from index.relevance.stems import stem
from index.text import tokens, words

ENOUGH = 10
"""Tasks with all words, from which on none with fewer is looked for."""
PAGE, ASIDE = 10, 3
"""Tasks and other hits that are shown."""
REMEMBERED = 40_000
"""Result lines that are kept decoded: all of them."""


@dataclass(frozen=True, slots=True)
class Material:
    """What all peers search."""

    tasks: list[tuple[str, dict[str, object], dict[str, int]]]
    """Statement, what a result line shows, and each filter's value by its place in FILTERS."""
    occupations: list[tuple[str, str, str, tuple[str, ...]]]
    """Code, title, description, lay titles."""
    activities: list[tuple[str, dict[str, object]]]
    """Title, and what a result line shows."""


def material(encyclopedia: Encyclopedia) -> Material:
    occupations = [encyclopedia.occupation(one.code) for one in encyclopedia.occupations()]
    zones = {one.occupation.code: one.occupation.job_zone for one in occupations}
    tasks = []
    for task in encyclopedia.task_summaries(list(encyclopedia.task_ids())):
        zone = zones[task.occupation_code]
        values = {
            "exposure": task.exposure or UNLABELLED,
            "human": task.human_exposure or UNLABELLED,
            "type": task.type or "untyped",
            "group": task.occupation_code[:2],
            "zone": "none" if zone is None else str(zone),
            "used": "yes" if task.observed else "no",
            "importance": importance_band(task.importance),
        }
        places = {name: FILTERS[name].index(value) for name, value in values.items()}
        tasks.append((task.text, asdict(task), places))
    titles = [
        (one.occupation.code, one.occupation.title, one.occupation.description, one.titles)
        for one in occupations
    ]
    pending, activities = list(encyclopedia.activities()), []
    while pending:
        activity = pending.pop()
        activities.append((activity.title, asdict(activity)))
        pending += encyclopedia.activities(activity.activity_id)
    return Material(tasks, titles, activities)


class TantivyPeer:
    """Tantivy, with the steps that Taskdex takes around it in Python."""

    def __init__(self, found: Material) -> None:
        self._tasks = _Index(FILTERS)
        for text, shown, places in found.tasks:
            self._tasks.add(text, json.dumps(shown), places)
        self._occupations, self._titles = _Index(), _Index(("occupation",))
        for number, (code, title, description, lay_titles) in enumerate(found.occupations):
            text = " ".join((title, title, *lay_titles, description))
            self._occupations.add(text, json.dumps([number, code, title]))
            for lay_title in (title, *lay_titles):
                self._titles.add(lay_title, lay_title, {"occupation": number})
        self._activities = _Index()
        for title, shown in found.activities:
            self._activities.add(title, json.dumps(shown))
        for index in (self._tasks, self._occupations, self._titles, self._activities):
            index.close()
        self._counts = {name: {"terms": {"field": name, "size": 100}} for name in FILTERS}

    def search(self, text: str) -> Sequence[object]:
        asked = words(text)
        if not asked:
            return []
        last = None if text[-1:].isspace() else len(asked) - 1
        clauses = self._tasks.clauses(asked, last)
        query = _all(clauses)
        found = self._tasks.searcher.search(query, PAGE)
        hits = found.hits
        if found.count < ENOUGH and len(clauses) > 1:
            query = _any(clauses)
            hits = [*hits, *self._tasks.searcher.search(query, PAGE).hits][:PAGE]
        counted = self._tasks.searcher.aggregate(query, self._counts)
        counts = {
            name: {FILTERS[name][int(row["key"])]: row["doc_count"] for row in each["buckets"]}
            for name, each in counted.items()
        }
        marker = _Marker(asked, last)
        lines: list[object] = [counts]
        for _, address in hits:
            shown = _shown(self._tasks.searcher.doc(address)["shown"][0])
            lines.append((shown, marker.spans(shown["text"])))
        lines += self._named(asked, last, marker)
        found = self._activities.best(asked, last)
        for _, address in found.hits:
            shown = _shown(self._activities.searcher.doc(address)["shown"][0])
            lines.append((shown, marker.spans(shown["title"])))
        return lines

    def _named(self, asked: Sequence[str], last: int | None, marker: _Marker) -> Iterable[object]:
        """The best occupations, each with its title that fits best."""
        searcher = self._occupations.searcher
        best = [
            _shown(searcher.doc(address)["shown"][0])
            for _, address in self._occupations.best(asked, last).hits
        ]
        any_word = _any(self._titles.clauses(asked, last))
        for number, code, title in best:
            own = tantivy.Query.term_query(self._titles.schema, "occupation", number)
            query = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, own), (tantivy.Occur.Must, any_word)]
            )
            titles = self._titles.searcher.search(query, 1, count=False).hits
            lay_title = title
            if titles:
                lay_title = self._titles.searcher.doc(titles[0][1])["shown"][0]
            yield code, title, marker.spans(title), lay_title, marker.spans(lay_title)


class _Index:
    """Documents with stems, edge n-grams, whole words, numbers to count, and what is shown."""

    def __init__(self, numbers: Iterable[str] = ()) -> None:
        builder = tantivy.SchemaBuilder()
        for name in ("stems", "edges", "words"):
            builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field("shown", stored=True, tokenizer_name="raw", index_option="basic")
        for name in numbers:
            builder.add_unsigned_field(name, indexed=True, fast=True)
        self.schema = builder.build()
        self._index = tantivy.Index(self.schema)
        self._writer = self._index.writer(heap_size=256_000_000, num_threads=1)
        self.searcher: Any = None

    def add(self, text: str, shown: str, numbers: Mapping[str, int] | None = None) -> None:
        found = words(text)
        edges = dict.fromkeys(word[:end] for word in found for end in range(1, len(word) + 1))
        document = tantivy.Document()
        document.add_text("stems", " ".join(map(stem, found)))
        document.add_text("edges", " ".join(edges))
        document.add_text("words", " ".join(found))
        document.add_text("shown", shown)
        for name, number in (numbers or {}).items():
            document.add_unsigned(name, number)
        self._writer.add_document(document)

    def close(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._index.reload()
        self.searcher = self._index.searcher()

    def clauses(self, asked: Sequence[str], last: int | None) -> list[tantivy.Query]:
        """A query for each word; where no document has it, for words near it."""
        queries: list[tantivy.Query] = []
        for place, word in enumerate(asked):
            field, term = ("edges", word) if place == last else ("stems", stem(word))
            if len(word) < 4 or self.searcher.doc_freq(field, term):
                queries.append(tantivy.Query.term_query(self.schema, field, term))
            else:
                distance = 2 if len(word) >= 6 else 1
                queries.append(
                    tantivy.Query.fuzzy_term_query(
                        self.schema, "words", word, distance=distance, prefix=place == last
                    )
                )
        return queries

    def best(self, asked: Sequence[str], last: int | None) -> Any:  # noqa: ANN401
        """The first few that have any of the words."""
        return self.searcher.search(_any(self.clauses(asked, last)), ASIDE)


def _all(clauses: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, each) for each in clauses])


def _any(clauses: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in clauses])


class _Marker:
    """Where the words of a query stand in a text."""

    def __init__(self, asked: Sequence[str], last: int | None) -> None:
        self._stems = {stem(word) for word in asked}
        self._beginning = None if last is None else asked[last]

    def spans(self, text: str) -> list[tuple[int, int]]:
        stems, beginning = self._stems, self._beginning
        return [
            (start, end)
            for word, root, start, end in _analysed(text)
            if root in stems or (beginning and word.startswith(beginning))
        ]


@lru_cache(maxsize=REMEMBERED)
def _analysed(text: str) -> list[tuple[str, str, int, int]]:
    """Each word of a text, its stem, and where it stands: Taskdex has that in its index."""
    return [(word, stem(word), start, end) for word, start, end in tokens(text)]


@lru_cache(maxsize=REMEMBERED)
def _shown(stored: str) -> Any:  # noqa: ANN401
    return json.loads(stored)


class MiniSearchPeer:
    """MiniSearch in a process of node, which says how long it took itself."""

    def __init__(self, found: Material) -> None:
        """Raises EngineError if there is no node, or if it does not find minisearch."""
        script = Path(__file__).with_name("equal_work.mjs")
        node = which("node")
        if node is None:
            raise EngineError("there is no node")
        self._process = subprocess.Popen(
            [node, script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.milliseconds({**asdict(found), "filters": list(FILTERS)})

    def milliseconds(self, message: object) -> float:
        """Searches for a text, and says what it took."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(json.dumps(message) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass
        answer = self._process.stdout.readline()
        if not answer:
            raise EngineError("node has no minisearch")
        return float(answer)

    def close(self) -> None:
        self._process.communicate()
