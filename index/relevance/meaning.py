"""Search by meaning: from the words of a query to how like it tasks and occupations are.

Reads the arrays that `index.engines.encoding` wrote beside the index, mapped into memory and
shared by all workers. Called by every engine; needs no model. Safe to share between threads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import spread
from index.errors import EngineError
from index.query import Query
from index.relevance.english import likeliest, usual
from index.relevance.stems import stem
from index.relevance.weights import (
    CARRIED,
    ENOUGH,
    EVEN_LEVEL,
    EVEN_SPREAD,
    FAINTLY_ALIKE,
    HOLDS_MOST,
    LIKE_ENOUGH,
    LIKENESS_OF_BEST_TASK,
    LIKENESS_OF_OCCUPATIONS,
    LIKENESS_OF_TASKS,
    LIKENESS_OF_TITLES,
    NEGLIGIBLE,
    OCCUPATIONS_EVENLY,
    PLACED,
    RELATED,
    TASKS_EVENLY,
    TITLES_COMPARED,
    TITLES_SHARPNESS,
    TOLD_ENOUGH,
    TOLD_MORE,
    fading,
    important,
    place_weight,
)
from index.text import STOP_WORDS, words

Floats = NDArray[np.float32]
Docs = NDArray[np.int32]

FOLDER = "meaning"
_ARRAYS = (
    *("task_ids", "tasks", "task_owners", "occupations"),
    *("title_values", "title_scales", "title_starts"),
    *("word_keys", "word_values", "word_scales"),
    *("stem_keys", "stem_words", "compound_heads"),
)
_SHORTEST = 3
"""Letters of a word that may be unfinished, from which on it counts as the word that it is."""
_SHORTEST_BEGUN = 4
"""The same of one that is no word yet, for it to count as the most usual word that it begins."""
LONGEST_COMPOUND = 3
"""Words of a compound at the most."""
_DECIMALS = 4
"""Sums differ between processors in the last digits, so likenesses are rounded."""


def open_meaning(release: Path) -> Meaning | None:
    """What a release's folder holds; None: nothing, without word vectors. Raises
    EngineError."""
    folder = release / FOLDER
    return Meaning(folder) if folder.is_dir() else None


def compound_key(found: Iterable[str]) -> str:
    """What all forms of a compound share: its words' stems."""
    return " ".join(map(stem, found))


def content(text: str) -> list[str]:
    """The words of a text that say something."""
    return [word for word in words(text) if word not in STOP_WORDS and not word.isdecimal()]


