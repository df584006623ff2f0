"""One kind's index, opened: from a word to its documents and what it adds to their scores."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, pack_strings, unpack_strings
from index.quick import quick
from index.relevance.lay_words import LAY_WORDS
from index.relevance.stems import stem
from index.relevance.weights import EXACT, LAY_SHARE, information
from index.text import STOP_WORDS

Docs = NDArray[np.int32]
Floats = NDArray[np.float32]

# Postings from which a prefix is merged when the index is written, and not at each keystroke.
LARGE_PREFIX = 800
# Result lines that are kept decoded: the most important tasks come up again and again.
REMEMBERED_HITS = 32_768
_NO_DOCS = np.zeros(0, dtype=np.int32)
_NO_VALUES = np.zeros(0, dtype=np.float32)


@quick(frozen=True, slots=True, eq=False)
class Term:
    """A word of a query, looked up."""

    word: str
    stem: str
    stem_number: int
    """-1: no document has this stem."""
    first: int
    last: int
    """Words from `first` to before `last` are this word, or begin with it."""
    is_prefix: bool
    is_stop: bool
    information: float
    docs: Docs
    """Ascending, each once."""
    values: Floats
    """What the term adds to each document's score, in parts of its information."""
    other_stems: tuple[int, ...] = ()
    """What an everyday word also stands for."""


class Postings:
    """The arrays of one kind."""

    def __init__(self, loaded: Mapping[str, Array]) -> None:
        self.stems = unpack_strings(loaded["stem_bytes"], loaded["stem_offsets"])
        self.words = unpack_strings(loaded["word_bytes"], loaded["word_offsets"])
        self.stem_information: Floats = loaded["stem_information"]
        self.word_stems: Docs = loaded["word_stems"]
        self._stem_starts: list[int] = loaded["stem_starts"].tolist()
        self._stem_docs: Docs = loaded["stem_docs"]
        self._stem_values: Floats = loaded["stem_values"]
        self._word_starts: list[int] = loaded["word_starts"].tolist()
        self._word_docs: Docs = loaded["word_docs"]
        self._word_values: Floats = loaded["word_values"]
        self.text_words: Docs = loaded["text_words"]
        self.first: Callable[[int], int] = loaded["text_from"].item
        """Where in its part one of all words begins."""
        self.last: Callable[[int], int] = loaded["text_to"].item
        """Where it ends: the character after it."""
        self.text_starts: NDArray[np.int64] = loaded["text_starts"]
        self._stored_bytes = memoryview(loaded["stored_bytes"].data)
        self._stored_offsets: NDArray[np.int64] = loaded["stored_offsets"]
        self.names = unpack_strings(loaded["name_bytes"], loaded["name_offsets"])
        """Of what is stored of each document, in the order in which `stored` has it."""
        self.document_count = len(self.text_starts) - 1
        self._merged = _merged(loaded)
        self.stored = lru_cache(maxsize=REMEMBERED_HITS)(self._read_stored)

    def _read_stored(self, document: int) -> tuple[Any, ...]:
        """What was stored of a document, above all for its result line; rows are tuples."""
        start, end = self._stored_offsets.item(document), self._stored_offsets.item(document + 1)
        stored = json.loads(bytes(self._stored_bytes[start:end]).decode())
        return tuple(tuple(map(tuple, v)) if isinstance(v, list) else v for v in stored)

    # From words to numbers

    def word_number(self, word: str) -> int:
        """-1: no document has it."""
        return _number(self.words, word)

    def stem_number(self, text: str) -> int:
        """-1: no document has it."""
        return _number(self.stems, text)

    def span(self, prefix: str) -> tuple[int, int]:
        """Numbers of the words that begin so, the second one excluded."""
        first = bisect_left(self.words, prefix)
        # The last character of Unicode ends the range: no folded word has it.
        return first, bisect_left(self.words, prefix + "\U0010ffff", first)

    # From numbers to documents

    def of_stem(self, number: int) -> tuple[Docs, Floats]:
        here = slice(self._stem_starts[number], self._stem_starts[number + 1])
        return self._stem_docs[here], self._stem_values[here]

    def of_word(self, number: int) -> tuple[Docs, Floats]:
        here = slice(self._word_starts[number], self._word_starts[number + 1])
        return self._word_docs[here], self._word_values[here]

    def frequency(self, number: int) -> int:
        """In how many documents a word stands."""
        return self._word_starts[number + 1] - self._word_starts[number]

    def look_up(self, word: str, *, is_prefix: bool, everyday: bool = True) -> Term:
        """A word of a query, finished or still being typed; `everyday`: with what it stands for."""
        term = self._look_up_prefix(word) if is_prefix else self._look_up_word(word)
        return self._with_others(term) if everyday and word in LAY_WORDS else term

    def _with_others(self, term: Term) -> Term:
        """An everyday word also finds what statements have in its place, at a discount."""
        numbers = [self.stem_number(stem(other)) for other in LAY_WORDS[term.word]]
        numbers = [number for number in numbers if number >= 0 and number != term.stem_number]
        if not numbers:
            return term
        found = [self.of_stem(number) for number in numbers]
        docs, values = best_of(
            np.concatenate([term.docs, *(docs for docs, _ in found)]),
            np.concatenate([term.values, *(np.float32(LAY_SHARE) * values for _, values in found)]),
        )
        told = information(len(docs), self.document_count)
        return replace(term, docs=docs, values=values, information=told, other_stems=tuple(numbers))

    def _look_up_word(self, word: str) -> Term:
        root = stem(word)
        number = self.stem_number(root)
        place = self.word_number(word)
        docs, values, told = _NO_DOCS, _NO_VALUES, 0.0
        if number >= 0:
            docs, values = self.of_stem(number)
            told = float(self.stem_information[number])
        return Term(
            word=word,
            stem=root,
            stem_number=number,
            first=max(place, 0),
            last=place + 1,
            is_prefix=False,
            is_stop=word in STOP_WORDS,
            information=told,
            docs=docs,
            values=values,
        )

    def _look_up_prefix(self, prefix: str) -> Term:
        """Every word that begins so counts as the same word, as rare as all of them together."""
        first, last = self.span(prefix)
        docs, values = self._merged.get(prefix) or self.union(prefix, first, last)
        place = self.word_number(prefix)
        return Term(
            word=prefix,
            stem=stem(prefix),
            stem_number=int(self.word_stems[place]) if place >= 0 else -1,
            first=first,
            last=last,
            is_prefix=True,
            is_stop=False,
            information=information(len(docs), self.document_count),
            docs=docs,
            values=values,
        )

    def union(self, prefix: str, first: int, last: int) -> tuple[Docs, Floats]:
        """Documents with any of the words, each with the best value of them."""
        here = slice(self._word_starts[first], self._word_starts[last])
        docs, values = self._word_docs[here], self._word_values[here]
        if first < last and self.words[first] == prefix:
            # A whole word already: its other forms count, and the word itself counts more.
            exact = self.frequency(first)
            values = values.copy()
            values[:exact] += EXACT
            related, theirs = self.of_stem(int(self.word_stems[first]))
            docs, values = np.concatenate([docs, related]), np.concatenate([values, theirs])
        elif last - first <= 1:
            return docs, values
        return best_of(docs, values)


