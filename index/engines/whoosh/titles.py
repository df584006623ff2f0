"""What the titles of occupations say beyond their words: pairs, pieces, whole titles.

Occupations are found by their lay titles above all, and titles are short: which words stand side by
side, and how they are spelt ("welder", "welding", "weldor"), tells more than in a statement. Each
of these is a list of postings under numeric keys, written with `arrays`, read with `Titles`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, pack_strings, spread, unpack_strings
from index.engines.documents import halves
from index.engines.whoosh.postings import Term
from index.lexicon.joints import whole as undivided
from index.relevance.english import usual
from index.relevance.stems import stem
from index.relevance.weights import (
    FAMILIAR,
    NEGLIGIBLE,
    OFFICIAL,
    PAIR_B,
    PAIR_K1,
    PAIRS,
    PIECE_B,
    PIECE_K1,
    PIECE_LENGTH,
    PIECES,
    WHOLE,
    fading,
    information,
)
from index.text import STOP_WORDS, words

Floats = NDArray[np.float32]

_EDGE = 0  # stands for the two ends of a title among its stems; an unknown stem is 1
_PRIME = 1_099_511_628_211


def pair_keys(stems: Sequence[int], *, closed: bool = True) -> list[int]:
    """Neighbours among the stems of a title, its ends included; `closed` false: more follows."""
    marked = [_EDGE, *(number + 2 for number in stems), *([_EDGE] if closed else [])]
    return [(a << 32) | b for a, b in pairwise(marked)]


def piece_keys(word: str, *, closed: bool = True) -> list[int]:
    """The runs of four letters of a word, its two ends included."""
    marked = f"^{word}$" if closed else f"^{word}"
    encoded = marked.encode("ascii", "ignore")
    starts = range(len(encoded) - PIECE_LENGTH + 1)
    return [int.from_bytes(encoded[i : i + PIECE_LENGTH], "big") for i in starts]


def whole_key(stems: Iterable[int]) -> int:
    """One number for a sequence of stems (FNV-1a over their numbers)."""
    key = 14_695_981_039_346_656_037
    for number in stems:
        key = ((key ^ (number + 2)) * _PRIME) & 0xFFFF_FFFF_FFFF_FFFF
    return key >> 1  # fits a signed 64-bit integer


# --- writing -------------------------------------------------------------------------------------


def arrays(titles: Sequence[Sequence[str]], index: Mapping[str, Array]) -> dict[str, Array]:
    """From the titles of each occupation, the official one first, and the arrays of its words."""
    stems = unpack_strings(index["stem_bytes"], index["stem_offsets"])
    stem_numbers = {text: number for number, text in enumerate(stems)}
    pairs: dict[tuple[int, int], float] = defaultdict(float)
    spelt: dict[tuple[str, int], float] = defaultdict(float)
    whole: set[tuple[int, int]] = set()
    for occupation, group in enumerate(titles):
        for place, title in enumerate(group):
            weight = 1.0 if place else OFFICIAL
            for part in halves(title):
                content = [word for word in words(part) if word not in STOP_WORDS]
                numbers = [stem_numbers[stem(word)] for word in content]
                if numbers:
                    whole.add((whole_key(numbers), occupation))
                if part is title and numbers:
                    for key in pair_keys(numbers):
                        pairs[key, occupation] += weight
                    for word in content:
                        spelt[word, occupation] += weight
    pieces: dict[tuple[int, int], float] = defaultdict(float)
    of_word = {word: piece_keys(word) for word, _ in spelt}
    for (word, occupation), weight in spelt.items():
        for key in of_word[word]:
            pieces[key, occupation] += weight
    count = len(titles)
    places = _word_places([len(group) for group in titles], index)
    title_bytes, title_offsets = pack_strings(
        undivided(title) for group in titles for title in group
    )
    return {
        **_postings("pair", pairs, count, PAIRS, PAIR_K1, PAIR_B),
        **_postings("piece", pieces, count, PIECES, PIECE_K1, PIECE_B),
        **_postings("whole", dict.fromkeys(whole, 1.0), count, None, 0.0, 0.0),
        "title_bytes": title_bytes,
        "title_offsets": title_offsets,
        "title_starts": np.cumsum([0, *(len(group) for group in titles)]),
        **places,
        **_holders([len(group) for group in titles], places, index),
    }


def _word_places(counts: Sequence[int], index: Mapping[str, Array]) -> dict[str, Array]:
    """Where among all words of the index each title begins, and how many words it has: titles come
    first in a document, and each of its parts ends in -1."""
    starts: list[int] = []
    ends: list[int] = []
    for count, (start, end) in zip(counts, pairwise(index["text_starts"].tolist()), strict=True):
        own = (np.flatnonzero(index["text_words"][start:end] < 0) + start)[:count].tolist()
        starts += [start, *(place + 1 for place in own[:-1])]
        ends += own
    return {
        "title_word_starts": np.array(starts, dtype=np.int64),
        "title_word_counts": np.array(ends, dtype=np.int64) - np.array(starts, dtype=np.int64),
    }


def _holders(
    counts: Sequence[int], places: Mapping[str, Array], index: Mapping[str, Array]
) -> dict[str, Array]:
    """Which titles of each occupation hold a word, and which hold any word of a stem: sorted keys,
    and beside each the number of a title."""
    lengths = places["title_word_counts"]
    words = index["text_words"][spread(places["title_word_starts"], lengths)]
    occupations = np.arange(len(counts)).repeat(counts).repeat(lengths)
    titles = np.concatenate([np.arange(0), *map(np.arange, counts)]).repeat(lengths)
    found: dict[str, Array] = {}
    for name, numbers in (("word", words), ("stem", index["word_stems"][words])):
        width = len(index[f"{name}_offsets"]) - 1
        rows = np.unique((occupations * width + numbers) << 16 | titles)
        found[f"{name}_holder_keys"] = (rows >> 16).astype(np.int32)
        found[f"{name}_holders"] = (rows & 0xFFFF).astype(np.uint16)
    return found


def _postings(
    name: str,
    weights: Mapping[tuple[int, int], float],
    count: int,
    share: float | None,
    k1: float,
    b: float,
) -> dict[str, Array]:
    """Sorted keys, and under each its occupations with their share of a BM25 score; without a
    share, each occupation counts WHOLE."""
    keys = np.fromiter((key for key, _ in weights), np.int64, len(weights))
    docs = np.fromiter((document for _, document in weights), np.int32, len(weights))
    order = np.lexsort((docs, keys))
    keys, docs = keys[order], docs[order]
    unique, starts = np.unique(keys, return_index=True)
    bounds = np.concatenate([starts, [len(keys)]]).astype(np.int64)
    if share is None:
        values = np.full(len(keys), WHOLE)
    else:
        frequency = np.fromiter(weights.values(), np.float64, len(weights))[order]
        lengths = np.bincount(docs, frequency, minlength=count)
        norm = k1 * (1 - b + b * lengths / max(lengths.mean(), 1e-9))
        told = np.array([information(int(n), count) for n in np.diff(bounds)])
        values = frequency * (k1 + 1) / (frequency + norm[docs])
        values *= share * np.repeat(told, np.diff(bounds))
    return {
        f"{name}_keys": unique,
        f"{name}_starts": bounds,
        f"{name}_docs": docs,
        f"{name}_values": values.astype(np.float32),
    }


# --- reading -------------------------------------------------------------------------------------


class Titles:
    """The titles of an opened index."""

    def __init__(self, loaded: Mapping[str, Array]) -> None:
        self._bytes = loaded["title_bytes"]
        self._offsets: NDArray[np.int64] = loaded["title_offsets"]
        self._starts: NDArray[np.int64] = loaded["title_starts"]
        self._word_starts: NDArray[np.int64] = loaded["title_word_starts"]
        self._word_counts: NDArray[np.int64] = loaded["title_word_counts"]
        self._of_words = _Holders("word", loaded)
        self._of_stems = _Holders("stem", loaded)
        self._pairs = _KeyPostings("pair", loaded)
        self._pieces = _KeyPostings("piece", loaded)
        self._whole = _KeyPostings("whole", loaded)

    def count(self, occupation: int) -> int:
        """How many titles an occupation has, the official one included."""
        return self._starts.item(occupation + 1) - self._starts.item(occupation)

    def read(self, occupation: int, number: int) -> str:
        """A title by its number; 0 is the official one."""
        place = self._starts.item(occupation) + number
        start, end = self._offsets.item(place), self._offsets.item(place + 1)
        return self._bytes[start:end].tobytes().decode()

    def words(self, occupation: int, number: int) -> tuple[int, int]:
        """Where among all words of the index a title begins, and how many words it has."""
        title = self._starts.item(occupation) + number
        return self._word_starts.item(title), self._word_counts.item(title)

    def meant(self, occupations: Sequence[int], terms: Sequence[Term]) -> list[int]:
        """For each occupation the number of the title that holds the most of the terms in the
        fewest words: 0, the official one, unless a lay title holds more."""
        needed = [term for term in terms if not term.is_stop]
        stems = [
            (place, number, number + 1)
            for place, term in enumerate(needed)
            for number in (term.stem_number, *term.other_stems)
            if number >= 0
        ]
        begun = [(place, t.first, t.last) for place, t in enumerate(needed) if t.is_prefix]
        held: list[list[set[int]]] = [[set() for _ in needed] for _ in occupations]
        self._of_stems.add(held, occupations, stems)
        self._of_words.add(held, occupations, begun)
        return list(map(self._best, occupations, held))

    def _best(self, occupation: int, held: Sequence[set[int]]) -> int:
        """The title that holds the most terms, the shortest of equals; `held`: which titles hold
        each term."""
        counts: dict[int, int] = defaultdict(int)
        for titles in held:
            for title in titles:
                counts[title] += 1
        most = max(counts.values(), default=0)
        if counts.get(0, 0) == most:
            return 0
        start, length = self._starts.item(occupation), self._word_counts.item
        return min((length(start + title), title) for title in counts if counts[title] == most)[1]

    def add_scores(self, scores: Floats, stems: Sequence[int], *, unfinished: bool) -> None:
        """Adds what pairs and whole titles say for each occupation.

        `stems` are the numbers of the query's words without stop words (-1: unknown);
        `unfinished`: more letters may follow the last.
        """
        self._pairs.add(scores, pair_keys(stems, closed=not unfinished), 1.0)
        if not unfinished and -1 not in stems:
            self._whole.add(scores, [whole_key(stems)], 1.0)

    def add_pieces(self, scores: Floats, content: Sequence[Term], *, unfinished: bool) -> None:
        """Adds what the letters of the words say for each occupation: "weldor" is like "welder".
        Not those of English words that titles lack: a "haggler" is no hauler.

        `content` are the query's words without stop words.
        """
        weight = fading(len(content))
        if weight < NEGLIGIBLE:
            return
        last = len(content) - 1
        keys = [
            key
            for place, term in enumerate(content)
            if term.stem_number >= 0 or not usual(term.word)
            for key in piece_keys(term.word, closed=place < last or not unfinished)
        ]
        self._pieces.add(scores, keys, weight, known=FAMILIAR)


class _Holders:
    """Numbers of words, or of stems → the titles of an occupation that hold them."""

    def __init__(self, name: str, loaded: Mapping[str, Array]) -> None:
        self._width = len(loaded[f"{name}_offsets"]) - 1
        self._keys: NDArray[np.int32] = loaded[f"{name}_holder_keys"]
        self._titles: NDArray[np.uint16] = loaded[f"{name}_holders"]

    def add(
        self,
        held: Sequence[Sequence[set[int]]],
        occupations: Sequence[int],
        spans: Sequence[tuple[int, int, int]],
    ) -> None:
        """Adds to the sets of each occupation, one for each term, the titles that hold it.

        `spans`: the place of a term, the first of its numbers and the one after the last.
        """
        if not spans or not occupations:
            return
        wanted = [
            (occupation * self._width + first, occupation * self._width + end)
            for occupation in occupations
            for _, first, end in spans
        ]
        bounds = iter(self._keys.searchsorted(np.array(wanted, dtype=np.int32)).tolist())
        for of_occupation in held:
            for (place, _, _), (start, end) in zip(spans, bounds, strict=False):
                of_occupation[place].update(self._titles[start:end].tolist())


class _KeyPostings:
    """Numeric keys → occupations and what each of them gets."""

    def __init__(self, name: str, loaded: Mapping[str, Array]) -> None:
        self._keys: NDArray[np.int64] = loaded[f"{name}_keys"]
        self._starts: NDArray[np.int64] = loaded[f"{name}_starts"]
        self._docs: NDArray[np.int32] = loaded[f"{name}_docs"]
        self._values: Floats = loaded[f"{name}_values"]

    def add(
        self, scores: Floats, keys: Sequence[int], weight: float, *, known: float = 0.0
    ) -> None:
        """Adds what the keys say, if at least the share `known` of them is there at all."""
        if not keys or not len(self._keys):
            return
        wanted = np.array(keys, dtype=np.int64)
        places = self._keys.searchsorted(wanted)
        places[places == len(self._keys)] = 0
        places = places[self._keys[places] == wanted]
        if not len(places) or len(places) < known * len(keys):
            return
        starts, ends = self._starts[places].tolist(), self._starts[places + 1].tolist()
        here = [slice(start, end) for start, end in zip(starts, ends, strict=True)]
        docs = np.concatenate([self._docs[each] for each in here])
        values = np.concatenate([self._values[each] for each in here])
        scores += np.bincount(docs, values * np.float32(weight), minlength=len(scores))