def word_key(word: str) -> int:
    """A number for a word, the same everywhere."""
    digest = hashlib.blake2b(word.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@dataclass(frozen=True, eq=False)
class Understood:
    """What a query means."""

    vector: Floats
    """Of length 1."""
    share: float
    """Of the query's words those that have a vector, squared: a query that is half understood
    says little."""
    is_short: float
    """1: it has few words, as titles have; 0: many, as what is done in a job; or in between."""
    meaning: Meaning
    parts: Floats
    """Of each word (or compound) of the query its direction; a row of length 1 each."""
    weights: Floats
    """What each of them counts, 1 all together."""
    compounds: tuple[tuple[str, ...], ...] = ()
    """Words of the query that have one vector together: "bean counter"."""

    @cached_property
    def of_tasks(self) -> Floats:
        """How like the query each task is, -1 to 1, in the order of the index; not to be
        changed."""
        return self._likeness(self.meaning.tasks)

    def _likeness(self, tasks: Floats) -> Floats:
        """The same of some tasks: dimensions × tasks."""
        likeness = self.vector @ tasks
        if len(self.parts) > 1:
            near = (likeness >= CARRIED).nonzero()[0]
            likeness[near] = self._evenly(likeness[near], tasks.take(near, axis=1), TASKS_EVENLY)
        return _rounded(likeness)

    def _evenly(self, likeness: Floats, texts: Floats, share: float) -> Floats:
        """The same likenesses, less where they come from some words of the query alone.

        `texts`: dimensions × texts; `share`: how much each word by itself counts.
        """
        even = self.weights @ np.sqrt(np.maximum(self.parts @ texts, 0))
        even = np.float32(EVEN_SPREAD) * even - np.float32(EVEN_LEVEL)
        together: Floats = likeness + np.float32(share) * (even - likeness)
        return together

    def task_scores(self, docs: Docs) -> Floats:
        """What likeness adds to the scores of some tasks."""
        weight = np.float32(LIKENESS_OF_TASKS * self.share)
        # All of them take a third of a millisecond, and are not always wanted.
        is_known = "of_tasks" in vars(self)
        tasks = self.meaning.tasks
        of_docs = self.of_tasks[docs] if is_known else self._likeness(tasks.take(docs, axis=1))
        scores: Floats = weight * of_docs
        return scores

    def tells_apart(self, docs: Docs) -> Floats:
        """The same, with how important they are, for tasks of which words say no more than whose
        they are."""
        return np.maximum(self.task_scores(docs), 0) + self.meaning.importance[docs]

    def occupation_scores(self, *, is_work: bool) -> Floats:
        """What likeness adds to the score of each occupation: its own as a whole, and that of the
        likest of its tasks or, where a short query does not tell what is done, of its titles."""
        occupations = self.meaning.occupations
        whole = occupations @ self.vector
        if len(self.parts) > 1:
            near = (whole >= CARRIED).nonzero()[0]
            texts = occupations.take(near, axis=0).T
            whole[near] = self._evenly(whole[near], texts, OCCUPATIONS_EVENLY)
        whole = _rounded(whole)
        scores: Floats = np.float32(LIKENESS_OF_OCCUPATIONS) * np.maximum(whole, 0)
        as_title = 0.0 if is_work else self.is_short
        if as_title < 1:
            weight = np.float32(LIKENESS_OF_BEST_TASK * (1 - as_title))
            scores += weight * self.meaning.best_tasks(self.of_tasks)
        if as_title > NEGLIGIBLE:
            weight = np.float32(LIKENESS_OF_TITLES * as_title)
            scores += weight * self.meaning.titles_likeness(self.vector, scores)
        return scores * np.float32(self.share)

    def least(self, found: int) -> float:
        """How like the query a task must be that is related alone, where words find so many: less
        where they find few, or do not mean what they say."""
        return FAINTLY_ALIKE if found < ENOUGH or self.compounds else LIKE_ENOUGH

    def carried(self, docs: Docs, told: Floats) -> NDArray[np.bool_]:
        """Which of the tasks that words found are results: those that hold most of what the words
        tell (`told`, 0 to 1), and of the others those that are at least faintly like the query."""
        carried: NDArray[np.bool_] = told >= HOLDS_MOST
        others = (~carried).nonzero()[0]
        carried[others] = self.of_tasks[docs[others]] >= CARRIED
        return carried

    @property
    def carried_places(self) -> Docs:
        """The tasks that need not hold most of what the words tell, ascending."""
        docs: Docs = (self.of_tasks >= CARRIED).nonzero()[0].astype(np.int32)
        return docs

    def rerank(
        self, docs: Docs, scores: Floats, base: Floats, told: Floats, related: Docs
    ) -> Reranked:
        """The order of tasks by words and meaning together.

        `docs` were found by words: `base` are their scores of words alone; `told` is how much of
        what the words tell each holds, 0 to 1; those that hold all stay first, in the order of
        `scores`. `related` are others that are like the query.
        """
        ranked = base + self.task_scores(docs)
        ranked += np.float32(TOLD_MORE) * np.maximum(told - np.float32(TOLD_ENOUGH), 0)
        of_related = self.task_scores(related)
        complete = told >= 1
        if complete.any():
            highest = max(ranked[~complete].max(initial=0), of_related.max(initial=0))
            first = scores[complete]
            ranked[complete] = first - first.min() + highest + 1
        return Reranked(np.maximum(ranked, np.float32(1e-3)), of_related)

    def related(self, found: Docs, at_most: int = RELATED, *, least: float = LIKE_ENOUGH) -> Docs:
        """The tasks most like the query that were not found by its words, both ascending; `least`:
        how like it they must be."""
        docs: Docs = (self.of_tasks >= least).nonzero()[0].astype(np.int32)
        if len(found) and len(docs):
            docs = docs[found.take(found.searchsorted(docs), mode="clip") != docs]
        if len(docs) > at_most:
            docs = np.sort(docs[(-self.of_tasks[docs]).argsort(kind="stable")[:at_most]])
        return docs


@dataclass(frozen=True, slots=True, eq=False)
class Reranked:
    """Scores of words and meaning together."""

    scores: Floats
    """One for each of the tasks that were found by words, above zero."""
    of_related: Floats
    """Of the others."""


class Meaning:
    """The arrays of a release."""

    def __init__(self, folder: Path) -> None:
        """Raises EngineError if an array is missing or damaged."""
        try:
            arrays = {
                name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _ARRAYS
            }
        except (OSError, ValueError, EOFError) as error:
            raise EngineError(
                f'The word vectors cannot be read ({error}). Build again with "taskdex build".'
            ) from error
        self.task_ids: NDArray[np.int64] = arrays["task_ids"]
        self.tasks: Floats = arrays["tasks"]
        """Dimensions × tasks."""
        self.occupations: Floats = arrays["occupations"]
        """Occupations × dimensions."""
        owners = arrays["task_owners"]
        self._by_owner = owners.argsort(kind="stable")
        self._owners, self._owned_from = np.unique(owners[self._by_owner], return_index=True)
        counts = np.diff([*self._owned_from, len(owners)])
        self.importance = np.empty(len(owners), dtype=np.float32)
        """What each task gets for its place among those of its occupation."""
        self.importance[self._by_owner] = important(
            np.arange(len(owners)) - np.repeat(self._owned_from, counts)
        )
        self._title_values: NDArray[np.int8] = arrays["title_values"]
        self._title_scales: Floats = arrays["title_scales"]
        self._title_starts: Docs = arrays["title_starts"]
        self._word_keys: NDArray[np.int64] = arrays["word_keys"]
        self._values: NDArray[np.int8] = arrays["word_values"]
        self._scales: Floats = arrays["word_scales"]
        self._stem_keys: NDArray[np.int64] = arrays["stem_keys"]
        self._stem_words: Docs = arrays["stem_words"]
        self._compound_heads: NDArray[np.int64] = arrays["compound_heads"]

    def best_tasks(self, likeness: Floats) -> Floats:
        """For each occupation how like the query the likest of its tasks is, from 0 on; `likeness`
        is that of all tasks."""
        best = np.zeros(len(self.occupations), dtype=np.float32)
        if len(likeness):
            best[self._owners] = np.maximum.reduceat(
                likeness.take(self._by_owner), self._owned_from
            )
        return np.maximum(best, 0)

    def titles_likeness(self, vector: Floats, scores: Floats) -> Floats:
        """How like the query an occupation's titles are, one that is very like more than many that
        are a little: of the occupations with the highest of some scores; of others 0. Occupations
        without tasks are catch-alls, with titles of every kind: of theirs the likest alone counts.
        """
        first = (-scores).argsort(kind="stable")[:TITLES_COMPARED]
        starts = self._title_starts[first].astype(np.int64)
        counts = self._title_starts[first + 1] - starts
        rows = spread(starts, counts)
        # `take` picks rows in a quarter of the time of an index in brackets.
        likeness = (self._title_values.take(rows, axis=0) @ vector) * self._title_scales.take(rows)
        best = np.zeros(len(scores), dtype=np.float32)
        sharp = np.float32(TITLES_SHARPNESS)
        starts_at = counts.cumsum() - counts
        sums = np.log(np.add.reduceat(np.exp(sharp * likeness), starts_at)) / sharp
        likest = np.maximum.reduceat(likeness, starts_at)
        has_tasks = np.isin(first, self._owners, assume_unique=True)
        best[first] = _rounded(np.where(has_tasks, sums, likest).astype(np.float32))
        return np.maximum(best, 0)

    def understand(self, query: Query) -> Understood | None:
        """What a query means; None where it is to be taken literally, or no word is known."""
        if query.phrases or query.excluded or query.verbatim:
            return None
        # A name has no meaning: "Tableau" is no table.
        typed = () if query.as_spelt else (w for w in query.words if w not in query.uses)
        asked = [
            word
            for word in (*query.beside, *typed)
            if word not in STOP_WORDS and not word.isdecimal()
        ]
        if query.prefix and asked and asked[-1] == query.words[-1]:
            asked[-1:] = self._finished(asked[-1])
        compounds = self._compounds(query)
        together = {word for compound, _ in compounds for word in compound}
        alone = [word for word in asked if word not in together]
        rows = [row for row in map(self._row, alone) if row >= 0]
        known = len(rows) + len(asked) - len(alone)
        rows += [row for _, row in compounds]
        if not rows:
            return None
        # What a product is for is no title: waiters are servers, too.
        is_short = 0.0 if query.beside else fading(len(rows))
        placed = [1 - PLACED * (1 - is_short) * (1 - place_weight(n)) for n in range(len(rows))]
        weights = self._scales[rows] * np.array(placed, dtype=np.float32)
        total = weights @ self._values[rows]
        length = float(np.linalg.norm(total))
        if not length:
            return None
        share = (known / len(asked)) ** 2 if asked else 1.0
        found = tuple(compound for compound, _ in compounds)
        parts = self._values[rows] * weights[:, None]
        norms = np.linalg.norm(parts, axis=1)
        return Understood(
            total / np.float32(length),
            share,
            is_short,
            self,
            parts / norms[:, None],
            norms / norms.sum(),
            found,
        )

    def _finished(self, begun: str) -> list[str]:
        """The word that one being typed is already, or else the most usual one that it begins;
        none: it has too few letters to tell, or nothing is known of such a word."""
        if len(begun) >= _SHORTEST and (self._word_row(begun) >= 0 or usual(begun)):
            return [begun]
        word = likeliest(begun)[0] if len(begun) >= _SHORTEST_BEGUN else ""
        return [word] if word and self._row(word) >= 0 else []

    def _compounds(self, query: Query) -> list[tuple[tuple[str, ...], int]]:
        """Words that have a vector together, with its row; of those that overlap the first, the
        longest."""
        if query.as_spelt:
            return []
        found, place = [], 0
        while place < len(query.words) - 1:
            if _place(self._compound_heads, word_key(stem(query.words[place]))) < 0:
                place += 1
                continue
            for length in range(LONGEST_COMPOUND, 1, -1):
                run = query.words[place : place + length]
                row = self._word_row(compound_key(run)) if len(run) == length else -1
                if row >= 0 and query.uses.keys().isdisjoint(run):
                    found.append((run, row))
                    place += length
                    break
            else:
                place += 1
        return found

    def _row(self, word: str) -> int:
        """The row of a word, or of another form of it; -1: unknown.

        What is no more than a stem is no word: "repai" is not "repay", but "carer" is of "carers".
        """
        row = self._word_row(word)
        root = stem(word)
        if row >= 0 or (root == word and not usual(word)):
            return row
        place = _place(self._stem_keys, word_key(root))
        return -1 if place < 0 else self._stem_words.item(place)

    def _word_row(self, word: str) -> int:
        return _place(self._word_keys, word_key(word))


def _rounded(likeness: Floats) -> Floats:
    rounded: Floats = np.round(likeness, _DECIMALS)
    return rounded


def _place(keys: NDArray[np.int64], key: int) -> int:
    """Where in an ascending list a key stands; -1: nowhere."""
    place = int(keys.searchsorted(key))
    return place if place < len(keys) and keys.item(place) == key else -1