def _number(ascending: Sequence[str], text: str) -> int:
    """The place of a text in a list; -1: it is not there."""
    place = bisect_left(ascending, text)
    return place if place < len(ascending) and ascending[place] == text else -1


def best_of(docs: Docs, values: Floats) -> tuple[Docs, Floats]:
    """Every document once, ascending, with the best of its values."""
    order = docs.argsort(kind="stable")
    docs, values = docs[order], values[order]
    first = np.empty(len(docs), dtype=np.bool_)
    first[:1] = True
    np.not_equal(docs[1:], docs[:-1], out=first[1:])
    starts = first.nonzero()[0]
    return docs[starts], np.maximum.reduceat(values, starts)


def _merged(loaded: Mapping[str, Array]) -> dict[str, tuple[Docs, Floats]]:
    if "prefix_bytes" not in loaded:  # an index that is just being written
        return {}
    prefixes = unpack_strings(loaded["prefix_bytes"], loaded["prefix_offsets"])
    ends = pairwise(loaded["prefix_starts"].tolist())
    return {
        prefix: (loaded["prefix_docs"][start:end], loaded["prefix_values"][start:end])
        for prefix, (start, end) in zip(prefixes, ends, strict=True)
    }


def merged_prefixes(arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Arrays of the prefixes so short that merging their words at each keystroke would be felt:
    a few hundred, of one to three letters. Called when the index is written."""
    postings = Postings(arrays)
    prefixes: list[str] = []
    found: list[tuple[Docs, Floats]] = []
    pending = sorted({word[:1] for word in postings.words}, reverse=True)
    while pending:
        prefix = pending.pop()
        first, last = postings.span(prefix)
        if sum(postings.frequency(number) for number in range(first, last)) > LARGE_PREFIX:
            prefixes.append(prefix)
            found.append(postings.union(prefix, first, last))
            longer = {word[: len(prefix) + 1] for word in postings.words[first:last]} - {prefix}
            pending += sorted(longer, reverse=True)
    prefix_bytes, prefix_offsets = pack_strings(prefixes)
    return {
        "prefix_bytes": prefix_bytes,
        "prefix_offsets": prefix_offsets,
        "prefix_starts": np.cumsum([0, *(len(docs) for docs, _ in found)]),
        "prefix_docs": np.concatenate([_NO_DOCS, *(docs for docs, _ in found)]),
        "prefix_values": np.concatenate([_NO_VALUES, *(values for _, values in found)]),
    }
