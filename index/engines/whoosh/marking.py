"""Where the words of a query stand in texts that were found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.engines.protocol import Spans
from index.engines.whoosh.postings import Postings, Term, spread


class Marker:
    """A query's terms, made ready to be found in texts of one kind."""

    def __init__(
        self, postings: Postings, terms: Sequence[Term], phrases: Sequence[Sequence[str]]
    ) -> None:
        self._postings = postings
        stems = {term.stem_number for term in terms} | {n for t in terms for n in t.other_stems}
        self._stems = np.array(sorted(stems - {-1}), dtype=np.int32)
        self._prefixes = [t for t in terms if t.is_prefix and t.first < t.last]
        self._phrases = [
            [postings.word_number(word) for word in phrase] for phrase in phrases if len(phrase) > 1
        ]

    def texts(self, documents: Sequence[int]) -> list[Spans]:
        """The marks in each document that is one text: a statement, an activity's title."""
        docs = np.array(documents, dtype=np.int64)
        starts = self._postings.text_starts[docs]
        return self.parts(starts, self._postings.text_starts[docs + 1] - 1 - starts)

    def parts(self, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> list[Spans]:
        """The marks in each part that begins at one of all words and is so many words long.

        Of a word still being typed, what was typed is marked; of others, all of it.
        """
        words = spread(starts, lengths)
        text = np.arange(len(starts)).repeat(lengths)
        numbers = self._postings.text_words[words]
        whole = self._whole_words(numbers, text)
        letters = np.where(whole, 0, -1)  # how many characters of a word; 0: all, -1: none
        for term in self._prefixes:
            begins = (numbers >= term.first) & (numbers < term.last)
            letters[begins & ~whole] = len(term.word)
        marked = (letters >= 0).nonzero()[0]
        first, last = self._postings.places(words[marked])
        found: list[list[tuple[int, int]]] = [[] for _ in starts]
        for owner, start, end, typed in zip(
            text[marked].tolist(), first, last, letters[marked].tolist(), strict=True
        ):
            found[owner].append((start, min(start + typed, end) if typed else end))
        return [tuple(spans) for spans in found]

    def _whole_words(self, numbers: NDArray[np.int32], text: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Which words are a term's, or stand in a phrase."""
        stems = self._postings.word_stems[numbers]
        whole = np.zeros(len(numbers), dtype=np.bool_)
        for stem in self._stems:
            whole |= stems == stem
        for phrase in self._phrases:
            size = len(phrase)
            for start in range(len(numbers) - size + 1):
                if numbers[start : start + size].tolist() == phrase:
                    whole[start : start + size] |= text[start] == text[start + size - 1]
        return whole
