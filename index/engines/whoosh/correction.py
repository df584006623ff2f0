"""What was meant by a word that nothing holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from index.engines.arrays import Array
from index.engines.whoosh.postings import Postings
from index.engines.whoosh.spelling import Speller
from index.query import Correction, Query
from index.relevance.edits import is_slip


class Corrector:
    """Corrects the words of queries against all words of an index."""

    def __init__(self, loaded: Mapping[str, Array], tasks: Postings, *others: Postings) -> None:
        self._tasks = tasks
        self._everything = (tasks, *others)
        self._words = Speller("speller", loaded)
        self._beginnings = Speller("beginning", loaded)

    def correct(self, query: Query) -> tuple[Query, tuple[Correction, ...]]:
        """The query with every unknown word replaced by the nearest known one, if there is one.

        Of equally near words the one is taken that fits the other words best (that stands with
        them in the best task), then one of which the typed one is a mere slip, then a whole word
        before a beginning, then the most frequent.
        """
        unfinished = len(query.words) - 1 if query.prefix else -1
        unknown = [
            place
            for place, word in enumerate(query.words)
            if not self._is_known(word, is_prefix=place == unfinished)
        ]
        if query.verbatim or query.as_spelt or not unknown:
            return query, ()
        words = list(query.words)
        corrections = []
        scores = self._scores([w for place, w in enumerate(words) if place not in unknown])
        for place in unknown:
            is_prefix = place == unfinished
            speller = self._beginnings if is_prefix else self._words
            best = (-1.0, False, False, -1)
            typed = query.words[place]
            for candidate in speller.near(typed):
                docs = self._tasks.look_up(candidate, is_prefix=is_prefix).docs
                number = self._tasks.word_number(candidate)
                count = len(docs)
                if not is_prefix:  # "maintenance" is frequent, "maintainable" only its stem
                    count = self._tasks.frequency(number) if number >= 0 else 0
                best_score = float(scores[docs].max(initial=0))
                fit = (best_score, is_slip(typed, candidate), number >= 0, count)
                if fit > best:
                    best, words[place] = fit, candidate
            if words[place] != typed:
                corrections.append(Correction(typed, words[place]))
        return replace(query, words=tuple(words)), tuple(corrections)

    def _is_known(self, word: str, *, is_prefix: bool) -> bool:
        return any(postings.knows(word, is_prefix=is_prefix) for postings in self._everything)

    def _scores(self, words: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        """What each task scores for some words."""
        scores = np.zeros(self._tasks.document_count, dtype=np.float32)
        for word in words:
            term = self._tasks.look_up(word, is_prefix=False)
            if not term.is_stop:
                scores[term.docs] += term.values * np.float32(term.information)
        return scores
