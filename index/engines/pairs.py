"""Pairs of words that mean something together: "law firm", "artificial intelligence".

One table for every engine, written beside an engine's index with `write`, read with `Pairs`: which
words follow each other in O*NET's texts far more often than by chance, and in the texts of which
occupations. English compounds that O*NET lacks come with the word vectors
(`index.relevance.meaning`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, load, save
from index.query import Query
from index.quick import quick
from index.records.joined import Corpus
from index.relevance.meaning import Understood, word_key
from index.relevance.stems import stem
from index.relevance.weights import (
    COMPOUND_APART,
    PAIR_APART,
    PAIR_FITS,
    PAIR_OFTEN,
    PAIR_TOLD,
    information,
)
from index.text import STOP_WORDS, words

FILE_NAME = "pairs.arrays"
Floats = NDArray[np.float32]
Stems = tuple[str, str]


@quick(frozen=True, slots=True)
class Together:
    """Words of a query that mean something together."""

    words: tuple[str, ...]
    row: int = -1
    """The pair among those of O*NET; -1: it has none such."""

    @property
    def apart(self) -> float:
        """What the words count where they do not stand together."""
        return PAIR_APART if self.row >= 0 else COMPOUND_APART


class Counted(Protocol):
    """A word of a query as either engine has looked it up: a dataclass of its own."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def word(self) -> str: ...

    @property
    def information(self) -> float: ...


AnyTerm = TypeVar("AnyTerm", bound=Counted)


def apart(terms: Sequence[AnyTerm], together: Sequence[Together]) -> list[AnyTerm]:
    """The terms as they count where words that mean something together stand apart."""
    shares = {word: each.apart for each in together for word in each.words}
    return [
        replace(term, information=shares[term.word] * term.information)
        if term.word in shares
        else term
        for term in terms
    ]


# --- writing -------------------------------------------------------------------------------------


def write(corpus: Corpus, folder: Path) -> None:
    save(folder / FILE_NAME, arrays(corpus))


def arrays(corpus: Corpus) -> dict[str, Array]:
    """Pairs by the key of their stems, and under each the occupations in whose texts it stands,
    with what it tells of each."""
    numbers = {code: number for number, code in enumerate(sorted(corpus.occupations))}
    alone: Counter[str] = Counter()
    often: Counter[Stems] = Counter()
    owners: dict[Stems, Counter[int]] = defaultdict(Counter)
    for text, codes in _texts(corpus):
        found = words(text)
        stems = list(map(stem, found))
        alone.update(stems)
        for (first, second), pair in zip(pairwise(found), pairwise(stems), strict=True):
            if STOP_WORDS.isdisjoint((first, second)):
                often[pair] += 1
                owners[pair].update(numbers[code] for code in codes)
    total = alone.total()

    def fits(pair: Stems, count: int) -> float:
        """Pointwise mutual information, 1 where neither word stands without the other."""
        chance = alone[pair[0]] * alone[pair[1]] / total
        return log(count / chance) / log(total / count)

    kept = {
        word_key(" ".join(pair)): owners[pair]
        for pair, count in often.items()
        if count >= PAIR_OFTEN and owners[pair] and fits(pair, count) >= PAIR_FITS
    }
    keys = sorted(kept)
    rows = [(number, key) for key in keys for number in sorted(kept[key])]
    counts = np.array([kept[key][number] for number, key in rows], dtype=np.float32)
    told = np.array([information(len(kept[key]), len(numbers)) for _, key in rows], np.float32)
    starts = np.cumsum([0, *(len(kept[key]) for key in keys)])
    return {
        "keys": np.array(keys, dtype=np.int64),
        "starts": starts.astype(np.int64),
        "occupations": np.array([number for number, _ in rows], dtype=np.int32),
        "values": (told * np.float32(PAIR_TOLD) * counts / (counts + 1)).astype(np.float32),
    }


def _texts(corpus: Corpus) -> Iterator[tuple[str, Sequence[str]]]:
    """Every text and the occupations that have it; a title that several have is one."""
    titles: dict[str, list[str]] = defaultdict(list)
    for code, occupation in corpus.occupations.items():
        titles[occupation.title].append(code)
        yield occupation.description, [code]
    for lay in corpus.lay_titles:
        titles[lay.title].append(lay.occupation_code)
    yield from titles.items()
    for task in corpus.tasks.values():
        yield task.text, [task.occupation_code]
    for activity in corpus.activities.values():
        yield activity.title, []


# --- reading -------------------------------------------------------------------------------------


class Pairs:
    """The table of an opened index."""

    def __init__(self, folder: Path) -> None:
        """Raises EngineError if the file is missing, damaged or of another version."""
        loaded = load(folder / FILE_NAME)
        self._keys: NDArray[np.int64] = loaded["keys"]
        self._starts: NDArray[np.int64] = loaded["starts"]
        self._occupations: NDArray[np.int32] = loaded["occupations"]
        self._values: Floats = loaded["values"]

    def together(self, query: Query, understood: Understood | None) -> tuple[Together, ...]:
        """What of a query means something together; no word is in two of them."""
        if query.verbatim or query.phrases or len(query.words) < 2:
            return ()
        compounds = understood.compounds if understood else ()
        found = [Together(each, self._row(each)) for each in compounds]
        taken = {word for each in compounds for word in each}
        for pair in pairwise(query.words):
            if taken.isdisjoint(pair) and (row := self._row(pair)) >= 0:
                found.append(Together(pair, row))
                taken.update(pair)
        return tuple(found)

    def _row(self, pair: Sequence[str]) -> int:
        if len(pair) != 2 or not STOP_WORDS.isdisjoint(pair):
            return -1
        key = word_key(" ".join(map(stem, pair)))
        place = int(self._keys.searchsorted(key))
        return place if place < len(self._keys) and self._keys.item(place) == key else -1

    def occupations(self, together: Together) -> tuple[NDArray[np.int32], Floats]:
        """In whose texts the pair stands, and what it tells of each."""
        if together.row < 0:
            return self._occupations[:0], self._values[:0]
        start, end = self._starts.item(together.row), self._starts.item(together.row + 1)
        return self._occupations[start:end], self._values[start:end]
