"""Words near a misspelt one.

No table of deletions: one edit changes at most two of a word's letter counts by one, so masks and
counts of letters (31 bytes a word) leave about a dozen words, whose edits are counted one by one.
Written with `arrays`, read with `Speller`: one for whole words, one for beginnings of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, pack_strings
from index.relevance.edits import SHORTEST, budget, edits

REMEMBERED = 1000
"""Words of which those near them are kept."""
_LETTERS = 27
_OTHER = _LETTERS - 1


def arrays(name: str, vocabulary: Iterable[str]) -> dict[str, Array]:
    """The words of SHORTEST letters and more, by length, with masks and counts of their letters."""
    words = sorted({w for w in vocabulary if len(w) >= SHORTEST}, key=lambda w: (len(w), w))
    word_bytes, offsets = pack_strings(words)
    lengths = np.array([len(word) for word in words], dtype=np.int64)
    letters = _numbers("".join(words))
    counts = np.bincount(
        np.repeat(np.arange(len(words)), lengths) * _LETTERS + letters,
        minlength=len(words) * _LETTERS,
    )
    masks = ((counts.reshape(-1, _LETTERS) > 0) << np.arange(_LETTERS)).sum(axis=1)
    return {
        f"{name}_bytes": word_bytes,
        f"{name}_offsets": offsets,
        f"{name}_masks": masks.astype(np.uint32),
        f"{name}_counts": np.minimum(counts, 127).astype(np.int8),
        f"{name}_starts": np.searchsorted(lengths, np.arange(lengths.max(initial=0) + 2)),
    }


def _numbers(text: str) -> NDArray[np.int64]:
    """a–z as 0 to 25, anything else as one more."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64) - ord("a")
    return np.where((codes >= 0) & (codes < _OTHER), codes, _OTHER)


class Speller:
    """The words of one list."""

    def __init__(self, name: str, loaded: Mapping[str, Array]) -> None:
        self._bytes = loaded[f"{name}_bytes"]
        self._offsets: NDArray[np.int64] = loaded[f"{name}_offsets"]
        self._masks: NDArray[np.uint32] = loaded[f"{name}_masks"]
        self._counts: NDArray[np.int8] = loaded[f"{name}_counts"].reshape(-1, _LETTERS)
        self._starts: list[int] = loaded[f"{name}_starts"].tolist()
        self._known: dict[str, list[str]] = {}

    def near(self, word: str) -> list[str]:
        """The words that are the fewest edits away, if that is within the budget. Not to be
        changed: kept for the next letter typed after a misspelt word."""
        if (known := self._known.get(word)) is not None:
            return known
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[word] = found = self._near(word)
        return found

    def _near(self, word: str) -> list[str]:
        for most in range(1, budget(word) + 1):
            distances = [(edits(word, other, most), other) for other in self._alike(word, most)]
            if found := [other for distance, other in distances if distance <= most]:
                return found
        return []

    def _alike(self, word: str, most: int) -> list[str]:
        """Words of about this length whose letters are all but `most` the same."""
        last = len(self._starts) - 1
        start = self._starts[min(len(word) - most, last)]
        end = self._starts[min(len(word) + most + 1, last)]
        counts = np.bincount(_numbers(word), minlength=_LETTERS).astype(np.int8)
        mask = np.uint32(sum(1 << place for place in np.flatnonzero(counts).tolist()))
        near = np.flatnonzero(np.bitwise_count(self._masks[start:end] ^ mask) <= 2 * most) + start
        near = near[np.abs(self._counts[near] - counts).sum(axis=1) <= 2 * most]
        return [self._read(number) for number in near.tolist()]

    def _read(self, number: int) -> str:
        start, end = self._offsets.item(number), self._offsets.item(number + 1)
        return self._bytes[start:end].tobytes().decode()
